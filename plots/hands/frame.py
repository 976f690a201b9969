"""The frame of a picture with two axes, as overrides/assets/javascripts/playground/pictures/axes.mjs draws it."""

import re
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Affine2D, Transform

from plots.pictures import frame
from plots.style import POINTS_PER_INCH, WIDTH, Palette

Axis = dict[str, Any]
HALO = 3  # of paper round words

# The font of the figures has no raised digits.
LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "−0123456789")
ALIGNMENTS = {"start": "left", "middle": "center", "end": "right"}


class Frame:
    """Axes at their place in a figure, with ticks, grid and names.

    Beside the data (on ``axes``) everything is drawn in units from the upper left corner of the figure: ``x`` and ``y``
    say where values lie, and ``left``, ``right``, ``top``, ``bottom`` are the edges of the plot.

    Args:
        figure: Where to draw.
        palette: Colours of the scheme.
        picture: Its ``height``, and whether it is ``bare``: another below has the x axis.
        top: Its upper edge, below that of the figure.
        x, y: The axes.
        above, right: Room for names.
    """

    def __init__(
        self,
        figure: Figure,
        palette: Palette,
        picture: dict[str, Any],
        top: float,
        x: Axis,
        y: Axis,
        *,
        above: float = 0,
        right: float = frame.RIGHT,
    ) -> None:
        self.palette = palette
        whole = figure.get_figheight() * POINTS_PER_INCH
        bare = picture.get("bare", False)
        self.left, self.right = float(y["room"]), float(WIDTH - right)
        self.top = top + frame.TOP + above
        self.bottom = top + picture["height"] - (frame.BARE if bare else frame.BOTTOM)
        size = ((self.right - self.left) / WIDTH, (self.bottom - self.top) / whole)
        self.axes: Axes = figure.add_axes((self.left / WIDTH, 1 - self.bottom / whole, *size))
        self.axes.set_axis_off()
        self.axes.set(xlim=(x["low"], x["high"]), ylim=(y["low"], y["high"]), xscale=x["scale"], yscale=y["scale"])
        inch = 1 / POINTS_PER_INCH
        self.units: Transform = Affine2D().scale(inch, -inch).translate(0, whole * inch) + figure.dpi_scale_trans
        self._draw_axes(x, y, bare=bare)

    def _draw_axes(self, x: Axis, y: Axis, *, bare: bool) -> None:
        muted = self.palette.muted
        for value, text in ticks_of(y):
            place = self.y(value)
            self.line([self.left, self.right], [place, place], self.palette.grid, frame.GRID, zorder=0.8)
            self.write(text, self.left - 8, place + frame.RISE * frame.TEXT, anchor="end", colour=muted)
        self.line([self.left, self.right], [self.bottom, self.bottom], muted, frame.BASE, zorder=2.5)
        self.write(y["label"], self.left - 8, self.top - 14, colour=muted)
        if not bare:
            for value, text in ticks_of(x):
                place = self.x(value)
                self.line([place, place], [self.bottom, self.bottom + 4], muted, frame.BASE)
                self.write(text, place, self.bottom + 18, anchor="middle", colour=muted)
            self.write(x["label"], self.right, self.bottom + frame.BOTTOM - 4, anchor="end", colour=muted)

    def x(self, value: float) -> float:
        return self._place(value, self.axes.get_ylim()[0])[0]

    def y(self, value: float) -> float:
        return self._place(self.axes.get_xlim()[0], value)[1]

    def _place(self, x: float, y: float) -> tuple[float, float]:
        left, top = (self.axes.transData - self.units).transform((x, y))
        return float(left), float(top)

    def line(
        self,
        x: Sequence[float],
        y: Sequence[float],
        colour: str,
        width: float,
        *,
        dash: Sequence[float] = (),
        zorder: float = 1.5,
    ) -> Line2D:
        """Draw a line in units of the figure; its ``dash`` is in widths."""
        line = Line2D(
            x,
            y,
            color=colour,
            linewidth=width,
            linestyle=(0, tuple(dash)) if dash else "-",
            transform=self.units,
            clip_on=False,
            zorder=zorder,
        )
        self.axes.add_artist(line)
        return line

    def polygon(
        self, corners: Sequence[tuple[float, float]], colour: str, *, edge: str = "none", width: float = 0
    ) -> None:
        """Draw a filled shape in units of the figure."""
        shape = Polygon(corners, facecolor=colour, edgecolor=edge, linewidth=width, transform=self.units, zorder=5)
        shape.set_clip_on(False)
        self.axes.add_artist(shape)

    def write(
        self,
        text: str,
        x: float,
        y: float,
        *,
        anchor: str = "start",
        colour: str | None = None,
        size: float = frame.TEXT,
        halo: bool = False,
    ) -> None:
        """Write lines of words, the foot of the first at a place."""
        written = re.sub("[⁻⁰¹²³⁴-⁹]+", lambda found: "$^{" + found[0].translate(LOWERED) + "}$", text)
        for row, line in enumerate(written.split("\n")):
            self.axes.text(
                x,
                y + row * frame.LEADING * size,
                line,
                transform=self.units,
                ha=ALIGNMENTS[anchor],
                va="baseline",
                fontsize=size,
                color=colour or self.palette.ink,
                path_effects=[withStroke(linewidth=HALO, foreground=self.palette.paper)] if halo else None,
                zorder=4.5,
            )


def ticks_of(axis: Axis) -> list[tuple[float, str]]:
    """Return the ticks within the limits: an axis that became longer has some beyond those of its data."""
    rounding = (axis["high"] - axis["low"]) * 1e-9
    return [tick for tick in axis["ticks"] if axis["low"] - rounding <= tick[0] <= axis["high"] + rounding]
