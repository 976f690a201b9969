"""Each entry of the glossary tells where its term is used: links to the first use in every article and notebook."""

import re
from collections.abc import Iterable

from mkdocs.structure.pages import Page

from scripts.markdown.source import relative_address
from scripts.markdown.terms import ANCHOR, MARKED
from scripts.shared.glossary import PAGE, SOURCE

USE = re.compile(rf'<a [^>]*\bid="({ANCHOR}([^"]+))"')
USES = re.compile(r'<dd class="uses">.*?</dd>(?=</div>)', re.DOTALL)
ENTRY = re.compile(r'(<div id="([^"]+)"><dt>.*?</dd>)(?=</div>)', re.DOTALL)


def add_uses(pages: Iterable[Page]) -> None:
    """Write into the page of the glossary where its terms are used; to be called when all pages have their content."""
    pages = sorted(pages, key=lambda page: (not page.url.startswith(MARKED[0]), page.url))  # articles first
    uses: dict[str, list[str]] = {}
    for page in pages:
        for anchor, id in USE.findall(page.content or ""):
            address = relative_address(page.url, PAGE)
            uses.setdefault(id, []).append(f'<a href="{address}#{anchor}">{page.title}</a>')
    for page in pages:
        if page.file.src_uri == SOURCE:
            content = USES.sub("", page.content or "")  # what a preview wrote before an article changed
            page.content = ENTRY.sub(lambda match: match[1] + listed(uses.get(match[2], [])), content)


def listed(links: list[str]) -> str:
    return f'<dd class="uses">用于 {"、".join(links)}</dd>' if links else ""
