"""The numbers behind a figure, as CSV: what a playground would give out, or what its axes hold.

Axes are told as a table only where that says what is what: each curve has a name, or is alone in its panel. A diagram has
no numbers, and a sheet of curves without names says less than its picture.
"""

import csv
import functools
import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure

from plots.hands import draw_setting, pictures
from plots.hands.tables import plain, tables, written
from plots.marks import DATA

if TYPE_CHECKING:
    from plots.style import Palette

Rows = list[list[str]]
MARK = "\ufeff"  # that Excel needs for Chinese
MOST_ROWS = 5000


def table_file(draw: "Callable[[Palette], Figure]", figure: Figure) -> bytes | None:
    """Return the table of a figure as CSV; None where there is none that can be read."""
    if isinstance(draw, functools.partial) and draw.func is draw_setting:
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
    panels = [(axes, list(named(axes))) for axes in figure.axes]
    panels = [(axes, found) for axes, found in panels if found]
    names = [name for _, found in panels for name, _, _ in found]
    if not panels or any(len(found) > 1 and not all(name for name, _, _ in found) for _, found in panels):
        return None
    titles = [title(axes) for axes, _ in panels]
    several = len(panels) > 1
    if several and len(set(titles)) < len(titles):
        return None
    head = [*["小图"] * several, *["名称"] * any(names), *heads([axes for axes, _ in panels])]
    rows = [
        [*[panel] * several, *[name] * any(names), written(float(x)) if isinstance(x, float) else str(x), written(y)]
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
            x, y = (list(map(float, values)) for values in line.get_data(orig=False))
            yield plain(label.removeprefix(DATA)), x, y
    for collection in axes.collections:
        if not (label := str(collection.get_label())).startswith("_"):
            places = [list(map(float, place)) for place in collection.get_offsets()]  # type: ignore[union-attr]
            yield plain(label), [x for x, _ in places], [y for _, y in places]
    for bars in axes.containers:
        if isinstance(bars, BarContainer) and not (label := bars.get_label()).startswith("_"):
            yield plain(label), *bars_of(axes, bars)


def bars_of(axes: Axes, bars: BarContainer) -> tuple[list[Any], list[float]]:
    """Return what stands at the foot of each bar, and how long it is."""
    upright = bars.orientation == "vertical"
    axis = axes.xaxis if upright else axes.yaxis
    ticks = {round(float(place), 6): label.get_text() for place, label in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False)}
    middles = [bar.get_x() + bar.get_width() / 2 if upright else bar.get_y() + bar.get_height() / 2 for bar in bars]
    lengths = [float(bar.get_height() if upright else bar.get_width()) for bar in bars]
    return [ticks.get(round(float(place), 6)) or float(place) for place in middles], lengths


def heads(panels: list[Axes]) -> list[str]:
    """Return what x and y are called, where all panels agree."""
    x = {axes.get_xlabel() for axes in panels} - {""}
    y = {axes.get_ylabel() or (title(axes) if len(panels) == 1 else "") for axes in panels} - {""}
    return [plain(each.pop()) if len(each) == 1 else other for each, other in ((x, "x"), (y, "y"))]


def title(axes: Axes) -> str:
    return plain(axes.get_title("left") or axes.get_title() or axes.get_title("right")).replace("\n", " ")
