"""Figures that set schedules side by side."""

from matplotlib.figure import Figure

from plots import style
from plots.figures.lr_schedules import examples
from plots.figures.lr_schedules.examples import BASE
from plots.figures.lr_schedules.strategies import RATE_LABEL, STEP_LABEL
from plots.marks import Chart
from plots.style import Palette


def draw_three_cosines(palette: Palette) -> Figure:
    figure, (axes,) = style.figure(270)
    plot = Chart(axes, palette)
    decay, annealing, restarts = examples.THREE_COSINES
    period = decay.scheduler.decay_steps
    plot.scale(last=decay.last, top=1.18 * BASE, x_label=STEP_LABEL, y_label=RATE_LABEL)
    plot.axes.set_xticks([0, period, 2 * period, 3 * period], ["0", f"$T$ = {period}", "2$T$", "3$T$"])
    plot.axes.set_yticks([0, BASE], ["0", f"$b$ = {BASE}"])
    for turn in (1, 2, 3):
        plot.moment(turn * period, top=BASE)
    for series, example in enumerate((annealing, restarts, decay)):
        plot.line(example.steps, example.rates, series=series, width=3)
    trunk = plot.line(range(period), annealing.rates[:period], width=4)  # where the three are one
    trunk.set_color(palette.ink)
    plot.note(period, BASE, "CosineAnnealingWarmRestarts", offset=(0, 10), series=1, ha="center", size=12.5)
    plot.note(2 * period, BASE, "CosineAnnealingLR", offset=(16, 10), series=0, size=12.5)
    plot.note(2 * period, 0, "CosineDecayLR", offset=(14, 11), series=2, size=12.5)
    plot.note(period / 2, BASE / 2, "前 $T$ 步\n三者相同", offset=(4, 42), size=12.5)
    return figure
