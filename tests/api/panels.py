"""What the screen of a task must hold so that its person can decide on a phone without leaving it, and what it must keep back.
Called for every task that a scenario completes over HTTP (scenario_http.py)."""
import re

# Those who review, decide, sign, publish, evaluate, close: they see the whole case.
DECIDERS = re.compile(r"^(S11b?|S12|S13|S15|S16[a-d]|S19|S21|L2|E3|V1|V3[ab]|X1|X2[a-e]|X4)$")
# From this step on: what exists by then.
FROM = {"consultation": r"^(S1[1-9]|S2|L2)", "burden": r"^(S1[1-9]|S2|L2)", "opinion": r"^(S1[1-9]|S2)", "reviews": r"^(S19|S21)$",
        "appraisal": r"^(S12|S13|S15|S16|S19|S21)"}


def walk(value, visit, path=""):
    if isinstance(value, dict):
        visit(value, path)
        for key, item in value.items():
            walk(item, visit, path + "." + key)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            walk(item, visit, "%s[%d]" % (path, number))


def keeps_back(checks, answer, here):
    """No raw figure and no answer of residents in anything that a task or case sends."""
    hidden = {"$hidden": True}

    def visit(context, path):
        if "population" in context and "counts" in context:
            checks.equal(context["counts"], hidden, here + path + ": counts of a stratum")
        if "resident_answers" in context:
            checks.equal(context["resident_answers"], hidden, here + path + ": number of residents' answers")
            for row in context.get("counts") or []:
                if row["class"] == "residents":
                    checks.equal([row[k] for k in ("answered", "agree", "disagree")], [hidden] * 3, here + path + ": residents' stances")
        if "poll" in context and "channel" in context:
            checks.equal(context.get("data"), hidden, here + path + ": an answer on its way")
    walk(answer, visit)


def look(checks, wait, view, here, small=5):
    element, panels = wait["element"], view["panels"]
    keeps_back(checks, view, here)
    for panel in panels:
        for row in panel.get("rows", []) if panel["kind"] == "facts" else []:
            checks.that(row["k"] and row["v"], "%s %s: an empty row %s" % (here, element, row))
    figures = [int(n) for p in panels if p.get("title") == "征求意见结果" for r in p["rows"] if r["k"] == "居民" for n in re.findall(r"\d+", r["v"])]
    checks.that(all(n == 0 or n >= small for n in figures), "%s %s: a small figure of residents %s" % (here, element, figures))
    if element == "E2":
        checks.that(not [p for p in panels if p["kind"] in ("documents", "rule", "burden")], here + " E2: papers before the declaration")
        return
    if not DECIDERS.match(element):
        return
    kinds = [p["kind"] for p in panels]
    titles = [p.get("title") for p in panels]
    where = "%s %s" % (here, element)
    checks.that("facts" in kinds and any(t and "工作内容" in t for t in titles), where + ": facts of the item %s" % titles)
    checks.that(any(t and "三个有利于" in t for t in titles), where + ": three benefits")
    rules = {p["title"]: p for p in panels if p["kind"] == "rule"}
    for title in ("清单比对", "红线检查", "由谁审批"):
        checks.that(title in rules, "%s: rule %s" % (where, title))
    for title, rule in rules.items():
        for hit in rule["hits"]:
            checks.that(hit["id"] and hit["clause"] and hit["text"] and hit["text_en"], "%s: %s %s" % (where, title, hit))
    routed = rules.get("由谁审批", {})
    checks.that("协调" in routed.get("outcome_name", "") or "领导" in routed.get("outcome_name", ""),
                "%s: who decides is said by name, got %s" % (where, routed.get("outcome_name")))
    documents = {d["kind"]: d for p in panels if p["kind"] == "documents" for d in p["documents"]}
    for document in documents.values():
        checks.that(document["number"] and re.fullmatch(r"[0-9a-f]{64}", document["sha256"]), "%s: %s" % (where, document))
    for what, pattern in FROM.items():
        if not re.match(pattern, element):
            continue
        if what == "burden":
            rows = [r for p in panels if p["kind"] == "burden" for r in p["rows"]]
            checks.that(rows and all(r["before"] is not None and r["after"] is not None for r in rows), where + ": burden before and after")
        elif what == "consultation":
            result = [p for p in panels if p.get("title") == "征求意见结果"]
            checks.that(result and any("居委会" in r["k"] for r in result[0]["rows"]), where + ": what was answered")
        elif what == "reviews":
            reviews = [p for p in panels if p.get("title") == "审查会签意见"]
            checks.that(reviews and len(reviews[0]["rows"]) >= 3, where + ": reviews")
        elif what == "opinion":
            checks.that("consultation_opinion" in documents, where + ": the opinion with its number")
        elif what == "appraisal":
            checks.that("appraisal" in documents, where + ": the appraisal with its number")
    if element == "S21":
        votes = [p for p in panels if p.get("title") == "回避与表决"]
        checks.that(votes and any(r["v"] == "赞成" for r in votes[0]["rows"]), where + ": votes by body")
