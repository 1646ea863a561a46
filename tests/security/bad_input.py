"""Bad input: each gets a clear answer in both languages and changes nothing. Usage: bad_input.py PROGRAM"""
import json
import sys

from harness import Checks, Client, Server, raw

checks = Checks("bad input")


def refused(answer, status, code, what):
    got_status, body, _ = answer
    checks.equal(got_status, status, what + " (status)")
    error = body.get("error", {}) if isinstance(body, dict) else {}
    if code:
        checks.equal(error.get("code"), code, what + " (code)")
    checks.that(bool(error.get("message")) and bool(error.get("message_en")), what + " (both languages)")
    return error


def wire(server):
    """Below the level of routes."""
    port = server.port
    head = b"GET /api/session HTTP/1.1\r\nHost: localhost:%d\r\n" % port

    def status(data, **more):
        answer = raw(port, data, timeout=6, **more)
        return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0

    checks.equal(status(head + b"x: " + b"a" * 20000 + b"\r\n\r\n"), 431, "20 KB of headers")
    checks.equal(status(b"GET / HTTP/1.1\r\n\r\n"), 400, "no Host")
    checks.equal(status(b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), 400, "two Hosts")
    checks.equal(status(b"GET / HTTP/1.1\nHost: localhost\n\n"), 400, "lines end with LF only")
    checks.equal(status(b"POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello"), 400,
                 "two Content-Lengths")
    checks.that(status(b"POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                in (400,), "Content-Length with chunks")
    checks.equal(status(b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), 400, "dots in the path")
    checks.equal(status(b"GET /..%2f..%2fetc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), 400, "encoded slash and dots")
    checks.equal(status(b"GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), 400, "NUL in the path")
    checks.equal(status(b"GET http://elsewhere/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), 400, "absolute form")
    checks.equal(status(b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"), 400, "a foreign host name (DNS rebinding)")
    checks.equal(status(b"BREW /api/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n") in (400, 405), True, "an unknown method")
    big = b"POST /api/commands HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10485760\r\n\r\n"
    checks.equal(status(big + b"x" * 1000), 413, "10 MB announced is refused unread")
    chunks = b"POST /api/commands HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    checks.equal(status(chunks + b"10000\r\n" + b"x" * 65536 + b"\r\n" + b"10000\r\n" + b"x" * 65536 + b"\r\n"), 413, "too much in chunks")
    many = (head + b"\r\n") * 150
    answer = raw(port, many, timeout=6)
    checks.that(b" 400 " in answer and answer.count(b"HTTP/1.1 200") <= 101, "150 pipelined requests are cut at 100")
    checks.equal(status(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100), 400, "TLS on the plain port")


def json_bodies(client):
    def send(text, **more):
        return client.request("POST", "/api/commands", raw=text if isinstance(text, bytes) else text.encode(), **more)

    refused(send(b""), 400, None, "empty body")
    refused(send("{"), 400, None, "cut JSON")
    refused(send("[1,2]"), 400, "bad_field", "a list instead of an object")
    refused(send("[" * 40000), 400, None, "depth bomb of lists")
    refused(send('{"a":' * 10000 + "1" + "}" * 10000), 400, None, "depth bomb of objects")
    refused(send('{"id":"x","id":"y","type":"ClaimTask","args":{}}'), 400, None, "a key twice")
    refused(send(b'{"id":"\xff\xfe"}'), 400, None, "invalid UTF-8")
    refused(send('{"id":1e999}'), 400, None, "a number without bounds")
    refused(send("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), 400, None, "XML with an entity instead of JSON")
    refused(client.request("POST", "/api/commands", raw=b"a=b", headers={"Content-Type": "application/x-www-form-urlencoded"}), 415,
            "content_type", "a form post")
    error = refused(client.post("/api/commands", {"id": "12345678", "type": "ClaimTask", "args": {}, "surprise": 1}), 400, "unknown_field",
                    "unknown field")
    checks.equal(error.get("where"), "surprise", "the unknown field is named")
    error = refused(client.post("/api/commands", {"id": "12345678", "type": "ClaimTask"}), 400, "missing_field", "missing field")
    checks.equal(error.get("where"), "args", "the missing field is named")
    error = refused(client.command("ClaimTask", {"task": "c1.1", "token_version": 1, "at": "2026-01-01"}), 400, "unknown_field",
                    "the phone may not send the time")
    checks.equal(error.get("where"), "args.at", "and it is named")
    refused(client.command("ClaimTask", {"task": "c1.1"}), 400, "missing_field", "a field of the command is missing")
    refused(client.command("ClaimTask", {"task": "c1.1", "token_version": -1}), 400, "bad_field", "a negative version")
    refused(client.command("ClaimTask", {"task": "c1.1", "token_version": 1.5}), 400, "bad_field", "half a version")
    refused(client.command("ClaimTask", {"task": 7, "token_version": 1}), 400, "bad_field", "a number as a task")
    refused(client.command("DropTables", {}), 400, "unknown-command", "no such command")
    refused(client.command("FireTimers", {"case": ""}), 400, "unknown-command", "timers are the host's")
    refused(client.command("ImportCase", {}), 400, "unknown-command", "import is the host's")
    refused(client.command("DeployResource", {"kind": "rule", "name": "D1", "text": ""}), 403, "forbidden", "a clerk may not deploy")
    refused(client.command("CorrelateMessage", {"name": "answer", "key": "c1", "payload": {"person": "RS-1"}}), 403, "reserved_message",
            "an answer in somebody else's name")
    refused(client.command("ClaimTask", {"task": "c999999.1", "token_version": 1}), 409, "task_not_open", "a task that is not there")
    refused(client.command("ClaimTask", {"task": "'; DROP TABLE log; --", "token_version": 1}), 409, "task_not_open", "SQL in an id")


def models(admin):
    def deploy(text, name="T99"):
        return admin.request("POST", "/api/models", {"id": "deploy-%d" % abs(hash(text)), "type": "DeployResource",
                                                      "args": {"kind": "process", "name": name, "text": text}})

    for what, text in [
        ("DOCTYPE", '<?xml version="1.0"?><!DOCTYPE x><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'),
        ("entities", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'),
        ("external entity", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
        ("processing instruction", '<?xml-stylesheet href="http://elsewhere/x.xsl"?><x/>'),
        ("deep XML", "<a>" * 5000 + "</a>" * 5000),
        ("no BPMN", "<html/>"),
        ("cut XML", "<definitions"),
        ("a process that cannot run", '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">'
         '<process id="T99" isExecutable="true"><userTask id="a"/><sequenceFlow id="f" sourceRef="a" targetRef="nowhere"/></process></definitions>'),
    ]:
        status, body, _ = deploy(text)
        checks.that(400 <= status < 500 and body.get("error", {}).get("message"), "model with %s is refused: %s" % (what, status))
    status, _, _ = admin.request("POST", "/api/models", raw=b'{"id":"' + b"x" * (3 << 20) + b'"}')
    checks.equal(status, 413, "a model of 3 MiB")


def csrf_and_origin(server, client):
    body = {"id": "12345678", "type": "ClaimTask", "args": {"task": "c1.1", "token_version": 1}}
    for what, headers in [("no CSRF mark", {"x-csrf": None}), ("a wrong CSRF mark", {"x-csrf": "abc"}),
                          ("another origin", {"Origin": "https://evil.example"}), ("no origin", {"Origin": None}),
                          ("a null origin", {"Origin": "null"}), ("sent from another site", {"Sec-Fetch-Site": "cross-site"})]:
        refused(client.post("/api/commands", body, headers=headers), 403, "csrf", what)
    stranger = Client(server)
    stranger.hello()
    refused(stranger.post("/api/commands", body), 401, "not_logged_in", "nobody is logged in")
    stranger.csrf = client.csrf
    refused(stranger.post("/api/session", {"account": "C01-u1", "password": "x"}), 403, "csrf", "somebody else's CSRF mark")


def main():
    with Server(sys.argv[1]) as server:
        client = Client(server).login("C01-u1")
        admin = Client(server)
        accounts = client.get("/api/demo/accounts")[1]["accounts"]
        admin.login(next(a["id"] for a in accounts if "template_admin" in a["roles"]))
        before = client.get("/api/health")[1]["seq"]
        wire(server)
        json_bodies(client)
        models(admin)
        csrf_and_origin(server, client)
        after = client.get("/api/health")[1]["seq"]
        checks.equal(after, before, "nothing of this changed anything")
        checks.equal(server.stop(), 0, "the server ends well")
    return checks.done()


sys.exit(main())
