"""The lists of posts and notebooks: /posts/, /archives/, /notebooks/, /tags/ and a page for each tag.

Their pages exist only in the memory of MkDocs: front matter here, looks in ``overrides/listing.html``. The posts are
those that Material's blog plugin has found, so drafts are in a list exactly when they are on the site. All lists and the
feed have one order: newest first, those of one day by address; a pinned post is before all others, but not in the feed
and the archive, which go by date; the home page goes by the editor's order (``tiles.py``).
"""

import datetime
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import quote

import yaml
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from scripts.notebooks import storage
from scripts.notebooks.storage import Notebook
from scripts.pages import publishing, tiles

SECTIONS = {"posts/": "文章", "notebooks/": "Notebook", "playgrounds/": "互动图"}  # lists, and what is below them
Post = Any  # material.plugins.blog.structure.Post, which has no types
BETWEEN_WORDS = re.compile(r"""[\s/,:;!?()\[\]{}"'，、。：；！？（）《》【】“”‘’·—…]+""")
# ``\w`` holds the Chinese characters: they stay as they are. A dot at an end makes a hidden folder, or none on Windows.
NOT_IN_SLUG = re.compile(r"[^\w.+-]|^\.|\.$")


class Tag(NamedTuple):
    """A tag, the posts that carry it, newest first, and the notebooks."""

    name: str
    slug: str
    posts: list[Post]
    notebooks: list[Notebook]

    @property
    def size(self) -> int:
        return len(self.posts) + len(self.notebooks)

    @property
    def source(self) -> str:
        return f"tags/{self.slug}.md"

    @property
    def url(self) -> str:
        return f"tags/{quote(self.slug)}/"


def add_pages(files: Files, config: MkDocsConfig) -> None:
    """Add the pages of the lists; to be called when the blog plugin knows the posts.

    Raises:
        PluginError: If two spellings of a tag have one address, or an author has written one of the pages.
    """
    for source, content in pages(posts_of(config), all_notebooks(config)).items():
        if files.get_file_from_path(source):
            raise PluginError(f"docs/{source}：这一页由构建生成。删去这个文件，或改名。")
        files.append(File.generated(config, source, content=content))


def add_globals(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Give the templates what they show of posts, notebooks and playgrounds.

    Raises:
        PluginError: If the cover of a post is none of its figures.
    """
    posts, notebooks = posts_of(config), all_notebooks(config)
    articles = tiles.of_posts(posts)
    env.globals["all_posts"] = posts
    env.globals["years"] = list(years([*posts, *notebooks]))
    env.globals["notebooks"] = notebooks
    env.globals["tags"] = {tag.name: tag for tag in tags(posts, notebooks)}
    env.globals["tiles"] = {each.url: each for each in articles}
    env.globals["articles"] = tiles.in_order(articles)
    env.globals["playgrounds"] = tiles.of_playgrounds(files)


def posts_of(config: MkDocsConfig) -> list[Post]:
    """Return the posts of the site: pinned ones first, then newest first."""
    return list(publishing.blog(config).blog.posts)


def put_in_order(config: MkDocsConfig) -> None:
    """Order the posts: the blog plugin leaves those of one day as their files are called."""
    publishing.blog(config).blog.posts.sort(key=lambda post: (not post.config.pin, *newest_first(post)))


def newest_first(text: Post | Notebook) -> tuple[int, str]:
    """Return by what posts and notebooks are ordered: their day, then their address."""
    return -day_of(text).toordinal(), text.url


def day_of(text: Post | Notebook) -> datetime.date:
    """Return the day on which a post or a notebook first appeared."""
    day: datetime.date = text.date if isinstance(text, Notebook) else text.config.date.created.date()
    return day


def all_notebooks(config: MkDocsConfig) -> list[Notebook]:
    """Return the notebooks of the site, by topic and name; a preview has those that wait for their day, too."""
    found = [storage.read(path) for path in storage.paths()]
    return [each for each in found if publishing.shows_drafts(config) or not each.held()]


def pages(posts: Sequence[Post], notebooks: Sequence[Notebook] = ()) -> dict[str, str]:
    """Return the sources of the pages: path below docs/ to Markdown with front matter."""
    count = len(posts)
    everything = f"{count} 篇文章" + (f"和 {len(notebooks)} 个 notebook" if notebooks else "")
    found = tags(posts, notebooks)
    written = {
        "posts.md": page("全部文章", f"本站的 {count} 篇文章，新的在前，各附一句问题。", shows="posts"),
        "archives.md": page("归档", f"本站的 {everything}，按发表的年份排列。", shows="archives"),
        "tags.md": page("标签", f"按主题找文章：{'、'.join(tag.name for tag in found)}。", shows="tags"),
    }
    if notebooks:
        description = f"本站的 {len(notebooks)} 个 notebook：可以下载的程序，输出和图在构建网站时算出。"
        written["notebooks/index.md"] = page("Notebook", description, shows="notebooks")
    for tag in found:
        titles = "、".join(f"《{each.title}》" for each in [*tag.posts, *tag.notebooks])
        description = f"标签“{tag.name}”下的 {tag.size} 篇：{titles}。"
        written[tag.source] = page(f"标签：{tag.name}", description, shows="tag", tag=tag.name)
    return written


def page(title: str, description: str, **listing: str) -> str:
    front_matter = {
        "title": title,
        "description": description,
        "template": "listing.html",
        "hide": ["toc"],
        "search": {"exclude": True},  # a search should find posts, not lists of them
        "listing": listing,
    }
    return f"---\n{yaml.safe_dump(front_matter, allow_unicode=True, sort_keys=False)}---\n"


def tags(posts: Sequence[Post], notebooks: Sequence[Notebook] = ()) -> list[Tag]:
    """Return the tags of posts and notebooks, those of most first, then by name.

    Raises:
        PluginError: If two spellings of a tag have one address.
    """
    found: dict[str, Tag] = {}

    def tagged(name: str, place: str) -> Tag:
        tag = found.setdefault(tag_slug(name), Tag(name, tag_slug(name), [], []))
        if tag.name != name:
            raise PluginError(
                f"{place}：标签“{name}”与别处的“{tag.name}”写法不同，地址却都是 {tag.url}。把两处改成同一种写法。"
            )
        return tag

    for post in posts:
        for name in post.meta.get("tags") or []:
            tagged(name, f"docs/{post.file.src_uri}").posts.append(post)
    for notebook in notebooks:
        for name in notebook.tags:
            tagged(name, notebook.place()).notebooks.append(notebook)
    return sorted(found.values(), key=lambda tag: (-tag.size, tag.slug))


def tag_slug(name: str) -> str:
    """Return the part of an address that stands for a tag: lower case, hyphens between words, Chinese kept.

    All other signs are written by their code, so that C# is no C and has a folder that every disk and server can hold.
    """
    name = unicodedata.normalize("NFC", name).lower()
    words = BETWEEN_WORDS.sub("-", name).strip("-")
    if not words:
        return "".join(map(code, name))
    if words == "index":  # would be the page of all tags
        return f"{code('i')}ndex"
    return NOT_IN_SLUG.sub(lambda match: code(match[0]), words)


def code(sign: str) -> str:
    return f"~{ord(sign):x}"


def years(texts: Sequence[Post | Notebook]) -> Iterator[tuple[int, list[Post | Notebook]]]:
    """Yield each year in which a post or a notebook first appeared, and those that did."""
    by_date = sorted(texts, key=newest_first)  # pinned posts too
    for year, group in groupby(by_date, key=lambda text: day_of(text).year):
        yield year, list(group)
