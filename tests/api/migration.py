"""An administrator takes running cases over to a changed template: a dry run that says what would go where and what cannot, the migration,
undoing it, and "why is this waiting", "why did this message find nobody". Usage: migration.py PROGRAM"""
import os
import secrets
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

        checks.equal(undo(clerk)[0], 403, "a clerk undoes nothing")
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
    return checks.done()


sys.exit(main())
