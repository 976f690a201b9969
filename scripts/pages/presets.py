"""The pages of the presets: /playgrounds/<id>/<preset>/, a playground as it stands at one of its named settings.

They exist only in the memory of MkDocs. A playground's own page and those of its presets list them all; search results lead
to the own page, and so these are in none.
"""

import re
from fnmatch import fnmatch
from typing import TYPE_CHECKING, NamedTuple

import yaml
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from scripts.assets.python_files import playground, playground_ids
from scripts.markdown.playgrounds import EMBED, LINK, OWN_PAGE, PRESET, SCHEME, url_of
from scripts.shared.manifest import all_figures

if TYPE_CHECKING:
    from plots.playgrounds.playground import Playground

IN_MARKDOWN = re.compile(r"([\\`*_\[\]])")  # what a sentence may hold and Markdown would read


class Preset(NamedTuple):
    """A named setting: where its page comes from, its name, its query as the page would write it, and its figure."""

    source: str
    label: str
    query: str
    figure: str

    @property
    def url(self) -> str:
        return url_of(self.source)


def add_pages(files: Files, config: MkDocsConfig) -> None:
    """Add a page for each preset of the playgrounds that have a page of their own."""
    for each in with_own_page(files):
        for preset in presets_of(each):
            files.append(File.generated(config, preset.source, content=page(each, preset)))


def add_globals(env: Environment, files: Files) -> None:
    """Give the templates the presets that a page lists, by its address."""
    env.globals["presets"] = {
        url: listed
        for each in with_own_page(files)
        if (listed := presets_of(each))
        for url in (url_of(OWN_PAGE.format(id=each.id)), *(preset.url for preset in listed))
    }


def with_own_page(files: Files) -> "list[Playground]":
    return [playground(id) for id in playground_ids() if files.get_file_from_path(OWN_PAGE.format(id=id))]


def presets_of(playground: "Playground") -> list[Preset]:
    from plots import presets

    figures = presets.figures(playground)
    queries = [presets.canonical(playground, text) for _, _, text in playground.presets]
    return [
        Preset(PRESET.format(id=playground.id, name=name), label, query, figures[query])
        for (name, label, _), query in zip(playground.presets, queries, strict=True)
    ]


def is_preset(file: File) -> bool:
    """Return whether a file is the page of a preset; that of a frame lies beside them."""
    return fnmatch(file.src_uri, PRESET.format(id="*", name="*")) and not fnmatch(file.src_uri, EMBED.format(id="*"))


def title_of(playground: "Playground", preset: Preset) -> str:
    return f"{preset.label} · {playground.title}"


def page(playground: "Playground", preset: Preset) -> str:
    """Return the source of a page: the picture is described by what the playground says of it."""
    said = LINK.sub(r"\1", all_figures().get(preset.figure, {}).get("sentence", ""))  # `make check` draws nothing
    head = {
        "title": title_of(playground, preset),
        "description": f"“{preset.label}”，互动图《{playground.title}》的现成的配方：{said}",
        "hide": ["toc"],
        "search": {"exclude": True},
    }
    alt, label = (IN_MARKDOWN.sub(r"\\\1", text) for text in (f"{preset.label}：{said}", preset.label))
    caption = f"“{label}”，互动图[《{playground.title}》](../{playground.id}.md)的一个现成的配方。每一项都可以接着改，用法见那一页。"
    picture = f"![{alt}](<{SCHEME}{playground.id}?{preset.query}>)"
    return f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False)}---\n\n{picture}\n{caption}\n"
