"""What a finished HTML page holds that can be checked: its addresses, ids, pictures, words and inline code."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple, Protocol, Self

CONTENT = "md-content"  # class of the element around what is written for this page; the rest is the theme's
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
NO_PROSE = frozenset({"code", "pre", "kbd", "samp", "var", "script", "style", "math", "textarea", "template", "svg"})
INLINE = frozenset(
    "a abbr b bdi button code del em i img ins kbd label math mark q s samp small span strong sub sup time u var wbr".split()
)
LOADING_LINKS = frozenset("apple-touch-icon icon manifest mask-icon modulepreload preload prefetch stylesheet".split())
CONTACTING_LINKS = frozenset({"preconnect", "dns-prefetch"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ADDRESS_ATTRIBUTES = ("href", "src", "srcset", "poster", "data", "action", "xlink:href", "data-moments")
ADDRESSES = frozenset(ADDRESS_ATTRIBUTES)
DATA = ("application/json", "application/ld+json")  # types of scripts that are none
NOT_LINKED = re.compile(r"__|fn(?:ref\d*)?:|term:")  # ids of the theme, of footnotes and of first uses of terms
OBJECT_REPLACEMENT = "\ufffc"  # stands in prose where something is that is no prose

IN_TAG = r"""[^'">]*(?:(?:"[^"]*"|'[^']*')[^'">]*)*"""  # behind the name of a tag
# What HTML is made of: comments, programs as a whole, tags, text. Python's own reader takes three times as long.
PIECE = re.compile(
    rf"<!--.*?-->|<[!?][^>]*>|<(script|style)\b({IN_TAG})>(.*?)</\1\s*>"
    rf"|<(/?)([a-zA-Z][^\s/>]*)({IN_TAG})>|([^<]+|<)",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""([^\s/="']+)(?:\s*(=)\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?""")
Attributes = dict[str, str | None]


class Address(NamedTuple):
    """An address in a page."""

    tag: str
    value: str
    is_loaded: bool  # fetched with the page, not followed by the reader


@dataclass
class Page:
    """A page, taken apart; ``prose`` holds one string per block of the content, without code and formulas."""

    title: str = ""
    description: str = ""
    headings: Counter[str] = field(default_factory=Counter)
    addresses: list[Address] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    anchors: list[str] = field(default_factory=list)  # ids in the content that others link to
    redirect: str = ""  # where the page sends its reader
    images: list[dict[str, str | None]] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)  # the texts of the scripts in it
    policy: str = ""  # what it may load and run

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Self:
        """Return the page whose facts JSON has told."""
        page = cls(**facts)
        page.headings, page.ids = Counter(page.headings), Counter(page.ids)
        page.addresses = [Address(*address) for address in page.addresses]
        return page


def read_pages(folder: Path) -> dict[str, Page]:
    """Return the pages by their path below ``folder``."""
    paths = sorted(folder.rglob("*.html"))
    return {path.relative_to(folder).as_posix(): parse(path.read_text(encoding="utf-8")) for path in paths}


class Reader(Protocol):
    """Is told what a page is made of, as Python's ``HTMLParser`` is."""

    def handle_starttag(self, tag: str, attrs: Attributes, /) -> None: ...
    def handle_endtag(self, tag: str, /) -> None: ...
    def handle_data(self, data: str, /) -> None: ...


def read(html: str, reader: Reader) -> None:
    """Tell a reader what HTML is made of: tags, and the text between two of them; a program is text as it is."""
    for program, options, code, end, tag, rest, text in PIECE.findall(html):
        if text:
            reader.handle_data(unescape(text) if "&" in text else text)
        elif end:
            reader.handle_endtag(tag.lower())
        elif tag:
            reader.handle_starttag(tag.lower(), attributes_of(rest) if rest else {})
            if rest.endswith("/"):
                reader.handle_endtag(tag.lower())
        elif program:
            reader.handle_starttag(program.lower(), attributes_of(options))
            if code:
                reader.handle_data(code)
            reader.handle_endtag(program.lower())


def attributes_of(rest: str) -> Attributes:
    """Return the attributes in a tag; one without a value has None."""
    return {
        name.lower(): unescape(double or single or bare) if sign else None
        for name, sign, double, single, bare in ATTRIBUTE.findall(rest)
    }


def parse(html: str) -> Page:
    reader = _PageReader()
    read(html, reader)
    reader.end_block()
    return reader.page


class _PageReader:
    def __init__(self) -> None:
        self.page = Page()
        self.open: list[tuple[str, bool]] = []  # tag, and whether it is the content or inside it
        self.around: Counter[str] = Counter()  # the tags in ``open``
        self.unread = 0  # how many of them hold no prose
        self.block: list[str] = []
        self.in_program = False

    @property
    def in_content(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def handle_starttag(self, tag: str, attributes: Attributes, /) -> None:
        content = self.in_content or CONTENT in (attributes.get("class") or "").split()
        if tag not in INLINE:
            self.end_block()
        elif tag in NO_PROSE or tag == "img":
            self.block.append(OBJECT_REPLACEMENT)
        if identity := attributes.get("id"):
            self.page.ids[identity] += 1
            if content and not self.around["form"] and not NOT_LINKED.match(identity):
                self.page.anchors.append(identity)
        if tag in HEADINGS:
            self.page.headings[tag] += 1
        if not ADDRESSES.isdisjoint(attributes) or tag == "meta":
            self.note_addresses(tag, attributes)
        if tag == "img":
            self.page.images.append({**attributes, "in figure": "yes" if self.around["figure"] else None})
        elif tag == "meta" and attributes.get("name") == "description":
            self.page.description = (attributes.get("content") or "").strip()
        elif tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh":
            self.page.redirect = (attributes.get("content") or "").partition("url=")[2].strip()
        elif tag == "meta" and (attributes.get("http-equiv") or "").lower() == "content-security-policy":
            self.page.policy = attributes.get("content") or ""
        self.note_inline_code(tag, attributes, in_content=content)
        if tag not in VOID:
            self.open.append((tag, content))
            self.around[tag] += 1
            self.unread += tag in NO_PROSE

    def handle_endtag(self, tag: str, /) -> None:
        self.in_program = False
        if tag not in INLINE:
            self.end_block()
        while self.around[tag]:
            name, _ = self.open.pop()  # what was left open inside ends here too
            self.around[name] -= 1
            self.unread -= name in NO_PROSE
            if name == tag:
                break

    def handle_data(self, data: str, /) -> None:
        if self.in_program:
            self.page.programs[-1] += data
        elif self.around["title"] and not self.around["svg"]:
            self.page.title += data
        elif self.in_content and not self.unread:
            self.block.append(data)

    def end_block(self) -> None:
        if text := " ".join("".join(self.block).split()):
            self.page.prose.append(text)
        self.block = []

    def note_addresses(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "meta":
            if (attributes.get("property") or "") in {"og:url", "og:image"} and attributes.get("content"):
                self.page.addresses.append(Address(tag, attributes["content"] or "", False))
            return
        relations = (attributes.get("rel") or "").split()
        if tag == "link" and not (LOADING_LINKS | CONTACTING_LINKS).intersection(relations):
            loaded = False  # canonical, alternate, license …
        else:
            loaded = tag != "a" and tag != "area"
        for name in ADDRESS_ATTRIBUTES:
            value = attributes.get(name)
            if value is None or (name == "data" and tag != "object"):
                continue
            candidates = [each.split()[0] for each in value.split(",") if each.strip()] if name == "srcset" else [value]
            self.page.addresses += [Address(tag, each.strip(), loaded) for each in candidates]

    def note_inline_code(self, tag: str, attributes: dict[str, str | None], *, in_content: bool) -> None:
        is_inline_script = tag == "script" and "src" not in attributes
        self.in_program = is_inline_script and attributes.get("type") not in DATA
        if self.in_program:
            self.page.programs.append("")
        if tag == "style" or (in_content and is_inline_script):
            self.page.inline.append(f"<{tag}>")
        for name, value in attributes.items():
            is_program = name in ADDRESS_ATTRIBUTES and (value or "").strip().lower().startswith("javascript:")
            if name == "style" or (name.startswith("on") and value) or is_program:
                self.page.inline.append(f'<{tag} {name}="{value}">')
