"""What is computed for one setting: its learning rates, in OneFlow and in PyTorch."""

from plots.models.lr_schedules import Optimizer
from plots.models.lr_schedules.user_function import LambdaError
from plots.models.lr_schedules.workings import plateau_working, watched, working
from plots.pictures.chart import Series
from plots.playgrounds.controls import SettingError, quoted
from plots.playgrounds.lr.schedulers import model_of, record_of
from plots.playgrounds.lr.schedulers.record import result
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.lr_schedules.workings import Call
    from plots.playgrounds.controls import Path, Values

INFINITE = float("inf")
MOST_PARTS = 16  # schedulers in one setting, the nested ones counted


class Rates:
    """The learning rates of one setting.

    Args:
        rates: Framework and learning rates of steps 0 … until, one or two of them.
        scheduler: OneFlow's scheduler.
        metrics: What ReduceLROnPlateau is given after each update; None for the others.
        calls: What it made of them.
    """

    def __init__(
        self,
        rates: "list[tuple[str, list[float]]]",
        scheduler: "Any",
        metrics: "list[float] | None",
        calls: "list[Call]",
    ) -> None:
        self.curves = [(framework, Series(each)) for framework, each in rates]
        self.scheduler = scheduler
        self.metrics = None if metrics is None else Series(metrics)
        self.calls = calls
        self.descents: "dict[str, Any]" = {}  # see losses

    def working(self, step: int) -> str:
        """Return how OneFlow's rate of a step comes out."""
        return plateau_working(self.scheduler, self.calls[step]) if self.calls else working(self.scheduler, step)

    @property
    def first(self) -> "list[float]":
        """The rates of the first curve."""
        return self.curves[0][1].values


def compute(values: "Values") -> Rates:
    record, base, count = record_of(values["scheduler"]), values["lr"], values["until"] + 1
    framework = values.get("framework", "oneflow")
    found = []
    calls: "list[Call]" = []
    optimizer = Optimizer(base)
    try:
        check(record.name, values, base, [])
        metrics = record.metrics(values)
        scheduler = result(record.call(values), model_of, optimizer)
        if framework != "pytorch":
            if metrics is None:
                rates = [scheduler.get_lr(base, step) for step in range(count)]
            else:
                calls = watched(scheduler, metrics)
                rates = [call.rate for call in calls]
            found.append(("OneFlow 0.7", usable(rates)))
        if framework != "oneflow":
            from plots.models.lr_schedules import pytorch

            record.refuse(values)
            optimizer = Optimizer(base)
            nearest = result(record.pytorch(values, base), lambda kind: getattr(pytorch, kind), optimizer)
            rates = stepped(nearest, optimizer, count, metrics)
            found.append(("PyTorch 2", usable(rates, negative=True)))
    except ValueError as error:
        raise translated(error, values) from None
    return Rates(found, scheduler, metrics, calls)


def check(name: str, values: "Values", base: float, path: "Path") -> int:
    """Return how many schedulers a setting is made of; refuse too many, and values that do not go together."""
    record = record_of(name)
    count = 1 + sum([check(kind, inner, base, path + place) for place, kind, inner in record.parts(values)])
    if count > MOST_PARTS:
        raise SettingError(f"一共最多 {MOST_PARTS} 个策略，里层的也算。", path)
    record.check(values, base, path)
    return count


def stepped(scheduler: "Any", optimizer: Optimizer, count: int, metrics: "list[float] | None") -> "list[float]":
    """Return the rates that the first ``count`` updates use."""
    group = optimizer.param_groups[0]
    rates = [group["lr"]]
    for step in range(count - 1):
        if metrics is None:
            scheduler.step()
        else:
            scheduler.step(metrics[step])
        rates.append(group["lr"])
    return rates


def usable(rates: "list[float]", *, negative: bool = False) -> "list[float]":
    """Return the rates themselves, unless one is not finite, or negative where that is not expected."""
    low = -INFINITE if negative else 0
    for step, rate in enumerate(rates):
        if not low <= rate < INFINITE or rate == -INFINITE:
            raise SettingError(f"第 {step} 步的学习率是 {said(rate)}，不是 ≥ 0 的有限数。", [])
    return rates


def said(rate: float) -> str:
    """Return a rate, whatever it is, for a sentence."""
    return rounded(rate) if abs(rate) < 1e300 else str(rate)


def translated(error: ValueError, values: "Values") -> SettingError:
    """Return what a scheduler refused while it was evaluated, as a sentence for the reader."""
    if isinstance(error, LambdaError):
        from plots.playgrounds.lr.code import broken

        got = error.got
        problem = broken(got).message if isinstance(got, Exception) else f"学习率是 {said(got)}，应为 ≥ 0 的有限数。"
        return SettingError(f"第 {error.step} 步，{problem}", code_path(values["scheduler"], values) or [])
    argument = str(error).partition(" ")[0]
    if argument in ("gamma", "decay_rate"):
        return SettingError(
            f"学习率大得超出了浮点数的范围，把 {argument} 调小。", [argument] if argument in values else []
        )
    return SettingError(f"这组参数算不出学习率：{quoted(str(error))}。", [])


def code_path(name: str, values: "Values") -> "Path | None":
    """Return where the first piece of the reader's code stands, if there is one."""
    if "lr_lambda" in values:
        return ["lr_lambda"]
    for place, kind, inner in record_of(name).parts(values):
        found = code_path(kind, inner)
        if found:
            return place + found
    return None
