"""The Python blocks of the pages: what they are, and which of them the tests cannot run.

A page is one program: its ``python`` blocks run from top to bottom in one namespace, and a ``text`` block that
follows a ``python`` block is exactly what that block prints. The info string says what is different:

``python``              is run; prints the ``text`` block below it, or nothing
``python {.signature}`` is a call written as in a reference page; compared with the signature of the model
``python {.no-run}``    needs what the tests do not have; ``python -m scripts.checks.code_blocks`` lists it
"""

import re
import sys
from pathlib import Path
from typing import NamedTuple

from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError, read_text

DOCS = ROOT / "docs"
OPENING_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,})(?P<info>[^`]*)$")
RUN, SIGNATURE, NO_RUN = "run", "signature", "no-run"


class CodeBlock(NamedTuple):
    """One ``python`` block of a page."""

    path: Path
    line: int
    """Line of the page, from 1, of the first line of code."""
    kind: str
    code: str
    output: str | None
    """The ``text`` block that follows, or None."""


class Fence(NamedTuple):
    """One fenced block of any language; ``first`` and ``end`` are line numbers from 0, fences included."""

    info: str
    first: int
    end: int
    text: str


def pages(docs: Path = DOCS) -> list[Path]:
    """Return the Markdown files below ``docs``, sorted."""
    return sorted(docs.rglob("*.md"))


def code_blocks(path: Path) -> list[CodeBlock]:
    """Return the Python blocks of the page ``path`` in order.

    Raises:
        ValueError: If a fence is not closed or an info string is unknown; the message names file and line.
    """
    lines = read_text(path).splitlines()
    fences = _fences(lines, path)
    blocks = []
    for index, fence in enumerate(fences):
        following = fences[index + 1] if index + 1 < len(fences) else None
        words = fence.info.split()
        if words[:1] != ["python"]:
            continue
        blocks.append(
            CodeBlock(
                path=path,
                line=fence.first + 2,
                kind=_kind(words[1:], path, fence.first + 1),
                code=fence.text,
                output=_output(lines, fence, following),
            )
        )
    return blocks


def _fences(lines: list[str], path: Path) -> list[Fence]:
    fences = []
    number = 0
    while number < len(lines):
        opening = OPENING_FENCE.match(lines[number])
        if opening is None:
            number += 1
            continue
        first, indent = number, opening["indent"]
        closing = indent + opening["fence"]
        number += 1
        while number < len(lines) and lines[number].rstrip() != closing:
            number += 1
        if number == len(lines):
            raise ValueError(f"{path}:{first + 1}: 代码块没有结束的 {opening['fence']}")
        number += 1
        inside = lines[first + 1 : number - 1]
        text = "".join(line.removeprefix(indent) + "\n" for line in inside)
        fences.append(Fence(opening["info"].strip(), first, number, text))
    return fences


def _kind(attributes: list[str], path: Path, line: int) -> str:
    match attributes:
        case []:
            return RUN
        case ["{.signature}"]:
            return SIGNATURE
        case ["{.no-run}"]:
            return NO_RUN
    raise ValueError(
        f"{path}:{line}: python 代码块的标注 {' '.join(attributes)!r} 未知，可用的有 {{.signature}} 和 {{.no-run}}"
    )


def _output(lines: list[str], fence: Fence, following: Fence | None) -> str | None:
    if following is None or following.info != "text":
        return None
    between = lines[fence.end : following.first]
    return None if any(line.strip() for line in between) else following.text


def main() -> int:
    """Print the blocks that the tests do not run; end with 1 if a page cannot be read."""
    try:
        blocks = [block for path in pages() for block in code_blocks(path)]
    except (ValueError, SourceError) as error:
        print(error, file=sys.stderr)
        return 1
    skipped = [block for block in blocks if block.kind == NO_RUN]
    print(f"文章里的 Python 代码块：{len(blocks)} 个，其中 {len(skipped)} 个不运行")
    for block in skipped:
        first_line = block.code.strip().splitlines()[0]
        print(f"  {block.path.relative_to(DOCS.parent)}:{block.line}  {first_line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
