"""Recipes of the article that stand beside other curves than the playground's."""

from matplotlib.figure import Figure

from plots import style
from plots.figures.lr_schedules.charts import RATE_LABEL, STEP_LABEL, TOP, rates_of
from plots.marks import Chart
from plots.playgrounds.lr import PLAYGROUND
from plots.style import Palette

LAST = 60
NOAM = {name: query for name, _, query in PLAYGROUND.presets}["noam"]


def chart(palette: Palette, base: float) -> tuple[Figure, Chart]:
    """Return a figure of one chart, nothing drawn yet."""
    figure, (axes,) = style.figure(240)
    plot = Chart(axes, palette)
    plot.scale(last=LAST, top=TOP * base, x_label=STEP_LABEL, y_label=RATE_LABEL)
    return figure, plot


def draw_poly(palette: Palette) -> Figure:
    """The power decides how early the rate falls; 0.9 is close to a line."""
    base = 0.007
    figure, plot = chart(palette, base)
    plot.level(base, f"$b$ = {base}")
    names = (
        (0.9, "0.9", 36, (0, 12)),
        (0.5, "power = 0.5", 36, (3, 12)),
        (1, "1.0", 29, (-18, -11)),
        (2, "2.0", 20, (-18, -11)),
    )
    for series, (power, name, step, offset) in enumerate(names):
        setting = f"scheduler=PolynomialLR&steps={LAST}&end_learning_rate=0&power={power}&lr={base}&until={LAST}"
        rates = rates_of(setting)
        plot.line(range(LAST + 1), rates, series=series, width=1.5 if series else 3.2, name=name)
        plot.note(step, rates[step], name, offset=offset, series=series)
    return figure


def draw_noam(palette: Palette) -> Figure:
    """A line up, then 1/√n; an exponential from the same peak falls away below."""
    rates = rates_of(NOAM)
    peak = rates.index(max(rates))
    exponential = rates_of(f"scheduler=ExponentialLR&gamma=0.95&lr={rates[peak]}&until={LAST - peak}")
    figure, plot = chart(palette, rates[peak])
    plot.dots(range(LAST + 1), rates, name="Noam")
    plot.line(range(peak, LAST + 1), exponential, series=1, name="指数衰减")
    plot.ring([peak], [rates[peak]])
    plot.note(peak, rates[peak], f"$n$ = $t$ + 1 = {peak + 1}：{rates[peak]:.4g}", offset=(10, 8))
    plot.note(40, rates[40], "$\\propto n^{-1/2}$", offset=(0, 16), series=0, size=14)
    plot.note(35, exponential[35 - peak], "指数衰减", offset=(0, -13), series=1, ha="right")
    return figure
