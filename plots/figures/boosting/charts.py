"""What the figures of this article share: one look for the data, the ensemble, the residuals, the next tree, the losses.

Points are small dots, the true curve is thin and dashed. The ensemble F and the validation loss are the subject, in the
first colour; residuals and the training loss have the second, the next tree has the third.
"""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, NullLocator

from plots.figures.boosting.runs import FIRST, LAST
from plots.marks import AUXILIARY, Chart
from plots.models.boosting.datasets import waves
from plots.style import SMALL, Palette

ENSEMBLE, RESIDUAL, TREE = 0, 1, 2  # in Palette.series
VALIDATION, TRAINING = 0, 1
MARGIN = 0.02  # of the x axis on both sides


def panel(
    axes: Axes,
    palette: Palette,
    title: str = "",
    *,
    x: tuple[float, float] = (FIRST, LAST),
    y: tuple[float, float],
    x_label: str = "",
    x_ticks: Sequence[float] | None = None,
    y_ticks: Sequence[float] | None = None,
) -> Chart:
    """Return the chart of a panel: under its title, from end to end of x with a small margin."""
    margin = MARGIN * (x[1] - x[0])
    axes.set_xlim(x[0] - margin, x[1] + margin)
    axes.set_ylim(*y)
    axes.set_title(title, fontsize=SMALL, color=palette.ink)
    name_x(axes, palette, x_label)
    if x_ticks is not None:
        axes.set_xticks(x_ticks)
    if y_ticks is not None:
        axes.set_yticks(y_ticks)
    axes.xaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_major_formatter("{x:g}")
    return Chart(axes, palette)


def name_x(axes: Axes, palette: Palette, label: str) -> None:
    """Name the x axis at its far end."""
    axes.set_xlabel(label, loc="right", fontsize=SMALL, color=palette.muted, labelpad=1)


def log_x(axes: Axes, first: float, last: float, ticks: Sequence[float]) -> None:
    """Let x run from ``first`` to ``last`` on a log scale, with these ticks only."""
    axes.set_xscale("log")
    margin = (last / first) ** MARGIN
    axes.set_xlim(first / margin, last * margin)
    axes.xaxis.set_major_locator(FixedLocator(ticks))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter("{x:g}")


def data(plot: Chart, x: Sequence[float], y: Sequence[float], *, size: float = 4.0) -> Line2D:
    """Draw points."""
    (line,) = plot.axes.plot(
        x,
        y,
        linestyle="none",
        marker="o",
        markersize=size,
        markerfacecolor=plot.palette.muted,
        markeredgewidth=0,
        clip_on=False,
        zorder=2.5,
        label="数据",
    )
    return line


def truth(plot: Chart) -> None:
    x = [FIRST + (LAST - FIRST) * i / 100 for i in range(101)]
    plot.axes.plot(
        x,
        [waves(each) for each in x],
        color=plot.palette.ink,
        linewidth=1.1,
        linestyle=(0, (5, 3)),
        zorder=2,
        label="真实曲线",
    )


def stairs(plot: Chart, steps: tuple[list[float], list[float]], *, series: int, width: float = 2.0) -> Line2D:
    """Draw a sum of trees, or one."""
    return plot.line(*steps, series=series, dash=0, width=width, stairs=True, name="树")


def stems(plot: Chart, x: Sequence[float], y: Sequence[float], *, size: float = 3.6, width: float = 1.1) -> Line2D:
    """Draw residuals: a line from 0 to a dot."""
    colour = plot.palette.series[RESIDUAL]
    plot.axes.vlines(x, 0, y, color=colour, linewidth=width, zorder=2.2)
    line = plot.line(x, y, series=RESIDUAL, dash=0, size=size, name="残差")
    line.set_linestyle("none")
    return line


def zero(plot: Chart) -> None:
    """Draw the line from which residuals and gains are measured."""
    plot.axes.axhline(0, color=plot.palette.muted, linewidth=AUXILIARY, zorder=1.5)


def losses(plot: Chart, rounds: Sequence[float], training: Sequence[float], validation: Sequence[float]) -> None:
    """Draw the two losses: validation thick, training thin and dashed."""
    plot.line(rounds, training, series=TRAINING, width=1.5, name="训练损失")
    plot.line(rounds, validation, series=VALIDATION, width=2.2, name="验证损失")


def cut(x: float, palette: Palette, *panels: Axes) -> None:
    """Draw a threshold through panels."""
    for axes in panels:
        axes.axvline(x, color=palette.mark, linewidth=1.4, linestyle=(0, (4, 3)), zorder=1.8)
