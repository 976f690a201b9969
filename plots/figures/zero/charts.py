"""What the figures of this article share: the models and the card they speak of, curves of the stages, ticks of log axes."""

from collections.abc import Sequence

from matplotlib.axis import Axis
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, NullLocator

from plots.marks import Chart
from plots.models.zero.memory import GB
from plots.pictures.zero.words import STAGES

GPT2 = 1.5e9  # parameters; the running example of the article's first half
PAPER = 7.5e9  # parameters; of the ZeRO paper's first figure
V100 = 32 * GB


def stage_line(plot: Chart, x: Sequence[float], y: Sequence[float], stage: int) -> Line2D:
    """Draw the curve of a stage in ink, told apart by its dash: the colours belong to what is in memory."""
    line = plot.dots(x, y, dash=stage, size=4.5, width=1.5, name=STAGES[stage])
    line.set_color(plot.palette.muted if stage == 0 else plot.palette.ink)
    return line


def log_ticks(axis: Axis, ticks: Sequence[float]) -> None:
    """Write these numbers at a log axis, and nothing between them."""
    axis.set_major_locator(FixedLocator(ticks))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter("{x:g}")
