"""What an administrator asks when a case stands still: why is this waiting and who can move it; why did this message find nobody.
Usage: waiting.py PROGRAM"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "security"))
from harness import Checks, Client, Server  # noqa: E402

checks = Checks("waiting")


def main():
    with Server(sys.argv[1]) as server:
        visitor = Client(server)
        visitor.hello()
        accounts = visitor.get("/api/demo/accounts")[1]["accounts"]
        admin = Client(server).login(next(a["id"] for a in accounts if "template_admin" in a["roles"]))
        clerk = Client(server).login(next(a["id"] for a in accounts if "applicant_clerk" in a["roles"]))
        started = clerk.command("StartCase", {"process": "T01", "variables": {}})[1]["reply"]
        path = "/api/admin/cases/%s/waiting" % started["case_id"]
        checks.equal((visitor.get(path)[0], clerk.get(path)[0]), (401, 403), "for administrators only")
        status, answer, _ = admin.get(path)
        checks.equal(status, 200, "the case: %s" % answer)
        step = next(w for w in answer["waiting"] if w["element"] == "S1")
        checks.equal((step["kind"], step["mover"], step["task"], step["name"]), ("person", "person", started["task_id"], "登记拟准入事项"), "its step, who, why")
        checks.that(step["text"] and step["text_en"] and step["people"][0]["roles"][0]["role"] == "applicant_clerk", "in words and as data: %s" % step)
        checks.equal(admin.get("/api/admin/cases/c999/waiting")[0], 404, "no such case")

        why = admin.get("/api/admin/messages?name=nobody-knows&key=7")[1]["message"]
        checks.that(why["fate"] == "nobody" and "nobody-knows" in why["text_en"] and why["text"], "a message that nobody waits for: %s" % why)
        checks.equal(clerk.get("/api/admin/messages")[0], 403, "not for a clerk")
        checks.equal(admin.get("/api/admin/messages")[1]["messages"], [], "nothing is in the buffer")
        checks.equal(server.stop(), 0, "the server ends well")
    return checks.done()


sys.exit(main())
