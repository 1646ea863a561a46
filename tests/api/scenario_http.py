"""Plays scenarios over the real HTTP API, with the accounts, passwords, signatures, links and devices that people use.

Usage: scenario_http.py PROGRAM scenario.json [...]
The same files that the engine's own player plays (workflows/*/scenarios). What only the engine can see (variables) is not checked
here; open steps, ends and documents are. Accounts that the sample region lacks are made by the administrator, by reset link.
"""
import json
import os
import re
import secrets
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "security"))
import panels  # noqa: E402
from harness import Checks, Client, Server  # noqa: E402

checks = Checks("scenarios over HTTP")


def read(path):
    with open(path) as file:
        data = json.load(file)
    lets, parts = {}, {}
    for other in data.get("include", []):
        with open(os.path.join(os.path.dirname(path), other)) as file:
            included = json.load(file)
        lets.update(included.get("let", {}))
        parts.update(included.get("parts", {}))
    lets.update(data.get("let", {}))
    parts.update(data.get("parts", {}))
    return data.get("id", path), lets, parts, data["steps"]


class World:
    def __init__(self, server):
        self.server = server
        self.clients = {}
        visitor = Client(server)
        visitor.hello()
        self.accounts = {a["id"]: a for a in visitor.get("/api/demo/accounts")[1]["accounts"]}
        self.admin = self.login(next(i for i, a in self.accounts.items() if "template_admin" in a["roles"]))
        self.devices = []

    def login(self, account):
        if account not in self.clients:
            self.clients[account] = Client(self.server).login(account, self.accounts[account].get("password", "zhunru-demo"))
        return self.clients[account]

    def seated(self, role, body, community):
        """An account with that seat; made when there is none."""
        for account, known in self.accounts.items():
            if role in known["roles"] and known["body"] == body and (known["community"] or "") == community:
                return self.login(account)
        name = re.sub(r"[^A-Za-z0-9-]", "-", "x-%s-%s%s" % (role, body, community))
        status, answer, _ = self.admin.request("PUT", "/api/accounts/" + name, {
            "label": name, "level": "L3", "disabled": False,
            "seats": [{"role": role, "body": body, "community": community, "provider": ""}]})
        assert status == 200, (status, answer)
        status, answer, _ = self.admin.post("/api/accounts/%s/reset" % name, {})
        assert status == 200, (status, answer)
        visitor = Client(self.server)
        visitor.hello()
        password = secrets.token_hex(8)
        status, answer, _ = visitor.post("/api/password", {"token": answer["url"].rsplit("/", 1)[1], "password": password})
        assert status == 200, (status, answer)
        self.accounts[name] = {"id": name, "roles": [role], "body": body, "community": community, "password": password}
        return self.login(name)


class Player:
    def __init__(self, world, name, lets, parts):
        self.world, self.name, self.lets, self.parts, self.case = world, name, lets, parts, None

    def expand(self, value, lets):
        if isinstance(value, str) and value.startswith("$"):
            if value[1:] in lets:
                return self.expand(lets[value[1:]], lets)
            return self.case if value == "$case" else self.poll_id() if value == "$poll" else value
        if isinstance(value, list):
            return [self.expand(item, lets) for item in value]
        if not isinstance(value, dict):
            return value
        if "$use" in value:
            made = json.loads(json.dumps(self.expand("$" + value["$use"], lets)))
            for path, item in value.get("set", {}).items():
                at = made
                *inner, last = path.split(".")
                for key in inner:
                    at = at.setdefault(key, {})
                at[last] = self.expand(item, lets)
            return made
        return {key: self.expand(item, lets) for key, item in value.items()}

    def view(self):
        status, answer, _ = self.world.admin.get("/api/cases/" + self.case)
        assert status == 200, (status, answer)
        panels.keeps_back(checks, answer, "case " + self.case)
        return answer

    def poll_id(self):
        return self.view()["consultation"]["poll_id"]

    def play(self, steps, lets, where):
        for number, raw in enumerate(steps, 1):
            here = "%s/%d" % (where, number)
            if "play" in raw:
                self.play(self.parts[raw["play"]], {**lets, **self.expand(raw.get("with", {}), lets)}, here + ":" + raw["play"])
                continue
            try:
                self.step(self.expand(raw, lets), here)
            except Exception as error:
                raise AssertionError("%s %s\n  %r" % (here, json.dumps(raw, ensure_ascii=False)[:200], error)) from error

    def step(self, step, here):
        for kind in ("start", "do", "message", "clock", "residents", "institutions", "committees", "expect", "case"):
            if kind in step:
                return getattr(self, "do_" + kind)(step, here)
        assert "note" in step, "a step that this player does not know"

    def send(self, client, kind, args, step, ticket=None):
        status, answer, _ = client.command(kind, args, ticket=ticket)
        refused = step.get("refused")
        if refused is None:
            assert status == 200, (status, answer)
            return answer["reply"]
        assert status >= 400, "was accepted"
        if "code" in refused:
            assert answer["error"]["code"] == refused["code"], answer
        if "clause" in refused:
            assert refused["clause"] in answer["error"]["clause"] + " " + answer["error"]["where"], answer
        return None

    def actor(self, name):
        if ":" in name:
            role, place = name.split(":", 1)
            community = place if re.fullmatch(r"\d{12}", place) else ""
            return self.world.seated(role, "" if community else place, community)
        return self.world.login(name)

    def do_start(self, step, here):
        reply = self.send(self.actor(step["as"]), "StartCase", {"process": step["start"], "variables": step.get("variables", {})}, step)
        if reply:
            self.case = reply["case_id"]

    def do_do(self, step, here):
        waiting = [w for w in self.view()["waiting"] if w.get("element") == step["do"] and w["kind"] != "timer"]
        for key in ("body", "community"):
            if key in step:
                waiting = [w for w in waiting if w[key] == step[key]]
        assert waiting, "no open task " + step["do"]
        for wait in waiting if step.get("every") else waiting[:1]:
            client = self.actor(step["as"]) if "as" in step else self.world.seated(wait["role"], wait["body"], wait["community"])
            status, view, _ = client.get("/api/tasks/" + wait["task_id"])
            assert status == 200, (status, view)
            checks.that(wait["task_id"] in [t["id"] for t in client.get("/api/home")[1]["tasks"]], here + ": the task is on the home page")
            panels.look(checks, wait, view, here)
            args = {"task": wait["task_id"], "token_version": view["task"]["version"], "outcome": step.get("outcome", ""), "data": step.get("data", {})}
            ticket = None
            if view["sign"]:
                args["text_hash"] = view["sign"]["text_hash"]
                status, answer, _ = client.command("CompleteTask", args)
                checks.equal((status, answer["error"]["code"]), (403, "signature_needs_password"), here + ": no signature without the password")
                ticket = client.ticket(self.world.accounts[step["as"]].get("password", "zhunru-demo") if "as" in step and step["as"] in self.world.accounts
                                       else next(a.get("password", "zhunru-demo") for i, a in self.world.accounts.items() if self.world.clients.get(i) is client))
            self.send(client, "CompleteTask", args, step, ticket)

    def do_message(self, step, here):
        self.send(self.actor(step["as"]), "CorrelateMessage", {"name": step["message"], "key": step.get("key", self.case), "payload": step.get("payload", {})}, step)

    def do_clock(self, step, here):
        move = step["clock"]
        if "wd" in move:
            # The end of the n-th working day, then some hours of the next.
            body = {"working_days": move["wd"] + 1}
        else:
            body = {"advance_ms": move["days"] * 86400000} if "days" in move else {"to": move["to"]}
        status, answer, _ = self.world.admin.post("/api/demo/clock", body)
        assert status == 200, (status, answer)

    def do_case(self, step, here):
        found = [c for c in self.world.admin.get("/api/cases?process=" + step["case"])[1]["cases"] if step.get("ended") or not c["ended"]]
        assert found, "no case of " + step["case"]
        self.case = found[0]["id"]

    def communities(self):
        return [c["community"] for c in self.view()["consultation"]["scope"]]

    def do_residents(self, step, here):
        wish = step["residents"]
        poll, left = self.poll_id(), wish["count"]
        survey = self.view()["consultation"]["kind"] == "survey"
        for community in self.communities():
            if left <= 0:
                break
            clerk = self.world.seated("station_clerk", "", community)
            view = clerk.get("/api/polls/" + poll)[1]
            for link in view["invitations"]:
                if left <= 0 or link["community"] != community or wish.get("stratum", link["stratum"]) != link["stratum"]:
                    continue
                path = "/api/invitations/" + link["path"].rsplit("/", 1)[1]
                phone = Client(self.world.server)
                phone.hello()
                states = [phone.get(path)[1]["state"] for _ in range(2)]
                if states == ["bound_elsewhere"] * 2:
                    continue  # used by somebody in an earlier step
                assert states == ["open"] * 2, states
                data = dict(wish["data"]) if "data" in wish else {"overall": wish.get("overall", "4"), "consent": True} if survey else {"stance": wish.get("stance", "agree"), "consent": True, "comment": "楼道里说一声就行"}
                status, answer, _ = phone.post(path + "/answer", {"id": secrets.token_hex(8), "data": data})
                assert status == 200, (status, answer)
                checks.that(answer["receipt"]["counted"], here + ": the answer counts")
                self.world.devices.append((phone, path))
                left -= 1
        for account, known in list(self.world.accounts.items()):
            # The others were asked by name: they answer in their own accounts.
            if left > 0 and known["community"] in self.communities() and set(known["roles"]) & {"resident", "resident_rep"}:
                self.answer(self.world.login(account), poll, data)
                left -= 1
        assert left <= 0, "%d answers could not be given: no more links" % left
        phone, path = self.world.devices[-1]
        stranger = Client(self.world.server)
        stranger.hello()
        checks.equal(stranger.get(path)[1]["state"], "bound_elsewhere", here + ": an answered link is bound to its phone")
        checks.equal(phone.get(path)[1]["state"], "answered", here + ": the own phone may change its answer")

    def answer(self, client, poll, data):
        status, answer, _ = client.post("/api/polls/%s/answer" % poll, {"id": secrets.token_hex(8), "data": data})
        assert status == 200, (status, answer)

    def do_institutions(self, step, here):
        poll = self.poll_id()
        stance = {"stance": step["institutions"].get("stance", "agree"), "consent": True}
        for community in self.communities():
            self.answer(self.world.seated("station_clerk", "", community), poll, stance)
        for account, known in list(self.world.accounts.items()):
            if set(known["roles"]) & {"street_voice", "social_org", "applicant_clerk", "member_dept"}:
                client = self.world.login(account)
                client.post("/api/polls/%s/answer" % poll, {"id": secrets.token_hex(8), "data": stance})

    def do_committees(self, step, here):
        wish, poll = step["committees"], self.poll_id()
        for community in self.communities():
            stance = wish.get("except", {}).get(community, wish.get("stance", "agree"))
            if stance != "silent":
                self.answer(self.world.seated("rc_chair", "", community), poll, {"stance": stance, "consent": True})

    def do_expect(self, step, here):
        wish, view = step["expect"], self.view()
        if "open" in wish:
            opened = sorted({w["element"] for w in view["waiting"] if w["kind"] != "timer"})
            checks.equal(opened, sorted(set(wish["open"])), here + ": open steps")
        if "end" in wish:
            checks.equal(view["card"]["end"], wish["end"], here + ": end")
        for kind, number in wish.get("documents", {}).items():
            checks.equal(len([d for d in view["documents"] if d["kind"] == kind and not d["void"]]), number, here + ": documents " + kind)
        if "poll" in wish and "state" in wish["poll"]:
            checks.equal(view["consultation"]["status"], wish["poll"]["state"], here + ": poll")
            if wish["poll"]["state"] == "open":
                checks.that(view["consultation"]["totals"] is None and view["consultation"]["residents"] is None, here + ": no counts while it is open")


def public_side(server):
    """After the cases: everybody reads, nothing personal is there, the ledger recounts."""
    import hashlib
    visitor = Client(server)
    visitor.hello()
    status, home, _ = visitor.get("/api/public/home")
    checks.equal(status, 200, "the public page needs no account")
    for decision in home["decisions"]:
        status, item, _ = visitor.get("/api/public/items/" + decision["case_id"])
        checks.equal(status, 200, "the item of a decision is public")
        status, document, _ = visitor.get("/api/documents/" + decision["document_id"])
        checks.equal(hashlib.sha256(document["document"]["canonical"].encode()).hexdigest(), document["document"]["sha256"], "the digest can be recomputed")
        status, page, _ = visitor.get("/d/" + decision["document_id"])
        checks.that(status == 200 and document["document"]["sha256"].encode() in page and b"<svg" in page, "the document's page shows digest and QR code")
        text = json.dumps([item, document], ensure_ascii=False)
        checks.that("楼道里说一声就行" not in text and "RS-" not in text, "no resident's words or account in public")
    previous, number = "0" * 64, 0
    while True:
        entries = visitor.get("/api/public/ledger?from=%d" % (number + 1))[1]["entries"]
        if not entries:
            break
        for entry in entries:
            number += 1
            checks.equal(hashlib.sha256((previous + entry["body"]).encode()).hexdigest(), entry["hash"], "ledger entry %d" % number)
            previous = entry["hash"]
    checks.that(number > 0, "the ledger has entries")


def main():
    import subprocess
    program = sys.argv[1]
    for path in sys.argv[2:]:
        name, lets, parts, steps = read(path)
        with Server(program) as server:
            world = World(server)
            try:
                Player(world, name, lets, parts).play(steps, lets, name)
            except AssertionError as error:
                checks.that(False, str(error))
            public_side(server)
            before = world.admin.get("/api/health")[1]["seq"]
            checks.equal(server.stop(), 0, name + ": the server ends well")
        verify = subprocess.run([program, "verify", "--data", server.data, "--decide"], capture_output=True, text=True)
        checks.equal(verify.returncode, 0, name + ": verify --decide " + verify.stdout + verify.stderr)
        print("%s: %d records" % (name, before), flush=True)
    return checks.done()


if __name__ == "__main__":
    sys.exit(main())
