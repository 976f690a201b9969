"""ReduceLROnPlateau: a metric above, the learning rate that it drives below."""

from typing import NamedTuple

from matplotlib.figure import Figure

from plots import style
from plots.figures import Frame, Marker
from plots.figures.lr_schedules.charts import RATE_LABEL, STEP_LABEL, TOP, panel
from plots.figures.lr_schedules.examples import PLATEAU
from plots.figures.lr_schedules.walks import equation, number
from plots.models.lr_schedules import Optimizer
from plots.style import Palette


class Call(NamedTuple):
    """A call of step(metric) after update t: what it finds, and what it does."""

    t: int
    metric: float
    rate: float  # used by update t
    improved: bool
    cooling: bool
    bad: int  # calls in a row without improvement, this one included
    next_rate: float

    @property
    def reduces(self) -> bool:
        """Whether the call lowers the rate."""
        return self.next_rate < self.rate


def calls() -> list[Call]:
    """Return the calls of the example, in order."""
    optimizer = Optimizer(PLATEAU.base)
    plateau = PLATEAU.schedule(optimizer)
    made = []
    for t, metric in enumerate(PLATEAU.metrics or ()):
        rate = optimizer.param_groups[0]["lr"]
        improved, cooling = plateau.is_better(metric, plateau.best), plateau.in_cooldown
        bad = 0 if improved or cooling else plateau.num_bad_steps + 1
        plateau.step(metric)
        made.append(Call(t, metric, rate, improved, cooling, bad, optimizer.param_groups[0]["lr"]))
    return made


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
            readout(call),
        )
        for call in calls()
    ]


def readout(call: Call) -> str:
    """What the call finds, and the rate after it."""
    plateau = PLATEAU.scheduler
    rate, after = number(call.rate), f"η({call.t + 1})"
    if call.reduces:
        return f"bad = {call.bad} > {plateau.patience}：{equation(after, f'{rate} × {plateau.factor}', call.next_rate)}"
    state = "冷却期，不计坏次数" if call.cooling else "变好了" if call.improved else "没有变好"
    return f"{state}，bad = {call.bad}：{after} = η({call.t}) = {rate}"
