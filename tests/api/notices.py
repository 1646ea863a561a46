"""Notices: in the app with read state, by mail over a real SMTP server (STARTTLS, log-in), by a signed webhook; quiet hours, digest,
retry, honest states, nothing lost by kill -9. Usage: notices.py PROGRAM SCENARIO"""
import os
import sys
import tempfile
import threading
import time

import scenario_http
from harness import Checks, Client, Server
from outside import MailServer, Receiver

checks = Checks("notices")
ADDRESS = "https://zhunru.example"
SECRET = "a key that nobody else has"
NEVER_QUIET = {"webhook": True, "quiet_from": "00:00", "quiet_to": "00:00", "digest": "at_once", "digest_at": "08:00"}


def until(what, condition, seconds=40):
    """Waits for what another program does; the condition is asked, never a time trusted."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        threading.Event().wait(0.05)
    checks.that(False, what + " did not happen")
    return None


def behave(receiver, times):
    if receiver.startswith("gone"):
        return "550 5.1.1 no such person"
    if receiver.startswith("busy"):
        return "451 later" if times < 3 else "ok"
    if receiver.startswith("broken"):
        return "hang up" if times == 1 else "ok"
    return "ok"


def states(client):
    out = {}
    for notice in client.get("/api/notices")[1]["notices"]:
        for one in notice["deliveries"]:
            out.setdefault(one["channel"], []).append((one["state"], one["detail"], one["tries"], one["next"]))
    return out


def seats_of(world, role):
    return sorted(i for i, a in world.accounts.items() if role in a["roles"])


def main():
    program, scenario = sys.argv[1:3]
    folder = tempfile.mkdtemp(prefix="zhunru-notices-")
    name, lets, parts, steps = scenario_http.read(scenario)
    hold = threading.Event()
    hold_next = []
    mail = MailServer(folder, "zhunru", "mail password", behave)
    hook = Receiver(SECRET, lambda times: 503 if times <= 2 else hold if hold_next else 200)
    for file, text in (("password", "mail password\n"), ("secret", SECRET)):
        with open(os.path.join(folder, file), "w") as out:
            out.write(text)
    options = ["--public-url", ADDRESS, "--smtp", "smtp://localhost:%d" % mail.port, "--smtp-user", "zhunru", "--smtp-password-file",
               os.path.join(folder, "password"), "--smtp-authority", mail.pem, "--mail-from", "office@zhunru.example",
               "--webhook", "http://127.0.0.1:%d/hook" % hook.port, "--webhook-secret-file", os.path.join(folder, "secret")]
    with Server(program, extra=options) as server:
        world = scenario_http.World(server)
        visitor = Client(server)
        visitor.hello()
        checks.equal(visitor.get("/api/notices")[0], 401, "notices are personal")
        player = scenario_http.Player(world, name, lets, parts)
        player.play(steps[:1], lets, name)
        starter = next(c for c in world.clients.values() if any(x["id"] == player.case for x in c.get("/api/cases")[1]["cases"]) and c is not world.admin)
        # Everybody who will be asked gives an address; what happens to it is in its first word.
        people = {}
        for index, account in enumerate(sorted(world.accounts)):
            if world.accounts[account]["roles"] == ["resident"]:
                continue
            people[account] = "%s.%d@people.example" % (["fine", "busy", "gone", "broken"][index % 4], index)
        for account, address in people.items():
            status, answer, _ = world.login(account).request("PUT", "/api/notices/settings", {**NEVER_QUIET, "mail": address})
            assert status == 200, answer
        checks.equal({c["channel"] for c in answer["channels"]}, {"mail", "webhook"}, "the channels are told")
        status, answer, _ = starter.request("PUT", "/api/notices/settings", {**NEVER_QUIET, "mail": "not an address"})
        checks.equal(status, 400, "what is no address is refused")
        player.play(steps[1:], lets, name)
        world.admin.post("/api/demo/clock", {"advance_ms": 3 * 86400000})

        until("people are told", lambda: sum(1 for a in people if world.login(a).get("/api/notices")[1]["notices"]) > 8, 60)
        told = {a: world.login(a).get("/api/notices")[1] for a in people}
        have = {a: t for a, t in told.items() if t["notices"]}
        checks.that(len(have) > 8, "%d people were told something" % len(have))
        some = max(have, key=lambda a: len(have[a]["notices"]))
        first = have[some]["notices"][0]
        checks.that(all(first[k] for k in ("title", "title_en", "at", "case_id")) and first["read"] is False, "a notice in two languages: %s" % first)
        client = world.login(some)
        unread = have[some]["unread"]
        checks.equal(client.post("/api/notices/read", {"ids": [first["id"]]})[1]["unread"], unread - 1, "one was read")
        other = world.login(next(a for a in have if a != some))
        before = other.get("/api/notices")[1]["unread"]
        other.post("/api/notices/read", {"ids": [have[some]["notices"][-1]["id"]]})
        checks.equal(client.get("/api/notices")[1]["unread"], unread - 1, "nobody reads another's notices")
        checks.equal(client.post("/api/notices/read", {"up_to": first["id"]})[1]["unread"], 0, "all were read")
        checks.equal(other.get("/api/notices")[1]["unread"], before, "the others' stay")

        def settled():
            world.admin.post("/api/demo/clock", {"advance_ms": 3600000})
            rows = world.admin.get("/api/notices/deliveries")[1]["deliveries"]
            return all(r["state"] in ("handed_over", "refused") for r in rows) and rows
        rows = until("everything is sent or refused", settled, 120) or []
        counts = {(r["channel"], r["state"]): r["count"] for r in rows}
        checks.that(counts.get(("mail", "handed_over"), 0) > 5 and counts.get(("mail", "refused"), 0) > 0, "states of mail: %s" % counts)
        for account, address in people.items():
            if account not in have:
                continue
            kind = address.split(".")[0]
            seen = states(world.login(account)).get("mail", [])
            mails = mail.to(address)
            ids = {m["Message-ID"] for m in mails}
            if kind == "gone":
                checks.that(seen and all(s[0] == "refused" and s[1].startswith("550") and s[2] == 1 for s in seen), "refused once and for all: %s" % seen[:2])
            else:
                checks.that(all(s[0] == "handed_over" for s in seen) and len(ids) == len(seen), "%s: each handed over: %d mails, %s" % (kind, len(ids), seen[:2]))
            if kind == "busy" and seen:
                checks.that(max(s[2] for s in seen) > 1 and len(mails) == len(ids), "told to come later: came later, once")
            if kind == "broken" and seen:
                checks.that(len(mails) == len(ids) + 1, "broken off after the content: sent again with the same Message-ID")
            for one in mails[:1]:
                text = one.get_content()
                checks.that(one["From"].endswith("<office@zhunru.example>") and "准入" in one["Subject"] and ADDRESS in text, "a readable mail: %s %s" % (one["Subject"], text[:80]))
        checks.equal(mail.plain_logins, 0, "no password without TLS")
        checks.equal(hook.bad, 0, "every signature of the webhook is right")
        keys = [key for key, _ in hook.calls]
        checks.that(keys[0] in keys[1:], "after 503 the same message comes again under the same key")
        checks.equal(counts.get(("webhook", "handed_over")), len({k for k in keys}), "each webhook message was taken")

        # Quiet hours and digest, and kill -9 while a message is under way.
        digest = next(a for a in seats_of(world, "applicant_clerk") if a in people)
        body = {**NEVER_QUIET, "mail": "digest@people.example", "webhook": False, "digest": "daily", "digest_at": "09:30", "quiet_from": "22:00", "quiet_to": "10:00"}
        checks.equal(world.login(digest).request("PUT", "/api/notices/settings", body)[0], 200, "digest at 9.30, quiet until 10")
        now = world.admin.get("/api/demo/clock")[1]["now"]
        world.admin.post("/api/demo/clock", {"to": next_day(now) + "T11:00:00+08:00"})
        urging = world.login(digest)
        for _ in range(3):
            reply = urging.command("StartCase", {"process": "T01", "variables": {}})[1]["reply"]
            status, answer, _ = urging.command("UrgeTask", {"task": reply["task_id"]})
            assert status == 200, answer
        waiting = until("three notices", lambda: [n for n in urging.get("/api/notices?unread=1")[1]["notices"] if n["kind"] == "urge"])
        until("they are all there", lambda: len([n for n in urging.get("/api/notices")[1]["notices"] if n["kind"] == "urge"]) >= 3)
        waiting = [n for n in urging.get("/api/notices")[1]["notices"] if n["kind"] == "urge"][:3]
        day = next_day(next_day(now))
        checks.that(all(d["state"] == "queued" and d["next"].startswith(day + "T10:00") for n in waiting for d in n["deliveries"]), "they wait for the morning after the quiet hours: %s" % waiting[0]["deliveries"])
        checks.equal(len(mail.to("digest@people.example")), 0, "nothing was sent yet")
        world.admin.post("/api/demo/clock", {"to": day + "T10:05:00+08:00"})
        until("the digest", lambda: mail.to("digest@people.example"))
        until("its end", lambda: all(d["state"] == "handed_over" for n in urging.get("/api/notices")[1]["notices"][:3] for d in n["deliveries"]))
        digests = mail.to("digest@people.example")
        checks.that(len(digests) == 1 and digests[0].get_content().count("催办") == 3, "one mail with three notices")

        urging.request("PUT", "/api/notices/settings", {**NEVER_QUIET, "mail": ""})
        hold_next.append(True)
        calls = hook.count()
        urging.command("UrgeTask", {"task": reply["task_id"]})
        until("the webhook is called", lambda: hook.count() > calls)
        server.kill()
        hold.set()
        server.start()
        hold_next.clear()
        again = Client(server).login(digest)
        world.admin = Client(server).login(next(i for i, c in world.clients.items() if c is world.admin))

        def second():
            world.admin.post("/api/demo/clock", {"advance_ms": 60000})
            keys = [key for key, _ in hook.calls[calls:]]
            return keys.count(keys[0]) >= 2
        until("it comes again after kill -9", second)
        late = hook.calls[calls:]
        checks.that([key for key, _ in late].count(late[0][0]) >= 2, "under the same key: %s" % [key for key, _ in late])
        until("and is handed over", lambda: again.get("/api/notices")[1]["notices"][0]["deliveries"][0]["state"] == "handed_over")
        # Killed right after the answer: the notice is made from the log at the next start.
        for round in range(3):
            number = len([n for n in again.get("/api/notices")[1]["notices"] if n["kind"] == "urge"])
            world.admin.post("/api/demo/clock", {"advance_ms": 2 * 3600000})
            status, answer, _ = again.command("UrgeTask", {"task": reply["task_id"]})
            assert status == 200, answer
            server.kill()
            server.start()
            again = Client(server).login(digest)
            found = until("the notice of an acknowledged command", lambda: len([n for n in again.get("/api/notices")[1]["notices"] if n["kind"] == "urge"]) > number)
            checks.that(found, "kill -9 right after the answer loses no notice")
        checks.equal(server.stop(), 0, "the server ends well")
    print("mails %d, webhook calls %d, deliveries %s" % (len(mail.mails), hook.count(), counts))
    return checks.done()


def next_day(moment):
    import datetime
    return (datetime.date.fromisoformat(moment[:10]) + datetime.timedelta(days=1)).isoformat()


if __name__ == "__main__":
    sys.exit(main())
