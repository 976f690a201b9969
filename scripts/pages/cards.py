"""The card of each page: card.png beside it, which a link to it shows where it is shared (scripts/assets/cards.py).

It shows the cover of a post, the figure that a page is about, else the first one there; a page without figures has the card of
the home page, if that has one. There are none where the site knows no address, which a card has to be told by, and none in a
preview. They are kept below the cache, each under a digest of all that it is made from; a record holds those of the files.
"""

import hashlib
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

from material.plugins.blog.structure import Post
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from scripts.markdown.figures import ADDRESS
from scripts.pages import embeds, tiles
from scripts.shared.files import write_if_changed
from scripts.shared.imports import imported_files
from scripts.shared.manifest import picture_path
from scripts.shared.paths import CACHE
from scripts.shared.records import NONE, digests, is_whole, read_entries, write_entries

Page = Any  # mkdocs.structure.pages.Page, or Material's
NAME = "card.png"
KEPT = CACHE / "cards"
RECORD = "cards.json"
DRAWING_CODE = "scripts.assets.cards"


class Shown(NamedTuple):
    """The figure on a card: its id, and what it shows in words."""

    figure: str
    alt: str


def add(files: Files, config: MkDocsConfig) -> None:
    """Add the cards to the files of the site and tell the pages of them; to be called when all pages have been rendered."""
    if not config.site_url:
        return
    code = digest(path.read_bytes() for path in sorted(imported_files(DRAWING_CODE)))
    known = read_entries(CACHE / RECORD).get(NAME, NONE)["files"]
    used: dict[Path, bytes] = {}
    pages: list[Page] = [file.page for file in files.documentation_pages() if file.page]
    home_has_one = any(page.is_homepage and shown_on(page) for page in pages)
    for page in pages:
        shown = shown_on(page)
        if not shown and not home_has_one:
            continue
        whose = page.canonical_url if shown else config.site_url
        page.meta["card"] = {"address": urljoin(whose, NAME), "alt": shown.alt if shown else config.site_name}
        if shown and not embeds.is_embed(page.file):
            path = made(page, shown, config.site_name, code, known)
            used[path] = path.read_bytes()
            address = page.file.dest_uri.removesuffix("index.html") + NAME
            files.append(File.generated(config, address, abs_src_path=str(path)))
    write_entries(CACHE / RECORD, {NAME: {"key": code, "files": digests(used)}})
    for path in set(KEPT.glob("*.png")) - used.keys():
        path.unlink()


def shown_on(page: Page) -> Shown | None:
    """Return the figure for the card of a page; None where it has none."""
    if "figure" in page.meta:  # it is about this one
        return Shown(page.meta["figure"], page.meta["shown"]["alt"])
    picture = tiles.cover(page) if isinstance(page, Post) else next(iter(tiles.pictures(page).values()), None)
    return picture and Shown(picture.address.removeprefix(ADDRESS).removesuffix(".svg"), picture.alt)


def made(page: Page, shown: Shown, site_name: str, code: str, known: dict[str, str]) -> Path:
    """Return the file of a card, drawn if nobody has yet.

    Raises:
        PluginError: If the font lacks a character of the title or the line.
    """
    picture = picture_path(shown.figure)
    title = site_name if page.is_homepage else unescape(str(page.title))
    line = unescape(str(page.meta.get("question") or page.meta["description"]))
    path = KEPT / f"{digest([code.encode(), picture.read_bytes(), *map(str.encode, (title, line, site_name))])}.png"
    if not is_whole(path, known.get(path.relative_to(CACHE).as_posix())):
        from scripts.assets.cards import card  # matplotlib: imported only where something is drawn

        try:
            write_if_changed(path, card(picture, title, line, site_name))
        except ValueError as error:
            cure = "改写 title、question 或 description"
            raise PluginError(f"{page.file.src_uri}：分享图画不成，{error}。{cure}。") from None
    return path


def digest(parts: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8) + part)
    return whole.hexdigest()
