"""What the training loop does with a scheduler: the order of the calls, and how a run is resumed."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from plots import style
from plots.figures.lr_schedules.charts import BASE, STEP_LABEL, panel, rates_of
from plots.marks import AUXILIARY, Chart
from plots.models.lr_schedules import ExponentialLR, Optimizer
from plots.style import SMALL, Palette

EXPONENTIAL = "scheduler=ExponentialLR&gamma=0.9"


def exponential(optimizer: Optimizer, last_step: int = -1) -> ExponentialLR:
    """Return the schedule of both figures."""
    return ExponentialLR(optimizer, gamma=0.9, last_step=last_step)


def draw_step_order(palette: Palette) -> Figure:
    """The loop, and below it which rate each update uses."""
    figure, (upper, lower) = style.figure(350, rows=2, height_ratios=[4, 3])
    draw_loop(Chart(upper, palette))
    updates = 4
    rates = rates_of(f"{EXPONENTIAL}&until={updates}")
    plot = panel(lower, palette, "optimizer 里的学习率，ExponentialLR(gamma=0.9)", last=updates, top=1.65 * BASE)
    plot.line(range(updates + 1), rates, series=1, dash=0, stairs=True)
    for t, rate in enumerate(rates[:updates]):
        plot.line([t + 0.5], [rate], size=8)
        label = f"更新 {t + 1} 用\n$η$({t}) = {rate:.4g}"
        plot.note(t + 0.5, rate, label, offset=(0, 9), ha="center", va="bottom")
    lower.set_xticks(range(updates + 1), ["构造", *["scheduler\n.step()"] * updates])
    return figure


def draw_loop(plot: Chart) -> None:
    """Draw the calls of the loop as boxes, in SVG units from the lower left."""
    axes, palette = plot.axes, plot.palette
    axes.set_axis_off()
    axes.set_xlim(0, 472)
    axes.set_ylim(0, 170)
    reads, writes = palette.series[0], palette.series[1]
    draw_box(axes, 2, 128, 126, "构造 scheduler\n写入 $η$(0)", writes)
    plot.arrow((40, 128), (40, 94), gap=1)
    draw_box(axes, 2, 54, 76, "forward", palette.muted)
    draw_box(axes, 100, 54, 82, "backward", palette.muted)
    draw_box(axes, 204, 54, 120, "optimizer.step()\n用 $η(t)$", reads)
    draw_box(axes, 346, 54, 124, "scheduler.step()\n写入 $η(t+1)$", writes)
    for end, start in ((78, 100), (182, 204), (324, 346)):
        plot.arrow((end, 74), (start, 74), gap=1)
    axes.plot([408, 408, 40], [54, 24, 24], color=palette.ink, linewidth=AUXILIARY)
    plot.arrow((40, 24), (40, 54), gap=0)
    plot.note(224, 24, "$t$ 加 1，下一次更新", offset=(0, -10), ha="center")


def draw_box(axes: Axes, x: float, y: float, width: float, text: str, colour: str) -> None:
    """Draw a rounded box with its lower left corner at x, y."""
    height, shape = 40, "round,pad=0,rounding_size=6"
    axes.add_patch(
        FancyBboxPatch((x, y), width, height, boxstyle=shape, facecolor="none", edgecolor=colour, linewidth=1.5)
    )
    axes.text(x + width / 2, y + height / 2, text, ha="center", va="center", linespacing=1.35)


WAYS = (  # of the article's table: what is done, how it ends
    ("1　构造两者，再加载两者", "对"),
    ("2　只加载 scheduler", "$t$ = 5 错一次"),
    ("3　加载 optimizer，构造 scheduler，再加载它", "$t$ = 5 错一次"),
    ("4　加载 optimizer，用 last_step=5 构造 scheduler", "一直超前一步"),
    ("5　加载 optimizer，用 last_step=4 构造 scheduler", "对"),
)


def draw_resume(palette: Palette) -> Figure:
    """Five ways to go on after five steps; the rings are wrong rates."""
    last, saved = 12, 5
    true = rates_of(f"{EXPONENTIAL}&until={last}")
    figure, axes = style.figure(430, rows=5, sharex=True)
    for way, (each, (title, verdict)) in enumerate(zip(axes, WAYS, strict=True), start=1):
        plot = panel(each, palette, title, last=last)
        resumed = resumed_rates(way, saved, last)
        wrong = {t: rate for t, rate in resumed.items() if abs(rate - true[t]) > 1e-9}
        plot.line(range(last + 1), true, series=2, width=1.2, name="应有的学习率")
        plot.dots([*resumed], [*resumed.values()], name="恢复之后")
        plot.moment(saved)
        if wrong:
            plot.ring([*wrong], [*wrong.values()])
        each.set_title(verdict, loc="right", fontsize=SMALL, color=palette.mark if wrong else palette.series[0])
        if way == 1:
            plot.note(0, BASE, "应有的学习率", offset=(4, -22), series=2)
            plot.note(saved, BASE, "从这里恢复", offset=(6, 0))
    axes[-1].set_xlabel(STEP_LABEL, loc="right")
    return figure


def resumed_rates(way: int, saved: int, last: int) -> dict[int, float]:
    """Return the rates of the steps ``saved`` … ``last`` of a run that is saved, and resumed in one of the ways."""
    optimizer = Optimizer(BASE)
    scheduler = exponential(optimizer)
    for _ in range(saved):
        scheduler.step()
    optimizer, scheduler = resume(way, optimizer.state_dict(), scheduler.state_dict())
    rates = {}
    for t in range(saved, last + 1):
        rates[t] = optimizer.param_groups[0]["lr"]
        scheduler.step()
    return rates


def resume(
    way: int, optimizer_state: dict[str, Any], scheduler_state: dict[str, Any]
) -> tuple[Optimizer, ExponentialLR]:
    """Return a new optimizer and its scheduler, loaded in one of the five ways."""
    optimizer = Optimizer(BASE)
    if way >= 3:
        optimizer.load_state_dict(optimizer_state)
    last_step = {4: scheduler_state["last_step"], 5: scheduler_state["last_step"] - 1}.get(way, -1)
    scheduler = exponential(optimizer, last_step=last_step)
    if way == 1:
        optimizer.load_state_dict(optimizer_state)
    if way <= 3:
        scheduler.load_state_dict(scheduler_state)
    return optimizer, scheduler
