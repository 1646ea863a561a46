"""A real server and plain HTTP clients for black-box tests. Standard library only.

Start a server on a free loopback port, log in as a demo account, send commands, move the clock, stop or kill it by its process id.
"""
import http.client
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import tempfile
import time

PASSWORD = "zhunru-demo"


class Server:
    """`program` is the zhunru binary; `data` stays between restarts. `cases`: with the 25 cases of the sample region; most
    tests follow one case through an otherwise empty region."""

    def __init__(self, program, data=None, demo=True, extra=(), cases=False):
        self.program = program
        self.data = data or tempfile.mkdtemp(prefix="zhunru-test-")
        self.demo = demo
        self.extra = list(extra)
        self.cases = cases
        self.process = None
        self.port = None
        self.output = ""

    def start(self, timeout=120):
        arguments = [self.program, "serve", "--data", self.data, "--port", "0"] + self.extra
        if self.demo:
            arguments += ["--demo"] + ([] if self.cases else ["--no-cases"])
        self.log = open(os.path.join(self.data + ".log"), "a+b")
        begin = self.log.seek(0, 2)
        self.process = subprocess.Popen(arguments, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            self.log.seek(begin)
            self.output = self.log.read().decode("utf-8", "replace")
            found = re.search(r"http://localhost:(\d+)/\n", self.output)
            if found:
                self.port = int(found.group(1))
                return self
            if self.process.poll() is not None:
                raise AssertionError("server ended at start:\n" + self.output)
            time.sleep(0.02)
        raise AssertionError("server did not start:\n" + self.output)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()


class Client:
    """One browser: a connection that is kept, cookies, CSRF mark."""

    def __init__(self, server, timeout=30):
        self.server = server
        self.timeout = timeout
        self.cookies = {}
        self.csrf = ""
        self.connection = None

    @property
    def origin(self):
        return "http://localhost:%d" % self.server.port

    def request(self, method, path, body=None, headers=None, raw=None):
        """(status, parsed JSON or bytes, headers). One reconnect when a kept connection has gone."""
        sent = {"Host": "localhost:%d" % self.server.port}
        if self.cookies:
            sent["Cookie"] = "; ".join("%s=%s" % pair for pair in self.cookies.items())
        data = raw
        if body is not None:
            data = json.dumps(body, ensure_ascii=False).encode()
        if method in ("POST", "PUT", "DELETE"):
            sent["Origin"] = self.origin
            sent["x-csrf"] = self.csrf
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        sent = {k: v for k, v in sent.items() if v is not None}
        for attempt in (0, 1):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=self.timeout)
            try:
                self.connection.request(method, path, body=data, headers=sent)
                answer = self.connection.getresponse()
                content = answer.read()
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.close()
                if attempt:
                    raise
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                pair = value.split(";")[0].split("=", 1)
                if "Max-Age=0" in value:
                    self.cookies.pop(pair[0], None)
                else:
                    self.cookies[pair[0]] = pair[1]
        if answer.getheader("Connection", "").lower() == "close":
            self.close()
        try:
            parsed = json.loads(content)
        except ValueError:
            parsed = content
        return answer.status, parsed, dict((k.lower(), v) for k, v in answer.getheaders())

    def close(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, body, **more):
        return self.request("POST", path, body, **more)

    def hello(self):
        status, answer, _ = self.get("/api/session")
        assert status == 200, (status, answer)
        self.csrf = answer["csrf"]
        return answer

    def login(self, account, password=PASSWORD):
        self.hello()
        status, answer, _ = self.post("/api/session", {"account": account, "password": password})
        assert status == 200, (account, status, answer)
        self.csrf = answer["csrf"]
        return self

    def command(self, kind, args, id=None, ticket=None):
        body = {"id": id or secrets.token_hex(16), "type": kind, "args": args}
        if ticket:
            body["ticket"] = ticket
        return self.post("/api/commands", body)

    def ticket(self, password=PASSWORD):
        status, answer, _ = self.post("/api/session/confirm", {"password": password})
        assert status == 200, (status, answer)
        return answer["ticket"]


def raw(port, data, timeout=15, half_close=False):
    """Sends bytes as they are and reads until the server closes or the time is up."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
        out = b""
        try:
            connection.sendall(data)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
            while True:
                part = connection.recv(65536)
                if not part:
                    break
                out += part
        except (socket.timeout, ConnectionResetError, BrokenPipeError):
            pass
        return out


class Checks:
    """Counts what was checked; `done` prints the figures and gives the exit code."""

    def __init__(self, name):
        self.name = name
        self.count = 0
        self.failed = []

    def that(self, condition, what):
        self.count += 1
        if not condition:
            self.failed.append(what)
            print("FAILED:", what, flush=True)

    def equal(self, got, wanted, what):
        self.that(got == wanted, "%s: got %r, wanted %r" % (what, got, wanted))

    def done(self):
        print("%s: %d checks, %d failed" % (self.name, self.count, len(self.failed)))
        return 1 if self.failed else 0
