"""--lan: TLS by an authority made at first start, kept over restarts; the page without TLS gives the certificate and nothing else.
Usage: lan.py PROGRAM"""
import http.client
import os
import re
import socket
import ssl
import sys

from harness import PASSWORD, Checks, Server

checks = Checks("--lan")


def free_pair():
    """Two neighbouring ports that are free at this moment."""
    for port in range(21000, 60000, 7):
        try:
            with socket.create_server(("127.0.0.1", port)), socket.create_server(("127.0.0.1", port + 1)):
                return port
        except OSError:
            continue
    raise AssertionError("no free ports")


def main():
    port = free_pair()
    server = Server(sys.argv[1], extra=["--lan", "--lan-port", str(port)])
    try:
        server.start()
    except AssertionError as error:
        if "no network address" in str(error):
            print("this machine has no network address: skipped")
            return 77
        raise
    checks.that("█" in server.output and "/ca" in server.output, "a QR code is printed")
    plain = http.client.HTTPConnection("127.0.0.1", port + 1, timeout=10)
    plain.request("GET", "/ca")
    page = plain.getresponse().read().decode()
    fingerprint = re.search(r"SHA-256 ([0-9A-F:]{95})", server.output).group(1)
    checks.that(fingerprint in page, "the page shows the fingerprint of the terminal")
    checks.that("iPhone" in page and "Android" in page and "Service Worker" in page, "it says how to install and what does not work without")
    plain.request("GET", "/api/session")
    answer = plain.getresponse()
    answer.read()
    checks.that(answer.status == 302 and answer.getheader("Location").startswith("https://"), "nothing else is served without TLS")
    plain.request("GET", "/ca.pem")
    pem = plain.getresponse().read().decode()
    plain.request("GET", "/ca.crt")
    checks.that(plain.getresponse().read()[:1] == b"\x30", "phones get the certificate as DER")
    trust = ssl.create_default_context(cadata=pem)
    with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
        with trust.wrap_socket(raw, server_hostname="127.0.0.1") as secure:
            checks.that(secure.version() in ("TLSv1.2", "TLSv1.3"), "TLS %s, certificate and address verified" % secure.version())
    client = http.client.HTTPSConnection("localhost", port, context=trust, timeout=30)
    client.request("GET", "/api/session")
    answer = client.getresponse()
    import json
    hello = json.loads(answer.read())
    device = answer.getheader("Set-Cookie").split(";")[0]
    body = json.dumps({"account": "C01-u1", "password": PASSWORD})
    head = {"Cookie": device, "x-csrf": hello["csrf"], "Content-Type": "application/json"}
    client.request("POST", "/api/session", body, {**head, "Origin": "https://localhost:%d" % port})
    answer = client.getresponse()
    checks.equal((answer.status, json.loads(answer.read())["account"]["id"]), (200, "C01-u1"), "logging in over TLS")
    client.request("POST", "/api/session", body, {**head, "Origin": "http://localhost:%d" % port})
    answer = client.getresponse()
    answer.read()
    checks.equal(answer.status, 403, "the same host without TLS is another origin")
    checks.equal(os.stat(os.path.join(server.data, "tls", "authority.key")).st_mode & 0o077, 0, "the authority's key is the owner's alone")
    server.stop()
    server.start()
    checks.that(fingerprint in server.output, "the authority is kept over a restart")
    checks.equal(server.stop(), 0, "the server ends well")
    return checks.done()


sys.exit(main())
