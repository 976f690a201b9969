"""The data and the runs that the figures of the article share."""

import functools
from collections.abc import Sequence
from typing import Any

from plots.models.kmeans import fit, half_steps, lloyd, runs, starting_centers
from plots.models.kmeans.datasets import TRIANGLE, blobs, gaussians, grid
from plots.models.randomness import Random

Points = Sequence[Sequence[float]]
Box = tuple[float, float, float, float]  # left, right, bottom, top

TOY: list[list[float]] = gaussians(60, Random(0), TRIANGLE, [1.3] * 3).points
TOY_SEED = 4  # of a start that needs seven updates and ends in the best solution
BLOBS: list[list[float]] = blobs(300, Random(0)).points
GRID: list[list[float]] = grid(300, Random(0)).points
SEEDS = range(100)

SQUARE: Box = (-0.9, 10.5, -1.3, 10.5)  # holds TOY
WIDE: Box = (-0.9, 10.9, -0.8, 9.8)  # holds BLOBS


@functools.cache
def toy_states() -> list[Any]:
    """Return the half steps of the run that the article follows."""
    return list(half_steps(TOY, starting_centers("random", TOY, 3, Random(TOY_SEED))))


@functools.cache
def toy_best() -> Any:
    """Return the last state of the best of ten runs."""
    return fit(TOY, 3, seeds=range(10)).last


@functools.cache
def blobs_run(seed: int) -> list[Any]:
    """Return the states of a run on the five groups."""
    return list(lloyd(BLOBS, starting_centers("random", BLOBS, 5, Random(seed))))


@functools.cache
def blobs_least() -> float:
    """Return the least inertia that is found for the five groups."""
    least: float = fit(BLOBS, 5, start="greedy kmeans++", seeds=range(10)).last.inertia
    return least


@functools.cache
def grid_inertias(start: str) -> list[float]:
    """Return the inertia at the end of each run on the 25 groups."""
    return [run.last.inertia for run in runs(GRID, 25, start=start, seeds=SEEDS)]


@functools.cache
def box_inertias(max_iter: int) -> list[float]:
    """Return the inertia of each run on the five groups from places in their box, after so many updates at most."""
    found = runs(BLOBS, 5, start="random box", seeds=SEEDS, max_iter=max_iter)
    return [run.last.inertia for run in found]
