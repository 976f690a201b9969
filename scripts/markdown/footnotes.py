"""Python-Markdown extension: footnotes are numbered as readers meet them, and a link back says which mention it leads to.

Python-Markdown's footnotes count in the order in which it parses (tables after all paragraphs) and give all links back of
a note the same title. Their ids are addresses and stay. A note that nothing mentions would lead back to nowhere.
"""

import xml.etree.ElementTree as etree

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.markdown.source import place
from scripts.shared.sources import SourceError

REFERENCE = "footnote-ref"
BACK = "footnote-backref"


class FootnoteExtension(Extension):
    """Registers the tree processor."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.treeprocessors.register(NumberFootnotes(md), "footnote_numbers", 13)  # after links back are doubled (15)


class NumberFootnotes(Treeprocessor):
    """Number footnotes and their mentions in the order of the page."""

    def run(self, root: etree.Element) -> None:
        notes = next((each for each in root.iter("div") if each.get("class") == "footnote"), None)
        if notes is None:
            return
        listed = notes.find("ol")
        assert listed is not None
        by_address = {f"#{note.get('id')}": note for note in listed}
        within = set(listed.iter("sup"))
        waiting = [mention for mention in root.iter("sup") if mention not in within]
        mentions: dict[str, list[str]] = {}  # of each note, in the order of the page: ids
        numbers: dict[str, int] = {}
        while waiting:  # a note that only a note mentions comes after all that the text does
            mention = waiting.pop(0)
            link = mention.find(f"a[@class='{REFERENCE}']")
            if link is None:
                continue
            address = link.get("href", "")
            if address not in numbers:
                numbers[address] = len(numbers) + 1
                waiting += by_address[address].iter("sup")
            link.text = str(numbers[address])
            mention.set("data-search-exclude", "")  # the number is no part of the text around it
            mentions.setdefault(address, []).append(mention.get("id", ""))
        if unused := next((address for address in by_address if address not in numbers), None):
            name = f"[^{unused.partition(':')[2]}]"
            raise SourceError(f"{place(self.md, f'{name}:')}：脚注 {name} 没有被引用。在正文里写 {name}，或删去它。")
        listed[:] = sorted(listed, key=lambda note: numbers[f"#{note.get('id')}"])
        for address, ids in mentions.items():
            self.order_links_back(by_address[address], ids)
        for note in listed:
            if [each.tag for each in note] == ["p"]:  # one paragraph needs no element beside that of the note
                [paragraph] = note
                note.text, note[:] = paragraph.text, list(paragraph)

    def order_links_back(self, note: etree.Element, ids: list[str]) -> None:
        """Let the links back of a note stand in the order of the mentions, and say which each leads to."""
        links = [link for link in note.iter("a") if link.get("class") == BACK]
        for count, (link, id) in enumerate(zip(links, ids, strict=True), start=1):
            title = f"回到正文第 {count} 处引用" if len(ids) > 1 else "回到正文的引用处"
            link.attrib |= {"href": f"#{id}", "title": title, "aria-label": title}
