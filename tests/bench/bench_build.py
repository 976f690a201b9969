"""The build: figures cold, with nothing changed and with one model line changed; MkDocs; all of ``make site``.

Everything happens in a copy of the project.
"""

import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from scripts.shared.paths import ROOT
from scripts.shared.project_copy import copy_project, environment, module_command
from tests.bench import report, subjects
from tests.static_server import serving

FIGURES = module_command("scripts.build_figures")
MKDOCS = module_command("mkdocs", "build", "--strict")
SITE = module_command("scripts.build_site", "site")


def section(project: Path, runs: int) -> str:
    """Measure in a copy of the project in the folder ``project``."""
    copy_project(project)
    rows = measure(project, runs)
    cold = statistics.median(cost.elapsed for cost in rows[0][1])
    return report.section(
        "The build",
        f"Each step {runs} times, in seconds. The time of the processors tells how busy the machine was with other things.",
        report.table(
            ["step", "median", "95 %", "processors", "of drawing everything"],
            [
                [
                    name,
                    *report.middle_and_late(times := [cost.elapsed for cost in costs]),
                    f"{statistics.median(cost.processor for cost in costs):.1f}",
                    report.ratio(times, cold),
                ]
                for name, costs in rows
            ],
        ),
    )


class Cost(NamedTuple):
    """What a command took, in seconds."""

    elapsed: float
    processor: float


def measure(project: Path, runs: int) -> list[tuple[str, list[Cost]]]:
    def costs(command: list[str], prepare: Callable[[int], None] = lambda run: None) -> list[Cost]:
        return [cost(command, project, prepare, run) for run in range(runs)]

    return [
        ("figures, all drawn", costs(FIGURES, lambda run: remove_drawn(project))),
        ("figures, nothing changed", costs(FIGURES)),
        ("figures, a model of one figure changed", costs(FIGURES, lambda run: change_model(project, run))),
        ("`mkdocs build`, figures up to date", costs(MKDOCS)),
        ("`make site`, figures up to date", costs(SITE)),
    ]


def cost(command: list[str], project: Path, prepare: Callable[[int], None], run: int) -> Cost:
    prepare(run)
    start, used = time.perf_counter(), processor_time()
    done = subprocess.run(command, cwd=project, env=environment(), capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} 没有成功：\n{done.stdout}{done.stderr}")
    return Cost(time.perf_counter() - start, processor_time() - used)


def processor_time() -> float:
    """Return what all processes that were started and have ended have used."""
    times = os.times()
    return times.children_user + times.children_system


def remove_drawn(project: Path) -> None:
    shutil.rmtree(project / "docs" / "assets" / "generated", ignore_errors=True)


def change_model(project: Path, run: int) -> None:
    model = project / subjects.model()[0]
    model.write_text(subjects.in_model(model.read_text(encoding="utf-8"), run), encoding="utf-8")


@contextlib.contextmanager
def served(built: Path | None) -> Iterator[tuple[Path, str]]:
    """Serve a built site, else one that is built now as for being deployed, and give its folder and address."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = built or Path(temporary).resolve() / "site"
        with serving(folder) as address:
            if built is None:
                command = module_command("scripts.build_site", str(folder))
                variables = environment(SITE_URL=address)
                subprocess.run(command, cwd=ROOT, env=variables, check=True, stdout=subprocess.DEVNULL)
            yield folder, address
