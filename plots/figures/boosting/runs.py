"""The data and the runs of boosting that the figures of this article show."""

import functools
from typing import Any

from plots.models.boosting import boost
from plots.models.boosting.datasets import WIDTH, Data, sine
from plots.models.boosting.predictions import leaf_of, margins_of, thresholds
from plots.models.randomness import Random

FIRST, LAST = 0.0, WIDTH  # of the feature
ETA, DEPTH = 0.3, 2  # where a figure does not say otherwise

RANDOM = Random(seed=1)
TRAIN: Data = sine(40, RANDOM, noise=0.3)
VALID: Data = sine(40, RANDOM, noise=0.3)  # drawn after it
TRAIN_X = [point[0] for point in TRAIN.points]


@functools.cache
def run(rounds: int, **setting: Any) -> tuple[Any, ...]:
    """Return the states 0 … ``rounds`` of boosting on the article's data."""
    keys = {"eta": ETA, "max_depth": DEPTH, **setting}
    return tuple(boost(TRAIN.points, TRAIN.targets, rounds=rounds, test=(VALID.points, VALID.targets), **keys))


def trees(states: "tuple[Any, ...] | list[Any]") -> list[Any]:
    """Return the trees of a run; that of round t stands at t − 1."""
    return [state.tree for state in states if state.tree is not None]


def edges(some: list[Any], first: float = FIRST, last: float = LAST) -> list[float]:
    """Return both ends and the thresholds between them: from one to the next the sum of the trees is constant."""
    return [first, *(each for each in thresholds(some) if first < each < last), last]


def ensemble(
    states: "tuple[Any, ...] | list[Any]", t: int, first: float = FIRST, last: float = LAST
) -> tuple[list[float], list[float]]:
    """Return F_t as stairs: where each piece begins, with the end, and its height there."""
    some = trees(states)[:t]
    x = edges(some, first, last)
    return x, margins_of([[each] for each in x], some, states[0].margins[0])


def weights(tree: Any, first: float = FIRST, last: float = LAST) -> tuple[list[float], list[float]]:
    """Return a tree as stairs: where each leaf begins, with the end, and its weight w, not multiplied by η."""
    x = edges([tree], first, last)
    return x, [tree[leaf_of(tree, [each])].weight for each in x]


def residuals(states: "tuple[Any, ...] | list[Any]", t: int) -> list[float]:
    """Return −g_i at F_t of all points: y − F_t for the squared error. State t + 1 was fitted to it."""
    return [0.0 - g for g in states[t + 1].gradients]  # not −0


def curve(state: Any) -> Any:
    """Return what was tried at the root of the state's tree, on the first feature."""
    return state.tree[0].curves[0]
