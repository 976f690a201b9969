"""What ``mkdocs serve`` should do and does not.

It says that its port is taken before it builds, and that it goes on with old code. Where a build fails, its first one too, the
last good site is served on, with a bar above each page that says what is wrong. The bar is put into what is served, and
so in no file of a site.
"""

import errno
import logging
import re
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import click
from mkdocs.commands import serve
from mkdocs.config.defaults import MkDocsConfig

from scripts.shared.findings import Finding, findings_of
from scripts.shared.mkdocs_messages import heard
from scripts.shared.paths import ROOT

ADDRESS = "127.0.0.1:8000"  # MkDocs's own
STARTED = time.time()
OVERLAY = Path(__file__).with_name("overlay.html")
NOTHING_YET = (
    "<!doctype html>\n<html lang=zh-Hans><meta charset=utf-8><title>还没有构建成功</title><body></body></html>\n"
)
COMMANDS: Any = serve  # MkDocs's module, which says what it builds with
NOT_FOUND = 404
log = logging.getLogger("mkdocs.plugins.preview")
Builder = Callable[..., None]


class PortError(Exception):
    """Nothing can be served there; the message is for the author."""


def option_of_command(name: str, default: Any) -> Any:
    """Return an option of the running command ``mkdocs serve``."""
    context = click.get_current_context(silent=True)
    found = context.params.get(name) if context else None
    return default if found is None else found


def refuse_taken_port(address: str) -> None:
    """Try to listen at ``host:port``, and stop at once.

    Raises:
        PortError: If that is not possible.
    """
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    try:
        socket.create_server((host, int(port)), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        taken = "已被占用，也许另一个预览还开着" if error.errno == errno.EADDRINUSE else f"不能用（{error.strerror}）"
        other = int(port) + 1 if 1024 <= int(port) < 65535 else 8000
        raise PortError(f"端口 {port} {taken}。换一个端口：make serve PORT={other}。") from None


def code_changed_since(start: float = STARTED) -> list[str]:
    """Return the files of the tool chain that this process has loaded and that were written later."""
    loaded = {file for module in [*sys.modules.values()] if (file := getattr(module, "__file__", None))}
    ours = sorted(path for path in map(Path, loaded) if path.is_relative_to(ROOT / "scripts") and path.exists())
    return [path.relative_to(ROOT).as_posix() for path in ours if path.stat().st_mtime > start]


class Keeper:
    """Keeps the last good site, and what has been wrong since."""

    def __init__(self) -> None:
        self.is_on = False
        self.findings: list[Finding] = []
        self.good: Path | None = None  # the folder that is served
        self.next: Path | None = None  # the folder of the build that runs
        self.count = 0
        self.server: Any = None
        self.build: Builder

    def start(self) -> None:
        """Let a preview outlive builds that fail; its first one is over before MkDocs asks about the server."""
        if option_of_command("livereload", True):
            self.is_on = True
            self.build = COMMANDS.build
            COMMANDS.build = self.guard(self.build)

    def prepare(self, config: MkDocsConfig) -> None:
        """Let a build write beside what is served: MkDocs would clear it first."""
        if not self.is_on:
            return
        self.count += 1
        self.next = Path(config.site_dir) / str(self.count)
        config.site_dir = str(self.next)

    def guard(self, build: Builder) -> Builder:
        """Return ``build`` as one that keeps what is wrong instead of raising it; pages are then loaded again, with the bar."""

        def guarded(*arguments: Any, **options: Any) -> None:
            with heard() as warned:
                try:
                    build(*arguments, **options)
                except (Exception, SystemExit) as error:  # MkDocs stops with the latter
                    self.fail(error, warned)
                else:
                    self.succeed(warned)

        return guarded

    def fail(self, error: BaseException, warned: list[Finding]) -> None:
        told = findings_of(error)
        self.findings = unique([found for found in [*warned, *told] if found.place] or told)
        print("\n".join(map(str, self.findings)), file=sys.stderr)
        if self.next:
            shutil.rmtree(self.next, ignore_errors=True)
        if self.good is None:
            self.good = self.next or Path(tempfile.mkdtemp())
            self.good.mkdir(parents=True, exist_ok=True)
            (self.good / "index.html").write_text(NOTHING_YET, encoding="utf-8")
        self.next = None
        log.error("构建没有成功，预览还是上一次的。改好后保存，会再构建一次。")

    def succeed(self, warned: list[Finding]) -> None:
        self.findings = unique(warned)
        if self.next:  # else a part of the site was made again, where it is
            old, self.good, self.next = self.good, self.next, None
            if self.server:
                self.server.root = str(self.good)
            if old:
                shutil.rmtree(old, ignore_errors=True)

    def attend(self, server: Any) -> None:
        """Serve what is kept, with the bar, and build as before whenever something changes; ``server`` is MkDocs's."""
        if not self.is_on:
            return
        COMMANDS.build = self.build  # from now on the server's builder is guarded, which calls it
        self.server = server
        server.builder = self.guard(server.builder)
        server.root = str(self.good)
        inject = server._inject_js_into_html
        server._inject_js_into_html = lambda content, epoch: with_bar(inject(content, epoch), self.findings)
        server.error_handler = lambda code: self.not_found(server) if code == NOT_FOUND else None

    def not_found(self, server: Any) -> bytes:
        page = self.good / "404.html" if self.good else None
        content = page.read_bytes() if page and page.is_file() else NOTHING_YET.encode()
        return bytes(server._inject_js_into_html(content, server._visible_epoch))


keeper = Keeper()  # of the preview that runs in this process


def unique(findings: list[Finding]) -> list[Finding]:
    return list(dict.fromkeys(findings))


def with_bar(page: bytes, findings: list[Finding]) -> bytes:
    """Return a page with what is wrong above it; as it is where nothing is."""
    if not findings:
        return page
    bar = Template(OVERLAY.read_text(encoding="utf-8")).substitute(
        title=f"{len(findings)} 处要改。改好后保存，这一条会自己消失",
        items="".join(
            f"<li><code>{escape(found.place)}</code> {escape(found.what)}<br>{escape(found.cure)}</li>"
            for found in findings
        ),
    )
    return re.sub(
        rb"(?=</body>)|\Z" if b"<body" not in page else rb"<body[^>]*>", lambda at: at[0] + bar.encode(), page, count=1
    )
