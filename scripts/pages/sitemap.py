"""The sitemap: when each page last changed, not when the site was built; and robots.txt, which says where it is.

A text has the day of its last edition, a figure that of the text it stands in first, a list that of the newest text in it; other
pages say theirs as ``updated`` in their front matter, or nothing.
"""

from collections.abc import Iterable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from scripts.pages.dates import edited

ADDRESS = "sitemap.xml"
INSTANT = "navigation.instant"  # asks for the sitemap, and does nothing without it
Page = Any  # mkdocs.structure.pages.Page, or Material's


def prepare(files: Files, config: MkDocsConfig) -> None:
    """Add robots.txt; where the site knows no address, there is neither it nor a sitemap."""
    if config.site_url:
        content = f"User-agent: *\nAllow: /\n\nSitemap: {str(config.site_url).rstrip('/')}/{ADDRESS}\n"
        files.append(File.generated(config, "robots.txt", content=content))
    else:
        config.theme.static_templates.discard(ADDRESS)
        features = config.theme["features"]
        features[:] = [each for each in features if each != INSTANT]


def set_dates(pages: Iterable[Page]) -> None:
    """Give each of MkDocs' ``pages`` its date; MkDocs writes the newest one as the time of sitemap.xml.gz, too."""
    pages = list(pages)
    texts = [page for page in pages if edited(page)]
    for page in pages if texts else []:
        page.update_date = edited(page) or changed(page, texts)


def changed(page: Page, texts: Iterable[Page]) -> str:
    """Return the day on which a page that is no text changed; nothing where that is not known."""
    if "figure" in page.meta:
        return edited(page.meta["shown"]["home"])
    if page.is_homepage or "listing" in page.meta:
        tag = page.meta.get("listing", {}).get("tag")
        return max((edited(text) for text in texts if not tag or tag in text.meta.get("tags", [])), default="")
    return str(page.meta.get("updated", ""))
