"""What the parameters do to the two losses: shrinkage, penalties, and the number of rounds."""

from collections.abc import Iterable
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator

from plots import style
from plots.figures import Frame, Marker
from plots.figures.boosting.charts import TRAINING, VALIDATION, log_x, losses, name_x, panel
from plots.figures.boosting.rounds import draw_fit
from plots.figures.boosting.runs import run
from plots.marks import Chart
from plots.models.boosting import best_round, early_stopping, leaves
from plots.style import SMALL, Palette

ETAS, LONG = (1.0, 0.3, 0.1, 0.03), 300
SHOWN = (*range(1, 40), *range(40, LONG + 1, 5))  # rounds: on a log scale the late ones lie close together
SHRINKAGE_TOP = 0.5  # validation losses above it are cut off
ROUNDS = 100
FITS = (4, 13, 32, 100)  # rounds whose ensemble is shown
PATIENCE = 10
TOP = 0.4  # of the losses over the rounds

PENALTIES = (  # parameter, its symbol, its values, ticks
    ("reg_lambda", "$λ$", (0.1, 0.3, 1, 3, 10, 30, 100, 300), (0.1, 1, 10, 100)),
    ("gamma", "$γ$", (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3), (0.001, 0.01, 0.1, 1)),
    ("min_child_weight", "min_child_weight", (1, 2, 3, 5, 8, 10, 15, 20), (1, 2, 5, 10, 20)),
)


def draw_shrinkage(palette: Palette) -> Figure:
    """Draw the losses of four values of η against the rounds."""
    figure, (upper, lower) = style.figure(420, rows=2, height_ratios=[6, 5], sharex=True)
    log_x(upper, 1, LONG, (1, 3, 10, 30, 100, 300))
    for axes, title in ((upper, "验证损失，圈和数是最低的一轮"), (lower, "训练损失")):
        axes.set_title(title, fontsize=SMALL, color=palette.ink)
    upper.set_ylim(0.06, SHRINKAGE_TOP)
    upper.set_yticks([0.1, 0.2, 0.3, 0.4])
    upper.yaxis.set_major_formatter("{x:g}")
    lower.set_yscale("log")
    lower.set_ylim(1e-6, 1)
    lower.yaxis.set_major_locator(FixedLocator([1e-6, 1e-4, 1e-2, 1]))
    lower.yaxis.set_minor_locator(NullLocator())
    name_x(lower, palette, "轮数 $t$")
    below, above = Chart(lower, palette), Chart(upper, palette)
    for series, eta in enumerate(ETAS):
        states = run(LONG, eta=eta)
        validation, training = [state.test_loss for state in states], [state.train_loss for state in states]
        above.line(SHOWN, [validation[t] for t in SHOWN], series=series, width=1.8, name=f"η = {eta:g}").set_clip_on(
            True
        )
        below.line(SHOWN, [training[t] for t in SHOWN], series=series, width=1.5, name=f"η = {eta:g}")
        best = best_round(validation)
        above.ring([best], [validation[best]])
        above.note(best, validation[best], f"{best}", offset=(0, -13), ha="center", series=series)
        at = next(t for t in SHOWN if validation[t] < 0.8 * SHRINKAGE_TOP)
        above.note(at, validation[at], f"$η$ = {eta:g}", offset=(7, 6) if at > 1 else (2, 14), series=series)
        below.note(LONG, training[-1], f"$η$ = {eta:g}", offset=(6, 0), series=series)
    return figure


def draw_regularisation(palette: Palette) -> Figure:
    """Draw the losses after 100 rounds along three penalties, and the leaves along γ."""
    figure, axes = style.figure(380, rows=2, columns=2)
    for number, (each, (parameter, symbol, values, ticks)) in enumerate(zip(axes, PENALTIES, strict=False)):
        runs = [run(ROUNDS, **{parameter: value}) for value in values]
        training, validation = [r[-1].train_loss for r in runs], [r[-1].test_loss for r in runs]
        plot = panel(each, palette, f"损失随 {symbol}", y=(0, 0.22), y_ticks=[0, 0.1, 0.2])
        log_x(each, values[0], values[-1], ticks)
        plot.line(values, training, series=TRAINING, width=1.4, size=3.5, name="训练损失")
        plot.line(values, validation, series=VALIDATION, width=1.8, size=4, name="验证损失")
        best = min(range(len(values)), key=lambda i: validation[i])
        plot.ring([values[best]], [validation[best]])
        plot.note(values[best], validation[best], f"{values[best]:g} 处最低", offset=(0, 15), ha="center")
        if number == 0:
            plot.note(values[0], validation[0], "验证", offset=(0, 11), series=VALIDATION)
            plot.note(values[0], training[0], "训练", offset=(0, 11), series=TRAINING)
    parameter, symbol, values, ticks = PENALTIES[1]
    plot = panel(axes[3], palette, f"{ROUNDS} 棵树的叶子总数随 {symbol}", y=(0, 430), y_ticks=[0, 100, 200, 300, 400])
    log_x(axes[3], values[0], values[-1], ticks)
    counts = [sum(len(leaves(state.tree)) for state in run(ROUNDS, gamma=value)[1:]) for value in values]
    plot.line(values, counts, series=3, dash=0, width=1.4, size=4, name="叶子")
    for i in (0, 3, -1):
        plot.note(values[i], counts[i], f"{counts[i]}", offset=(0, 10), ha="right" if i == -1 else "left", series=3)
    return figure


def draw_early_stopping(palette: Palette) -> Figure:
    """Draw the ensemble at four rounds, and below the two losses with the best round and where training stops."""
    figure = style.figure(1)[0]
    figure.clear()
    figure.set_size_inches(style.WIDTH / style.POINTS_PER_INCH, 440 / style.POINTS_PER_INCH)
    grid = figure.add_gridspec(3, 2, height_ratios=[1, 1, 1.25])
    states = run(ROUNDS)
    for i, t in enumerate(FITS):
        axes = figure.add_subplot(grid[i // 2, i % 2])
        title = f"第 {t} 轮：训练 {states[t].train_loss:.3g}，验证 {states[t].test_loss:.3g}"
        plot = panel(axes, palette, title, y=(-1.9, 1.9), x_ticks=[0, 5, 10], y_ticks=[-1, 0, 1])
        draw_fit(plot, states, t)
    axes = figure.add_subplot(grid[2, :])
    plot = panel(axes, palette, "损失", x=(0, ROUNDS), y=(0, TOP), x_label="轮数 $t$", y_ticks=[0, 0.1, 0.2, 0.3, 0.4])
    shown = seen(states)
    training, validation = [state.train_loss for state in shown], [state.test_loss for state in shown]
    losses(plot, [state.round for state in shown], training, validation)
    plot.note(ROUNDS, validation[-1], "验证损失", offset=(0, 10), ha="right", series=VALIDATION)
    plot.note(ROUNDS, training[-1], "训练损失", offset=(0, 10), ha="right", series=TRAINING)
    for patience, height, words in ((1, 0.36, "耐心 1"), (PATIENCE, 0.27, f"耐心 {PATIENCE}")):
        stopped = list(early_stopping(states, patience))
        best = best_round([state.test_loss for state in stopped])
        plot.ring([best], [states[best].test_loss])
        plot.moment(best, top=height)
        plot.moment(stopped[-1].round, top=height)
        text = f"{words}：第 {stopped[-1].round} 轮停，取第 {best} 轮"
        plot.note(stopped[-1].round, height, text, offset=(5, -5))
    return figure


def seen(states: Iterable[Any]) -> list[Any]:
    """Return the states whose losses are not above the picture."""
    return [state for state in states if state.round > 0 and state.test_loss <= TOP]


def early_stopping_frames() -> list[Frame]:
    """Let two points walk along the losses until training stops; the readout counts the rounds without a better one."""
    states = run(ROUNDS)
    shown = []
    for state in seen(early_stopping(states, PATIENCE)):
        t = state.round
        best = best_round([each.test_loss for each in states[: t + 1]])
        waited = f"已等 {t - best} 轮" if t > best else "新低"
        if t - best == PATIENCE:
            waited += f"，耐心 {PATIENCE}，停"
        readout = f"第 {t} 轮：训练 {state.train_loss:.3g}，验证 {state.test_loss:.3g}；最好第 {best} 轮，{waited}"
        markers = (
            Marker(t, state.test_loss, f"{state.test_loss:.3g}", len(FITS)),
            Marker(t, state.train_loss, f"{state.train_loss:.2g}", len(FITS)),
        )
        shown.append(Frame(markers, readout))
    return shown
