"""Python-Markdown extension: lists are read as CommonMark reads them, so as GitHub and every editor shows them.

Python-Markdown nests by four spaces and wants an empty line before a list. This preprocessor writes what belongs to an
item four spaces deeper than the item, and the empty line: a nested list may be indented by two spaces, ``1)`` numbers an
item, and a list or a table may follow a line of text. What was right before stays as it is, byte by byte.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import markdown
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX

TAB = 4
MARKER = re.compile(r"(?P<mark>[-*+]|(?P<number>\d{1,9})[.)])(?P<space> +)(?=\S)")
LINE = re.compile(r"([-*_])( *\1){2,} *")  # across the page: no items
# What holds, four spaces deeper, other blocks: an admonition, a tab, a footnote, a definition.
BOX = re.compile(r"(?:!!!|\?\?\?|===|\[\^[^\]]+\]:|: {1,3}(?=\S))")
DELIMITERS = re.compile(r"[ >]*\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?")  # the second line of a table
STASHED = re.compile(f"{STX}wzxhzdk:\\d+{ETX}\\s*")
# Where lines are no Markdown, from a beginning to an end.
ZONES = [
    (re.compile(begin), re.compile(end))
    for begin, end in (
        (r"\$\$", r"\$\$"),
        (r"\\\[", r"\\\]"),
        (r"\\begin\{", r"\\end\{"),
        (r"<!--", r"-->"),
        (r"<(?:pre|script|style|textarea)\b", r"</(?:pre|script|style|textarea)>"),
    )
]


class Level(NamedTuple):
    """What is open: a list item or a box."""

    kind: str  # "bullet", "number" or "box"
    content: int  # column of the source from which its content stands


class ListExtension(Extension):
    """Registers the preprocessor, and lists that keep their kind and their first number."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.preprocessors.register(ListPreprocessor(md), "lists", 24)  # after code fences (25), before HTML (20)
        md.parser.blockprocessors.register(SaneOListProcessor(md.parser), "olist", 40)
        md.parser.blockprocessors.register(SaneUListProcessor(md.parser), "ulist", 30)


class ListPreprocessor(Preprocessor):
    """Writes lists as Python-Markdown wants them."""

    def run(self, lines: list[str]) -> list[str]:
        return relisted(lines)


def relisted(lines: list[str]) -> list[str]:
    """Return ``lines`` with the lists as Python-Markdown wants them."""
    return list(_Lists(lines).written())


class _Lists:
    """Reads lines from the first to the last; ``levels`` are open, ``shift`` is how much deeper this block is written."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.levels: list[Level] = []
        self.shift = 0
        self.before = ""  # the line above
        self.first: int | None = None  # how deep the item stands with which this run of lines began; None: no item

    def written(self) -> Iterator[str]:
        number = 0
        while number < len(self.lines):
            line = self.lines[number]
            end = self.end_of_zone(number)
            if not line.strip():
                self.first = None
                yield line
            elif line.lstrip().startswith(">"):
                end = self.end_of_quote(number)
                self.place_block(line)
                if self.in_item and self.before.strip():  # Python-Markdown has not yet moved it to the left
                    self.shift = TAB * (len(self.levels) - 1) + 2 - indent_of(line)
                yield from self.quote(self.lines[number:end])
            else:
                following = self.lines[number + 1] if number + 1 < len(self.lines) else ""
                yield from self.written_line(line, following)
                yield from (self.shifted(each) for each in self.lines[number + 1 : end])
            self.before = self.lines[end - 1]
            number = end

    def end_of_zone(self, number: int) -> int:
        """Return the number of the line after the zone that begins in a line; of the next one where none does."""
        text = self.lines[number].lstrip()
        for begin, end in ZONES:
            if match := begin.match(text):
                if end.search(text, match.end()):
                    break
                ends = (later + 1 for later in range(number + 1, len(self.lines)) if end.search(self.lines[later]))
                return next(ends, number + 1)
        return number + 1

    def end_of_quote(self, number: int) -> int:
        ends = (end for end in range(number, len(self.lines)) if not self.lines[end].lstrip().startswith(">"))
        return next(ends, len(self.lines))

    def quote(self, lines: list[str]) -> Iterator[str]:
        """Yield the lines of a block quote, whose lists are lists too."""
        inner = [re.sub(r"^ *> ?", "", line) for line in lines]
        again = relisted(inner)
        if again == inner:
            yield from map(self.shifted, lines)
        else:
            margin = self.shifted(lines[0]).partition(">")[0]
            yield from (f"{margin}> {line}".rstrip() for line in again)

    def written_line(self, line: str, following: str) -> Iterator[str]:
        text = line.lstrip()
        marker = None if LINE.fullmatch(text) else MARKER.match(text)
        if marker:
            yield from self.item(line, marker)
        elif BOX.match(text):
            self.place_block(line)
            yield self.shifted(line)
            self.levels.append(Level("box", indent_of(line) + TAB))
        else:
            ends_list = self.in_item and bool(LINE.fullmatch(text)) and indent_of(line) < self.column
            if ends_list and self.before.strip():
                yield ""  # otherwise the item would become a heading
            if ends_list or not self.before.strip() or not self.levels:
                self.place_block(line)
            if "|" in line and "|" not in self.before and self.before.strip() and DELIMITERS.fullmatch(following):
                yield ""  # a table below a line of text
            if STASHED.fullmatch(text) and not self.in_item:  # a code block, which no paragraph holds
                yield from [""] * bool(self.before.strip())
                yield self.shifted(line)
                yield from [""] * bool(following.strip())
            else:
                yield self.shifted(line)

    def item(self, line: str, marker: re.Match[str]) -> Iterator[str]:
        """Yield the first line of a list item, below an empty one where its list begins right under other text."""
        indent = indent_of(line)
        closed = self.close(indent)
        kind = "number" if marker["number"] else "bullet"
        under_text = bool(self.before.strip())
        goes_on = self.in_item or (closed is not None and closed.kind == kind)
        if under_text and not goes_on and int(marker["number"] or 1) != 1:  # a year, at the start of a line
            yield self.shifted(line)
            return
        if not under_text and not closed and indent - self.column >= TAB:  # code
            yield self.shifted(line)
            return
        if under_text and not (goes_on and self.first is not None and self.first <= len(self.levels)):
            yield ""
            under_text = False
        if not under_text:
            self.first = len(self.levels)
        self.shift = self.written_indent(indent) - indent
        text = line.lstrip()
        yield " " * (indent + self.shift) + marker["mark"].replace(")", ".") + text[len(marker["mark"]) :]
        space = len(marker["space"])
        content = indent + len(marker["mark"]) + (space if space <= TAB else 1)
        self.levels.append(Level(kind, content))

    def place_block(self, line: str) -> None:
        """Close what a block does not belong to, and find how much deeper it is written."""
        indent = indent_of(line)
        self.close(indent)
        self.shift = self.written_indent(indent) - indent

    def close(self, indent: int) -> Level | None:
        """Close the levels that end before a block with this indent; return the last of them."""
        closed = None
        while self.levels and indent < self.column:
            closed = self.levels.pop()
        return closed

    @property
    def in_item(self) -> bool:
        return bool(self.levels) and self.levels[-1].kind != "box"

    @property
    def column(self) -> int:
        """Return from which column blocks belong to the innermost level: the editor's, or Python-Markdown's if less."""
        return min(self.levels[-1].content, TAB * len(self.levels)) if self.levels else 0

    def written_indent(self, indent: int) -> int:
        """Return how deep a block of this indent is written."""
        if not self.levels:
            return indent
        start = TAB * len(self.levels)
        deeper = indent - self.column
        if self.levels[-1].kind == "box" or deeper >= TAB:  # code
            return max(indent, start + deeper) if indent < start + TAB else indent
        return indent if start <= indent < start + TAB else start

    def shifted(self, line: str) -> str:
        return " " * self.shift + line if self.shift > 0 else line[min(-self.shift, indent_of(line)) :]


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
