"""The page of clauses: all 58 with exact words, what the product must do and where it does it. What the files under workflows/ say is
read here a second time, with regular expressions, and must be found in the answer. Usage: clauses.py PROGRAM"""
import glob
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "security"))
from harness import Checks, Client, Server  # noqa: E402

checks = Checks("clauses")
WORKFLOWS = os.path.join(HERE, "..", "..", "workflows")


def named(pattern, files):
    """{(clause code, resource)} as the files say."""
    out = set()
    for path in glob.glob(os.path.join(WORKFLOWS, files)):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        resource = os.path.basename(os.path.dirname(path)).split("-")[0] if path.endswith(".bpmn") else os.path.basename(path).split(".")[0]
        for clause in re.findall(pattern, text):
            out |= {(code, resource) for code in re.findall(r"\d(?:\.\d)?-[a-z]", clause)}
    return out


def main():
    with Server(sys.argv[1]) as server:
        visitor = Client(server)
        visitor.hello()
        status, answer, _ = visitor.get("/api/clauses")
        checks.equal(status, 200, "anybody may read the clauses")
        clauses = {c["id"]: c for c in answer["clauses"]}
        checks.equal(sorted(c["req"] for c in answer["clauses"]), ["R%02d" % n for n in range(1, 59)], "R01 to R58, each once")
        checks.equal(sorted(q["id"] for q in answer["questions"]), sorted("G%d" % n for n in range(1, 22)), "G1 to G21")
        for id, clause in clauses.items():
            for key in ("text", "text_en", "do", "do_en", "type", "state"):
                checks.that(isinstance(clause[key], str) and clause[key], "%s has %s" % (id, key))
            checks.that(re.search(r"[一-鿿]", clause["text"] + clause["do"]), id + " is in Chinese")
            carriers = [c for c in clause["carried_out"] if c["kind"] != "setting"]
            checks.equal(clause["state"] == "not_yet", not carriers, id + " is carried out, or says that it is not")
            checks.equal(clause["state"] == "whole", bool(carriers) and not clause["not_yet"], id + " says what is missing")
            checks.equal(bool(clause["not_yet"]), bool(clause["not_yet_en"]), id + " says it in English too")
            if clause["state"] == "not_yet":
                checks.that(clause["not_yet"], id + " says what is not there yet")
            for carrier in clause["carried_out"]:
                checks.that(all(carrier[k] for k in ("what", "what_en", "where", "where_en")), "%s: %s" % (id, carrier))
        said = named(r'<zhunru:(?:note|outcome)[^>]*?clause="([^"]*)"', "T*/process.bpmn")
        checks.that(len(said) > 30, "the processes name clauses: %d" % len(said))
        for clause, process in sorted(said):
            where = [c["where"] for c in clauses.get(clause, {"carried_out": []})["carried_out"] if c["kind"] == "process"]
            checks.that(any(w.startswith("流程 %s " % process) for w in where), "%s is carried out by process %s" % (clause, process))
        forms = named(r'"clause":\s*"([^"]*)"', "T*/*.form.json")
        for clause, form in sorted(forms):
            where = [c["where"] for c in clauses.get(clause, {"carried_out": []})["carried_out"] if c["kind"] == "form"]
            checks.that(any(w.startswith("表单 %s " % form) for w in where), "%s is carried out by form %s" % (clause, form))
        for clause in ("2.1-g", "2.2-g", "2.4-c"):
            checks.that(any("红线" in c["where"] for c in clauses[clause]["carried_out"]), clause + " is carried out by the red lines")
        for clause, table in (("2.2-c", "D4"), ("2.3-b", "D5"), ("2.3-f", "score"), ("2.3-g", "D11"), ("2.2-i", "D10")):
            checks.that(any(c["where"].startswith("规则 " + table) for c in clauses[clause]["carried_out"]), "%s by table %s" % (clause, table))
        print(json.dumps(answer["counts"]))
        checks.equal(answer["counts"]["clauses"], 58, "counted")
    return checks.done()


sys.exit(main())
