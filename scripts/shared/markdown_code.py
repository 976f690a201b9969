"""What of the Markdown that authors write is code: blocks between fences, and spans.

A fence is what `pymdownx.superfences` takes for one, so its end stands as deep as its beginning and has as many marks.
CommonMark, and so markdown-it-py, finds none below ``!!! note``: four spaces are code to it, or more of the paragraph.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

CODE_SPAN = r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
OPENING = re.compile(r"(?P<margin>[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?)(?P<marks>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")


class Fence(NamedTuple):
    """A block between fences; ``first`` and ``end`` are line numbers from 0, fences included."""

    marks: str
    info: str
    first: int
    end: int
    code: str
    is_closed: bool


def fences(lines: Sequence[str]) -> Iterator[Fence]:
    """Yield the blocks in order; one that nothing closes goes on to the last line."""
    end = 0
    for first, line in enumerate(lines):
        if first < end or not (opening := OPENING.fullmatch(line)):
            continue
        depth, marks = len(opening["margin"]), opening["marks"]
        last = next(
            (number for number in range(first + 1, len(lines)) if is_closing(lines[number], depth, marks)), None
        )
        end = len(lines) if last is None else last + 1
        code = "".join(f"{each[depth:]}\n" for each in lines[first + 1 : last])
        yield Fence(marks, opening["info"].strip(), first, end, code, last is not None)


def is_closing(line: str, depth: int, marks: str) -> bool:
    return line[depth:].rstrip() == marks and not line[:depth].strip(" \t>")


def without_fences(lines: Sequence[str]) -> list[str]:
    """Return the lines, those empty that are in a block of code."""
    kept = list(lines)
    for fence in fences(lines):
        kept[fence.first : fence.end] = [""] * (fence.end - fence.first)
    return kept


def without_code(markdown: str) -> str:
    """Return Markdown with as many lines, and nothing of the code in it."""
    text = "\n".join(without_fences(markdown.split("\n")))
    return re.sub(CODE_SPAN, lambda match: "\n" * match[0].count("\n"), text, flags=re.DOTALL)
