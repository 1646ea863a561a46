"""Paper: printed ballots with each person's own QR code, entered by the station as paper or from a meeting, each counted once with the
phone; then anybody checks the documents by digest, and `zhunru verify --document` tells the signature. Usage: paper.py PROGRAM SCENARIO"""
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile

import scenario_http
from harness import Checks, Client, Server

checks = Checks("paper")
ADDRESS = "https://zhunru.example"


def printed(clerk, poll, folder):
    """The sheets as a file: [(number, link)] read from the paper itself."""
    status, pdf, headers = clerk.get("/api/polls/%s/ballots.pdf" % poll)
    checks.equal((status, headers["content-type"], headers["cache-control"]), (200, "application/pdf", "private, no-store"), "ballots as PDF")
    path = os.path.join(folder, "ballots.pdf")
    with open(path, "wb") as file:
        file.write(pdf)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    numbers = re.findall(r"编号 *(c\S+-i\d+)", text)
    numbers = list(dict.fromkeys(numbers))
    for words in ("社区征求意见表", "截止", "同意", "只计一次"):
        checks.that(words in re.sub(r"\s", "", text), "the sheet says " + words)
    links = []
    if shutil.which("zbarimg"):
        subprocess.run(["pdftoppm", "-r", "110", "-png", path, os.path.join(folder, "sheet")], check=True)
        sheets = sorted(os.path.join(folder, f) for f in os.listdir(folder) if f.startswith("sheet"))
        links = subprocess.run(["zbarimg", "-q", "--raw"] + sheets, capture_output=True).stdout.decode().split()
        checks.equal(len(set(links)), len(numbers), "each sheet has its own QR code")
        checks.that(all(link.startswith(ADDRESS + "/i/") for link in links), "which is a link of this server: %s" % links[:1])
    status, page, _ = clerk.get("/api/polls/%s/ballots" % poll)
    checks.that(status == 200 and page.count(b'class="sheet"') == len(numbers) and page.count(b"<svg") == len(numbers), "the same sheets as a page")
    return numbers, links


def counted(world, player, poll):
    return player.view()["consultation"]


def main():
    program, scenario = sys.argv[1:3]
    if shutil.which("pdftotext") is None:
        print("pdftotext is missing: tools/setup/host_packages installs it")
        return 77
    folder = tempfile.mkdtemp(prefix="zhunru-paper-")
    name, lets, parts, steps = scenario_http.read(scenario)
    with Server(program, extra=["--public-url", ADDRESS]) as server:
        world = scenario_http.World(server)
        player = scenario_http.Player(world, name, lets, parts)
        entered = {}

        original = player.do_residents

        def residents(step, here):
            """Before the phones answer, some people answer on paper."""
            if not entered:
                community = player.communities()[0]
                clerk = world.seated("station_clerk", "", community)
                poll = player.poll_id()
                clerk.post("/api/polls/%s/invitations" % poll, {"id": secrets.token_hex(8), "class": "residents", "community": community, "count": 3})
                numbers, links = printed(clerk, poll, folder)
                checks.that(len(numbers) >= 3, "%d sheets" % len(numbers))
                data = {"stance": "agree_if", "consent": True}

                def enter(ballot, channel, by=clerk, data=data):
                    return by.post("/api/polls/%s/counter" % poll, {"id": secrets.token_hex(8), "ballot": ballot, "channel": channel, "data": data})
                status, answer, _ = enter(numbers[-1], "paper")
                checks.equal((status, answer.get("receipt", {}).get("counted"), answer.get("receipt", {}).get("revision")), (200, True, 1), "a paper is entered by its number: %s" % answer)
                status, answer, _ = enter(numbers[-1], "meeting", data={"stance": "agree", "consent": True})
                checks.equal((status, answer["receipt"]["revision"]), (200, 2), "the same paper again is the same voice, changed")
                status, answer, _ = clerk.post("/api/polls/%s/counter" % poll, {"id": secrets.token_hex(8), "ballot": numbers[-1], "channel": "paper", "once": True, "data": data})
                checks.equal((status, answer["error"]["code"], answer["error"]["details"]["channel"]), (409, "already_counted", "meeting"), "asked to count only once: told what counts, nothing changed")
                view = clerk.get("/api/polls/" + poll)[1]
                checks.equal([(e["ballot"], e["channel"], e["revision"]) for e in view["entered"]], [(numbers[-1], "meeting", 2)], "the station sees what it has entered")
                checks.equal(view["poll"]["ways"], None, "and no counts while it is open")
                if links:
                    phone = Client(server)
                    phone.hello()
                    path = "/api/invitations/" + links[-1].rsplit("/", 1)[1]
                    status, answer, _ = phone.post(path + "/answer", {"id": secrets.token_hex(8), "data": {"stance": "agree", "consent": True}})
                    checks.equal((status, answer.get("receipt", {}).get("revision")), (200, 3), "and its QR code by phone is that voice, too: %s" % answer)
                    status, answer, _ = enter(links[-2], "paper")
                    checks.equal((status, answer["receipt"]["revision"]), (200, 1), "a scanned link is as good as the number")
                    broken = links[-2][:-1] + ("a" if links[-2][-1] != "a" else "b")
                    checks.equal(enter(broken, "paper")[0], 422, "a forged link is not")
                other = world.seated("station_clerk", "", player.communities()[1])
                checks.equal(enter(numbers[-1], "paper", by=other)[0], 422, "another community's station cannot enter it")
                checks.equal(enter("c0.P0-i1", "paper")[0], 422, "a number that was never printed")
                checks.equal(enter(numbers[-1], "post")[0], 400, "an unknown channel")
                status, listed, _ = clerk.get("/api/polls/%s/ballots" % poll)
                checks.equal(status == 200 and listed.count(b'class="sheet"'), len(numbers) - (2 if links else 1), "answered sheets are not printed again")
                checks.equal(world.admin.get("/api/polls/%s/ballots.pdf" % poll)[0] in (403, 404), True, "others cannot print people's links")
                entered["done"] = True
            original(step, here)
        player.do_residents = residents
        player.play(steps, lets, name)
        checks.that(entered, "papers were entered")

        visitor = Client(server)
        visitor.hello()
        decision = next(d for d in visitor.get("/api/public/documents")[1]["documents"] if d["kind"] == "decision")
        for given in (decision["sha256"], decision["number"], "%s/d/%s" % (ADDRESS, decision["id"])):
            status, found, _ = visitor.get("/api/public/check?digest=" + __import__("urllib.parse", fromlist=["quote"]).quote(given))
            checks.equal((status, found["found"], found["document"]["id"], found["digest_holds"]), (200, True, decision["id"], True), "found by " + given[:20])
        signature = found["signature"]
        checks.that(signature and signature["says_what_was_signed"] and signature["body_name"] and signature["at"], "what was signed, by which post, when: %s" % signature)
        checks.that("account" not in signature, "the post, not the person")
        checks.equal(visitor.get("/api/public/check?digest=" + "0" * 64)[1]["found"], False, "an unknown digest")
        status, page, _ = visitor.get("/check?digest=" + decision["sha256"])
        checks.that(status == 200 and "有效".encode() in page and "所签文本与本文书一致".encode() in page, "the page says so to people")
        status, page, _ = visitor.get("/check?digest=%3Cscript%3E")
        checks.that(status == 200 and b"<script>" not in page and "没有这份文书".encode() in page, "what is typed in is shown as text")
        checks.equal(server.stop(), 0, "the server ends well")

        def verify(what):
            return subprocess.run([program, "verify", "--data", server.data, "--document", what], capture_output=True, text=True)
        done = verify(decision["id"])
        checks.equal(done.returncode, 0, "verify --document: " + done.stdout + done.stderr)
        checks.that(decision["number"] in done.stdout and signature["text_hash"] in done.stdout and "signed" in done.stdout, "it tells the signature: " + done.stdout[-500:])
        checks.that(verify("c0.decision.9").returncode != 0, "an unknown document")
    shutil.rmtree(folder)
    return checks.done()


if __name__ == "__main__":
    sys.exit(main())
