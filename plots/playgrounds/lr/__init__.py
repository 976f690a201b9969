"""The playground of the learning-rate schedules: all 14, nested, compared, and what they do to plain SGD."""

from plots.models.lr_schedules import LRScheduler, Optimizer
from plots.playgrounds.controls import Choice, Control, Number, SettingError
from plots.playgrounds.lr.code import is_ours
from plots.playgrounds.lr.metrics import metric_curve
from plots.playgrounds.lr.schedulers import OPTIONS, SCHEDULERS, arguments, build, metric_controls
from plots.playgrounds.numbers import read_number, rounded
from plots.playgrounds.pictures import Series, axis, picture_json, rung, steps_axis

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.query import Pairs
    from plots.playgrounds.state import Drawn

    Values = dict[str, Any]

ID = "lr"
TITLE = "学习率调整策略"
SUBJECT = "scheduler"
MOST_STEPS = 1000
HIGHEST = 10.0  # learning rate
HEADROOM = 1.25  # of the y axis over the highest rate

PRESETS = (
    (
        "warmup-cosine",
        "预热 + 余弦",
        "scheduler=WarmupLR&scheduler_or_optimizer=CosineDecayLR(decay_steps=54,alpha=0.1)"
        "&warmup_iters=6&warmup_prefix=true&until=60",
    ),
)


def controls(texts: "dict[str, str]") -> "tuple[Control, ...]":
    """Return the controls of a setting."""
    name = texts.get(SUBJECT, SCHEDULERS[0][0])
    base = base_rate(texts)
    chosen: "list[Control]" = [Choice(SUBJECT, SCHEDULERS[0][0], OPTIONS, label="策略")]
    chosen.extend(arguments(name, base))
    if name == "ReduceLROnPlateau":
        chosen.extend(metric_controls(texts.get("metric", "")))
    chosen.append(
        Number("lr", "0.1", 1e-8, HIGHEST, slider=(1e-5, 1), logarithmic=True, label="初始学习率", hint="b", kept=True)
    )
    last = [last for each, _, last in SCHEDULERS if each == name]
    chosen.append(
        Number(
            "until",
            str(last[0] if last else 30),
            1,
            MOST_STEPS,
            slider=(5, 200),
            integer=True,
            label="画到第几步",
            shared=True,
        )
    )
    return tuple(chosen)


def base_rate(texts: "dict[str, str]") -> float:
    """Return b as far as it can be read, for the ranges that end there."""
    try:
        base = read_number(texts.get("lr", "0.1"))
    except ValueError:
        return HIGHEST
    return base if 0 < base <= HIGHEST else HIGHEST


def is_foreign(values: "Values") -> bool:
    """Return whether showing these values runs code that is not ours."""
    for name, value in values.items():
        if name == "lr_lambda" and not is_ours(value):
            return True
        if isinstance(value, list) and any(is_foreign(each[1]) for each in value if isinstance(each, tuple)):
            return True
    return False


class Rates:
    """What is computed for one setting.

    Args:
        rates: The learning rates of steps 0 … until.
        metrics: What ReduceLROnPlateau was given after each update; None for the others.
    """

    def __init__(self, rates: "list[float]", metrics: "list[float] | None") -> None:
        self.rates = Series(rates)
        self.highest = max(rates)
        self.metrics = None if metrics is None else Series(metrics)


def compute(values: "Values") -> Rates:
    """Return the learning rates of a setting.

    Raises:
        SettingError: If this combination of values has none.
    """
    optimizer = Optimizer(values["lr"])
    count = values["until"] + 1
    metrics = None
    try:
        scheduler = build(values[SUBJECT], values, optimizer)
        if isinstance(scheduler, LRScheduler):
            rates = formula_rates(scheduler, values["lr"], count)
        else:
            metrics = metric_curve(values["metric"], values.get("metrics", []), count)
            rates = plateau_rates(scheduler, optimizer, metrics)
    except ValueError as error:
        raise translated(error) from None
    return Rates(rates, metrics)


def formula_rates(scheduler: LRScheduler, base: float, count: int) -> "list[float]":
    """Return lr(0) … lr(count − 1) from the formula alone."""
    return [scheduler.get_lr(base, step) for step in range(count)]


def plateau_rates(scheduler: "Any", optimizer: Optimizer, metrics: "list[float]") -> "list[float]":
    """Return the rate that each update uses."""
    rates = []
    for metric in metrics:
        rates.append(optimizer.param_groups[0]["lr"])
        scheduler.step(metric)
    return rates


def translated(error: ValueError) -> SettingError:
    """Return what a scheduler refused, as a sentence."""
    return SettingError(f"这组参数算不出学习率：{error}", [])


def pictures(drawn: "list[Drawn]") -> "tuple[list[str], list[str]]":
    """Return the names of the pictures shown at once, and of those that may come after."""
    watched = any(each.result.metrics for each in drawn)
    return (["metrics", "lr"] if watched else ["lr"]), []


def picture(name: str, drawn: "list[Drawn]") -> str:
    """Return one picture as JSON."""
    last = drawn[0].values["until"]
    names = labels(drawn)
    if name == "metrics":
        series = [(each.result.metrics, names[i], i + 1) for i, each in enumerate(drawn) if each.result.metrics]
        values = [value for each, _, _ in series for value in each.values]
        low, high = min(values), max(values)
        y = axis("指标", min(low, 0), rung(high), first=low, last=high)
        return picture_json(
            {"name": name, "kind": "lines", "label": "指标曲线", "x": steps_axis("步数 t", last), "y": y}, series
        )
    highest = max([each.result.highest for each in drawn] + [each.values["lr"] for each in drawn])
    head = {
        "name": name,
        "kind": "lines",
        "label": "学习率曲线",
        "x": steps_axis("步数 t", last),
        "y": axis("学习率 η(t)", 0, rung(HEADROOM * highest), first=0, last=highest),
        "rules": [{"y": drawn[0].values["lr"], "label": "b = {}".format(rounded(drawn[0].values["lr"]))}],
        "handles": handles(drawn),
    }
    return picture_json(head, [(each.result.rates, names[i], i + 1) for i, each in enumerate(drawn)])


def handles(drawn: "list[Drawn]") -> "list[dict[str, Any]]":
    """Return the milestones that can be dragged."""
    found = []
    for i, each in enumerate(drawn):
        for index, x in enumerate(each.values.get("milestones", [])):
            found.append({"path": f"milestones/{index}", "x": x, "setting": i})
    return found


def labels(drawn: "list[Drawn]") -> "list[str]":
    """Return one name per setting."""
    return [each.values[SUBJECT] for each in drawn]


def sentence(drawn: "list[Drawn]", step: int) -> str:
    """Return what is seen."""
    parts = []
    for name, each in zip(labels(drawn), drawn):
        rates = each.result.rates.values
        parts.append(f"{name} 的第 {step} 步学习率是 {rounded(rates[min(step, len(rates) - 1)])}")
    return "；".join(parts) + "。"


def snippets(drawn: "Drawn") -> "list[tuple[str, str]]":
    """Return the code that does the same in OneFlow and in PyTorch."""
    return []


def figure(pairs: "Pairs") -> "str | None":
    """Return the id of the registered figure that shows this setting."""
    return None
