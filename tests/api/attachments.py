"""Attachments: chunks with an offset, resumed after a lost connection and after kill -9, checked by content, bound to a case by a
command, served so that nothing runs, only to those who may see the case. Usage: attachments.py PROGRAM SCENARIO"""
import hashlib
import json
import os
import random
import struct
import subprocess
import sys
import tempfile
import zlib

import scenario_http
from harness import Checks, Client, Server

checks = Checks("attachments")
PIECE = 256 * 1024


def png(width, height, seed):
    """A real picture of noise, so that it has a size."""
    noise = random.Random(seed)
    rows = b"".join(b"\0" + noise.randbytes(width * 3) for _ in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")


def pdf(extra=b""):
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R" + extra + b">>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def jpeg():
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xda\0\x08\1\1\0\0\x3f\0" + b"\x12" * 40 + b"\xff\xd9"


def digest(data):
    return hashlib.sha256(data).hexdigest()


def begin(client, data, name="照片.png", size=None):
    return client.post("/api/attachments", {"sha256": digest(data), "size": len(data) if size is None else size, "name": name})


def put(client, data, offset, piece, sha=None):
    return client.request("PUT", "/api/attachments/%s/bytes?offset=%d" % (sha or digest(data), offset), raw=piece,
                          headers={"Content-Type": "application/octet-stream"})


def upload(client, data, name="照片.png"):
    status, answer, _ = begin(client, data, name)
    assert status == 200, answer
    at = answer["offset"]
    while at < len(data):
        status, answer, _ = put(client, data, at, data[at:at + PIECE])
        if status != 200:
            return status, answer
        at = answer["offset"]
    return status, answer


def refused_by_content(client):
    exe = b"MZ" + b"\0" * 200
    page = b"<html><script>alert(1)</script></html>"
    for data, name, code in ((exe, "photo.png", "attachment-kind"), (page, "a.pdf", "attachment-kind"), (pdf()[:-8], "a.pdf", "attachment-cut-off"),
                             (pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "a.pdf", "attachment-active"),
                             (png(8, 8, 1)[:-6], "a.png", "attachment-cut-off"), (jpeg()[:-2], "a.jpg", "attachment-cut-off")):
        status, answer = upload(client, data, name)
        checks.equal((status, answer.get("error", {}).get("code")), (422, code), "%s with %r" % (name, data[:12]))
        checks.equal(client.get("/api/attachments/" + digest(data))[0], 404, "what was refused is gone")
    other = png(6, 6, 2)
    wrong = bytes(other[:-20]) + b"x" + other[-19:]
    begin(client, other)
    status, answer, _ = put(client, other, 0, wrong)
    checks.equal((status, answer["error"]["code"]), (422, "attachment-hash"), "damaged on its way")
    for data, name, kind in ((pdf(), "决定.pdf", "application/pdf"), (jpeg(), "a.exe", "image/jpeg")):
        status, answer = upload(client, data, name)
        checks.equal((status, answer.get("type")), (200, kind), "taken by content, whatever the name: " + name)


def resumed(server, client):
    """Three megabytes: cut off, continued, cut off by kill -9, continued."""
    data = png(1024, 1024, 3)
    checks.that(len(data) > 3 << 20, "a large photo: %d bytes" % len(data))
    status, answer, _ = begin(client, data)
    checks.equal((status, answer["offset"], answer["complete"]), (200, 0, False), "an upload begins")
    put(client, data, 0, data[:PIECE])
    status, answer, _ = put(client, data, 0, data[:PIECE])
    checks.equal((status, answer["error"]["details"]), (409, {"offset": PIECE}), "the same piece again is told where to go on")
    status, answer, _ = put(client, data, 3 * PIECE, data[3 * PIECE:4 * PIECE])
    checks.equal(status, 409, "no holes")
    checks.equal(client.get("/api/attachments/" + digest(data))[0], 404, "half a file is not served")
    server.kill()
    server.start()
    status, _, headers = client.request("HEAD", "/api/attachments/%s/bytes" % digest(data))
    checks.equal((status, headers["upload-offset"], headers["upload-length"]), (200, str(PIECE), str(len(data))), "HEAD tells the offset after kill -9")
    status, answer = upload(client, data)
    checks.equal((status, answer["type"], answer["complete"]), (200, "image/png", True), "and it is finished from there")
    checks.equal(begin(client, data)[1]["complete"], True, "the same file again needs no second upload")
    return data


def limits(client):
    small = png(4, 4, 9)
    checks.equal(begin(client, small, size=20 * 1024 * 1024 + 1)[0], 422, "more than 20 MB")
    checks.equal(begin(client, small, size=0)[0], 422, "nothing")
    status, _, _ = begin(client, small)
    checks.equal(put(client, small, 0, small + b"x")[0], 422, "more bytes than announced")
    checks.equal(put(client, small, 0, b"a" * (1024 * 1024 + 1))[0], 413, "a piece of more than 1 MiB")
    checks.equal(client.post("/api/attachments", {"sha256": "../../etc/passwd", "size": 3, "name": "x"})[0], 400, "a name is not a hash")
    checks.equal(client.request("DELETE", "/api/attachments/" + digest(small), {})[0], 200, "an upload can be thrown away")
    big = png(1600, 4150, 4)
    big = big if len(big) <= 20 * 1024 * 1024 else big[:1]
    checks.that(len(big) > 19 * 1024 * 1024, "nearly 20 MB: %d" % len(big))
    status, answer = upload(client, big, "../../大图.png")
    checks.equal((status, answer["complete"], answer["name"]), (200, True, "大图.png"), "a file of nearly 20 MB, its name without a path")


def with_a_start(server):
    """A case that begins with a photo: refused while the photo is not here, bound to the new case when it is."""
    resident = Client(server).login("RS-990102001001")
    photo = png(5, 5, 7)
    data = {"kind": "service", "about": "登记点", "text": "排队一个多小时，没有座位。", "files": [digest(photo)]}
    args = {"process": "T09", "variables": data}
    status, answer, _ = resident.command("StartCase", args)
    checks.equal((status, answer["error"]["code"], answer["error"]["where"]), (422, "attachment-absent", "files[0]"), "a photo that was not sent")
    upload(resident, photo)
    status, answer, _ = resident.command("StartCase", args)
    checks.equal(status, 200, "the complaint with its photo: %s" % answer)
    status, listed, _ = resident.get("/api/cases/%s/attachments" % answer["reply"]["case_id"])
    checks.equal((status, [(a["sha256"], a["field"]) for a in listed.get("attachments", [])]), (200, [(digest(photo), "files[0]")]), "its case holds it")


def main():
    program, scenario = sys.argv[1:3]
    name, lets, parts, steps = scenario_http.read(scenario)
    with Server(program) as server:
        anonymous = Client(server)
        anonymous.hello()
        checks.equal(begin(anonymous, png(4, 4, 5))[0], 401, "not without an account")
        world = scenario_http.World(server)
        player = scenario_http.Player(world, name, lets, parts)
        # Up to the opinions of the member bodies (S16), whose form has a file picker.
        for number, raw in enumerate(steps, 1):
            if player.case and any(w.get("element", "").startswith("S16") and w["kind"] != "timer" for w in player.view()["waiting"]):
                break
            player.play([raw], lets, name)
        waiting = [w for w in player.view()["waiting"] if w["kind"] != "timer"]
        wait, client, view = None, None, None
        for candidate in waiting:
            seat = world.seated(candidate["role"], candidate["body"], candidate["community"])
            seen = seat.get("/api/tasks/" + candidate["task_id"])[1]
            if '"filepicker"' in json.dumps(seen.get("form") or {}):
                wait, client, view = candidate, seat, seen
                break
        checks.that(wait is not None, "a task with a file picker is open: %s" % [w.get("element") for w in waiting])
        refused_by_content(client)
        data = resumed(server, client)
        limits(client)
        sha = digest(data)
        status, body, headers = client.get("/api/attachments/" + sha)
        checks.equal((status, body == data), (200, True), "the owner reads the file back")
        checks.that(headers["content-type"] == "image/png" and headers["content-disposition"].startswith("attachment;")
                    and headers["x-content-type-options"] == "nosniff" and "no-store" in headers["cache-control"], "safe headers: %s" % headers)
        raw = client.connection
        raw.request("GET", "/api/attachments/" + sha, headers={"Host": "localhost:%d" % server.port, "Cookie": "; ".join("%s=%s" % p for p in client.cookies.items())})
        answer = raw.getresponse()
        answer.read()
        checks.that(any(v == "default-src 'none'; sandbox" for k, v in answer.getheaders() if k.lower() == "content-security-policy"), "sandboxed")

        stranger = world.login(next(i for i, a in world.accounts.items() if a["roles"] == ["resident"]))
        checks.equal(stranger.get("/api/attachments/" + sha)[0], 404, "a resident does not see it")
        colleague = world.admin
        checks.equal(colleague.get("/api/attachments/" + sha)[0], 404, "nor anybody of the case before it was sent with a form")

        picker = "attachment"
        outcome = view["task"]["outcomes"][0]["id"]
        given = {"view": "agree", "governance": True, "organisation": True, "residents": True, "experts": False, "lawful": True}
        fields = {f.get("key") for f in json.loads(json.dumps(view["form"]))["components"]}
        given = {k: v for k, v in given.items() if k in fields}
        args = {"task": wait["task_id"], "token_version": view["task"]["version"], "outcome": outcome, "data": {**given, picker: "0" * 64}}
        ticket = client.ticket() if view["sign"] else None
        if view["sign"]:
            args["text_hash"] = view["sign"]["text_hash"]
        status, answer, _ = client.command("CompleteTask", args, ticket=ticket)
        checks.equal((status, answer["error"]["code"], answer["error"]["where"]), (422, "attachment-absent", picker), "a hash without a file is refused")
        args["data"][picker] = sha
        status, answer, _ = client.command("CompleteTask", args, ticket=client.ticket() if view["sign"] else None)
        checks.equal(status, 200, "the form is sent with the file: %s" % answer)
        status, listed, _ = colleague.get("/api/cases/%s/attachments" % player.case)
        checks.equal((status, [(a["sha256"], a["field"], a["task"]) for a in listed["attachments"]]), (200, [(sha, picker, wait["task_id"])]), "the case lists it")
        checks.equal(colleague.get("/api/attachments/" + sha)[0], 200, "now the parties of the case read it")
        checks.equal(stranger.get("/api/attachments/" + sha)[0], 404, "others still do not")
        checks.equal(anonymous.get("/api/attachments/" + sha)[0], 401, "nor does anybody without an account")
        checks.equal(client.request("DELETE", "/api/attachments/" + sha, {})[0], 404, "what a case holds cannot be thrown away")
        with_a_start(server)
        checks.equal(server.stop(), 0, "the server ends well")
        log = open(os.path.join(server.data, "log.sqlite"), "rb").read() + (open(os.path.join(server.data, "log.sqlite-wal"), "rb").read()
                                                                              if os.path.exists(os.path.join(server.data, "log.sqlite-wal")) else b"")
        checks.that(sha.encode() in log, "the log holds the hash")
        checks.that(data[1000:1200] not in log, "and not the file")
        target = tempfile.mkdtemp(prefix="zhunru-backup-") + "/copy"
        done = subprocess.run([program, "backup", "--data", server.data, "--to", target], capture_output=True, text=True)
        checks.equal(done.returncode, 0, "backup: " + done.stderr)
        server.data = target
        server.start()
        again = Client(server).login(next(i for i, c in world.clients.items() if c is client))
        checks.equal(again.get("/api/attachments/" + sha)[1] == data, True, "the backup holds the file")
        server.stop()
    return checks.done()


if __name__ == "__main__":
    sys.exit(main())
