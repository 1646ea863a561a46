#!/usr/bin/env python3
"""Writes every file of workflows/ as string literals into one C++ source (target zhunru_workflows_bundle).

Usage: bundle.py <workflows folder> <output.cpp>. README.md, scenarios and build files stay out. The output is only
rewritten when it changes, so that nothing is compiled again for nothing.
"""
import pathlib
import sys

CHUNK = 12_000  # bytes of one literal; compilers join neighbours
KEEP = {".dmn", ".bpmn", ".json", ".md", ".txt"}


def wanted(path):
    return path.suffix in KEEP and path.name != "README.md" and "scenarios" not in path.parts


def literal(text):
    parts = []
    while text:
        cut = min(CHUNK, len(text))
        parts.append('R"zhunru~(' + text[:cut] + ')zhunru~"')
        text = text[cut:]
    return "\n    ".join(parts) or '""'


def main():
    root, output = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    files = sorted((p.relative_to(root).as_posix(), p) for p in root.rglob("*") if p.is_file() and wanted(p.relative_to(root)))
    out = ['// Written by workflows/bundle.py at build time.', '#include "engine/rule/workflow_files.hpp"', "",
           "namespace zhunru::rule {", "namespace {", "", "const WorkflowFile files[] = {"]
    for name, path in files:
        text = path.read_text(encoding="utf-8")
        if ')zhunru~"' in text:
            raise SystemExit(f"{path}: holds the end mark of a literal")
        out.append(f'  {{"{name}",\n    {literal(text)}}},')
    out += ["};", "", "}  // namespace", "",
            "std::span<const WorkflowFile> embedded_workflow_files() { return files; }", "",
            "}  // namespace zhunru::rule", ""]
    new = "\n".join(out)
    if not output.exists() or output.read_text(encoding="utf-8") != new:
        output.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
