"""Lloyd's algorithm from many starts: it ends in a local minimum, so one run is not enough."""

from collections import namedtuple

from plots.models.checks import MANY, is_integer, listed
from plots.models.kmeans.lloyd import FARTHEST, lloyd
from plots.models.kmeans.starts import starting_centers
from plots.models.randomness import Random

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Points = Sequence[Sequence[float]]

# A run: the seed of its start, its first and its last state (see lloyd.State).
Fit = namedtuple("Fit", "seed first last")


def require_seeds(seeds: "Iterable[int]") -> list[int]:
    """Return the seeds as a list; raise ValueError unless there are some, integers from 0 to 10^15."""
    return listed("seeds", seeds, f"integers from 0 to {MANY}", lambda seed: is_integer(seed) and 0 <= seed <= MANY, 1)


def runs(
    points: "Points",
    k: int,
    *,
    start: str = "kmeans++",
    seeds: "Iterable[int]" = (0,),
    empty: str = FARTHEST,
    max_iter: int = 300,
) -> "Iterator[Fit]":
    """Yield one run of ``lloyd`` for each seed.

    Args:
        points: x_1 … x_n, n ≥ 1.
        k: Number of centres, 1 ≤ k ≤ n.
        start: Name of a rule in ``STARTS``.
        seeds: Whole numbers ≥ 0; run s starts from ``starting_centers(start, points, k, Random(s))``.
        empty, max_iter: See ``lloyd``.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    for seed in require_seeds(seeds):
        first = last = None
        centers = starting_centers(start, points, k, Random(seed))
        for last in lloyd(points, centers, empty=empty, max_iter=max_iter):
            first = first or last
        yield Fit(seed, first, last)


def fit(
    points: "Points",
    k: int,
    *,
    start: str = "kmeans++",
    seeds: "Iterable[int]" = (0,),
    empty: str = FARTHEST,
    max_iter: int = 300,
) -> Fit:
    """Return the run with the least inertia, of equal ones the first. Arguments and errors are those of ``runs``.

    scikit-learn's ``n_init`` is the number of seeds.
    """
    best = None
    for run in runs(points, k, start=start, seeds=seeds, empty=empty, max_iter=max_iter):
        if best is None or run.last.inertia < best.last.inertia:
            best = run
    assert best is not None
    return best
