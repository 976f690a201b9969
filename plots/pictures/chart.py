"""Charts as plain data, and as JSON: lines and stairs over an axis.

A picture is a dict: ``name``, ``kind`` (``lines``: points joined; ``steps``: stairs), ``label``, ``x`` and ``y``
(``axis``), its series, and where there are any ``rules`` (levels and moments with a name), ``handles`` (marks that
can be dragged), ``curve`` (what the pointer draws) and a ``note``. The page draws it and knows nothing else.
"""

import json
import math

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MARGIN = 0.02  # of the x axis on both sides, so that the first and the last dot are whole: as in the figures
RUNGS = (1.25, 2.5, 5.0, 12.5)


def axis(label: str, low: float, high: float, *, first: float, last: float, scale: str = "linear") -> "dict[str, Any]":
    """Return an axis: drawn from ``low`` to ``high``, with data from ``first`` to ``last``."""
    return {"label": label, "low": low, "high": high, "first": first, "last": last, "scale": scale}


def steps_axis(label: str, last: int) -> "dict[str, Any]":
    """Return an x axis of the steps 0 … ``last``."""
    return axis(label, -MARGIN * last, last + MARGIN * last, first=0, last=last)


def rung(value: float, rungs: "tuple[float, ...]" = RUNGS) -> float:
    """Return the smallest of …, 1.25, 2.5, 5, 12.5, 25, … that is at least ``value``; the first rung for 0 and less.

    An axis that ends on a rung stays while a slider moves, and the curve is seen to rise or fall.
    """
    if value <= 0:
        return rungs[0]
    power = 10.0 ** math.floor(math.log(value / rungs[0]) / math.log(10) + 1e-9)
    for step in rungs:
        if value <= step * power * (1 + 1e-9):
            return step * power
    return rungs[-1] * power


class Series:
    """Values over the steps 0, 1, 2, …; kept with their JSON, which is slow to make.

    Args:
        values: Finite numbers.
    """

    def __init__(self, values: "list[float]") -> None:
        self.values = values
        self.text = "[" + ("%.12g," * len(values) % tuple(values))[:-1] + "]"


def picture_json(picture: "dict[str, Any]", series: "list[tuple[Series, dict[str, Any]]]") -> str:
    """Return a picture and its series as JSON; each series comes with its label, role and look."""
    parts = [f'{json.dumps(look)[:-1]},"start":0,"values":{each.text}}}' for each, look in series]
    return json.dumps(picture)[:-1] + ',"series":[' + ",".join(parts) + "]}"


def progress_json(done: float) -> str:
    """Return that a picture is not ready, and how far it is, from 0 to 1."""
    return json.dumps({"progress": done})
