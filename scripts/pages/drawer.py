"""What is drawn and executed before a build, in processes of their own, which see the code as it is now.

A preview keeps one that has imported what takes long, and has it copied for each save (`scripts.build_figures`).
"""

import os
import subprocess
import sys
from typing import Any

from mkdocs.exceptions import PluginError

from scripts.shared.paths import ROOT


def draw_and_execute(drawer: "Drawer | None" = None) -> None:
    """Draw and execute what is stale.

    Raises:
        PluginError: If that fails; the process has said why.
    """
    if (drawer.draw() if drawer else started("scripts.build_figures").wait()) != 0:
        raise PluginError("图没有画成，原因见上。")
    if started("scripts.build_notebooks").wait() != 0:  # not beside it: each removes the figures that nobody has noted
        raise PluginError("Notebook 没有执行成，原因见上。")


def started(module: str, *arguments: str, **pipes: Any) -> "subprocess.Popen[str]":
    """Start a command of ours, which shows progress and errors by itself."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}  # ``serve`` watches the folders where it would go
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, env=environment, encoding="utf-8", **pipes
    )


class Drawer:
    """Draws in a process that has imported what takes long, where the system can copy one."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        """Let the process import what it can before it is asked."""
        if hasattr(os, "fork") and (self.process is None or self.process.poll() is not None):
            self.process = started("scripts.build_figures", "--wait", stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def draw(self) -> int:
        """Draw what is stale, and return the status of that."""
        self.begin()
        if self.process is None or self.process.stdin is None or self.process.stdout is None:
            return started("scripts.build_figures").wait()
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline() or 1)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
