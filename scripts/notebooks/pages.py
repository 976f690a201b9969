"""The page of a notebook: its stored cells and what they printed, as the Markdown of an article.

mkdocs-jupyter makes a page of a notebook and publishes it for download. Its own HTML has 600 KB of JupyterLab's style
sheet, Markdown that is not the site's, links that nobody checks and scripts from elsewhere. So `source` gives MkDocs the
notebook as Markdown with front matter, and the page goes the way of all others: formulas, figures, footnotes, anchors.
"""

import posixpath
import re
from html import escape
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin

import yaml
from bs4 import BeautifulSoup, Tag
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from scripts.notebooks import downloads
from scripts.notebooks.building import entry_of
from scripts.notebooks.storage import FOLDER, REMOVED_CELL, REMOVED_INPUT, REMOVED_OUTPUT, Cell, Notebook, read
from scripts.shared.manifest import NOTEBOOKS, SCHEME
from scripts.shared.paths import CACHE
from scripts.shared.records import read_entries

TEMPLATE = "notebook.html"
NUMBER = re.compile(r"[-+−]?[\d,]*\.?\d+(e[-+]?\d+)?%?|NaN|<NA>|-?inf|\.\.\.")
SIZE = re.compile(r"<p>(\d+) rows × (\d+) columns</p>")  # what pandas says below a table that it has shortened
COLAB = "https://colab.research.google.com/github/"
GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?")


def only_notebooks(config: MkDocsConfig) -> None:
    """Keep mkdocs-jupyter from reading every Markdown file, several times each: some are notebooks to it."""
    jupyter: Any = config.plugins["mkdocs-jupyter"]
    jupyter._supported_extensions = [".ipynb"]


def is_notebook(path: str | None) -> bool:
    """Return whether the file ``path`` is a notebook of the site."""
    return path is not None and path.endswith(".ipynb") and Path(path).is_relative_to(FOLDER)


def source(path: str) -> str:
    """Return the Markdown of the page of the notebook ``path``."""
    notebook = read(Path(path))
    return front_matter(notebook) + "\n".join(blocks(notebook, outputs_of(notebook)))


def outputs_of(notebook: Notebook) -> list[list[dict[str, Any]]]:
    """Return what each code cell printed when it was executed last."""
    outputs: list[list[dict[str, Any]]] = entry_of(notebook.id, read_entries(CACHE / NOTEBOOKS)).get("outputs", [])
    return outputs


def with_tables_in_text(markdown: str, path: str) -> str:
    """Return the Markdown of the page of a notebook for readers elsewhere: tables of pandas as a terminal prints them."""
    for output in chain.from_iterable(outputs_of(read(Path(path)))):
        data = output.get("data", {})
        if {"text/html", "text/plain"} <= data.keys():
            markdown = markdown.replace(table(data["text/html"]).strip(), fenced("text", data["text/plain"]).strip(), 1)
    return markdown


def download(path: str, file: File, files: Files, site_url: str) -> bytes:
    """Return what a reader gets of the notebook ``path``, whose links are relative to ``file``; ``site_url`` may be ""."""

    def resolve(target: str) -> str | None:
        path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", target, re.DOTALL).groups()  # type: ignore[union-attr] # any text matches
        found = files.get_file_from_path(
            posixpath.normpath(posixpath.join(posixpath.dirname(file.src_uri), unquote(path)))
        )
        return urljoin(site_url, found.url) + mark + rest if found and site_url else None

    notebook = read(Path(path))
    return downloads.download(notebook, outputs_of(notebook), resolve, urljoin(site_url, file.url) if site_url else "")


def front_matter(notebook: Notebook) -> str:
    facts = {
        "title": notebook.title,
        "description": notebook.description,
        "date": notebook.date,
        "tags": notebook.tags,
        "template": TEMPLATE,
        "versions": downloads.versions(notebook),
        **({"revisions": notebook.revisions} if notebook.revisions else {}),
        **({"draft": True} if notebook.held() else {}),  # only a preview shows it
    }
    return f"---\n{yaml.safe_dump(facts, allow_unicode=True, sort_keys=False)}---\n\n"


def blocks(notebook: Notebook, outputs: list[list[dict[str, Any]]]) -> list[str]:
    """Return the cells as blocks of Markdown, each code cell followed by what it printed and drew."""
    waiting = iter(outputs)
    found = []
    for cell in notebook.cells:
        printed = next(waiting, []) if cell.kind == "code" else []
        if REMOVED_CELL in cell.tags:
            continue
        if cell.kind == "markdown":
            found.append(without_title(cell, notebook) + "\n")
            continue
        if REMOVED_INPUT not in cell.tags:
            found.append(fenced("python", cell.code))
        if REMOVED_OUTPUT in cell.tags:
            continue
        found += output_blocks(printed)
        if cell.figure:
            id = f"{notebook.id}/{cell.figure.name}"
            found.append(f"![{cell.figure.alt}]({SCHEME}{id})\n{cell.figure.caption}\n")
    return found


def without_title(cell: Cell, notebook: Notebook) -> str:
    """Return the text of a cell without the title of the notebook, which the page has above."""
    return re.sub(rf"\A\s*# {re.escape(notebook.title)}\s*?(?:\n|\Z)", "", cell.source)


def output_blocks(outputs: list[dict[str, Any]]) -> list[str]:
    """Return what a cell printed: texts that follow each other in one block, tables as tables, Markdown as it is."""
    found: list[str] = []
    text = ""
    for output in outputs:
        data = output.get("data", {})
        if apart := table(data["text/html"]) if "text/html" in data else data.get("text/markdown"):
            found += [fenced("text", text)] * bool(text) + [f"{apart.strip()}\n"]
            text = ""
        else:
            piece = output.get("text") or data["text/plain"]
            text += piece if piece.endswith("\n") else f"{piece}\n"
    return found + [fenced("text", text)] * bool(text)


def fenced(language: str, text: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def table(html: str) -> str:
    """Return a table of pandas as a table of the site: in a box that scrolls, without style, numbers to the right."""
    page = BeautifulSoup(html, "html.parser")
    sections = {"thead": in_one_row(rows_of(page, "thead tr")), "tbody": rows_of(page, "tr:not(thead tr)")}
    numeric = numeric_columns(sections["tbody"])
    parts = [
        f"<{section}>{''.join(row_html(row, section, numeric) for row in rows)}</{section}>"
        for section, rows in sections.items()
        if rows
    ]
    box = '<div class="table-box" tabindex="0" role="group" aria-label="表格">'
    size = SIZE.search(html)
    note = f'<p class="table-note">共 {size[1]} 行 {size[2]} 列</p>' if size else ""
    return f'{box}<table class="table table--data">{"".join(parts)}</table>{note}</div>\n'


class TableCell(NamedTuple):
    """A cell of a table; ``spans`` holds the attributes rowspan and colspan."""

    is_head: bool
    text: str
    spans: dict[str, str]


def rows_of(page: BeautifulSoup, selector: str) -> list[list[TableCell]]:
    return [[cell_of(cell) for cell in row.select("th, td")] for row in page.select(selector)]


def cell_of(cell: Tag) -> TableCell:
    spans = {name: str(value) for name, value in cell.attrs.items() if name in {"rowspan", "colspan"}}
    return TableCell(cell.name == "th", cell.get_text().strip(), spans)


def in_one_row(rows: list[list[TableCell]]) -> list[list[TableCell]]:
    """Return the rows of a head with the names of the index beside those of the columns, not below them."""
    *first, above, names = rows if len(rows) > 1 else [[], *rows, []]
    if len(above) != len(names) or any(one.text and other.text for one, other in zip(above, names, strict=True)):
        return rows
    return [*first, [one if one.text else other for one, other in zip(above, names, strict=True)]]


def numeric_columns(rows: list[list[TableCell]]) -> set[int]:
    """Return the columns, counted from the right as -1, -2, …, that hold numbers and nothing else."""
    widest = max(map(len, rows), default=0)
    columns = {-place: [row[-place] for row in rows if len(row) >= place] for place in range(1, widest + 1)}
    return {place for place, cells in columns.items() if all(NUMBER.fullmatch(cell.text) for cell in cells)}


def row_html(row: list[TableCell], section: str, numeric: set[int]) -> str:
    parts = []
    for place, cell in enumerate(row, start=-len(row)):
        attributes = dict(cell.spans)
        kind = "th" if cell.is_head and cell.text else "td"  # the corner of a table heads nothing
        if kind == "th":
            attributes["scope"] = "col" if section == "thead" else "row"
        if place in numeric and "colspan" not in cell.spans:
            attributes["align"] = "right"
        listed = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        parts.append(f"<{kind}{listed}>{escape(cell.text)}</{kind}>")
    return f"<tr>{''.join(parts)}</tr>"


def colab_base(repository: str, branch: str) -> str | None:
    """Return the address below which Colab opens the files of a branch; None where the repository is not on GitHub."""
    match = GITHUB.fullmatch(repository)
    return f"{COLAB}{match[1]}/blob/{branch}/" if match else None
