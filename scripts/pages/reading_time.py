"""How long a page takes to read, counted as Chinese is read: by characters.

Material's own count splits at what is no letter, so that a Chinese clause is one word and every article takes a minute.
"""

import math
import re
from collections import Counter
from functools import lru_cache
from html import unescape

from scripts.shared.html_page import IN_TAG, VOID

HAN_PER_MINUTE = 380
WORDS_PER_MINUTE = 200  # Latin words and numbers between Chinese ones
SECONDS = {
    "line of code": 1.5,
    "formula": 1.5,
    "display formula": 8.0,
    "picture": 12.0,
    "row": 3.0,  # besides its text: a table is compared, not read through
}
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?:[.'’_-][A-Za-z0-9\u00c0-\u024f]+)*")
NOT_READ_THROUGH = frozenset({"svg", "template", "form"})
NOT_READ_BY_CLASS = re.compile(r'\bclass="(?:[^"]* )?(?:moving-figure__foot|footnote)[" ]')
FOLD = "details"
SECTION = re.compile(r'(?=<h2\b[^>]*\bid="([^"]+)")')
# What HTML is made of: comments, programs, formulas and code as a whole; tags; text.
PIECE = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1>|(?P<formula><math\b.*?</math>)|<pre\b[^>]*>(?P<code>.*?)</pre>"
    rf"|<(?P<end>/?)(?P<tag>[a-zA-Z][\w:-]*)(?P<rest>{IN_TAG})>|(?P<text>[^<]+|<)",
    re.DOTALL,
)


def reading_minutes(html: str, *, with_folds: bool = False) -> int:
    """Return the whole minutes, at least 1, that the content ``html`` of a page takes, ``with_folds`` all of it."""
    shown, folded = counts(html)
    return max(1, math.ceil(seconds(shown + folded if with_folds else shown) / 60))


def minutes_by_section(html: str) -> dict[str, int]:
    """Return by the id of its heading the minutes that each section takes; the last ones add up to what is left of the page.

    So a short one may take none.
    """
    _, *parts = SECTION.split(html)  # what stands before the first heading; then id and section by turns
    left = 0.0
    found: dict[str, int] = {}
    for id, section in reversed([*zip(parts[::2], parts[1::2], strict=True)]):
        after = math.ceil(left / 60)
        left += seconds(counts(section)[0])
        found[unescape(id)] = math.ceil(left / 60) - after
    return found


def seconds(count: Counter[str]) -> float:
    text = 60 * count["character"] / HAN_PER_MINUTE + 60 * count["word"] / WORDS_PER_MINUTE
    return text + sum(each * count[what] for what, each in SECONDS.items())


@lru_cache(maxsize=1)  # a page is asked for with and without what is folded
def counts(html: str) -> tuple[Counter[str], Counter[str]]:
    """Return how much there is to read, outside of folds and in them."""
    found: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    texts: tuple[list[str], list[str]] = [], []
    way: list[tuple[str, bool]] = []  # the elements around, and whether each is one that is not read through
    around: Counter[str] = Counter()  # their names
    unread = 0
    for piece in PIECE.finditer(html):
        tag = (piece["tag"] or "").lower()
        if piece["end"]:
            while around[tag]:
                name, is_unread = way.pop()  # what was left open inside ends here too
                around[name] -= 1
                unread -= is_unread
                if name == tag:
                    break
        elif tag and tag not in VOID and not piece["rest"].endswith("/"):
            is_unread = tag in NOT_READ_THROUGH or bool(NOT_READ_BY_CLASS.search(piece["rest"]))
            way.append((tag, is_unread))
            around[tag] += 1
            unread += is_unread
        if piece["text"] and not unread:
            texts[around[FOLD] > 0].append(piece["text"])
        elif not unread:
            note(piece, tag, found[around[FOLD] > 0], in_figure=around["figure"] > 0)
    for count, parts in zip(found, texts, strict=True):
        text = unescape("\n".join(parts))
        count["character"], count["word"] = len(HAN.findall(text)), len(WORD.findall(text))
    return found


def note(piece: re.Match[str], tag: str, count: Counter[str], *, in_figure: bool) -> None:
    """Count what a piece is that is no text."""
    if piece["code"]:
        lines = re.sub(r"<[^>]*>", "", piece["code"]).splitlines()
        count["line of code"] += sum(bool(line.strip()) for line in lines)
    elif piece["formula"]:
        count["display formula" if 'display="block"' in piece["formula"].partition(">")[0] else "formula"] += 1
    elif tag == "tr" and not piece["end"]:
        count["row"] += 1
    elif (tag == "figure" and not piece["end"]) or (tag == "img" and not in_figure):
        count["picture"] += 1
