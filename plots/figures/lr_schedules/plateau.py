"""ReduceLROnPlateau: a metric above, the learning rate that it drives below."""

from matplotlib.figure import Figure

from plots import style
from plots.figures import Frame, Marker
from plots.figures.lr_schedules.charts import RATE_LABEL, STEP_LABEL, TOP, panel
from plots.figures.lr_schedules.examples import PLATEAU
from plots.models.lr_schedules.workings import Call, number, plateau_working, watched
from plots.style import Palette


def calls() -> list[Call]:
    """Return the calls of the example, in order."""
    return watched(PLATEAU.scheduler, PLATEAU.metrics or ())


def draw_plateau(palette: Palette) -> Figure:
    """Bad calls are counted; the third in a row halves the rate and starts a cooldown."""
    made, plateau = calls(), PLATEAU.scheduler
    figure, (upper, lower) = style.figure(330, rows=2, sharex=True)
    metric = panel(upper, palette, "损失，数字 bad 是连续没有变好的次数", last=PLATEAU.last, top=1.1)
    upper.set_yticks([0, 0.5, 1], ["0", "0.5", "1"])
    metric.dots(PLATEAU.steps, [call.metric for call in made], series=2)
    metric.note(
        10, 0.9, f"bad > patience = {plateau.patience} 就降一次，\n然后冷却 cooldown = {plateau.cooldown} 次（色带）"
    )
    rate = panel(lower, palette, RATE_LABEL, last=PLATEAU.last, top=TOP * PLATEAU.base)
    rate.dots(PLATEAU.steps, [call.rate for call in made], stairs=True)
    lower.set_xlabel(STEP_LABEL, loc="right")
    for call in made:
        if call.bad:
            metric.note(call.t, call.metric, f"{call.bad}", offset=(0, 11), ha="center")
        if call.cooling:
            metric.shade(call.t - 0.5, call.t + 0.5)
            rate.shade(call.t - 0.5, call.t + 0.5)
        if call.reduces and call.t < PLATEAU.last:
            rate.note(call.t + 1, call.rate, f"×{plateau.factor}", offset=(3, 6))
    return figure


def plateau_frames() -> list[Frame]:
    """Walk along the metric and the rate."""
    return [
        Frame(
            (Marker(call.t, call.metric, number(call.metric)), Marker(call.t, call.rate, number(call.rate), axes=1)),
            plateau_working(PLATEAU.scheduler, call),
        )
        for call in calls()
    ]
