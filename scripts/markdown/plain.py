"""The Markdown of a page as other programs read it: what only this site understands becomes what all of them do.

Figures and playgrounds become pictures with their numbered captions, named values their texts, folded parts a title with
what was below it; ids, classes and comments go. Code and formulas stay as they are. Footnotes do, too, which these programs
know; Jupyter does not, so notebooks that are handed out have a way of their own (`scripts.notebooks.plain_markdown`).
"""

import re
from collections.abc import Callable, Iterator, Sequence

from scripts.markdown import playgrounds, values
from scripts.markdown.figures import OWN
from scripts.markdown.source import without_comments
from scripts.shared.manifest import SCHEME as FIGURE
from scripts.shared.markdown_code import CODE_SPAN, fences

# An address as authors write it, also one that begins with ``figure:``, to what others can open.
Resolve = Callable[[str], str]

FORMULA = r"\$\$.+?\$\$|(?<![\\$])\$(?!\s)[^$\n]+(?<!\s)\$"
VERBATIM = re.compile(f"({CODE_SPAN}|{FORMULA})")
BOX = re.compile(r'(?P<margin>\s*)(?P<sign>\?\?\?\+?|!!!|===\+?!?) ?[\w -]*(?:"(?P<title>.*)")?\s*')
DETAILS = re.compile(r"^\s*(?:<details[^>]*>\s*<summary>(?P<title>.*)</summary>|</details>)\s*$")  # in notebooks
PICTURE = re.compile(
    rf"(?P<margin>\s*)!\[(?P<alt>.*)\]\((?P<source>(?:{FIGURE}|{playgrounds.SCHEME})[^()\s]+)\)(?P<rest>.*)"
)
ATTRIBUTES = re.compile(r' ?\{:? *[#.][\w-][^{}]*\}|<span id="[^"]*"></span>')
REFERENCE = re.compile(r"\[\]\(#([^()\s]+)\)")
TARGET = re.compile(r"(?<=\]\()[^()\s<>]+|(?<=\]\(<)[^<>]+")
INFO = re.compile(r"(\s*(?:`{3,}|~{3,})\s*[\w+-]*).*")


def plain(markdown: str, resolve: Resolve) -> str:
    """Return the Markdown below the front matter of a page for readers elsewhere."""
    lines = with_captions(unfolded(markdown.split("\n")))
    code, openings = lines_of_code(lines), {fence.first for fence in fences(lines)}
    prose = [None if number in code else line for number, line in enumerate(lines)]
    numbers = figure_numbers(prose)
    found: list[str] = []
    is_comment = is_formula = False
    for number, line in enumerate(lines):
        if number in code:
            found.append(INFO.sub(r"\1", line) if number in openings else line)
            continue
        is_formula ^= line.count("$$") % 2 == 1
        if is_formula or line.strip() == "$$":
            found.append(line)
            continue
        kept, is_comment = without_comments(line, is_comment)
        if kept.strip() or (not line.strip() and found and found[-1].strip()):
            found += written(kept, numbers, resolve)
    return "\n".join(found).strip() + "\n"


def unfolded(lines: Sequence[str]) -> list[str]:
    """Return the lines with what boxes, folds and tabs hold below their titles; a box that is no fold is a quotation."""
    code = lines_of_code(lines)
    found: list[str] = []
    at = 0
    while at < len(lines):
        box = BOX.fullmatch(lines[at]) if at not in code else None
        at += 1
        if not box:
            line = lines[at - 1]
            found.append(line if at - 1 in code else DETAILS.sub(title_of_fold, line))
            continue
        margin, end = box["margin"], at
        inside = f"{margin}    "
        while end < len(lines) and (lines[end].startswith(inside) or not lines[end].strip()):
            end += 1
        while not lines[end - 1].strip():
            end -= 1
        content = unfolded([line.removeprefix(inside) for line in lines[at:end]])
        title = [f"**{box['title']}**", ""] if box["title"] else []
        sign = "> " if box["sign"] == "!!!" else ""
        found += [f"{margin}{sign}{line}".rstrip() for line in [*title, *content]]
        at = end
    return found


def title_of_fold(fold: re.Match[str]) -> str:
    return f"**{fold['title']}**" if fold["title"] else ""


def lines_of_code(lines: Sequence[str]) -> set[int]:
    return {number for fence in fences(lines) for number in range(fence.first, fence.end)}


def with_captions(lines: Sequence[str]) -> list[str]:
    """Return the lines with the beginning of each caption behind its picture, where it may stand, too."""
    code = lines_of_code(lines)
    found: list[str] = []
    for number, line in enumerate(lines):
        above = PICTURE.fullmatch(found[-1]) if found and number not in code else None
        if above and not above["rest"] and line.strip():
            found[-1] += f" {line.strip()}"
        else:
            found.append(line)
    return found


def figure_numbers(prose: Sequence[str | None]) -> dict[str, int]:
    """Return the number of each figure by its anchor: that of a playground is the figure of its setting."""
    ids = [figure_of(match["source"]) for line in prose if line and (match := PICTURE.fullmatch(line))]
    return {id: number for number, id in enumerate(ids, start=1)}


def figure_of(source: str) -> str:
    """Return the id of the figure that a picture is or begins as."""
    if source.startswith(FIGURE):
        return source.removeprefix(FIGURE)
    return playgrounds.figure_of(source.removeprefix(playgrounds.SCHEME))


def written(line: str, numbers: dict[str, int], resolve: Resolve) -> Iterator[str]:
    """Yield a line of prose; of a picture its own, and that of its caption."""
    line = re.sub(f"{CODE_SPAN}|{values.LINK}", lambda match: match[0] if match["ticks"] else match["text"], line)
    if not (picture := PICTURE.fullmatch(line)):
        yield inline(line, numbers, resolve)
        return
    source, margin = picture["source"], picture["margin"]
    id = figure_of(source)
    yield f"{margin}![{inline(picture['alt'], numbers, resolve)}]({resolve(FIGURE + id)})"
    play = f"（[打开互动图]({resolve(source)})）" if source.startswith(playgrounds.SCHEME) else ""
    yield f"{margin}[图 {numbers[id]}]({resolve(OWN + id)}){play}：{inline(picture['rest'].strip(), numbers, resolve)}"


def inline(text: str, numbers: dict[str, int], resolve: Resolve) -> str:
    """Return a piece of prose: no ids and classes, figures by number, addresses for readers elsewhere."""
    parts = VERBATIM.split(text)
    step = VERBATIM.groups + 1
    for at in range(0, len(parts), step):
        part = ATTRIBUTES.sub("", parts[at])
        part = REFERENCE.sub(
            lambda match: f"[图 {numbers[match[1]]}](#{match[1]})" if match[1] in numbers else match[0], part
        )
        parts[at] = TARGET.sub(lambda match: resolve(match[0]), part)
    return "".join(part for at, part in enumerate(parts) if at % step < 2)
