"""Planes: points with their clusters, and data with a sum of trees, as the page's clusters.mjs and ensemble.mjs draw them."""

from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from plots.hands.annotations import draw_annotations
from plots.hands.frame import Axis, Frame
from plots.marks import Chart, Points
from plots.models.kmeans.cells import cells
from plots.pictures.frame import AUXILIARY, BOTTOM, RIGHT, TOP, WIDTH
from plots.style import Palette

Picture = dict[str, Any]

STAIRS, TRUTH, STEM = 2.0, 1.1, 1.1  # widths of lines
TRUTH_DASH = (5, 3)
STEM_DOT = 3.6  # diameter


def draw_points(figure: Figure, picture: Picture, palette: Palette, top: float) -> None:
    """Draw points at the first moment, over the cells of the centres."""
    x, y = picture["plane"]["x"], picture["plane"]["y"]
    if picture["plane"]["square"]:
        x, y = with_one_scale(picture, x, y)
    frame = Frame(figure, palette, picture, top, x, y)
    chart = Chart(frame.axes, palette)
    if not picture["moments"]:
        chart.scatter(picture["points"], size=picture["size"])
        return
    moment = picture["moments"][0]
    draw_parts(chart, moment["centers"])
    for part in chart.axes.patches:
        part.set_clip_on(False)  # the edges of the cells are the edges of the plane
    chart.clusters(picture["points"], [ord(letter) - ord("0") for letter in moment["labels"]], size=picture["size"])
    for label, center in enumerate(moment["centers"]):
        chart.center(center, label, size=picture["center"])


def with_one_scale(picture: Picture, x: Axis, y: Axis) -> tuple[Axis, Axis]:
    """Return the axes with units of one length: one of them becomes longer."""
    width, height = WIDTH - y["room"] - RIGHT, picture["height"] - TOP - BOTTOM
    unit = min(width / (x["high"] - x["low"]), height / (y["high"] - y["low"]))
    return widened(x, width / unit), widened(y, height / unit)


def widened(axis: Axis, width: float) -> Axis:
    """Return an axis with the same middle."""
    middle = (axis["low"] + axis["high"]) / 2
    return {**axis, "low": middle - width / 2, "high": middle + width / 2}


def draw_parts(chart: Chart, centers: Points) -> None:
    """Draw the cells of the centres in the part of the plane that is shown."""
    left, right = chart.axes.get_xlim()
    bottom, top = chart.axes.get_ylim()
    for label, corners in enumerate(cells(centers, left=left, right=right, bottom=bottom, top=top)):
        if corners:
            chart.part(corners, label)


def draw_ensemble(figure: Figure, picture: Picture, palette: Palette, top: float) -> None:
    """Draw data and the sum of trees on a curve, or what that leaves, at the round that is shown first."""
    moment = picture["moments"][picture["start"]]
    y = {**moment.get("y", picture["plane"]["y"]), "label": moment["title"]}
    frame = Frame(figure, palette, picture, top, picture["plane"]["x"], y)
    axes, colour = frame.axes, palette.series[picture["role"] - 1]
    x = [place for place, _ in picture["points"]]
    if "level" in picture:
        axes.axhline(picture["level"], color=palette.muted, linewidth=AUXILIARY, zorder=1.5)
    if picture.get("truth"):
        axes.plot(*picture["truth"], color=palette.ink, linewidth=TRUTH, linestyle=(0, TRUTH_DASH), zorder=2)
    if "stems" in moment:
        draw_stems(frame, x, moment["stems"])
    else:
        Chart(axes, palette).scatter(picture["points"], size=picture["size"])
    axes.plot(*moment["stairs"], color=colour, linewidth=STAIRS, drawstyle="steps-post", clip_on=False, zorder=3)
    draw_annotations(frame, picture.get("annotations", []) + moment.get("annotations", []))


def draw_stems(frame: Frame, x: Sequence[float], y: Sequence[float]) -> None:
    """Draw residuals: a line from 0 to a dot."""
    colour = frame.palette.series[1]
    frame.axes.vlines(x, 0, y, color=colour, linewidth=STEM, zorder=2.2)
    (dots,) = frame.axes.plot(x, y, linestyle="none", marker="o", markersize=STEM_DOT, clip_on=False, zorder=3)
    dots.set(markerfacecolor=colour, markeredgewidth=0)
