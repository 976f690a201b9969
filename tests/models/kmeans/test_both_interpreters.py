"""A seed gives the same run in the build, in the tests and in the page: bit by bit, not nearly."""

import pytest

from tests.micropython.interpreter import run_in_cpython, run_in_micropython

CODE = """
from plots.models.kmeans import STARTS, half_steps, plus_plus_choices, runs, starting_centers
from plots.models.kmeans.cells import cells
from plots.models.kmeans.choice import gaps, k_by_gap, silhouettes
from plots.models.kmeans.colours import landscape, quantised
from plots.models.kmeans.comparison import adjusted_rand_index
from plots.models.kmeans.datasets import DATASETS, radii, standardised
from plots.models.kmeans.minibatch import minibatch
from plots.models.kmeans.outliers import outlier_scores
from plots.models.mixture import mixture, soft_kmeans
from plots.models.randomness import Random

def plain(value):
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value

exact, close = [], []
for name, draw, groups in DATASETS:
    data = draw(60, Random(7))
    k = min(groups + 1, 6)
    exact.append(data)
    for start, _ in STARTS:
        centers = starting_centers(start, data.points, k, Random(3))
        exact.append(list(half_steps(data.points, centers)))
    exact.append(list(half_steps(data.points, centers, empty="keep")))
    exact.append(list(plus_plus_choices(data.points, k, Random(5), trials=2)))
    exact.append(radii(data.points, (5.0, 5.0)))
    exact.append(list(runs(standardised(data.points), k, start="random box", seeds=range(3))))
    exact.append(list(minibatch(data.points, centers, Random(2), batch_size=10, steps=8)))
    exact.append(cells(centers, left=0.0, right=10.0, bottom=0.0, top=10.0))
    last = list(runs(data.points, 3))[0].last
    exact.append(silhouettes(data.points, last.labels))
    exact.append(outlier_scores(data.points, last.centers))
    exact.append(adjusted_rand_index(last.labels, data.truth))
    close.append([state[1:5] for state in soft_kmeans(data.points, last.centers, variance=0.5, max_iter=5)])
    close.append([state[1:6] for state in mixture(data.points, last.labels, max_iter=5)])
found = gaps(data.points, 3, Random(1), references=3)
close.append(found)
exact.append(k_by_gap(found))
picture = landscape(12, 8, Random(0))
exact.append(picture)
exact.append(quantised(picture, [[200.0, 120.0, 80.0], [30.0, 40.0, 60.0]]))
result = {"exact": plain(exact), "close": plain(close)}
"""


@pytest.fixture(scope="module")
def results():
    return run_in_cpython(CODE), run_in_micropython(CODE)


def flat(value):
    return [x for each in value for x in flat(each)] if isinstance(value, list) else [value]


def test_runs_are_the_same_to_the_last_bit(results):
    here, there = results

    assert len(here["exact"]) == len(there["exact"])
    for i, (one, other) in enumerate(zip(here["exact"], there["exact"], strict=True)):
        assert one == other, i


def test_what_needs_exponentials_is_the_same_up_to_rounding(results):
    here, there = results

    assert flat(there["close"]) == pytest.approx(flat(here["close"]), rel=1e-9, abs=1e-12)
