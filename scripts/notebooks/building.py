"""Execute the notebooks of the site: only those that are stale, and in parallel.

A notebook is stale when its code, what it can reach of ours (`scripts.shared.reach`), a data file it names, or a locked
library has changed; text, alt texts and captions are not executed. What its cells print is kept in ``NOTEBOOKS``, beside the sizes of
its figures, which become ``<topic>/<name>/<figure>.svg``. A cell that fails or warns stops the build
(`scripts.notebooks.execution`).
"""

import ast
import functools
import hashlib
import importlib.metadata
import re
import sys
from pathlib import Path
from typing import Any

from scripts.notebooks import storage
from scripts.notebooks.storage import Notebook, NotebookError
from scripts.shared.files import write_if_changed
from scripts.shared.imports import data_named_by, imported_files, strings_in
from scripts.shared.manifest import NOTEBOOKS, NOTHING, Manifest, figure_paths, picture_path
from scripts.shared.paths import CACHE, ROOT
from scripts.shared.reach import Reach
from scripts.shared.records import Entry, digests, is_current, read_entries, write_entries
from scripts.shared.workers import in_parallel

RUNNERS = {ROOT / "scripts" / "notebooks" / name for name in ("execution.py", "outputs.py", "zygote.py")}
LOCK_FILE = ROOT / "requirements.txt"


def build(ids: list[str]) -> list[str]:
    """Bring what notebooks printed and drew up to date, and return the ids of those that were executed.

    Raises:
        NotebookError: For an unknown id, or where a notebook cannot be read or executed.
    """
    if misplaced := storage.misplaced():
        raise NotebookError("\n".join(misplaced))
    old = read_entries(CACHE / NOTEBOOKS)
    found = {notebook.id: notebook for notebook in map(storage.read, storage.paths())}
    if unknown := [id for id in ids if id not in found]:
        raise NotebookError(f"没有 notebook {unknown[0]}。已有的是：{'、'.join(found) or '无'}。")
    keys = {id: notebook_key(notebook) for id, notebook in found.items()}
    stale = ids or [id for id in found if not is_current(entry_of(id, old), keys[id])]
    manifest: Manifest = {name_of(id): old[name_of(id)] for id in found if id not in stale}
    try:
        for done, (notebook, entry) in enumerate(in_parallel(execute, [found[id] for id in stale]), start=1):
            manifest[name_of(notebook.id)] = {"key": keys[notebook.id], **entry}
            print(f"执行 notebook {done}/{len(stale)}　{notebook.id}", file=sys.stderr)
    finally:  # what has been executed need not be again, although another one failed
        if manifest or old:
            write_entries(CACHE / NOTEBOOKS, dict(sorted(manifest.items())))
    return list(stale)


def name_of(id: str) -> str:
    """Return the name of a notebook in the manifest: its file."""
    return f"docs/notebooks/{id}.ipynb"


def entry_of(id: str, manifest: Manifest) -> dict[str, Any]:
    entry: dict[str, Any] = manifest.get(name_of(id), NOTHING)
    return entry


def notebook_key(notebook: Notebook) -> str:
    """Return a digest of all that the outputs of a notebook depend on."""
    digest = hashlib.sha256(sys.version.encode())
    for cell in notebook.code_cells:
        tags = " ".join(sorted(cell.tags & storage.EXECUTION_TAGS))
        digest.update(f"{cell.figure.name if cell.figure else ''}\0{tags}\0{cell.code}\0".encode())
    tree = storage.tree_of(notebook)
    reach = Reach()
    reach.add_imports(tree)
    digest.update(reach.digest().encode())
    for path in sorted(
        data_named_by(strings_in(ast.walk(tree))) | imported_files("scripts.notebooks.kernel") | RUNNERS
    ):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    for library in re.findall(r"^([\w.-]+)==", LOCK_FILE.read_text(encoding="utf-8"), re.MULTILINE):
        digest.update(f"{library} {version(library)}\n".encode())
    return digest.hexdigest()


@functools.cache
def version(library: str) -> str | None:
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:  # of another system
        return None


def execute(notebook: Notebook) -> Entry:
    """Execute a notebook and write its figures; return the outputs of its code cells, and what pages know of a figure."""
    from scripts.notebooks.execution import run  # nbclient: imported only where something is executed

    outputs, figures = run(notebook)
    facts: dict[str, dict[str, Any]] = {}
    contents: dict[Path, bytes] = {}
    for name, figure in figures.items():
        id = f"{notebook.id}/{name}"
        has_table = figure.table is not None
        facts[id] = {"width": figure.width, "height": figure.height, "moving": False, "table": has_table}
        facts[id]["source"] = name_of(notebook.id)
        files = [each for each in (figure.svg, figure.table, figure.png) if each is not None]
        contents |= zip([*figure_paths(id, facts[id]), picture_path(id)], files, strict=True)
    for path, content in contents.items():
        write_if_changed(path, content)
    return {"outputs": outputs, "figures": facts, "files": digests(contents)}
