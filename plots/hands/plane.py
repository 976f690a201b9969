"""Planes: points with their clusters, and data with a sum of trees, as the page's clusters.mjs and ensemble.mjs draw them."""

from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from plots.hands.annotations import draw_annotations
from plots.hands.frame import Axis, Frame
from plots.marks import Chart, Points
from plots.models.cells import cells
from plots.pictures.frame import AUXILIARY, BOTTOM, RIGHT, RISE, TEXT, TOP, WIDTH
from plots.style import Palette, colour
from plots.tables import shown_first

Picture = dict[str, Any]

STAIRS, TRUTH, STEM = 2.0, 1.1, 1.1  # widths of lines
TRUTH_DASH = (5, 3)
STEM_DOT = 3.6  # diameter
SCALE, BAND, AWAY = 56, 12, 14  # of a map: room for the scale of its bands, its width, its distance from the plot
PARTED, PARTED_DASH = 1.6, (3.75, 2.5)  # the line between the parts that a tree tells apart


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
    moment = shown_first(picture)
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


def draw_map(figure: Figure, picture: Picture, palette: Palette, top: float) -> None:
    """Draw two classes of points over the probability that the sum of trees gives, at the round that is shown first."""
    moment, bands = shown_first(picture), picture["bands"]
    frame = Frame(figure, palette, picture, top, picture["plane"]["x"], picture["plane"]["y"], right=SCALE)
    for left, bottom, right, upper, level in moment["boxes"]:
        shade(frame, frame.x(left), frame.x(right), frame.y(bottom), frame.y(upper), bands[level])
    for left, bottom, right, upper in moment["parts"]:
        draw_inner_sides(frame, (left, right), (bottom, upper), picture["plane"])
    Chart(frame.axes, palette).clusters(
        picture["points"], [ord(letter) - ord("0") for letter in picture["labels"]], size=picture["size"]
    )
    wrong = [place for place, is_wrong in zip(picture["points"], moment["wrong"], strict=True) if is_wrong != "0"]
    if wrong:
        Chart(frame.axes, palette).ring(*zip(*wrong, strict=True))
    draw_bands(frame, picture)


def shade(frame: Frame, left: float, right: float, bottom: float, top: float, band: tuple[int, float]) -> None:
    """Fill a rectangle, in units of the figure, as a band of probability is shaded."""
    role, opacity = band
    filled = {"facecolor": colour(frame.palette, f"series-{role}"), "edgecolor": "none", "alpha": opacity}
    look: dict[str, Any] = {**filled, "antialiased": False, "clip_on": False, "zorder": 0.9}
    frame.axes.add_artist(Rectangle((left, top), right - left, bottom - top, transform=frame.units, **look))


def draw_inner_sides(frame: Frame, x: tuple[float, float], y: tuple[float, float], plane: dict[str, Axis]) -> None:
    """Draw the left and the lower side of a part where another part is beyond."""
    left, right, bottom, top = (*map(frame.x, x), *map(frame.y, y))
    look: dict[str, Any] = {"dash": PARTED_DASH, "zorder": 2.2}
    if x[0] > plane["x"].get("first", -float("inf")):
        frame.line([left, left], [bottom, top], frame.palette.series[2], PARTED, **look)
    if y[0] > plane["y"].get("first", -float("inf")):
        frame.line([left, right], [bottom, bottom], frame.palette.series[2], PARTED, **look)


def draw_bands(frame: Frame, picture: Picture) -> None:
    """Draw beside a map what its bands mean, each at its place between 0 and 1."""
    ends = [0, *picture["levels"], 1]
    places = [frame.bottom + (frame.top - frame.bottom) * value for value in ends]
    left, muted = frame.right + AWAY, frame.palette.muted
    for lower, upper, band in zip(places, places[1:], picture["bands"], strict=False):
        shade(frame, left, left + BAND, lower, upper, band)
    for value, place in zip(ends, places, strict=True):
        frame.write(f"{value:g}", left + BAND + 4, place + RISE * TEXT, colour=muted)
    frame.write(f"{picture['glyphs'][0][1]}的概率", frame.right + SCALE, frame.bottom + 18, anchor="end", colour=muted)


def draw_stems(frame: Frame, x: Sequence[float], y: Sequence[float]) -> None:
    """Draw residuals: a line from 0 to a dot."""
    colour = frame.palette.series[1]
    frame.axes.vlines(x, 0, y, color=colour, linewidth=STEM, zorder=2.2)
    (dots,) = frame.axes.plot(x, y, linestyle="none", marker="o", markersize=STEM_DOT, clip_on=False, zorder=3)
    dots.set(markerfacecolor=colour, markeredgewidth=0)
