"""Writing files so that nobody sees half of one, and nothing happens when nothing changed."""

import hashlib
import os
import shutil
from pathlib import Path

from scripts.shared.paths import CACHE, GENERATED

DRAFT = ".draft-"


def write_if_changed(path: Path, content: bytes) -> bool:
    """Write ``content`` to ``path`` unless that is what it holds; return whether it was written.

    The file appears at once and whole. Not writing equal bytes matters below docs/: a write there makes
    ``mkdocs serve`` build again.
    """
    if read_if_there(path) == content:
        return False
    make_way(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(path)
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        error.filename = error.filename or str(path)  # a full disk is told without
        raise
    finally:
        draft.unlink(missing_ok=True)
    return True


def read_if_there(path: Path) -> bytes | None:
    """Return what a file holds; None where none is, but perhaps a folder."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def draft_of(path: Path) -> Path:
    """Return where a file or folder is made before it takes its place; the name says by which process."""
    return path.with_name(f"{DRAFT}{os.getpid()}-{path.name}")


def remove_drafts(root: Path) -> None:
    """Remove the drafts that processes left which were killed; those of caches are at most in a folder of a folder."""
    for path in [path for depth in ("", "*/", "*/*/") for path in root.glob(f"{depth}{DRAFT}*")]:
        pid = path.name.removeprefix(DRAFT).partition("-")[0]
        if not is_running(int(pid)):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def is_running(pid: int) -> bool:
    if os.name == "nt":
        return True  # nothing asks for it there without ending it
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def digest(content: bytes) -> str:
    """Return a digest of a file, as ``sha256sum`` tells it; `scripts.shared.kept.digest` is one of several parts."""
    return hashlib.sha256(content).hexdigest()


def make_way(path: Path) -> None:
    """Remove what a generated file cannot be written over: a folder in its place, a file where a folder above it is due."""
    root = next((root for root in (GENERATED, CACHE) if path.is_relative_to(root)), None)
    if root is None:
        return
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    for above in path.parents:
        if above.is_relative_to(root) and above.is_file():
            above.unlink()
