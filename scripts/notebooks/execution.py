"""Execute one notebook in a kernel of its own: what its cells print, and the figures that they draw.

Two executions give the same bytes: one thread, fixed hashes, an empty folder to work in, and nothing kept that differs
(`scripts.notebooks.outputs`). What goes wrong is a sentence with notebook, cell and cure.
"""

import ast
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

from scripts.notebooks.outputs import ANSI, checked
from scripts.notebooks.storage import (
    EXPECTED_ERROR,
    SKIPPED,
    THREE_LINES,
    Cell,
    Notebook,
    NotebookError,
    text_of,
    tree_of,
)
from scripts.notebooks.zygote import Copied
from scripts.shared.imports import imported_modules
from scripts.shared.paths import ROOT

SECONDS = 60  # that a cell may take
KERNEL = "__import__('scripts.notebooks.kernel', fromlist=['begin'])"
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
ERROR_CURES = {"FileNotFoundError": "单元在一个空文件夹里执行，要读的数据用代码生成，或放进 plots/data 由那里的函数读"}


class Picture(NamedTuple):
    """A figure; width and height in SVG units; its picture on a card; its numbers as CSV, where it can tell them."""

    svg: bytes
    png: bytes
    table: bytes | None
    width: int
    height: int


def run(notebook: Notebook) -> tuple[list[list[dict[str, Any]]], dict[str, Picture]]:
    """Return the outputs of each code cell, as a notebook stores them, and the pictures by name.

    Raises:
        NotebookError: If a cell fails, draws without saying so, or prints what a page cannot show.
    """
    outputs: list[list[dict[str, Any]]] = []
    pictures = {}
    with tempfile.TemporaryDirectory() as folder, started(notebook, Path(folder)) as kernel:
        for cell in notebook.code_cells:
            if SKIPPED in cell.tags:
                outputs.append([])
                continue
            printed, picture = kernel.execute(cell)
            outputs.append(printed)
            if cell.figure and picture:
                pictures[cell.figure.name] = picture
    return outputs, pictures


class Kernel:
    """A kernel that runs the cells of a notebook, in a folder where it may leave files."""

    def __init__(self, client: NotebookClient, notebook: Notebook, folder: Path) -> None:
        self.client = client
        self.notebook = notebook
        self.folder = folder

    def execute(self, cell: Cell) -> tuple[list[dict[str, Any]], Picture | None]:
        """Run a cell of the notebook; return what it prints, as it is kept, and its figure.

        Raises:
            NotebookError: If the cell fails, or does not although it says so, draws without saying so, or prints what a
                page cannot show.
        """
        printed = self.run(cell.source, cell)
        if EXPECTED_ERROR in cell.tags and all(output["output_type"] != "error" for output in printed):
            raise NotebookError(
                f"{self.notebook.place(cell)}：标了 {EXPECTED_ERROR}，却没有出错。删去这个标签，或让它出错。"
            )
        printed = checked(printed, self.notebook, cell, folder=str(self.folder))
        if cell.figure:
            return printed, self.picture(cell)
        if self.ask("open_figures()"):
            raise NotebookError(f"{self.notebook.place(cell)}：画了图，却没有说明。在单元开头写三行：{THREE_LINES}。")
        return printed, None

    def ask(self, call: str, cell: Cell | None = None) -> Any:
        """Call a function of `scripts.notebooks.kernel` and return what it prints, which is JSON."""
        printed = "".join(text_of(output.get("text", "")) for output in self.run(f"{KERNEL}.{call}", cell))
        return json.loads(printed) if printed else None

    def picture(self, cell: Cell) -> Picture:
        """Return the figure that a cell has left open."""
        count = self.ask("open_figures()")
        if count != 1:
            raise NotebookError(f"{self.notebook.place(cell)}：画了 {count} 张图。这样的单元只画一张图。")
        path, table = self.folder / "figure.svg", self.folder / "figure.csv"
        table.unlink(missing_ok=True)  # of another cell
        size = self.ask(f"save({str(path)!r})", cell)
        png = path.with_suffix(".png").read_bytes()
        return Picture(path.read_bytes(), png, table.read_bytes() if table.exists() else None, **size)

    def run(self, code: str, cell: Cell | None) -> list[dict[str, Any]]:
        """Run code and return what it prints; where it fails the sentence names ``cell``."""
        tags = sorted(cell.tags) if cell else []
        node = new_code_cell(code, id="code", metadata={"tags": tags})  # type: ignore[no-untyped-call] # nbformat's
        try:
            self.client.execute_cell(node, 0)
        except CellExecutionError as error:
            line = re.search(r"Cell In\[\d+\], line (\d+)", ANSI.sub("", str(error)))
            place = self.notebook.place(cell, line=int(line[1]) if line and cell else None)
            reason = " ".join(f"{error.ename}: {error.evalue}".split())
            raise NotebookError(
                f"{place}：执行失败，{reason}。{ERROR_CURES.get(error.ename, '修正后重新构建')}。"
            ) from None
        except CellTimeoutError:
            raise NotebookError(
                f"{self.notebook.place(cell)}：{SECONDS} 秒还没有执行完。减少数据或循环的次数。"
            ) from None
        except DeadKernelError:
            raise NotebookError(f"{self.notebook.place(cell)}：执行时 Python 意外退出。检查内存用量。") from None
        return [dict(output) for output in node.outputs]


@contextmanager
def started(notebook: Notebook, folder: Path) -> Iterator[Kernel]:
    """Start a kernel that knows nothing of the user's settings."""
    surroundings = {
        **os.environ,
        **dict.fromkeys(ONE_THREAD, "1"),
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",  # what a cell writes and reads is the same on every machine
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # it warns of what no debugger is needed for
        "MPLBACKEND": "svg",
        "IPYTHONDIR": str(folder / "ipython"),
        "TMPDIR": str(folder / "temporary"),
        "NO_COLOR": "1",
        "TZ": "UTC",
    }
    for name in ("PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONWARNDEFAULTENCODING", "PYTHONIOENCODING"):
        surroundings.pop(name, None)
    work = folder / "work"
    for each in (work, folder / "temporary"):
        each.mkdir()
    empty = new_notebook(cells=[new_code_cell(id="code")])  # type: ignore[no-untyped-call] # nbformat's
    client = NotebookClient(
        empty,
        kernel_name="python3",
        timeout=SECONDS,
        startup_timeout=SECONDS,
        shutdown_kernel="immediate",  # asked to end, it may take four seconds; what it leaves lies in the folder
        extra_arguments=["--log-level=ERROR"],
    )
    manager = client.create_kernel_manager()
    manager.provisioner = Copied(kernel_spec=manager.kernel_spec, parent=manager)
    manager.provisioner.modules = [*imported_modules(ast.walk(tree_of(notebook)), "")]
    with client.setup_kernel(env=surroundings, cwd=str(work)):
        kernel = Kernel(client, notebook, folder)
        kernel.ask("start()")
        yield kernel
