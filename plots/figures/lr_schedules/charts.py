"""The axes that the figures of this article share: steps to the right, learning rate upwards from 0."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plots.hands import Picture, pictures
from plots.marks import Chart
from plots.playgrounds.lr import PLAYGROUND
from plots.style import SMALL, Palette

STEP_LABEL = "步数 $t$"
RATE_LABEL = "学习率 $η(t)$"
BASE = 0.1  # b of all figures that do not say otherwise
TOP = 1.25  # end of the y axis in units of b: room for a span over b
ROOF = 1.1 * BASE  # spans that measure a decay lie there


def rates_picture(query: str) -> Picture:
    """Return the picture of the learning rates that the playground shows at a setting."""
    return pictures(PLAYGROUND, query)[-1]


def rates_of(query: str) -> list[float]:
    """Return the learning rates of a setting of the playground."""
    rates: list[float] = rates_picture(query)["series"][0]["values"]
    return rates


def panel(axes: Axes, palette: Palette, title: str, *, last: float, top: float = 1.15 * BASE) -> Chart:
    """Return the chart of one panel of several: under its title, with 0 and b as the only ticks of y."""
    plot = Chart(axes, palette)
    plot.scale(last=last, top=top)
    axes.set_title(title, fontsize=SMALL, color=palette.ink)
    axes.set_yticks([0, BASE], ["0", f"{BASE}"])
    return plot


def label_axes(figure: Figure, palette: Palette, *, x_label: str = STEP_LABEL) -> None:
    """Name the axes of a sheet of panels once: y at the first, x at the last."""
    first, last = figure.axes[0], figure.axes[-1]
    first.set_title(RATE_LABEL, loc="right", fontsize=SMALL, color=palette.muted)
    last.set_xlabel(x_label, loc="right")
