"""Which pages are driven, and what is done on each: from the built site, so that a new page is driven without being named here."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from bs4 import BeautifulSoup

from tests.engines.actions import ACTIONS, Action

ALL = ("posts/*/", "notebooks/*/*/", "playgrounds/*/")  # kinds of which each page is driven; of the others the first


class Row(NamedTuple):
    """Something that is done on a page."""

    path: str
    page: BeautifulSoup
    action: Action

    @property
    def name(self) -> str:
        return f"/{unquote(self.path)} {self.action.name}"


def rows(site: Path) -> Iterator[Row]:
    """Yield what is done on the pages of a site."""
    for path in driven(site):
        page = BeautifulSoup((site / path / "index.html").read_text(encoding="utf-8"), "html.parser")
        yield from (Row(path, page, action) for action in ACTIONS if action.suits(page, path))


def driven(site: Path) -> list[str]:
    """Return the paths of the pages that are driven: all of those that matter most, and one of every other kind."""
    paths = sorted(
        f"{file.parent.relative_to(site).as_posix()}/".removeprefix("./") for file in site.rglob("index.html")
    )
    kinds: dict[str, list[str]] = {}
    for path in paths:
        kinds.setdefault(kind_of(path), []).append(path)
    return [path for kind, members in kinds.items() for path in (members if kind in ALL else members[:1])]


def kind_of(path: str) -> str:
    """Return what pages with addresses of one shape have in common: ``posts/*/``; a frame is another kind than a preset."""
    first, *rest = path.split("/")
    return "/".join([first, *(re.sub(r"^(?!embed$).+", "*", part) for part in rest)])
