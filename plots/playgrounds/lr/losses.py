"""What the schedules do: plain SGD on two small problems, driven by each of them with the same noise."""

from plots.models.descent import LOST, QUADRATIC, VALLEY, descend, normal_noise
from plots.pictures.chart import BELOW, Series, axis, picture_json, progress_json, steps_axis
from plots.playgrounds.lr.pictures import EPOCH, curves, steps_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from plots.playgrounds.controls import Values
    from plots.playgrounds.lr.rates import Rates
    from plots.playgrounds.playground import Drawn

PROBLEMS = {
    "quadratic": (QUADRATIC, "二次函数 ½(x² + 10y²)"),
    "valley": (VALLEY, "弯曲的山谷"),
}
SLICE = 250  # updates in one answer, so that a slider never waits long
LOWEST = 1e-6  # a smaller loss is drawn here


class Descent:
    """One run, as far as it has come; ``count`` is its length where it does not diverge."""

    def __init__(self, run: "Iterator[tuple[float, float, float]]", count: int) -> None:
        self.run = run
        self.count = count
        self.losses: "list[float]" = []
        self.places: "list[tuple[float, float]]" = []
        self.series: "Series | None" = None

    def advance(self, most: int) -> int:
        """Go on by at most so many updates; return how many are left of them."""
        while self.series is None and most > 0:
            point = next(self.run, None)
            if point is None or len(self.losses) == self.count:
                self.series = Series([max(loss, LOWEST) for loss in self.losses])
            else:
                self.places.append(point[:2])
                self.losses.append(point[2])
                most -= 1
        return most


noises: "dict[str, list[float]]" = {}


def noise_for(values: "Values") -> "list[float]":
    """Return the noise that all compared runs share."""
    key = f"{values['seed']} {values['noise']} {values['until']}"
    if key not in noises:
        noises.clear()
        factor = values["noise"]
        noises[key] = [factor * each for each in normal_noise(2 * values["until"], seed=values["seed"])]
    return noises[key]


def descents(name: str, drawn: "Drawn[Rates]") -> "list[Descent]":
    """Return the runs of one setting on one problem, begun if they are not yet."""
    begun = drawn.result.descents
    if name not in begun:
        problem, _ = PROBLEMS[name]
        until = drawn.values["until"]
        begun[name] = [
            Descent(
                descend(
                    problem,
                    series.values[:until],
                    noise_for(drawn.values),
                    momentum=drawn.values["momentum"],
                    start=drawn.values[name],
                ),
                until + 1,
            )
            for _, series in drawn.result.curves
        ]
    return begun[name]  # type: ignore[no-any-return]


def all_descents(name: str, drawn: "list[Drawn[Rates]]") -> "list[Descent]":
    return [run for each in drawn for run in descents(name, each)]


def advance(name: str, drawn: "list[Drawn[Rates]]") -> None:
    left = SLICE
    for run in all_descents(name, drawn):
        left = run.advance(left)


def are_whole(runs: "list[Descent]") -> bool:
    return all(run.series is not None for run in runs)


def progress_of(runs: "list[Descent]") -> str:
    """Return how far some runs are as JSON."""
    return progress_json(sum([len(run.losses) for run in runs]) / sum([run.count for run in runs]))


def loss_picture(name: str, drawn: "list[Drawn[Rates]]") -> str:
    """Return the losses of all settings on one problem as JSON, or how far they are."""
    runs = all_descents(name, drawn)
    if not are_whole(runs):
        return progress_of(runs)
    last = drawn[0].values["until"]
    series = [(run.series, look) for run, (_, look) in zip(runs, curves(drawn)) if run.series]
    lowest = min([min(each.values) for each, _ in series])
    highest = max([max(each.values) for each, _ in series])
    lost = [f"“{look['label']}”" for run, (_, look) in zip(runs, curves(drawn)) if run.losses[-1] > LOST]
    note = f"{'、'.join(lost)}发散了：学习率对这个函数太大。" if lost else ""
    if drawn[0].values["every"] == EPOCH:
        note += "这里每个 epoch 只做一次更新。"
    picture: "dict[str, Any]" = {
        "name": name,
        "kind": "lines",
        "label": f"{PROBLEMS[name][1]}上的损失",
        "height": BELOW,
        "x": steps_axis(steps_name(drawn), last),
        "y": axis("损失", power_below(lowest), power_above(min(highest, LOST)), scale="log"),
        "note": note,
    }
    return picture_json(picture, series)


def power_below(value: float) -> float:
    """Return the largest power of ten ≤ ``value`` > 0."""
    power = 1.0
    while power > value:
        power /= 10
    while power * 10 <= value:
        power *= 10
    return power


def power_above(value: float) -> float:
    """Return the smallest power of ten ≥ ``value`` > 0."""
    power = power_below(value)
    return power if power == value else power * 10
