"""A post: begun as a draft with its front matter, given a figure, moved to another address."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from scripts.shared import front_matter
from scripts.shared.front_matter import POSTS, TO_WRITE
from scripts.shared.sources import SourceError, read_text, shown
from scripts.starting.templates import WORD, StartError, filled

SUMMARY = "\n## 小结 {"  # the first figures come before it
DOCS = POSTS.parent


class _Dumper(yaml.SafeDumper):
    """Writes front matter as people do: lists are indented, and a value is written twice rather than referred to."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def create(slug: str, title: str, *, today: datetime.date, posts: Path = POSTS) -> Path:
    """Write a draft and return its path.

    Raises:
        StartError: If the slug is no address or is taken, or the title is missing.
    """
    if not slug or not title:
        raise StartError("缺少 SLUG 或 TITLE。写成 make new-post SLUG=momentum-visualized TITLE=图解动量法")
    require_slug("SLUG", slug)
    path = posts / f"{slug}.md"
    if path.exists():
        raise StartError(f"{shown(path)} 已经存在。换一个 SLUG，或直接编辑它。")
    require_free(slug, posts)
    facts = {
        "title": title,
        "slug": slug,
        "date": {"created": today, "updated": today},
        "description": f"{TO_WRITE}用一句话说清这篇文章回答什么问题，搜索结果和分享卡片会显示它。",
        "question": f"{TO_WRITE}读者会问的一句话，它站在文章和首页卡片的最上面？",
        "tags": [],
        "draft": True,
        "revisions": [{"date": today, "what": "首次发表。"}],
    }
    posts.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{written(facts)}---\n\n{filled('post.md', {'title': title})}", encoding="utf-8")
    return path


def written(facts: dict[str, Any]) -> str:
    """Return front matter as YAML."""
    text: str = yaml.dump(facts, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    return text


def require_slug(name: str, slug: str) -> None:
    if not re.fullmatch(WORD, slug) or slug == "index":  # the list of all posts
        raise StartError(f"{name}“{slug}”不能作地址。只用小写字母、数字和单个连字符，例如 momentum-visualized")


def require_free(slug: str, posts: Path) -> None:
    for other in front_matter.posts(posts):
        if slug_of(other) == slug:
            raise StartError(f"{shown(other)} 已经用了地址 {slug}。换一个 SLUG。")


def slug_of(path: Path) -> str:
    try:
        return str(front_matter.read(path).get("slug")).casefold()
    except SourceError as error:
        raise StartError(str(error)) from None


def about(topic: str, posts: Path = POSTS) -> Path:
    """Return the post that a new figure of a topic belongs to: the one of that name, or one that shows figures of it.

    Raises:
        StartError: If there is none: a figure that nobody shows is an error in the build.
    """
    found = front_matter.posts(posts)
    own = [path for path in found if slug_of(path) == topic]
    showing = [path for path in found if f"](figure:{topic}/" in read_text(path)]
    if not own + showing:
        raise StartError(f"没有主题为 {topic} 的文章来放这张图。先运行 make new-post SLUG={topic} TITLE=标题")
    return (own + showing)[0]


def place(post: Path, paragraph: str) -> None:
    """Put a paragraph before the summary of a post, else at its end."""
    text = read_text(post)
    at = text.find(SUMMARY)
    before, after = (text[:at], text[at:]) if at >= 0 else (text, "")
    post.write_text(f"{before.rstrip()}\n\n{paragraph.strip()}\n{after}", encoding="utf-8")


def rename(old: str, new: str, *, posts: Path = POSTS) -> list[Path]:
    """Move a post to another address; what links to it follows, and its old addresses lead to the new one.

    Returns:
        The files that have changed, the post first.

    Raises:
        StartError: If there is no such post, or the new address is none or taken.
    """
    path = next((each for each in front_matter.posts(posts) if slug_of(each) == old.casefold()), None)
    if not path:
        raise StartError(f"没有地址为 {old or '（空）'} 的文章。写成 make rename-post SLUG=旧地址 TO=新地址")
    require_slug("TO", new)
    require_free(new, posts)
    target = path.with_name(f"{new}.md")
    if target != path and target.exists():
        raise StartError(f"{shown(target)} 已经存在。换一个 TO。")
    front = front_matter.read(path)
    old_slug = front.get("slug")
    kept = [each for each in front.get("redirect_from") or [] if each != f"/posts/{new}/"]
    text = with_entry(read_text(path), "slug", lambda: f"slug: {new}\n")
    redirects = written({"redirect_from": [*kept, f"/posts/{old_slug}/"]})
    path.write_text(with_entry(text, "redirect_from", lambda: redirects), encoding="utf-8")
    changed = [path.rename(target)]
    name = re.compile(rf"(?:(?<=[/(<])|(?<=\]: )){re.escape(path.name)}(?=[#)>\s])")
    for source in [*DOCS.rglob("*.md"), *DOCS.rglob("*.ipynb")]:
        content = source.read_text(encoding="utf-8")
        if (linked := name.sub(target.name, content)) != content:
            source.write_text(linked, encoding="utf-8")
            changed.append(source)
    return list(dict.fromkeys(changed))


def with_entry(text: str, key: str, entry: Callable[[], str]) -> str:
    """Return a text whose front matter has another entry for a key, at its place or at the end."""
    _, head, body = text.split("---\n", 2)
    own = re.compile(rf"^{key}:.*\n(?:[ -].*\n)*", re.MULTILINE)
    head = own.sub(lambda _: entry(), head) if own.search(head) else head + entry()
    return f"---\n{head}---\n{body}"
