"""An administrator takes running cases over to a changed template: a dry run that says what would go where and what cannot, the migration,
undoing it, and "why is this waiting", "why did this message find nobody". Usage: migration.py PROGRAM"""
import os
import secrets
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "security"))
from harness import Checks, Client, Server  # noqa: E402

checks = Checks("migration")


def main():
    with Server(sys.argv[1]) as server:
        visitor = Client(server)
        visitor.hello()
        accounts = visitor.get("/api/demo/accounts")[1]["accounts"]
        admin_id = next(a["id"] for a in accounts if "template_admin" in a["roles"])
        admin = Client(server).login(admin_id)
        clerk = Client(server).login(next(a["id"] for a in accounts if "applicant_clerk" in a["roles"]))
        started = clerk.command("StartCase", {"process": "T01", "variables": {}})[1]["reply"]
        case = started["case_id"]
        text = admin.get("/api/admin/templates/process/T01/file")[1].decode()
        old = admin.get("/api/admin/templates/process/T01")[1]["template"]["version"]

        def deploy(body):
            status, answer, _ = admin.post("/api/admin/templates", {"id": secrets.token_hex(8), "file_name": "T01.bpmn", "text": body, "reason": "改一步"})
            assert status == 200, answer
            return answer["version"]

        def migrate(to, mapping=None, dry_run=False, cases=(), client=admin, source=old):
            return client.post("/api/admin/migrations", {"id": secrets.token_hex(8), "process": "T01", "from": source, "to": to, "mapping": mapping or {},
                                                         "cases": list(cases), "reason": "改用新版本", "dry_run": dry_run})[:2]

        def undo(client=admin):
            return client.post("/api/admin/migrations/undo", {"id": secrets.token_hex(8), "cases": [case], "reason": "撤回迁移"})[:2]

        renamed = text.replace('"S1"', '"S1x"').replace(">S1<", ">S1x<")
        new = deploy(renamed)
        checks.equal(migrate(new, dry_run=True, client=clerk)[0], 403, "not for a clerk")
        status, answer = migrate(new, dry_run=True)
        checks.equal(status, 200, "a dry run: %s" % answer)
        problem = answer["reply"]["instances"][0]["problems"][0]
        checks.that(problem["element"] == "S1" and problem["name"] == "登记拟准入事项" and "S1" in problem["text_en"] and "对照表" in problem["text"], "says what cannot go over: %s" % problem)
        checks.that(problem["maps"] == "S1" and any(c["id"] == "S1x" and c["name_en"] for c in problem["candidates"]), "and what it could become: %s" % problem)
        checks.that(answer["reply"]["instances"][0]["title"], "with the title of the case")
        status, answer = migrate(new, {"S1": "S1x"}, dry_run=True)
        moves = answer["reply"]["instances"][0]["moves"]
        checks.that(any(m["from"] == "S1" and m["to"] == "S1x" and m["to_name"] == "登记拟准入事项" for m in moves), "says what would go where: %s" % moves)
        checks.equal(admin.get("/api/admin/cases/%s/waiting" % case)[1]["version"], old, "a dry run changes nothing")

        checks.equal(migrate(new, {"S1": "S9999"})[1]["error"]["code"], "bad-mapping", "a wrong mapping is refused")
        status, answer = migrate(new, {"S1": "S1x"}, cases=[case])
        checks.equal((status, answer["reply"]["migrated"], answer["reply"]["stay"]), (200, 1, 0), "migrated: %s" % answer)
        waiting = admin.get("/api/admin/cases/%s/waiting" % case)[1]
        checks.equal((waiting["version"], waiting["migrated"]["undo"]), (new, True), "the case runs on the new version and may come back")
        checks.that(any(w["element"] == "S1x" and w["kind"] == "person" and w["mover"] == "person" and w["task"] == started["task_id"] for w in waiting["waiting"]), "why it waits")
        checks.equal(clerk.get("/api/tasks/" + started["task_id"])[0], 200, "the task is still the clerk's")

        listed = admin.get("/api/admin/migrations?process=T01")[1]["migrations"]
        checks.that([(m["case_id"], m["undo"], m["to"]) for m in listed] == [(case, True, new)] and listed[0]["title"], "it is listed: %s" % listed)
        checks.equal(admin.get("/api/admin/migrations?process=T02")[1]["migrations"], [], "of another process none")
        checks.equal((clerk.get("/api/admin/migrations")[0], undo(clerk)[0]), (403, 403), "a clerk sees and undoes nothing")
        checks.equal(undo()[0], 200, "undone")
        waiting = admin.get("/api/admin/cases/%s/waiting" % case)[1]
        checks.equal((waiting["version"], waiting["migrated"]), (old, None), "it stands as before")
        checks.that(any(w["element"] == "S1" for w in waiting["waiting"]), "at its old step")
        checks.equal(undo()[1]["error"]["code"], "not_migrated", "only once")

        checks.equal(migrate(new, {"S1": "S1x"})[1]["reply"]["migrated"], 1, "once more")
        task = clerk.get("/api/tasks/" + started["task_id"])[1]["task"]
        checks.equal(clerk.command("ClaimTask", {"task": started["task_id"], "token_version": task["version"]})[0], 200, "somebody works on it")
        status, answer = undo()
        checks.equal((status >= 400, answer["error"]["code"]), (True, "done_since_migration"), "then it cannot be undone, with the reason: %s" % answer)

        listed = admin.get("/api/admin/migrations")[1]["migrations"]
        checks.that(listed[0]["undo"] is False and listed[0]["why"] and "changed since" in listed[0]["why_en"], "the list says so too: %s" % listed)
        why = admin.get("/api/admin/messages?name=nobody-knows&key=7")[1]["message"]
        checks.that(why["fate"] == "nobody" and "nobody-knows" in why["text_en"] and why["text"], "why a message finds nobody: %s" % why)
        checks.equal(clerk.get("/api/admin/messages")[0], 403, "not for a clerk")
        checks.equal(admin.get("/api/admin/cases/c999/waiting")[0], 404, "no such case")

        before = admin.get("/api/admin/cases/%s/waiting" % case)[1]
        checks.equal(server.stop(), 0, "the server ends well")
        server.start()
        admin = Client(server).login(admin_id)
        checks.equal(admin.get("/api/admin/cases/%s/waiting" % case)[1], before, "a restart brings the same back")
        checks.equal(server.stop(), 0, "the server ends well again")

        # The same from the command line, while the server is stopped.
        def command(*words):
            done = subprocess.run([sys.argv[1], "migrate", "--data", server.data, *words], capture_output=True, text=True, timeout=120)
            return done.returncode, done.stdout + done.stderr

        status, text = command("--template", "T01")
        checks.that(status == 0 and new[:12] in text and old[:12] in text and "running 1" in text, "versions and what runs on them: %s" % text)
        back = ("--template", "T01", "--to", old[:8], "--reason", "回到原版本")
        status, text = command(*back, "--dry-run")
        checks.that(status == 0 and "S1x" in text and "stays" in text and "would migrate 0" in text, "what cannot go over: %s" % text)
        status, text = command(*back, "--map", "S1x=S1", "--dry-run")
        checks.that(status == 0 and "(S1x) → 登记拟准入事项 (S1)" in text and "would migrate 1" in text, "the plan: %s" % text)
        checks.that(command("--template", "T01", "--to", old[:8], "--map", "S1x=S1")[0] == 1, "not without a reason")
        checks.that(command(*back, "--map", "S1x")[0] == 2, "a mapping that is none is refused")
        status, text = command(*back, "--map", "S1x=S1", case)
        checks.that(status == 0 and "migrated 1" in text, "done: %s" % text)
        status, text = command("--undo", case, "--reason", "还是新版本")
        checks.that(status == 0 and "1 put back" in text, "undone: %s" % text)
        status, text = command("--undo", case, "--reason", "还是新版本")
        checks.that(status == 1 and "not_migrated" in text, "only once: %s" % text)
        verified = subprocess.run([sys.argv[1], "verify", "--data", server.data, "--decide"], capture_output=True, text=True, timeout=120)
        checks.equal(verified.returncode, 0, "the log holds: %s" % (verified.stdout + verified.stderr)[-400:])
    return checks.done()


sys.exit(main())
