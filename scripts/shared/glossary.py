"""The glossary, docs/terms.md: one list of terms for its own page, for the search and for the marks in the text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError

SOURCE = "terms.md"
PAGE = "terms/"
GLOSSARY = ROOT / "docs" / SOURCE
MARKUP = re.compile(r"\\(?:text|mathrm)?|[$`{}]")  # what stands around names in Markdown and in formulas


def rows(glossary: str) -> Iterator[dict[str, str]]:
    """Yield the terms of the glossary: the cells of a line by the heads of its table, and its anchor as ``id``."""
    heads: list[str] = []
    for line in re.finditer(r"^\|(.+)\|$", glossary, re.MULTILINE):
        cells = [cell.strip() for cell in line[1].split("|")]
        cells[0], _, anchor = cells[0].partition("{ #")
        cells = [MARKUP.sub("", cell).strip() for cell in cells]
        if anchor and len(cells) != len(heads):
            told = f"“{cells[0]}”一行有 {len(cells)} 格，表头有 {len(heads)} 格。补上或删去；竖线写成 \\vert。"
            raise SourceError(f"docs/{SOURCE}:{glossary.count(chr(10), 0, line.start()) + 1}：{told}")
        if anchor:
            yield {**dict(zip(heads, cells, strict=True)), "id": anchor.rstrip(" }")}
        elif not set(cells[0]) <= {"-", " ", ":"}:
            heads = cells


@lru_cache(maxsize=1)  # each page asks
def ids_by_name(glossary: str) -> dict[str, str]:
    """Return the ids of the terms by their Chinese names; one that two share is the first one's."""
    found: dict[str, str] = {}
    for row in rows(glossary):
        for name in row["中文"].split("、"):
            found.setdefault(name, row["id"])
    return found
