"""Figures of several panels: all schedules, and settings of one side by side."""

from matplotlib.figure import Figure

from plots import style
from plots.figures.lr_schedules.charts import BASE, ROOF, TOP, label_axes, panel, rates_of, rates_picture
from plots.playgrounds.lr.schedulers import SCHEDULERS
from plots.style import Palette


def draw_gallery(palette: Palette) -> Figure:
    """All strategies, each with the setting of its own figure."""
    figure, axes = style.figure(760, rows=7, columns=2)
    for each, (name, _, _) in zip(axes, SCHEDULERS, strict=True):
        picture = rates_picture(f"scheduler={name}")
        rates = picture["series"][0]["values"]
        last = len(rates) - 1
        plot = panel(each, palette, name, last=last)
        plot.dots(range(last + 1), rates, width=1.1, size=3, stairs=picture["kind"] == "steps")
        each.set_xticks([0, last])
    label_axes(figure, palette)
    return figure


def draw_polynomial_cycle(palette: Palette) -> Figure:
    """Off: down once, then flat. On: a sawtooth that never uses b."""
    last, length = 40, 10
    setting = f"scheduler=PolynomialLR&steps={length}&end_learning_rate=0.001&power=1&until={last}"
    figure, (upper, lower) = style.figure(300, rows=2, sharex=True)
    once, again = rates_of(setting), rates_of(f"{setting}&cycle=true")
    plot = panel(upper, palette, "cycle=False", last=last, top=TOP * BASE)
    plot.dots(range(last + 1), once)
    plot.span(0, length, ROOF, f"steps = {length}", at="right")
    plot.moment(length, top=ROOF)
    plot.note(25, once[25], f"停在 end_learning_rate = {once[25]:g}", offset=(0, 10), ha="center")
    plot = panel(lower, palette, "cycle=True", last=last)
    plot.dots(range(last + 1), again)
    for step, label, offset in (
        (1, "$η$(0) = $η$(1) = {:.4g}", (10, 2)),
        (10, "{:.4g}", (9, 7)),
        (11, "{:.4g}", (10, 4)),
    ):
        plot.note(step, again[step], label.format(again[step]), offset=offset)
    plot.ring([0, 1, 10, 11], [again[step] for step in (0, 1, 10, 11)])
    label_axes(figure, palette)
    return figure


def draw_warm_restarts_settings(palette: Palette) -> Figure:
    """Equal cycles, longer cycles, lower peaks, and an end."""
    last, low = 40, 0.01
    settings = ("T_0=10", "T_0=5, T_mult=2", "T_0=10, decay_rate=0.5", "T_0=10, restart_limit=2")
    figure, axes = style.figure(280, rows=2, columns=2, sharex=True, sharey=True)
    plots = []
    for each, setting in zip(axes, settings, strict=True):
        plot = panel(each, palette, setting, last=last)
        plot.level(low)
        query = (
            f"scheduler=CosineAnnealingWarmRestarts&T_mult=1&eta_min={low}&until={last}&{setting.replace(', ', '&')}"
        )
        plot.dots(range(last + 1), rates_of(query), width=1.1, size=3.4)
        plots.append(plot)
    plots[2].note(13, 0.75 * BASE, "每个周期的峰值\n乘 decay_rate")
    plots[3].note(30, 0.01, "两个周期之后\n停在 eta_min", offset=(0, 20), ha="center")
    label_axes(figure, palette)
    return figure


def draw_epoch_iteration(palette: Palette) -> Figure:
    """T_max counts calls of step(): given in epochs, it must not be stepped per iteration."""
    epochs, iterations = 6, 10
    updates = epochs * iterations

    def cosine(length: int, count: int) -> list[float]:
        return rates_of(f"scheduler=CosineAnnealingLR&eta_min=0&T_max={length}&until={count - 1}")

    held = [rate for rate in cosine(epochs, epochs) for _ in range(iterations)]
    cases = (
        (f"错：T_max={epochs}，每次迭代 step()", cosine(epochs, updates), 1),
        (f"对：T_max={epochs}，每轮 step()", held, 0),
        (f"对：T_max={updates}，每次迭代 step()", cosine(updates, updates), 0),
    )
    figure, axes = style.figure(310, rows=3, sharex=True, sharey=True)
    for each, (title, rates, series) in zip(axes, cases, strict=True):
        plot = panel(each, palette, title, last=updates - 1)
        plot.dots(range(updates), rates, series=series, stairs=rates is held)
        for epoch in range(0, epochs, 2):
            plot.shade(iterations * epoch - 0.5, iterations * (epoch + 1) - 0.5)
    label_axes(figure, palette, x_label=f"更新次数，每轮 {iterations} 次（明暗相间）")
    return figure
