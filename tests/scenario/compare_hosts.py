#!/usr/bin/env python3
"""Runs a program natively and under node and compares the state hashes that it prints line by line.

Usage: compare_hosts.py NATIVE_PROGRAM NODE SCRIPT.js [ARGUMENT...], the arguments for both. Fails when a program fails, or when one line differs.
"""
import pathlib
import subprocess
import sys


def lines(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-4000:]}{done.stderr[-2000:]}")
    return done.stdout.splitlines()


def main():
    native, node, script = sys.argv[1:4]
    if not pathlib.Path(native).exists():
        sys.exit(f"{native} is missing: build the preset native first (cmake --build --preset native --target {pathlib.Path(native).name})")
    arguments = sys.argv[4:]
    here, there = lines([native, *arguments]), lines([node, script, *arguments])
    different = [pair for pair in zip(here, there) if pair[0] != pair[1]]
    for one, other in different[:20]:
        print(f"native {one}\n  wasm {other}")
    if different or len(here) != len(there):
        sys.exit(f"{len(different)} of {len(here)} lines differ (native {len(here)}, WebAssembly {len(there)})")
    print(f"{len(here)} lines of state hashes are the same natively and in WebAssembly")


if __name__ == "__main__":
    main()
