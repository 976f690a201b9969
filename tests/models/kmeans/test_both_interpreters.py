"""A seed gives the same run in the build, in the tests and in the page: bit by bit, not nearly."""

from tests.micropython.interpreter import run_in_cpython, run_in_micropython
from tests.oracle_records import difference

CODE = """
from plots.models.kmeans import STARTS, half_steps, plus_plus_choices, runs, starting_centers
from plots.models.cells import cells
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


def test_runs_are_the_same_to_the_last_bit_and_what_needs_exponentials_up_to_rounding():
    here, there = run_in_cpython(CODE), run_in_micropython(CODE)

    assert difference(there["exact"], here["exact"], absolute=0, relative=0) is None
    assert difference(there["close"], here["close"], absolute=1e-12, relative=1e-9) is None
