"""Pictures as plain data, and as JSON.

A picture is a dict: ``name``, ``kind`` (``lines``: points joined; ``steps``: a stair), ``label``, ``x`` and ``y``
(``axis``), ``series``, and where there are any ``rules`` (levels and moments with a name), ``handles`` (marks that
can be dragged) and ``curve`` (what the pointer draws). The page draws it and knows nothing else.
"""

import json
import math

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MARGIN = 0.02  # of the x axis on both sides, so that the first and the last dot are whole


def axis(label: str, low: float, high: float, *, first: float, last: float, scale: str = "linear") -> "dict[str, Any]":
    """Return an axis: drawn from ``low`` to ``high``, with data from ``first`` to ``last``."""
    return {"label": label, "low": low, "high": high, "first": first, "last": last, "scale": scale}


def steps_axis(label: str, last: int) -> "dict[str, Any]":
    """Return an x axis of the steps 0 … ``last``."""
    return axis(label, -MARGIN * last, last + MARGIN * last, first=0, last=last)


def rung(value: float) -> float:
    """Return the smallest of …, 1.25, 2.5, 5, 12.5, 25, … that is at least ``value``; > 0.

    An axis that ends on a rung stays while a slider moves, and the curve is seen to rise or fall.
    """
    if value <= 0:
        return 1.25
    power = 10.0 ** math.floor(math.log(value / 1.25) / math.log(10) + 1e-9)
    for step in (1.25, 2.5, 5.0, 12.5):
        if value <= step * power * (1 + 1e-9):
            return step * power
    return 12.5 * power


class Series:
    """Values over the steps ``start``, ``start`` + 1, …; kept with their JSON, which is dear to make.

    Args:
        values: Finite numbers.
        start: Step of the first.
    """

    def __init__(self, values: "list[float]", start: int = 0) -> None:
        self.values = values
        self.start = start
        self.text = "[" + ",".join(["%.12g" % value for value in values]) + "]"

    def json(self, label: str, role: int) -> str:
        """Return the series with its name and its role in the palette, 1 to 4."""
        head = json.dumps({"label": label, "role": role, "start": self.start})
        return head[:-1] + ',"values":' + self.text + "}"


def picture_json(picture: "dict[str, Any]", series: "list[tuple[Series, str, int]]") -> str:
    """Return a picture with its series: (values, label, role)."""
    head = json.dumps(picture)
    return head[:-1] + ',"series":[' + ",".join([each.json(label, role) for each, label, role in series]) + "]}"
