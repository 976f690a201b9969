"""Files: written so that nobody sees half of one, and nothing happens when nothing changed; read as UTF-8."""

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


def files_in_other_encodings(docs: Path) -> list[str]:
    """Return a sentence for every page below ``docs`` that is not UTF-8, as editors on Windows may save it."""
    found = []
    for path in sorted(docs.rglob("*.md")):
        content = path.read_bytes()
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            place = f"{path.relative_to(docs.parent).as_posix()}:{line}"
            found.append(f"{place}：不是 UTF-8 编码，也许是 GBK。用编辑器另存为 UTF-8。")
    return found
