"""What the charts of all articles are made of: dots on a line, named levels, measured spans, named steps.

One grammar for all figures: a dashed horizontal line is a level and carries its name, a line between two small
bars measures a length on the x axis, a dotted vertical line is a step at which something happens, and a ring
holds a point that the text speaks of. Lines carry their names themselves. In a plane a cluster has a colour and a
mark, its centre the same mark, larger and full.
"""

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Polygon
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from plots.pictures import frame
from plots.pictures.glyphs import GLYPHS, Glyph, glyph_of, role_of
from plots.pictures.looks import LOOKS, Look, box
from plots.style import DASHES, SMALL, Palette, colour, filling

Points = Sequence[Sequence[float]]

TICK_STEPS = [1, 2, 5, 10]
AUXILIARY = frame.AUXILIARY  # width of lines that are not data, SVG units
ROUND = 14  # corners of a circle that is drawn as a polygon
DATA = "_data"  # label of a curve that has no name; matplotlib's own labels of such begin so, too
MARKERS = {glyph: Path([*glyph.corners, (0, 0)], closed=True) if glyph.corners else "o" for glyph in GLYPHS}


class Chart:
    """Axes, and the marks of this site drawn on them.

    Offsets and sizes are in SVG units, everything else in the units of the data. ``series`` is the
    position of a line in ``Palette.series``: its colour, and its dash in ``DASHES`` where ``dash`` names no other.

    Args:
        axes: Where to draw.
        palette: Colours of the scheme that is drawn.
    """

    def __init__(self, axes: Axes, palette: Palette) -> None:
        self.axes = axes
        self.palette = palette

    def scale(self, *, last: float, top: float, x_label: str = "", y_label: str = "") -> None:
        """Let x run from 0 to ``last`` and y from 0 to ``top``; each axis is named at its far end."""
        margin = 0.02 * last
        self.axes.set_xlim(-margin, last + margin)
        self.axes.set_ylim(0, top)
        self.axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True, steps=TICK_STEPS))
        self.axes.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=TICK_STEPS))
        self.axes.yaxis.set_major_formatter("{x:g}")
        self.axes.set_xlabel(x_label, loc="right", fontsize=SMALL, color=self.palette.muted, labelpad=1)
        self.axes.set_title(y_label, fontsize=SMALL, color=self.palette.muted)

    def dots(
        self,
        x: Sequence[float],
        y: Sequence[float],
        *,
        series: int = 0,
        dash: int | None = None,
        width: float = 1.3,
        size: float | None = None,
        stairs: bool = False,
        name: str = "",
    ) -> Line2D:
        """Draw a sequence: a dot for each value, joined by a thin line, or by ``stairs``."""
        size = size or frame.dot_size(len(x))
        return self.line(x, y, series=series, dash=dash, width=width, size=size, stairs=stairs, name=name)

    def line(
        self,
        x: Sequence[float],
        y: Sequence[float],
        *,
        series: int = 0,
        dash: int | None = None,
        width: float = 2.0,
        size: float = 0,
        stairs: bool = False,
        name: str = "",
    ) -> Line2D:
        """Draw a curve; with a ``size`` there is a dot on each value. The ``name`` is for the table of the figure."""
        (line,) = self.axes.plot(
            x,
            y,
            color=self.palette.series[series],
            linestyle=DASHES[series if dash is None else dash],
            linewidth=width,
            marker="o" if size else "",
            markersize=size,
            markeredgewidth=0,
            drawstyle="steps-post" if stairs else "default",
            clip_on=False,
            zorder=3,
            label=name or DATA,
        )
        return line

    def level(self, y: float, label: str = "", *, at: str = "right", below: bool = False) -> None:
        """Draw a dashed horizontal line, with ``label`` at its ``left`` or ``right`` end."""
        self.axes.axhline(y, color=self.palette.muted, linewidth=AUXILIARY, linestyle=(0, frame.LEVEL_DASH), zorder=1.5)
        if label:
            x = self.axes.get_xlim()[at == "right"]
            self.note(x, y, label, offset=(0, -3 if below else 3), ha=at, va="top" if below else "bottom")

    def moment(self, x: float, *, top: float | None = None) -> None:
        """Draw a dotted vertical line at ``x``, up to ``top`` (default: the upper edge)."""
        upper = self.axes.get_ylim()[1] if top is None else top
        self.axes.vlines(
            x, 0, upper, color=self.palette.muted, linewidth=AUXILIARY, linestyle=(0, frame.MOMENT_DASH), zorder=1.5
        )

    def span(self, start: float, end: float, y: float, label: str, *, at: str = "center") -> None:
        """Measure ``start`` … ``end`` by a line between two bars; ``label`` is over it, or ``right`` of it."""
        self.axes.annotate(
            "", (start, y), (end, y), arrowprops=self._arrow("|-|,widthA=0.28,widthB=0.28"), annotation_clip=False
        )
        if at == "right":
            self.note(end, y, label, offset=(7, 0))
        else:
            self.note(start if at == "left" else (start + end) / 2, y, label, offset=(0, 4), ha=at, va="bottom")

    def arrow(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        bend: float = 0,
        gap: float = 3,
        below: bool = False,
    ) -> None:
        """Draw an arrow, straight or bent to one side, that keeps a gap to both points; ``below`` boxes or not."""
        style = self._arrow("-|>,head_width=0.16,head_length=0.32", gap=gap)
        arrow = self.axes.annotate("", end, start, arrowprops={**style, "connectionstyle": f"arc3,rad={bend}"})
        if below:
            arrow.set_zorder(1.5)

    def _arrow(self, style: str, *, gap: float = 0) -> dict[str, object]:
        colour = self.palette.ink
        return {"arrowstyle": style, "color": colour, "linewidth": AUXILIARY, "shrinkA": gap, "shrinkB": gap}

    def note(
        self,
        x: float,
        y: float,
        text: str,
        *,
        offset: tuple[float, float] = (0, 0),
        series: int | None = None,
        ha: str = "left",
        va: str = "center",
        size: float = SMALL,
        halo: bool = False,
    ) -> None:
        """Write ``text`` at a point, moved by ``offset``; in the colour of the series that it names.

        A ``halo`` of paper keeps it readable over lines.
        """
        self.axes.annotate(
            text,
            (x, y),
            xytext=offset,
            textcoords="offset points",
            ha=ha,
            va=va,
            fontsize=size,
            color=self.palette.ink if series is None else self.palette.series[series],
            annotation_clip=False,
            linespacing=1.35,
            path_effects=[withStroke(linewidth=3, foreground=self.palette.paper)] if halo else None,
        )

    def ring(self, x: Sequence[float], y: Sequence[float]) -> Line2D:
        """Put a ring round points that an annotation speaks of."""
        (line,) = self.axes.plot(
            x,
            y,
            linestyle="none",
            marker="o",
            markersize=9,
            markerfacecolor="none",
            markeredgecolor=self.palette.mark,
            markeredgewidth=1.5,
            clip_on=False,
            zorder=4,
        )
        return line

    def plane(self, left: float, right: float, bottom: float, top: float) -> None:
        """Show this part of a plane in a thin frame, without numbers; a unit is as long on both axes."""
        self.axes.set_xlim(left, right)
        self.axes.set_ylim(bottom, top)
        self.axes.set_aspect("equal")
        self.axes.grid(visible=False)
        self.axes.tick_params(bottom=False, labelbottom=False, labelleft=False)
        for spine in self.axes.spines.values():
            spine.set(visible=True, color=self.palette.muted, linewidth=AUXILIARY)

    def scatter(self, points: Points, *, size: float = 3.0) -> Line2D:
        """Draw points that belong to nothing yet."""
        return self._marks(points, GLYPHS[0], size, box("muted", "muted", share=1.0, width=0), name="点")

    def cluster(self, points: Points, label: int, *, size: float = 5.0) -> Line2D:
        """Draw the points of one cluster: in its colour and with its mark."""
        look = LOOKS[f"point-{role_of(label)}"]
        return self._marks(points, glyph_of(label), size, look, name=f"簇 {label + 1} 的点")

    def clusters(self, points: Points, labels: Sequence[int], *, size: float = 5.0) -> list[Line2D]:
        """Draw points, each as a member of its cluster."""
        return [
            self.cluster([point for point, its in zip(points, labels, strict=True) if its == label], label, size=size)
            for label in sorted(set(labels))
        ]

    def center(self, point: Sequence[float], label: int, *, size: float = 11.0) -> Line2D:
        """Draw the centre of a cluster: its mark, large and full."""
        look = LOOKS[f"center-{role_of(label)}"]
        mark = self._marks([point], glyph_of(label), size, look, name=f"质心 {label + 1}")
        mark.set_zorder(5)
        return mark

    def cluster_colour(self, label: int) -> str:
        """Return the full colour of a cluster."""
        return colour(self.palette, f"series-{role_of(label)}")

    def _marks(self, points: Points, glyph: Glyph, size: float, look: Look, *, name: str) -> Line2D:
        # matplotlib scales an outline so that its farthest coordinate is half of the size
        farthest = max((abs(number) for corner in glyph.corners for number in corner), default=0.5)
        (line,) = self.axes.plot(
            [point[0] for point in points],
            [point[1] for point in points],
            linestyle="none",
            marker=MARKERS[glyph],
            markersize=2 * farthest * size,
            markerfacecolor=filling(self.palette, look),
            markeredgecolor=colour(self.palette, look.edge),
            markeredgewidth=look.width,
            zorder=3,
            label=name,
        )
        return line

    def part(self, corners: Points, label: int | None = None) -> Polygon:
        """Draw a part of the plane, in the colour of the cluster that has it where there is a ``label``."""
        look = LOOKS["outline" if label is None else f"cell-{role_of(label)}"]
        patch = Polygon(
            [(point[0], point[1]) for point in corners],
            facecolor=filling(self.palette, look) or "none",
            edgecolor=colour(self.palette, look.edge),
            linewidth=look.width,
            zorder=1,
        )
        self.axes.add_patch(patch)
        return patch

    def path(self, points: Points, *, series: int, width: float = 1.6) -> Line2D:
        """Draw the way of a centre: a line over the places where it stood."""
        line = self.line(
            [point[0] for point in points],
            [point[1] for point in points],
            dash=0,
            width=width,
            size=3.2,
            name=f"质心 {series + 1} 的路",
        )
        line.set_color(self.cluster_colour(series))
        line.set_zorder(4)
        return line

    def shade(self, start: float, end: float) -> None:
        """Tint the range ``start`` … ``end`` of the x axis."""
        self.axes.axvspan(start, end, color=self.palette.grid, alpha=0.6, linewidth=0, zorder=0.5)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        text: str = "",
        *,
        look: str = "plain",
        dashed: bool = False,
        sharp: bool = False,
        size: float = SMALL,
    ) -> FancyBboxPatch:
        """Draw a box round a centre, as moving figures do; on a board, where data are SVG units.

        ``sharp`` corners take a fraction of the bytes: for cells by the hundred.
        """
        shown = LOOKS[look]
        is_sharp = sharp or not shown.corner
        patch = FancyBboxPatch(
            (x - width / 2, y - height / 2),
            width,
            height,
            boxstyle="square,pad=0" if is_sharp else f"round,pad=0,rounding_size={shown.corner}",
            facecolor=filling(self.palette, shown) or "none",
            edgecolor=colour(self.palette, shown.edge),
            linewidth=shown.width,
            linestyle=(0, (3, 2)) if dashed else "-",
            zorder=2,
        )
        self.axes.add_patch(patch)
        if "\n" in text:
            self.note(x, y, text, ha="center", size=size)
        elif text:
            self.label(x, y, text, size=size)
        return patch

    def label(
        self,
        x: float,
        y: float,
        text: str,
        *,
        ha: str = "center",
        size: float = SMALL,
        color: str | None = None,
        halo: tuple[float, str] | None = None,
    ) -> None:
        """Write a line whose digits and Chinese characters have their middle at a point; a halo has width and colour."""
        self.axes.annotate(
            text,
            (x, y),
            xytext=(0, -frame.RISE * size),
            textcoords="offset points",
            ha=ha,
            va="baseline",
            fontsize=size,
            color=color or self.palette.ink,
            annotation_clip=False,
            path_effects=[withStroke(linewidth=halo[0], foreground=halo[1])] if halo else None,
        )


def mark_corners(label: int, size: float) -> list[tuple[float, float]]:
    """Return a cluster's mark as a polygon round (0, 0), y upwards, as large as `Chart.cluster` draws it."""
    circle = [(math.sin(angle) / 2, math.cos(angle) / 2) for angle in (2 * math.pi * i / ROUND for i in range(ROUND))]
    return [(size * x, size * y) for x, y in glyph_of(label).corners or circle]
