"""The Markdown that authors write, line by line: which lines are prose, and where in the sources a text stands."""

import re
from pathlib import Path
from typing import Any

import markdown
from mkdocs.utils.meta import YAML_RE

from scripts import notebooks

CODE_SPAN = r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"


def front_matter_length(text: str) -> int:
    """Return how many lines of ``text`` are front matter, as MkDocs sees it."""
    match = YAML_RE.match(text.replace("\r\n", "\n"))
    return match[0].count("\n") if match else 0


def without_code(text: str) -> list[str]:
    """Return the lines of ``text``, those empty that are front matter, code, formulas or comments."""
    lines = text.splitlines()
    lines[: front_matter_length(text)] = [""] * front_matter_length(text)
    fence = ""
    is_formula = is_comment = False
    for number, line in enumerate(lines):
        bare = re.sub(r"^[\s>]*(?:(?:[-*+]|\d+\.)\s+)?", "", line).rstrip()
        lines[number] = ""
        if fence:
            if re.fullmatch(rf"{fence[0]}{{{len(fence)},}}", bare):
                fence = ""
        elif is_formula:
            is_formula = not bare.endswith("$$")
        elif not is_comment and (match := re.match(r"`{3,}(?=[^`]*$)|~{3,}", bare)):
            fence = match[0]
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


def place(page: markdown.Markdown, *texts: str) -> str:
    """Return file and line of the first of ``texts`` that stands in the source of a page, as far as they are known.

    A line of code is found only where no other has the text.
    """
    file = page_file(page)
    if file is None:
        return "Markdown"
    if (file.abs_src_path or "").endswith(".ipynb"):
        notebook = notebooks.read(Path(file.abs_src_path))
        places, lines = zip(*notebooks.prose(notebook), strict=True)
        name = notebook.place()
    else:
        name = f"docs/{file.src_uri}"
        lines = tuple(file.content_string.splitlines())
        places = tuple(f"{name}:{number}" for number in range(1, len(lines) + 1))
    for text in filter(None, map(str.strip, texts)):
        for each in (without_code("\n".join(lines)), lines):
            if found := next((where for where, line in zip(places, each, strict=True) if text in line), None):
                return found
    return name


def page_file(page: markdown.Markdown) -> Any:
    """Return MkDocs' file of the page being converted; None outside MkDocs."""
    links = page.treeprocessors["relpath"] if "relpath" in page.treeprocessors else None
    return getattr(links, "file", None)
