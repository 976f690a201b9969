"""What an author says of a page above its text, by one schema for each kind of page.

MkDocs takes front matter that it cannot read for text, and a value of another type than it expects for the right one.
So `read` reads it first and keeps the line of each key, and `findings` has a sentence for all that is wrong.
A post is held back as a draft, or while the day of its publication is to come.
"""

import datetime
import difflib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from scripts.shared.paths import ROOT
from scripts.shared.revisions import MONTH, TEXTS, newest, shape_finding
from scripts.shared.revisions import revisions as revisions_of
from scripts.shared.sources import SourceError, problem_of, read_text, shown

TO_WRITE = "待写："  # a description that begins so is not published
HEAD = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)  # as MkDocs has it
CHINA = datetime.timezone(datetime.timedelta(hours=8))
POSTS = ROOT / "docs" / "posts"
NOTEBOOKS = ROOT / "docs" / "notebooks"
TEMPLATES = ROOT / "overrides"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
HAN = r"\u3400-\u4dbf\u4e00-\u9fff"  # in addresses that are older than the rule that they are ASCII
NO_KEY = re.compile(r"\w+(?:：|:(?=\S))")  # what was meant for one: YAML wants a half-width colon and a space
OLD_ADDRESS = re.compile(r"/(?!\.)(?:(?!\.\.?/)[\w.~+-]+/)*(?:[\w.~+-]+\.html)?(?<!^/)")
SLUG = re.compile(rf"[a-z0-9{HAN}]+(?:-[a-z0-9{HAN}]+)*")


class Day(str):
    """What YAML takes for a date: not converted, since a day that does not exist needs a sentence, too."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # in C where PyYAML has it
    pass


_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: Day(node.value))
KINDS = {
    Day: "日期",
    bool: "是非值",
    int: "数字",
    float: "数字",
    list: "列表",
    dict: "一组键值",
    type(None): "空值",
    str: "文字",
}


class Entry(NamedTuple):
    """A value and the line of its key in the file."""

    value: Any
    line: int


class FrontMatter(NamedTuple):
    """The entries by key; those of a date by ``date.created`` and ``date.updated``."""

    path: Path
    entries: dict[str, Entry]

    def get(self, key: str) -> Any:
        return self.entries[key].value if key in self.entries else None

    def values(self) -> dict[str, Any]:
        return {key: entry.value for key, entry in self.entries.items()}

    def place(self, key: str) -> str:
        """Return file and line of a key; those of the front matter where it is lacking."""
        return f"{shown(self.path)}:{self.entries[key].line if key in self.entries else 1}"

    @property
    def created(self) -> str | None:
        """Return the day of publication as it is written."""
        day: str | None = self.get("date.created") or self.get("date")
        return day

    def held(self) -> str:
        """Return why the post is not published yet; nothing where it is."""
        if self.get("draft"):
            return "是草稿（draft: true）"
        return day_to_come(self.created)


def read(path: Path) -> FrontMatter:
    """Return the front matter of the Markdown file ``path``; what its values are worth is for `findings` to say.

    Raises:
        SourceError: If there is none, or it is no YAML.
    """
    return _parsed(path, read_text(path))


@lru_cache(maxsize=4096)  # several rooms of a build ask for that of each post
def _parsed(path: Path, text: str) -> FrontMatter:
    match = HEAD.match(text)
    if not match:
        cure = "在它下面另起一行写 ---" if re.match(r"---[ \t]*\n", text) else "第一行写 ---，写完各项后再写一行 ---"
        raise SourceError(f"{shown(path)}:1：开头没有完整的 front matter。{cure}。")
    try:
        return FrontMatter(path, dict(_entries(match[1], path)))
    except (yaml.YAMLError, ValueError) as error:
        if line := next((number for number, each in enumerate(match[1].splitlines(), 2) if NO_KEY.match(each)), None):
            raise SourceError(f"{shown(path)}:{line}：键后要有半角冒号和一个空格。写成 title: 标题 的样子。") from None
        mark = getattr(error, "problem_mark", None)
        raise SourceError(
            f"{shown(path)}:{mark.line + 2 if mark else 1}：front matter 读不懂（{problem_of(error)}）。缩进用空格；"
            f"值里有冒号、引号、# 或括号时，用单引号把整个值括起来。"
        ) from None


def _entries(source: str, path: Path) -> Iterator[tuple[str, Entry]]:
    """Yield the entries of the YAML ``source``, which begins in the second line of the file."""
    loader = _Loader(source)
    try:
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            raise yaml.YAMLError
        seen: dict[str, int] = {}
        for key, node, line in _pairs(root, loader):
            if key in seen:
                raise SourceError(f"{shown(path)}:{line}：{key} 写了两次，第 {seen[key]} 行已有。删去一处。")
            seen[key] = line
            if key == "date" and isinstance(node, yaml.MappingNode):
                for part, value, below in _pairs(node, loader):
                    yield f"date.{part}", Entry(loader.construct_object(value, deep=True), below)
            else:
                yield key, Entry(loader.construct_object(node, deep=True), line)
            if key in {"title", "description", "question", "revisions"}:
                for text in _scalars(node):
                    _refuse_comment(text, source, f"{shown(path)}:{text.start_mark.line + 2}：{key}")
    finally:
        loader.dispose()


def _pairs(node: yaml.MappingNode, loader: _Loader) -> Iterator[tuple[str, yaml.Node, int]]:
    for key, value in node.value:
        yield str(loader.construct_object(key, deep=True)), value, key.start_mark.line + 2


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for child in node.value if isinstance(node, yaml.CollectionNode) else []:
        for each in child if isinstance(child, tuple) else [child]:
            yield from _scalars(each)


def _refuse_comment(node: yaml.ScalarNode, source: str, place: str) -> None:
    """Refuse what an author may take for a part of the value: YAML ends a plain text before `` #``, without a word."""
    if node.tag == "tag:yaml.org,2002:str" and not node.style:
        rest = source[node.end_mark.index :].split("\n", 1)[0]
        if rest.lstrip().startswith("#"):
            raise SourceError(f"{place} 里 {rest.strip()} 会被当作注释而丢失。用单引号把整个值括起来，或删去它。")


Check = Callable[[Any], str]  # what is wrong with a value and how to mend it; nothing where it is right


class Field(NamedTuple):
    """What a key must hold, and what to say where it is lacking: a key may be left out that has nothing to say."""

    check: Check
    lacking: str = ""


def is_text(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, Day)


def text(value: Any) -> str:
    if not is_text(value):
        return f"应为一段文字，这样写是{KINDS.get(type(value), '别的')}。用引号把它括起来。"
    if not value.strip():
        return "是空的。写上文字。"
    return "要写成一行。去掉换行。" if "\n" in value.strip() else ""


def slug(value: Any) -> str:
    if wrong := text(value):
        return wrong
    if SLUG.fullmatch(value) and value != "index":  # the list of all posts
        return ""
    return f"“{value}”不能作地址。只用小写字母、数字和单个连字符，例如 momentum-visualized。"


def day(value: Any) -> str:
    if not isinstance(value, Day):
        return "要写成 2026-01-31 的样子，不加引号。"
    return iso_day(value)


def iso_day(value: Any) -> str:
    """Check a day where dates are texts, as in the metadata of a notebook."""
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return "要写成 2026-01-31 的样子，月和日各两位，不带时刻。"
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return f"里没有 {value} 这一天。改正它。"
    return ""


def tags(value: Any) -> str:
    if not isinstance(value, list):
        return '要写成列表，如 ["PyTorch", "学习率"]。'
    seen = set()
    for tag in value:
        if not is_text(tag):
            return (
                f"里的 {tag} 应为文字。用引号把它括起来。"
                if tag is not None
                else "里有一个空的标签。写上它，或删去它。"
            )
        if not tag or tag != " ".join(tag.split()):
            return f"里的“{tag}”是空的，或有多余的空格。改正它。"
        if tag.casefold() in seen:
            return f"里“{tag}”写了两次。删去一个。"
        seen.add(tag.casefold())
    return ""


def notebooks(value: Any) -> str:
    known = sorted(path.relative_to(NOTEBOOKS).with_suffix("").as_posix() for path in NOTEBOOKS.glob("*/*.ipynb"))
    if not isinstance(value, list):
        return '要写成列表，如 ["momentum/basics"]。'
    for id in value:
        if id not in known:
            near = difflib.get_close_matches(str(id), known, n=1, cutoff=0.4)
            return f"里的 {id} 不是 docs/notebooks/ 里的 notebook。{f'是 {near[0]} 吗？' if near else '改正它，或删去它。'}"
        if value.count(id) > 1:
            return f"里 {id} 写了两次。删去一个。"
    return ""


def old_addresses(value: Any) -> str:
    if not isinstance(value, list):
        return '要写成列表，如 ["/old/name/"]。'
    for address in value:
        if not is_text(address) or not OLD_ADDRESS.fullmatch(address):
            return f"里的 {address} 应为站点里的一个旧地址，如 /old/name/ 或 /old/name.html，汉字照写。"
        if value.count(address) > 1:
            return f"里 {address} 写了两次。删去一个。"
    return ""


def switch(value: Any) -> str:
    return "" if isinstance(value, bool) else "只能是 true 或 false。"


def minutes(value: Any) -> str:
    return "" if type(value) is int and value > 0 else "应为分钟数，一个正整数；删去它时按字数算。"


def order(value: Any) -> str:
    return "" if type(value) is int and value > 0 else "应为一个正整数，小的在前；没有它的排在后面。"


def hide(value: Any) -> str:
    known = ("toc", "navigation")  # there is no navigation to hide: Material's authors may write it all the same
    return (
        "" if isinstance(value, list) and all(each in known for each in value) else "只能写成 hide: [toc]，它藏起目录。"
    )


def search(value: Any) -> str:
    is_known = isinstance(value, dict) and all(
        key == "exclude" and isinstance(each, bool) for key, each in value.items()
    )
    return "" if is_known else "只能写成 search: {exclude: true}。"


def revisions(value: Any, day: Check = day) -> str:
    """Check the revisions of a text; ``day`` checks their dates, which are texts where only the month is known."""
    if wrong := shape_finding(value):
        return wrong
    for number, revision in enumerate(value, start=1):
        is_month = isinstance(revision["date"], str) and MONTH.fullmatch(revision["date"])
        if not is_month and (wrong := day(revision["date"])):
            return f"的第 {number} 条：date {wrong}"
        for key in revision.keys() & {*TEXTS, "at"}:
            if wrong := text(revision[key]):
                return f"的第 {number} 条：{key} {wrong}"
    return ""


def template(value: Any) -> str:
    known = sorted(path.name for path in TEMPLATES.glob("*.html") if path.name != "404.html")
    return "" if value in known else f"“{value}”不是模板。overrides/ 里有 {'、'.join(known)}。"


TITLE = Field(text, "缺少标题。写一行 title: 标题。")
DESCRIPTION = Field(text, "缺少摘要。写一行 description: 一句话说清这一页。")
POST = {
    "title": TITLE,
    "slug": Field(slug, "缺少地址。写一行 slug: momentum-visualized，它是地址的最后一段，以后不再改。"),
    "date": Field(day, "缺少日期。写一行 date: 2026-01-31，是首次发表的那天。"),
    "date.created": Field(day),
    "date.updated": Field(day),
    "description": DESCRIPTION,
    "question": Field(text),
    "tags": Field(tags),
    "series": Field(text),
    "notebooks": Field(notebooks),
    "cover": Field(text),
    "readtime": Field(minutes),
    "draft": Field(switch),
    "pin": Field(switch),
    "order": Field(order),
    "hide": Field(hide),
    "search": Field(search),
    "redirect_from": Field(old_addresses),
    "revisions": Field(revisions),
}
PAGE = {
    "title": TITLE,
    "description": DESCRIPTION,
    "updated": Field(day),
    "question": Field(text),
    "order": Field(order),
    "template": Field(template),
    "hide": Field(hide),
    "search": Field(search),
    "redirect_from": Field(old_addresses),
}
NOTEBOOK = {
    "title": Field(text),
    "description": Field(text),
    "date": Field(iso_day),
    "tags": Field(tags),
    "revisions": Field(lambda value: revisions(value, iso_day)),
}
INSTEAD = {  # what other blogs and the theme know, and what is written here
    "author": "本站不署名，删去它",
    "authors": "本站不署名，mkdocs.yml 关掉了它，删去它",
    "categories": "mkdocs.yml 关掉了分类，用 tags",
    "category": "本站没有分类，用 tags",
    "keywords": "用 tags",
    "links": "本站的页面不显示它，把链接写进正文",
    "summary": "用 description",
    "excerpt": "摘要写在 description，提要是 <!-- more --> 之前的正文",
    "image": "用 cover: 图的 id",
    "lastmod": "用 date: {created: …, updated: …}",
    "created": "用 date: {created: …}",
    "updated": "用 date: {created: …, updated: …}",
    "aliases": "用 redirect_from: [/旧地址/]",
    "redirects": "用 redirect_from: [/旧地址/]",
}


def findings(front: FrontMatter, schema: Mapping[str, Field]) -> list[str]:
    """Return a sentence for all that is wrong, with file, line and cure, in the order of the lines."""
    found = []
    for key, entry in front.entries.items():
        if key not in schema:
            found.append(f"{front.place(key)}：{unknown(key, schema)}")
        elif entry.value is None:
            found.append(f"{front.place(key)}：{key} 后面没有值。写上它，或删去这一行；以 # 开头的值要加引号。")
        elif wrong := schema[key].check(entry.value):
            found.append(f"{front.place(key)}：{key} {wrong}")
    for key, field in schema.items():
        if field.lacking and key not in front.entries and f"{key}.created" not in front.entries:
            found.append(f"{front.place(key)}：{field.lacking}")
    return found or list(_order_of_dates(front))


def unknown(key: str, schema: Mapping[str, Field]) -> str:
    if key in INSTEAD:
        return f"{key} 在这里不用。{INSTEAD[key]}。"
    if key in POST:
        return f"{key} 只有文章才有。删去它。"
    near = difflib.get_close_matches(key.lower(), schema, n=1, cutoff=0.5)
    return f"不认识 {key}。{f'是 {near[0]} 吗？' if near else ''}可用的有 {'、'.join(schema)}。"


def _order_of_dates(front: FrontMatter) -> Iterator[str]:
    created, updated = front.created, front.get("date.updated")
    if created and updated and updated < created:
        yield f"{front.place('date.updated')}：date.updated {updated} 早于首次发表的 {created}。改正其中一个。"
    elif created and not day_to_come(created) and day_to_come(updated):
        yield f"{front.place('date.updated')}：date.updated {updated} 还没到。写成最后一次修改的那天。"
    elif (last := newest(revisions_of(front.values()))) and last != (updated or created):
        edited = f"是 {updated}" if updated else "没有写"
        yield f"{front.place('revisions')}：revisions 最新的一条是 {last}，date.updated 却{edited}。两处写成同一天。"


def metadata_finding(metadata: Mapping[str, Any]) -> str:
    """Return what is wrong with the metadata of a notebook, with its cure; nothing where they are right.

    Other programs keep their own there: a key that is not ours is refused only where it looks like one of ours.
    """
    for key, value in metadata.items():
        if key in NOTEBOOK:
            if wrong := NOTEBOOK[key].check(value):
                return f"{key} {wrong}"
        elif key in POST or difflib.get_close_matches(key.lower(), NOTEBOOK, n=1, cutoff=0.75):
            return unknown(key, NOTEBOOK)
    return ""


def posts(folder: Path = POSTS) -> list[Path]:
    """Return the sources of posts; what systems and editors put beside them is hidden."""
    return sorted(path for path in folder.rglob("*.md") if not path.name.startswith("."))


def today() -> datetime.date:
    """Return the day in China; that of ``SOURCE_DATE_EPOCH`` where it is set, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.datetime.fromtimestamp(int(epoch), CHINA) if epoch.isdecimal() else datetime.datetime.now(CHINA)
    return now.date()


def day_to_come(day: str | None) -> str:
    """Return what is said of what is held back until ``day``; nothing where that is not in the future."""
    return f"日期 {day} 还没到" if day and day > today().isoformat() else ""
