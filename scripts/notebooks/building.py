"""Execute the notebooks of the site: only those that are stale, and in parallel.

A notebook is stale when its code, what it can reach of ours (`scripts.shared.reach`), a data file it names, or a locked
library has changed; text, alt texts and captions are not executed. What its cells print is kept in ``NOTEBOOKS``, beside the sizes of
its figures, which become ``<topic>/<name>/<figure>.svg``. A cell that fails or warns stops the build
(`scripts.notebooks.execution`).
"""

import concurrent.futures
import hashlib
import importlib.metadata
import json
import os
import re
import sys
from collections.abc import Iterator
from typing import Any

from scripts.notebooks import storage
from scripts.notebooks.storage import Notebook, NotebookError
from scripts.shared.files import write_if_changed
from scripts.shared.imports import data_named_by, imported_files, strings_in
from scripts.shared.manifest import (
    NOTEBOOKS,
    NOTHING,
    Manifest,
    figure_paths,
    is_current,
    picture_path,
    read_part,
    remove_unknown,
)
from scripts.shared.paths import CACHE, ROOT
from scripts.shared.reach import Reach

RUNNERS = {ROOT / "scripts" / "notebooks" / name for name in ("execution.py", "outputs.py")}
LOCK_FILE = ROOT / "requirements.txt"


def build(ids: list[str]) -> list[str]:
    """Bring what notebooks printed and drew up to date, and return the ids of those that were executed.

    Raises:
        NotebookError: For an unknown id, or where a notebook cannot be read or executed.
    """
    if misplaced := storage.misplaced():
        raise NotebookError(misplaced[0])
    old = read_part(CACHE / NOTEBOOKS)
    found = {notebook.id: notebook for notebook in map(storage.read, storage.paths())}
    if unknown := [id for id in ids if id not in found]:
        raise NotebookError(f"没有 notebook {unknown[0]}。已有的是：{'、'.join(found) or '无'}。")
    keys = {id: notebook_key(notebook) for id, notebook in found.items()}
    stale = ids or [id for id in found if not is_current(entry_of(id, old), keys[id])]
    manifest: Manifest = {name_of(id): old[name_of(id)] for id in found if id not in stale}
    try:
        for id, outputs, figures in execute_all([found[id] for id in stale]):
            manifest[name_of(id)] = {"key": keys[id], "outputs": outputs, "figures": figures}
    finally:  # what has been executed need not be again, although another one failed
        if manifest or old:
            content = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            write_if_changed(CACHE / NOTEBOOKS, content.encode())
            remove_unknown()
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
    for path in sorted(data_named_by(strings_in(tree)) | imported_files("scripts.notebooks.kernel") | RUNNERS):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    for library in re.findall(r"^([\w.-]+)==", LOCK_FILE.read_text(encoding="utf-8"), re.MULTILINE):
        digest.update(f"{library} {version(library)}\n".encode())
    return digest.hexdigest()


def version(library: str) -> str | None:
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:  # of another system
        return None


def execute_all(stale: list[Notebook]) -> Iterator[tuple[str, list[Any], dict[str, Any]]]:
    """Execute in as many processes as there are cores; yield what each notebook printed, and its figures, as they end."""
    if not stale:
        return
    with concurrent.futures.ProcessPoolExecutor(min(len(stale), os.cpu_count() or 1)) as pool:
        futures = {pool.submit(execute, notebook): notebook for notebook in stale}
        for done, future in enumerate(concurrent.futures.as_completed(futures), start=1):
            id = futures[future].id
            try:
                yield id, *future.result()
            except NotebookError:
                pool.shutdown(cancel_futures=True)
                raise
            print(f"执行 notebook {done}/{len(stale)}　{id}", file=sys.stderr)


def execute(notebook: Notebook) -> tuple[list[Any], dict[str, Any]]:
    """Execute a notebook and write its figures; return the outputs of its code cells, and what pages know of a figure."""
    from scripts.notebooks.execution import run  # nbclient: imported only where something is executed

    outputs, figures = run(notebook)
    facts: dict[str, dict[str, Any]] = {}
    for name, figure in figures.items():
        id = f"{notebook.id}/{name}"
        has_table = figure.table is not None
        facts[id] = {"width": figure.width, "height": figure.height, "moving": False, "table": has_table}
        facts[id]["source"] = name_of(notebook.id)
        for path, content in zip(figure_paths(id, facts[id]), (figure.svg, figure.table), strict=False):
            write_if_changed(path, content or b"")
        write_if_changed(picture_path(id), figure.png)
    return outputs, facts
