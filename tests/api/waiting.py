"""What an administrator asks when a case stands still: why is this waiting and who can move it; why did this message find nobody.
Usage: waiting.py PROGRAM"""
import os
import secrets
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "security"))
from harness import Checks, Client, Server  # noqa: E402

checks = Checks("waiting")

LONELY = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zhunru="urn:zhunru:bpmn:1" id="d" targetNamespace="urn:zhunru:test">
  <message id="M1" name="lonely"><extensionElements><zhunru:subscription correlationKey="=&quot;7&quot;"/></extensionElements></message>
  <message id="M2" name="knock"/>
  <process id="T98" name="试消息" isExecutable="true">
    <extensionElements><zhunru:assignment role="applicant_clerk"/></extensionElements>
    <startEvent id="s" name="开始"/>
    <intermediateThrowEvent id="t" name="告知"><messageEventDefinition id="t1" messageRef="M1"/></intermediateThrowEvent>
    <intermediateCatchEvent id="w" name="等敲门"><extensionElements><zhunru:assignment role="office_clerk"/></extensionElements><messageEventDefinition id="w1" messageRef="M2"/></intermediateCatchEvent>
    <endEvent id="e" name="结束"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="t"/>
    <sequenceFlow id="f2" sourceRef="t" targetRef="w"/>
    <sequenceFlow id="f3" sourceRef="w" targetRef="e"/>
  </process>
</definitions>
"""


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

        # A process that sends a message for which nobody waits, then waits for one itself.
        text = LONELY
        status, answer, _ = admin.post("/api/admin/templates", {"id": secrets.token_hex(8), "file_name": "T98.bpmn", "text": text, "reason": "试一试消息"})
        checks.equal(status, 200, "deployed: %s" % answer)
        status, answer, _ = clerk.command("StartCase", {"process": "T98", "variables": {}})
        checks.equal(status, 200, "started: %s" % answer)
        lonely = admin.get("/api/admin/messages")[1]["messages"]
        checks.that([(m["name"], m["key"], m["fate"]) for m in lonely] == [("lonely", "7", "nobody")] and lonely[0]["text"] and lonely[0]["expires"], "it lies in the buffer, with the reason: %s" % lonely)
        case = answer["reply"]["case_id"]
        step = admin.get("/api/admin/cases/%s/waiting" % case)[1]["waiting"][0]
        checks.equal((step["element"], step["kind"], step["mover"], step["message"]), ("w", "message", "sender", "knock"), "why it waits")
        for who, told in (("the case's page", clerk.get("/api/cases/" + case)[1]["waiting"]),
                          ("the picture", [w for shape in clerk.get("/api/cases/%s/picture" % case)[1]["shapes"] for w in shape["waits"]])):
            checks.that(len(told) == 1 and told[0]["kind"] == "message" and told[0]["who"].startswith("等待") and told[0]["who"].endswith("告知") and "waiting to hear from" in told[0]["who_en"],
                        "%s says it in words: %s" % (who, told))
        checks.equal(server.stop(), 0, "the server ends well")
    return checks.done()


sys.exit(main())
