"""A notebook to take along: what its page shows, as a file that runs in any Jupyter after one line of installation.

The build makes it from the stored notebook: outputs and pictures are in it, its Markdown is plain
(`scripts.notebooks.plain_markdown`), and two cells come first. One names the line of installation and the versions that the
outputs are of; one picks a Chinese font that is installed, or gives the figures English labels, which their cells name::

    #| english: 轮数 = round；训练集 = training set
"""

import ast
import functools
import json
import re
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from string import Template
from typing import Any, NamedTuple

from scripts.notebooks.plain_markdown import PlainMarkdown, Resolve
from scripts.notebooks.storage import EXECUTION_TAGS, REMOVED_CELL, Cell, Notebook, NotebookError, tree_of
from scripts.shared.manifest import figure_paths

OURS = {"plots", "scripts", "tests"}
OF_JUPYTER = {"IPython"}
TOOLS = {"matplotlib", "numpy", "pandas", "scipy"}
PYTHON = ".".join(map(str, sys.version_info[:2]))
CHINESE = re.compile(r"[\u3400-\u9fff]")
TOP_LEVEL = re.compile(r"^(\w+)(?:/|\.\S+,)", re.MULTILINE)  # of the paths in a list of files
BUILD_ONLY = re.compile(r"-cpu$")  # the same library without what needs a GPU; a reader has the other
ABOUT = Template("""**在自己的机器上运行**

${where}图和输出都是构建时执行的结果，用的是 Python $python。下面第一格核对各个包的版本；缺包时去掉 `%pip` 前面的 `#` 运行一次，再重启内核。它不读旁边的文件，也不留下文件。图文 CC BY 4.0，代码 MIT。""")
VERSIONS = Template("""# 缺包时去掉下一行行首的 # 号，运行一次，再重启内核：
# %pip install -q $line
import importlib
import os

os.environ["OMP_NUM_THREADS"] = "1"  # 数据小，多开线程反而慢

for name, shown in $versions.items():
    here = getattr(importlib.import_module(name), "__version__", shown)
    if here != shown:
        print(f"注意：{name} 在这里是 {here}，存着的输出出自 {shown}，数字可能不同。")
""")
FONTS = Template('''import matplotlib.pyplot as plt
from matplotlib import font_manager, text

# 用一种装好的中文字体画图；没有，图里的字就换成英文。
CHINESE_FONTS = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
]
ENGLISH = $english
installed = {font.name for font in font_manager.fontManager.ttflist}
chosen = next((name for name in CHINESE_FONTS if name in installed), None)
plt.rcParams["figure.constrained_layout.use"] = True
if chosen:
    plt.rcParams["font.family"] = [chosen, "DejaVu Sans"]
    plt.rcParams["axes.unicode_minus"] = False
else:
    draw_text = text.Text.set_text

    def in_english(self, words):
        """把要画的字换成英文。"""
        for chinese, english in ENGLISH.items():
            words = str(words).replace(chinese, english)
        draw_text(self, words)

    text.Text.set_text = in_english
''')


class Package(NamedTuple):
    """What a notebook imports: the module, what installs it, and the version that the outputs are of."""

    module: str
    distribution: str
    version: str


def download(notebook: Notebook, outputs: list[list[dict[str, Any]]], resolve: Resolve, address: str) -> bytes:
    """Return the file; ``resolve`` gives the address of a link's target, ``address`` is that of the page, both if known.

    Raises:
        NotebookError: If a cell imports what is only in this repository, or draws Chinese words without English ones.
    """
    refuse_own_imports(notebook)
    drawn = [cell.figure for cell in notebook.code_cells if cell.figure]
    numbers = {f"{notebook.id}/{figure.name}": number for number, figure in enumerate(drawn, start=1)}
    words = PlainMarkdown([cell.source for cell in notebook.cells if cell.kind == "markdown"], resolve, numbers)
    first, *cells = cells_of(notebook, outputs, words, numbers)
    if notes := words.footnotes():
        cells.append(markdown(notes))
    made = [first, *head(notebook, address), *cells]
    facts = {
        "title": notebook.title,
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    named = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(made, start=1)]
    form = {"cells": named, "metadata": facts, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(form, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def cells_of(
    notebook: Notebook, outputs: list[list[dict[str, Any]]], words: PlainMarkdown, numbers: dict[str, int]
) -> Iterator[dict[str, Any]]:
    """Yield the cells as they are handed out, that with the title first."""
    waiting, count = iter(outputs), 0
    if notebook.cells[0].kind != "markdown":
        yield markdown(f"# {notebook.title}")
    for cell in notebook.cells:
        if cell.kind == "markdown":
            if REMOVED_CELL not in cell.tags:
                yield markdown(words.cell(cell.source))
            continue
        count += 1
        printed = [*next(waiting, []), *pictures(cell, notebook)]
        yield code(cell.code, printed, count, sorted(cell.tags & EXECUTION_TAGS))
        if cell.figure:
            number = numbers[f"{notebook.id}/{cell.figure.name}"]
            yield markdown(f"**图 {number}**　{words.cell(cell.figure.caption)}")


def head(notebook: Notebook, address: str) -> Iterator[dict[str, Any]]:
    """Yield the cells that a notebook needs where it stands alone."""
    where = f"这是[{notebook.title}]({address})的可下载版本。" if address else ""
    yield markdown(ABOUT.substitute(where=where, python=PYTHON))
    needed = list(packages(notebook))
    versions = literal({package.module: package.version for package in needed})
    yield code(VERSIONS.substitute(line=requirements(needed), versions=versions))
    if any(cell.figure for cell in notebook.code_cells):
        yield code(FONTS.substitute(english=literal(english_labels(notebook))))


def literal(pairs: dict[str, str]) -> str:
    """Return the code of a dictionary, an item a line."""
    items = "".join(
        f"    {json.dumps(key, ensure_ascii=False)}: {json.dumps(value)},\n" for key, value in pairs.items()
    )
    return f"{{\n{items}}}" if items else "{}"


def requirements(needed: list[Package]) -> str:
    """Return what the line of installation names."""
    return " ".join(sorted({f"{package.distribution}=={package.version}" for package in needed}))


def packages(notebook: Notebook) -> Iterator[Package]:
    """Yield what a notebook imports that neither Python nor Jupyter has, in alphabetical order."""
    for module in sorted(modules(notebook) - sys.stdlib_module_names - OF_JUPYTER):
        if module not in distributions():
            continue
        [name, *_] = distributions()[module]
        yield Package(module, BUILD_ONLY.sub("", name), metadata.version(name))


@functools.cache
def distributions() -> Mapping[str, list[str]]:
    """Return what installs each module; to find it out, the list of files of all that is installed is read.

    `importlib.metadata.packages_distributions` makes an object of each file, which takes three times as long.
    """
    found: dict[str, list[str]] = {}
    for each in metadata.distributions():
        named = each.read_text("top_level.txt")
        for module in named.split() if named else sorted(set(TOP_LEVEL.findall(each.read_text("RECORD") or ""))):
            found.setdefault(module, []).append(each.name)
    return found


def versions(notebook: Notebook) -> str:
    """Return what executed the notebook, as a phrase: the libraries that it is about."""
    needed = {f"{each.distribution} {each.version}" for each in packages(notebook) if each.module not in TOOLS}
    return "、".join([f"Python {PYTHON}", *sorted(needed)])


def modules(notebook: Notebook) -> set[str]:
    """Return the names of the modules that the cells import, without what is below them."""
    nodes = list(ast.walk(tree_of(notebook)))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    parts = [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {name.partition(".")[0] for name in (*plain, *parts)}


def refuse_own_imports(notebook: Notebook) -> None:
    if own := sorted(modules(notebook) & OURS):
        raise NotebookError(f"{notebook.place()}：导入了 {own[0]}，下载的 notebook 里没有它。把要用的几行写进单元。")


def english_labels(notebook: Notebook) -> dict[str, str]:
    """Return the English of what figures are labelled with, longer words first, so that none is replaced in part.

    Raises:
        NotebookError: If a cell that draws has Chinese words without English ones.
    """
    found: dict[str, str] = {}
    for cell in notebook.code_cells:
        if cell.figure:
            found |= cell.figure.english
            refuse_untold(cell, notebook)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def refuse_untold(cell: Cell, notebook: Notebook) -> None:
    assert cell.figure
    for node in ast.walk(ast.parse(cell.code)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            rest = node.value
            for chinese in sorted(cell.figure.english, key=len, reverse=True):
                rest = rest.replace(chinese, "")
            if CHINESE.search(rest):
                raise NotebookError(
                    f"{notebook.place(cell)}：图里的“{node.value}”没有英文。没有中文字体的读者要看英文，"
                    f"在单元开头加一行：#| english: {node.value} = 英文。"
                )


def pictures(cell: Cell, notebook: Notebook) -> Iterator[dict[str, Any]]:
    if cell.figure:
        path, *_ = figure_paths(f"{notebook.id}/{cell.figure.name}", {"moving": False, "table": False})
        if path.exists():
            data = {"image/svg+xml": path.read_text(encoding="utf-8"), "text/plain": cell.figure.alt}
            yield {"output_type": "display_data", "data": data, "metadata": {}}


def markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source.splitlines(keepends=True)}


def code(
    source: str, outputs: list[dict[str, Any]] | None = None, count: int | None = None, tags: list[str] | None = None
) -> dict[str, Any]:
    metadata = {"tags": tags} if tags else {}
    cell = {"cell_type": "code", "metadata": metadata, "source": source.rstrip("\n").splitlines(keepends=True)}
    return {**cell, "execution_count": count, "outputs": outputs or []}
