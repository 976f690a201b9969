"""The numbers behind a figure, as CSV: what a playground would give out, or what its axes hold.

Axes are told as a table only where that says what is what: each curve has a name, or is alone in its panel. A diagram has
no numbers, and a sheet of curves without names says less than its picture.
"""

import csv
import functools
import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure

from plots.marks import DATA
from plots.tables import plain, tables, written

if TYPE_CHECKING:
    from plots.style import Palette

Rows = list[list[str]]
MARK = "\ufeff"  # that Excel needs for Chinese
MOST_ROWS = 5000


def table_file(draw: "Callable[[Palette], Figure] | None", figure: Figure) -> bytes | None:
    """Return the table of a figure as CSV, which a function of ours may have drawn; None where there is none that can be read."""
    if isinstance(draw, functools.partial):  # of plots.hands.draw_setting
        from plots.hands import pictures  # where there are playgrounds

        return encoded(tables(pictures(*draw.args)))
    rows = rows_of(figure)
    return encoded([rows]) if rows else None


def encoded(found: list[Rows]) -> bytes:
    """Return tables one below the other, an empty line between two; ``downloads.mjs`` writes the same."""
    with io.StringIO(newline="") as buffer:
        writer = csv.writer(buffer, lineterminator="\r\n")
        for index, rows in enumerate(found):
            writer.writerows([[]] * bool(index))
            writer.writerows(rows)
        return (MARK + buffer.getvalue()).encode()


def rows_of(figure: Figure) -> Rows | None:
    """Return a row for each place that a curve, a group of points or bars of a figure goes through."""
    bars = [each for axes in figure.axes for each in axes.containers]
    if any(str(each.get_label()).startswith("_") for each in bars):
        return None
    panels = [(axes, list(named(axes))) for axes in figure.axes if axes.axison]  # the others are diagrams
    panels = [(axes, found) for axes, found in panels if found]
    names = [name for _, found in panels for name, _, _ in found]
    if not panels or any(len(found) > 1 and not all(name for name, _, _ in found) for _, found in panels):
        return None
    titles = [title(axes) or f"第 {number} 幅" for number, (axes, _) in enumerate(panels, start=1)]
    several = len(panels) > 1
    if several and len(set(titles)) < len(titles):
        return None
    head = [*["小图"] * several, *["名称"] * any(names), *heads([axes for axes, _ in panels])]
    rows = [
        [*[panel] * several, *[name] * any(names), written(x), written(y)]
        for panel, (_, found) in zip(titles, panels, strict=True)
        for name, places, values in found
        for x, y in zip(places, values, strict=True)
    ]
    return [head, *rows] if len(rows) <= MOST_ROWS else None


def named(axes: Axes) -> Iterator[tuple[str, list[Any], list[float]]]:
    """Yield the name of what is drawn of data, "" where it has none, and where it goes."""
    for line in axes.lines:
        label = str(line.get_label())
        if line.get_transform() == axes.transData and (label == DATA or not label.startswith("_")):
            places = np.asarray(line.get_xydata())
            yield plain(label.removeprefix(DATA)), places[:, 0].tolist(), places[:, 1].tolist()
    for collection in axes.collections:
        if not (label := str(collection.get_label())).startswith("_"):
            places = np.asarray(collection.get_offsets())
            yield plain(label), places[:, 0].tolist(), places[:, 1].tolist()
    for bars in axes.containers:
        if isinstance(bars, BarContainer):
            yield plain(str(bars.get_label())), *bars_of(axes, bars)


def bars_of(axes: Axes, bars: BarContainer) -> tuple[list[Any], list[float]]:
    """Return what stands at the foot of each bar, and how long it is."""
    upright = bars.orientation == "vertical"
    axis = axes.xaxis if upright else axes.yaxis
    names = [label.get_text() for label in axis.get_ticklabels()]
    ticks = {round(float(place), 6): name for place, name in zip(axis.get_ticklocs(), names, strict=False)}
    middles = [bar.get_x() + bar.get_width() / 2 if upright else bar.get_y() + bar.get_height() / 2 for bar in bars]
    lengths = [float(bar.get_height() if upright else bar.get_width()) for bar in bars]
    return [ticks.get(round(float(place), 6)) or float(place) for place in middles], lengths


def heads(panels: list[Axes]) -> list[str]:
    """Return what x and y are called, where all panels agree."""
    one_scale = len({axes.get_xlim() for axes in panels}) == 1  # often only the lowest panel tells it
    x = {axes.get_xlabel() for axes in panels} - {""} if one_scale else set()
    y = {axes.get_ylabel() or (title(axes) if len(panels) == 1 else "") for axes in panels} - {""}
    return [plain(each.pop()) if len(each) == 1 else other for each, other in ((x, "x"), (y, "y"))]


def title(axes: Axes) -> str:
    return plain(axes.get_title("left") or axes.get_title() or axes.get_title("right")).replace("\n", " ")
