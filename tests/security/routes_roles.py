"""Every route × every role, generated from the two tables that the server itself uses: the list of routes (zhunru routes) and
workflows/access/access.json. Who has no right gets 401 or 403; who has it gets anything else. Also: another person's task, an absent
one, another organisation's document. Usage: routes_roles.py PROGRAM"""
import json
import os
import re
import secrets
import subprocess
import sys

from harness import Checks, Client, Server

checks = Checks("routes × roles")
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def rights(table, roles):
    given = set(table["anonymous"])
    if roles is not None:
        given |= set(table["account"])
        for role in roles:
            given |= set(table.get(role, [])) | set(table.get(role.split(":")[0], []))
    return given


def main():
    program = sys.argv[1]
    listing = subprocess.run([program, "routes"], capture_output=True, text=True, check=True).stdout
    routes = [line.split() for line in listing.splitlines()]
    checks.that(len(routes) > 40, "the list of routes is there")
    with open(os.path.join(ROOT, "workflows", "access", "access.json")) as file:
        table = json.load(file)["roles"]
    with Server(program) as server:
        visitor = Client(server)
        visitor.hello()
        accounts = visitor.get("/api/demo/accounts")[1]["accounts"]
        callers = {"anonymous": (visitor, None)}
        for account in accounts:
            key = "+".join(sorted(account["roles"]))
            if key not in callers:
                callers[key] = (Client(server).login(account["id"]), account["roles"])
        checks.that(len(callers) > 15, "%d kinds of accounts" % len(callers))
        for key, (client, roles) in callers.items():
            allowed = rights(table, roles)
            for method, pattern, right in routes:
                if pattern in ("/api/session", "/api/session/confirm", "/api/password") and method != "GET":
                    continue  # they end or change the session; login.py looks at them
                path = re.sub(r"\{[^}]*\}", "absent-%s" % secrets.token_hex(3), pattern)
                if pattern == "/api/stream":
                    continue  # never ends
                status, body, _ = client.request(method, path, None if method == "GET" else {})
                what = "%s %s as %s" % (method, pattern, key)
                if right in allowed:
                    checks.that(status not in (401, 403), "%s is allowed, got %s %s" % (what, status, body))
                else:
                    checks.equal(status, 401 if roles is None else 403, what + " is refused")
        # Own, other's, absent, other organisation
        clerks = [a for a in accounts if "applicant_clerk" in a["roles"]]
        own, other = [Client(server).login(a["id"]) for a in clerks[:2]]
        reply = own.command("StartCase", {"process": "T01", "variables": {}})[1]["reply"]
        task, case = reply["task_id"], reply["case_id"]
        checks.equal(own.get("/api/tasks/" + task)[0], 200, "the own task")
        checks.equal(other.get("/api/tasks/" + task)[0], 404, "a task of another organisation is not found")
        checks.equal(own.get("/api/tasks/" + case + ".99")[0], 404, "an absent task")
        version = own.get("/api/tasks/" + task)[1]["task"]["version"]
        status, answer, _ = other.command("CompleteTask", {"task": task, "token_version": version, "outcome": "submit", "data": {}})
        checks.equal((status, answer["error"]["code"]), (403, "not_yours"), "completing somebody else's task")
        checks.equal(other.get("/api/cases/%s/snapshot" % case)[0], 404, "the snapshot of another organisation's case")
        checks.equal(own.get("/api/cases/%s/snapshot" % case)[0], 200, "the snapshot of the own case")
        checks.equal(other.get("/api/cases/" + case)[1]["item"], None, "a draft is not shown to others")
        checks.equal(visitor.get("/api/public/items/" + case)[0], 404, "a draft is not public")
        # Stale and repeated
        command = {"task": task, "token_version": version + 7}
        status, answer, _ = own.command("ClaimTask", command)
        checks.equal((status, answer["error"]["code"]), (409, "stale_version"), "a version that has moved on")
        id = secrets.token_hex(16)
        first = own.command("ClaimTask", {"task": task, "token_version": version}, id=id)
        again = own.command("ClaimTask", {"task": task, "token_version": version}, id=id)
        checks.equal((first[0], again[0]), (200, 200), "the same command twice is answered twice")
        checks.equal(again[1]["seq"], 0, "and takes effect once")
        status, answer, _ = own.command("ReleaseTask", {"task": task, "token_version": version}, id=id)
        checks.equal((status, answer["error"]["code"]), (409, "duplicate_id"), "the same id with another command")
        checks.equal(server.stop(), 0, "the server ends well")
    return checks.done()


sys.exit(main())
