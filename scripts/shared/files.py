"""Writing files so that nobody sees half of one, and nothing happens when nothing changed."""

import os
from pathlib import Path


def write_if_changed(path: Path, content: bytes) -> bool:
    """Write ``content`` to ``path`` unless that is what it holds; return whether it was written.

    The file appears at once and whole. Not writing equal bytes matters below docs/: a write there makes
    ``mkdocs serve`` build again.
    """
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)
    return True
