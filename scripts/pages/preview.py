"""What ``mkdocs serve`` should say and does not: that its port is taken, before it builds; that it goes on with old code."""

import errno
import socket
import sys
import time
from pathlib import Path

import click

from scripts.shared.paths import ROOT

ADDRESS = "127.0.0.1:8000"  # MkDocs's own
STARTED = time.time()


class PortError(Exception):
    """Nothing can be served there; the message is for the author."""


def address_of_command() -> str:
    """Return where the running command ``mkdocs serve`` is to serve."""
    context = click.get_current_context(silent=True)
    return (context and context.params.get("dev_addr")) or ADDRESS


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
