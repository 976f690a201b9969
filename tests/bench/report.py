"""BENCHMARKS.md: on what machine something was measured, and tables of Markdown."""

import datetime
import os
import platform
import statistics
from collections.abc import Iterable, Sequence

from scripts.shared.paths import ROOT

FILE = ROOT / "BENCHMARKS.md"
PAGE = """# Benchmarks

Measured on {date}: {cores} cores ({machine}), Python {python}, Chromium {chromium}. Other machines are slower or faster;
what counts are the ratios in the last columns, of which less is better, and the scores and counts of the pages.

`make bench` measures again and writes this file. It takes about forty minutes, fifteen of them for Lighthouse, and wants a
machine that does nothing else; the first time it installs Streamlit and Lighthouse into `.cache/`, for which it needs the network.
`python -m tests.bench.bench_pages [page …]` prints what Lighthouse sees of the pages, or of some, and writes nothing.

{sections}"""


def page(sections: Iterable[str], *, chromium: str) -> str:
    return PAGE.format(
        date=datetime.datetime.now(datetime.UTC).date(),
        cores=os.cpu_count(),
        machine=f"{platform.system()}, {platform.machine()}",
        python=platform.python_version(),
        chromium=chromium,
        sections="\n".join(sections),
    )


def section(title: str, text: str, *tables: str) -> str:
    return "\n\n".join([f"## {title}", text, *tables]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table whose first column is text and whose others are numbers."""
    ruler = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ruler, *rows])


def middle_and_late(times: Sequence[float]) -> list[str]:
    """Return the cells of the median and of the 95th percentile."""
    late = sorted(times)[min(len(times) - 1, round(0.95 * len(times)))]
    return [f"{statistics.median(times):.1f}", f"{late:.1f}"]


def ratio(times: Sequence[float], to: float | None) -> str:
    """Return the cell of what the median is of something else; of nothing where that is not known."""
    return "–" if to is None else f"{statistics.median(times) / to:.2f}"
