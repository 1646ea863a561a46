#!/usr/bin/env python3
"""The house rules that a program can check, each with its reason. Prints file:line for every breach.

It reads text only: comments and string literals are blanked before code is looked at. It does not judge style
(clang-format does) nor whether a test tests anything; it only finds the known ways of not testing.
"""
import pathlib
import re
import subprocess
import sys

# --- Arrows: which engine folder may include which (docs/architecture.md, "Layers"). -------------------------------
LEAVES = {"base", "feel", "dmn", "model", "bpmn", "form", "register", "calendar", "poll", "document"}
WORDS = LEAVES | {"command", "event"}
ARROWS = {
    "base": set(),
    "feel": {"base"},
    "dmn": {"base", "feel"},
    "model": {"base", "feel"},
    "bpmn": {"base", "feel", "model"},
    "form": LEAVES, "register": LEAVES, "calendar": LEAVES, "poll": LEAVES, "document": LEAVES,
    "command": LEAVES, "event": WORDS,
    "state": WORDS,
    "rule": WORDS | {"state"},
    "": WORDS | {"state"},  # engine/engine.hpp: the contract that evolve and decide fulfil
    "evolve": WORDS | {"state", ""},
    "operation": WORDS | {"state", "rule", "evolve"},
    "decide": WORDS | {"state", "rule", "operation", "evolve", ""},
    "codec": WORDS | {"state"},
    "store": WORDS | {"state", "codec"},
}
# Headers that may be included against the arrow: plain structs that events and the state share word for word, and the
# byte archive, which knows no type of the state (the hashes of the state and of a command are taken over its bytes).
ARCHIVE = re.compile(r"^engine/codec/archive\.hpp$")
EXCEPTIONS = {"event": re.compile(r"^engine/state/(\w+_parts|absence)\.hpp$"), "state": ARCHIVE, "decide": ARCHIVE}
TOP_ARROWS = {  # which top folder may include which
    "engine": {"engine"},
    "workflows": {"engine", "workflows"},
    "server": {"engine", "workflows", "server"},
    "client": {"engine", "client"},
    "tools": {"engine", "workflows", "tools"},
    "tests": {"engine", "workflows", "server", "client", "tools", "tests"},
}
TOPS = set(TOP_ARROWS)
# Libraries that only these places may include; everything else keeps them behind its own types.
LIBRARIES = [
    (re.compile(r"^sqlite3"), ("engine/store/sqlite/", "client/", "server/", "tests/", "tools/"), "SQLite"),
    (re.compile(r"^(boost|openssl)/"), ("server/", "tests/", "tools/"), "Boost and OpenSSL"),
    (re.compile(r"^imgui"), ("client/", "tests/"), "Dear ImGui"),
    (re.compile(r"^emscripten"), ("client/", "tests/", "tools/"), "Emscripten"),
    (re.compile(r"^pugi"), ("engine/bpmn/", "engine/dmn/", "tests/", "tools/", "server/"), "XML"),
]

# --- Words that must not stand in the deterministic core. ---------------------------------------------------------
CORE_FORBIDDEN = [
    (r"\b(float|double)\b", "binary floating point differs between hosts; use base::Decimal or an integer"),
    (r"\bstd::unordered_\w+", "the order of an unordered container is not the same everywhere; use map or vector"),
    (r"\bstd::hash\b", "std::hash is not the same everywhere; use SHA-256"),
    (r"\b(system_clock|steady_clock|high_resolution_clock)\b|\bstd::time\b|\bgettimeofday\b|\bclock_gettime\b",
     "the core has no clock; time comes in with the command"),
    (r"\b(random_device|mt19937\w*|default_random_engine)\b|\bstd::s?rand\b", "the core has no randomness"),
    (r"\bstd::(thread|jthread|async|mutex|shared_mutex|condition_variable|atomic)\b", "the core has one thread"),
    (r"\b(getenv|setlocale)\b|\bstd::locale\b", "the core knows neither environment nor locale"),
    (r"#\s*include\s*<(fstream|iostream|filesystem|thread|random|locale|unordered_map|unordered_set)>",
     "the core does no input or output of its own"),
]
CORE_EXEMPT = ("engine/store/sqlite/", "engine/store/postgres/")

MAX_LINES = 500
CODE = (".cpp", ".hpp", ".h", ".c", ".js", ".mjs", ".ts", ".py", ".cmake", ".sh")
MARKERS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK|not imple" r"mented|stub" r"bed)\b", re.I)
NO_TEST = re.compile(r"\[\.\]|\[!mayfail\]|\[!shouldfail\]|\b(test|it|describe)\.skip|\bSKIP\(|\bSUCCEED\(\)|"
                     r"\b(REQUIRE|CHECK)\(true\)")
FOREIGN = re.compile(r"(^|/)(third_party|vendor|node_modules)/|\.(ttf|otf|woff2?)$|(^|/)sqlite3\.c$|"
                     r"(^|/)imgui[^/]*\.(cpp|h)$|catch_amalgamated")
URL = re.compile(r"\bhttps?://([A-Za-z0-9.-]+\.[A-Za-z]{2,})")
MIRROR = re.compile(r"\b(deb|security|registry|snapshot|ftp)\.[a-z0-9-]+\.(org|com|net|cn)\b")
# Names inside XML namespaces and schema ids (never fetched), reserved example names, and addresses of law texts.
URL_ALLOWED = re.compile(r"(^|\.)(omg\.org|w3\.org|openxmlformats\.org|bpmn\.io|camunda\.org|activiti\.org|flowable\.org|zeebe\.io|"
                         r"json-schema\.org|example(\.\w+)?|\w+\.example|\w+\.invalid|\w+\.test|gov\.cn)$")


def code_only(text):
    """The text with comments and the insides of literals blanked; line numbers stay."""
    blank = lambda m: re.sub(r"[^\n]", " ", m.group(0))
    pattern = r'R"(\w*)\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'|//[^\n]*|/\*(?:.|\n)*?\*/'
    keep_include = lambda m: m.group(0) if line_start_is_include(text, m.start()) else blank(m)
    return re.sub(pattern, keep_include, text)


def line_start_is_include(text, position):
    return text[text.rfind("\n", 0, position) + 1:position].strip().startswith("#include")


def engine_folder(path):
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else ""


def check_includes(path, code):
    top = path.split("/")[0]
    if top not in TOP_ARROWS:
        return
    for number, line in enumerate(code.split("\n"), 1):
        found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if not found:
            continue
        target = found.group(2)
        for pattern, places, name in LIBRARIES:
            if pattern.match(target) and not path.startswith(places):
                yield number, f"{name} may be included only in {', '.join(places)}"
        target_top = target.split("/")[0]
        if found.group(1) == "<" or target_top not in TOPS:
            continue
        if target_top not in TOP_ARROWS[top]:
            yield number, f"{top}/ must not include {target_top}/"
        elif top == "engine":
            own, other = engine_folder(path), engine_folder(target)
            if own not in ARROWS:
                yield number, f"engine/{own}/ is not in the table of layers (tests/tidy/tidy.py, docs/architecture.md)"
            elif other != own and other not in ARROWS[own] and not (
                    own in EXCEPTIONS and EXCEPTIONS[own].match(target)):
                yield number, f"wrong arrow: engine/{own}/ must not include engine/{other}/"


def check_core(path, code):
    if not path.startswith("engine/") or path.startswith(CORE_EXEMPT):
        return
    for number, line in enumerate(code.split("\n"), 1):
        for pattern, why in CORE_FORBIDDEN:
            found = re.search(pattern, line)
            if found:
                yield number, f"'{found.group(0).strip()}' in the engine core: {why}"


def check_text(path, text):
    lines = text.split("\n")
    if is_code(path) and len(lines) - 1 > MAX_LINES:
        yield MAX_LINES, f"{len(lines) - 1} lines; at most {MAX_LINES}: split it by reason to change"
    if path.endswith(".hpp"):
        if "#pragma once" not in text:
            yield 1, "a header needs #pragma once"
        if not re.match(r"\s*(#pragma once\s*)?(//|/\*)", text):
            yield 1, "a header opens with a comment: what it is for and what it refuses to do"
    for number, line in enumerate(lines, 1):
        if is_code(path) and MARKERS.search(line):
            yield number, f"unfinished by its own word: '{MARKERS.search(line).group(0)}'"
        if path.startswith("tests/") and is_code(path) and not path.startswith("tests/tidy/") and NO_TEST.search(line):
            yield number, f"a test that does not test: '{NO_TEST.search(line).group(0)}'"
        for found in URL.finditer(line):
            if not URL_ALLOWED.search(found.group(1)):
                yield number, f"a host's name in the repository: {found.group(1)}"
        if MIRROR.search(line):
            yield number, f"a mirror's name in the repository: {MIRROR.search(line).group(0)}"


def is_code(path):
    return path.endswith(CODE) or path.endswith("CMakeLists.txt")


def check_file(path, text):
    """All breaches of one file as (line, message)."""
    if path.endswith((".cpp", ".hpp", ".h", ".c")):
        code = code_only(text)
        yield from check_includes(path, code)
        yield from check_core(path, code)
    yield from check_text(path, text)


def main():
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], capture_output=True, check=True)
    breaches = files = 0
    for path in sorted(p for p in listed.stdout.decode().split("\0") if p):
        if not pathlib.Path(path).is_file():
            continue
        files += 1
        if FOREIGN.search(path) and not path.startswith("client/"):
            print(f"{path}:1: looks like a third-party file; those are fetched by tools/setup")
            breaches += 1
        try:
            text = pathlib.Path(path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures
        for line, message in check_file(path, text):
            print(f"{path}:{line}: {message}")
            breaches += 1
    print(f"tidy: {files} files, {breaches} breaches")
    return 1 if breaches or not files else 0


if __name__ == "__main__":
    sys.exit(main())
