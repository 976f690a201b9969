"""Python-Markdown extension: footnotes are numbered as readers meet them, and stand where the sources of the page do.

Python-Markdown's footnotes count in the order in which it parses (tables after all paragraphs), stand at the end of the
page and give all links back of a note the same arrow. Their ids are addresses and stay. A note that nothing mentions would
lead back to nowhere. An address that a note gives for a title is the title's link (`link_titles`).
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from typing import Any

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.markdown.source import HEADINGS, end_of_section, place
from scripts.shared.archives import archived
from scripts.shared.sources import SourceError

REFERENCE = "footnote-ref"
BACK = "footnote-backref"
SECTION = "references"  # id of the heading below which the notes stand, in a page that has it


class FootnoteExtension(Extension):
    """Registers the tree processors."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.treeprocessors.register(NumberFootnotes(md), "footnote_numbers", 13)  # after links back are doubled (15)
        md.treeprocessors.register(PlaceFootnotes(md), "footnote_place", 7)  # after attributes (8)


class NumberFootnotes(Treeprocessor):
    """Number footnotes and their mentions in the order of the page."""

    def run(self, root: etree.Element) -> None:
        notes = notes_of(root)
        if notes is None:
            return
        listed = notes.find("ol")
        assert listed is not None
        make_mentions_links(root)
        by_address = {f"#{note.get('id')}": note for note in listed}
        within = set(mentions_in(listed))
        waiting = [mention for mention in mentions_in(root) if mention not in within]
        mentions: dict[str, list[str]] = {}  # of each note, in the order of the page: ids
        numbers: dict[str, int] = {}
        while waiting:  # a note that only a note mentions comes after all that the text does
            mention = waiting.pop(0)
            address = mention.get("href", "")
            if address not in numbers:
                numbers[address] = len(numbers) + 1
                waiting += mentions_in(by_address[address])
            mention.text = f"[{numbers[address]}]"
            mention.set("data-search-exclude", "")  # the number is no part of the text around it
            mentions.setdefault(address, []).append(mention.get("id", ""))
        if unused := next((address for address in by_address if address not in numbers), None):
            name = name_of(unused)
            raise SourceError(f"{place(self.md, f'{name}:')}：脚注 {name} 没有被引用。在正文里写 {name}，或删去它。")
        listed[:] = sorted(listed, key=lambda note: numbers[f"#{note.get('id')}"])
        for address, ids in mentions.items():
            self.order_links_back(by_address[address], ids, name_of(address))
        copies = archived()
        for note in listed:
            for paragraph in note.iter("p"):
                link_titles(paragraph)
            add_copies(note, copies)
            if [each.tag for each in note] == ["p"]:  # one paragraph needs no element beside that of the note
                [paragraph] = note
                note.text, note[:] = paragraph.text, list(paragraph)

    def order_links_back(self, note: etree.Element, ids: list[str], name: str) -> None:
        """Let the links back of a note be numbers behind one arrow, in the order of the mentions."""
        links = [link for link in note.iter("a") if link.get("class") == BACK]
        if len(links) != len(ids):  # Python-Markdown has counted a mention that became an attribute
            raise SourceError(f"{place(self.md, name)}：脚注 {name} 有一处写在图片的替代文字里。移到题注或正文里。")
        for count, (link, id) in enumerate(zip(links, ids, strict=True), start=1):
            title = f"回到正文第 {count} 处引用" if len(ids) > 1 else "回到正文的引用处"
            link.attrib |= {"href": f"#{id}", "title": title, "aria-label": title, "data-search-exclude": ""}
            link.text = "↩" if len(ids) == 1 else "↩ 1" if count == 1 else str(count)
            if count > 1:
                links[count - 2].tail = " "


class PlaceFootnotes(Treeprocessor):
    """Put the notes at the end of the section of sources, where the page has one."""

    def run(self, root: etree.Element) -> None:
        notes = notes_of(root)
        heading = next((each for each in root if each.tag in HEADINGS and each.get("id") == SECTION), None)
        if notes is None or heading is None:
            return
        root.remove(notes)
        notes[:] = [each for each in notes if each.tag != "hr"]  # the heading sets them apart
        root.insert(end_of_section(root, heading), notes)


def notes_of(root: etree.Element) -> etree.Element | None:
    return next((each for each in root.iter("div") if each.get("class") == "footnote"), None)


def name_of(address: str) -> str:
    """Return how the text mentions the note at ``#fn:…``."""
    return f"[^{address.partition(':')[2]}]"


def mentions_in(element: etree.Element) -> Iterator[etree.Element]:
    return (link for link in element.iter("a") if link.get("class") == REFERENCE)


def make_mentions_links(root: etree.Element) -> None:
    """Let a mention be its link alone, which style sheets raise: brackets say what it is where there are none."""
    for parent in root.iter():
        for position, child in enumerate(parent):
            if child.tag == "sup" and (link := next(mentions_in(child), None)) is not None:
                link.set("id", child.get("id", ""))
                link.tail = child.tail
                parent[position] = link


# Titles

STOP = re.compile(r".*[。；]", re.DOTALL)  # what is before a reference
BEFORE = re.compile(r"(?:.*[。；])?[，、\s]*", re.DOTALL)  # the same, where it may follow a link
COMMA = "，"


def link_titles(paragraph: etree.Element) -> None:
    """Let an address that stands bare behind a reference be the link of its title instead.

    ``甲，*题名*，2019，<https://…>。`` shows 甲，题名，2019。 The title is what is in italics, else what is code, else what
    stands before the first comma. An address without a comma before it, or one of several, stays as it is.
    """
    pieces: list[Any] = [paragraph.text or ""]  # texts, and between them elements
    for child in paragraph:
        pieces += [child, child.tail or ""]
    place = 1
    while place < len(pieces):
        link, before, after = pieces[place], pieces[place - 1], pieces[place + 1]
        is_bare = link.tag == "a" and link.text == link.get("href") and before.endswith(COMMA)
        if not (is_bare and not after.startswith("、") and give_title(pieces, place)):
            place += 2
    paragraph.text, paragraph[:] = pieces[0], pieces[1::2]
    for child, tail in zip(paragraph, pieces[2::2], strict=True):
        child.tail = tail


def add_copies(note: etree.Element, copies: dict[str, str]) -> None:
    """Put behind each address of which an archive has a copy the link to that."""
    for parent in list(note.iter()):
        for link in [each for each in parent if each.get("href") in copies]:
            copy = etree.Element("a", {"href": copies[link.get("href", "")]})
            copy.text, copy.tail, link.tail = "存档", f"）{link.tail or ''}", "（"
            parent.insert(list(parent).index(link) + 1, copy)


def give_title(pieces: list[Any], place: int) -> bool:
    """Move the link at ``place`` to the title of its reference; return whether one was found."""
    link, before, after = pieces[place], pieces[place - 1], pieces[place + 1]
    begins = (each for each in range(place - 1, 0, -2) if STOP.match(pieces[each]) or pieces[each - 1].tag == "a")
    start = next(begins, 0)
    elements = range(start + 1, place, 2)
    titles = [each for tag in ("em", "code") for each in elements if pieces[each].tag == tag]
    if titles:
        link.text = None
        link[:] = [pieces[titles[0]]]
        link[0].tail = None
        pieces[titles[0]] = link
        pieces[place - 1 : place + 2] = [before.removesuffix(COMMA) + after]
        return True
    head = before[: BEFORE.match(before).end()]  # type: ignore[union-attr] # it matches anything
    name, comma, rest = before.removeprefix(head).removesuffix(COMMA).partition(COMMA)
    if elements or not name:
        return False
    link.text = name
    pieces[place - 1 : place + 2] = [head, link, comma + rest + after]
    return True
