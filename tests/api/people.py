"""Accounts, bodies and communities from a spreadsheet: the dry run says line by line what would happen; all or nothing; colleagues are
invited by a one-time link into the own body only."""
import base64
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "security"))
from harness import Checks, Client, Server  # noqa: E402

HEAD = "account,label,level,role,body,community,provider,disabled\n"


def main():
    checks = Checks("people")
    with Server(sys.argv[1]) as server:
        admin = Client(server).login("SYS-admin")
        clerk = Client(server).login("K0102-a-zj")
        count = [0]

        def send(what, text, dry=True, reason="年度更新", who=admin):
            count[0] += 1
            return who.post("/api/admin/import/" + what, {"id": "import-%04d" % count[0], "text": text, "dry_run": dry, "reason": reason})

        checks.equal(send("accounts", HEAD, who=clerk)[0], 403, "not for clerks")
        status, data, headers = admin.get("/api/admin/import/accounts/template?format=csv&lang=en")
        checks.that(status == 200 and HEAD.strip() in data.decode("utf-8-sig") and "K0102-a-zj" in data.decode(), "the template holds what is there")
        same = send("accounts", data.decode("utf-8-sig"))[1]
        checks.equal((same["counts"]["error"], same["counts"]["add"], same["counts"]["change"]), (0, 0, 0), "the template read back changes nothing")
        checks.equal(admin.get("/api/admin/import/bodies/template?format=xlsx")[0], 200, "as a spreadsheet too")

        new = HEAD + "x-1,新来的经办,L3,applicant_clerk,K0102-zj,,,\nx-1,新来的经办,L3,applicant_finance,K0102-zj,,,\nK0102-a-zj,改名的经办,L3,applicant_clerk,K0102-zj,,,\n"
        wrong = new + "x 2,坏账号,L9,boss,K9999-zj,123,,\n"
        answer = send("accounts", wrong, dry=False)[1]
        checks.equal((answer["applied"], answer["counts"]["error"]), (False, 1), "one bad line and nothing is done")
        checks.equal([p["field"] for p in answer["rows"][3]["problems"]], ["account", "role", "level", "body", "community"], "each reason by its field")
        checks.equal(answer["rows"][3]["line"], 5, "by the line of the file")
        dry = send("accounts", new)[1]
        checks.equal(([r["change"] for r in dry["rows"]], dry["applied"]), (["add", "same", "change"], False), "the dry run tells")
        checks.equal(dry["rows"][2]["fields"][0]["after"], "改名的经办", "and what would change")
        checks.that(not any(a["id"] == "x-1" for a in admin.get("/api/accounts")[1]["accounts"]), "but writes nothing")
        checks.equal(send("accounts", new, dry=False)[1]["applied"], True, "then it is done")
        made = [a for a in admin.get("/api/accounts")[1]["accounts"] if a["id"] == "x-1"][0]
        checks.equal((made["has_password"], [s["role"] for s in made["seats"]]), (False, ["applicant_clerk", "applicant_finance"]), "two lines are two seats")
        checks.equal(send("accounts", HEAD.replace("level", "grade"))[0], 400, "unknown columns are refused by name")

        body = "id,name,kind,type,level,place\nK0102-xx,澄湖区新设局,department,gov,county,990102\nK0102-zj,澄湖区住建局,,,,\n"
        answer = send("bodies", body, dry=False)[1]
        checks.equal(([r["change"] for r in answer["rows"]], answer["applied"]), (["add", "change"], True), "bodies are added and changed")
        register = admin.get("/api/registers/bodies")[1]
        record = {r["id"]: r for r in register["records"]}
        checks.equal((record["K0102-xx"]["name"], record["K0102-zj"]["name"], record["K0102-zj"]["type"]), ("澄湖区新设局", "澄湖区住建局", "gov"), "empty cells leave what was there")
        answer = send("communities", "code,name,street,households\n990102001001,晴川社区,990102001,3001\n99010200100,短,990102001,x\n", dry=False)[1]
        checks.equal(([r["change"] for r in answer["rows"]], answer["applied"]), (["change", "error"], False), "a place with a bad code stops all")

        # A spreadsheet file, with the headings in Chinese, as it was downloaded.
        def send_file(what, data, dry=True):
            count[0] += 1
            return admin.post("/api/admin/import/" + what, {"id": "import-%04d" % count[0], "file": base64.b64encode(data).decode(), "dry_run": dry, "reason": "年度更新"})
        book = admin.get("/api/admin/import/communities/template?format=xlsx")[1]
        same = send_file("communities", book)[1]
        checks.equal((same["counts"]["error"], same["counts"]["add"], same["counts"]["change"]), (0, 0, 0), "the XLSX read back changes nothing")
        checks.that(same["counts"]["same"] > 20, "and was read: %s" % same["counts"])
        gbk = send_file("accounts", "账号,称呼,岗位,单位\nK0102-a-zj,改回的经办,applicant_clerk,K0102-zj\n".encode("gb18030"))[1]
        checks.equal([f["after"] for f in gbk["rows"][0]["fields"] if f["field"] == "label"], ["改回的经办"], "CSV in GB 18030")
        checks.equal(send_file("accounts", book[:200])[0], 422, "a damaged file is refused")
        checks.equal(admin.post("/api/admin/import/accounts", {"id": "import-9999", "file": "***", "dry_run": True, "reason": ""})[0], 400, "so is what is no base64")

        checks.equal(clerk.get("/api/invitations/colleagues/posts")[1].get("posts"), [], "a clerk invites nobody: %s" % (clerk.get("/api/invitations/colleagues/posts"),))
        head = Client(server).login("K0102-h-zj")
        checks.equal(sorted(p["role"] for p in head.get("/api/invitations/colleagues/posts")[1]["posts"]), ["applicant_clerk", "applicant_finance", "applicant_head"], "a head three posts")
        chair = Client(server).login("RC-990102001001")
        checks.equal(chair.post("/api/invitations/colleagues", {"account": "x-10", "label": "站员", "role": "station_clerk"})[0], 200, "a committee's chair its station")
        station = [a for a in admin.get("/api/accounts")[1]["accounts"] if a["id"] == "x-10"][0]
        checks.equal([(s["role"], s["community"]) for s in station["seats"]], [("station_clerk", "990102001001")], "of the own community")
        checks.equal(head.post("/api/invitations/colleagues", {"account": "x-9", "label": "", "role": "office_clerk"})[0], 403, "not into another post")
        status, link, _ = head.post("/api/invitations/colleagues", {"account": "x-9", "label": "新同事", "role": "applicant_clerk"})
        checks.equal((status, link["valid_h"]), (200, 24), "a head invites a colleague")
        checks.equal(head.post("/api/invitations/colleagues", {"account": "x-9", "label": "", "role": "applicant_clerk"})[0], 409, "an account is given once")
        fresh = Client(server)
        fresh.hello()
        token = link["url"].rsplit("/", 1)[1]
        checks.equal(fresh.post("/api/password", {"token": token, "password": "correct horse battery"})[0], 200, "the colleague sets a password")
        checks.that(fresh.post("/api/password", {"token": token, "password": "another horse battery"})[0] != 200, "once")
        checks.equal([s["process"] for s in Client(server).login("x-9", "correct horse battery").get("/api/home")[1]["start"]], ["T01"], "and works for the own body")
        checks.equal(server.stop(), 0, "the server ends well")
    return checks.done()


sys.exit(main())
