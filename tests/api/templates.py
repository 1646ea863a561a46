"""An administrator changes a template: download, check with element names and lines, what differs from the running version, deploy; running
cases stay on theirs (G18), and the next start does not take the change back. Usage: templates.py PROGRAM"""
import json
import os
import secrets
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "security"))
from harness import Checks, Client, Server  # noqa: E402

checks = Checks("templates")


def main():
    with Server(sys.argv[1]) as server:
        visitor = Client(server)
        visitor.hello()
        accounts = visitor.get("/api/demo/accounts")[1]["accounts"]
        admin_id = next(a["id"] for a in accounts if "template_admin" in a["roles"])
        admin = Client(server).login(admin_id)
        clerk = Client(server).login(next(a["id"] for a in accounts if "applicant_clerk" in a["roles"]))
        checks.equal(clerk.get("/api/admin/templates")[0], 403, "not for a clerk")

        listed = {(t["kind"], t["name"]): t for t in admin.get("/api/admin/templates")[1]["templates"]}
        checks.that(("process", "T01") in listed and ("rule", "D2") in listed and ("form", "T01-U1") in listed and ("document", "decision") in listed, "all kinds are listed")
        checks.equal(listed["process", "T01"]["title"], "准入申请审批", "by their titles")
        started = clerk.command("StartCase", {"process": "T01", "variables": {}})[1]["reply"]

        status, text, headers = admin.get("/api/admin/templates/process/T01/file")
        checks.that(status == 200 and "T01.bpmn" in headers["content-disposition"], "a template can be downloaded")
        text = text.decode()

        def check(file, body):
            status, answer, _ = admin.post("/api/admin/templates/check", {"file_name": file, "text": body})
            assert status == 200, (status, answer)
            return answer

        same = check("T01.bpmn", text)
        checks.equal((same["kind"], same["name"], same["same"], same["new"], same["errors"], same["changes"]), ("process", "T01", True, False, 0, []), "the same file is no change")
        checks.that(not any(f["rule"] == "call-missing" for f in same["findings"]), "a called process that is deployed is not missed")
        absent = check("T01.bpmn", text.replace('calledElement="T02"', 'calledElement="T99"'))
        checks.that(any(f["rule"] == "call-missing" for f in absent["findings"]), "one that is not deployed is")
        checks.equal(check("process.bpmn", text)["name"], "T01", "process.bpmn says itself which procedure it is")

        changed = check("T01.bpmn", text.replace('name="登记拟准入事项"', 'name="登记事项"', 1).replace('workingDays="=settings.issue_wd"', 'workingDays="=settings.issue_wd + 1"', 1))
        elements = {c["element"]: c for c in changed["changes"]}
        checks.that("S1" in elements and elements["S1"]["facet"] == "name" and not elements["S1"]["executes"], "a new name does not execute: %s" % elements.get("S1"))
        checks.that(any(c["executes"] and "settings.issue_wd + 1" in c["after"] for c in changed["changes"]), "a longer limit does")
        checks.equal((changed["deployable"], changed["running"]), (True, 1), "it may be deployed while one case runs")

        broken = check("T01.bpmn", text.replace('targetRef="S1a"', 'targetRef="nowhere"', 1).replace('ref="T01-U1"', 'ref="T01-absent"', 1))
        errors = [f for f in broken["findings"] if f["severity"] == "error"]
        checks.that(any(f["line"] > 0 and f["element"] for f in errors), "errors have element and line: %s" % errors[:2])
        checks.that(any(f["rule"] == "form-missing" and f["element"] == "S1" and f["element_name"] == "登记拟准入事项" for f in errors), "a form that is missing is found")
        checks.that(all(f["message"] and f["message_en"] and f["mend"] for f in errors), "with what to do, in both languages")
        checks.equal(broken["deployable"], False, "it may not be deployed")
        for file, body in (("T01.bpmn", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), ("D2.dmn", "<definitions"), ("T01-U1.form.json", "{"), ("decision.document.json", "{}")):
            checks.that(check(file, body)["errors"] > 0, "a broken %s is told, not swallowed" % file)
        checks.equal(admin.post("/api/admin/templates/check", {"file_name": "evil.exe", "text": "MZ"})[0], 400, "other files are refused")

        def deploy(body, reason="时限放宽一天", client=admin):
            return client.post("/api/admin/templates", {"id": secrets.token_hex(8), "file_name": "T01.bpmn", "text": body, "reason": reason})

        better = text.replace('name="登记拟准入事项"', 'name="登记事项"', 1)
        checks.equal(deploy(better, client=clerk)[0], 403, "a clerk deploys nothing")
        checks.equal(deploy(better, reason="")[0], 400, "not without a reason")
        status, answer, _ = deploy(text.replace('targetRef="S1a"', 'targetRef="nowhere"', 1))
        checks.that(status == 422 and answer["error"]["problems"], "nothing broken is deployed")
        status, answer, _ = deploy(better)
        checks.equal(status, 200, "deployed: %s" % answer)
        card = admin.get("/api/admin/templates/process/T01")[1]
        checks.equal((card["template"]["versions"], card["template"]["running"], card["template"]["old_running"]), (2, 1, 1), "the running case stays on its version")
        checks.equal((card["versions"][0]["reason"], card["versions"][0]["current"], card["versions"][1]["running"]), ("时限放宽一天", True, 1), "who, why, what runs")
        checks.equal(clerk.get("/api/tasks/" + started["task_id"])[1]["task"]["name"], "登记拟准入事项", "the old case reads as before")
        fresh = clerk.command("StartCase", {"process": "T01", "variables": {}})[1]["reply"]
        checks.equal(clerk.get("/api/tasks/" + fresh["task_id"])[1]["task"]["name"], "登记事项", "a new case runs on the new version")
        old = admin.get("/api/admin/templates/process/T01/file?version=" + card["versions"][1]["short"])[1].decode()
        checks.equal(old, text, "the earlier version can be downloaded too")

        rule = admin.get("/api/admin/templates/rule/D9/file")[1].decode()
        rows = check("D9.dmn", rule.replace("burden_warn", "burden_offset", 1))
        checks.that(rows["changes"], "a changed row of a rule is named: %s" % rows["changes"][:1])
        # The harness reads JSON bodies for us; the text that was deployed is wanted here.
        form = json.dumps(admin.get("/api/admin/templates/form/T01-U12/file")[1], ensure_ascii=False)
        fields = check("T01-U12.form.json", form.replace("签发意见", "签发人意见", 1))
        checks.that(any("note" in c["element"] for c in fields["changes"]), "a changed field of a form is named: %s" % fields["changes"])

        checks.equal(server.stop(), 0, "the server ends well")
        server.start()
        admin = Client(server).login(admin_id)
        checks.equal(admin.get("/api/admin/templates/process/T01")[1]["template"]["version"], card["template"]["version"], "the next start does not take it back")
        checks.equal(server.stop(), 0, "the server ends well again")
    return checks.done()


sys.exit(main())
