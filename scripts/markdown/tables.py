r"""Python-Markdown extension: tables as on GitHub, each in a box that scrolls where it is wider than the page.

A bar inside inline code or a formula separates no cells, and ``\|`` is a bar everywhere in a table: in text, in code and
in formulas, where TeX itself would read two. (Two are ``\Vert`` in a table.) Cells that have no column are refused:
Python-Markdown drops them without a word.

The box can be focused, so that it scrolls by keyboard too; where nothing scrolls, ``reachable.mjs`` takes that away.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from typing import Any

import markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from scripts.markdown.source import place
from scripts.shared.markdown_code import CODE_SPAN
from scripts.shared.sources import SourceError

BOX = {"class": "table-box", "tabindex": "0", "role": "group", "aria-label": "表格"}
EMPTY_HEAD = re.compile(r"<th(?=[\s>])([^>]*)>(?:\s|&nbsp;|&#160;|<(?!img\b|svg\b|math\b)[^<>]*>)*?</th>")
SCOPE = re.compile(r'\s+scope="[^"]*"')
# What a row is made of, as far as bars matter; a dollar right before a Latin letter or a digit ends no formula.
PIECE = re.compile(
    rf"(?P<whole>(?<![\\`]){CODE_SPAN}|\$(?![\s$])(?:\\.|[^\\$])+?(?<!\s)\$(?![A-Za-z0-9])|\\\((?:\\[^)]|[^\\])+?\\\))"
    r"|\\.|(?P<bar>\|)"
)


class TableExtension(Extension):
    """Registers the block processor, in place of that of Python-Markdown, and the tree processor."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        tables: Any = md.parser.blockprocessors["table"]
        md.parser.blockprocessors.register(ReadTables(md, tables.config), "table", 75)
        md.treeprocessors.register(BoxTables(md), "tables_in_boxes", 10)  # after inline parsing (20)
        md.postprocessors.register(EmptyHeads(md), "empty_heads", 5)  # after raw HTML is back (30)


Base: Any = TableProcessor  # whose types lack the methods that split rows


class ReadTables(Base):  # type: ignore[misc] # for the same reason
    """Split rows where GitHub does, and refuse what does not fit."""

    def __init__(self, md: markdown.Markdown, config: dict[str, Any]) -> None:
        super().__init__(md.parser, config)
        self.md = md

    def test(self, parent: etree.Element, block: str) -> bool:
        if super().test(parent, block):
            return True
        head, delimiters, *_ = [*block.split("\n"), ""]
        self.border = "|" in delimiters
        if "|" in head and self.border and re.fullmatch(r"[\s|:-]*-[\s|:-]*", delimiters):
            columns, found = (len(self._split_row(row.strip())) for row in (head, delimiters))
            if columns == found:  # one, and then a row is known by the bar before or behind it
                bare = next((row for row in block.split("\n") if "|" not in {row.strip()[:1], row.strip()[-1:]}), head)
                self.refuse(bare, "只有一列的表格，每一行的前后都写竖线")
            self.refuse(head, f"表头有 {columns} 格，下面的分隔行却有 {found} 格。每一列写一个 ---")
        return False

    def _build_row(self, row: str, parent: etree.Element, align: Sequence[str | None]) -> None:
        count = len(self._split_row(row))
        if count > len(align):
            self.refuse(row, f"这一行有 {count} 格，表头只有 {len(align)} 格。删去多的，或给表头补上；竖线本身写成 \\|")
        super()._build_row(row, parent, align)

    def _split(self, row: str) -> list[str]:
        cells = [""]
        end = 0
        for piece in PIECE.finditer(row):
            cells[-1] += row[end : piece.start()]
            end = piece.end()
            if piece["bar"]:
                cells.append("")
            else:
                cells[-1] += piece[0].replace(r"\|", "|") if piece["whole"] else piece[0]
        cells[-1] += row[end:]
        return cells

    def refuse(self, row: str, reason: str) -> None:
        raise SourceError(f"{place(self.md, row)}：表格的列数不对，{reason}。")


class BoxTables(Treeprocessor):
    """Put every table into a box, and let each head say what it heads."""

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for position, table in enumerate(parent):
                if table.tag != "table":
                    continue
                box = etree.Element("div", BOX)
                box.tail, table.tail = table.tail, None
                for head in table.iterfind("thead/tr/th"):
                    head.set("scope", "col")
                # The theme leaves tables with a class alone.
                table.set("class", f"{table.get('class', '')} table".strip())
                box.append(table)
                parent[position] = box


class EmptyHeads(Postprocessor):
    """Let a head without text be no head, in raw HTML too: the corner of a table heads nothing."""

    def run(self, text: str) -> str:
        return EMPTY_HEAD.sub(lambda match: f"<td{SCOPE.sub('', match[1])}></td>", text)
