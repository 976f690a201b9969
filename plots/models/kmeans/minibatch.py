"""Mini-batch K-Means: each step looks at a few points only, and each centre is the mean of all that it was given."""

import math
from collections import namedtuple

from plots.models.checks import require_count, require_integer, require_points
from plots.models.kmeans.lloyd import assigned, squared
from plots.models.randomness import require_random

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plots.models.randomness import Random

    Points = Sequence[Sequence[float]]

# iteration: batches so far. counts: points that each centre has been given so far. batch: the points of this one.
# moved: how far it moved each centre. distances: distances computed so far, k for each point that was looked at.
BatchState = namedtuple("BatchState", "iteration centers counts batch moved distances")


def minibatch(
    points: "Points", centers: "Points", random: "Random", *, batch_size: int, steps: int
) -> "Iterator[BatchState]":
    """Yield the given centres, then those after each of ``steps`` batches.

    A batch of different points is drawn and labelled with the centres as they are. Then, for each of its points x with
    label j: c_j ← c_j + 1, μ_j ← μ_j + (x − μ_j)/c_j. With this rate μ_j stays the mean of all points that it was given.

    The quality of a state is ``inertia`` with the labels of ``nearest``; to look at it costs n·k distances more, which
    are not counted. Lloyd's algorithm has computed (iteration + 1)·n·k distances in its state ``iteration``.

    Args:
        points: x_1 … x_n, n ≥ 1.
        centers: Where the k centres start; the first point that a centre is given takes its place.
        random: Draws the batches.
        batch_size: Points in a batch, 1 ≤ batch_size ≤ n.
        steps: Number of batches, ≥ 0.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Sculley, Web-scale k-means clustering (2010), Alg. 1, where a batch may hold a point twice. scikit-learn's
        MiniBatchKMeans also moves centres that got few points and stops early.
    """
    require_points("points", points)
    require_points("centers", centers, len(points[0]))
    require_random("random", random)
    require_integer("batch_size", batch_size, 1, len(points))
    require_count("steps", steps, 0)
    now = [list(center) for center in centers]
    counts = [0] * len(now)
    yield BatchState(0, now, counts, [], [0.0] * len(now), 0)
    for iteration in range(1, steps + 1):
        batch = random.sample(len(points), batch_size)
        labels, _ = assigned([points[i] for i in batch], now)
        before, now, counts = now, [list(center) for center in now], list(counts)
        for i, label in zip(batch, labels):
            counts[label] += 1
            own = now[label]
            for axis, coordinate in enumerate(points[i]):
                own[axis] += (coordinate - own[axis]) / counts[label]
        moved = [math.sqrt(squared(old, new)) for old, new in zip(before, now)]
        yield BatchState(iteration, now, counts, batch, moved, iteration * batch_size * len(now))
