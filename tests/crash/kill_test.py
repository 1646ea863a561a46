"""kill -9 of the real server at random moments under load. No acknowledged command may be lost, none may be there twice, the
chain must be whole. Usage: kill_test.py PROGRAM [rounds] [seed]

Several clients start cases and complete their first step as fast as they can, each command with an id of its own, noting every
acknowledgement in memory. After each kill the server starts again; each client then sends its last, unanswered command once more
with the same id. At the end the log is verified and every acknowledged command is looked for, once.
"""
import http.client
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "security"))
from harness import Checks, Client, Server  # noqa: E402

ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 100
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else int(time.time())
CLIENTS = 3


class Load(threading.Thread):
    """One person who starts cases; keeps what was acknowledged over all restarts."""

    def __init__(self, number, account):
        super().__init__(daemon=True)
        self.number = number
        self.account = account
        self.server = None
        self.client = None
        self.running = threading.Event()
        self.idle = threading.Event()
        self.idle.set()
        self.ended = False
        self.acknowledged = {}  # command id -> case id
        self.repeated = 0
        self.pending = None
        self.sent = 0

    def run(self):
        while not self.ended:
            if not self.running.wait(0.05):
                continue
            self.idle.clear()
            try:
                if self.client is None:
                    self.client = Client(self.server, timeout=10)
                    self.client.cookies = dict(self.cookies)
                    self.client.csrf = self.csrf
                while self.running.is_set() and not self.ended:
                    again = self.pending is not None
                    if not again:
                        self.sent += 1
                        self.pending = "load-%d-%d" % (self.number, self.sent)
                    status, answer, _ = self.client.command("StartCase", {"process": "T01", "variables": {}}, id=self.pending)
                    if status != 200:
                        raise AssertionError((status, answer))
                    self.acknowledged[self.pending] = answer["reply"]["case_id"]
                    self.repeated += again
                    self.pending = None
            except (OSError, http.client.HTTPException):
                self.client = None  # the server was killed
                self.running.clear()
            finally:
                self.idle.set()


def main():
    checks = Checks("kill -9")
    program = sys.argv[1]
    chance = random.Random(SEED)
    print("seed %d, repeat with: %s %s %d %d" % (SEED, os.path.basename(sys.argv[0]), "PROGRAM", ROUNDS, SEED), flush=True)
    data = tempfile.mkdtemp(prefix="zhunru-kill-")
    server = Server(program, data=data).start()
    visitor = Client(server)
    visitor.hello()
    accounts = [a["id"] for a in visitor.get("/api/demo/accounts")[1]["accounts"] if "applicant_clerk" in a["roles"]]
    loads = [Load(n, accounts[n % len(accounts)]) for n in range(CLIENTS)]
    for load in loads:
        client = Client(server).login(load.account)
        load.cookies, load.csrf = client.cookies, client.csrf
        load.start()
    slowest = 0.0
    for round_number in range(ROUNDS):
        for load in loads:
            load.server = server
            load.client = None
            load.running.set()
        time.sleep(chance.uniform(0.02, 0.35))
        server.kill()
        for load in loads:
            load.running.clear()
        for load in loads:
            load.idle.wait(20)
        begin = time.monotonic()
        server.start()
        slowest = max(slowest, time.monotonic() - begin)
    # One last time without a kill, so that everything that was under way is asked for again.
    for load in loads:
        load.server = server
        load.client = None
        load.running.set()
    time.sleep(0.5)
    for load in loads:
        load.running.clear()
    for load in loads:
        load.idle.wait(20)
        load.ended = True
    acknowledged = {}
    for load in loads:
        checks.that(load.pending is None, "client %d: its last command was answered in the end" % load.number)
        acknowledged.update({load.account + ":" + i: c for i, c in load.acknowledged.items()})
    checks.equal(len(set(acknowledged.values())), len(acknowledged), "every acknowledged command has a case of its own")
    admin = Client(server)
    admin.hello()
    auditor = next(a["id"] for a in admin.get("/api/demo/accounts")[1]["accounts"] if "auditor" in a["roles"])
    admin.login(auditor)
    found = set()
    after = ""
    while True:
        status, answer, _ = admin.get("/api/cases?process=T01" + ("&after=" + after if after else ""))
        assert status == 200, (status, answer)
        for card in answer["cases"]:
            checks.that(card["id"] not in found, "case %s is listed once" % card["id"])
            found.add(card["id"])
        if not answer["more"]:
            break
        after = answer["cases"][-1]["id"]
    checks.that(set(acknowledged.values()) <= found, "no acknowledged case is lost")
    # Cases that nobody was told about may exist only for commands that were repeated; here all were.
    checks.equal(len(found), len(acknowledged), "no command took effect twice")
    checks.equal(server.stop(), 0, "the server ends well")
    verify = subprocess.run([program, "verify", "--data", data], capture_output=True, text=True)
    checks.equal(verify.returncode, 0, "zhunru verify: " + verify.stdout + verify.stderr)
    print("%d kills, %d commands acknowledged, %d of them after being sent again, slowest restart %.2f s"
          % (ROUNDS, len(acknowledged), sum(load.repeated for load in loads), slowest))
    print(re.sub(r"(?m)^", "  ", verify.stdout.strip()))
    code = checks.done()
    if code == 0:
        shutil.rmtree(data, ignore_errors=True)
    return code


sys.exit(main())
