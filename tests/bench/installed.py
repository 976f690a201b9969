"""What is installed for a bench alone, into a folder of its own in .cache/."""

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

from scripts.shared.paths import CACHE


def installed(lock: Path, name: str, install: Callable[[Path], None]) -> Path:
    """Return the folder into which ``install`` put what the lock file names; now, where it has not yet."""
    folder = CACHE / f"bench-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    if not (folder / "installed").exists():
        print(f"安装测量用的 {name}……", file=sys.stderr, flush=True)
        install(folder)
        (folder / "installed").touch()
    return folder


def python_with(lock: Path, name: str) -> Path:
    """Return the Python of an environment with the packages of a lock file."""

    def install(folder: Path) -> None:
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(python_of(folder)), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)

    return python_of(installed(lock, name, install))


def python_of(folder: Path) -> Path:
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"
