"""What is drawn and executed before a build, in a process of its own, which sees the code as it is now.

A preview keeps one that has imported what takes long, and has it copied for each save (`scripts.build_figures`).
"""

import json
import os
import subprocess
import sys
from typing import Any

from mkdocs.exceptions import PluginError

from scripts.shared.paths import ROOT


def draw_and_execute(drawer: "Drawer | None" = None) -> None:
    """Draw and execute what is stale.

    Raises:
        PluginError: If that fails, with what was found.
    """
    answer = drawer.ask() if drawer else None
    status, found = answer or ended(started("scripts.build_figures", "--notebooks", stdout=subprocess.PIPE))
    if status != 0:
        raise PluginError(found.strip() or "图没有画完，或 notebook 没有执行完，原因见上。")


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Return the status of a process at its end, and what it found."""
    found, _ = process.communicate()
    return process.returncode, found


def started(module: str, *arguments: str, **pipes: Any) -> "subprocess.Popen[str]":
    """Start a command of ours, which shows its progress by itself, and writes what it found."""
    encoding = sys.stderr.encoding or "utf-8"
    environment = {**os.environ, "PYTHONIOENCODING": f"{encoding}:backslashreplace"}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"  # ``serve`` watches the folders where it would go
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, env=environment, encoding=encoding, **pipes
    )


class Drawer:
    """Draws and executes in a process that has imported what takes long, where the system can copy one."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        """Let the process import what it can before it is asked."""
        if hasattr(os, "fork") and (self.process is None or self.process.poll() is not None):
            self.process = started("scripts.build_figures", "--wait", stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self) -> tuple[int, str] | None:
        """Draw and execute what is stale; return the status of that with what was found, or None where this cannot."""
        self.begin()
        if self.process is None or self.process.stdin is None or self.process.stdout is None:
            return None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        status, found = json.loads(self.process.stdout.readline() or '[1, ""]')
        return int(status), str(found)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
