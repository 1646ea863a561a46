"""代理 on leave over HTTP: who may set one and for whom, what a substitute sees and does, that it is said everywhere, that it ends, that
seats taken away are gone for the substitute too, and that all of it outlives a restart."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "security"))
from harness import Checks, Client, Server  # noqa: E402

CLERK, FINANCE, HEAD, OFFICE = "K0102-a-zj", "K0102-f-zj", "K0102-h-zj", "K0102-u1"
count = [0]


def away(client, substitute, first, last, account=None):
    count[0] += 1
    body = {"id": "absence-%04d" % count[0], "substitute": substitute, "from": first, "to": last}
    if account:
        body["account"] = account
    return client.post("/api/absences", body)


def main():
    checks = Checks("substitute")
    server = Server(sys.argv[1])
    with server:
        clerk, finance, head, office = (Client(server).login(a) for a in (CLERK, FINANCE, HEAD, OFFICE))
        admin = Client(server).login("SYS-admin")
        reply = clerk.command("StartCase", {"process": "T01", "variables": {}})[1]["reply"]
        case, task = reply["case_id"], reply["task_id"]
        checks.equal(finance.get("/api/tasks/" + task)[0], 404, "a colleague does not see the task")
        mine = clerk.get("/api/absences")[1]
        today = mine["today"]
        people = [c["account"] for c in mine["candidates"]]
        checks.that(FINANCE in people and HEAD in people and OFFICE not in people and CLERK not in people, "colleagues can be chosen: %s" % people)
        checks.equal((mine["mine"], mine["for_me"], mine["coverable"]), ([], [], True), "nothing set yet")
        checks.equal(Client(server).login("RS-990102001001").get("/api/absences")[1]["coverable"], False, "a resident has no post to cover")

        checks.equal(away(clerk, OFFICE, today, today)[0], 400, "somebody of another body is the administrator's to name")
        checks.equal(away(finance, HEAD, today, today, CLERK)[0], 403, "not for others")
        status, answer, _ = away(clerk, FINANCE, "2020-01-01", "2020-01-02")
        checks.equal((status, answer["error"]["code"]), (422, "bad-date"), "not for days that are over")
        status, answer, _ = away(clerk, FINANCE, today, today)
        checks.equal((status, answer.get("absence")), (200, "a1"), "set: %s" % answer)
        checks.equal(away(clerk, HEAD, today, today)[1]["error"]["code"], "overlaps", "one substitute a day")
        checks.equal(away(head, CLERK, today, today)[1]["error"]["code"], "substitute_away", "who is away stands in for nobody")
        checks.equal(clerk.command("SetAbsence", {})[0], 400, "not through the commands of tasks")

        home = finance.get("/api/home")[1]
        card = [t for t in home["tasks"] if t["id"] == task]
        checks.equal([c["substitute_for"]["account"] for c in card], [CLERK], "the substitute's list has it, marked")
        checks.that(card[0]["substitute_for"]["label"].startswith("澄湖区住房和城乡建设局"), "by name: %s" % card[0]["substitute_for"])
        checks.equal([a["account"] for a in home["standing_in"]], [CLERK], "the home page says for whom")
        checks.that(case in [c["id"] for c in home["cases"]], "and the case is there")
        view = finance.get("/api/tasks/" + task)
        checks.equal((view[0], view[1]["task"]["may_act"]), (200, True), "it opens")
        checks.that("substitute_for" not in clerk.get("/api/tasks/" + task)[1]["task"], "the absent one acts for themselves")
        notices = finance.get("/api/notices")[1]["notices"]
        for _ in range(50):
            if notices:
                break
            notices = finance.get("/api/notices")[1]["notices"]
        checks.that(any(n["kind"] == "absence" for n in notices), "the substitute was told: %s" % notices)
        checks.equal(finance.get("/api/cases/%s/snapshot" % case)[0], 200, "and previews it")

        version = view[1]["task"]["version"]
        checks.equal(finance.command("ClaimTask", {"task": task, "token_version": version})[0], 200, "the substitute claims")
        status, answer, _ = clerk.command("CompleteTask", {"task": task, "token_version": version, "outcome": "submit", "data": {}})
        checks.equal((status, answer["error"]["code"]), (409 if status == 409 else 422, "claimed_by_substitute"), "the absent one is told who has it")
        line = [t for t in clerk.get("/api/cases/" + case)[1]["timeline"] if t["kind"] == "substitute"]
        checks.that(len(line) == 1 and " 代 " in line[0]["who"] and line[0]["what"] == "代理：签收", "the course says 代: %s" % line)

    with server:
        clerk, finance, admin = (Client(server).login(a) for a in (CLERK, FINANCE, "SYS-admin"))
        checks.equal(clerk.get("/api/absences")[1]["mine"][0]["state"], "active", "after a restart it still holds")
        account = [a for a in admin.get("/api/accounts")[1]["accounts"] if a["id"] == CLERK][0]
        seats = [{k: s[k] for k in ("role", "body", "community", "provider")} for s in account["seats"]]
        put = {"label": account["label"], "level": account["level"], "disabled": False}
        checks.equal(admin.request("PUT", "/api/accounts/" + CLERK, dict(put, seats=[]))[0], 200, "the clerk loses the post")
        checks.equal(finance.get("/api/tasks/" + task)[0], 404, "and so does the substitute")
        checks.equal(admin.request("PUT", "/api/accounts/" + CLERK, dict(put, seats=seats))[0], 200, "it is given back")
        checks.equal(finance.get("/api/tasks/" + task)[0], 200, "and the substitute has it again")
        checks.equal(finance.request("DELETE", "/api/absences/a1")[1]["error"]["code"], "not_allowed", "a substitute does not end it")
        checks.equal(clerk.request("DELETE", "/api/absences/a1")[0], 200, "the absent one is back")
        checks.equal(finance.get("/api/tasks/" + task)[0], 404, "the task is gone from the substitute")
        checks.equal(clerk.get("/api/tasks/" + task)[0], 200, "and free for the one who came back")
        status, answer, _ = finance.command("CompleteTask", {"task": task, "token_version": version, "outcome": "submit", "data": {}})
        checks.equal((status, answer["error"]["code"]), (status, "substitution_over"), "a late answer is refused with the reason")
        checks.equal((clerk.get("/api/absences")[1]["mine"][0]["state"], clerk.get("/api/home")[1]["standing_in"]), ("ended", []), "the list keeps it")
        checks.equal(admin.get("/api/absences?account=" + CLERK)[1]["mine"][0]["id"], "a1", "an administrator sees anybody's")
        checks.equal(finance.get("/api/absences?account=" + CLERK)[0], 403, "nobody else does")
        checks.equal(away(admin, OFFICE, today, today, CLERK)[0], 200, "and may name somebody of another body")
        checks.equal(server.stop(), 0, "the server ends well")
    return checks.done()


sys.exit(main())
