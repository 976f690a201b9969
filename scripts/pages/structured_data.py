"""What machines learn of a page: JSON-LD in the words of https://schema.org, made of what the page shows.

All addresses are absolute: without ``SITE_URL`` there is none.
"""

import json
import math
import re
from html import unescape
from typing import Any
from urllib.parse import quote, urljoin

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig

from scripts.pages import corrections, embeds, tiles
from scripts.pages.dates import edited, published
from scripts.pages.listings import SECTIONS
from scripts.shared.revisions import revisions

Page = Any  # mkdocs.structure.pages.Page, or Material's
Thing = dict[str, Any]
LANGUAGE = "zh-Hans"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CODE_LICENCE = "https://spdx.org/licenses/MIT"
FORMATS = {"SVG": "image/svg+xml", "GIF": "image/gif", "CSV": "text/csv"}
IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}  # which could end the element


def structured_data(page: Page, config: MkDocsConfig) -> Markup:
    """Return the element with all that is said of a page; nothing where there is no address to say it of."""
    if not page or not page.canonical_url or embeds.is_embed(page.file):
        return Markup("")
    things = {"@context": "https://schema.org", "@graph": [*Site(config).things(page)]}
    text = json.dumps(things, ensure_ascii=False, separators=(",", ":")).translate(IN_SCRIPT)
    return Markup(f'<script type="application/ld+json">{text}</script>')


class Site:
    """The site, which is the author of all that is in it."""

    def __init__(self, config: MkDocsConfig) -> None:
        self.config = config
        self.url = f"{str(config.site_url).rstrip('/')}/"

    def absolute(self, address: str) -> str:
        return urljoin(self.url, address)

    @property
    def author(self) -> Thing:
        return {"@type": "Organization", "@id": f"{self.url}#site", "name": self.config.site_name, "url": self.url}

    def things(self, page: Page) -> list[Thing]:
        if page.is_homepage:
            return [self.home()]
        return [*self.of(page), self.breadcrumbs(page)]

    def of(self, page: Page) -> list[Thing]:
        if "shown" in page.meta:
            return self.of_figure(page)
        if edited(page):
            return [self.of_text(page)]
        if "<play-ground" in (page.content or "") and page.url.startswith("playgrounds/"):
            return [self.of_playground(page)]
        kind = "CollectionPage" if "listing" in page.meta else "WebPage"
        return [self.thing(kind, page)]

    def home(self) -> Thing:
        return {
            "@type": ["WebSite", "Blog"],
            "@id": f"{self.url}#blog",
            "url": self.url,
            "name": self.config.site_name,
            "description": self.config.site_description,
            "inLanguage": LANGUAGE,
            "license": LICENCE,
            "publisher": self.author,
        }

    def thing(self, kind: str | list[str], page: Page) -> Thing:
        return {
            "@type": kind,
            "url": page.canonical_url,
            "name": unescape(page.title),
            "description": unescape(page.meta["description"]),
            "inLanguage": LANGUAGE,
        }

    def of_text(self, page: Page) -> Thing:
        """Return a post or a notebook."""
        is_post = hasattr(page, "config")
        minutes = page.config.readtime if is_post else page.meta["readtime"]
        pictures = list(tiles.pictures(page).values())
        picture = tiles.cover(page) if is_post else next(iter(pictures), None)
        data = self.thing("BlogPosting" if is_post else "TechArticle", page)
        data |= {
            "headline": data.pop("name"),
            "datePublished": published(page),
            "dateModified": edited(page),
            "author": self.author,
            "publisher": self.author,
            "license": LICENCE,
            "isAccessibleForFree": True,
            "keywords": page.meta.get("tags") or [],
            "timeRequired": f"PT{math.ceil(minutes)}M",
            "mainEntityOfPage": page.canonical_url,
        }
        if picture:
            data["image"] = self.absolute(picture.address)
        if found := [each for each in revisions(page.meta) if each.was]:
            data["correction"] = [
                {
                    "@type": "CorrectionComment",
                    "datePublished": each.date,
                    "text": re.sub(r"\*\*|`", "", "".join(corrections.sentences(each))),
                }
                for each in found
            ]
        return data

    def of_figure(self, page: Page) -> list[Thing]:
        """Return a figure, and its numbers where they can be had."""
        shown = page.meta["shown"]
        files = {name: self.absolute(quote(address)) for name, address in shown["downloads"]}
        home = shown["home"]
        common = {
            "creator": self.author,
            "license": LICENCE,
            "isPartOf": {"@type": "WebPage", "url": home.canonical_url, "name": unescape(home.title)},
            **({"dateModified": edited(home)} if edited(home) else {}),
        }
        image = self.thing("ImageObject", page) | common
        image |= {
            "contentUrl": files["SVG"],
            "encodingFormat": FORMATS["SVG"],
            "creditText": self.config.site_name,
            "copyrightNotice": f"{self.config.site_name}，CC BY 4.0",
            "acquireLicensePage": self.absolute("about/#licences"),
        }
        if "CSV" not in files:
            return [image]
        dataset = self.thing("Dataset", page) | common
        dataset["name"] = f"{dataset['name']}：图中的数"
        dataset["description"] = f"画这张图的数，由本站的代码算出。{dataset['description']}"
        dataset["isAccessibleForFree"] = True
        csv = {"@type": "DataDownload", "contentUrl": files["CSV"], "encodingFormat": FORMATS["CSV"]}
        return [image, dataset | {"distribution": csv}]

    def of_playground(self, page: Page) -> Thing:
        return self.thing(["WebApplication", "LearningResource"], page) | {
            "applicationCategory": "EducationalApplication",
            "operatingSystem": "Any",
            "browserRequirements": "JavaScript, WebAssembly",
            "learningResourceType": "interactive simulation",
            "isAccessibleForFree": True,
            "license": CODE_LICENCE,
            "author": self.author,
        }

    def breadcrumbs(self, page: Page) -> Thing:
        """Return the way from the home page: by the section, where the page is in one, and of a figure by its text."""
        way = [(self.config.site_name, self.url)]
        home = page.meta["shown"]["home"] if "shown" in page.meta else page
        for section, name in SECTIONS.items():
            if home.url.startswith(section) and home.url != section:
                way.append((name, self.absolute(section)))
        pages = [home, page] if home is not page else [page]
        way += [(unescape(each.title), each.canonical_url) for each in pages]
        items = [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(way, start=1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": items}
