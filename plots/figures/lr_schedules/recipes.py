"""The recipes of the article: schedules as they are used in training."""

from matplotlib.figure import Figure

from plots.figures.lr_schedules.charts import ROOF, chart, empty_chart
from plots.figures.lr_schedules.examples import BASE, Example
from plots.models.lr_schedules import (
    ConstantLR,
    CosineDecayLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    PolynomialLR,
    SequentialLR,
    WarmupLR,
)
from plots.style import Palette

LAST = 60
WARMUP = 6  # steps


def draw_warmup_cosine(palette: Palette) -> Figure:
    """A line up to b, then half a cosine wave down to a tenth of it."""
    example = Example(
        LAST,
        lambda optimizer: WarmupLR(
            CosineDecayLR(optimizer, decay_steps=LAST - WARMUP, alpha=0.1),
            warmup_factor=0.1,
            warmup_iters=WARMUP,
            warmup_prefix=True,
        ),
    )
    figure, plot = chart(example, palette, b_below=True)
    plot.span(0, WARMUP, ROOF, "预热", at="left")
    plot.span(WARMUP, LAST, ROOF, "余弦衰减")
    plot.moment(WARMUP, top=ROOF)
    end = example.rates[-1]
    plot.level(end)
    plot.note(WARMUP, end, f"$b\\,\\cdot$ alpha = {end:g}", offset=(6, 10))
    return figure


def draw_wsd(palette: Palette) -> Figure:
    """Warm-up, a stable phase, decay; the decay may begin at any time."""
    decay, planned, early = 12, 48, 24

    def decaying_from(start: int) -> Example:
        return Example(
            LAST,
            lambda optimizer: SequentialLR(
                optimizer,
                [
                    LinearLR(optimizer, start_factor=0.1, total_iters=WARMUP),
                    ConstantLR(optimizer, factor=1.0),
                    PolynomialLR(optimizer, steps=decay, end_learning_rate=0.0),
                ],
                milestones=[WARMUP, start],
                interval_rescaling=[False, True],
            ),
        )

    figure, plot = chart(decaying_from(planned), palette, b_below=True)
    branch = range(early, early + decay + 1)
    plot.line(branch, decaying_from(early).rates[early : early + decay + 1], series=1)
    plot.note(early + decay / 2, BASE / 2, "从同一主干提前收尾", offset=(8, 0), series=1)
    plot.span(0, WARMUP, ROOF, "预热", at="left")
    plot.span(WARMUP, planned, ROOF, "稳定")
    plot.span(planned, LAST, ROOF, "衰减")
    for end in (WARMUP, planned):
        plot.moment(end, top=ROOF)
    return figure


def draw_bert(palette: Palette) -> Figure:
    """Up in a line and down in a line: from b, or only from 0.9 b."""
    base = 1e-4

    def warmed_up(decay_steps: int, *, prefix: bool) -> Example:
        return Example(
            LAST,
            lambda optimizer: WarmupLR(
                PolynomialLR(optimizer, steps=decay_steps, end_learning_rate=0.0),
                warmup_factor=0.0,
                warmup_iters=WARMUP,
                warmup_prefix=prefix,
            ),
            base,
        )

    before, in_place = warmed_up(LAST - WARMUP, prefix=True), warmed_up(LAST, prefix=False)
    figure, plot = empty_chart(palette, last=LAST, base=base)
    plot.axes.set_yticks([0, base / 2, base], ["0", "5e-5", "1e-4"])
    plot.level(base, "$b$ = 1e-4")
    plot.dots(before.steps, before.rates)
    plot.dots(in_place.steps, in_place.rates, series=1)
    plot.ring([WARMUP] * 2, [before.rates[WARMUP], in_place.rates[WARMUP]])
    plot.note(WARMUP, base, "warmup_prefix=True：峰值 $b$", offset=(6, 13), series=0)
    plot.note(9, 0.3 * base, "warmup_prefix=False：峰值 0.9 $b$", series=1)
    plot.arrow((11, 0.36 * base), (WARMUP, in_place.rates[WARMUP]), gap=7)
    return figure


def draw_poly(palette: Palette) -> Figure:
    """The power decides how early the rate falls; 0.9 is close to a line."""
    base = 0.007

    def to_the_power(power: float) -> Example:
        return Example(
            LAST, lambda optimizer: PolynomialLR(optimizer, steps=LAST, end_learning_rate=0.0, power=power), base
        )

    figure, plot = empty_chart(palette, last=LAST, base=base)
    plot.level(base, f"$b$ = {base}")
    names = (
        (0.9, "0.9", 36, (0, 12)),
        (0.5, "power = 0.5", 36, (3, 12)),
        (1, "1.0", 29, (-18, -11)),
        (2, "2.0", 20, (-18, -11)),
    )
    for series, (power, name, step, offset) in enumerate(names):
        example = to_the_power(power)
        plot.line(example.steps, example.rates, series=series, width=1.5 if series else 3.2)
        plot.note(step, example.rates[step], name, offset=offset, series=series)
    return figure


def draw_noam(palette: Palette) -> Figure:
    """A line up, then 1/√n; an exponential from the same peak falls away below."""
    noam = Example(
        LAST,
        lambda optimizer: LambdaLR(optimizer, lambda t: 512**-0.5 * min((t + 1) ** -0.5, (t + 1) * 10**-1.5)),
        base=1.0,
    )
    rates = noam.rates
    peak = rates.index(max(rates))
    exponential = Example(LAST - peak, lambda optimizer: ExponentialLR(optimizer, gamma=0.95), base=rates[peak])
    figure, plot = empty_chart(palette, last=LAST, base=rates[peak])
    plot.dots(noam.steps, rates)
    plot.line(range(peak, LAST + 1), exponential.rates, series=1)
    plot.ring([peak], [rates[peak]])
    plot.note(peak, rates[peak], f"$n$ = $t$ + 1 = {peak + 1}：{rates[peak]:.4g}", offset=(10, 8))
    plot.note(40, rates[40], "$\\propto n^{-1/2}$", offset=(0, 16), series=0, size=14)
    plot.note(35, exponential.rates[35 - peak], "指数衰减", offset=(0, -13), series=1, ha="right")
    return figure
