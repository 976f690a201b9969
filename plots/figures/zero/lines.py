"""Curves of the stages: in ink and told apart by dash and name, as the colours belong to what is in memory."""

from collections.abc import Sequence

from matplotlib.lines import Line2D

from plots.marks import Chart


def stage_line(plot: Chart, x: Sequence[float], y: Sequence[float], stage: int) -> Line2D:
    """Draw the curve of a stage, a dot on each value."""
    line = plot.dots(x, y, dash=stage, size=4.5, width=1.5)
    line.set_color(plot.palette.muted if stage == 0 else plot.palette.ink)
    return line
