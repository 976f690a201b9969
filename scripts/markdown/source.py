"""The Markdown that authors write: which lines are prose, what of it readers see, and where in the sources it stands."""

import posixpath
import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import markdown
from markdown.util import ETX, STX, AtomicString

from scripts.notebooks import storage
from scripts.shared.front_matter import HEAD
from scripts.shared.html_page import INLINE, NO_PROSE, OBJECT_REPLACEMENT
from scripts.shared.markdown_code import CODE_SPAN, without_fences

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
STASHED = re.compile(f"{STX}wzxhzdk:(\\d+){ETX}")
PIECE = re.compile(f"{STX}[^{STX}{ETX}]*{ETX}|.", re.DOTALL)


def front_matter_length(text: str) -> int:
    """Return how many lines of ``text`` are front matter, as MkDocs sees it."""
    match = HEAD.match(text.replace("\r\n", "\n"))
    return match[0].count("\n") if match else 0


def lines_of_prose(text: str) -> list[str]:
    """Return the lines of ``text``, those empty that are front matter, code, formulas or comments."""
    lines = text.splitlines()
    lines[: front_matter_length(text)] = [""] * front_matter_length(text)
    lines = without_fences(lines)
    is_formula = is_comment = False
    for number, line in enumerate(lines):
        bare = re.sub(r"^[\s>]*(?:(?:[-*+]|\d+\.)\s+)?", "", line).rstrip()
        lines[number] = ""
        if is_formula:
            is_formula = not bare.endswith("$$")
        elif not is_comment and bare.startswith("$$"):
            is_formula = bare == "$$" or not bare.endswith("$$")
        else:
            lines[number], is_comment = without_comments(line, is_comment)
    return lines


def without_comments(line: str, is_comment: bool) -> tuple[str, bool]:
    """Return ``line`` without comments, and whether one goes on; ``is_comment`` says whether one came in."""
    if is_comment:
        _, end, line = line.partition("-->")
        if not end:
            return "", True
    line = re.sub(rf"({CODE_SPAN})|<!--.*?-->", lambda match: match[1] or "", line)
    code = re.sub(CODE_SPAN, lambda match: " " * len(match[0]), line)
    start = code.find("<!--")
    return (line, False) if start < 0 else (line[:start], True)


def place(page: markdown.Markdown, *texts: str, number: int | None = None) -> str:
    """Return file and line of the first of ``texts`` that stands in the source of a page, as far as they are known.

    A line of code is found only where no other has the text. ``number`` counts the lines of what is converted, from 0.
    """
    file = page_file(page)
    if file is None:
        return "Markdown"
    if (file.abs_src_path or "").endswith(".ipynb"):
        notebook = storage.read(Path(file.abs_src_path))
        places, lines = zip(*storage.prose(notebook), strict=True)
        name = notebook.place()
    else:
        name = f"docs/{file.src_uri}"
        lines = tuple(file.content_string.splitlines())
        places = tuple(f"{name}:{number}" for number in range(1, len(lines) + 1))
    start = front_matter_length("\n".join(lines))
    start += next((count for count, line in enumerate(lines[start:]) if line.strip()), 0)
    if number is not None and texts[0] in lines[start + number : start + number + 1]:
        return str(places[start + number])
    without = lines_of_prose("\n".join(lines) + "\n")  # an empty last line is a line
    for text in filter(None, map(str.strip, texts)):
        for each in ([re.sub(CODE_SPAN, OBJECT_REPLACEMENT, line) for line in without], without, lines):
            if found := next((where for where, line in zip(places, each, strict=True) if text in line), None):
                return str(found)
    return name


@dataclass
class Run:
    """A piece of text in the tree: ``seen`` is what readers see of it, each character at ``places`` in ``text``."""

    element: etree.Element
    is_tail: bool
    text: str
    seen: str
    places: Sequence[int]

    def write(self, text: str) -> None:
        if text != self.text and self.is_tail:
            self.element.tail = text
        elif text != self.text:
            self.element.text = text


def prose(root: etree.Element, md: markdown.Markdown) -> list[list[Run]]:
    """Return the texts that readers see, each in the runs that make it up; what is no prose is one character."""
    found: list[list[Run]] = [[]]

    def add(element: etree.Element, *, is_tail: bool) -> None:
        text = (element.tail if is_tail else element.text) or ""
        if isinstance(text, AtomicString):
            run = Run(element, is_tail, text, OBJECT_REPLACEMENT, [0])
        elif STX not in text:  # nearly always
            run = Run(element, is_tail, text, text, range(len(text)))
        else:
            pieces = [(match.start(), meaning(match[0], md)) for match in PIECE.finditer(text)]
            places = [start + place for start, seen in pieces for place in range(len(seen))]
            run = Run(element, is_tail, text, "".join(seen for _, seen in pieces), places)
        found[-1].append(run)

    def visit(element: etree.Element) -> None:
        is_object = element.tag in NO_PROSE or element.tag in {"img", "br", "input"}
        if is_object or element.get("class") == "arithmatex":
            found[-1].append(Run(element, False, "", OBJECT_REPLACEMENT, [0]))
            return
        add(element, is_tail=False)
        for child in element:
            if child.tag not in INLINE | {"img", "br", "input"}:
                found.append([])
            visit(child)
            if child.tag not in INLINE | {"img", "br", "input"}:
                found.append([])
            add(child, is_tail=True)

    visit(root)
    return found


def meaning(piece: str, md: markdown.Markdown) -> str:
    """Return what readers see of a character or a placeholder of Python-Markdown."""
    if not piece.startswith(STX):
        return piece
    if (match := STASHED.fullmatch(piece)) and int(match[1]) < len(md.htmlStash.rawHtmlBlocks):
        html = md.htmlStash.rawHtmlBlocks[int(match[1])]
        is_unseen = isinstance(html, str) and re.fullmatch(r"</?(?!br\b|img\b|input\b)[a-zA-Z][^>]*>", html)
        return "" if is_unseen else OBJECT_REPLACEMENT
    return OBJECT_REPLACEMENT  # an escaped character


def page_file(page: markdown.Markdown) -> Any:
    """Return MkDocs' file of the page being converted; None outside MkDocs."""
    links = page.treeprocessors["relpath"] if "relpath" in page.treeprocessors else None
    return getattr(links, "file", None)


def relative_address(address: str, page_url: str) -> str:
    """Return how a page refers to what lies at ``address``; both are seen from the root of the site."""
    way = posixpath.relpath(address, posixpath.dirname(page_url) or ".")
    return f"{way}/" if address.endswith("/") else way


def end_of_section(root: etree.Element, heading: etree.Element) -> int:
    """Return the place in ``root`` behind the section of a heading, its subsections included."""
    start, ends = list(root).index(heading) + 1, HEADINGS[: int(heading.tag[1])]
    return next((place for place in range(start, len(root)) if root[place].tag in ends), len(root))
