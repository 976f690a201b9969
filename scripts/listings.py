"""The lists of posts and notebooks: /posts/, /archives/, /notebooks/, /tags/ and a page for each tag.

Their pages exist only in the memory of MkDocs: front matter here, looks in ``overrides/listing.html``. The posts are
those that Material's blog plugin has found, in its order (newest first), so drafts are in a list exactly when they
are on the site. A post's ``cover`` is a figure of the manifest.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import yaml
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from scripts import notebooks
from scripts.markdown_figures import ADDRESS, SCHEME, all_figures
from scripts.notebooks import Notebook

Post = Any  # material.plugins.blog.structure.Post, which has no types
NOT_IN_SLUG = re.compile(r"[^\w.+-]+")  # ``\w`` holds the Chinese characters: they stay as they are


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
        return f"tags/{self.slug}/"


class Cover(NamedTuple):
    """The picture of a post in a list; addresses count from the root of the site."""

    light: str
    dark: str
    width: int
    height: int
    alt: str


def add_pages(files: Files, config: MkDocsConfig) -> None:
    """Add the pages of the lists; to be called when the blog plugin knows the posts.

    Raises:
        PluginError: If two spellings of a tag have one address.
    """
    for source, content in pages(posts_of(config), all_notebooks()).items():
        files.append(File.generated(config, source, content=content))


def add_globals(env: Environment, config: MkDocsConfig) -> None:
    """Give the templates what they show of posts.

    Raises:
        PluginError: If the cover of a post is no figure.
    """
    posts = posts_of(config)
    figures = all_figures()
    covers = {post.url: cover(post, figures) for post in posts}
    env.globals["all_posts"] = posts
    env.globals["years"] = list(years(posts))
    env.globals["notebooks"] = all_notebooks()
    env.globals["tags"] = {tag.name: tag for tag in tags(posts, all_notebooks())}
    env.globals["covers"] = covers


def posts_of(config: MkDocsConfig) -> list[Post]:
    """Return the posts of the site, newest first."""
    return list(config.plugins["material/blog"].blog.posts)  # type: ignore[attr-defined]


def all_notebooks() -> list[Notebook]:
    """Return the notebooks of the site, by topic and name."""
    return [notebooks.read(path) for path in notebooks.paths()]


def pages(posts: Sequence[Post], notebooks: Sequence[Notebook] = ()) -> dict[str, str]:
    """Return the sources of the pages: path below docs/ to Markdown with front matter."""
    count = len(posts)
    found = tags(posts, notebooks)
    written = {
        "posts.md": page("全部文章", f"本站的 {count} 篇文章，新的在前，各附一句提要。", shows="posts"),
        "archives.md": page("归档", f"本站的 {count} 篇文章，按首次发表的年份排列。", shows="archives"),
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
    """Return the part of an address that stands for a tag: lower case, spaces as hyphens, Chinese kept."""
    return NOT_IN_SLUG.sub("-", name.lower()).strip("-")


def years(posts: Sequence[Post]) -> Iterator[tuple[int, list[Post]]]:
    """Yield each year in which a post first appeared, and its posts."""
    newest_first = sorted(posts, key=lambda post: post.config.date.created, reverse=True)  # pinned posts too
    for year, group in groupby(newest_first, key=lambda post: post.config.date.created.year):
        yield year, list(group)


def cover(post: Post, figures: dict[str, dict[str, Any]]) -> Cover | None:
    """Return the cover of a post; None where its front matter names none.

    Raises:
        PluginError: If there is no such figure.
    """
    id = post.meta.get("cover")
    if not id:
        return None
    if id not in figures:
        near = difflib.get_close_matches(id, figures, n=3, cutoff=0.4)
        advice = f"相近的有：{'、'.join(near)}。" if near else ""
        raise PluginError(
            f"docs/{post.file.src_uri}：封面 cover: {id} 不是已登记的图。{advice}"
            f"改正它，或在 plots/figures/ 的 FIGURES 表中登记这张图。"
        )
    facts = figures[id]
    alt = re.search(rf"!\[([^\]]*)\]\({SCHEME}{re.escape(id)}\)", post.markdown)
    return Cover(
        light=f"{ADDRESS}{id}.light.svg",
        dark=f"{ADDRESS}{id}.dark.svg",
        width=facts["width"],
        height=facts["height"],
        alt=alt[1] if alt else "",
    )
