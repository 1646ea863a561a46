"""The home page: by due date with overdue first, search and filters, export to CSV and spreadsheet. Usage: home.py PROGRAM"""
import csv
import io
import os
import sys
import urllib.parse
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "security"))
from harness import Checks, Client, Server  # noqa: E402

checks = Checks("home")


def main():
    with Server(sys.argv[1]) as server:
        visitor = Client(server)
        visitor.hello()
        accounts = visitor.get("/api/demo/accounts")[1]["accounts"]
        office = Client(server).login(next(a["id"] for a in accounts if "office_clerk" in a["roles"] and a["body"] == "K0102-coord"))
        clerk = Client(server).login(next(a["id"] for a in accounts if "applicant_clerk" in a["roles"] and a["body"].startswith("K0102-")))
        for _ in range(3):
            checks.equal(clerk.command("StartCase", {"process": "T01", "variables": {}})[0], 200, "started")
        # Publications of lists come due: the office has tasks with dates.
        status, answer, _ = visitor.post("/api/demo/clock", {"to": "2027-03-01T09:00:00+08:00"})
        checks.equal(status, 200, "the clock is moved: %s" % answer)

        home = office.get("/api/home")[1]
        tasks = home["tasks"]
        checks.that(len(tasks) > 0, "the office has tasks")
        keys = [(not t["overdue"], t["due"] or "9") for t in tasks]
        checks.equal(keys, sorted(keys), "overdue first, then by due date")
        checks.that(home["counts"]["overdue"] == sum(t["overdue"] for t in tasks) > 0, "overdue ones are counted")
        checks.that({"T01", "T08"} <= {p["id"] for p in home["filters"]["processes"]} and len(home["filters"]["places"]) == 8, "what can be picked")

        def some(client, **filters):
            return client.get("/api/home?" + urllib.parse.urlencode(filters))[1]
        checks.equal(len(some(office, process="T01")["tasks"]), 0, "none of another process")
        checks.equal(len(some(office, process="T08")["tasks"]), len(tasks), "all of theirs")
        checks.equal(len(some(office, due="overdue")["tasks"]), home["counts"]["overdue"], "only overdue ones")
        checks.equal(len(some(office, q="没有这样的词")["tasks"]), 0, "search without a hit")
        title = tasks[0]["case_title"]
        checks.that(any(t["id"] == tasks[0]["id"] for t in some(office, q=title[:4])["tasks"]), "search by title")
        checks.equal((len(some(office, place="990102")["tasks"]), len(some(office, place="990203")["tasks"])), (len(tasks), 0), "by place")
        checks.equal(len(some(office, place="990100")["tasks"]), len(tasks), "a city holds its counties")
        mine = some(clerk)["cases"]
        checks.equal(len(mine), 3, "own cases")
        checks.equal(mine[0]["title"], "准入申请审批 · 未命名事项", "a case without an item yet says so")
        checks.equal((len(some(clerk, state="open")["cases"]), len(some(clerk, state="ended")["cases"])), (3, 0), "by state")

        status, data, headers = office.get("/api/home/export?what=tasks&format=csv")
        checks.that(status == 200 and data.startswith(b"\xef\xbb\xbf") and "attachment" in headers["content-disposition"], "CSV with a byte order mark")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        checks.equal((rows[0][:3], len(rows) - 1), (["案件编号", "案件", "步骤"], len(tasks)), "one line a task")
        english = list(csv.reader(io.StringIO(office.get("/api/home/export?what=tasks&format=csv&lang=en&due=overdue")[1].decode("utf-8-sig"))))
        checks.equal((english[0][1], len(english) - 1), ("Case", home["counts"]["overdue"]), "in English, with the filter")
        status, data, headers = clerk.get("/api/home/export?what=cases&format=xlsx")
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            strings = book.read("xl/sharedStrings.xml").decode()
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        checks.that("未命名事项" in strings and sheet.count("<row ") == 4, "a spreadsheet with a head and three lines")
        checks.equal(office.get("/api/home/export?what=tasks&format=exe")[0], 400, "other formats are refused")
        checks.equal(visitor.get("/api/home/export?what=tasks&format=csv")[0], 401, "not for visitors")
        checks.equal(server.stop(), 0, "the server ends well")
    return checks.done()


sys.exit(main())
