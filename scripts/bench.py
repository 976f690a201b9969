"""Measure the build: figures cold, with nothing changed and with one model line changed; MkDocs; all of ``make site``.

Everything happens in a copy of the project in a temporary folder. Each time is the median of a few runs; the time of
the processors tells how busy the machine was with other things.

Usage: ``python -m scripts.bench [--runs 3]``
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from scripts.shared.project_copy import copy_project, environment, module_command

FIGURES = module_command("scripts.build_figures")
MKDOCS = module_command("mkdocs", "build", "--strict")
SITE = module_command("scripts.build_site", "site")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="测量构建用时")
    parser.add_argument("--runs", type=int, default=3, help="每项测几次，取中位数")
    runs = parser.parse_args(arguments).runs
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder).resolve()
        copy_project(project)
        rows = measure(project, runs)
    cold = statistics.median(cost.elapsed for cost in rows[0][1])
    print(f"{os.cpu_count()} 核，Python {platform.python_version()}，每项 {runs} 次")
    print(
        "| 步骤 | 中位数（秒） | 最短–最长（秒） | 处理器时间（秒） | 与全部重画之比 |\n| --- | ---: | ---: | ---: | ---: |"
    )
    for name, costs in rows:
        times = [cost.elapsed for cost in costs]
        median, processor = statistics.median(times), statistics.median(cost.processor for cost in costs)
        print(f"| {name} | {median:.2f} | {min(times):.2f}–{max(times):.2f} | {processor:.2f} | {median / cold:.2f} |")
    return 0


class Cost(NamedTuple):
    """What a command took, in seconds."""

    elapsed: float
    processor: float


def measure(project: Path, runs: int) -> list[tuple[str, list[Cost]]]:
    def costs(command: list[str], prepare: Callable[[int], None] = lambda run: None) -> list[Cost]:
        return [cost(command, project, prepare, run) for run in range(runs)]

    return [
        ("绘图：全部重画", costs(FIGURES, lambda run: remove_drawn(project))),
        ("绘图：没有变化", costs(FIGURES)),
        ("绘图：改一行模型", costs(FIGURES, lambda run: change_model(project, run))),
        ("mkdocs build：图没有变化", costs(MKDOCS)),
        ("make site：图没有变化", costs(SITE)),
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
    model = project / "plots" / "models" / "lr_schedules" / "base.py"
    model.write_text(f"{model.read_text(encoding='utf-8')}# {run}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
