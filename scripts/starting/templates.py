"""Files that are begun from those in templates/, in which ``«name»`` stands for what differs."""

import re
from collections.abc import Mapping
from pathlib import Path

from scripts.shared.sources import shown

FOLDER = Path(__file__).parent / "templates"
BLANK = re.compile(r"«(\w+)»")
WORD = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class StartError(Exception):
    """What cannot be begun; the message says why, in a sentence."""


def filled(template: str, words: Mapping[str, str]) -> str:
    """Return a template with its blanks filled."""
    return BLANK.sub(lambda blank: words[blank[1]], (FOLDER / template).read_text(encoding="utf-8"))


def begin(files: Mapping[Path, str], words: Mapping[str, str]) -> list[Path]:
    """Write the files, each from the template of that name, and return them; all of them or none.

    Raises:
        StartError: If one is there.
    """
    for path in files:
        if path.exists():
            raise StartError(f"{shown(path)} 已经存在。换一个 ID，或直接编辑它。")
    for path, template in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(filled(template, words), encoding="utf-8")
    return list(files)


def package(name: str) -> str:
    """Return a name as Python writes it."""
    return name.replace("-", "_")
