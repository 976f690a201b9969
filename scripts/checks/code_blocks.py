"""The Python blocks of the pages: what they are, and which of them the tests cannot run.

A page is one program: its ``python`` blocks run from top to bottom in one namespace, and a ``text`` block that
follows a ``python`` block is exactly what that block prints. The info string says what is different:

``python``              is run; prints the ``text`` block below it, or nothing
``python {.slow}``      is run, and takes too long for the page's interpreter (scripts/markdown/programs.py)
``python {.signature}`` is a call written as in a reference page; compared with the signature of the model
``python {.no-run}``    needs what the tests do not have; ``python -m scripts.checks.code_blocks`` lists it
"""

import sys
from pathlib import Path
from typing import NamedTuple

from scripts.shared.markdown_code import Fence, fences
from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError, read_text

DOCS = ROOT / "docs"
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


def pages(docs: Path = DOCS) -> list[Path]:
    """Return the Markdown files below ``docs``, sorted."""
    return sorted(docs.rglob("*.md"))


def code_blocks(path: Path) -> list[CodeBlock]:
    """Return the Python blocks of the page ``path`` in order.

    Raises:
        ValueError: If a fence is not closed or an info string is unknown; the message names file and line.
    """
    lines = read_text(path).splitlines()
    found = list(fences(lines))
    blocks = []
    for fence, following in zip(found, [*found, None][1:], strict=True):
        if not fence.is_closed:
            raise ValueError(f"{path}:{fence.first + 1}: 代码块没有结束的 {fence.marks}")
        words = fence.info.split()
        if words[:1] != ["python"]:
            continue
        blocks.append(
            CodeBlock(
                path=path,
                line=fence.first + 2,
                kind=_kind(words[1:], path, fence.first + 1),
                code=fence.code,
                output=_output(lines, fence, following),
            )
        )
    return blocks


def _kind(attributes: list[str], path: Path, line: int) -> str:
    match attributes:
        case [] | ["{.slow}"]:
            return RUN
        case ["{.signature}"]:
            return SIGNATURE
        case ["{.no-run}"]:
            return NO_RUN
    raise ValueError(
        f"{path}:{line}: python 代码块的标注 {' '.join(attributes)!r} 未知，可用的有 {{.slow}}、{{.signature}} 和 {{.no-run}}"
    )


def _output(lines: list[str], fence: Fence, following: Fence | None) -> str | None:
    if following is None or following.info != "text":
        return None
    between = lines[fence.end : following.first]
    return None if any(line.strip() for line in between) else following.code


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
