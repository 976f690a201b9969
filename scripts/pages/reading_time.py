"""How long a page takes to read, counted as Chinese is read: by characters.

Material's own count splits at what is no letter, so that a Chinese clause is one word and every article takes a minute.
"""

import math
import re
from html.parser import HTMLParser

from scripts.shared.html_page import VOID

HAN_PER_MINUTE = 380
WORDS_PER_MINUTE = 200  # Latin words and numbers between Chinese ones
SECONDS_PER_CODE_LINE = 1.5
SECONDS_PER_FORMULA = {"inline": 1.5, "block": 8.0}
SECONDS_PER_FIGURE = 12.0
SECONDS_PER_TABLE_ROW = 3.0  # besides its text: a table is compared, not read through

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?:[.'’_-][A-Za-z0-9\u00c0-\u024f]+)*")
SKIPPED = frozenset({"script", "style", "svg", "template", "form", "details"})  # not read through
SOURCES = "footnote"  # class of the list of them
APART = frozenset({"math", "pre"})  # counted by other means than their text


def reading_minutes(html: str) -> int:
    """Return the whole minutes, at least 1, that the content ``html`` of a page takes."""
    counter = _Counter()
    counter.feed(html)
    counter.close()
    return max(1, math.ceil(counter.seconds / 60))


class _Counter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seconds = 0.0
        self._open: list[str] = []
        self._skipped_from: int | None = None  # how many were open when what is not read began
        self._code: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self._skipped_from is None and (tag in SKIPPED or SOURCES in (attributes.get("class") or "").split()):
            self._skipped_from = len(self._open)
        if self._skipped_from is not None:
            pass
        elif tag == "math":
            self.seconds += SECONDS_PER_FORMULA["block" if attributes.get("display") == "block" else "inline"]
        elif tag == "figure" or (tag == "img" and "figure" not in self._open):  # a figure holds a picture per scheme
            self.seconds += SECONDS_PER_FIGURE
        elif tag == "tr":
            self.seconds += SECONDS_PER_TABLE_ROW
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open.pop() != tag:  # what was left open inside ends here too
            pass
        if self._skipped_from is not None:
            if len(self._open) <= self._skipped_from:
                self._skipped_from = None
        elif tag == "pre":
            code, self._code = "".join(self._code), []
            self.seconds += SECONDS_PER_CODE_LINE * sum(bool(line.strip()) for line in code.splitlines())

    def handle_data(self, data: str) -> None:
        if self._skipped_from is not None:
            return
        if "pre" in self._open:
            self._code.append(data)
        elif not APART.intersection(self._open):
            self.seconds += 60 * len(HAN.findall(data)) / HAN_PER_MINUTE
            self.seconds += 60 * len(WORD.findall(data)) / WORDS_PER_MINUTE
