"""Run a notebook as a reader does who has downloaded it: in an empty folder, with nothing of ours around it."""

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_output

from scripts.notebooks import storage
from scripts.notebooks.storage import Notebook

CELL_S = 120
ANSWER = re.compile(r"^```python\n(?P<code>.*?)^```\n\n^```text\n(?P<printed>.*?)^```$", re.DOTALL | re.MULTILINE)
OF_THE_BUILD = ("OMP_NUM_THREADS", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONWARNINGS", "MPLBACKEND")


class Run(NamedTuple):
    """What came of it: for each cell of code its texts, as stored and as printed now; complaints; files left; time."""

    stored: list[str]
    printed: list[str]
    complaints: list[str]
    left: list[str]
    seconds: float


def answers(notebook: Notebook) -> list[tuple[str, str]]:
    """Return the code of the answers to exercises, which readers run below the notebook, and what it is said to print."""
    words = "\n".join(line for _, line in storage.prose(notebook))
    return [(answer["code"], answer["printed"]) for answer in ANSWER.finditer(words)]


def run(path: Path, then: Iterable[tuple[str, str]] = (), **kernel: Any) -> Run:
    """Execute the notebook ``path``, and ``then`` code that is said to print something, as cells of it.

    ``kernel`` goes to the client, which else starts a kernel of this Python.
    """
    notebook = nbformat.read(path, 4)
    for code, printed in then:
        notebook.cells.append(new_code_cell(code, outputs=[new_output("stream", text=printed)]))
    stored = [texts(cell) for cell in notebook.cells if cell.cell_type == "code"]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as home:
        given = {name: value for name, value in os.environ.items() if name not in OF_THE_BUILD}
        client = NotebookClient(
            notebook, timeout=CELL_S, extra_arguments=["--log-level=ERROR"], **{"kernel_name": "python3", **kernel}
        )
        around = {"IPYTHONDIR": home, "OMP_WAIT_POLICY": "passive"}  # threads that wait burn no processor
        began = time.perf_counter()
        with client.setup_kernel(env={**given, **around}, cwd=folder):
            for number, cell in enumerate(notebook.cells):
                client.execute_cell(cell, number)
        seconds = time.perf_counter() - began
        left = sorted(path.name for path in Path(folder).iterdir())
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    complaints = [text for cell in cells for text in stream(cell, "stderr")]
    return Run(stored, [texts(cell) for cell in cells], complaints, left, round(seconds, 1))


def digest(notebook: Notebook) -> str:
    """Return a digest of the code of a notebook, without what the build adds."""
    return hashlib.sha256("\0".join(cell.code for cell in notebook.code_cells).encode()).hexdigest()[:16]


def texts(cell: Any) -> str:
    """Return what a cell prints; of an error its last line, which is what is stored of one that is announced."""
    found = stream(cell, "stdout")
    for output in cell.outputs:
        if output.output_type == "error":
            found.append(f"{output.ename}: {output.evalue}")
        elif output.output_type in {"display_data", "execute_result"} and not is_picture(output.data):
            found.append(output.data.get("text/markdown") or output.data.get("text/plain", ""))
    return "\n".join(text.rstrip("\n") for text in found)


def is_picture(data: Any) -> bool:
    return any(kind.startswith("image/") for kind in data)


def stream(cell: Any, name: str) -> list[str]:
    outputs = [output for output in cell.outputs if output.output_type == "stream" and output.name == name]
    return ["".join(output.text for output in outputs)] if outputs else []
