"""Timelines: events in lanes on one axis of time, which goes down."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from plots.hands.board import sheet
from plots.style import SMALL, Palette, colour

Mark = tuple[float, float, float, int, int]  # x, top, bottom, lane, grade
FULL, HALF, EMPTY = 0, 1, 2  # grades of a mark
HEAD = 16.0  # height of the names of the lanes
LINE, WAY, EDGE = 0.8, 0.7, 1.1  # widths


def draw_timeline(figure: Figure, picture: dict[str, Any], palette: Palette, top: float) -> None:
    """Draw a timeline: a column for each lane, a mark for each event, names at the right."""
    axes = sheet(figure, picture, top)
    edge, years, bottom = picture["edge"], picture["years"], picture["bottom"]
    colours = [colour(palette, name) for _, _, name in picture["lanes"]]
    grid: dict[str, Any] = {"color": palette.grid, "linewidth": LINE, "zorder": 1}
    for (name, x, _), own in zip(picture["lanes"], colours, strict=True):
        axes.text(x, HEAD, name, color=own, ha="center", va="center")
        axes.plot([x, x], [picture["top"], bottom], **grid)
    for text, y, is_year in picture["ticks"]:
        axes.plot([years + (4 if is_year else 10), edge], [y, y], **grid)
        axes.text(years, y + (9 if is_year else 0), text, color=palette.muted, ha="right", va="center")
    axes.plot([years + 4, edge], [bottom, bottom], **grid)
    for _, text, x, start, y, lane in picture["names"]:
        way = [x + picture["dot"], edge, picture["names_from"] - 4], [start, start, y]
        axes.plot(*way, color=colours[lane], linewidth=WAY, alpha=0.5, zorder=1.5)
        axes.text(picture["names_from"], y, text, color=colours[lane], va="center", fontsize=picture["size"])
    marks = [*zip(picture["marks"], picture["items"], strict=True), *((mark, "") for mark, _ in picture["key"])]
    for mark, id in marks:
        if mark[1] != mark[2]:
            draw_bar(axes, palette, mark, picture["dot"], colours[mark[3]]).set_gid(id)
    draw_dots(axes, palette, [(mark, id) for mark, id in marks if mark[1] == mark[2]], picture["dot"], colours)
    for (x, y, *_), text in picture["key"]:
        axes.text(x + 12, y, text, va="center", color=palette.muted, fontsize=SMALL)


def draw_bar(axes: Axes, palette: Palette, mark: Mark, dot: float, own: str) -> Rectangle:
    """Draw the bar over all that a date may mean: full, half full or empty by the evidence."""
    x, top, bottom, _, grade = mark
    face = own if grade == FULL else palette.paper
    bar = Rectangle((x - dot, top), 2 * dot, bottom - top, facecolor=face, edgecolor=own, linewidth=EDGE, zorder=2.8)
    axes.add_patch(bar)
    if grade == HALF:
        axes.add_patch(Rectangle((x - dot, top), dot, bottom - top, facecolor=own, linewidth=0, zorder=2.9))
    return bar


def draw_dots(axes: Axes, palette: Palette, days: list[tuple[Mark, str]], dot: float, colours: list[str]) -> None:
    """Draw a dot for each day. Those of one lane and grade are one line: circles of their own take four times the bytes."""
    for lane, grade in sorted({(mark[3], mark[4]) for mark, _ in days}):
        own = [(mark, id) for mark, id in days if (mark[3], mark[4]) == (lane, grade)]
        axes.plot(
            [mark[0] for mark, _ in own],
            [mark[1] for mark, _ in own],
            linestyle="none",
            marker="o",
            markersize=2 * dot,
            fillstyle="left" if grade == HALF else "full",
            markerfacecolor=palette.paper if grade == EMPTY else colours[lane],
            markerfacecoloralt=palette.paper,
            markeredgecolor=colours[lane],
            markeredgewidth=EDGE,
            zorder=3,
            gid=" ".join(id for _, id in own).strip(),
        )
