"""The pages on a phone, as Lighthouse sees them: its scores, what each is short of 100 by, and how they were before.

Lighthouse is installed from the lock file beside this file. Its mobile preset slows network and processor down by
calculation, from what it saw at full speed.

Usage: ``python -m tests.bench.bench_pages [--runs 5] [--site folder] [page …]``
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from scripts.shared.node import node
from scripts.shared.paths import BIN
from tests.bench import bench_build, report
from tests.bench.installed import installed
from tests.chromium import find_browser

TITLE = "The pages on a phone"
HERE = Path(__file__).resolve().parent
PACKAGE, LOCK = HERE / "package.json", HERE / "package-lock.json"
BEFORE = HERE / "pages_before.json"
PAGES = ("", "posts/*/", "notebooks/*/*/", "playgrounds/", "playgrounds/*/", "terms/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {  # with how they are written
    "FCP": ("first-contentful-paint", ".0f"),
    "LCP": ("largest-contentful-paint", ".0f"),
    "TBT": ("total-blocking-time", ".0f"),
    "CLS": ("cumulative-layout-shift", ".3f"),
    "elements": ("dom-size-insight", ".0f"),
}
COMPARED = ("performance", "LCP", "TBT", "elements", "requests", "KB", "machine")
CHROME = "--headless --no-sandbox --disable-gpu --no-proxy-server"
LEAST_LOSS = 0.05  # of 100 points; less is written as 0.0

Report = dict[str, Any]  # the JSON of Lighthouse


class Seen(NamedTuple):
    """What several runs saw of a page."""

    numbers: dict[str, float]  # the median of each
    causes: list[str]  # one for every score below 100


def section(site: str, pages: Iterable[str], runs: int) -> str:
    """Return the section of BENCHMARKS.md about pages of the site."""
    try:
        lighthouse = installed(LOCK, "Lighthouse", install)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"Lighthouse 没有装成，不测页面：{error}", file=sys.stderr)
        return report.section(TITLE, "The pages were not measured: Lighthouse could not be installed.")
    return written({page: measure(lighthouse, f"{site}{quote(page)}", runs) for page in pages}, runs)


def written(pages: dict[str, Seen], runs: int) -> str:
    version = json.loads(PACKAGE.read_text("utf-8"))["dependencies"]["lighthouse"]
    before = json.loads(BEFORE.read_text("utf-8"))
    causes = [f"- `/{page}`, {cause}" for page, seen in pages.items() for cause in seen.causes]
    names = list(next(iter(pages.values())).numbers)
    return report.section(
        TITLE,
        f"Lighthouse {version}, mobile with simulated throttling, {runs} times each page, gzipped as it is deployed; medians. "
        "Paints and blocking time in milliseconds; KB are transferred; the last column is how fast Lighthouse found the "
        "machine meanwhile, more being faster.",
        report.table(
            ["page", *names],
            [[f"`/{page}`", *(cell(seen.numbers, name) for name in names)] for page, seen in pages.items()],
        ),
        "What a score is short of 100 by, in points:\n\n" + "\n".join(causes) if causes else "Every score is 100.",
        f"Before (commit {before['commit']}, {before['date']}, runs: {before['runs']}) → now:",
        report.table(
            ["page", *COMPARED],
            [
                [
                    f"`/{page}`",
                    *(f"{cell(before['pages'].get(page, {}), name)} → {cell(seen.numbers, name)}" for name in COMPARED),
                ]
                for page, seen in pages.items()
            ],
        ),
    )


def cell(numbers: dict[str, float], name: str) -> str:
    return format(numbers[name], METRICS.get(name, ("", ".0f"))[1]) if name in numbers else "–"


def pages_of(folder: Path) -> Iterator[str]:
    """Yield the addresses of the pages of a built site, below its own."""
    for pattern in PAGES:
        for file in sorted(folder.glob(f"{pattern}index.html")):
            yield file.relative_to(folder).as_posix().removesuffix("index.html")


def measure(lighthouse: Path, address: str, runs: int) -> Seen:
    print(f"Lighthouse：{address}……", file=sys.stderr, flush=True)
    return summary([run(lighthouse, address) for _ in range(runs)])


def run(lighthouse: Path, address: str) -> Report:
    command = [node(), str(lighthouse / "node_modules/lighthouse/cli/index.js"), address]
    quiet = ["--quiet", "--no-enable-error-reporting", "--output=json", f"--chrome-flags={CHROME}"]
    done = subprocess.run(
        [*command, *quiet, f"--only-categories={','.join(CATEGORIES)}"],
        env={**os.environ, "CHROME_PATH": find_browser()},
        check=True,
        stdout=subprocess.PIPE,
    )
    seen: Report = json.loads(done.stdout)
    return seen


def install(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in (PACKAGE, LOCK):
        shutil.copy(file, folder)
    search = str(BIN) + os.pathsep + os.environ.get("PATH", "")  # npm looks for its node there
    npm = shutil.which("npm", path=str(BIN)) or "npm"
    quiet = ["--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run([npm, "ci", *quiet], cwd=folder, env={**os.environ, "PATH": search}, check=True)


def summary(reports: Sequence[Report]) -> Seen:
    each = [numbers(seen) for seen in reports]
    median = {name: statistics.median_high(found[name] for found in each) for name in each[0]}
    causes = []
    for name in CATEGORIES:
        if median[name] < 100:
            middle = next(seen for seen, found in zip(reports, each, strict=True) if found[name] == median[name])
            causes.append(cause(middle, name))
    return Seen(median, causes)


def numbers(seen: Report) -> dict[str, float]:
    """Return the columns of the table."""
    audits = seen["audits"]
    requests = [
        request for request in audits["network-requests"]["details"]["items"] if request["url"].startswith("http")
    ]
    return {
        **{name: 100 * seen["categories"][name]["score"] for name in CATEGORIES},
        **{name: audits[audit]["numericValue"] for name, (audit, _) in METRICS.items()},
        "requests": len(requests),
        "KB": sum(request["transferSize"] for request in requests) / 1000,
        "machine": seen["environment"]["benchmarkIndex"],
    }


def cause(seen: Report, name: str) -> str:
    """Return what keeps the score of a category below 100: the audits that cost something, the dearest first."""
    category, audits = seen["categories"][name], seen["audits"]
    counted = [(audits[each["id"]], each["weight"]) for each in category["auditRefs"] if each["weight"]]
    total = sum(weight for _, weight in counted)
    losses = [(100 * weight * (1 - audit["score"]) / total, audit) for audit, weight in counted]
    found = [
        f"{' '.join(filter(None, [audit['title'], audit.get('displayValue')]))} −{loss:.1f}"
        for loss, audit in sorted(losses, key=lambda each: -each[0])
        if loss >= LEAST_LOSS
    ]
    if name == "performance":
        dearest = audits["mainthread-work-breakdown"]["details"]["items"][0]
        found.append(f"most of the main thread's time is {dearest['groupLabel']}, {dearest['duration']:,.0f} ms")
    return f"{name} {100 * category['score']:.0f}: {'; '.join(found)}"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="用 Lighthouse 测量页面，把表格写到标准输出")
    parser.add_argument("--runs", type=int, default=5, help="每页测几次，取中位数")
    parser.add_argument("--site", type=Path, help="已构建的站点；默认另构建一份")
    parser.add_argument("pages", nargs="*", help="只看这些页，如 posts/my-post/；默认全部")
    options = parser.parse_args(arguments)
    with bench_build.served(options.site) as (folder, site):
        print(section(site, options.pages or pages_of(folder), options.runs), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
