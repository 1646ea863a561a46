"""The 25 cases of the sample region (workflows/registers/demo-cases) are there after the first start: each stands where its
state says, gaps are shown as "legacy, no record", and the public sees what was public. `zhunru import` again does nothing."""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "security"))
from harness import Checks, Client, Server  # noqa: E402

CASES = pathlib.Path(__file__).resolve().parents[2] / "workflows" / "registers" / "demo-cases"


def main():
    checks = Checks("legacy")
    program = sys.argv[1]
    with Server(program, cases=True) as server:
        visitor = Client(server)
        visitor.hello()
        records = {a["id"]: a for a in json.loads((CASES / "applications.json").read_text())["applications"]}
        decided = {a["decision"]["no"]: a["decision"] for a in records.values() if a.get("decision")}
        shown = visitor.get("/api/public/decisions")[1]["decisions"]
        checks.equal(sorted(d["number"] for d in shown), sorted(decided), "every recorded decision is public")
        checks.that(all(d["document_id"] is None and d["legacy"] for d in shown), "no document is made up for it")
        for decision in shown:
            item = visitor.get("/api/public/items/" + decision["case_id"])[1]
            votes = {v["body"]: v["vote"] for v in item["decision"]["votes"]}
            checks.equal(votes, decided[decision["number"]].get("votes_by_body", {}), decision["number"] + " votes")
        items = {i["item"]: i for i in visitor.get("/api/public/items")[1]["items"]}
        checks.that(all(i["case_id"].startswith("c") for i in items.values()), "entries of lists lead to the cases here")
        checks.equal(items["C03"]["scope_names"], ["澄湖区"], "a scope is named, not numbered")
        status, item, _ = visitor.get("/api/public/items/AP-2026-004")
        gaps = {m["key"] for m in item["legacy"]["missing"]}
        checks.equal((status, gaps), (200, set(records["AP-2026-004"]["missing"])), "what has no record is named")
        rows = [r for p in item["panels"] for r in p.get("rows", []) if r.get("v_en") == "legacy, no record"]
        checks.that(len(rows) == len(gaps) and all(r["v"] == "历史办理，无记录" for r in rows), "each gap says so in both languages")
        open_ = visitor.get("/api/public/home")[1]["consultations"]
        checks.equal([c["title"] for c in open_], ["居民心理健康筛查协助"], "one consultation is open")
        text = json.dumps(visitor.get("/api/public/items/AP-2026-006")[1], ensure_ascii=False)
        checks.that('"disagree"' not in text, "no stances while it is open (D12-1)")
        checks.equal(visitor.get("/api/public/items/AP-2026-012")[0], 404, "a returned draft is not public")

        office = Client(server).login("K0102-u1").get("/api/home")[1]
        checks.equal(sorted(t["element"] for t in office["tasks"]), ["V1", "V1", "X0e"], "the county's office has its tasks")
        applicant = Client(server).login("C01-a-mz").get("/api/home")[1]
        mine = {c["case_no"]: c for c in applicant["cases"]}
        checks.that({"AP-2026-001", "AP-2026-002"} <= set(mine) and all(c["legacy"] for c in mine.values()), "the unit sees its cases")
        lawyer = Client(server).login("C02-m-sf").get("/api/home")[1]
        checks.equal([(t["element"], t["due"][:10]) for t in lawyer["tasks"]], [("S16a", "2026-12-02")], "the review goes on with its clock")
        view = Client(server).login("C02-u1").get("/api/cases/" + lawyer["tasks"][0]["case_id"])[1]
        checks.equal((view["card"]["case_no"], view["legacy"]["missing"], view["incidents"]), ("AP-2026-025", [], []), "its record is whole")
        checks.that(any("历史案件导入" in line["what"] for line in view["timeline"]), "the timeline says that it was imported")
        chair = Client(server).login("RC-990102001001").get("/api/home")[1]
        checks.equal([p["title"] for p in chair["polls"]], ["居民心理健康筛查协助"], "the committee is asked")
        checks.equal(server.stop(), 0, "the server ends well")
    files = [str(CASES / "applications.json"), str(CASES / "evaluations.json")]
    again = subprocess.run([program, "import", "--data", server.data, "--dry-run"] + files, capture_output=True, text=True)
    checks.that(again.returncode == 0 and "would import 0,已在 here 25" in again.stdout, "importing again changes nothing: " + again.stdout[-200:])
    empty = Server(program).start()
    empty.stop()
    wrong = json.loads((CASES / "applications.json").read_text())
    wrong["applications"][0]["burden"]["index"]["990102001003"] = 99.9
    wrong["applications"][1]["applicant"] = "nobody"
    wrong["applications"][12]["check"]["hits"] = ["P1"]
    spoiled = pathlib.Path(server.data) / "spoiled.json"
    spoiled.write_text(json.dumps(wrong))
    dry = subprocess.run([program, "import", "--data", empty.data, "--dry-run", str(spoiled), files[1]], capture_output=True, text=True)
    checks.that(dry.returncode == 1 and "bodies 中没有准入单位 nobody" in dry.stdout, "a case without its unit is refused by name")
    checks.that("burden.990102001003 记录 99.9,今天 116.5" in dry.stdout and 'D2.hits 记录 ["P1"],今天 ["P9"]' in dry.stdout,
                "what today's rules say differently is listed")
    done = subprocess.run([program, "import", "--data", empty.data] + files, capture_output=True, text=True)
    checks.that(done.returncode == 0 and "imported 25" in done.stdout, "the import by hand: " + done.stdout[-200:] + done.stderr)
    sound = subprocess.run([program, "verify", "--data", empty.data, "--decide"], capture_output=True, text=True)
    checks.that(sound.returncode == 0, "the log with imported cases replays: " + sound.stdout[-300:] + sound.stderr)
    return checks.done()


sys.exit(main())
