"""The build by the number of posts, beside stock Material, Zensical and Hugo with the same posts, in one run.

Other work on the machine lengthens the times of the processors least; those on the clock are what an author waits.
Zensical, Material and jieba come from the lock file of `tests.generators`; Hugo is measured where it is installed.

Usage: ``python -m tests.bench.bench_posts [number …]``
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing

from scripts.shared.paths import ROOT
from scripts.shared.project_copy import environment
from tests import generators
from tests.bench import phases, report, synthetic
from tests.project import SmallProject

TITLE = "The build by the number of posts"
COUNTS = (100, 1000)
ADDRESS = "https://blog.example/"
NOT_COMPARED = ("figures and notebooks", "cards", "feeds", "search index")  # stock Material makes none, or another kind
STOCK = f"""site_name: 图解
site_url: {ADDRESS}
theme: {{name: material, language: zh, font: false}}
plugins: [search, tags, {{blog: {{post_excerpt: required}}}}]
markdown_extensions:
  - attr_list
  - footnotes
  - tables
  - toc: {{permalink: true}}
  - pymdownx.arithmatex: {{generic: true}}
  - pymdownx.highlight
  - pymdownx.superfences
"""
HUGO = 'baseURL = "{address}"\ntitle = "图解"\nlanguageCode = "zh"\n[markup.goldmark.renderer]\nunsafe = true\n'
LAYOUT = "<!doctype html><title>{{ .Title }}</title>{{ .Content }}{{ range .Pages }}<a href={{ .RelPermalink }}>{{ .Title }}</a>{{ end }}"
WITHOUT_JIEBA = "import sys; sys.modules['jieba'] = None; from mkdocs.__main__ import cli; cli()"


class Cost(NamedTuple):
    """What a command took: seconds on the clock and of the processors, and MiB at most."""

    elapsed: float
    processor: float
    memory: float


Seconds = np.typing.NDArray[np.float64]  # of the processors, and on the clock


class Measured(NamedTuple):
    """A build from nothing, and again after a sentence was added to one post.

    Attributes:
        parts: What each part of either took: seconds of the processors, and on the clock.
    """

    name: str
    whole: Cost
    again: Cost
    parts: tuple[Mapping[str, Sequence[float]], Mapping[str, Sequence[float]]] | None = None

    def without(self, *names: str) -> list[Seconds]:
        """Return what either took but for these parts, where parts are known."""
        costs = [np.array([cost.processor, cost.elapsed]) for cost in (self.whole, self.again)]
        if self.parts:
            costs = [
                cost - np.sum([part[name] for name in names], axis=0)
                for cost, part in zip(costs, self.parts, strict=True)
            ]
        return costs


def section(counts: Sequence[int] = COUNTS) -> str:
    tables = []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            tables += table_of(count, list(measure(Path(folder).resolve(), count)))
    text = (
        "The same posts of about 8 KB for each. Seconds and ratios are of the processors, those in brackets on the clock; each "
        "built once from nothing (the figures are drawn), and once more after one sentence was added to one post. What is "
        "compared with stock Material without jieba is our build without the lines that it has no counterpart of."
    )
    return report.section(TITLE, text, *tables)


def table_of(count: int, found: list[Measured]) -> list[str]:
    """Return the tables of one number of posts: the generators, and the parts of our build."""
    stock = next(each for each in found if each.name == "stock Material")
    rows = [
        [
            each.name,
            *map(shown, each.without()),
            f"{each.whole.memory:.0f}",
            *(
                shown(seconds / of_stock, digits=2)
                for seconds, of_stock in zip(each.without(*NOT_COMPARED), stock.without(), strict=True)
            ),
            f"{each.whole.memory / stock.whole.memory:.2f}",
        ]
        for each in found
    ]
    head = [f"{count:,} posts", "from nothing", "one sentence later", "MiB", "of stock's", "later", "memory"]
    ours = next(each for each in found if each.parts)
    assert ours.parts
    parts = [[name, *(shown(part[name]) for part in ours.parts)] for name in ours.parts[0]]
    parts.append(["the rest: start, configuration, sources", *map(shown, ours.without(*ours.parts[0]))])
    return [
        report.table(head, rows),
        report.table([f"part of ours, {count:,} posts", "from nothing", "one sentence later"], parts),
    ]


def shown(seconds: Sequence[float] | Seconds, digits: int = 1) -> str:
    return f"{seconds[0]:.{digits}f} ({seconds[1]:.{digits}f})"


def measure(folder: Path, count: int) -> Iterator[Measured]:
    """Build ``count`` posts with each generator below ``folder``."""
    yield ours(folder / "ours", count)
    python = str(generators.python())
    stock = folder / "stock"
    posts = stock / "docs" / "blog" / "posts"
    synthetic.write(posts, count)
    for name in ("index.md", "tags.md", "blog/index.md"):
        (stock / "docs" / name).write_text("# 图解\n", encoding="utf-8")
    (stock / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    build = ["build", "--quiet", "--strict"]
    yield twice("stock Material", [python, "-c", WITHOUT_JIEBA, *build], stock, posts)
    yield twice("stock Material with jieba", [python, "-m", "mkdocs", *build], stock, posts)
    yield twice(f"Zensical {generators.version('zensical')}", [python, "-m", "zensical", "build"], stock, posts)
    if hugo := shutil.which("hugo"):
        home = folder / "hugo"
        synthetic.write(home / "content" / "posts", count)
        for name in ("single", "list"):
            layout = home / "layouts" / "_default" / f"{name}.html"
            layout.parent.mkdir(parents=True, exist_ok=True)
            layout.write_text(LAYOUT, encoding="utf-8")
        (home / "config.toml").write_text(HUGO.format(address=ADDRESS), encoding="utf-8")
        version = subprocess.run([hugo, "version"], capture_output=True, encoding="utf-8", check=True).stdout.split()[1]
        yield twice(
            f"Hugo {version.partition('+')[0]}, bare pages", [hugo, "--quiet"], home, home / "content" / "posts"
        )


def ours(project: Path, count: int) -> Measured:
    """Build as ``make site`` does, in one process that tells what each part takes."""
    SmallProject.create(project)
    shutil.copy(ROOT / "docs" / "terms.md", project / "docs")
    posts = project / "docs" / "posts"
    synthetic.write(posts, count)
    times = project / "times.json"
    command = [sys.executable, str(Path(phases.__file__)), str(project / "site"), str(times)]
    parts: list[dict[str, list[float]]] = []

    def built() -> Cost:
        cost = run(command, project, PYTHONPATH=str(project), SITE_URL=ADDRESS)
        parts.append(json.loads(times.read_text(encoding="utf-8")))
        return cost

    whole = built()
    synthetic.edit(posts, count // 2)
    return Measured("ours", whole, built(), (parts[0], parts[1]))


def twice(name: str, command: list[str], project: Path, posts: Path) -> Measured:
    whole = run(command, project)
    synthetic.edit(posts, len(list(posts.iterdir())) // 2)
    return Measured(name, whole, run(command, project))


def run(command: list[str], folder: Path, **variables: str) -> Cost:
    """Run a command in a folder and return what it and what it started took."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=folder, env=environment(**variables), stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            sys.exit(f"{' '.join(command)} 没有成功：\n{said.read().decode('utf-8', 'replace')}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


if __name__ == "__main__":
    print(section([int(argument) for argument in sys.argv[1:]] or COUNTS))
