"""RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1 of one list of items."""

import datetime
import email.utils
import json
import xml.etree.ElementTree as etree
from collections.abc import Callable, Sequence
from typing import NamedTuple

from scripts.shared.front_matter import CHINA

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
LANGUAGE = "zh-Hans"


class Item(NamedTuple):
    """What a feed tells of a text; its id is its absolute address."""

    url: str
    title: str
    summary: str
    content: str  # HTML
    tags: Sequence[str]
    created: datetime.date
    updated: datetime.date


class Channel(NamedTuple):
    """What a feed tells of itself; ``home`` is the page that shows the same."""

    title: str
    description: str
    author: str
    home: str
    url: str
    items: Sequence[Item]  # newest first

    @property
    def updated(self) -> datetime.date | None:
        return max((item.updated for item in self.items), default=None)


def rss(channel: Channel) -> bytes:
    root = etree.Element("rss", {"version": "2.0"})
    top = etree.SubElement(root, "channel")
    add(top, "title", channel.title)
    add(top, "link", channel.home)
    add(top, "description", channel.description)
    add(top, "language", "zh-cn")  # RSS knows no other name of it
    if channel.updated:
        add(top, "lastBuildDate", email.utils.format_datetime(start_of(channel.updated)))
    add(top, f"{{{ATOM}}}link", href=channel.url, rel="self", type="application/rss+xml")
    for item in channel.items:
        made = add(top, "item")
        add(made, "title", item.title)
        add(made, "link", item.url)
        add(made, "guid", item.url, isPermaLink="true")
        add(made, "pubDate", email.utils.format_datetime(start_of(item.created)))
        add(made, f"{{{ATOM}}}updated", start_of(item.updated).isoformat())
        add(made, "description", item.summary)
        add(made, f"{{{CONTENT}}}encoded", item.content)
        for tag in item.tags:
            add(made, "category", tag)
    return written(root)


def atom(channel: Channel) -> bytes:
    root = etree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": LANGUAGE})
    add_atom(root, "id", channel.home)
    add_atom(root, "title", channel.title)
    add_atom(root, "subtitle", channel.description)
    add_atom(root, "updated", start_of(channel.updated or datetime.date(1970, 1, 1)).isoformat())
    add_atom(root, "link", href=channel.url, rel="self", type="application/atom+xml")
    add_atom(root, "link", href=channel.home, rel="alternate", type="text/html")
    add_atom(add_atom(root, "author"), "name", channel.author)
    for item in channel.items:
        entry = add_atom(root, "entry")
        add_atom(entry, "id", item.url)
        add_atom(entry, "title", item.title)
        add_atom(entry, "link", href=item.url, rel="alternate", type="text/html")
        add_atom(entry, "published", start_of(item.created).isoformat())
        add_atom(entry, "updated", start_of(item.updated).isoformat())
        add_atom(entry, "summary", item.summary)
        add_atom(entry, "content", item.content, type="html")
        for tag in item.tags:
            add_atom(entry, "category", term=tag)
    return written(root)


def json_feed(channel: Channel) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.url,
        "description": channel.description,
        "language": LANGUAGE,
        "authors": [{"name": channel.author, "url": channel.home}],
        "items": [
            {
                "id": item.url,
                "url": item.url,
                "title": item.title,
                "summary": item.summary,
                "content_html": item.content,
                "date_published": start_of(item.created).isoformat(),
                "date_modified": start_of(item.updated).isoformat(),
                "tags": list(item.tags),
            }
            for item in channel.items
        ],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


FORMATS: dict[str, Callable[[Channel], bytes]] = {"index.xml": rss, "atom.xml": atom, "feed.json": json_feed}


def add(parent: etree.Element, tag: str, text: str | None = None, **attributes: str) -> etree.Element:
    made = etree.SubElement(parent, tag, attributes)
    made.text = text
    return made


def add_atom(parent: etree.Element, tag: str, text: str | None = None, **attributes: str) -> etree.Element:
    return add(parent, f"{{{ATOM}}}{tag}", text, **attributes)


def written(root: etree.Element) -> bytes:
    etree.register_namespace("atom", ATOM)
    etree.register_namespace("content", CONTENT)
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def start_of(day: datetime.date) -> datetime.datetime:
    """Return the start of a day in China."""
    return datetime.datetime(day.year, day.month, day.day, tzinfo=CHINA)
