"""The programs of several processes that pages print: the files of each, and the line that starts it.

A block is a file where the line before it ends with its name, ``…`name`：``. A ``sh`` block that starts with a launcher
runs with the files as they stand so far, and the ``text`` block below it is what that prints.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scripts.shared.markdown_code import Fence, fences
from scripts.shared.sources import read_text

LAUNCHERS = ("deepspeed ", "torchrun ")
NAME = re.compile(r"`(?P<name>[\w.]+\.(?:py|json))`：$")


class Launch(NamedTuple):
    """A line that starts a program, and what it needs."""

    command: str
    files: dict[str, str]
    printed: str
    """What the page says that it prints."""


def launches(path: Path) -> Iterator[Launch]:
    """Yield the launches of a page from top to bottom."""
    lines = read_text(path).splitlines()
    found = list(fences(lines))
    files: dict[str, str] = {}
    for fence, following in zip(found, [*found, None][1:], strict=True):
        if fence.info == "sh" and fence.code.startswith(LAUNCHERS):
            printed = following.code if following and following.info == "text" else ""
            yield Launch(fence.code.strip(), dict(files), printed)
        elif name := file_name(lines, fence):
            files[name] = fence.code


def file_name(lines: list[str], fence: Fence) -> str | None:
    before = next((line for line in reversed(lines[: fence.first]) if line.strip()), "")
    named = NAME.search(before.strip())
    return named["name"] if named else None
