"""Fuzz for some minutes: each target in turn, with fresh seeds, in as many processes as there are cores.

Usage: ``python -m tests.fuzz [--minutes N] [--processes N] [target …]``. What breaks is kept in .hypothesis/fuzz, and tried
first the next time. The report, which is written after each turn, is build/fuzz.md; what it shows is pinned in tests by hand.
Where no targets are named, a quarter of the time is for those of guided/, which Atheris tries byte by byte.
"""

import argparse
import itertools
import os
import sys
import time
from collections.abc import Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait

from scripts.shared.paths import ROOT
from tests.fuzz.growth import growth
from tests.fuzz.guided_runs import NAMES, guided
from tests.fuzz.running import Tally, tried_for
from tests.fuzz.targets import TARGETS

TURN_S = 20.0
REPORT = ROOT / "build" / "fuzz.md"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="用随机的输入找错")
    parser.add_argument("targets", nargs="*", metavar="对象", help=f"默认全部：{'、'.join(TARGETS)}")
    parser.add_argument("--minutes", type=float, default=10.0, help="默认 10")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="默认与核数相同")
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.targets if name not in TARGETS]:
        print(f"没有 {'、'.join(unknown)}；有的是：{'、'.join(TARGETS)}。", file=sys.stderr)
        return 2
    seconds = 60 * given.minutes
    if given.targets:
        tallies = fuzz(given.targets, seconds, given.processes)
    else:
        tallies = fuzz([*TARGETS], 0.75 * seconds, given.processes)
        tallies |= guided(0.25 * seconds / len(NAMES))
        write(tallies)
    print(REPORT.read_text(encoding="utf-8"))
    print(growth())
    return 1 if any(tally.failures for tally in tallies.values()) else 0


def fuzz(names: list[str], seconds: float, processes: int) -> dict[str, Tally]:
    """Return how the targets did, each tried for a turn, and again, until the time is over."""
    end = time.monotonic() + seconds
    tallies = dict.fromkeys(names, Tally())
    turns = itertools.cycle(names)
    running: dict[Future[Tally], str] = {}
    with ProcessPoolExecutor(processes) as pool:
        while running or time.monotonic() < end:
            while len(running) < processes and (left := end - time.monotonic()) > 0:
                name = next(turns)
                known = [failure.place for failure in tallies[name].failures]
                running[pool.submit(turn, name, min(TURN_S, left), known)] = name
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                name = running.pop(done)
                tallies[name] = tallies[name].plus(done.result())
                write(tallies)
    return tallies


def turn(name: str, seconds: float, known: list[str]) -> Tally:
    return tried_for(TARGETS[name], seconds, known)


def write(tallies: Mapping[str, Tally]) -> None:
    rows = [f"| {name} | {each.inputs} | {each.seconds:.0f} | {len(each.failures)} |" for name, each in tallies.items()]
    failures = [
        f"## {name}：{failure.place}\n\n```text\n{failure.smallest}\n\n{failure.told}```"
        for name, each in tallies.items()
        for failure in each.failures
    ]
    table = "\n".join(["| 对象 | 输入 | 秒 | 错 |", "| --- | ---: | ---: | ---: |", *rows])
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("\n\n".join([table, *failures]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
