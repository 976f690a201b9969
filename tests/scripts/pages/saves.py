"""Save files of the project in the present folder while its preview runs, and tell what that made: tests read it as JSON.

Usage: ``python saves.py site.a site.b < steps``: each step is ``{"edits": [[path, old, new]], "ask": [address]}``; a new path
has no old text. In the end all is built into ``site.b`` by itself, and the files are told that differ.
"""

import json
import logging
import os
import sys
from pathlib import Path
from types import SimpleNamespace

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from scripts.pages import live, preview

ADDRESS = "http://127.0.0.1:8000/blog/"


def main(folder: str, other: str) -> None:
    read, written, wholes, said = [], [], [], []
    counted(live, "_populate_page", read)
    counted(live, "_build_page", written)
    handler = logging.Handler()
    handler.emit = lambda record: said.append(record.getMessage())
    logging.getLogger("mkdocs").addHandler(handler)
    preview.refuse_taken_port = lambda address: None  # nothing is served here

    def ask(address):
        server.app({"PATH_INFO": f"/blog/{address}".encode().decode("latin-1")}, None)

    def whole():
        wholes.append(True)
        built(folder)

    built(folder)
    server = SimpleNamespace(mount_path="/blog/", serve_request=lambda environment, respond: [])
    server.set_app = lambda app: setattr(server, "app", app)
    live.PREVIEW.attach(server, whole)
    live.PREVIEW.rest.begin = lambda built, lock: None
    told = []
    for step in json.load(sys.stdin):
        for each in (read, written, wholes, said):
            each.clear()
        for path, old, new in step["edits"]:
            text = Path(path).read_text(encoding="utf-8") if old else ""
            assert old in text, f"{path} holds no {old!r}"
            Path(path).write_text(text.replace(old, new, 1) if old else new, encoding="utf-8")
            os.utime(path, ns=(len(told) + 1, len(told) + 1))  # no two saves at one moment
        before = {path: path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}
        stopped = False
        try:
            server.builder()
        except Abort:
            stopped = True
        saved = {"read": [*read], "written": [*written]}
        for address in step.get("ask", ()):
            ask(address)
        changed = [path for path in Path(folder).rglob("*") if path.is_file() and before.get(path) != path.read_bytes()]
        files = sorted(path.relative_to(folder).as_posix() for path in changed)
        told.append(
            saved | {"asked": written[len(saved["written"]) :], "whole": bool(wholes), "files": files, "said": [*said]}
        )
        told[-1]["stopped"] = stopped
    for page in live.PREVIEW.built.pages():
        ask(page.file.dest_uri)
    built(other)
    one, two = Path(folder), Path(other)
    names = {path.relative_to(root) for root in (one, two) for path in root.rglob("*") if path.is_file()}
    differ = [name for name in names if not is_same(one / name, two / name)]
    json.dump({"steps": told, "differ": sorted(name.as_posix() for name in differ)}, sys.stdout, ensure_ascii=False)


def is_same(one, two):
    return one.exists() and two.exists() and one.read_bytes() == two.read_bytes()


def built(folder):
    config = load_config("mkdocs.yml", site_dir=folder)
    config.plugins.on_startup(command="serve", dirty=False)
    config.site_url = ADDRESS
    build(config, serve_url=ADDRESS)


def counted(module, name, calls):
    function = getattr(module, name)

    def call(page, *arguments, **more):
        calls.append(page.file.src_uri)
        return function(page, *arguments, **more)

    setattr(module, name, call)


if __name__ == "__main__":
    main(*sys.argv[1:])
