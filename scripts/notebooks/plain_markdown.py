"""The Markdown of a notebook's cells in the words that every Jupyter knows: no ids, footnotes or links of this site.

A heading's id becomes an anchor where a link of the notebook goes to it; a footnote a number and a list at the end; a link
to another page an absolute one where the site's address is known, else its text; a note a quotation.
"""

import re
from collections.abc import Callable

from scripts.shared.markdown_code import CODE_SPAN

Resolve = Callable[[str], str | None]

FENCE = r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ \t]*$"
CODE = re.compile(f"{FENCE}|{CODE_SPAN}", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^(#{1,6} .*?)[ \t]*\{:?[ \t]*#(?P<id>[\w-]+)[^}\n]*\}[ \t]*$", re.MULTILINE)
ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*[#.][\w-][^}\n]*\}")
LINK = re.compile(r"(?P<mark>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")
NOTE = re.compile(r"^\[\^(?P<id>[^\]\s]+)\]:[ \t]*(?P<text>.*(?:\n(?:[ ]{4}.*|[ \t]*(?=\n[ ]{4})))*)\n?", re.MULTILINE)
NOTE_MARK = re.compile(r"\[\^(?P<id>[^\]\s]+)\]")
ADMONITION = re.compile(
    r"^(?P<mark>!!!|\?\?\?\+?) (?P<kind>[\w-]+)[^\n\"]*(?:\"(?P<title>[^\"\n]*)\")?[ \t]*\n(?P<body>(?:[ ]{4}.*\n?|[ \t]*\n)*)",
    re.MULTILINE,
)
COMMENT = re.compile(r"\n*<!--.*?-->", re.DOTALL)


class PlainMarkdown:
    """What is told of all cells of one notebook: which ids are gone to, and the footnotes by the order of their use."""

    def __init__(self, sources: list[str], resolve: Resolve, figures: dict[str, int]) -> None:
        self.resolve = resolve
        self.figures = figures  # anchor -> number
        parts = [apart(source) for source in sources]
        self.notes = {
            note["id"]: together(" ".join(note["text"].split()), code)
            for text, code in parts
            for note in NOTE.finditer(text)
        }
        texts = [text for text, _ in parts]
        self.wanted = {
            link["target"][1:] for text in texts for link in LINK.finditer(text) if link["target"].startswith("#")
        }
        self.titles = {heading["id"]: heading[1].lstrip("# ") for text in texts for heading in HEADING.finditer(text)}
        self.used: list[str] = []

    def cell(self, source: str) -> str:
        """Return the text of a cell; cells are asked for in their order, since footnotes are numbered as they come."""
        text, code = apart(source)
        text = COMMENT.sub("", NOTE.sub("", text)).replace('<details markdown="1">', "<details>")
        text = ADMONITION.sub(quoted, text)
        text = ATTRIBUTES.sub("", HEADING.sub(self.heading, text))
        text = NOTE_MARK.sub(self.mark, LINK.sub(self.link, text))
        return together(text, code).strip("\n")

    def footnotes(self) -> str:
        """Return the footnotes that the cells referred to, as a list."""
        texts = []
        for id in self.used:
            text, code = apart(self.notes[id])
            texts.append(together(LINK.sub(self.link, text), code))
        listed = [f"{number}. {text}" for number, text in enumerate(texts, start=1)]
        return "\n".join(["**注**", "", *listed]) if listed else ""

    def heading(self, match: re.Match[str]) -> str:
        anchor = f'<a id="{match["id"]}"></a>\n\n' if match["id"] in self.wanted else ""
        return anchor + match[1]

    def mark(self, match: re.Match[str]) -> str:
        if match["id"] not in self.notes:
            return ""
        if match["id"] not in self.used:
            self.used.append(match["id"])
        return f"[{self.used.index(match['id']) + 1}]"

    def link(self, match: re.Match[str]) -> str:
        text, target = match["text"], match["target"]
        if re.match(r"https?:|mailto:", target):
            return match[0]
        if target.startswith("#"):
            number = self.figures.get(target[1:])
            return f"图 {number}" if number else f"[{text or self.titles.get(target[1:], '')}]({target})"
        found = None if target.startswith("value:") else self.resolve(target)
        return f"[{text}]({found})" if found else text


def apart(source: str) -> tuple[str, list[str]]:
    """Return a text with a mark in place of each piece of code, and these pieces."""
    code: list[str] = []

    def keep(match: re.Match[str]) -> str:
        code.append(match[0])
        return f"\0{len(code) - 1}\0"

    return CODE.sub(keep, source), code


def together(text: str, code: list[str]) -> str:
    return re.sub(r"\0(\d+)\0", lambda match: code[int(match[1])], text)


def quoted(match: re.Match[str]) -> str:
    """Return a note, or what folds, in plain Markdown."""
    body = re.sub(r"^ {4}", "", match["body"], flags=re.MULTILINE).strip("\n")
    title = match["title"] or ""
    if match["mark"] != "!!!":
        return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>\n\n"
    lines = [f"**{title}**", ""] * bool(title) + body.split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"
