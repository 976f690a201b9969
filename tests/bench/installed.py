"""What is installed for a bench alone, into a folder of its own in .cache/."""

import hashlib
import sys
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
