"""What was tried in which engine and what came of it: results.json, and RESULTS.md, which is made of it for people."""

import datetime
import json
import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
FILE, PAGE = HERE / "results.json", HERE / "RESULTS.md"
PASSED, FAILED = "passed", "failed"
TEXT = """# What was tried in three engines

`make test-engines` does all of it again and writes this file. In each row the page is opened anew; an error in the console, a file
that does not come, or a request that leaves the site fails it.

{totals}

{wrong}{rows}
"""


class Tried(NamedTuple):
    """What came of the rows in an engine, by page and action."""

    version: str
    outcomes: dict[str, str]
    date: str = datetime.date.today().isoformat()
    machine: str = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"

    def count(self, outcome: str) -> int:
        return sum(each.startswith(outcome) for each in self.outcomes.values())


def judged(wrong: str) -> str:
    """Return the outcome of an action in which this went wrong, or nothing."""
    return f"{FAILED}: {wrong}" if wrong else PASSED


def read() -> dict[str, Tried]:
    """Return the record, by engine."""
    records = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return {engine: Tried(**record) for engine, record in records.items()}


def write(results: dict[str, Tried], *, whole: bool) -> None:
    """Write what was tried now; what was not, if this was not the whole, keeps what it has."""
    records = read()
    for engine, tried in results.items():
        before = {} if whole or engine not in records else records[engine].outcomes
        records[engine] = tried._replace(outcomes={**before, **tried.outcomes})
    text = json.dumps({engine: tried._asdict() for engine, tried in records.items()}, ensure_ascii=False, indent=1)
    FILE.write_text(f"{text}\n", encoding="utf-8")
    PAGE.write_text(page(records), encoding="utf-8")


def page(records: dict[str, Tried]) -> str:
    engines = sorted(records)
    totals = [
        [engine, each.version, each.date, each.machine, str(len(each.outcomes))]
        + [str(each.count(outcome)) for outcome in (PASSED, FAILED)]
        for engine, each in sorted(records.items())
    ]
    names = dict.fromkeys(name for each in records.values() for name in each.outcomes)
    rows = [
        [*name.split(" ", 1), *(records[engine].outcomes.get(name, "–").split(":")[0] for engine in engines)]
        for name in names
    ]
    wrong = [
        f"- {engine}, {name}: {outcome}\n"
        for engine in engines
        for name, outcome in records[engine].outcomes.items()
        if outcome != PASSED
    ]
    head = ["engine", "version", "date", "machine", "tried", PASSED, FAILED]
    return TEXT.format(
        totals=table(head, totals),
        wrong="".join([*wrong, "\n"]) if wrong else "",
        rows=table(["page", "action", *engines], rows),
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *rows])
