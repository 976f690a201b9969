"""The excerpt of a post, which the feed repeats: whatever is before ``<!-- more -->``.

In a feed a figure and a playground stand still, a heading leads nowhere, and a footnote lacks its text.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mkdocs.exceptions import PluginError

from scripts.markdown.playgrounds import TAG
from scripts.shared.markdown_code import without_code
from scripts.shared.sources import place_in, read_text, shown

SEPARATOR = "<!-- more -->"
NEARLY = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
ID = re.compile(r'<[a-z][^<>]*? id="([^"]+)"')
# What it is, how it looks in HTML, and how it is likely to stand in the source: that only finds the line.
NOT_HERE = (
    ("互动图", re.compile(rf"<{TAG}\b"), re.compile(r"\(playground:")),
    ("图", re.compile(r"<figure\b"), re.compile(r"\(figure:|<figure")),
    ("脚注", re.compile(r'class="footnote-ref"'), re.compile(r"\[\^")),
    ("标题", re.compile(r"<h[1-6]\b"), re.compile(r"^\s*#|<h[1-6]|^\s*(?:=+|-+)\s*$")),
)


def require_separator(markdown: str, path: Path) -> None:
    """Refuse a post whose text does not say where its excerpt ends.

    Raises:
        PluginError: If it does not.
    """
    text = without_code(markdown)
    if SEPARATOR not in text:
        near = NEARLY.search(text)
        where = place_in(path, near[0]) if near else shown(path)
        cure = f"“{near[0]}”要一字不差地写成它" if near else "在订阅源要显示的开头之后单独写一行"
        raise PluginError(f"{where}：正文里没有 {SEPARATOR}。{cure}，前后各空一行。")


def check(html: str, path: Path) -> None:
    """Refuse what an excerpt must not hold; ``html`` is the content of the post whose source is ``path``.

    Raises:
        PluginError: Where it does.
    """
    lines = list(enumerate(read_text(path).splitlines(), start=1))
    body = lines[next(number for number, line in lines[1:] if line.rstrip() in {"---", "..."}) :]
    excerpt = html.partition(SEPARATOR)[0]
    found = []
    for name, in_html, in_source in NOT_HERE:
        if in_html.search(excerpt):
            line = next((number for number, line in body if in_source.search(line)), len(lines))
            found.append(f"{shown(path)}:{line}：{SEPARATOR} 之前有{name}，订阅源会重复它。移到它之后。")
    if found:
        raise PluginError("\n".join(found))


def same_ids(html: str, path: Path) -> Iterator[str]:
    """Yield a sentence for each id that occurs twice in the content of a page, whose source is ``path``."""
    for id, count in Counter(ID.findall(html)).items():
        if count > 1:
            yield f"{place_in(path, f'#{id}')}：id “{id}” 出现了 {count} 次。给标题或图换一个不同的 id。"
