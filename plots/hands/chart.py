"""Lines over an axis, and stairs, as overrides/assets/javascripts/playground/pictures/lines.mjs draws them."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from plots.hands.annotations import draw_annotations
from plots.hands.frame import Frame
from plots.pictures.frame import (
    ASIDE,
    ASIDE_DASH,
    DASHES,
    DOTS_FROM,
    DOTTED,
    HANDLE_DASH,
    LINE,
    NAME,
    RIGHT,
    RISE,
    SECOND_DASH,
    TEXT,
    WIDTH,
)
from plots.style import Palette

Series = dict[str, Any]

CURSOR, SPOT = 1.0, 10.0  # width of its line, diameter of its spots


def draw_chart(figure: Figure, picture: dict[str, Any], palette: Palette, top: float) -> None:
    """Draw a picture of kind ``lines`` or ``steps``."""
    named = [one for one in picture["series"] if one["label"]]
    room = picture.get("names", 0)
    legend = placed(named) if len(named) > 1 and not room else []
    above = (legend[-1][2] + 1) * NAME + 6 if legend else 0
    frame = Frame(figure, palette, picture, top, picture["x"], picture["y"], above=above, right=room or RIGHT)
    draw_annotations(frame, picture.get("annotations", []))
    for one in picture["series"]:
        draw_series(frame, one, stairs=picture["kind"] == "steps")
    for one, left, row in legend:
        foot = top + row * NAME + 8
        line = frame.line([left + 2, left + 24], [foot, foot], colour_of(frame, one), LINE, dash=dash_of(one))
        line.set_dash_capstyle("butt")
        frame.write(one["label"], left + 30, foot + RISE * TEXT)
    if room:
        draw_names(frame, named)
    for handle in picture.get("handles", []):
        draw_handle(frame, handle["x"])
    if "start" in picture:
        draw_cursor(frame, picture["series"], picture["start"])


def points_of(series: Series) -> tuple[list[float], list[float]]:
    if "points" in series:
        return [x for x, _ in series["points"]], [y for _, y in series["points"]]
    start = series["start"]
    return list(range(start, start + len(series["values"]))), series["values"]


def draw_series(frame: Frame, series: Series, *, stairs: bool) -> None:
    """Draw a line, with a dot for each value where there is room; what is beyond the axis stays at its end."""
    x, y = points_of(series)
    aside = series.get("aside", False)
    space = (frame.x(x[-1]) - frame.x(x[0])) / (len(x) - 1) if len(x) > 1 else WIDTH
    dotted = series.get("dots", space >= DOTS_FROM and not aside)
    frame.axes.plot(
        x,
        np.clip(y, *frame.axes.get_ylim()),
        color=colour_of(frame, series),
        linewidth=ASIDE if aside else DOTTED if dotted else LINE,
        linestyle=(0, dash_of(series)) if dash_of(series) else "-",
        marker="o" if dotted else "",
        markersize=series["dot"],
        markeredgewidth=0,
        drawstyle="steps-post" if stairs else "default",
        clip_on=False,
        zorder=3,
    )


def draw_cursor(frame: Frame, shown: list[Series], at: float) -> None:
    """Draw where the reader looks at first: a line, and a spot on each curve."""
    place = frame.x(at)
    frame.line([place, place], [frame.bottom, frame.top - 6], frame.palette.muted, CURSOR, zorder=3.5)
    for one in shown:
        x, y = points_of(one)
        if at in x and not one.get("aside", False):
            (spot,) = frame.axes.plot([at], [y[x.index(at)]], marker="o", markersize=SPOT, clip_on=False, zorder=6)
            spot.set(markerfacecolor=frame.palette.mark, markeredgecolor=frame.palette.paper, markeredgewidth=1.5)


def colour_of(frame: Frame, series: Series) -> str:
    return frame.palette.series[series.get("role", 1) - 1]


def dash_of(series: Series) -> tuple[float, ...]:
    """Return the dash of a series, in widths of its line."""
    if series.get("aside"):
        return ASIDE_DASH
    return SECOND_DASH if series.get("dash") else DASHES[series.get("role", 1) - 1]


def placed(named: list[Series]) -> list[tuple[Series, float, int]]:
    """Return where names stand above the plot: each with its left end and its row."""
    found = []
    left, row = 0.0, 0
    for one in named:
        width = one["width"] + 34
        if left > 0 and left + width > WIDTH:
            left, row = 0.0, row + 1
        found.append((one, left, row))
        left += width + 14
    return found


def draw_names(frame: Frame, named: list[Series]) -> None:
    """Write the name of each line at its end, moved apart where they would touch."""
    ends = {i: (points_of(one)[0][-1], points_of(one)[1][-1]) for i, one in enumerate(named)}
    order = sorted(ends, key=lambda i: frame.y(ends[i][1]))
    places = spread([frame.y(ends[i][1]) for i in order], frame.top, frame.bottom)
    for i, place in zip(order, places, strict=True):
        left, foot = frame.x(ends[i][0]) + 8, place + RISE * TEXT
        frame.write(named[i]["label"], left, foot, colour=colour_of(frame, named[i]), halo=True)


def spread(places: list[float], top: float, bottom: float) -> list[float]:
    """Return places moved apart, from the top down and back from the bottom up."""
    moved = list(places)
    last = top - NAME
    for i, place in enumerate(moved):
        moved[i] = last = max(place, last + NAME)
    following = bottom + NAME
    for i in reversed(range(len(moved))):
        moved[i] = following = min(moved[i], following - NAME)
    return moved


def draw_handle(frame: Frame, x: float) -> None:
    """Draw a mark that the reader can drag in the page."""
    place, bottom, mark = frame.x(x), frame.bottom, frame.palette.mark
    frame.line([place, place], [frame.top, bottom], mark, 1, dash=HANDLE_DASH, zorder=5)
    outline = [(0, 0), (-7, -8), (-7, -17), (7, -17), (7, -8)]
    corners = [(place + across, bottom + down) for across, down in outline]
    frame.polygon(corners, mark, edge=frame.palette.paper, width=1.5)
