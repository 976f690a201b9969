"""The files that authors write: read whatever editor saved them, and named in messages as authors know them."""

import re
import traceback
from pathlib import Path

from scripts.shared.paths import ROOT

PROBLEMS = (  # what YAML says, and what it is
    (r"found character '\\t'.*", "这里有制表符"),
    (r"mapping values are not allowed here", "一行里有两个冒号，或上一行没有写完"),
    (r"expected <block end>.*", "缩进对不上，或上面的引号没有配对"),
    (r"found unexpected end of stream|found unexpected document separator", "引号或括号没有配对"),
    (r"could not find expected ':'", "键后面没有冒号"),
    (r"found undefined alias.*|while scanning an alias.*|expected alphabetic or numeric.*", "值以 * 或 & 开头"),
    (r"found character '(.)' that cannot start any token", r"值以 \1 开头"),
    (r"could not determine a constructor for the tag '(.*)'", r"不认识 \1"),
    (r"cannot find (.*) in the module .*", r"不认识 \1"),
)


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


def problem_of(error: object) -> str:
    """Return why YAML cannot read a text, in Chinese where what it says is known."""
    problem = getattr(error, "problem", None) or "有不能用的字符"
    return next(
        (re.sub(pattern, words, problem) for pattern, words in PROBLEMS if re.fullmatch(pattern, problem)), problem
    )
