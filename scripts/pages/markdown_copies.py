"""A copy in Markdown beside each page, /posts/my-post.md, and /llms.txt, which lists them: https://llmstxt.org.

They are made from the sources, by `scripts.markdown.plain`. Pages that are lists have no copy: theirs is ``llms.txt``.
"""

import math
import posixpath
import re
from collections.abc import Callable, Iterable
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from scripts.markdown.figures import ADDRESS, OWN, OWN_ADDRESS
from scripts.markdown.plain import plain
from scripts.markdown.playgrounds import SCHEME as PLAYGROUND
from scripts.markdown.source import relative_address
from scripts.notebooks import pages as notebook_pages
from scripts.pages.dates import edited, published
from scripts.pages.listings import SECTIONS
from scripts.shared.files import write_if_changed
from scripts.shared.kept import Kept
from scripts.shared.manifest import SCHEME as FIGURE

Page = Any  # mkdocs.structure.pages.Page, or Material's
LINK = re.compile(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>')
MARKED = re.compile("\ue000(.*?)\ue001")  # an address in `unresolved`
LIST = "llms.txt"
REST = {"": "Optional"}  # as the standard names what may be left out


def write(files: Files, config: MkDocsConfig) -> None:
    """Write the copies and their list; to be called when all pages have been rendered."""
    pages = [file.page for file in files.documentation_pages() if file.page and has_copy(file)]
    site = Path(config.site_dir)
    with Kept("copies") as kept:

        def written(text: str) -> str:  # where a playground is, its figure is that of its code
            return unresolved(text) if PLAYGROUND in text else str(kept.of(text, make=partial(unresolved, text)))

        for page in pages:
            content = copy(page, files, config, written).encode()
            # None beside a file: where a page was at one, its copy would be one more.
            was = [old.lstrip("/") for old in page.meta.get("redirect_from", []) if old.endswith("/")]
            for address in [page.file.dest_uri, *was]:
                write_if_changed(site / copy_of(address), content)
    write_if_changed(site / LIST, llms(pages, config).encode())


def has_copy(file: File) -> bool:
    """Return whether a page is written by an author, and is no list."""
    return file.generated_by is None and file.name != "index" and file.inclusion is not InclusionLevel.EXCLUDED


def copy_of(address: str) -> str:
    """Return where the copy of the page at ``address`` is: posts/my-post.md for posts/my-post/, or its file."""
    return f"{address.removesuffix('index.html').rstrip('/')}.md"


def unresolved(text: str) -> str:
    """Return the text of a copy with marks around its addresses: what they lead to is not known from the text."""
    return plain(text, "\ue000{}\ue001".format)


def copy(page: Page, files: Files, config: MkDocsConfig, written: Callable[[str], str] = unresolved) -> str:
    """Return the copy of a page: its title, what is known of it, its text, as ``written``."""

    def resolve(address: str) -> str:
        return opened(site_address(address, page.file, files), from_=copy_of(page.url), site_url=config.site_url)

    title, text = title_and_text(page)
    return f"# {title}\n\n{facts(page, resolve('#').rstrip('#'), config)}\n\n{MARKED.sub(lambda found: resolve(found[1]), written(text))}"


def title_and_text(page: Page) -> tuple[str, str]:
    text = page.markdown
    if notebook_pages.is_notebook(page.file.abs_src_path):
        text = notebook_pages.with_tables_in_text(text, page.file.abs_src_path)
    heading = re.match(r"\s*# (?P<title>.+?)(?: *\{[^{}\n]*\})?\n", text)
    if heading:
        return heading["title"], text[heading.end() :]
    return literal(page.meta["title"]), text


def literal(text: str) -> str:
    """Return a text of the front matter, which has been escaped for templates, as Markdown that says the same."""
    return re.sub(r"[\\`*\[\]<]", r"\\\g<0>", unescape(str(text)))


def facts(page: Page, address: str, config: MkDocsConfig) -> str:
    """Return what the front matter says of a page, as quotation and list."""
    known = {
        "问题": literal(page.meta.get("question", "")),
        "发表": published(page),
        "更新": edited(page) if edited(page) != published(page) else "",
        "标签": "、".join(page.meta.get("tags", [])),
        "原文": f"<{address}>",
        "许可": LINK.sub(r"[\2](\1)", config.copyright or ""),
    }
    listed = "\n".join(f"- {name}：{value}" for name, value in known.items() if value)
    return f"> {literal(page.meta['description'])}\n\n{listed}"


def site_address(address: str, file: File, files: Files) -> str:
    """Return where in the site an address of a source leads, or the address itself where it leads elsewhere."""
    if address.startswith(FIGURE):
        return f"{ADDRESS}{address.removeprefix(FIGURE)}.svg"
    if address.startswith(OWN):
        return OWN_ADDRESS.format(id=address.removeprefix(OWN))
    if address.startswith(PLAYGROUND):
        id, sign, query = address.removeprefix(PLAYGROUND).partition("?")
        return f"playgrounds/{id}/{sign}{query}"
    if re.match(r"[a-z][a-z+.-]*:|/", address):
        return address
    path, sign, anchor = address.partition("#")
    source = (
        posixpath.normpath(posixpath.join(posixpath.dirname(file.src_uri), unquote(path))) if path else file.src_uri
    )
    target = files.get_file_from_path(source)
    return f"{target.url if target else source}{sign}{anchor}"


def opened(address: str, *, from_: str, site_url: str | None) -> str:
    """Return an address of the site as a reader of the copy at ``from_`` opens it."""
    if re.match(r"[a-z][a-z+.-]*:|/", address):
        return address
    if site_url:
        return urljoin(site_url, address)
    path, *rest = re.split(r"(?=[?#])", address, maxsplit=1)
    return "".join([relative_address(path, from_), *rest])


def llms(pages: Iterable[Page], config: MkDocsConfig) -> str:
    """Return the list of the copies, with a line for each."""
    lines = [f"# {config.site_name}", "", f"> {config.site_description}"]
    waiting = sorted(pages, key=lambda page: (page.meta.get("order", math.inf), page.url))
    for folder, section in (SECTIONS | REST).items():
        listed = [page for page in waiting if page.url.startswith(folder)]
        waiting = [page for page in waiting if not page.url.startswith(folder)]
        lines += ["", f"## {section}", ""] if listed else []
        for page in listed:
            address = opened(copy_of(page.url), from_=LIST, site_url=config.site_url)
            lines.append(f"- [{title_and_text(page)[0]}]({address}): {literal(page.meta['description'])}")
    return "\n".join(lines) + "\n"
