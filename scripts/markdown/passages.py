"""Python-Markdown extension: what stands below a heading is a passage, which browsers lay out when it comes near.

A long article has ten thousand elements, and a screen shows two hundred. Headings stand between the passages, so that the
theme's table of contents finds them without any passage being laid out. The lead stays as it is: it is on the first screen.
The sign behind a heading, ¶, gets its title as its name; links.mjs says of which section (fifty names would be half a kilobyte).
"""

import itertools
import re
import xml.etree.ElementTree as etree

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
PROGRAM = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
ASIDE = re.compile(r"<(form|noscript)\b.*?</\1>|<[^>]*>", re.DOTALL)
BLOCK = re.compile(r"<(p|li|tr)\b")
CHARACTERS = 43  # in a line; this and what follows is fitted to all passages, on a phone and on a desktop
BLOCK_LINES = 1.5  # which a block is higher than its text
PICTURE_LINES = 25


class PassageExtension(Extension):
    """Registers the tree processor."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.treeprocessors.register(Passages(md), "passages", -10)  # when all the others are through


class Passages(Treeprocessor):
    """Put what stands between two headings into one element, from the first section on."""

    def run(self, root: etree.Element) -> None:
        for link in root.iter("a"):
            if link.get("class") == "headerlink":
                link.set("aria-label", link.attrib.pop("title", ""))
        runs = [
            (is_heading, list(run)) for is_heading, run in itertools.groupby(root, lambda part: part.tag in HEADINGS)
        ]
        lead = [] if not runs or runs[0][0] else runs.pop(0)[1]
        root[:] = lead
        for is_heading, parts in runs:
            if is_heading:
                root.extend(parts)
            else:
                passage = etree.SubElement(root, "div", {"class": "passage"})
                passage.extend(parts)
                passage.set("data-lines", str(self.lines_of(passage)))
                passage.tail = "\n"

    def lines_of(self, passage: etree.Element) -> int:
        """Return about how high a passage is, for a page that is as long as it looks before all of it is laid out."""
        html: str = self.md.postprocessors["raw_html"].run(self.md.serializer(passage))
        programs = "".join(PROGRAM.findall(html)).count("\n")
        rest = PROGRAM.sub("", html)
        blocks, pictures = len(BLOCK.findall(rest)), rest.count("<figure")
        text = len(ASIDE.sub("", rest)) / CHARACTERS
        return round(text + programs + blocks * BLOCK_LINES + pictures * PICTURE_LINES)
