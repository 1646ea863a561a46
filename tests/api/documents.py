"""Documents as people get them: page, PDF in the order of GB/T 9704-2012, digest, QR code. A case is played over HTTP first.
Usage: documents.py PROGRAM SCENARIO"""
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

import scenario_http
from harness import Checks, Client, Server

checks = Checks("documents")
ADDRESS = "https://zhunru.example"


def need(tool):
    if shutil.which(tool) is None:
        print("%s is missing: tools/setup/host_packages installs it" % tool)
        sys.exit(77)


def tool(*arguments):
    return subprocess.run(arguments, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def squeezed(text):
    return re.sub(r"\s+", "", text)


def look_at(folder, visitor, card):
    """One document: its PDF says in the same order what the document says."""
    status, pdf, headers = visitor.get("/d/%s/pdf" % card["id"])
    checks.equal((status, headers["content-type"]), (200, "application/pdf"), card["id"])
    path = os.path.join(folder, card["id"] + ".pdf")
    with open(path, "wb") as file:
        file.write(pdf)
    blocks = visitor.get("/api/documents/" + card["id"])[1]["document"]["blocks"]
    text = squeezed(tool("pdftotext", path, "-"))
    # Page numbers and the proof stand between the lines of the text.
    text = re.sub(r"—\d+—", "", text)
    at = 0
    order = [b for role in ("mark", "number", "title", "to", None, "sign", "date", "cc", "print") for b in blocks
             if b["role"] == role or (role is None and b["role"] in ("heading", "body", "attachment"))]
    for block in order:
        for part in block["text"].split("\n"):
            found = text.find(squeezed(part), at)
            checks.that(found >= 0, "%s: %s %r stands in the PDF after what precedes it" % (card["id"], block["role"], part[:40]))
            at = max(found, at)
    checks.that(card["sha256"] in text, card["id"] + ": the digest is printed")
    fonts = tool("pdffonts", path).splitlines()[2:]
    checks.that(len(fonts) >= 2, card["id"] + ": has fonts")
    for line in fonts:
        embedded = re.search(r"\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", line)
        checks.equal(embedded.groups() if embedded else line, ("yes", "yes", "yes"), card["id"] + ": embedded, subset, readable: " + line)
    info = tool("pdfinfo", path)
    checks.that("595.276 x 841.89 pts (A4)" in info, card["id"] + ": A4")
    return path, pdf


def margins(path):
    """The type area of the standard: nothing but the page number leaves it."""
    boxes = tool("pdftotext", "-bbox", path, "-")
    words = [(float(a), float(b), float(c), float(d), t) for a, b, c, d, t in
             re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>', boxes)]
    mm = 72 / 25.4
    inside = [w for w in words if w[3] < 263 * mm]
    checks.that(len(inside) > 10, "there are words")
    checks.that(min(w[0] for w in inside) >= 28 * mm - 1 and max(w[2] for w in inside) <= 184 * mm + 1, "between 订口 28 mm and 184 mm")
    checks.that(min(w[1] for w in words) >= 37 * mm - 1, "below 天头 37 mm")


def main():
    program, scenario = sys.argv[1:3]
    for name in ("pdftotext", "pdffonts", "pdfinfo", "pdftoppm"):
        need(name)
    name, lets, parts, steps = scenario_http.read(scenario)
    folder = tempfile.mkdtemp(prefix="zhunru-documents-")
    with Server(program, extra=["--public-url", ADDRESS + "/"]) as server:
        world = scenario_http.World(server)
        scenario_http.Player(world, name, lets, parts).play(steps, lets, name)
        visitor = Client(server)
        visitor.hello()
        cards = visitor.get("/api/public/documents")[1]["documents"]
        kinds = {c["kind"] for c in cards}
        checks.that({"consultation_opinion", "decision", "acceptance_notice", "announcement"} <= kinds, "opinion, decision and notices were issued: %s" % kinds)
        numbers = [c["number"] for c in cards if c["number"]]
        checks.equal(len(numbers), len(set(numbers)), "every number is given once")
        checks.that(all(re.fullmatch(r".+〔20\d\d〕[1-9]\d*号", n) for n in numbers), "numbers by body and year: %s" % numbers)
        files = {}
        for card in cards:
            path, files[card["id"]] = look_at(folder, visitor, card)
        decision = next(c for c in cards if c["kind"] == "decision")
        path = os.path.join(folder, decision["id"] + ".pdf")
        margins(path)
        if shutil.which("zbarimg"):
            tool("pdftoppm", "-r", "150", "-png", path, os.path.join(folder, "page"))
            pages = sorted(os.path.join(folder, f) for f in os.listdir(folder) if f.startswith("page"))
            seen = subprocess.run(["zbarimg", "-q", "--raw"] + pages, capture_output=True).stdout.decode().split()
            checks.equal(seen, ["%s/d/%s" % (ADDRESS, decision["id"])], "the QR code leads to the public page")
        status, page, _ = visitor.get("/d/" + decision["id"])
        checks.that(status == 200 and decision["sha256"].encode() in page and b"/pdf" in page, "the page shows the digest and leads to the PDF")
        checks.equal(visitor.get("/d/absent/pdf")[0], 404, "an absent document")
        checks.equal(server.stop(), 0, "the server ends well")
        server.start()
        again = Client(server)
        again.hello()
        for id, bytes_before in files.items():
            status, pdf, _ = again.get("/d/%s/pdf" % id)
            checks.equal((status, hashlib.sha256(pdf).hexdigest()), (200, hashlib.sha256(bytes_before).hexdigest()), id + ": the same bytes after a restart")
        server.stop()
    print("%d documents, %d bytes of PDF" % (len(files), sum(len(f) for f in files.values())))
    shutil.rmtree(folder)
    return checks.done()


if __name__ == "__main__":
    sys.exit(main())
