"""Figures that set schedules side by side."""

from typing import Any

from matplotlib.figure import Figure

from plots import style
from plots.figures.lr_schedules.charts import FLOOR, ROOF, empty_chart, label_axes, panel
from plots.figures.lr_schedules.examples import BASE, STRATEGIES, Example
from plots.marks import Chart
from plots.models.lr_schedules import (
    ChainedScheduler,
    ConstantLR,
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    CosineDecayLR,
    ExponentialLR,
    LinearLR,
    Optimizer,
    PolynomialLR,
    SequentialLR,
    WarmupLR,
    pytorch,
)
from plots.style import Palette

STAIRS = {"ConstantLR", "StepLR", "MultiStepLR", "ReduceLROnPlateau"}  # constant between their changes


def draw_three_cosines(palette: Palette) -> Figure:
    """One formula up to T; then back up, started again, or flat."""
    period, last, large = 20, 60, 13
    annealing = Example(last, lambda optimizer: CosineAnnealingLR(optimizer, T_max=period))
    restarts = Example(last, lambda optimizer: CosineAnnealingWarmRestarts(optimizer, T_0=period))
    decay = Example(last, lambda optimizer: CosineDecayLR(optimizer, decay_steps=period))
    figure, plot = empty_chart(palette, last=last, height=270)
    plot.axes.set_xticks([0, period, 2 * period, 3 * period], ["0", f"$T$ = {period}", "2$T$", "3$T$"])
    plot.axes.set_yticks([0, BASE], ["0", f"$b$ = {BASE}"])
    for turn in (1, 2, 3):
        plot.moment(turn * period, top=BASE)
    for series, example in enumerate((annealing, restarts, decay)):
        plot.line(example.steps, example.rates, series=series, width=3)
    trunk = plot.line(range(period), annealing.rates[:period], width=4)
    trunk.set_color(palette.ink)  # where the three are one
    plot.note(period / 2, 0.66 * BASE, "前 $T$ 步\n三者相同", offset=(4, 8), size=large)
    plot.note(2 * period, BASE, "CosineAnnealingLR", offset=(16, 11), series=0, size=large)
    plot.note(period, BASE, "CosineAnnealingWarmRestarts", offset=(0, 11), series=1, ha="center", size=large)
    plot.note(2 * period, 0, "CosineDecayLR", offset=(14, 12), series=2, size=large)
    return figure


def draw_gallery(palette: Palette) -> Figure:
    """All strategies, each with the setting of its own figure."""
    figure, axes = style.figure(760, rows=7, columns=2)
    for each, example in zip(axes, STRATEGIES, strict=True):
        name = type(example.scheduler).__name__
        plot = panel(each, palette, name, last=example.last)
        plot.dots(example.steps, example.rates, width=1.1, size=3, stairs=name in STAIRS)
        each.set_xticks([0, example.last])
    label_axes(figure, palette)
    return figure


def draw_linear_versions(palette: Palette) -> Figure:
    """The jump of OneFlow 0.7 after total_iters, and PyTorch, which stays."""
    last, length = 10, 4
    start, end = 0.5, 0.8
    ours = Example(last, lambda optimizer: LinearLR(optimizer, start_factor=start, end_factor=end, total_iters=length))
    theirs = Example(
        last, lambda optimizer: pytorch.LinearLR(optimizer, start_factor=start, end_factor=end, total_iters=length)
    )
    figure, plot = empty_chart(palette, last=last)
    plot.dots(ours.steps, ours.rates)
    plot.dots(theirs.steps, theirs.rates, series=1)
    low = theirs.rates[-1]
    plot.note(7, BASE, f"OneFlow 0.7：跳到 $b$ = {BASE}", offset=(0, 11), series=0, ha="center")
    plot.note(7, low, f"PyTorch：停在 $b\\,\\cdot$ end_factor = {low:g}", offset=(0, -13), series=1, ha="center")
    plot.moment(length, top=BASE)
    plot.span(0, length, FLOOR, f"total_iters = {length}")
    return figure


def draw_polynomial_cycle(palette: Palette) -> Figure:
    """Off: down once, then flat. On: a sawtooth that never uses b."""
    last, length = 40, 10

    def example(*, cycle: bool) -> Example:
        return Example(
            last, lambda optimizer: PolynomialLR(optimizer, steps=length, end_learning_rate=0.001, cycle=cycle)
        )

    figure, (upper, lower) = style.figure(300, rows=2, sharex=True)
    once, again = example(cycle=False), example(cycle=True)
    plot = panel(upper, palette, "cycle=False", last=last, top=1.25 * BASE)
    plot.dots(once.steps, once.rates)
    plot.span(0, length, ROOF, f"steps = {length}", at="right")
    plot.moment(length, top=ROOF)
    plot.note(25, once.rates[25], f"停在 end_learning_rate = {once.rates[25]:g}", offset=(0, 10), ha="center")
    plot = panel(lower, palette, "cycle=True", last=last)
    plot.dots(again.steps, again.rates)
    for step, label, offset in (
        (1, "$η$(0) = $η$(1) = {:.4g}", (10, 2)),
        (10, "{:.4g}", (9, 7)),
        (11, "{:.4g}", (10, 4)),
    ):
        plot.note(step, again.rates[step], label.format(again.rates[step]), offset=offset)
    plot.ring([0, 1, 10, 11], [again.rates[step] for step in (0, 1, 10, 11)])
    label_axes(figure, palette)
    return figure


def draw_warm_restarts_settings(palette: Palette) -> Figure:
    """Equal cycles, longer cycles, lower peaks, and an end."""
    settings: tuple[dict[str, Any], ...] = (
        {"T_0": 10},
        {"T_0": 5, "T_mult": 2},
        {"T_0": 10, "decay_rate": 0.5},
        {"T_0": 10, "restart_limit": 2},
    )
    figure, axes = style.figure(280, rows=2, columns=2, sharex=True, sharey=True)
    plots = []
    for each, setting in zip(axes, settings, strict=True):
        example = warm_restarts(setting)
        plot = panel(each, palette, ", ".join(f"{name}={value}" for name, value in setting.items()), last=example.last)
        plot.level(example.scheduler.eta_min)
        plot.dots(example.steps, example.rates, width=1.1, size=3.4)
        plots.append(plot)
    plots[2].note(13, 0.75 * BASE, "每个周期的峰值\n乘 decay_rate")
    plots[3].note(30, 0.01, "两个周期之后\n停在 eta_min", offset=(0, 20), ha="center")
    label_axes(figure, palette)
    return figure


def warm_restarts(setting: dict[str, Any]) -> Example:
    """Return 40 steps of warm restarts above 0.01."""
    return Example(40, lambda optimizer: CosineAnnealingWarmRestarts(optimizer, eta_min=0.01, **setting))


def draw_rescaling(palette: Palette) -> Figure:
    """The second scheduler from the middle of its own curve, or from its start."""
    last, milestone = 30, 10

    def example(*, rescaling: bool) -> Example:
        return Example(
            last,
            lambda optimizer: SequentialLR(
                optimizer,
                [ConstantLR(optimizer, factor=0.5, total_iters=milestone), ExponentialLR(optimizer, gamma=0.9)],
                milestones=[milestone],
                interval_rescaling=rescaling,
            ),
        )

    entered, started = example(rescaling=False), example(rescaling=True)
    own = Example(milestone, lambda optimizer: ExponentialLR(optimizer, gamma=0.9))
    figure, plot = empty_chart(palette, last=last)
    plot.level(BASE, f"$b$ = {BASE}")
    plot.moment(milestone)
    plot.line(own.steps, own.rates, series=2, width=1.2)
    plot.dots(started.steps, started.rates, series=1)
    plot.dots(entered.steps, entered.rates)
    plot.ring([milestone] * 2, [entered.rates[milestone], started.rates[milestone]])
    plot.note(2, own.rates[2], "ExponentialLR", offset=(7, 6), series=2)
    plot.note(milestone, BASE, "interval_rescaling=True：从 $b$ 开始", offset=(24, -8), series=1)
    plot.note(0, 0.0135, "interval_rescaling=False：\n从自己曲线的中段切入", series=0)
    plot.note(milestone, entered.rates[milestone], f"{entered.rates[milestone]:.4g}", offset=(-9, -7), ha="right")
    return figure


def draw_warmup_prefix(palette: Palette) -> Figure:
    """The warm-up in place of the first steps of g, or before them."""
    last, length = 20, 5

    def example(*, prefix: bool) -> Example:
        return Example(
            last,
            lambda optimizer: WarmupLR(
                ExponentialLR(optimizer, gamma=0.9), warmup_factor=0.5, warmup_iters=length, warmup_prefix=prefix
            ),
        )

    inner = Example(last, lambda optimizer: ExponentialLR(optimizer, gamma=0.9))
    in_place, before = example(prefix=False), example(prefix=True)
    figure, plot = empty_chart(palette, last=last)
    plot.level(BASE, f"$b$ = {BASE}")
    plot.moment(length, top=BASE)
    plot.span(0, length, FLOOR, f"warmup_iters = {length}")
    plot.dots(before.steps, before.rates, series=1, dash=0)
    plot.dots(in_place.steps, in_place.rates)
    plot.line(inner.steps, inner.rates, series=2, dash=1, width=1.6)
    plot.note(1, inner.rates[1], "$g$", offset=(6, 6), series=2)
    plot.note(6, before.rates[6], f"warmup_prefix=True：$g$ 推迟 {length} 步", offset=(10, 4), series=1)
    plot.note(5.5, 0.0125, f"warmup_prefix=False：取代 $g$ 的前 {length} 步", series=0)
    return figure


def draw_chain_order(palette: Palette) -> Figure:
    """Where an absolute floor is inside, the order decides."""
    last, bottom, floor = 40, 20, 0.01

    def cosine(optimizer: Optimizer) -> CosineAnnealingLR:
        return CosineAnnealingLR(optimizer, T_max=bottom, eta_min=floor)

    def exponential(optimizer: Optimizer) -> ExponentialLR:
        return ExponentialLR(optimizer, gamma=0.95)

    orders = (
        Example(last, lambda optimizer: ChainedScheduler([cosine(optimizer), exponential(optimizer)])),
        Example(last, lambda optimizer: ChainedScheduler([exponential(optimizer), cosine(optimizer)])),
    )
    figure, plot = empty_chart(palette, last=last, height=270)
    plot.level(floor)
    zoom = Chart(plot.axes.inset_axes((0.45, 0.44, 0.55, 0.55)), palette)
    zoom.scale(last=last, top=0.022)
    zoom.axes.set_xlim(14.5, last + 0.5)
    zoom.axes.set_yticks([0, floor, 2 * floor])
    zoom.level(floor, "eta_min", below=True)
    for series, example in enumerate(orders):
        first, second = (type(part).__name__ for part in example.scheduler.schedulers)
        low = example.rates[bottom]
        plot.dots(example.steps, example.rates, series=series)
        plot.note(17, 0.034 - 0.011 * series, f"{first} → {second}", series=series)
        zoom.dots(example.steps[15:], example.rates[15:], series=series)
        zoom.ring([bottom], [low])
        zoom.note(bottom, low, f"{low:.4g}", offset=(0, 13 if series else -13), ha="center", series=series)
    return figure


def draw_epoch_iteration(palette: Palette) -> Figure:
    """T_max counts calls of step(): given in epochs, it must not be stepped per iteration."""
    epochs, iterations = 6, 10
    updates = epochs * iterations
    per_epoch = Example(epochs - 1, lambda optimizer: CosineAnnealingLR(optimizer, T_max=epochs))
    mixed = Example(updates - 1, per_epoch.schedule)
    per_iteration = Example(updates - 1, lambda optimizer: CosineAnnealingLR(optimizer, T_max=updates))
    held = [rate for rate in per_epoch.rates for _ in range(iterations)]
    cases = (
        (f"错：T_max={epochs}，每次迭代 step()", mixed.rates, 1),
        (f"对：T_max={epochs}，每轮 step()", held, 0),
        (f"对：T_max={updates}，每次迭代 step()", per_iteration.rates, 0),
    )
    figure, axes = style.figure(310, rows=3, sharex=True, sharey=True)
    for each, (title, rates, series) in zip(axes, cases, strict=True):
        plot = panel(each, palette, title, last=updates - 1)
        plot.dots(range(updates), rates, series=series, stairs=rates is held)
        for epoch in range(0, epochs, 2):
            plot.shade(iterations * epoch - 0.5, iterations * (epoch + 1) - 0.5)
    label_axes(figure, palette, x_label=f"更新次数，每轮 {iterations} 次（明暗相间）")
    return figure
