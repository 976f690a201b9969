"""Draw the registered figures into docs/assets/generated/: only those that are stale, and in parallel.

A figure ``lr/linear`` becomes ``lr/linear.light.svg`` and ``lr/linear.dark.svg``; one that moves also
``lr/linear.json`` (its moments, for the page) and ``lr/linear.gif`` (for use elsewhere). A figure is stale when its
module, anything of ours that the module imports, a data file it names, or a library has changed. A file is
written only when its bytes differ, since a write below docs/ makes ``mkdocs serve`` build again.

Usage: ``python -m scripts.build_figures [id …]``: without ids all that is stale, with ids just these in any case.
"""

import argparse
import ast
import concurrent.futures
import difflib
import hashlib
import importlib.metadata
import json
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from plots import registry
from scripts import browser_parts, maths_font, palette_css
from scripts.files import write_if_changed

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "plots" / "data"
GENERATED = ROOT / "docs" / "assets" / "generated"
MANIFEST = "manifest.json"
NOTEBOOKS = "notebooks.json"  # the same for the figures of notebooks, with what their cells print
LIBRARIES = ("matplotlib", "numpy", "pillow", "mplfonts")
SUFFIXES = (".light.svg", ".dark.svg", ".json", ".gif")
DRAWING_CODE = ("scripts.figure_files",)

Manifest = dict[str, Any]  # module -> {"key": str, "figures": {id: {"width": int, "height": int, "moving": bool}}}


class FigureError(Exception):
    """A figure that is unknown or cannot be drawn; the message is for the author."""


class Job(NamedTuple):
    """One figure to draw."""

    module: str
    id: str


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="绘制图：默认只画过期的")
    parser.add_argument("ids", nargs="*", metavar="id", help="只画这些图，无论是否过期，例如 lr/linear")
    try:
        for others in (palette_css, maths_font, browser_parts):
            others.build()
        build(parser.parse_args(arguments).ids)
    except (FigureError, FileNotFoundError, browser_parts.BrowserPartsError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def build(ids: list[str], generated: Path = GENERATED) -> list[str]:
    """Bring the files below ``generated`` up to date and return the ids of the figures that were drawn.

    Args:
        ids: Draw just these, stale or not; empty: all stale ones.
        generated: Folder of the files and their manifest.

    Raises:
        FigureError: For an unknown id, or where a figure function fails.
    """
    old = read_part(generated / MANIFEST)
    keys = {module: module_key(module) for module in registry.figure_modules()}
    stale = [module for module in keys if not is_current(module, keys[module], old, generated)]
    if not ids and not stale and old.keys() == keys.keys():
        return []
    jobs = [job for module in keys for job in jobs_of(module) if ids or module in stale]
    if ids:
        jobs = [find(id, jobs) for id in ids]
    drawn = draw_all(jobs, generated)
    manifest: Manifest = {}
    for module, key in keys.items():
        figures = {job.id: drawn[job] for job in jobs if job.module == module}
        if ids:  # the module stays as stale as it was
            before = old.get(module, {"key": None, "figures": {}})
            manifest[module] = {"key": before["key"], "figures": {**before["figures"], **figures}}
        else:
            manifest[module] = {"key": key, "figures": figures} if module in stale else old[module]
    remove_files(figure_ids(old) - figure_ids(manifest), generated)
    write_if_changed(generated / MANIFEST, (json.dumps(manifest, indent=1) + "\n").encode())
    return [job.id for job in jobs]


def read_manifest(generated: Path = GENERATED) -> Manifest:
    """Return what was drawn last, by module, and by notebook; empty where nothing was."""
    return read_part(generated / MANIFEST) | read_part(generated / NOTEBOOKS)


def read_part(path: Path) -> Manifest:
    """Return what one file knows of what was drawn; empty where it is not there."""
    try:
        manifest: Manifest = json.loads(path.read_text(encoding="utf-8"))
        return manifest
    except FileNotFoundError:
        return {}


def figure_ids(manifest: Manifest) -> set[str]:
    return {id for module in manifest.values() for id in module["figures"]}


def is_current(module: str, key: str, manifest: Manifest, generated: Path) -> bool:
    entry = manifest.get(module, {"key": None})
    return entry["key"] == key and all(
        path.exists() for id, figure in entry["figures"].items() for path in figure_paths(id, figure, generated)
    )


def figure_paths(id: str, figure: dict[str, Any], generated: Path) -> list[Path]:
    return [generated / f"{id}{suffix}" for suffix in (SUFFIXES if figure["moving"] else SUFFIXES[:2])]


def module_key(module: str) -> str:
    """Return a digest of all that the figures of ``module`` depend on."""
    digest = hashlib.sha256()
    sources = {path for name in (module, *DRAWING_CODE) for path in imported_files(name)}
    for path in sorted(sources | {data for source in sources for data in named_data(parsed(source))}):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library} {importlib.metadata.version(library)}\n".encode())
    return digest.hexdigest()


def imported_files(module: str) -> set[Path]:
    """Return the files of ours that importing ``module`` reads, its own included, without importing it."""
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        path = source_of(waiting.pop())
        if path is None or path in found:
            continue
        found.add(path)
        package = path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        waiting += [package, *imported_modules(parsed(path), package)]
    return found


def imported_modules(tree: ast.Module, package: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            yield origin
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def source_of(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split("."))
    candidates = [path.with_suffix(".py"), path / "__init__.py"]
    return next((each for each in candidates if each.exists()), None)


def parsed(source: Path) -> ast.Module:
    return ast.parse(source.read_bytes())


def named_data(tree: ast.Module) -> Iterator[Path]:
    """Yield the data files whose names stand as strings in a module."""
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    yield from (path for path in DATA.rglob("*") if path.relative_to(DATA).as_posix() in strings and path.is_file())


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


def draw_all(jobs: list[Job], generated: Path) -> dict[Job, dict[str, Any]]:
    """Draw in as many processes as there are cores, with a progress display on standard error."""
    if not jobs:
        return {}
    drawn: dict[Job, dict[str, Any]] = {}
    with concurrent.futures.ProcessPoolExecutor(min(len(jobs), os.cpu_count() or 1)) as pool:
        futures = {pool.submit(draw, job, generated): job for job in jobs}
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


def draw(job: Job, generated: Path) -> dict[str, Any]:
    """Draw one figure into its files and return what pages must know of it."""
    from scripts.figure_files import render  # matplotlib: imported only where something is drawn

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
            write_if_changed(generated / f"{job.id}{suffix}", files[suffix])
        else:  # it moved once
            (generated / f"{job.id}{suffix}").unlink(missing_ok=True)
    return facts


def last_line(error: BaseException) -> str:
    return traceback.format_exception_only(error)[-1].strip()


def remove_files(ids: set[str], generated: Path) -> None:
    for id in ids:
        for suffix in SUFFIXES:
            (generated / f"{id}{suffix}").unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
