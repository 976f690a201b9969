"""Draw the registered figures into docs/assets/generated/: only those that are stale, and in parallel.

A figure ``momentum/path`` becomes ``momentum/path.svg``; one that moves also ``momentum/path.json`` (its moments, for the page) and
``momentum/path.gif`` (for use elsewhere). A figure is stale when a function, class or constant that it can reach has changed,
a data file that is named there, or a library (`scripts.shared.reach`); comments and layout count for nothing. A file is
written only when its bytes differ, since a write below docs/ makes ``mkdocs serve`` build again.
"""

import difflib
import functools
import hashlib
import importlib
import importlib.metadata
import inspect
import re
import sys
from collections.abc import Container
from pathlib import Path
from typing import Any, NamedTuple, cast

from plots import registry
from plots.figures import Drawing
from scripts.shared.faults import FaultError, fault_of
from scripts.shared.files import write_if_changed
from scripts.shared.findings import Finding, told, unexpected
from scripts.shared.imports import imported_files, source_of, with_data
from scripts.shared.limits import limited
from scripts.shared.manifest import MANIFEST, NOTHING, Manifest, picture_path
from scripts.shared.paths import CACHE, GENERATED, ROOT
from scripts.shared.reach import Reach
from scripts.shared.records import NONE, digests, is_current, read_entries, write_entries
from scripts.shared.sources import SourceError, numbered, place_in, shown
from scripts.shared.workers import LostError, in_parallel

LIBRARIES = ("matplotlib", "numpy", "pillow", "mplfonts", "scikit-learn")
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)+")  # file, anchor and address
SECONDS = 60  # of one processor that a figure may take
DRAWING_CODE = ("scripts.assets.figure_files", "render")


class FigureError(SourceError):
    """A figure that is unknown or cannot be drawn; the message is for the author."""


class Job(NamedTuple):
    """One figure to draw."""

    module: str
    id: str
    key: str


def build(ids: list[str]) -> list[str]:
    """Bring the files up to date and return the ids of the figures that were drawn.

    Args:
        ids: Draw just these, stale or not; empty: all stale ones.

    Raises:
        FigureError: For an unknown id, or where a figure function fails.
    """
    old = read_entries(CACHE / MANIFEST)
    keys = {module: module_key(module) for module in registry.figure_modules()}
    changed = [module for module in keys if not is_current(old.get(module, NOTHING), keys[module])]
    if not ids and not changed and old.keys() == keys.keys():
        return []
    loaded = list(keys) if ids else changed  # of the others all is known
    if wrong := [finding for module in loaded for finding in figures_findings(module)]:
        raise FigureError(told(wrong))
    jobs = {module: jobs_of(module) for module in loaded}
    drawn = {module: [*old[module]["figures"]] for module in keys if module not in loaded}
    refuse_same_ids(drawn | {module: [job.id for job in of_module] for module, of_module in jobs.items()})
    every = [job for of_module in jobs.values() for job in of_module]
    stale = [find(id, every) for id in ids] or [job for job in every if not is_drawn(job, old)]
    manifest = {
        module: old.get(module, NOTHING) | {"key": None if module in changed else keys[module]} for module in keys
    }
    figures = {id: facts for entry in manifest.values() for id, facts in entry["figures"].items()}

    def keep(finished: Container[str]) -> None:
        for module, of_module in jobs.items():
            own = {job.id: figures[job.id] for job in of_module if job.id in figures}
            files = {path: each for facts in own.values() for path, each in facts["files"].items()}
            key = keys[module] if module in finished else manifest[module]["key"]
            manifest[module] |= {"key": key, "figures": own, "files": files}
        write_entries(CACHE / MANIFEST, manifest)

    for job in stale:  # first: what a failure leaves must not pass for drawn by the code that was before
        figures.pop(job.id, None)
    keep(finished=())
    figures |= {job.id: facts for job, facts in draw_all(stale).items()}
    keep(finished=() if ids else changed)
    return [job.id for job in stale]


def is_drawn(job: Job, manifest: Manifest) -> bool:
    """Return whether a figure is what its code draws now."""
    facts = manifest.get(job.module, NOTHING)["figures"].get(job.id, {})
    return is_current(NONE | facts, job.key)


def module_key(module: str) -> str:
    """Return a digest of all that the figures of ``module`` may depend on: as long as it is the same, none is stale."""
    digest = hashlib.sha256(versions().encode())
    for path in sorted(with_data(imported_files(module, DRAWING_CODE[0]))):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def figure_key(drawing: Drawing) -> str:
    """Return a digest of all that one figure depends on."""
    reach = Reach()
    reach.add(*DRAWING_CODE)
    reach.add_value(drawing)
    return hashlib.sha256(f"{versions()}{reach.digest()}".encode()).hexdigest()


@functools.cache
def versions() -> str:
    libraries = [f"{library} {importlib.metadata.version(library)}\n" for library in LIBRARIES]
    return "".join([f"Python {sys.version}\n", *libraries])


def jobs_of(module: str) -> list[Job]:
    return [Job(module, figure.id, figure_key(figure.drawing)) for figure in registry.figures(module)]


def figures_findings(module: str) -> list[Finding]:
    """Return what is wrong with the table of a module of figures."""
    source = source_of(module)
    assert source is not None
    top = f"{shown(source)}:1"
    try:
        loaded = importlib.import_module(module)
    except (Exception, SystemExit) as error:
        wrong = unexpected(error, of="无法导入，")
        return [wrong if wrong.place.startswith("plots/") else wrong._replace(place=top)]
    topic, table = getattr(loaded, "TOPIC", None), getattr(loaded, "FIGURES", None)
    if not isinstance(topic, str) or not isinstance(table, dict):
        return [Finding(top, "没有 TOPIC 和 FIGURES", 'TOPIC 写主题的名字，FIGURES 写 {"名字": Drawing(画图的函数)}')]
    where = numbered(place_in(source, "FIGURES"))
    found = []
    for name, drawing in table.items():
        if not ID.fullmatch(f"{topic}/{name}"):
            found.append(Finding(where, f"图的 id {topic}/{name} 不能作地址", "只用小写字母、数字和单个连字符"))
        if not isinstance(drawing, Drawing):
            found.append(Finding(where, f"图 {topic}/{name} 不是 Drawing", f'写成 "{name}": Drawing(画图的函数)'))
    return found


def refuse_same_ids(ids: dict[str, list[str]]) -> None:
    """Raise FigureError where two modules have a figure of one id: it would be drawn twice, over itself."""
    found: dict[str, str] = {}
    for module, id in [(name, each) for name in sorted(ids) for each in ids[name]]:
        other = found.setdefault(id, module)
        if other != module:
            one, two = (shown(source_of(each) or ROOT) for each in (module, other))
            raise FigureError(f"{one}:1：图 {id} 在 {two} 里也有。给其中一张换个名字。")


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
    drawn: dict[Job, dict[str, Any]] = {}
    try:
        for job, each in in_parallel(draw, jobs):
            drawn[job] = each
            show_progress(len(drawn), len(jobs), job.id)
    except LostError as lost:
        job = cast(Job, lost.job)
        raise FigureError(
            f"{shown(source_of(job.module) or ROOT)}：画图的进程意外退出，也许在画 {job.id}。"
            f"减少数据；运行 .venv/bin/python -m scripts.build_figures {job.id} 单独画它。"
        ) from None
    return drawn


def show_progress(done: int, total: int, id: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K绘图 {done}/{total}　{id}", end="\n" if done == total else "", file=sys.stderr, flush=True)
    elif done == total:
        print(f"绘图 {done}/{total}", file=sys.stderr)


def draw(job: Job) -> dict[str, Any]:
    """Draw one figure into its files and return what pages and the next build must know of it."""
    from scripts.assets.figure_files import render  # matplotlib: imported only where something is drawn

    figure = next(figure for figure in registry.figures(job.module) if figure.id == job.id)
    try:
        with limited(SECONDS, doing="画"):
            files, facts = render(figure.drawing)
    except (Exception, SystemExit) as error:
        if fault := fault_of(error):
            raise FaultError(fault) from None
        found = unexpected(error)
        place = found.place if found.place.startswith("plots/") else place_of_function(figure.drawing)
        raise FigureError(
            f"{place}：图 {job.id} 绘制失败，{found.what}。"
            f"修正后运行 python -m scripts.build_figures {job.id} 单独重画。"
        ) from None
    picture = {picture_path(job.id): files.pop(".png")}
    contents = picture | {GENERATED / f"{job.id}{suffix}": content for suffix, content in files.items()}
    for path, content in contents.items():
        write_if_changed(path, content)
    return facts | origin(figure.drawing) | {"key": job.key, "files": digests(contents)}


def place_of_function(drawing: Drawing) -> str:
    """Return file and line of the function that draws a figure."""
    draw: Any = drawing.draw.func if isinstance(drawing.draw, functools.partial) else drawing.draw
    return f"{shown(Path(inspect.getfile(draw)))}:{inspect.getsourcelines(draw)[1]}"


def origin(drawing: Drawing) -> dict[str, str]:
    """Return the function that draws a figure, or of a playground's figure the one that makes its picture, and its file."""
    draw: Any = drawing.draw
    if isinstance(draw, functools.partial):  # of plots.hands.draw_setting
        draw = draw.args[0].picture
    return {
        "function": draw.__qualname__.partition(".<locals>")[0],
        "source": Path(inspect.getfile(draw)).relative_to(ROOT).as_posix(),
    }
