"""Posts and playgrounds as lists show them: a picture, one question, what it takes to read, and whether one can play.

The front matter says the ``question`` (else the description stands there) and the ``order`` on the home page and in the
gallery of the playgrounds: those with a number by it, then the others, the newest first. The picture of a post is its
``cover``, a figure that the post shows, else its first one; that of a playground is the figure on its own page.
"""

import difflib
import math
import re
from collections.abc import Iterable, Sequence
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from scripts.assets.python_files import playground, playground_ids
from scripts.markdown.figures import ADDRESS, IMAGE_CLASS
from scripts.markdown.playgrounds import OWN_PAGE, TAG
from scripts.shared import front_matter

Page = Any  # mkdocs.structure.pages.Page, or Material's Post, which has no types
IMAGE = re.compile(rf'<img [^>]*class="{IMAGE_CLASS}"[^>]*>')
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


class Picture(NamedTuple):
    """A figure in a list; its address counts from the root of the site."""

    address: str
    width: int
    height: int
    alt: str


class Tile(NamedTuple):
    """A post or a playground; ``minutes`` is what reading takes, None where one plays."""

    url: str
    title: str
    question: str
    picture: Picture | None
    minutes: int | None
    is_draft: bool
    is_played: bool
    order: float


def of_posts(posts: Iterable[Page]) -> list[Tile]:
    """Return the tiles of posts whose content is known, in their order.

    Raises:
        PluginError: If the cover of a post is none of its figures.
    """
    return [
        tile(post, post.title, cover(post), post.config.readtime, is_draft=bool(post.config.draft)) for post in posts
    ]


def of_playgrounds(files: Files) -> list[Tile]:
    """Return the tiles of the playgrounds that have a page of their own, in the editor's order."""
    own = {id: files.get_file_from_path(OWN_PAGE.format(id=id)) for id in playground_ids()}
    return in_order(of_playground(id, file.page) for id, file in own.items() if file)


def of_playground(id: str, page: Page) -> Tile:
    return tile(page, playground(id).title, next(iter(pictures(page).values()), None))


def in_order(tiles: Iterable[Tile]) -> list[Tile]:
    return sorted(tiles, key=lambda each: each.order)


def tile(
    page: Page, title: str, picture: Picture | None, minutes: int | None = None, *, is_draft: bool = False
) -> Tile:
    return Tile(
        url=page.url,
        title=title,
        question=page.meta.get("question") or page.meta["description"],
        picture=picture,
        minutes=minutes,
        is_draft=is_draft,
        is_played=f"<{TAG}" in page.content,
        order=page.meta.get("order", math.inf),
    )


def cover(post: Page) -> Picture | None:
    """Return the picture of a post; None where it has no figure.

    Raises:
        PluginError: If its front matter names none of its figures.
    """
    shown = pictures(post)
    id = post.meta.get("cover")
    if not id:
        return next(iter(shown.values()), None)
    if id in shown:
        return shown[id]
    raise PluginError(f"{place_of_cover(post)}：封面 cover: {id} 不是这篇文章里的图。{advice(id, list(shown))}")


def pictures(page: Page) -> dict[str, Picture]:
    """Return the pictures of the figures on a page, by their ids, in their order."""
    found = {}
    for tag in IMAGE.findall(page.content):
        attributes = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}
        address = urljoin(page.url, attributes["src"])
        size = int(attributes["width"]), int(attributes["height"])
        found[address.removeprefix(ADDRESS).removesuffix(".svg")] = Picture(address, *size, attributes["alt"])
    return found


def advice(id: str, shown: Sequence[str]) -> str:
    near = difflib.get_close_matches(id, shown, n=3, cutoff=0.4)
    return (
        f"相近的有：{'、'.join(near)}。改正它，或删去它，用文章的第一张图。"
        if near
        else "改正它，或删去它，用文章的第一张图。"
    )


def place_of_cover(post: Page) -> str:
    path = getattr(post.file, "abs_src_path", None)
    return front_matter.read(Path(path)).place("cover") if path else f"docs/{post.file.src_uri}"
