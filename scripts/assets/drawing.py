"""Draw the registered figures into docs/assets/generated/: only those that are stale, and in parallel.

A figure ``momentum/path`` becomes ``momentum/path.svg``; one that moves also ``momentum/path.json`` (its moments, for the page) and
``momentum/path.gif`` (for use elsewhere). A figure is stale when its
module, anything of ours that the module imports, a data file it names, or a library has changed. A file is
written only when its bytes differ, since a write below docs/ makes ``mkdocs serve`` build again.
"""

import concurrent.futures
import difflib
import functools
import hashlib
import importlib.metadata
import inspect
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any, NamedTuple

from plots import registry
from plots.figures import Drawing
from scripts.shared.files import write_if_changed
from scripts.shared.imports import imported_files, source_of, with_data
from scripts.shared.manifest import (
    MANIFEST,
    NOTHING,
    SUFFIXES,
    Manifest,
    is_current,
    picture_path,
    read_part,
    remove_unknown,
)
from scripts.shared.paths import CACHE, GENERATED, ROOT
from scripts.shared.sources import last_line

LIBRARIES = ("matplotlib", "numpy", "pillow", "mplfonts", "scikit-learn")
DRAWING_CODE = "scripts.assets.figure_files"


class FigureError(Exception):
    """A figure that is unknown or cannot be drawn; the message is for the author."""


class Job(NamedTuple):
    """One figure to draw."""

    module: str
    id: str


def build(ids: list[str]) -> list[str]:
    """Bring the files up to date and return the ids of the figures that were drawn.

    Args:
        ids: Draw just these, stale or not; empty: all stale ones.

    Raises:
        FigureError: For an unknown id, or where a figure function fails.
    """
    old = read_part(CACHE / MANIFEST)
    keys = {module: module_key(module) for module in registry.figure_modules()}
    stale = [module for module in keys if not is_current(old.get(module, NOTHING), keys[module])]
    if not ids and not stale and old.keys() == keys.keys():
        return []
    jobs = [job for module in keys for job in jobs_of(module) if ids or module in stale]
    if ids:
        jobs = [find(id, jobs) for id in ids]
    # Written before anything is drawn: what a failure leaves must not pass for drawn by the code that was before.
    manifest = {
        module: old.get(module, NOTHING) | {"key": None if module in stale else key} for module, key in keys.items()
    }
    write(manifest)
    drawn = draw_all(jobs)
    for module, key in keys.items():
        figures = {job.id: drawn[job] for job in jobs if job.module == module}
        if ids:  # the module stays as stale as it was
            manifest[module] = manifest[module] | {"figures": manifest[module]["figures"] | figures}
        elif module in stale:
            manifest[module] = {"key": key, "figures": figures}
    write(manifest)
    remove_unknown()
    return [job.id for job in jobs]


def write(manifest: Manifest) -> None:
    write_if_changed(CACHE / MANIFEST, (json.dumps(manifest, indent=1) + "\n").encode())


def module_key(module: str) -> str:
    """Return a digest of all that the figures of ``module`` depend on."""
    digest = hashlib.sha256()
    for path in sorted(with_data(imported_files(module, DRAWING_CODE))):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library} {importlib.metadata.version(library)}\n".encode())
    return digest.hexdigest()


def jobs_of(module: str) -> list[Job]:
    try:
        return [Job(module, figure.id) for figure in registry.figures(module)]
    except Exception as error:
        source = source_of(module)
        place = source.relative_to(ROOT) if source else module
        raise FigureError(f"{place}：无法导入，{last_line(error)}。修正这个文件后重试。") from error


def find(id: str, jobs: list[Job]) -> Job:
    for job in jobs:
        if job.id == id:
            return job
    near = difflib.get_close_matches(id, [job.id for job in jobs], n=3, cutoff=0.4)
    raise FigureError(
        f"没有 id 为 {id} 的图；相近的有：{'、'.join(near) or '无'}。在 plots/figures/ 的 FIGURES 表中登记它。"
    )


def draw_all(jobs: list[Job]) -> dict[Job, dict[str, Any]]:
    """Draw in as many processes as there are cores, with a progress display on standard error."""
    if not jobs:
        return {}
    drawn: dict[Job, dict[str, Any]] = {}
    with concurrent.futures.ProcessPoolExecutor(min(len(jobs), os.cpu_count() or 1)) as pool:
        futures = {pool.submit(draw, job): job for job in jobs}
        for future in concurrent.futures.as_completed(futures):
            try:
                drawn[futures[future]] = future.result()
            except FigureError:
                pool.shutdown(cancel_futures=True)
                raise
            show_progress(len(drawn), len(jobs), futures[future].id)
    return drawn


def show_progress(done: int, total: int, id: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K绘图 {done}/{total}　{id}", end="\n" if done == total else "", file=sys.stderr, flush=True)
    elif done == total:
        print(f"绘图 {done}/{total}", file=sys.stderr)


def draw(job: Job) -> dict[str, Any]:
    """Draw one figure into its files and return what pages must know of it."""
    from scripts.assets.figure_files import render  # matplotlib: imported only where something is drawn

    figure = next(figure for figure in registry.figures(job.module) if figure.id == job.id)
    try:
        files, facts = render(figure.drawing)
    except Exception as error:
        where = next(
            (
                frame
                for frame in reversed(traceback.extract_tb(error.__traceback__))
                if "plots" in Path(frame.filename).parts
            ),
            None,
        )
        place = f"{Path(where.filename).relative_to(ROOT)}:{where.lineno}" if where else job.module
        raise FigureError(
            f"{place}：图 {job.id} 绘制失败，{last_line(error)}。"
            f"修正后运行 python -m scripts.build_figures {job.id} 单独重画。"
        ) from None
    for suffix in SUFFIXES:
        if suffix in files:
            write_if_changed(GENERATED / f"{job.id}{suffix}", files[suffix])
        else:  # it moved once
            (GENERATED / f"{job.id}{suffix}").unlink(missing_ok=True)
    write_if_changed(picture_path(job.id), files[".png"])
    return facts | origin(figure.drawing)


def origin(drawing: Drawing) -> dict[str, str]:
    """Return the function that draws a figure, or of a playground's figure the one that makes its picture, and its file."""
    draw: Any = drawing.draw
    if isinstance(draw, functools.partial):  # of plots.hands.draw_setting
        draw = draw.args[0].picture
    return {
        "function": draw.__qualname__.partition(".<locals>")[0],
        "source": Path(inspect.getfile(draw)).relative_to(ROOT).as_posix(),
    }
