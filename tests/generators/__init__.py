"""The environment of other generators for the same sources: Zensical, and stock Material with jieba; locked beside this file."""

import re
import subprocess
import venv
from pathlib import Path

from tests.bench.bench_playground import python_of
from tests.bench.installed import installed

LOCK = Path(__file__).resolve().parent / "requirements.txt"


def python() -> Path:
    """Return the Python of the environment, which is installed where it is not yet."""
    return python_of(installed(LOCK, "Zensical", install))


def install(folder: Path) -> None:
    venv.create(folder, with_pip=True, clear=True)
    pip = [str(python_of(folder)), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)


def version(package: str) -> str:
    """Return the version of a package that the lock file names."""
    match = re.search(rf"^{re.escape(package)}==([\w.]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    return match[1] if match else ""
