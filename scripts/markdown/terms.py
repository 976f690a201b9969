"""Python-Markdown extension: the first use of each term in an article leads to its entry in the glossary.

The terms are those of docs/terms.md, found by their Chinese names: longest first, in the text, not in headings, links, code,
formulas, figures and notes. A name of one character is a part of too many words; a link to ``terms.md#id`` marks a term by
hand, wherever it stands. Where a word means something else, the page says so, in a line of its own, by the ids of its terms:

    <!-- no terms: margin, label -->
"""

import difflib
import posixpath
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable
from functools import cache

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from scripts.markdown.source import page_file, place
from scripts.shared.glossary import GLOSSARY, SOURCE, ids_by_name
from scripts.shared.html_page import NO_PROSE
from scripts.shared.sources import SourceError, read_text

MARKED = ("posts/", "notebooks/")  # in which folders pages have marks
MARK = "term"
ANCHOR = f"{MARK}:"  # before the id of a term: where it is first used
BY_HAND = re.compile(rf"(?:\.\./)*{re.escape(SOURCE)}#(.+)")
OTHER_MEANINGS = re.compile(r"<!--\s*no terms:(.*?)-->\s*", re.DOTALL)
APART = NO_PROSE | {"a", "button", "figure", "form", "label", "noscript", "play-ground", "summary", "th"}
APART |= {"h1", "h2", "h3", "h4", "h5", "h6"}
APART_BY_CLASS = frozenset({"admonition-title", "arithmatex", "footnote"})


class TermExtension(Extension):
    """Registers the tree processor."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.treeprocessors.register(
            MarkTerms(md), "terms", 3
        )  # when the text is there, before MkDocs resolves links (1)


class MarkTerms(Treeprocessor):
    """Let the first use of each term be a link to its entry."""

    def run(self, root: etree.Element) -> None:
        file = page_file(self.md)
        wrong = self.other_meanings(root)
        # An excerpt stands in a list, beside others with the same words.
        if file is None or not file.src_uri.startswith(MARKED) or "excerpt" in self.md.treeprocessors:
            return
        glossary = read_text(GLOSSARY)
        ids = set(ids_by_name(glossary).values())
        if unknown := next((id for id in wrong if id not in ids), None):
            near = "、".join(difflib.get_close_matches(unknown, ids, n=3)) or f"docs/{SOURCE} 里的锚点"
            raise SourceError(f"{place(self.md, 'no terms:')}：术语表里没有 {unknown}。改成 {near}，或删去它。")
        way = posixpath.relpath(SOURCE, posixpath.dirname(file.src_uri))
        Marker(glossary, address=f"{way}#", done=wrong).mark(root)

    def other_meanings(self, root: etree.Element) -> set[str]:
        """Return the ids of the terms whose names mean something else in this page; take the line away."""
        found: set[str] = set()
        for number, html in enumerate(self.md.htmlStash.rawHtmlBlocks):
            if isinstance(html, str) and (match := OTHER_MEANINGS.fullmatch(html)):
                found |= {id.strip() for id in match[1].split(",")}
                stands_for_it = self.md.htmlStash.get_placeholder(number)
                root[:] = [each for each in root if (each.text or "").strip() != stands_for_it]
        return found


class Marker:
    """Marks the terms of a page; ``done`` are the ids of those that need no mark any more."""

    def __init__(self, glossary: str, *, address: str, done: Iterable[str] = ()) -> None:
        self.names = ids_by_name(glossary)
        self.pattern = longest_first(frozenset(self.names))
        self.address = address
        self.done = set(done)

    def mark(self, root: etree.Element) -> None:
        """Mark what stands in ``root``."""
        by_hand = set()
        for link in root.iter("a"):
            if (match := BY_HAND.fullmatch(link.get("href", ""))) and match[1] not in by_hand:
                link.attrib |= {"class": MARK, "id": f"{ANCHOR}{match[1]}"}
                by_hand.add(match[1])
        self.done |= by_hand
        self.visit(root)

    def visit(self, element: etree.Element) -> None:
        if element.tag in APART or APART_BY_CLASS.intersection(element.get("class", "").split()):
            return
        children = list(element)
        element.text, element[:] = self.linked(element.text)
        for child in children:
            self.visit(child)
            tail, links = self.linked(child.tail)
            child.tail = tail
            element.append(child)
            element.extend(links)

    def linked(self, text: str | None) -> tuple[str | None, list[etree.Element]]:
        """Return the text before the first mark, and the marks with what follows each."""
        if not text or isinstance(text, AtomicString):
            return text, []
        links: list[etree.Element] = []
        pieces, end = [], 0
        for match in self.pattern.finditer(text):
            id = self.names[match[0]]
            if id not in self.done:
                self.done.add(id)
                link = etree.Element("a", {"class": MARK, "href": f"{self.address}{id}", "id": f"{ANCHOR}{id}"})
                link.text = match[0]
                links.append(link)
                pieces.append(text[end : match.start()])
                end = match.end()
        if not links:
            return text, []
        for link, tail in zip(links, [*pieces[1:], text[end:]], strict=True):
            link.tail = tail
        return pieces[0], links


@cache
def longest_first(names: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern that finds the names of more than one character; a name within a longer one is no find."""
    long = sorted((name for name in names if len(name) > 1), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, long)) or r"(?!)")
