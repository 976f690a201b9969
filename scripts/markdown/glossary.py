"""Python-Markdown extension: the tables of the glossary become lists of entries, which a phone shows as well.

A row is: name, English name, symbol, name in code, explanation. Its anchor, which stands behind the name, is the entry's.
"""

import xml.etree.ElementTree as etree

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.markdown.source import page_file
from scripts.shared.glossary import SOURCE
from scripts.shared.sources import SourceError

COLUMNS = 5
GAP = "\u2003"  # between the names of a term


class GlossaryExtension(Extension):
    """Registers the tree processor."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.treeprocessors.register(ListTerms(md), "glossary", 7)  # after formulas (9) and attributes (8)


class ListTerms(Treeprocessor):
    """Make the lists, and put above them the field that filters them."""

    def run(self, root: etree.Element) -> None:
        file = page_file(self.md)
        if file is None or file.src_uri != SOURCE:
            return
        lists = [each for each in root if each.get("class") == "table-box"]
        for each in lists:
            entries = [entry(row) for row in each.iter("tr") if row.find("td") is not None]
            each.tag, each.attrib, each[:] = "dl", {"class": "glossary"}, entries
        if lists:
            first = next((place for place, each in enumerate(root) if each.tag in {"h2", "dl"}), 0)
            root.insert(first, filter_form(sum(map(len, lists))))


def entry(row: etree.Element) -> etree.Element:
    """Return the entry of a row."""
    if len(row) != COLUMNS:
        first = "".join(row[0].itertext()).strip() if len(row) else ""
        raise SourceError(
            f"docs/{SOURCE}：“{first}”所在的表格不是五列。写成：中文、英文、符号、代码名、说明，没有的空着。"
        )
    name, english, symbol, code, explanation = row
    made = etree.Element("div", {"id": name.get("id", "")})
    made.tail = "\n"
    term = etree.SubElement(made, "dt")
    move(name, term)
    put(term, GAP)
    english.tag, english.attrib, english.tail = "span", {"lang": "en"}, None
    term.append(english)
    for cell in (symbol, code):
        if cell.text or len(cell):
            put(term, GAP)
            move(cell, term)
    move(explanation, etree.SubElement(made, "dd"))
    return made


def move(source: etree.Element, target: etree.Element) -> None:
    """Put what stands in ``source`` behind what stands in ``target``."""
    put(target, source.text or "")
    target.extend(source)


def put(target: etree.Element, text: str) -> None:
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text


def filter_form(count: int) -> etree.Element:
    """Return the field that filters the entries, for the script; style sheets hide it where there is none."""
    form = etree.Element("form", {"class": "glossary-filter"})
    label = etree.SubElement(form, "label")
    label.text = "筛选"
    hint = "中文、英文、符号或代码名"
    etree.SubElement(label, "input", {"type": "search", "name": "term", "autocomplete": "off", "placeholder": hint})
    output = etree.SubElement(form, "output")
    output.text = f"{count} 个术语"
    form.tail = "\n"
    return form
