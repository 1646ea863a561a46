"""Local settings per place (R55): a county narrows a number, its cases live by it, others do not; who, when and why is shown; taking it
away brings the province's value back. Usage: settings.py PROGRAM"""
import os
import secrets
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "security"))
from harness import Checks, Client, Server  # noqa: E402

checks = Checks("settings per place")


def setting(answer, id):
    return next(s for s in answer["settings"] if s["id"] == id)


def main():
    with Server(sys.argv[1]) as server:
        visitor = Client(server)
        visitor.hello()
        accounts = visitor.get("/api/demo/accounts")[1]["accounts"]
        admin = Client(server).login(next(a["id"] for a in accounts if "template_admin" in a["roles"]))

        def clerk(county):
            return Client(server).login(next(a["id"] for a in accounts if "applicant_clerk" in a["roles"] and a["body"].startswith(county + "-")))

        def save(client, **more):
            return client.post("/api/settings", {"id": secrets.token_hex(8), "setting": "necessity_min_chars", "place": "990102", "value": 45,
                                                 "reason": "本县要求写得更具体", **more})

        status, before, _ = visitor.get("/api/settings?place=990102")
        checks.equal(status, 200, "settings are public")
        checks.equal([c["code"] for c in before["chain"]], ["", "990100", "990102"], "province, city, county")
        checks.equal((setting(before, "necessity_min_chars")["value"], setting(before, "necessity_min_chars")["overridden"]), (30, False), "the province's value")
        checks.that(len(before["places"]) == 8, "the places that can be picked")
        started = clerk("K0102").command("StartCase", {"process": "T01", "variables": {}})[1]["reply"]

        checks.equal(save(clerk("K0102"))[0], 403, "a clerk may not set them")
        checks.equal(save(visitor)[0], 401, "nor may a visitor")
        for bad, code in (({"place": "990199"}, 400), ({"value": "viele"}, 400), ({"value": -1}, 400), ({"reason": ""}, 400), ({"setting": "absent"}, 404),
                          ({"place": "", "value": None}, 400), ({"value": None}, 404)):
            checks.equal(save(admin, **bad)[0], code, "refused: %s" % bad)
        status, answer, _ = save(admin)
        checks.equal(status, 200, "set for one county: %s" % answer)

        here = setting(visitor.get("/api/settings?place=990102")[1], "necessity_min_chars")
        checks.equal((here["value"], here["overridden"], here["set_at"]["place"]), (45, True, "990102"), "narrowed there")
        checks.that(here["set_at"]["by_name"] and here["set_at"]["at"] and here["set_at"]["reason"] == "本县要求写得更具体", "who, when, why: %s" % here["set_at"])
        checks.equal([v["value"] for v in here["versions"]], [45, 30], "its history")
        for place in ("", "990100", "990103", "990200"):
            checks.equal(setting(visitor.get("/api/settings?place=" + place)[1], "necessity_min_chars")["value"], 30, "not in '%s'" % place)

        def seen(client):
            reply = client.command("StartCase", {"process": "T01", "variables": {}})[1]["reply"]
            view = client.get("/api/tasks/" + reply["task_id"])[1]
            refused = client.command("CompleteTask", {"task": reply["task_id"], "token_version": view["task"]["version"], "outcome": "submit",
                                                      "data": {"necessity": "字" * 35}})[1]["error"]
            short = [p for p in refused["problems"] if p["path"] == "necessity"]
            return view["context"]["settings"]["necessity_min_chars"], bool(short)
        checks.equal(seen(clerk("K0102")), (45, True), "a new case of that county lives by it")
        checks.equal(seen(clerk("K0202")), (30, False), "a case elsewhere does not")
        view = clerk("K0102").get("/api/tasks/" + started["task_id"])[1]
        checks.equal(view["context"]["settings"]["necessity_min_chars"], 45, "a running case too, from now on")

        bundle = visitor.get("/api/engine/bundle")[1]["bundle"]["registers"]
        local = bundle.get("settings.990102", {"versions": [{"records": []}]})["versions"][-1]["records"]
        checks.equal([(r["id"], r["value"]) for r in local], [("necessity_min_chars", 45)], "the phone's bundle holds the county's own")
        checks.that(all("by" not in r and r["by_name"] for r in local), "by name, without the account")
        checks.equal(save(admin, place="990100", value=40)[0], 200, "set for the city")
        checks.equal(setting(visitor.get("/api/settings?place=990103")[1], "necessity_min_chars")["value"], 40, "the city's value in its other county")
        checks.equal(setting(visitor.get("/api/settings?place=990102")[1], "necessity_min_chars")["value"], 45, "the county's own stays")
        checks.equal(save(admin, value=None)[0], 200, "taken away")
        after = setting(visitor.get("/api/settings?place=990102")[1], "necessity_min_chars")
        checks.equal((after["value"], after["set_at"]["place"]), (40, "990100"), "the city's value holds")
        checks.that(after["versions"][0]["removed"], "the history says that it was taken away")
        checks.equal(save(admin, place="", value=31)[0], 200, "set for the province")
        checks.equal(setting(visitor.get("/api/settings?place=990200")[1], "necessity_min_chars")["value"], 31, "holds elsewhere")
        checks.equal(seen(clerk("K0202"))[0], 31, "and in new cases there")
        office = Client(server).login(next(a["id"] for a in accounts if "office_clerk" in a["roles"]))
        status, answer, _ = office.command("ModifyRegister", {"register": "settings", "record": {"id": "necessity_min_chars", "value": 1}, "reason": "试试", "clause": ""})
        checks.that(status == 403, "an office cannot change settings past this page: %s %s" % (status, answer))
        checks.equal(server.stop(), 0, "the server ends well")
        import subprocess
        verify = subprocess.run([sys.argv[1], "verify", "--data", server.data, "--decide"], capture_output=True, text=True)
        checks.equal(verify.returncode, 0, "replay and deciding again give the same: " + verify.stdout + verify.stderr)
    return checks.done()


sys.exit(main())
