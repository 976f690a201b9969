"""What was published once keeps answering: every address, and in every page the anchors of headings, figures, terms, events.

``tests/published.json`` maps each address below the root of the site to its anchors. It only grows; a page that has moved
leaves a redirect behind, and then its anchors are looked for where that leads.
"""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from scripts.shared.html_page import Page
from scripts.shared.paths import ROOT

LIST = ROOT / "tests" / "published.json"
FEEDS = ("*.xml", "**/*.xml", "*.json", "robots.txt")  # and the sitemap; only of a site that knows its address
OTHER_FILES = (*FEEDS, "*.txt", "**/*.md", "notebooks/*/*.ipynb")  # that are no pages, and that others link to or read

Addresses = dict[str, list[str]]  # address -> anchors, both sorted


def read() -> Addresses:
    """Return what has been published; nothing where there is no list, as in a project that begins."""
    return dict(json.loads(LIST.read_text(encoding="utf-8"))) if LIST.exists() else {}


def addresses(folder: Path, pages: dict[str, Page]) -> Addresses:
    """Return what the site in ``folder`` answers to."""
    found = {name.removesuffix("index.html"): answering(name, pages) for name in pages}
    others = (path.relative_to(folder).as_posix() for pattern in OTHER_FILES for path in folder.glob(pattern))
    return {**found, **{name: [] for name in others}}


def answering(name: str, pages: dict[str, Page]) -> list[str]:
    """Return the anchors of a page, or of the page that it sends its reader to, by a relative address."""
    page = pages[name]
    if page.redirect:
        target = unquote(urlsplit(urljoin(f"/{name}", page.redirect)).path).removeprefix("/")
        page = pages.get(re.sub(r"(?:^|(?<=/))$", "index.html", target), page)
    return sorted(page.anchors)


def missing(wanted: Addresses, found: Addresses) -> list[str]:
    """Return the addresses, with their anchors, that are in ``wanted`` and not in ``found``."""
    pairs = [(address, anchor) for address, anchors in wanted.items() for anchor in ("", *anchors)]
    return [
        f"{address}#{anchor}" if anchor else address
        for address, anchor in sorted(pairs)
        if address not in found or (anchor and anchor not in found[address])
    ]
