"""What changed: 更新记录 at the end of each text, and at /corrections/ the corrections of all texts, by date.

Both are made of the ``revisions`` of the texts (scripts/shared/revisions.py), as Markdown that goes the way of all other; the
page exists only in the memory of MkDocs. Its feed is written with the others (feed.py).
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import indent
from typing import Any, NamedTuple

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from scripts.notebooks.storage import Notebook
from scripts.pages import listings
from scripts.pages.onward import source_of
from scripts.shared.revisions import Revision, revisions

SOURCE = "corrections.md"
ADDRESS = "corrections/"
ANCHOR = "changelog"
MOST = 4  # revisions that are shown without being asked for
ENDS = ("。", "！", "？")
HEADING = r"^#{{2,6}} +([^\[\]\n]+?) *\{{[^}}\n]*#{anchor}[ }}]"
LOCAL_LINK = re.compile(r"\[([^\[\]]*)\]\((?![a-z]+:)([^()\s]+)\)")


class Correction(NamedTuple):
    """A correction of a text; its ``id`` is its anchor in the page of all."""

    id: str
    date: str
    title: str
    source: str  # of the text, below docs/
    revision: Revision


def section(page: Page, markdown: str, config: MkDocsConfig) -> str:
    """Return 更新记录 of a page as Markdown, folded where it is long; nothing where its front matter holds no revisions."""
    found, blocks = revisions(page.meta), []
    for date, group in groupby(found, key=lambda each: each.date):
        lines = "\n".join(item(each, name=heading(each.at, markdown)) for each in group)
        blocks.append(f"**{date}**{history(date, page.file.src_uri, config)}\n\n{lines}\n")
    content = "\n".join(blocks)
    if len(found) > MOST:
        summary = f'??? note reference "{len(found)} 条，最近一次 {found[0].date}"\n\n'
        content = summary + indent(content, "    ")
    return f"\n\n## 更新记录 {{ #{ANCHOR} }}\n\n{content}" if found else ""


def sentences(revision: Revision, id: str = "") -> list[str]:
    """Return a revision as Markdown, what was and what is now apart; a correction may have an anchor."""
    was = f"**原来**{{ #{id} }}" if id else "原来"
    named = {"": revision.what, f"{was}：": revision.was, "现在：": revision.now, "原因：": revision.why}
    return [f"{name}{text if text.endswith(ENDS) else f'{text}。'}" for name, text in named.items() if text]


def item(revision: Revision, id: str = "", name: str = "") -> str:
    """Return a revision as an item of a list; its place is called ``name``."""
    way = f"见[{name}](#{revision.at})。" if revision.at else ""
    return f"- {''.join(sentences(revision, id))}{way}"


def heading(anchor: str, markdown: str) -> str:
    """Return the heading that has an anchor; it may be that of a figure."""
    found = re.search(HEADING.format(anchor=re.escape(anchor)), markdown, re.MULTILINE) if anchor else None
    return found[1] if found else "正文"


def history(date: str, source: str, config: MkDocsConfig) -> str:
    """Return a link to what was changed on a day, where the repository is known and the day is."""
    address = config.extra.get("history")
    is_day = len(date) == len("2026-01-31")
    return f"（[当天的改动]({address}{source}?since={date}&until={date})）" if address and is_day else ""


def add_page(files: Files, config: MkDocsConfig) -> None:
    """Add the page of all corrections; to be called when the blog plugin knows the posts.

    Raises:
        PluginError: If an author has written it.
    """
    if files.get_file_from_path(SOURCE):
        raise PluginError(f"docs/{SOURCE}：这一页由构建生成。删去这个文件，或改名。")
    found = corrections([*listings.posts_of(config), *listings.all_notebooks(config)])
    files.append(File.generated(config, SOURCE, content=page(found, has_feed=bool(config.site_url))))


def corrections(texts: Sequence[Any]) -> list[Correction]:
    """Return the corrections of posts and notebooks, newest first; those of one text as it has them."""
    found = [each for text in texts for each in corrections_of(text)]
    return sorted(found, key=lambda each: each.date, reverse=True)


def corrections_of(text: Any) -> Iterator[Correction]:
    """Yield the corrections of a text; their numbers count from the oldest of the day, since new ones come before."""
    is_notebook = isinstance(text, Notebook)
    name = text.id.replace("/", "-") if is_notebook else text.meta["slug"]
    corrected = [each for each in revisions({"revisions": text.revisions} if is_notebook else text.meta) if each.was]
    for date, group in groupby(corrected, key=lambda each: each.date):
        of_day = list(group)
        for number, revision in zip(range(len(of_day), 0, -1), of_day, strict=True):
            yield Correction(f"{date}-{name}-{number}", date, text.title, source_of(text), revision)


def page(found: Sequence[Correction], *, has_feed: bool) -> str:
    """Return the page of all corrections as Markdown."""
    count = f"本站文章和 notebook 的 {len(found)} 处更正" if found else "还没有更正"
    front = {
        "title": "更正",
        "description": f"{count}，按日期排列，写明原来怎样说、现在怎样说。",
        "search": {"exclude": True},  # a search should find the texts, which say the same
        "listing": {"shows": "corrections"},
    }
    feed = '可以<a href="index.xml">订阅更正</a>（RSS）。' if has_feed else ""
    blocks = [
        f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False)}---\n\n# 更正 {{ #corrections }}\n\n{count}。{feed}"
    ]
    for date, of_day in groupby(found, key=lambda each: each.date):
        blocks.append(f"## {date} {{ #{date} }}")
        for (title, source), group in groupby(of_day, key=lambda each: (each.title, each.source)):
            named = re.sub(r"([\\`*_\[\]<])", r"\\\1", title)
            blocks += [f"**[{named}]({source}#{ANCHOR})**", "\n".join(map(moved, group))]
    return "\n\n".join(blocks) + "\n"


def moved(correction: Correction) -> str:
    """Return a correction as an item of the page of all, its links leading to its text."""

    def link(match: re.Match[str]) -> str:
        name, (path, sign, anchor) = match[1], match[2].partition("#")
        target = posixpath.join(posixpath.dirname(correction.source), path) if path else correction.source
        return f"[{name or '图'}]({posixpath.normpath(target)}{sign}{anchor})"

    return LOCAL_LINK.sub(link, item(correction.revision, correction.id, "正文"))
