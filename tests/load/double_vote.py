"""One person, one voice, also when pressed on many phones at once; and how fast the server takes answers.
Usage: double_vote.py PROGRAM [connections]

A consultation is opened over HTTP. One resident answers from many connections at the same time, by account and with different
command ids; one link is answered from many devices at the same time. Afterwards exactly one voice of each counts.
"""
import os
import secrets
import statistics
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "security"))
sys.path.insert(0, os.path.join(HERE, "..", "api"))
sys.argv, arguments = sys.argv[:1], sys.argv[1:]
from harness import Checks, Client, Server  # noqa: E402
import scenario_http  # noqa: E402

checks = Checks("one person, one voice")
CONNECTIONS = int(arguments[1]) if len(arguments) > 1 else 64


def at_once(jobs):
    """Runs all jobs as near to the same moment as threads allow; the results in order."""
    gate = threading.Barrier(len(jobs))
    results = [None] * len(jobs)

    def run(number):
        gate.wait()
        results[number] = jobs[number]()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def main():
    path = os.path.join(HERE, "..", "..", "workflows", "T01-admission", "scenarios", "county.json")
    name, lets, parts, _ = scenario_http.read(path)
    with Server(arguments[0]) as server:
        world = scenario_http.World(server)
        player = scenario_http.Player(world, name, lets, parts)
        player.play([{"play": "register"}, {"play": "open_poll"}], lets, name)
        poll = player.poll_id()
        communities = player.communities()
        resident = next(i for i, a in world.accounts.items() if a["community"] in communities and "resident" in a["roles"])
        first = world.login(resident)
        stances = ["agree", "disagree", "agree_if", "no_view"]

        def by_account(number):
            client = Client(server, timeout=60)
            client.cookies, client.csrf = dict(first.cookies), first.csrf

            def press():
                begin = time.perf_counter()
                status, answer, _ = client.post("/api/polls/%s/answer" % poll, {
                    "id": secrets.token_hex(8), "data": {"stance": stances[number % 4], "consent": True}})
                return status, time.perf_counter() - begin
            return press

        results = at_once([by_account(n) for n in range(CONNECTIONS)])
        checks.equal([s for s, _ in results if s != 200], [], "every press is answered")
        clerk = world.seated("station_clerk", "", communities[0])
        link = next(l for l in clerk.get("/api/polls/" + poll)[1]["invitations"] if l["community"] == communities[0])
        token = "/api/invitations/" + link["path"].rsplit("/", 1)[1]

        def by_link(number):
            phone = Client(server, timeout=60)
            phone.hello()
            return lambda: phone.post(token + "/answer", {"id": secrets.token_hex(8), "data": {"stance": "agree", "consent": True}})[0]

        statuses = at_once([by_link(n) for n in range(16)])
        checks.equal(statuses.count(200), 1, "one phone binds the link, the others are refused: %s" % sorted(set(statuses)))
        player.do_clock({"clock": {"wd": 10}}, name)
        seconds = sorted(t for _, t in results)
        print("%d presses at once: median %.0f ms, slowest %.0f ms" % (CONNECTIONS, statistics.median(seconds) * 1000, seconds[-1] * 1000))
        checks.equal(server.stop(), 0, "the server ends well")
    verify = subprocess.run([arguments[0], "verify", "--data", server.data, "--decide"], capture_output=True, text=True)
    checks.equal(verify.returncode, 0, "verify recounts the poll: " + verify.stderr)
    counted = [line for line in verify.stdout.splitlines() if "polls recounted" in line]
    checks.that(counted and "residents 2" in counted[0], "two residents' voices count, whatever was pressed: %s" % counted)
    return checks.done()


sys.exit(main())
