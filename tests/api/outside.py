"""The other ends, for tests: an SMTP server with STARTTLS and log-in, and an HTTP receiver. Both do as they are told, badly if wished.
Standard library only."""
import base64
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import os
import socket
import ssl
import subprocess
import threading


def certificate(folder):
    """Own authority of one certificate for localhost: (pem of both, pem of the certificate)."""
    key, pem = os.path.join(folder, "key.pem"), os.path.join(folder, "cert.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", pem,
                    "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
    return key, pem


class MailServer:
    """RFC 5321 as far as a client needs it. `behave(receiver, times)` gives "ok", an answer such as "550 no", or "hang up"."""

    def __init__(self, folder, user, password, behave):
        self.user, self.password, self.behave = user, password, behave
        self.key, self.pem = certificate(folder)
        self.mails, self.plain_logins, self.tried = [], 0, {}
        self.lock = threading.Lock()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection):
        secure, logged_in, receiver = False, False, None
        file = connection.makefile("rb")

        def say(text):
            connection.sendall(text.encode() + b"\r\n")
        try:
            say("220 test.example ESMTP")
            while True:
                line = file.readline().decode("utf-8", "replace").rstrip("\r\n")
                word = line.split(" ")[0].upper()
                if not line:
                    return
                if word in ("EHLO", "HELO"):
                    say("250-test.example")
                    say("250-AUTH PLAIN" if secure else "250-STARTTLS")
                    say("250 8BITMIME")
                elif word == "STARTTLS":
                    say("220 go")
                    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                    context.load_cert_chain(self.pem, self.key)
                    connection = context.wrap_socket(connection, server_side=True)
                    file, secure = connection.makefile("rb"), True
                elif word == "AUTH":
                    if not secure:
                        self.plain_logins += 1
                    parts = line.split(" ")
                    if len(parts) < 3:
                        say("334 ")
                        parts.append(file.readline().decode().strip())
                    _, user, password = base64.b64decode(parts[2]).split(b"\0")
                    logged_in = (user.decode(), password.decode()) == (self.user, self.password)
                    say("235 welcome" if logged_in else "535 wrong")
                elif word == "MAIL":
                    say("250 ok" if logged_in else "530 log in first")
                elif word == "RCPT":
                    receiver = line[line.index("<") + 1:line.index(">")]
                    with self.lock:
                        self.tried[receiver] = self.tried.get(receiver, 0) + 1
                        answer = self.behave(receiver, self.tried[receiver])
                    say(answer if answer[0].isdigit() else "250 ok")
                elif word == "DATA":
                    say("354 go on")
                    lines = []
                    while True:
                        part = file.readline()
                        if part in (b".\r\n", b""):
                            break
                        lines.append(part[1:] if part.startswith(b"..") else part)
                    with self.lock:
                        self.mails.append((receiver, email.message_from_bytes(b"".join(lines), policy=email.policy.default)))
                    if answer == "hang up":
                        connection.close()
                        return
                    say("250 taken")
                elif word == "QUIT":
                    say("221 bye")
                    return
                else:
                    say("250 ok")
        except (OSError, ssl.SSLError, ValueError):
            pass
        finally:
            connection.close()

    def to(self, receiver):
        with self.lock:
            return [mail for to, mail in self.mails if to == receiver]


class Receiver:
    """`answer(times)` gives the status of the n-th call, or an Event to wait for before 200."""

    def __init__(self, secret, answer):
        self.calls, self.bad = [], 0
        self.lock = threading.Lock()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                wanted = hmac.new(secret.encode(), self.headers["X-Zhunru-Timestamp"].encode() + b"." + body, hashlib.sha256).hexdigest()
                with outer.lock:
                    if not hmac.compare_digest("sha256=" + wanted, self.headers["X-Zhunru-Signature"]):
                        outer.bad += 1
                    outer.calls.append((self.headers["Idempotency-Key"], json.loads(body)))
                    what = answer(len(outer.calls))
                if not isinstance(what, int):
                    what.wait(60)
                    what = 200
                try:
                    self.send_response(what)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                except OSError:
                    pass

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def count(self):
        with self.lock:
            return len(self.calls)
