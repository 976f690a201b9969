"""The notebooks of the site: where they are, what they say of themselves, and in which form they are stored.

A notebook is ``docs/notebooks/<topic>/<name>.ipynb`` and becomes the page ``/notebooks/<topic>/<name>/``. Its metadata
hold ``title``, ``description``, ``date`` and ``tags``. It is stored without outputs, in the one form that ``stored``
writes, so that a difference between two versions is a difference of text. A code cell that draws says so in its first
lines, which pages leave out::

    #| figure: elbow
    #| alt: 折线图：横轴为簇数，纵轴为簇内平方和，在 4 处拐弯
    #| caption: 到 4 为止簇内平方和降得快，之后降得慢。
    #|   第二行接着写。
    fig, ax = plt.subplots()
"""

import ast
import datetime
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from scripts import front_matter
from scripts.build_figures import ROOT, last_line
from scripts.sources import SourceError, read_text, shown

FOLDER = ROOT / "docs" / "notebooks"
METADATA = ("title", "description", "date", "tags")
OPTION = re.compile(r"#\|(?: (?P<key>[a-z]+):)? *(?P<text>.*)")
FIGURE_OPTIONS = ("figure", "alt", "caption")
THREE_LINES = "#| figure: 名字、#| alt: 图的种类、坐标轴与趋势、#| caption: 题注"
FIGURE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CLEAN = "运行 .venv/bin/python -m scripts.clean_notebooks"
FULL_WIDTH = re.compile(r"[，。；：？！、（）《》“”]")


class NotebookError(Exception):
    """A notebook that cannot be shown; the message is for its author."""


class Figure(NamedTuple):
    """What a cell says of the figure that it draws."""

    name: str
    alt: str
    caption: str  # Markdown


class Cell(NamedTuple):
    """A cell; ``number`` counts all cells from 1, ``code_number`` those of code, as JupyterLab does when it runs all."""

    kind: str  # "markdown" or "code"
    number: int
    code_number: int
    source: str
    figure: Figure | None = None

    @property
    def code(self) -> str:
        """Return the source without its options."""
        lines = self.source.splitlines(keepends=True)
        return "".join(lines[len(option_lines(self.source)) :]).strip("\n")


class Notebook(NamedTuple):
    """A notebook as its page needs it."""

    path: Path
    title: str
    description: str
    date: datetime.date
    tags: list[str]
    cells: list[Cell]

    @property
    def id(self) -> str:
        """Return ``<topic>/<name>``."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def url(self) -> str:
        """Return the address of its page, from the root of the site."""
        return f"notebooks/{self.id}/"

    @property
    def created(self) -> str:
        """Return the day of publication."""
        return self.date.isoformat()

    def held(self) -> str:
        """Return why the notebook is not published yet; nothing where it is."""
        return front_matter.day_to_come(self.created)

    @property
    def code_cells(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.kind == "code"]

    def place(self, cell: Cell | None = None, *, line: int | None = None) -> str:
        """Return how an author finds a cell."""
        where = [shown(self.path)]
        if cell:
            number = f"，即代码单元 [{cell.code_number}]" if cell.kind == "code" else ""
            where.append(f"第 {cell.number} 个单元{number}")
        if line:
            where.append(f"第 {line} 行")
        return "：".join(where)


def paths(folder: Path = FOLDER) -> list[Path]:
    """Return the notebooks, sorted; JupyterLab's own copies are in hidden folders."""
    return sorted(path for path in folder.glob("*/*.ipynb") if not path.parent.name.startswith("."))


def read(path: Path) -> Notebook:
    """Return the notebook ``path``.

    Raises:
        NotebookError: If its metadata lack something, or a cell says of its figure too little or what is unknown.
    """
    raw = parsed(path)
    metadata = raw.get("metadata", {})
    lacking = [name for name in METADATA if not metadata.get(name)]
    if lacking:
        raise NotebookError(
            f"{shown(path)}：元数据里缺少 {'、'.join(lacking)}。在 JupyterLab 右侧的属性检查器里补进 Notebook Metadata。"
        )
    if wrong := front_matter.metadata_finding(metadata):
        raise NotebookError(f"{shown(path)}：元数据里的 {wrong}")
    date = datetime.date.fromisoformat(metadata["date"])
    notebook = Notebook(path, metadata["title"], metadata["description"], date, metadata["tags"], [])
    for number, cell in enumerate(raw["cells"], start=1):
        source = text_of(cell["source"])
        if cell["cell_type"] == "code" and source.strip():
            made = Cell("code", number, len(notebook.code_cells) + 1, source)
            notebook.cells.append(made._replace(figure=figure_of(made, notebook)))
        elif cell["cell_type"] == "markdown":
            notebook.cells.append(Cell("markdown", number, 0, source))
    names = [cell.figure.name for cell in notebook.cells if cell.figure]
    if repeated := next((name for name in names if names.count(name) > 1), None):
        raise NotebookError(f"{notebook.place()}：有两张图叫 {repeated}。给其中一张换个名字。")
    return notebook


def parsed(path: Path) -> dict[str, Any]:
    try:
        raw: dict[str, Any] = json.loads(read_text(path))
    except SourceError as error:
        raise NotebookError(str(error)) from None
    except ValueError as error:
        raise NotebookError(f"{shown(path)}：不是合法的 JSON，{last_line(error)}。") from None
    return raw


def text_of(value: str | list[str]) -> str:
    """Return a text that a notebook stores as one string or as a list of lines."""
    return value if isinstance(value, str) else "".join(value)


def option_lines(source: str) -> list[str]:
    """Return the lines at the head of a code cell that are options."""
    lines = source.splitlines()
    return lines[: next((number for number, line in enumerate(lines) if not line.startswith("#|")), len(lines))]


def figure_of(cell: Cell, notebook: Notebook) -> Figure | None:
    """Return what the options of a cell say of its figure; None where it has no options.

    Raises:
        NotebookError: If one is unknown or lacking.
    """
    options: dict[str, str] = {}
    last = ""
    for line in option_lines(cell.source):
        match = OPTION.fullmatch(line.rstrip())
        key, text = (match["key"], match["text"]) if match else ("", "")
        if key is None and last:
            options[last] = joined(options[last], text)
        elif key in FIGURE_OPTIONS:
            last, options[key] = key, text
        else:
            raise NotebookError(f"{notebook.place(cell)}：不认识选项 {line}。可用的有 {'、'.join(FIGURE_OPTIONS)}。")
    lacking = [key for key in FIGURE_OPTIONS if options and not options.get(key)]
    if lacking:
        raise NotebookError(
            f"{notebook.place(cell)}：图的选项里缺少 {'、'.join(lacking)}。单元开头要有三行：{THREE_LINES}。"
        )
    if options and not FIGURE_NAME.fullmatch(options["figure"]):
        raise NotebookError(f"{notebook.place(cell)}：图的名字 {options['figure']} 只能有小写字母、数字和连字符。")
    return Figure(options["figure"], options["alt"], options["caption"]) if options else None


def joined(text: str, more: str) -> str:
    """Return a text and its next line, with a space between them where Chinese typography wants one."""
    ends = text[-1:] + more[:1]
    is_close = not ends.strip() or FULL_WIDTH.search(ends) or not (text[-1:].isascii() or more[:1].isascii())
    return text + ("" if is_close else " ") + more


def prose(notebook: Notebook) -> list[tuple[str, str]]:
    """Return the lines that are written for readers, as the Markdown of an article, each with its place."""
    lines = [(notebook.place(), line) for line in ("---", f"title: {notebook.title}")]
    lines += [(notebook.place(), line) for line in (f"description: {notebook.description}", "---", "")]
    for cell in notebook.cells:
        if cell.kind == "markdown":
            texts = enumerate(cell.source.splitlines(), start=1)
            lines += [(notebook.place(cell, line=number), line) for number, line in texts]
        elif cell.figure:
            lines.append(
                (notebook.place(cell), f"![{cell.figure.alt}](figure:{cell.figure.name}){cell.figure.caption}")
            )
        lines.append((notebook.place(cell), ""))
    return lines


def tree_of(notebook: Notebook) -> ast.Module:
    """Return the code of all cells as one program.

    Raises:
        NotebookError: If a cell is no Python, as commands of IPython are not.
    """
    body: list[ast.stmt] = []
    for cell in notebook.code_cells:
        try:
            body += ast.parse(cell.source).body
        except SyntaxError as error:
            raise NotebookError(
                f"{notebook.place(cell, line=error.lineno)}：不是 Python 代码，{last_line(error)}。"
                f"以 % 或 ! 开头的命令在页面里不能用。"
            ) from None
    return ast.Module(body, [])


def stored(raw: dict[str, Any]) -> bytes:
    """Return a notebook in the form in which it is stored: no outputs, no counts, no traces of the machine that ran it."""
    cells = []
    for number, cell in enumerate(raw["cells"], start=1):
        lines = text_of(cell["source"]).splitlines(keepends=True)
        kept = {"cell_type": cell["cell_type"], "id": cell.get("id", f"cell-{number}"), "metadata": {}, "source": lines}
        cells.append(kept | ({"execution_count": None, "outputs": []} if cell["cell_type"] == "code" else {}))
    metadata = {name: raw["metadata"][name] for name in METADATA if name in raw.get("metadata", {})}
    metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata["language_info"] = {"name": "python"}
    form = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(form, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def stored_findings(path: Path) -> list[str]:
    """Return what is wrong with the form in which a notebook is stored, a sentence each."""
    raw = parsed(path)
    found = [
        f"{shown(path)}：第 {number} 个单元存着输出或执行次数。{CLEAN}。"
        for number, cell in enumerate(raw["cells"], start=1)
        if cell.get("outputs") or cell.get("execution_count") is not None
    ]
    ids = [cell.get("id") for cell in raw["cells"]]
    found += [
        f"{shown(path)}：第 {number} 个单元的 id 缺失或重复。删去它的 id，再{CLEAN}。"
        for number, id in enumerate(ids, start=1)
        if not id or ids.count(id) > 1
    ]
    if not found and path.read_bytes() != stored(raw):
        found.append(f"{shown(path)}：存着 JupyterLab 留下的痕迹。{CLEAN}。")
    return found
