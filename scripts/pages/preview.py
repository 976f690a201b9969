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
import time
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import click
from mkdocs.commands import serve
from mkdocs.config.defaults import MkDocsConfig

from scripts.shared import configuration
from scripts.shared.files import write_if_changed
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
    """Return the files of the tool chain that this process has loaded and that were written later, by this clock."""
    loaded = {file for module in [*sys.modules.values()] if (file := getattr(module, "__file__", None))}
    ours = sorted(path for path in map(Path, loaded) if path.is_relative_to(ROOT / "scripts") and path.exists())
    return [path.relative_to(ROOT).as_posix() for path in ours if start < path.stat().st_mtime <= time.time()]


class Keeper:
    """Keeps the last good site, and what has been wrong since."""

    def __init__(self) -> None:
        self.is_on = False
        self.findings: list[Finding] = []
        self.site: Path | None = None  # the folder that is built into and served
        self.build: Builder

    @property
    def last(self) -> Path:
        """Return where the last good site is while another one is built: MkDocs would clear it first."""
        assert self.site is not None
        return self.site.with_name(f"{self.site.name}.last")

    def start(self) -> None:
        """Let a preview outlive builds that fail; its first one is over before MkDocs asks about the server."""
        self.is_on = True
        self.build = COMMANDS.build
        COMMANDS.build = self.guard(self.build)

    def prepare(self, config: MkDocsConfig) -> None:
        """Put the last good site aside before a build. Meanwhile MkDocs answers no request."""
        if self.is_on:
            self.site = Path(config.site_dir)
            shutil.rmtree(self.last, ignore_errors=True)
            self.site.mkdir(exist_ok=True)
            self.site.rename(self.last)

    def guard(self, build: Builder) -> Builder:
        """Return ``build`` as one that keeps what is wrong instead of raising it; pages are then loaded again, with the bar."""

        def guarded(*arguments: Any, **options: Any) -> None:
            with heard() as warned:
                try:
                    build(*arguments, **options)
                except (Exception, SystemExit) as error:  # MkDocs stops with the latter
                    told = configuration.text_findings() or [*warned, *findings_of(error)]
                    self.findings = unique([found for found in told if found.place] or told)
                    print("\n".join(map(str, self.findings)), file=sys.stderr)
                    self.put_back()
                    log.error("构建没有成功，预览还是上一次的。改好后保存，会再构建一次。")
                else:
                    self.findings = unique(warned)
                finally:
                    if self.site:
                        shutil.rmtree(self.last, ignore_errors=True)

        return guarded

    def add(self, found: Iterable[Finding]) -> None:
        """Show, too, what came to light after a save: when a page was asked for, or all was built."""
        new = [finding for finding in unique(list(found)) if finding not in self.findings]
        print("".join(f"{finding}\n" for finding in new), end="", file=sys.stderr, flush=True)
        self.findings = [*self.findings, *new]

    def put_back(self) -> None:
        """Let the last good site be served again; a page that says that there is none, where there is none."""
        if self.site and self.last.exists():
            shutil.rmtree(self.site, ignore_errors=True)
            self.last.rename(self.site)
        if self.site and not (self.site / "index.html").exists():
            for name in ("index.html", "404.html"):
                write_if_changed(self.site / name, NOTHING_YET.encode())

    def attend(self, server: Any) -> None:
        """Build as before whenever something changes, and put the bar into what is served; ``server`` is MkDocs's."""
        if not self.is_on:
            return
        COMMANDS.build = self.build  # from now on the server's builder is guarded, which calls it
        server.builder = self.guard(server.builder)
        inject, not_found = server._inject_js_into_html, server.error_handler
        server._inject_js_into_html = lambda content, epoch: with_bar(inject(content, epoch), self.findings)
        server.error_handler = lambda code: (
            server._inject_js_into_html(page, server._visible_epoch) if (page := not_found(code)) else None
        )


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
    return re.sub(rb"<body[^>]*>", lambda body: body[0] + bar.encode(), page, count=1)
