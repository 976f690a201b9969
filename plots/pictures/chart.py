"""Charts as plain data, and as JSON: lines and stairs over an axis.

A picture is a dict: ``name``, ``kind`` (``lines`` or ``steps``), ``label``, ``height`` in units of the figures (``bare``:
without an x axis; ``lowest``: of its plot on a phone), ``x`` and ``y`` (``axis``), its series, and perhaps ``annotations``,
``handles`` (marks that can be dragged), ``curve`` (what the pointer draws) and a ``note``.
"""

import json
import math

from plots.models.digits import nearest, raised, significant
from plots.pictures.frame import LEFT, NAMES_SHARE, WIDTH, dot_size, text_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Tick = tuple[float, str]

HEIGHT = 240  # of a picture alone
BELOW = 316  # of one of those that come later
SHARED = 42  # lowest height of a plot that stands above or below another
MARGIN = 0.02  # of the x axis on both sides, so that the first and the last dot are whole: as in the figures
RUNGS = (1.25, 2.5, 5.0, 12.5)


def axis(
    label: str,
    low: float,
    high: float,
    *,
    first: "float | None" = None,
    last: "float | None" = None,
    scale: str = "linear",
    ticks: "list[Tick] | None" = None,
) -> "dict[str, Any]":
    """Return an axis from ``low`` to ``high``, with data and ticks from ``first`` to ``last``.

    ``room`` is what an upright axis takes at its left.
    """
    first, last = low if first is None else first, high if last is None else last
    if ticks is None:
        ticks = powers(first, last) if scale == "log" else even_ticks(first, last)
    widest = max([text_width(text) for _, text in ticks] + [0])
    return {
        "label": label,
        "low": low,
        "high": high,
        "first": first,
        "last": last,
        "scale": scale,
        "ticks": ticks,
        "room": max(LEFT, 6 * math.ceil((widest + 14) / 6)),
    }


def steps_axis(label: str, last: int) -> "dict[str, Any]":
    """Return an x axis of the steps 0 … ``last``."""
    ticks = even_ticks(0, last, most=8, least=1)
    return axis(label, -MARGIN * last, last + MARGIN * last, first=0, last=last, ticks=ticks)


def even_ticks(low: float, high: float, *, most: int = 6, least: float = 0) -> "list[Tick]":
    """Return where an axis has ticks, and what is written there: 1, 2 or 5 times a power of ten apart.

    There are at most ``most`` steps between them, each at least ``least`` wide.
    """
    step = max(rung((high - low) / most, (1.0, 2.0, 5.0, 10.0)), least)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [(nearest(i * step, 12), significant(i * step, 6)) for i in range(first, last + 1)]


def powers(low: float, high: float) -> "list[Tick]":
    """Return the powers of ten of an axis as its ticks, at most six of them."""
    first, last = math.ceil(log10(low) - 1e-9), math.floor(log10(high) + 1e-9)
    return [(10.0**i, power_text(i)) for i in range(first, last + 1, max(1, math.ceil((last - first) / 5)))]


def power_text(exponent: int) -> str:
    """Return 0.01, 1, 100, 10⁻⁴."""
    return "%.12g" % 10.0**exponent if abs(exponent) < 4 else "10" + raised(exponent)


def log10(value: float) -> float:
    """Return the decimal logarithm; MicroPython has the natural one."""
    return math.log(value) / math.log(10)


def rung(value: float, rungs: "tuple[float, ...]" = RUNGS) -> float:
    """Return the smallest of …, 1.25, 2.5, 5, 12.5, 25, … that is at least ``value``; the first rung for 0 and less.

    An axis that ends on a rung stays while a slider moves, and the curve is seen to rise or fall.
    """
    if value <= 0:
        return rungs[0]
    power = 10.0 ** math.floor(log10(value / rungs[0]) + 1e-9)
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
    """Return a picture and its series as JSON; each series comes with its label, role and look.

    Several lines have their ``names`` at their ends, in so many units at the right; above the plot, if that is 0: where
    they are too long, or the plot below is to be as wide.
    """
    looks = [dict(look, width=text_width(look["label"]), dot=dot_size(len(each.values))) for each, look in series]
    widths = [look["width"] for look in looks if look["width"]]
    if len(widths) > 1:
        room = 8 * math.ceil((max(widths) + 18) / 8)
        picture["names"] = room if room <= NAMES_SHARE * WIDTH and not picture.get("bare") else 0
    parts = [f'{json.dumps(look)[:-1]},"start":0,"values":{each.text}}}' for (each, _), look in zip(series, looks)]
    return json.dumps(picture)[:-1] + ',"series":[' + ",".join(parts) + "]}"


def progress_json(done: float) -> str:
    """Return that a picture is not ready, and how far it is, from 0 to 1."""
    return json.dumps({"progress": done})
