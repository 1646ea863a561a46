"""Tampering with the log file: every kind of change is found by `zhunru verify` and by the start of the server, with its place.
Usage: tamper_test.py PROGRAM [seed]"""
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "security"))
from harness import Checks, Client, Server  # noqa: E402

checks = Checks("tampering")
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())


def flip(log, chance, last):
    seq = chance.randint(1, last)
    data = bytearray(log.execute("SELECT bytes FROM log WHERE seq=?", (seq,)).fetchone()[0])
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    log.execute("UPDATE log SET bytes=? WHERE seq=?", (bytes(data), seq))
    return seq


def delete(log, chance, last):
    seq = chance.randint(1, last - 1)
    log.execute("DELETE FROM log WHERE seq=?", (seq,))
    return seq


def swap(log, chance, last):
    seq = chance.randint(1, last - 1)
    rows = [log.execute("SELECT bytes FROM log WHERE seq=?", (s,)).fetchone()[0] for s in (seq, seq + 1)]
    log.execute("UPDATE log SET bytes=? WHERE seq=?", (rows[1], seq))
    log.execute("UPDATE log SET bytes=? WHERE seq=?", (rows[0], seq + 1))
    return seq


def relink(log, chance, last):
    seq = chance.randint(2, last)
    log.execute("UPDATE log SET prev_hash=zeroblob(32) WHERE seq=?", (seq,))
    return seq


def cut(log, chance, last):
    log.execute("DELETE FROM log WHERE seq>?", (last - 3,))
    return last - 2


def main():
    program = sys.argv[1]
    print("seed %d, repeat with: tamper_test.py PROGRAM %d" % (SEED, SEED))
    chance = random.Random(SEED)
    with Server(program) as server:
        client = Client(server).login("C01-a-mz")
        for _ in range(20):
            assert client.command("StartCase", {"process": "T01", "variables": {}})[0] == 200
        server.stop()
    data = server.data

    def verify(folder, *more):
        return subprocess.run([program, "verify", "--data", folder] + list(more), capture_output=True, text=True)

    good = verify(data)
    checks.equal(good.returncode, 0, "the untouched data is sound: " + good.stderr)
    head = [line.split()[-1] for line in good.stdout.splitlines() if "head:" in line][0]
    checks.equal(verify(data, "--expect-head", head).returncode, 0, "the published head fits")
    last = int(good.stdout.split(" 条记录")[0].split()[-1])
    found = 0
    for kind in (flip, flip, flip, delete, delete, swap, swap, relink, cut):
        folder = tempfile.mkdtemp(prefix="zhunru-tamper-")
        for name in ("log.sqlite", "private.sqlite"):
            shutil.copy(os.path.join(data, name), folder)
        log = sqlite3.connect(os.path.join(folder, "log.sqlite"))
        seq = kind(log, chance, last)
        log.execute("DELETE FROM meta")
        log.execute("DELETE FROM snapshot")
        log.commit()
        log.close()
        # A cut tail is a shorter log that is sound in itself: only a head kept elsewhere shows it.
        result = verify(folder, "--expect-head", head)
        checks.that(result.returncode != 0, "%s at %d is found" % (kind.__name__, seq))
        found += result.returncode != 0
        if kind is not cut:
            checks.that("seq " in result.stderr, "%s: the place is named: %s" % (kind.__name__, result.stderr[:200]))
            start = subprocess.run([program, "serve", "--data", folder, "--port", "0", "--demo"], capture_output=True, text=True, timeout=120)
            checks.that(start.returncode == 1, "the server does not start on it")
        shutil.rmtree(folder)
    print("%d of 9 changes found" % found)
    backup = tempfile.mkdtemp(prefix="zhunru-backup-")
    os.rmdir(backup)
    result = subprocess.run([program, "backup", "--data", data, "--to", backup], capture_output=True, text=True)
    checks.equal(result.returncode, 0, "backup: " + result.stderr)
    restored = backup + "-restored"
    result = subprocess.run([program, "restore", "--from", backup, "--data", restored], capture_output=True, text=True)
    checks.equal(result.returncode, 0, "restore: " + result.stderr)
    checks.that(head in result.stdout, "what was restored ends with the same head")
    with Server(program, data=restored) as server:
        client = Client(server).login("C01-a-mz")
        checks.equal(len(client.get("/api/home")[1]["cases"]), 20, "and a server runs on it")
    checks.that(subprocess.run([program, "restore", "--from", backup, "--data", restored], capture_output=True).returncode != 0, "restoring over data is refused")
    for folder in (data, backup, restored):
        shutil.rmtree(folder, ignore_errors=True)
    return checks.done()


sys.exit(main())
