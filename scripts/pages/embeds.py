"""The pages that others put into theirs: /playgrounds/<id>/embed/, a playground alone, and beside it what oEmbed says of it.

They exist only in the memory of MkDocs: the playground as it stands on its own page, looks in ``overrides/embed.html``.
Search results and lists lead to that page, and so these are in none.
"""

import json
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from scripts.assets.python_files import playground, playground_ids
from scripts.markdown.playgrounds import EMBED, OWN_PAGE, SCHEME
from scripts.pages.presets import presets_of, title_of
from scripts.shared import front_matter

Page = Any  # mkdocs.structure.pages.Page, or Material's
OEMBED = "oembed.json"  # below the address of a preset, and of the frame of a playground
WIDTH, HEIGHT = 640, 1000  # px of a frame whose page does not listen; see ``embed.js`` for one that does


def add_pages(files: Files, config: MkDocsConfig) -> None:
    """Add a page for each playground that stands on its own page and, where the site knows its address, an oEmbed document."""
    for id in playground_ids():
        own = files.get_file_from_path(OWN_PAGE.format(id=id))
        placed = own and re.search(rf"^!\[.*\]\({SCHEME}{id}\)\n(?:.+\n)*", own.content_string, re.MULTILINE)
        if own and placed:
            for address, content in documents(id, own, placed[0], config).items():
                files.append(File.generated(config, address, content=content))


def documents(id: str, own: File, placed: str, config: MkDocsConfig) -> dict[str, str]:
    """Return the sources of what is added for a playground: path below docs/ to content."""
    found = playground(id)
    description = front_matter.read(Path(str(own.abs_src_path))).get("description")
    sources = {EMBED.format(id=id): page(found.title, description, placed)}
    if config.site_url:
        embed = urljoin(config.site_url, f"{own.url}embed/")
        sources[f"{own.url}embed/{OEMBED}"] = oembed(found.title, embed, config)
        for preset in presets_of(found):
            sources[preset.url + OEMBED] = oembed(title_of(found, preset), f"{embed}?{preset.query}", config)
    return sources


def page(title: str, description: str, placed: str) -> str:
    head = {"title": title, "description": description, "template": "embed.html", "search": {"exclude": True}}
    return f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False)}---\n\n{placed}"


def oembed(title: str, address: str, config: MkDocsConfig) -> str:
    """Return the document by which other sites learn of the frame; https://oembed.com, 2.3.4.4."""
    facts = {
        "type": "rich",
        "version": "1.0",
        "title": title,
        "provider_name": config.site_name,
        "provider_url": config.site_url,
        "html": frame(title, address),
        "width": WIDTH,
        "height": HEIGHT,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1)


def frame(title: str, address: str) -> str:
    """Return the frame as HTML; ``playground/embedding.mjs`` writes the same for other settings."""
    looks = {"width": "100%", "height": str(HEIGHT), "frameborder": "0"}  # not a style: pages with a policy refuse it
    ways = {"loading": "lazy", "allow": "clipboard-write"}
    element = etree.Element("iframe", {"src": address, "title": title, **looks, **ways})
    return etree.tostring(element, encoding="unicode", short_empty_elements=False)


def cross_link(page: Page, files: Files) -> None:
    """Let the page of a frame name the playground's own page as the one to be found, and that one and presets their oEmbed."""
    if page.canonical_url and is_embed(page.file):
        page.canonical_url = urljoin(page.canonical_url, "../")
        return
    for document in (f"embed/{OEMBED}", OEMBED):
        if files.get_file_from_path(page.file.url + document):
            page.meta["oembed"] = urljoin(page.canonical_url, document)


def without_embeds(files: Iterable[File]) -> list[File]:
    return [file for file in files if not is_embed(file)]


def is_embed(file: File) -> bool:
    return fnmatch(file.src_uri, EMBED.format(id="*"))
