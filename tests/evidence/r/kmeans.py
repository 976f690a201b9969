"""What R's ``kmeans``, by default Hartigan and Wong's algorithm, and the site's model find from the same starting centres."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from plots.models.kmeans import datasets, lloyd, starting_centers
from plots.models.kmeans.hartigan_wong import hartigan_wong
from plots.models.randomness import Random

PROBLEMS = 300
MOST = 1000  # iterations: R's own 10 can be too few
# Reads problems as "n d k", the points and the centres; writes the labels from 0, "|" and J.
SCRIPT = f"""
input <- file("stdin", "r")
cat(as.character(getRversion()), "|", formals(stats::kmeans)$algorithm[[2]], "\\n")
repeat {{
  shape <- scan(input, n = 3, quiet = TRUE)
  if (length(shape) < 3) break
  points <- matrix(scan(input, n = shape[1] * shape[2], quiet = TRUE), ncol = shape[2], byrow = TRUE)
  centers <- matrix(scan(input, n = shape[3] * shape[2], quiet = TRUE), ncol = shape[2], byrow = TRUE)
  found <- kmeans(points, centers, iter.max = {MOST})
  cat(found$cluster - 1, "|", format(found$tot.withinss, digits = 17), "\\n")
}}
"""


class Problem(NamedTuple):
    """Points and the centres that start on k of them."""

    points: list[list[float]]
    centers: list[list[float]]

    def text(self) -> str:
        rows = (" ".join(repr(x) for point in each for x in point) for each in self)
        return "\n".join([f"{len(self.points)} {len(self.points[0])} {len(self.centers)}", *rows])


def problems() -> Iterator[Problem]:
    """Yield random problems: 1 to 8 Gaussian groups, wide or narrow, in 1 to 5 dimensions, and 2 to 12 centres."""
    random = Random(0)
    for _ in range(PROBLEMS):
        n, d = 24 + random.below(100), 1 + random.below(5)
        places = [[random.uniform(0, 10) for _ in range(d)] for _ in range(1 + random.below(8))]
        deviation = (0.3, 1.0, 2.0)[random.below(3)]
        points = [[random.normal(x, deviation) for x in places[random.below(len(places))]] for _ in range(n)]
        yield Problem(points, [points[i] for i in random.sample(n, 2 + random.below(11))])


def pages_problems() -> dict[str, Problem]:
    """Return the article's own: what Lloyd's algorithm leaves in a local minimum."""
    blobs, grid = datasets.blobs(300, Random(0)).points, datasets.grid(300, Random(0)).points
    found = {
        f"rectangle {width}": Problem(datasets.rectangle(width).points, [[width / 2, 0.0], [width / 2, 1.0]])
        for width in (2.0, 4.0, 10.0)
    }
    six = [[0.0], [1.0], [5.0], [6.0], [9.0], [10.0]]
    found |= {
        f"six {a:g} {b:g}": Problem(six, [[a], [b]]) for a, b in ((0.0, 1.0), (0.0, 10.0), (6.0, 9.0), (9.0, 10.0))
    }
    found |= {
        f"blobs {seed}": Problem(blobs, starting_centers("random", blobs, 5, Random(seed))) for seed in (11, 30, 343)
    }
    found |= {f"grid {seed}": Problem(grid, starting_centers("random", grid, 25, Random(seed))) for seed in range(20)}
    return found


def asked(all_problems: list[Problem]) -> tuple[str, list[str]]:
    """Return what R says first, its version and its default, and its line for each problem."""
    program = shutil.which("Rscript")
    if program is None:
        sys.exit("要 R 的 Rscript，这台机器上没有；apt-get install r-base-core 之后再来。")
    text = "\n".join(problem.text() for problem in all_problems)
    done = subprocess.run([program, "-e", SCRIPT], input=text, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    first, *lines = done.stdout.strip().splitlines()
    return first, lines


def compared(problem: Problem, line: str) -> dict[str, Any]:
    """Return whether R's labels are those of the model, and how low each algorithm comes."""
    labels, inertia = line.split("|")
    *_, ours = hartigan_wong(*problem)
    *_, lloyds = lloyd(*problem)
    return {
        "same": [int(label) for label in labels.split()] == ours.labels,
        "r": round(float(inertia), 6),
        "model": round(ours.inertia, 6),
        "lloyd": round(lloyds.inertia, 6),
    }


def main() -> None:
    drawn, named = list(problems()), pages_problems()
    first, lines = asked([*drawn, *named.values()])
    version, _, default = (part.strip() for part in first.partition("|"))
    results = [compared(problem, line) for problem, line in zip([*drawn, *named.values()], lines, strict=True)]
    seen = {
        "R": version,
        "default": default,
        "random": results[: len(drawn)],
        "pages": dict(zip(named, results[len(drawn) :], strict=True)),
    }
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
