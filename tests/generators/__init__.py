"""The environment of other generators for the same sources: Zensical, and stock Material with jieba; locked beside this file."""

import re
from pathlib import Path

from tests.bench.installed import python_with

LOCK = Path(__file__).resolve().parent / "requirements.txt"


def python() -> Path:
    """Return the Python of the environment, which is installed where it is not yet."""
    return python_with(LOCK, "Zensical")


def version(package: str) -> str:
    """Return the version of a package that the lock file names."""
    match = re.search(rf"^{re.escape(package)}==([\w.]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    return match[1] if match else ""
