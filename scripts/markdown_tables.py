"""Python-Markdown extension: a table stands in a box of its own, which scrolls where the table is wider than the page.

The box can be focused, so that it scrolls by keyboard too; where nothing scrolls, ``reachable.mjs`` takes that away.
"""

import xml.etree.ElementTree as etree
from typing import Any

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

BOX = {"class": "table-box", "tabindex": "0", "role": "group", "aria-label": "表格"}


class TableExtension(Extension):
    """Registers the tree processor."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.treeprocessors.register(BoxTables(md), "tables_in_boxes", 10)  # after inline parsing (20)


class BoxTables(Treeprocessor):
    """Put every table into a box."""

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for position, table in enumerate(parent):
                if table.tag != "table":
                    continue
                box = etree.Element("div", BOX)
                box.tail, table.tail = table.tail, None
                # The theme leaves tables with a class alone.
                table.set("class", f"{table.get('class', '')} table".strip())
                box.append(table)
                parent[position] = box
                for cell in table.iter("th"):
                    if not len(cell) and not (cell.text or "").strip():
                        cell.tag = "td"  # the corner of a table heads nothing


def makeExtension(**settings: Any) -> TableExtension:
    return TableExtension(**settings)
