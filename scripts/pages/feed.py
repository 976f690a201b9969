"""The feed at /index.xml: RSS 2.0 whose item ids are the permalinks of the posts, as subscribers know them.

A permalink is absolute, so the feed needs ``SITE_URL``. Without it (a preview, a build to look at) the feed is written
all the same, since /index.xml must answer, but its addresses are relative to it and its ids say that they are no
permalinks. Nothing in the feed depends on the clock: an unchanged site has an unchanged feed.
"""

import datetime
import email.utils
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Sequence
from html import escape, unescape
from typing import Any, NamedTuple
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Comment

from scripts.markdown.terms import MARK
from scripts.shared.front_matter import CHINA

ADDRESS = "index.xml"
SEPARATOR = "<!-- more -->"
ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
ADDRESSES = ("href", "src", "poster", "cite")


class Item(NamedTuple):
    """A post as the feed shows it."""

    address: str  # percent-encoded, relative to the feed: posts/zero/
    title: str
    description: str
    excerpt: str  # HTML, its addresses relative to the post
    tags: Sequence[str]
    created: datetime.date
    updated: datetime.date


def items(posts: Iterable[Any]) -> list[Item]:
    """Return the posts of Material's blog plugin as items, newest first, by address on one day; drafts are left out."""
    found = [
        Item(
            address=post.url,
            title=unescape(post.title),  # is HTML, of which a feed's titles have none
            description=unescape(post.meta.get("description", "")),
            excerpt=post.content.split(SEPARATOR)[0].strip(),
            tags=post.meta.get("tags", []),
            created=post.config.date.created.date(),
            updated=(post.config.date.updated or post.config.date.created).date(),
        )
        for post in posts
        if not post.config.draft
    ]
    return sorted(found, key=lambda item: (-item.created.toordinal(), item.address))


def rss(items: Sequence[Item], *, title: str, description: str, language: str, site_url: str | None) -> bytes:
    """Return the feed of ``items``, which are newest first."""
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    etree.register_namespace("atom", ATOM)
    etree.register_namespace("content", CONTENT)
    root = etree.Element("rss", {"version": "2.0"})
    channel = etree.SubElement(root, "channel")
    add(channel, "title", title)
    add(channel, "link", base or "./")
    add(channel, "description", description)
    add(channel, "language", language)
    if items:
        add(channel, "lastBuildDate", date(max(item.updated for item in items)))
    if base:
        address = {"href": f"{base}{ADDRESS}", "rel": "self", "type": "application/rss+xml"}
        etree.SubElement(channel, f"{{{ATOM}}}link", address)
    for item in items:
        channel.append(element(item, base))
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def element(item: Item, base: str) -> etree.Element:
    made = etree.Element("item")
    permalink = f"{base}{item.address}"
    add(made, "title", item.title)
    add(made, "link", permalink)
    add(made, "guid", permalink).set("isPermaLink", "true" if base else "false")
    add(made, "pubDate", date(item.created))
    add(made, "description", item.description)
    more = f'<p><a href="{escape(permalink)}">阅读全文</a></p>'
    add(made, f"{{{CONTENT}}}encoded", f"{with_base(item.excerpt, permalink)}\n{more}")
    for tag in item.tags:
        add(made, "category", tag)
    return made


def add(parent: etree.Element, tag: str, text: str) -> etree.Element:
    made = etree.SubElement(parent, tag)
    made.text = text
    return made


def date(day: datetime.date) -> str:
    """Return the start of ``day`` in China as RFC 822 has it."""
    return email.utils.format_datetime(datetime.datetime(day.year, day.month, day.day, tzinfo=CHINA))


def with_base(content: str, base: str) -> str:
    """Return the HTML ``content`` for a feed reader, which has no page to start from.

    Its addresses are resolved against ``base``; comments and the marks of terms are left out.
    """
    page = BeautifulSoup(content, "html.parser")
    for comment in page.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for mark in page.select(f"a.{MARK}"):
        mark.unwrap()
    for name in ADDRESSES:
        for element in page.select(f"[{name}]"):
            element[name] = urljoin(base, str(element[name]))
    return str(page)
