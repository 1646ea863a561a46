"""Logging in: equal answers and times for unknown users, delay instead of lock-out, sessions that end, passwords by link, live updates.
Usage: login.py PROGRAM"""
import re
import statistics
import sys
import time

from harness import PASSWORD, Checks, Client, Server

checks = Checks("login")


def timing(server):
    """Interleaved, so that the machine's load falls on both alike; medians, because tails belong to the machine."""
    known, unknown = [], []
    bodies = []
    for i in range(8):
        for name, times in (("C01-m-cz", known), ("nobody-%d" % i, unknown)):
            client = Client(server)
            client.hello()
            begin = time.perf_counter()
            status, answer, _ = client.post("/api/session", {"account": name, "password": "wrong-%d" % i})
            times.append(time.perf_counter() - begin)
            if status == 401:
                bodies.append(answer)
            client.close()
            if status == 429:
                times.pop()
    checks.that(all(b == bodies[0] for b in bodies), "unknown and known accounts get the same words")
    a, b = statistics.median(known), statistics.median(unknown)
    checks.that(abs(a - b) < 0.5 * max(a, b), "known %.0f ms, unknown %.0f ms: the same work" % (a * 1000, b * 1000))
    print("median of a wrong password: known account %.1f ms, unknown %.1f ms" % (a * 1000, b * 1000))


def delay(server):
    owner = Client(server).login("C01-u2")
    attacker = Client(server)
    attacker.hello()
    statuses = []
    for i in range(7):
        statuses.append(attacker.post("/api/session", {"account": "C01-u2", "password": "guess-%d" % i})[0])
    checks.that(429 in statuses and statuses[0] == 401, "guessing is slowed down: %s" % statuses)
    status, answer, _ = attacker.post("/api/session", {"account": "C01-u2", "password": PASSWORD})
    checks.equal(status, 429, "even the right password waits on an unknown device")
    checks.that(answer["error"]["details"]["retry_after_s"] >= 1, "and it is said how long")
    checks.equal(owner.get("/api/home")[0], 200, "the owner's session goes on")
    owner.post("/api/session", {"account": "C01-u2", "password": "mistyped"})
    status, answer, _ = owner.post("/api/session", {"account": "C01-u2", "password": PASSWORD})
    checks.equal(status, 200, "the owner's own device is not delayed by somebody else's guesses")


def sessions(server):
    one, two = Client(server).login("C01-u3"), Client(server).login("C01-u3")
    before = one.cookies["__Host-zhunru"]
    status, answer, headers = one.post("/api/session", {"account": "C01-u3", "password": PASSWORD})
    one.csrf = answer["csrf"]
    checks.that(one.cookies["__Host-zhunru"] != before, "a new id at each log-in")
    stale = Client(server)
    stale.cookies = {**one.cookies, "__Host-zhunru": before}
    checks.equal(stale.get("/api/home")[0], 401, "the old id is worthless")
    checks.that(all(word in headers["set-cookie"] for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/")) and "Domain" not in headers["set-cookie"],
                "cookies are host-only, secure, closed to scripts")
    listed = one.get("/api/sessions")[1]["sessions"]
    checks.equal(len(listed), 2, "both sessions are listed")
    other = next(s for s in listed if not s["current"])
    checks.equal(one.request("DELETE", "/api/sessions/" + other["id"], {})[0], 200, "a session can be ended from another")
    checks.equal(two.get("/api/home")[0], 401, "and it has ended")
    checks.equal(one.request("DELETE", "/api/session", {})[0], 200, "logging out")
    checks.equal(one.get("/api/home")[0], 401, "and it has ended too")
    checks.equal(one.get("/api/session")[1]["account"], None, "nobody is logged in")


def tickets(server):
    client = Client(server).login("C01-u1")
    checks.equal(client.post("/api/session/confirm", {"password": "wrong"})[0], 401, "a wrong password gives no ticket")
    checks.that(len(client.ticket()) > 20, "the right one does")


def first_administrator(program):
    """Real use: no demo, one link, once."""
    with Server(program, demo=False) as server:
        link = re.search(r"/set-password/(\S+)", server.output)
        checks.that(link is not None, "the first start prints a link")
        client = Client(server)
        client.hello()
        checks.equal(client.get("/api/demo/accounts")[0], 404, "no demo accounts in real use")
        checks.equal(client.get("/api/demo/clock")[0], 404, "no clock to move in real use")
        checks.equal(client.post("/api/password", {"token": link.group(1), "password": "short"})[0], 422, "a weak password is refused")
        checks.equal(client.post("/api/password", {"token": link.group(1), "password": "ein langes Passwort"})[0], 200, "the link sets the password")
        checks.equal(client.post("/api/password", {"token": link.group(1), "password": "noch ein Passwort"})[0], 410, "once")
        client.login("admin", "ein langes Passwort")
        checks.equal(client.get("/api/accounts")[0], 200, "the first administrator administers accounts")
        server.stop()
        server.start()
        checks.that("/set-password/" not in server.output, "the second start prints no link")
        again = Client(server)
        again.cookies, again.csrf = client.cookies, client.csrf
        checks.equal(again.get("/api/accounts")[0], 200, "sessions outlive a restart")


def live_updates(server):
    import socket
    reader = Client(server).login("C01-u1")
    cookie = "; ".join("%s=%s" % pair for pair in reader.cookies.items())
    stream = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    stream.sendall(("GET /api/stream HTTP/1.1\r\nHost: localhost:%d\r\nCookie: %s\r\n\r\n" % (server.port, cookie)).encode())
    data = b""
    while b"event: hello" not in data:
        data += stream.recv(4096)
    checks.that(b"text/event-stream" in data, "the stream says what it is")
    clerk = Client(server).login("C01-a-mz")
    case = clerk.command("StartCase", {"process": "T01", "variables": {}})[1]["reply"]["case_id"]
    while b"event: changed" not in data:
        data += stream.recv(4096)
    checks.that(("case:" + case).encode() in data, "what changed is told by name: %r" % data[-200:])
    checks.equal(reader.request("DELETE", "/api/session", {})[0], 200, "logging out")
    stream.settimeout(5)
    while True:
        part = stream.recv(4096)
        if not part:
            break
    checks.that(True, "and the stream ends with the session")


def main():
    with Server(sys.argv[1]) as server:
        timing(server)
        sessions(server)
        tickets(server)
        live_updates(server)
        delay(server)
        checks.equal(server.stop(), 0, "the server ends well")
    first_administrator(sys.argv[1])
    return checks.done()


sys.exit(main())
