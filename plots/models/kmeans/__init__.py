"""K-Means: Lloyd's algorithm step by step, and where it starts from.

    from plots.models.kmeans import fit, half_steps, starting_centers
    from plots.models.randomness import Random

    centers = starting_centers("kmeans++", points, 3, Random(seed=7))
    for state in half_steps(points, centers):          # assign, update, assign, update, … assign
        print(state.iteration, state.step, state.inertia)
    best = fit(points, 3, seeds=range(10)).last        # of ten starts

Symbols, here and in the article: x_i is point i of n, a sequence of d numbers; μ_j is centre j of k; z_i is the label of
point i, the index of its centre; J = Σ ‖x_i − μ_(z_i)‖² is the inertia. Labels are whole numbers from 0 to k − 1; points
and centres are lists or tuples of numbers, the results are plain lists.

Further modules: ``hartigan_wong``, ``minibatch``, ``choice`` (of k), ``comparison`` (of labels), ``outliers``, ``cells``,
``datasets`` and ``colours``. ``plots.models.mixture`` is the soft version. All of it does the same arithmetic in the same order in every
interpreter, so a seed gives the same run in the build, in the tests and in the page.
"""

from plots.models.kmeans.lloyd import (
    State,
    half_steps,
    inertia,
    lloyd,
    means,
    nearest,
    sizes,
    squared_distance,
)
from plots.models.kmeans.restarts import Fit, fit, runs
from plots.models.kmeans.starts import (
    STARTS,
    Choice,
    farthest_first,
    greedy_kmeans_plus_plus,
    kmeans_plus_plus,
    plus_plus_choices,
    random_box,
    random_points,
    starting_centers,
)

__all__ = [
    "State",
    "half_steps",
    "lloyd",
    "nearest",
    "means",
    "inertia",
    "sizes",
    "squared_distance",
    "STARTS",
    "starting_centers",
    "random_points",
    "random_box",
    "Choice",
    "plus_plus_choices",
    "kmeans_plus_plus",
    "greedy_kmeans_plus_plus",
    "farthest_first",
    "Fit",
    "runs",
    "fit",
]
