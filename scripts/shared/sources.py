"""The files that authors write: read whatever editor saved them, and named in messages as authors know them."""

import re
import traceback
from pathlib import Path

from scripts.shared.paths import ROOT


class SourceError(Exception):
    """A file that cannot be used as it is; the message is for its author."""


def shown(path: Path) -> str:
    """Return how messages name a file: from the root of the repository."""
    path = path.resolve()
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def read_text(path: Path) -> str:
    """Return the text of a file without a byte order mark, which Windows puts before it; its lines end as elsewhere.

    Raises:
        SourceError: If it is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SourceError(f"{shown(path)}:{line}：不是 UTF-8 编码。用编辑器把它另存为 UTF-8。") from None


def place_in(path: Path, text: str) -> str:
    """Return file and line of the first line that holds ``text``; the file alone where none does, or there is none."""
    lines = read_text(path).splitlines() if path.is_file() else []
    line = next((number for number, each in enumerate(lines, start=1) if text in each), None)
    return f"{shown(path)}:{line}" if line else shown(path)


def numbered(place: str) -> str:
    """Return a place with a line: the first where none is known."""
    return place if re.search(r":\d+$", place) else f"{place}:1"


def last_line(error: BaseException) -> str:
    return traceback.format_exception_only(error)[-1].strip()
