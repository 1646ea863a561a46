"""Complaints and refusals (T09, T09R): a number at once, words of who complained stay out of the log and of the public, the office
reads them, order and answer are public."""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "security"))
from harness import Checks, Client, Server  # noqa: E402

SECRET = "排队一个多小时,工作人员态度很差"


def act(client, element, outcome, data):
    task = [t for t in client.get("/api/home")[1]["tasks"] if t["element"] == element][0]
    answer = client.command("CompleteTask", {"task": task["id"], "token_version": task["version"], "outcome": outcome, "data": data})
    if answer[0] != 200:
        print(answer[1])
    return answer


def main():
    checks = Checks("complaints")
    with Server(sys.argv[1]) as server:
        resident = Client(server).login("RS-990102001001")
        chair = Client(server).login("RC-990102001001")
        clerk = Client(server).login("K0102-a-zj")
        office = Client(server).login("K0102-u1")
        visitor = Client(server)
        visitor.hello()
        offers = lambda who: [s["process"] for s in who.get("/api/home")[1]["start"]]  # noqa: E731
        checks.equal((offers(resident), offers(chair), offers(clerk)), (["T09"], ["T09", "T09R"], ["T01"]), "who may begin what")
        form = resident.get("/api/processes/T09/start")[1]["form"]
        checks.equal([c["key"] for c in form["components"]], ["kind", "about", "text", "wish", "community", "files"], "the form of a complaint")
        status, wrong, _ = resident.command("StartCase", {"process": "T09", "variables": {"kind": "service", "about": "登记点"}})
        checks.equal((status, wrong["error"]["code"]), (422, "invalid-data"), "a complaint without words is refused")
        status, begun, _ = resident.command("StartCase", {"process": "T09", "variables": {"kind": "service", "about": "登记点排队", "text": SECRET}})
        checks.equal(status, 200, "a complaint is taken")
        case = begun["reply"]["case_id"]
        view = resident.get("/api/cases/" + case)[1]
        checks.equal(view["card"]["case_no"], "澄社协诉〔2026〕1号", "numbered at once")
        said = lambda view: json.dumps(view["panels"], ensure_ascii=False)  # noqa: E731
        checks.that(SECRET in said(view), "who complained reads the own words")
        checks.that(SECRET in said(office.get("/api/cases/" + case)[1]), "the office reads them")
        checks.that(SECRET not in said(chair.get("/api/cases/" + case)[1]), "the committee does not")
        shown = visitor.get("/api/public/complaints")[1]["complaints"]
        checks.equal([(c["number"], c["community_name"], c["kind_name_en"], c["ended"]) for c in shown], [("澄社协诉〔2026〕1号", "晴川社区", "Bad service", False)], "it is listed in public")
        public = json.dumps([shown, visitor.get("/api/public/items/" + case)[1], visitor.get("/api/public/documents")[1]], ensure_ascii=False)
        checks.that(SECRET not in public and "RS-9901" not in public, "neither words nor names are public")
        checks.equal(act(office, "N2", "answer", {"finding": "partly", "text": "已增设一个窗口,并公布空闲时段。"})[0], 200, "the office answers")
        texts = json.dumps(visitor.get("/api/public/items/" + case)[1], ensure_ascii=False)
        checks.that("complaint_answer" in texts, "the answer is public")

        # Without an account.
        status, taken, _ = visitor.post("/api/public/complaints", {"id": "complaint-1", "community": "990102001001", "kind": "data", "text": SECRET + "第二次"})
        checks.equal((status, taken.get("number")), (200, "澄社协诉〔2026〕2号"), "a complaint without an account: %s" % taken)
        again = visitor.post("/api/public/complaints", {"id": "complaint-1", "community": "990102001001", "kind": "data", "text": SECRET + "第二次"})[1]
        checks.equal((again["number"], again["token"]), (taken["number"], taken["token"]), "sent twice it is one")
        other = Client(server)
        other.hello()
        status, mine, _ = other.get("/api/complaints/" + taken["token"])
        checks.equal((status, mine["number"], mine["text"]), (200, taken["number"], SECRET + "第二次"), "the link shows it on any phone")
        checks.equal(other.get("/api/complaints/" + taken["token"][:-1] + "x")[0], 404, "a wrong link shows nothing")
        checks.equal(other.post("/api/complaints/find", {"number": taken["number"], "code": taken["code"]})[1]["token"], taken["token"], "number and code give the link")
        checks.equal(other.post("/api/complaints/find", {"number": taken["number"], "code": "000000000000"})[0], 404, "not the number alone")
        checks.equal(other.get("/api/complaints/" + case + "~" + taken["token"].split("~")[1])[0], 404, "the mark is of one case only")
        checks.that(SECRET + "第二次" in said(office.get("/api/cases/" + taken["case_id"])[1]), "the office reads the words")
        everything = json.dumps([visitor.get("/api/public/complaints")[1], visitor.get("/api/public/items/" + taken["case_id"])[1], visitor.get("/api/public/ledger")[1]], ensure_ascii=False)
        checks.that("第二次" not in everything and taken["code"] not in everything and "public:" not in everything, "in public neither words nor code")
        checks.equal(visitor.post("/api/public/complaints", {"id": "complaint-2", "community": "990102009999", "kind": "data", "text": SECRET})[0], 400, "of a community that there is")
        checks.equal(visitor.post("/api/public/complaints", {"id": "complaint-3", "community": "990102001001", "kind": "data", "text": "短"})[0], 422, "with words")
        answers = [visitor.post("/api/public/complaints", {"id": "complaint-x%d" % i, "community": "990102001001", "kind": "other", "text": SECRET})[0] for i in range(6)]
        checks.that(answers[0] == 200 and answers[-1] == 429, "not without end: %s" % answers)

        status, begun, _ = chair.command("StartCase", {"process": "T09R", "variables": {"body": "C01-ga", "about": "反诈软件安装数量周报"}})
        refused = begun["reply"]["case_id"]
        checks.equal((status, chair.get("/api/cases/" + refused)[1]["card"]["case_no"]), (200, "澄社协拒〔2026〕1号"), "a refusal is numbered at once")
        task = [t for t in office.get("/api/home")[1]["tasks"] if t["element"] == "R2"][0]
        panels = office.get("/api/tasks/" + task["id"])[1]["panels"]
        checks.that("云汐市公安局" in json.dumps(panels, ensure_ascii=False), "the office sees which body")
        checks.equal(act(office, "R2", "supervise", {"body": "C01-ga", "text": "该事项没有准入决定,请立即停止。"})[0], 200, "ordered to stop")
        checks.equal(act(Client(server).login("C01-a-ga"), "R5", "done", {"text": "已停止要求社区报送安装数量。"})[0], 200, "the body stops")
        checks.equal(act(office, "R6", "confirm", {"text": "居委会确认不再要求报送。"})[0], 200, "the office checks")
        checks.equal([c["ended"] for c in visitor.get("/api/public/complaints")[1]["complaints"] if c["case_id"] in (case, refused)], [True, True], "both have ended")
        gaps = [c["id"] for c in visitor.get("/api/clauses")[1]["clauses"] if "T09" in (c["not_yet"] or "")]
        checks.equal(gaps, [], "no clause says any more that T09 is missing")
        checks.equal(server.stop(), 0, "the server ends well")
    log = pathlib.Path(server.data, "log.sqlite").read_bytes() + b"".join(p.read_bytes() for p in pathlib.Path(server.data).glob("log.sqlite-*"))
    checks.that(SECRET.encode() not in log, "the words never entered the log")
    return checks.done()


sys.exit(main())
