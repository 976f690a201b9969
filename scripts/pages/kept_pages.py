"""What Markdown became is kept below the cache, and taken from there as long as nothing changed that it was made from.

That is the source of the page, its address and the addresses of what it links to; the configuration, the glossary, the code
in scripts/ and the versions of what renders; and for pages that show, name or run something of ours, what was drawn, all of
plots/ and the records that its values are counted from. The address of the site is not among it: what a text becomes leads
to other pages from where it stands. What MkDocs has a remark on is not kept, so that it is said again. A file that cannot be
read is as good as none.

Where many pages are to be made, processes of their own make them, on as many cores as there are: they only keep what they
made, and the build finds it there. So a page is the same however it was made, and what is wrong with it is said in its turn.
"""

import contextlib
import json
import logging
import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.toc import AnchorLink, TableOfContents

from scripts.assets import programs
from scripts.markdown import formulas
from scripts.markdown.programs import blocks_of
from scripts.pages.folds import folded_headings
from scripts.pages.reading_time import minutes_by_section, reading_minutes
from scripts.shared.archives import TABLE
from scripts.shared.glossary import GLOSSARY
from scripts.shared.kept import digest, read_sealed, write_sealed
from scripts.shared.manifest import read_manifest
from scripts.shared.paths import CACHE, ROOT

Page = Any  # mkdocs.structure.pages.Page, or Material's
Address = list[str] | None  # of a file of the site, and whether it is on it; None where there is no such file
KEPT = CACHE / "pages"
MANY = 20  # pages, which are worth a process
RENDERING = ("Markdown", "pymdown-extensions", "Pygments", "mkdocs", "mkdocs-material")
OF_OURS = ("plots", "tests/oracles")  # values are counted from those records
OURS = ("figure:", "playground:", "value:", "import")  # in the sources of pages that depend on plots/


class Surroundings(NamedTuple):
    """Digests of what pages are made from beside their sources: of all pages, and of those with something of ours."""

    of_all: str
    of_ours: str


class Asked:
    """The files of the site, and which of them a page asked for; relies on MkDocs asking by path."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.addresses: dict[str, Address] = {}

    def get_file_from_path(self, path: str) -> File | None:
        self.addresses[path] = address_of(path, self.files)
        return self.files.get_file_from_path(path)


class Remarks(logging.Handler):
    """Counts what is said."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


def surroundings(config: MkDocsConfig) -> Surroundings:
    """Return the digests for this build; to be called when all is drawn."""
    code = [path for path in ROOT.joinpath("scripts").rglob("*") if path.suffix in {".py", ".mjs"}]
    files = [Path(config.config_file_path), GLOSSARY, TABLE, ROOT / "package-lock.json", *sorted(code)]
    versions = [platform.python_version(), *map(version, RENDERING)]
    said = logging.getLogger("mkdocs").getEffectiveLevel()  # what is said, and so kept from being kept
    plots = [path for folder in OF_OURS for path in (ROOT / folder).rglob("*") if path.is_file()]
    plots = [path for path in plots if "__pycache__" not in path.parts]
    return Surroundings(
        digest(*versions, str(said), *contents(files)),
        digest(json.dumps(read_manifest(), sort_keys=True), *contents(sorted(plots))),
    )


def contents(paths: Iterable[Path]) -> Iterable[str | bytes]:
    for path in paths:
        yield from (path.relative_to(ROOT).as_posix(), path.read_bytes() if path.exists() else b"")


def render(page: Page, files: Files, around: Surroundings, make: Callable[[Files], None], folder: Path = KEPT) -> None:
    """Give a page its content as ``make`` does, from what is kept if that is what it would be."""
    file = file_of(page, folder)
    key = key_of(page, around)
    kept = read(file)
    if kept.get("key") == key and all(address_of(path, files) == was for path, was in kept["asked"].items()):
        fill(page, kept, files)
        return
    asked: Any = Asked(files)
    remarks, log = Remarks(), logging.getLogger("mkdocs")
    log.addHandler(remarks)
    try:
        make(asked)
    finally:
        log.removeHandler(remarks)
    page.measured = measured(page.content)
    if not remarks.count:
        write(file, {"key": key, "asked": asked.addresses, **facts(page)})


def make_ahead(pages: Sequence[Page], around: Surroundings, make: Callable[[Page], None], folder: Path = KEPT) -> None:
    """Have ``make`` keep those of the pages that are likely to be made anew, where they are many."""
    last = folder / "surroundings.json"
    known = read(last).get("around") == [*around]
    pages = [page for page in pages if not known or not file_of(page, folder).exists()]
    write(last, {"around": around})
    workers = min(len(os.sched_getaffinity(0)), len(pages) // MANY) if sys.platform == "linux" else 1
    if workers > 1:
        formulas.ask_ahead(page.file.content_string for page in pages if page.file.src_uri.endswith(".md"))
        for child in [forked(pages[first::workers], make) for first in range(workers)]:
            os.waitpid(child, 0)
        formulas.ANSWERS.clear()


def forked(pages: Sequence[Page], make: Callable[[Page], None]) -> int:
    """Return the process that makes some pages, in silence."""
    if child := os.fork():
        return child
    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), sys.stderr.fileno())
        log = logging.getLogger("mkdocs")
        log.handlers.clear()  # not its level: what has a remark is not kept
        log.propagate = False
        for page in pages:
            with contextlib.suppress(Exception, SystemExit):
                make(page)
    finally:
        os._exit(0)  # without what Python does at its end, which is for the build to do


def key_of(page: Page, around: Surroundings) -> str:
    is_ours = any(sign in page.markdown for sign in OURS)
    whose = [page.file.src_uri, page.file.dest_uri, page.file.url, page.markdown]
    return digest(*whose, around.of_all, around.of_ours if is_ours else "")


def file_of(page: Page, folder: Path) -> Path:
    return folder / f"{digest(page.file.src_uri)[:32]}.json"


def address_of(path: str, files: Files) -> Address:
    file = files.get_file_from_path(path)
    return [file.src_uri, file.url, file.inclusion.name] if file else None


def facts(page: Page) -> dict[str, Any]:
    """Return what MkDocs knows of a page when it has been rendered, for `fill`."""
    links = page.links_to_anchors
    return {
        "content": page.content,
        "contents": [of_link(link) for link in page.toc],
        "title": page._title_from_render,
        "anchors": sorted(page.present_anchor_ids),
        "links": links and [[to.src_uri, anchors] for to, anchors in links.items()],
        "measured": page.measured,
    }


def measured(html: str) -> dict[str, Any]:
    """Return what is worked out of the content of a page, and of that alone."""
    blocks = blocks_of(html)
    return {
        "minutes": reading_minutes(html),
        "minutes in full": reading_minutes(html, with_folds=True),
        "minutes by section": minutes_by_section(html),
        "folded headings": folded_headings(html),
        "program": programs.pack(blocks) if any(block.runs for block in blocks) else "",
    }


def fill(page: Page, kept: dict[str, Any], files: Files) -> None:
    page.content = kept["content"]
    page.toc = TableOfContents([link_of(each) for each in kept["contents"]])
    page._title_from_render = kept["title"]
    page.present_anchor_ids = set(kept["anchors"])
    links = kept["links"]
    page.measured = kept["measured"]
    page.links_to_anchors = links and {files.src_uris[to]: anchors for to, anchors in links}


def of_link(link: AnchorLink) -> dict[str, Any]:
    return vars(link) | {"children": [of_link(child) for child in link.children]}


def link_of(kept: dict[str, Any]) -> AnchorLink:
    link = AnchorLink(kept["title"], kept["id"], kept["level"])
    vars(link).update(kept | {"children": [link_of(child) for child in kept["children"]]})
    return link


def write(file: Path, kept: dict[str, Any]) -> None:
    write_sealed(file, json.dumps(kept, ensure_ascii=False))


def read(file: Path) -> dict[str, Any]:
    """Return what a file keeps; nothing where it cannot be read."""
    kept: dict[str, Any] = json.loads(read_sealed(file) or "{}")
    return kept
