"""What was published once keeps answering: every address, and in every page the anchors of headings, figures, terms, events.

``tests/published.json`` maps each address below the root of the site to its anchors. It only grows; a page that has moved
leaves a redirect behind, and then its anchors are looked for where that leads.

Usage: ``python -m scripts.published`` adds what ``site/`` answers to and the list does not hold yet.
"""

import json
import re
import sys
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from scripts.build_figures import ROOT
from scripts.files import write_if_changed
from scripts.html_page import Page, read_pages

LIST = ROOT / "tests" / "published.json"
OTHER_FILES = ("*.xml", "notebooks/*/*.ipynb")  # that are no pages, and that others link to or subscribe to

Addresses = dict[str, list[str]]  # address -> anchors, both sorted


def main() -> int:
    site = ROOT / "site"
    if not site.is_dir():
        print("没有文件夹 site。先运行 make site。", file=sys.stderr)
        return 1
    known, found = read(), addresses(site, read_pages(site))
    new = missing(found, known)
    whole = {address: sorted({*known.get(address, []), *found.get(address, [])}) for address in {*known, *found}}
    content = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_if_changed(LIST, content.encode())
    print(f"{LIST.relative_to(ROOT)}：{len(whole)} 个地址，新增 {len(new)} 处。")
    return 0


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


if __name__ == "__main__":
    sys.exit(main())
