"""The feeds: of the whole site, with the newest texts whole, as RSS, Atom and JSON; of all posts, of each tag and of the corrections.

Ids are permalinks, as subscribers know them, and those are absolute: without ``SITE_URL`` there are no feeds. The feeds of a
part have the excerpts of posts, as they always had. Nothing in a feed depends on the clock: an unchanged site has unchanged feeds.
"""

import datetime
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import quote

from bs4 import BeautifulSoup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from scripts.pages import corrections, listings
from scripts.pages.dates import edited, published
from scripts.pages.excerpts import SEPARATOR
from scripts.pages.feed_content import plain, readable
from scripts.pages.feed_formats import FORMATS, Channel, Item, rss
from scripts.pages.onward import source_of
from scripts.shared.kept import Kept

Text = Any  # a post of Material's blog plugin, which has no types, or a Notebook
NEWEST = 50  # texts that stand whole in a feed: who reads more of them reads them here
ADDRESS = "index.xml"  # of a feed below the page that shows the same


def add_files(files: Files, config: MkDocsConfig) -> None:
    """Add the feeds of a site that knows its address; to be called when all pages are rendered."""
    if config.site_url:
        with Kept("feeds") as kept:
            for address, content in Feeds(files, config, kept).written():
                files.append(File.generated(config, address, content=content))


class Feeds:
    """The feeds of a site."""

    def __init__(self, files: Files, config: MkDocsConfig, kept: Kept) -> None:
        self.files = files
        self.kept = kept
        self.name = config.site_name
        self.description = config.site_description or ""
        self.base = f"{str(config.site_url).rstrip('/')}/"
        self.posts = [post for post in listings.posts_of(config) if not post.config.draft]
        self.notebooks = [each for each in listings.all_notebooks(config) if not each.held()]
        self.excerpts: dict[str, Item] = {}  # by source: each stands in the feeds of all its tags

    def written(self) -> Iterator[tuple[str, bytes]]:
        """Yield the address of each feed, and the feed."""
        newest = sorted([*self.posts, *self.notebooks], key=listings.newest_first)[:NEWEST]
        whole = self.items(newest, whole=True)
        for address, form in FORMATS.items():
            yield address, form(self.channel(self.name, self.description, "", address, whole))
        parts = [("全部文章", "posts/", self.items(self.posts))]
        for tag in listings.tags(self.posts, self.notebooks):
            parts.append((f"标签：{tag.name}", f"tags/{tag.slug}/", self.items([*tag.posts, *tag.notebooks])))
        parts.append(("更正", corrections.ADDRESS, self.corrections()))
        for title, page, items in parts:
            description = f"{self.name}的{title}。"
            channel = self.channel(f"{title} - {self.name}", description, page, f"{page}{ADDRESS}", items)
            yield f"{page}{ADDRESS}", rss(channel)

    def channel(self, title: str, description: str, page: str, address: str, items: list[Item]) -> Channel:
        home, url = f"{self.base}{quote(page)}", f"{self.base}{quote(address)}"
        return Channel(title, description, self.name, home, url, items)

    def items(self, texts: list[Text], *, whole: bool = False) -> list[Item]:
        """Return texts as items, newest first, by address on one day."""
        found = [self.item(text, whole=True) if whole else self.excerpt(text) for text in texts]
        return sorted(found, key=lambda item: (-item.created.toordinal(), item.url))

    def excerpt(self, text: Text) -> Item:
        source = source_of(text)
        if source not in self.excerpts:
            self.excerpts[source] = self.item(text, whole=False)
        return self.excerpts[source]

    def item(self, text: Text, *, whole: bool) -> Item:
        page = self.page(source_of(text))
        url = f"{self.base}{text.url}"
        excerpt, separator, _ = page.content.partition(SEPARATOR)
        content = page.content if whole else excerpt if separator else ""
        shown = self.readable(content, url)
        way = "在网站上读，互动图可以动手，代码可以运行" if whole else "阅读全文"
        return Item(
            url=url,
            title=unescape(page.title),  # is HTML, of which a feed's titles have none
            summary=unescape(page.meta.get("description", "")),
            content=f'{shown}\n<p><a href="{url}">{way}</a></p>'.strip(),
            tags=page.meta.get("tags") or [],
            created=datetime.date.fromisoformat(published(page)),
            updated=datetime.date.fromisoformat(edited(page)),
        )

    def corrections(self) -> list[Item]:
        """Return the corrections as they stand in their page, each under its anchor there."""
        page = self.page(corrections.SOURCE)
        url, soup = f"{self.base}{page.url}", BeautifulSoup(page.content, "html.parser")
        found = []
        for each in corrections.corrections([*self.posts, *self.notebooks]):
            [place] = soup.select(f'li:has([id="{each.id}"])')
            content = place.decode_contents()
            day = datetime.date.fromisoformat(each.date if len(each.date) > len("2026-01") else f"{each.date}-01")
            found.append(
                Item(
                    url=f"{url}#{quote(each.id)}",
                    title=f"《{unescape(each.title)}》",
                    summary=plain(content),
                    content=self.readable(content, url),
                    tags=[],
                    created=day,
                    updated=day,
                )
            )
        return found

    def readable(self, content: str, url: str) -> str:
        return str(self.kept.of(content, url, make=lambda: readable(content, url)))

    def page(self, source: str) -> Any:
        return self.files.src_uris[source].page
