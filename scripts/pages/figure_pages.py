"""The pages of the figures: /figures/<topic>/<name>/, to which a figure's number leads wherever it stands.

They exist only in the memory of MkDocs: front matter here, looks in ``overrides/figure.html``. What one shows is taken from
the pages that have been rendered by then: the figure with its caption as it stands in the first article that shows it, and
the places of all. Search results lead to those places, and so these pages are in none. The picture of a preset has none if it
stands nowhere else: the page of the preset is its page.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urljoin

import yaml
from bs4 import BeautifulSoup
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from scripts.markdown.figures import ADDRESS, OWN_ADDRESS
from scripts.markdown.source import relative_address
from scripts.pages import embeds, presets
from scripts.shared.manifest import all_figures, figure_paths

Some = TypeVar("Some")
Page = Any  # mkdocs.structure.pages.Page, or Material's
FIGURE = re.compile(r'<figure\b[^>]* id="([\w/-]+)".*?</figure>', re.DOTALL)
KINDS = ("posts/", "notebooks/", "")  # where a figure is at home first
SOURCE = "figures/{id}.md"


class Place(NamedTuple):
    """Where a figure stands, and as what: its number is 图 3."""

    page: Page
    html: str
    number: str
    alt: str


class Download(NamedTuple):
    """A file of a figure; its address counts from the root of the site."""

    name: str
    address: str


def add_pages(files: Files, config: MkDocsConfig) -> None:
    """Add a page for each figure that has been drawn; `fill_pages` takes away those that need none."""
    for id in all_figures():
        front = {"title": id, "description": id, "template": "figure.html", "search": {"exclude": True}, "figure": id}
        content = f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False)}---\n"
        files.append(File.generated(config, SOURCE.format(id=id), content=content))


def fill_pages(files: Files) -> None:
    """Give the pages what they show; to be called when all others have been rendered."""
    figures, places = all_figures(), places_of(file.page for file in files.documentation_pages())
    for id, facts in figures.items():
        file = existing(files.get_file_from_path(SOURCE.format(id=id)))
        if id not in places or presets.is_preset(places[id][0].page.file):
            files.remove(file)
            continue
        page, (first, *_) = existing(file.page), places[id]
        page.title = Markup(f"{first.number} · {escape(first.page.title)}")
        page.meta["title"] = page.title
        page.meta["description"] = escape(first.alt)
        page.meta["shown"] = {
            "html": Markup(moved(first, page.url, has_table=facts.get("table", False))),
            "alt": first.alt,
            "home": first.page,
            "places": [(f"{place.page.url}#{id}", place.number, place.page.title) for place in places[id]],
            "downloads": list(downloads(id, facts)),
            "neighbours": list(neighbours(id, places)),
            "source": facts.get("source", ""),
            "function": facts.get("function", ""),
        }


def places_of(pages: Iterable[Page]) -> dict[str, list[Place]]:
    """Return where each figure stands: posts first, then notebooks, then the pages of playgrounds; not the home page."""
    found = defaultdict(list)
    ordered = sorted(pages, key=lambda page: next(n for n, kind in enumerate(KINDS) if page.url.startswith(kind)))
    for page in ordered:
        if not page.is_homepage and not embeds.is_embed(page.file):
            for match in FIGURE.finditer(page.content or ""):
                figure = existing(parsed(match[0]).figure)
                number = existing(figure.select_one(".figure__number")).get_text()
                found[match[1]].append(Place(page, match[0], number, str(existing(figure.img)["alt"])))
    return found


def moved(place: Place, url: str, *, has_table: bool) -> str:
    """Return a figure as it stands on its own page at ``url``: without footnotes, its number leading back to its place."""
    soup = parsed(place.html)
    figure = existing(soup.figure)
    number = existing(soup.select_one(".figure__number"))
    number["href"] = f"#{figure['id']}"
    if has_table:
        figure["data-table"] = ""
    for mention in soup.select("sup[id^=fnref], .footnote-ref"):
        mention.decompose()
    for element in soup.find_all(True):
        for attribute in ("href", "src", "data-moments"):
            if address := element.get(attribute):
                element[attribute] = rebased(str(address), place.page.url, url)
    del figure["id"]
    figure["class"] = "figure figure--moving" if soup.find("moving-figure") else "figure"
    existing(soup.img).attrs.pop("loading", None)
    return str(soup)


def rebased(address: str, old: str, new: str) -> str:
    """Return an address of the page ``old`` as the page ``new`` has to write it."""
    if re.match(r"[a-z]+:", address):
        return address
    path, sign, anchor = urljoin(f"/{old}", address).removeprefix("/").partition("#")
    return f"{relative_address(path, new)}{sign}{anchor}"


def neighbours(id: str, places: dict[str, list[Place]]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the figures beside this one at home: relation, words, address and number."""
    home = places[id][0].page
    there = [each for each, (first, *_) in places.items() if first.page is home]
    at = there.index(id)
    for relation, words, other in (("prev", "上一张", at - 1), ("next", "下一张", at + 1)):
        if 0 <= other < len(there):
            yield relation, words, OWN_ADDRESS.format(id=there[other]), places[there[other]][0].number


def downloads(id: str, facts: dict[str, Any]) -> Iterator[Download]:
    for path in figure_paths(id, facts):
        if path.suffix != ".json":
            yield Download(path.suffix[1:].upper(), f"{ADDRESS}{id}{path.suffix}")


def parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def existing(found: Some | None) -> Some:
    assert found is not None
    return found
