"""What schedules do to the loss of a small network: on the way, and by the peak."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plots import style
from plots.data.digits import curve, tried
from plots.marks import Chart
from plots.style import SMALL, Palette

SCHEDULES = (
    ("linear", "线性"),
    ("constant", "固定"),
    ("cosine", "余弦"),
    ("WSD", "WSD"),
)  # by the position of their colour
LEAST, MOST = 0.075, 0.6  # loss


def draw_digits(palette: Palette) -> Figure:
    """Left: the held-out loss while the network learns. Right: where it ends, by the peak."""
    figure, (left, right) = style.figure(300, columns=2, sharey=True)
    draw_learning(Chart(left, palette))
    draw_peaks(Chart(right, palette))
    for axes, title, x_label in (
        (left, "留出样本上的损失", "步数 $t$"),
        (right, "训练结束时的损失", "峰值学习率"),
    ):
        axes.set_title(title, fontsize=SMALL, color=palette.muted)
        axes.set_xlabel(x_label, loc="right", fontsize=SMALL, color=palette.muted, labelpad=1)
        show_losses(axes)
    return figure


def draw_learning(plot: Chart) -> None:
    """Draw the mean loss of each schedule with its best peak, and the middle half of the draws as a band."""
    for series, (name, words) in enumerate(SCHEDULES):
        moments = curve(name)
        steps, losses = [each.step for each in moments], [each.loss for each in moments]
        plot.axes.fill_between(
            steps,
            [each.low for each in moments],
            [each.high for each in moments],
            color=plot.palette.series[series],
            alpha=0.13,
            linewidth=0,
            gid=f"band {name}",
        )
        plot.line(steps, losses, series=series, width=1.7, name=words).set_clip_on(True)
    plot.axes.set_xlim(0, steps[-1])
    for series, step, offset in ((0, 275, (-9, -20)), (1, 100, (18, 6)), (3, 525, (0, 14))):
        name, words = SCHEDULES[series]
        [loss] = [each.loss for each in curve(name) if each.step == step]
        plot.note(step, loss, words, offset=offset, series=series, ha="center")


def draw_peaks(plot: Chart) -> None:
    """Draw the loss at the end by the peak; the least is ringed."""
    for series, (name, words) in enumerate(SCHEDULES):
        found = tried("AdamW", name)
        peaks, losses = [each.peak for each in found], [each.loss for each in found]
        plot.line(peaks, losses, series=series, width=1.7, size=3.4, name=words).set_clip_on(True)
        best = min(found, key=lambda each: each.loss)
        plot.ring([best.peak], [best.loss])
    ticks = peaks[::4]
    plot.axes.set_xscale("log")
    plot.axes.set_xticks(ticks, [f"{peak:g}" for peak in ticks])
    for series, words, place, offset in (
        (1, "固定", 8, (-14, 12)),
        (0, "线性", 1, (8, 3)),
        (2, "余弦", 1, (40, 3)),
        (3, "WSD", 4, (-4, -14)),
    ):
        loss = tried("AdamW", SCHEDULES[series][0])[place].loss
        plot.note(peaks[place], loss, words, offset=offset, series=series, ha="left" if series in (0, 2) else "center")


def show_losses(axes: Axes) -> None:
    axes.set_yscale("log")
    axes.set_ylim(LEAST, MOST)
    axes.set_yticks([0.1, 0.2, 0.4], ["0.1", "0.2", "0.4"])
    axes.minorticks_off()
