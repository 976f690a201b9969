"""What a schedule does to a loss: a small network on scikit-learn's digits, trained by PyTorch 2.13.0.

The tables are made of the record tests/evidence/digits-schedules.json by ``python -m tests.evidence.digits._tables``.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).resolve().parent

# Full names: scripts/assets/drawing.py draws a figure again when a file that stands here by its name has changed.
RESULTS = "lr_digits.csv"
CURVES = "lr_digits_curves.csv"
PEAKS = "lr_digits_peaks.csv"


class Result(NamedTuple):
    """A schedule with its best peak: its loss, and how far that lies above those of two others, draw by draw."""

    optimizer: str
    schedule: str
    peak: float
    loss: float
    over_constant: float
    error_of_constant: float
    over_linear: float
    error_of_linear: float


class Moment(NamedTuple):
    """The loss on the way, with AdamW: the mean of all draws, and between what their middle half lies."""

    schedule: str
    step: int
    loss: float
    low: float
    high: float


class Tried(NamedTuple):
    """The mean loss at the end with one peak of the grid."""

    optimizer: str
    schedule: str
    peak: float
    loss: float


def results() -> list[Result]:
    """Return what each schedule came to, under each optimizer."""
    return [Result(*row[:2], *map(float, row[2:])) for row in rows(RESULTS)]


def curve(schedule: str) -> list[Moment]:
    """Return the moments of a schedule in order, from before the first update on."""
    return [Moment(name, int(step), *map(float, losses)) for name, step, *losses in rows(CURVES) if name == schedule]


def tried(optimizer: str, schedule: str) -> list[Tried]:
    """Return what each peak of the grid came to, from the lowest on."""
    return [Tried(*row[:2], *map(float, row[2:])) for row in rows(PEAKS) if row[:2] == [optimizer, schedule]]


@cache
def rows(name: str) -> list[Any]:
    """Return the rows of a file below its header."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [*csv.reader(file)][1:]
