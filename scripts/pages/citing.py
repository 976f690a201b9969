"""How a text or a figure is cited: GB/T 7714, BibTeX, and what Zotero and Google Scholar read in the head of its page.

No author is named, so the site is it. A citation needs an address: without ``SITE_URL`` there is none.
"""

import re
from html import unescape
from typing import Any, NamedTuple

from scripts.pages.dates import edited, published

Page = Any  # mkdocs.structure.pages.Page, or Material's
TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
TEX |= {sign: f"\\{sign}" for sign in "&%$#_{}"}


class Citation(NamedTuple):
    """What is known of a page that is cited; days are ISO dates."""

    site: str
    title: str
    url: str
    created: str
    updated: str

    @property
    def key(self) -> str:
        """Return the name of the entry: what is ASCII of the address below its kind, and the year."""
        name = re.sub(r"^https?://[^/]+/|%[0-9A-F]{2}", "", self.url)
        parts = re.findall(r"[a-z0-9]+", re.split(r"(?:posts|notebooks|figures)/", name, maxsplit=1)[-1].lower())
        return f"{'-'.join(parts) or 'page'}{self.created[:4]}"

    @property
    def gbt(self) -> str:
        """Return the reference up to the day of access, which only the reader knows."""
        return f"{self.site}. {self.title}[EB/OL]. ({self.updated})"

    @property
    def bibtex(self) -> str:
        fields = {
            "author": f"{{{escaped(self.site)}}}",
            "title": f"{{{escaped(self.title)}}}",
            "year": self.created[:4],
            "month": str(int(self.created[5:7])),
            **({"note": f"更新于 {self.updated}"} if self.updated != self.created else {}),
            "url": self.url,
        }
        lines = "".join(f"  {name:6} = {{{value}}},\n" for name, value in fields.items())
        return f"@misc{{{self.key},\n{lines}}}"

    @property
    def meta(self) -> list[tuple[str, str]]:
        return [
            ("citation_title", self.title),
            ("citation_author", self.site),
            ("citation_publication_date", self.created.replace("-", "/")),
            ("citation_online_date", self.updated.replace("-", "/")),
            ("citation_language", "zh-Hans"),
            ("citation_public_url", self.url),
        ]


def citation(page: Page, site: str) -> Citation | None:
    """Return how a post, a notebook or a figure is cited; None of other pages, and where the site knows no address."""
    shown = page and page.meta.get("shown")
    text = shown["home"] if shown else page
    if not page or not page.canonical_url or not (updated := edited(text)):
        return None
    created = updated if shown else published(text)
    return Citation(site, unescape(page.title), page.canonical_url, created, updated)


def escaped(text: str) -> str:
    """Return a text as TeX takes it."""
    return "".join(TEX.get(sign, sign) for sign in text)
