#!/usr/bin/env python3
"""Every Chinese sentence that a screen says through tr("…") has its word in every client/i18n/<lang>.json, with the
same {names}; and no dictionary holds a sentence that no screen says (states that come as data are listed below).
usage: words.py SOURCE_DIR        exit 1 and one line per finding"""
import json, pathlib, re, sys

SAID_BY_DATA = {"批准", "附条件批准", "试点准入", "不予批准", "退回", "元", "小时", "份", "次", "个", "人", "English", "中文"}
CALL = re.compile(r'\b(?:tr|c_\.tr|c\.tr)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')
WORD = re.compile(r'Word\{"[^"]*", "([^"]*)"')  # client/views/outcomes.cpp
NAMES = re.compile(r"\{(\w+)\}")

root = pathlib.Path(sys.argv[1])
said = {}
for path in sorted(root.glob("client/**/*.cpp")):
    text = path.read_text(encoding="utf-8")
    for call in CALL.finditer(text):
        words = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', call.group(1))).replace('\\"', '"')
        said.setdefault(words, f"{path.relative_to(root)}:{text.count(chr(10), 0, call.start()) + 1}")
    for word in WORD.findall(text):
        said.setdefault(word, str(path.relative_to(root)))

# What the kit says by itself (button names, dates): the members of kit::Strings.
kit = (root / "client/kit/strings.hpp").read_text(encoding="utf-8")
for words in re.findall(r'"([^"]*)"', re.sub(r"//.*", "", kit[kit.index("struct Strings"):])):
    if words not in ("", "zh-CN"):
        said.setdefault(words, "client/kit/strings.hpp")

findings = []
dictionaries = sorted(root.glob("client/i18n/*.json"))
for path in dictionaries:
    words = json.loads(path.read_text(encoding="utf-8"))
    for sentence, where in said.items():
        if sentence not in words:
            findings.append(f"{where}: {path.name} has no word for: {sentence}")
        elif sorted(NAMES.findall(sentence)) != sorted(NAMES.findall(words[sentence])):
            findings.append(f"{where}: {path.name} loses a {{name}} of: {sentence}")
    if not words.get("@name"):
        findings.append(f"{path.name}: has no @name")
    for sentence in words:
        if sentence.startswith("@"):
            continue
        if sentence not in said and sentence not in SAID_BY_DATA:
            findings.append(f"{path.name}: no screen says: {sentence}")
print("\n".join(findings))
if any("zh-Hant.json" in finding for finding in findings):
    print("tools/fill_words writes the words of zh-Hant.json once they stand in en.json")
print(f"{len(said)} sentences, {len(dictionaries)} dictionaries, {len(findings)} findings")
sys.exit(1 if findings or not said or not dictionaries else 0)
