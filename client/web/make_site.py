"""Puts the site together: static files, the program, the fallback font, the service worker's list, .br and .gz twins.

    make_site.py --web client/web --program DIR --site DIR [--compress] [--hb-subset PATH --font FILE]

Files that did not change are left alone, so that rebuilding is quick. Refuses to fetch anything.
"""
import argparse
import gzip
import hashlib
import json
import pathlib
import shutil
import subprocess

STATIC = ["index.html", "style.css", "boot.js", "manifest.webmanifest", "icon.svg"]
PROGRAM = ["zhunru.js", "zhunru.wasm"]


def put(target: pathlib.Path, data: bytes) -> bool:
    """Writes only what differs; says whether it did."""
    if target.exists() and target.read_bytes() == data:
        return False
    target.write_bytes(data)
    return True


def cut_font(site: pathlib.Path, hb_subset: str, font: str) -> None:
    """A font of the 6763 characters of GB/T 2312 and its signs, for devices without any Chinese font."""
    target = site / "font-zh.ttf"
    if target.exists():
        return
    chars = "".join(chr(c) for c in range(0x20, 0x7F))
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            chars += bytes([row, cell]).decode("gb2312", "ignore")
    text = site / "font-zh.txt"
    text.write_text(chars, encoding="utf-8")
    subprocess.run([hb_subset, font, "--face-index=0", f"--text-file={text}", "--no-hinting", "--drop-tables+=GSUB,GPOS,GDEF,BASE",
                    f"--output-file={target}"], check=True)
    text.unlink()


def compress(path: pathlib.Path) -> None:
    gz = path.with_name(path.name + ".gz")
    with gz.open("wb") as out, gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9, mtime=0) as zipped:
        zipped.write(path.read_bytes())
    if shutil.which("brotli"):
        subprocess.run(["brotli", "-f", "-q", "11", "-o", str(path) + ".br", str(path)], check=True)


def main() -> None:
    p = argparse.ArgumentParser()
    p.add_argument("--web", type=pathlib.Path, required=True)
    p.add_argument("--program", type=pathlib.Path, required=True)
    p.add_argument("--site", type=pathlib.Path, required=True)
    p.add_argument("--name", default="zhunru")
    p.add_argument("--compress", action="store_true")
    p.add_argument("--hb-subset", default="")
    p.add_argument("--font", default="")
    a = p.parse_args()
    a.site.mkdir(parents=True, exist_ok=True)
    changed = []
    digest = hashlib.sha256()
    for name in STATIC + PROGRAM:
        if name in PROGRAM:
            data = (a.program / name.replace("zhunru", a.name)).read_bytes()
            if name.endswith(".js"):
                data = data.replace(f"{a.name}.wasm".encode(), b"zhunru.wasm")
        else:
            data = (a.web / name).read_bytes()
        digest.update(data)
        if put(a.site / name, data):
            changed.append(name)
    words = sorted((a.web.parent / "i18n").glob("*.json"))
    (a.site / "i18n").mkdir(exist_ok=True)
    for path in words:
        data = path.read_bytes()
        digest.update(data)
        if put(a.site / "i18n" / path.name, data):
            changed.append("i18n/" + path.name)
    # Every dictionary is a language; the page offers those that it finds here.
    languages = [{"tag": path.stem, "name": json.loads(path.read_text(encoding="utf-8"))["@name"]} for path in words]
    listed = json.dumps({"languages": languages}, ensure_ascii=False).encode()
    digest.update(listed)
    if put(a.site / "i18n" / "languages.json", listed):
        changed.append("i18n/languages.json")
    files = ["/" if name == "index.html" else "/" + name for name in STATIC + PROGRAM] + [f"/i18n/{path.name}" for path in words] + ["/i18n/languages.json"]
    worker = (a.web / "sw.js").read_text(encoding="utf-8")
    worker = worker.replace("@VERSION@", digest.hexdigest()[:16]).replace("@FILES@", json.dumps(files))
    if put(a.site / "sw.js", worker.encode()):
        changed.append("sw.js")
    if a.hb_subset and a.font and pathlib.Path(a.font).exists():
        new = not (a.site / "font-zh.ttf").exists()
        cut_font(a.site, a.hb_subset, a.font)
        if new:
            changed.append("font-zh.ttf")
    for name in changed:
        if a.compress and not name.endswith(".svg"):
            compress(a.site / name)
        elif not a.compress:  # an old twin would be served instead of the new file
            for twin in (".br", ".gz"):
                (a.site / (name + twin)).unlink(missing_ok=True)


main()
