"""How long a page takes to read, counted as Chinese is read: by characters.

Material's own count splits at what is no letter, so that a Chinese clause is one word and every article takes a minute.
"""

import math
import re
from html import unescape

from bs4 import BeautifulSoup

HAN_PER_MINUTE = 380
WORDS_PER_MINUTE = 200  # Latin words and numbers between Chinese ones
SECONDS_PER_CODE_LINE = 1.5
SECONDS = {
    "math[display=block]": 8.0,
    "math:not([display=block])": 1.5,
    "figure, img:not(figure img)": 12.0,
    "tr": 3.0,  # besides its text: a table is compared, not read through
}

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?:[.'’_-][A-Za-z0-9\u00c0-\u024f]+)*")
NOT_READ_THROUGH = "script, style, svg, template, form, .moving-figure__foot, .footnote"
FOLDED = "details"
SECTION = re.compile(r'(?=<h2\b[^>]*\bid="([^"]+)")')


def reading_minutes(html: str, *, with_folds: bool = False) -> int:
    """Return the whole minutes, at least 1, that the content ``html`` of a page takes, ``with_folds`` all of it."""
    return max(1, math.ceil(reading_seconds(html, with_folds=with_folds) / 60))


def minutes_by_section(html: str) -> dict[str, int]:
    """Return by the id of its heading the minutes that each section takes; the last ones add up to what is left of the page.

    So a short one may take none.
    """
    _, *parts = SECTION.split(html)  # what stands before the first heading; then id and section by turns
    left = 0.0
    found: dict[str, int] = {}
    for id, section in reversed([*zip(parts[::2], parts[1::2], strict=True)]):
        after = math.ceil(left / 60)
        left += reading_seconds(section)
        found[unescape(id)] = math.ceil(left / 60) - after
    return found


def reading_seconds(html: str, *, with_folds: bool = False) -> float:
    page = BeautifulSoup(html, "html.parser")
    for element in page.select(NOT_READ_THROUGH if with_folds else f"{NOT_READ_THROUGH}, {FOLDED}"):
        element.extract()
    seconds = sum(each * len(page.select(elements)) for elements, each in SECONDS.items())
    for code in page.select("pre"):
        seconds += SECONDS_PER_CODE_LINE * sum(bool(line.strip()) for line in code.get_text().splitlines())
    for element in page.select("math, pre"):
        element.extract()
    text = page.get_text("\n")
    return seconds + 60 * len(HAN.findall(text)) / HAN_PER_MINUTE + 60 * len(WORD.findall(text)) / WORDS_PER_MINUTE
