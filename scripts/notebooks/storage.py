"""The notebooks of the site: where they are, what they say of themselves, and in which form they are stored.

A notebook is ``docs/notebooks/<topic>/<name>.ipynb`` and becomes the page ``/notebooks/<topic>/<name>/``. Its metadata
hold ``title``, ``description``, ``date`` and ``tags``. It is stored without outputs, in the one form that ``stored``
writes, so that a difference between two versions is a difference of text. Tags of cells mean what they mean to Jupyter:
``raises-exception``, ``skip-execution``, ``remove-cell``, ``remove-input``, ``remove-output``. A code cell that draws says so
in its first lines, which pages leave out::

    #| figure: elbow
    #| alt: 折线图：横轴为簇数，纵轴为簇内平方和，在 4 处拐弯
    #| caption: 到 4 为止簇内平方和降得快，之后降得慢。
    #|   第二行接着写。
    #| english: 簇数 = number of clusters；簇内平方和 = within-cluster sum of squares
    fig, ax = plt.subplots()

The last one is for readers whose machine has no Chinese font (`scripts.notebooks.downloads`).
"""

import ast
import codecs
import datetime
import json
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

from scripts.shared import front_matter
from scripts.shared.markdown_code import without_code
from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError, last_line, read_text, shown

FOLDER = ROOT / "docs" / "notebooks"
METADATA = ("title", "description", "date", "tags")
REVISIONS = "revisions"  # may be there: scripts/shared/revisions.py
OPTION = re.compile(r"#\|(?: (?P<key>[a-z]+):)? *(?P<text>.*)")
FIGURE_OPTIONS = ("figure", "alt", "caption")  # each is needed
ENGLISH = "english"
THREE_LINES = "#| figure: 名字、#| alt: 图的种类、坐标轴与趋势、#| caption: 题注"
FIGURE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CLEAN = "运行 .venv/bin/python -m scripts.clean_notebooks"
NAME = re.compile(r"[\w-]+")  # of a topic and a notebook: ``\w`` holds the Chinese characters
PICTURES_ARE_DRAWN = f"页面上的图由代码画：改成画图的代码单元，开头写三行：{THREE_LINES}"
EXPECTED_ERROR, SKIPPED = "raises-exception", "skip-execution"
REMOVED_CELL, REMOVED_INPUT, REMOVED_OUTPUT = "remove-cell", "remove-input", "remove-output"
CELL_TYPES = ("code", "markdown", "raw")
EXECUTION_TAGS = frozenset({EXPECTED_ERROR, SKIPPED})
TAGS = (EXPECTED_ERROR, SKIPPED, REMOVED_CELL, REMOVED_INPUT, REMOVED_OUTPUT)
LIKE_TAGS = re.compile(r"(?:hide|raise|raises|remove|skip)-.*")  # some other tool's, or a slip
PICTURE = re.compile(
    r"!\[[^\]]*\](?:\(\s*<?(?!figure:|playground:)(?P<target>[^\s)>]*)|\[[^\]]*\])"
    r"|<(?:img|image|picture|video|iframe|embed|object)\b[^>]*>",
    re.I,
)
LEFT_OUT: set[Path] = set()  # by a look at the sources, which has told what is wrong with them
FULL_WIDTH = re.compile(r"[，。；：？！、（）《》“”]")


class NotebookError(SourceError):
    """A notebook that cannot be shown; the message is for its author."""


class Figure(NamedTuple):
    """What a cell says of the figure that it draws."""

    name: str
    alt: str
    caption: str  # Markdown
    english: Mapping[str, str] = {}  # what it is labelled with, and the same in English


class Cell(NamedTuple):
    """A cell; ``number`` counts all cells from 1, ``code_number`` those of code, as JupyterLab does when it runs all."""

    kind: str  # "markdown" or "code"
    number: int
    code_number: int
    source: str
    figure: Figure | None = None
    tags: frozenset[str] = frozenset()

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
    revisions: Sequence[dict[str, str]] = ()

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
    found = (path for path in folder.glob("*/*.ipynb") if not is_hidden(path.relative_to(folder)))
    return sorted(path for path in found if path not in LEFT_OUT)


def is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def misplaced(docs: Path = FOLDER.parent) -> list[str]:
    """Return a sentence for every notebook that gets no page: one elsewhere below ``docs``, or under an impossible name."""
    found = [path for path in docs.rglob("*") if path.suffix.lower() == ".ipynb"]
    found = sorted(path for path in found if path.is_file() and not is_hidden(path.relative_to(docs)))
    return [sentence for path in found if (sentence := wrong_place(path.relative_to(docs), docs))]


def wrong_place(path: Path, docs: Path) -> str | None:
    *folders, topic, name = ("", "", *path.parts)
    is_at_home = folders == ["", "", FOLDER.name] and name.endswith(".ipynb")
    stem = Path(name).stem
    if is_at_home and NAME.fullmatch(topic) and NAME.fullmatch(stem) and stem.lower() not in {"index", "readme"}:
        return None
    stem, topic = (re.sub(r"[^\w-]+", "-", each).strip("-") for each in (stem, topic))
    stem = f"{stem}-1" if stem.lower() in {"index", "readme"} else stem
    new = f"docs/{FOLDER.name}/{topic if FOLDER.name in folders else '<主题>'}/{stem}.ipynb"
    why = "名字里只能有文字、数字、连字符和下划线，也不能叫 index" if is_at_home else "notebook 放在别处没有页面"
    return f"{shown(docs / path)}：{why}。把它移到 {new}。"


def read(path: Path) -> Notebook:
    """Return the notebook ``path``.

    Raises:
        NotebookError: If its metadata lack something, or a cell says too little or what is unknown, or has a picture.
    """
    raw = parsed(path)
    notebook = Notebook(path, *facts_of(raw["metadata"], path), [], raw["metadata"].get(REVISIONS, []))
    for number, raw_cell in enumerate(raw["cells"], start=1):
        if cell := cell_of(raw_cell, number, notebook):
            notebook.cells.append(cell)
    names = [cell.figure.name for cell in notebook.cells if cell.figure]
    if repeated := next((name for name in names if names.count(name) > 1), None):
        raise NotebookError(f"{notebook.place()}：有两张图叫 {repeated}。给其中一张换个名字。")
    return notebook


def facts_of(metadata: dict[str, Any], path: Path) -> tuple[str, str, datetime.date, list[str]]:
    """Return title, description, date and tags."""
    lacking = [name for name in METADATA if not metadata.get(name)]
    if lacking:
        raise NotebookError(
            f"{shown(path)}：元数据里缺少 {'、'.join(lacking)}。在 JupyterLab 右侧的属性检查器里补进 Notebook Metadata。"
        )
    if wrong := front_matter.metadata_finding(metadata):
        raise NotebookError(f"{shown(path)}：元数据里的 {wrong}")
    title, description, date, tags = (metadata[name] for name in METADATA)
    return title, description, datetime.date.fromisoformat(date), tags


def cell_of(raw: dict[str, Any], number: int, notebook: Notebook) -> Cell | None:
    """Return the cell that stands at ``number``; None for a code cell without code."""
    source = text_of(raw["source"])
    if raw["cell_type"] == "markdown":
        cell = Cell("markdown", number, 0, source, None, tags_of(raw, number, notebook))
        if picture := next(pictures_in(source), None):
            line, target = picture
            raise NotebookError(f"{notebook.place(cell, line=line)}：有图片 {target}。{PICTURES_ARE_DRAWN}。")
        return cell
    if not source.strip():
        return None
    cell = Cell("code", number, len(notebook.code_cells) + 1, source, None, tags_of(raw, number, notebook))
    if raw["cell_type"] == "raw":
        raise NotebookError(
            f"{notebook.place(cell._replace(kind='raw'))}：页面不显示 raw 单元。改成 Markdown 单元，或删去它。"
        )
    cell = cell._replace(figure=figure_of(cell, notebook))
    if cell.figure and SKIPPED in cell.tags:
        raise NotebookError(f"{notebook.place(cell)}：标了 {SKIPPED}，图就画不出来。删去这个标签，或图的选项。")
    return cell


def tags_of(raw: dict[str, Any], number: int, notebook: Notebook) -> frozenset[str]:
    """Return the tags of a cell; ``remove_cell`` is what others call ``remove-cell``."""
    tags = frozenset(tag.replace("_", "-") for tag in stored_tags(raw))
    if unknown := next((tag for tag in sorted(tags - {*TAGS}) if LIKE_TAGS.fullmatch(tag)), None):
        place = notebook.place(Cell("raw", number, 0, ""))
        raise NotebookError(f"{place}：标签 {unknown} 在这里没有作用。可用的有 {'、'.join(TAGS)}。")
    return tags


def stored_tags(raw: dict[str, Any]) -> list[str]:
    tags = raw.get("metadata", {}).get("tags", [])
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def pictures_in(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the target of every picture that is neither a figure nor a playground."""
    text = without_code(markdown)
    for match in PICTURE.finditer(text):
        target = match["target"] or match[0]
        yield text.count("\n", 0, match.start()) + 1, target if len(target) <= 40 else f"{target[:40]}…"


def parsed(path: Path) -> dict[str, Any]:
    """Return a notebook as it is stored.

    Raises:
        NotebookError: If the file is none, of the format that is written since 2015.
    """
    try:
        raw = json.loads(read_text(path))
    except SourceError as error:
        raise NotebookError(str(error)) from None
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        cure = "恢复上一次提交的版本，或在 JupyterLab 里另存一次"
        raise NotebookError(f"{shown(path)}:{line}：不是合法的 JSON，{last_line(error)}。{cure}。") from None
    if isinstance(raw, dict) and isinstance(raw.get("nbformat"), int) and raw["nbformat"] < 4:
        raise NotebookError(
            f"{shown(path)}：是第 {raw['nbformat']} 版格式的 notebook，太旧了。"
            f"运行 .venv/bin/jupyter nbconvert --to notebook --inplace {shlex.quote(shown(path))} 转成第 4 版。"
        )
    if not is_sound(raw):
        raise NotebookError(f"{shown(path)}：不是一个完整的 notebook。在 JupyterLab 里打开它，另存一次。")
    return raw


def is_sound(raw: Any) -> TypeGuard[dict[str, Any]]:
    """Return whether a notebook has the parts that are looked at here."""
    return (
        isinstance(raw, dict)
        and isinstance(raw.get("metadata"), dict)
        and isinstance(raw.get("cells"), list)
        and all(isinstance(cell, dict) and cell.get("cell_type") in CELL_TYPES for cell in raw["cells"])
        and all(isinstance(cell.get("source"), str | list) for cell in raw["cells"])
        and all(isinstance(cell.get("metadata", {}), dict) for cell in raw["cells"])
    )


def text_of(value: str | list[str]) -> str:
    """Return a text that a notebook stores as one string or as a list of lines."""
    return value if isinstance(value, str) else "".join(value)


def option_lines(source: str) -> list[str]:
    """Return the lines at the head of a code cell that are options."""
    lines = source.splitlines()
    return lines[: next((number for number, line in enumerate(lines) if not line.startswith("#|")), len(lines))]


def figure_of(cell: Cell, notebook: Notebook) -> Figure | None:
    """Return what the options of a cell say of its figure; None where it has no options."""
    options: dict[str, str] = {}
    last = ""
    for line in option_lines(cell.source):
        match = OPTION.fullmatch(line.rstrip())
        key, text = (match["key"], match["text"]) if match else ("", "")
        if key is None and last:
            options[last] = joined(options[last], text)
        elif key in {*FIGURE_OPTIONS, ENGLISH}:
            last, options[key] = key, text
        else:
            known = "、".join((*FIGURE_OPTIONS, ENGLISH))
            raise NotebookError(f"{notebook.place(cell)}：不认识选项 {line}。可用的有 {known}。")
    lacking = [key for key in FIGURE_OPTIONS if options and not options.get(key)]
    if lacking:
        raise NotebookError(
            f"{notebook.place(cell)}：图的选项里缺少 {'、'.join(lacking)}。单元开头要有三行：{THREE_LINES}。"
        )
    if options and not FIGURE_NAME.fullmatch(options["figure"]):
        raise NotebookError(f"{notebook.place(cell)}：图的名字 {options['figure']} 只能有小写字母、数字和连字符。")
    if not options:
        return None
    english = english_of(options.get(ENGLISH, ""), cell, notebook)
    return Figure(options["figure"], options["alt"], options["caption"], english)


def english_of(text: str, cell: Cell, notebook: Notebook) -> dict[str, str]:
    """Return what the option ``english`` says: Chinese words and their English, ``甲 = a；乙 = b``."""
    pairs = [pair.partition("=") for pair in text.split("；") if pair.strip()]
    if wrong := next((chinese for chinese, _, english in pairs if not (chinese.strip() and english.strip())), None):
        raise NotebookError(
            f"{notebook.place(cell)}：选项 {ENGLISH} 里的 {wrong.strip()} 没有英文。写成 中文 = English；……。"
        )
    return {chinese.strip(): english.strip() for chinese, _, english in pairs}


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
        if REMOVED_CELL in cell.tags:
            continue
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
        if SKIPPED in cell.tags:
            continue
        try:
            body += ast.parse(cell.source).body
        except SyntaxError as error:
            raise NotebookError(
                f"{notebook.place(cell, line=error.lineno)}：不是 Python 代码，{last_line(error)}。"
                f"以 % 或 ! 开头的命令在页面里不能用。"
            ) from None
    return ast.Module(body, [])


def stored(raw: dict[str, Any]) -> bytes:
    """Return a notebook in the form in which it is stored: no outputs, no counts, no traces of a machine."""
    cells = []
    for number, cell in enumerate(raw["cells"], start=1):
        lines = text_of(cell["source"]).splitlines(keepends=True)
        metadata = {"tags": tags} if (tags := stored_tags(cell)) else {}
        kept = {"cell_type": cell["cell_type"], "id": cell.get("id", f"cell-{number}")}
        kept |= {"metadata": metadata, "source": lines}
        cells.append(kept | ({"execution_count": None, "outputs": []} if cell["cell_type"] == "code" else {}))
    facts = {name: raw["metadata"][name] for name in (*METADATA, REVISIONS) if name in raw.get("metadata", {})}
    facts["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    facts["language_info"] = {"name": "python"}
    form = {"cells": cells, "metadata": facts, "nbformat": 4, "nbformat_minor": 5}
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
    content = path.read_bytes().replace(b"\r\n", b"\n")  # as Git writes on Windows where it is told to
    if not found and content != stored(raw):
        has_mark = content.startswith(codecs.BOM_UTF8)
        found.append(f"{shown(path)}：{'开头有 BOM' if has_mark else '存着 JupyterLab 留下的痕迹'}。{CLEAN}。")
    return found
