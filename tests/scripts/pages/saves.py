"""Save files of the project in the present folder while its preview runs, and tell what that made: tests read it as JSON.

Usage: ``python saves.py site < steps``: each step is ``{"edits": [[path, old, new]], "ask": [address]}``; a new path has no
old text. In the end every page is asked for and then all is built by itself, and the files are told that this changes.
"""

import json
import logging
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from scripts.pages import live, preview

ADDRESS = "http://127.0.0.1:8000/blog/"


def main(folder: str) -> None:
    read: list[str] = []
    written: list[str] = []
    wholes: list[bool] = []
    said: list[str] = []
    counted(live, "_populate_page", read)
    counted(live, "_build_page", written)
    logging.getLogger("mkdocs").addHandler(Kept(said))
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    preview.refuse_taken_port = lambda address: None  # nothing is served here

    def ask(address):
        server.app({"PATH_INFO": f"/blog/{address}".encode().decode("latin-1")}, None)

    def whole():
        wholes.append(True)
        built(folder)

    built(folder)
    server = SimpleNamespace(mount_path="/blog/", serve_request=lambda environment, respond: [])
    server.set_app = lambda app: setattr(server, "app", app)
    live.watch_sources = lambda server, docs: None
    live.PREVIEW.attach(server, "docs", whole)
    live.QUIET = 3600.0  # the rest is built by no other process here
    told: list[dict[str, Any]] = []
    for step in json.load(sys.stdin):
        for each in (read, written, wholes, said):
            each.clear()
        for path, old, new in step["edits"]:
            text = Path(path).read_text(encoding="utf-8") if old else ""
            assert old in text, f"{path} holds no {old!r}"
            Path(path).write_text(text.replace(old, new, 1) if old else new, encoding="utf-8")
            os.utime(path, ns=(len(told) + 1, len(told) + 1))  # no two saves at one moment
        before = contents(folder)
        stopped = False
        try:
            server.builder()
        except Abort as error:
            said.append(str(error))
            stopped = True
        saved = {"read": [*read], "written": [*written]}
        for address in step.get("ask", ()):
            ask(address)
        files = sorted(name for name, content in contents(folder).items() if before.get(name) != content)
        told.append(
            saved | {"asked": written[len(saved["written"]) :], "whole": bool(wholes), "files": files, "said": [*said]}
        )
        told[-1]["stopped"] = stopped
    assert live.PREVIEW.built is not None
    for page in live.PREVIEW.built.pages():
        ask(page.file.dest_uri)
    before = contents(folder)
    live.Rest(live.PREVIEW.built, live.PREVIEW.lock).build()
    differ = sorted(name for name, content in contents(folder).items() if before.get(name) != content)
    live.PREVIEW.stop()
    json.dump({"steps": told, "differ": differ, "said": said}, sys.stdout, ensure_ascii=False)


def contents(folder: str) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }


class Kept(logging.Handler):
    """Keeps what is said."""

    def __init__(self, said: list[str]) -> None:
        super().__init__()
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


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
    main(sys.argv[1])
