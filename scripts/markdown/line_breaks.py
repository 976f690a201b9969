"""Python-Markdown extension: a line break between Chinese characters is no space, and none comes between 1 ± 0.2.

Browsers show a line break in a text as a space, which Chinese is written without. It stays where Latin words, code or
formulas are on one side of it and no full-width punctuation on the other: there the house style has a space.
"""

import re
import xml.etree.ElementTree as etree

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.markdown.source import Run, prose

HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
FULL_WIDTH = r"\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
QUOTES = "“”‘’…—·"  # full width where Chinese is around them
CLOSE = re.compile(
    rf"(?<=[{FULL_WIDTH}])[ \t]*\n\s*|[ \t]*\n\s*(?=[{FULL_WIDTH}])"
    rf"|(?<=[{HAN}{QUOTES}])[ \t]*\n\s*(?=[{HAN}])|(?<=[{HAN}])[ \t]*\n\s*(?=[{HAN}{QUOTES}])"
)
ERROR = re.compile(r"(?<=\d) ± (?=\d)")


class LineBreakExtension(Extension):
    """Registers the tree processor."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        # After figures (15), whose captions and alternative texts have lines; before formulas (9) take punctuation.
        md.treeprocessors.register(CloseLines(md), "line_breaks", 12)


class CloseLines(Treeprocessor):
    """Take away the line breaks that are no spaces, and keep numbers with their errors in one line."""

    def run(self, root: etree.Element) -> None:
        for image in root.iter("img"):
            image.set("alt", re.sub(r"\s*\n\s*", " ", CLOSE.sub("", image.get("alt", ""))))
        for runs in prose(root, self.md):
            close(runs)


def close(runs: list[Run]) -> None:
    """Take line breaks out of what readers see as one text, and let none come round a ±."""
    whole = "".join(run.seen for run in runs)
    if "\n" not in whole and "±" not in whole:
        return
    gone = {place for match in CLOSE.finditer(whole) for place in range(*match.span())}
    start = 0
    for run in runs:
        places = {run.places[place - start] for place in gone.intersection(range(start, start + len(run.seen)))}
        text = "".join(each for place, each in enumerate(run.text) if place not in places)
        run.write(ERROR.sub("\u00a0±\u00a0", text))
        start += len(run.seen)
