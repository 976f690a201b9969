"""The numbers of the article on learning-rate schedulers: read off the curves that its figures and playground show.

Rates are lists by the step: ``curves.rescaling.0.10`` is what the first curve of the figure ``lr/rescaling`` has at t = 10.
"""

import inspect
import json
import math
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import plots.data.digits as learning
import plots.models.lr_schedules as oneflow
from plots.models.digits import significant
from plots.models.lr_schedules import ExponentialLR, LRScheduler, Optimizer, pytorch
from plots.playgrounds import query
from plots.playgrounds.lr import PLAYGROUND
from plots.playgrounds.lr.examples import FIGURES, PRESETS
from plots.playgrounds.lr.rates import compute
from plots.playgrounds.state import read_settings

RECORDS = Path(__file__).parents[2] / "tests" / "oracles" / "lr.json"
BASE, FLOOR = 0.1, 0.01


@cache
def shown(text: str) -> list[list[float]]:
    """Return the curves that the playground draws for a query."""
    settings = read_settings(PLAYGROUND, query.read(text))
    return [series.values for each in settings for _, series in compute(each.values).curves]


def curves() -> dict[str, list[list[float]]]:
    """Return the curves of each figure that the playground takes over."""
    return {id.removeprefix("lr/"): shown(text) for text, id in FIGURES}


def rates(text: str) -> list[float]:
    """Return the only curve of a query."""
    [curve] = shown(text)
    return curve


def drops(curve: Sequence[float]) -> list[int]:
    return [step for step in range(1, len(curve)) if curve[step] < curve[step - 1]]


def first_zero(curve: Sequence[float]) -> int:
    return next(step for step in range(1, len(curve)) if curve[step] == 0)


def records() -> dict[str, int]:
    """Return how many runs of the real libraries the models are held to, and how many rates these hold."""
    runs = json.loads(RECORDS.read_text(encoding="utf-8"))
    [length] = {len(run["lrs"]) for run in runs}
    return {"count": len(runs), "length": length, "rates": len(runs) * length} | Counter(
        run["framework"] for run in runs
    )


def names_in_pytorch() -> dict[str, int]:
    """Return how many of the 14 have a namesake."""
    classes = {getattr(oneflow, name) for name in oneflow.__all__ if inspect.isclass(getattr(oneflow, name))}
    names = [each.__name__ for each in classes - {LRScheduler, Optimizer}]
    same = sum(hasattr(pytorch, name) for name in names)
    return {"same": same, "lacking": len(names) - same}


class Tuned(NamedTuple):
    """A shape at the rate that suits it best."""

    rate: float
    loss: float
    saved: float
    """By how much of the best constant's loss it is lower."""


def expected_losses() -> dict[str, Any]:
    """Return where the constant rate b rests in the end, and the losses after 200 steps of three shapes, each tuned."""

    def final(peak: float, shape: Sequence[float]) -> float:
        moment = 100.0
        for factor in shape:
            moment = (1 - peak * factor) ** 2 * moment + (peak * factor) ** 2
        return moment / 2

    shapes = {
        "fixed": [1.0] * 200,
        "cosine": rates("scheduler=CosineDecayLR&decay_steps=200&alpha=0&lr=1&until=199"),
        "linear": rates("scheduler=PolynomialLR&steps=200&end_learning_rate=0&power=1&lr=1&until=199"),
    }
    best = {
        name: min((final(thousandths / 1000, shape), thousandths / 1000) for thousandths in range(1, 201))
        for name, shape in shapes.items()
    }
    least, _ = best["fixed"]
    tuned = {name: Tuned(rate, loss, 1 - loss / least) for name, (loss, rate) in best.items()}
    return {"rest": BASE / (2 - BASE) / 2, **tuned}


class Learnt(NamedTuple):
    """What a small network made of a schedule with its best peak; the gaps are draw by draw."""

    peak: float
    loss: float
    saved: float
    """By how much of the constant's loss it is lower."""
    over_linear: str
    """How far it lies above the linear one, with the standard error."""


def digits() -> dict[str, dict[str, Learnt]]:
    """Return what each optimizer made of each schedule."""

    def with_error(gap: float, error: float) -> str:
        return f"{gap:.4f} ± {error:.4f}".replace("-", "\u2212")

    found: dict[str, dict[str, Learnt]] = {}
    for each in learning.results():
        name = each.schedule.replace(" to 10%", "_to_tenth").lower()
        found.setdefault(each.optimizer, {})[name] = Learnt(
            each.peak,
            each.loss,
            -each.over_constant / (each.loss - each.over_constant),
            with_error(each.over_linear, each.error_of_linear),
        )
    return found


def digits_grid() -> dict[str, dict[str, float]]:
    """Return the first and the last of the peaks that were tried, by the optimizer."""
    peaks = {name: [each.peak for each in learning.tried(name, "linear")] for name in digits()}
    return {name: {"first": tried[0], "last": tried[-1]} for name, tried in peaks.items()}


def half_life() -> float:
    return math.log(2) / -math.log(0.9)


def left() -> dict[str, Any]:
    """Return what share of b the exponential leaves."""
    exponential = ExponentialLR(Optimizer(1.0), gamma=0.9)
    return {"after_20": exponential.get_lr(1.0, 20), "after_300": significant(exponential.get_lr(1.0, 300), 2)}


def steepest_of_cosine() -> float:
    """Return the largest slope of half a cosine, in slopes of the straight line."""
    steps = 999  # an odd number: one step lies around the middle
    curve = rates(f"scheduler=CosineDecayLR&decay_steps={steps}&alpha=0&lr=1&until={steps}")
    return steps * max(curve[step] - curve[step + 1] for step in range(steps))


def annealing_period() -> dict[int, int]:
    """Return after how many steps CosineAnnealingLR is back at b, by T_max."""

    def period(T_max: int) -> int:
        curve = rates(f"scheduler=CosineAnnealingLR&T_max={T_max}&until=50")
        return next(step for step in range(1, len(curve)) if math.isclose(curve[step], BASE))

    return {T_max: period(T_max) for T_max in (6, 20)}


def warm_restarts() -> dict[str, list[int]]:
    [curve] = curves()["warm-restarts"]
    restarts = [step for step in range(1, len(curve)) if curve[step] > curve[step - 1]]
    return {"at": restarts, "lengths": [end - start for start, end in zip([0, *restarts], restarts, strict=False)]}


def halved_peaks() -> list[float]:
    return rates(f"scheduler=CosineAnnealingWarmRestarts&T_0=10&T_mult=1&eta_min={FLOOR}&decay_rate=0.5&until=40")[::10]


def inverse_time_halves() -> int:
    [curve] = curves()["lambda"]
    return next(step for step, rate in enumerate(curve) if math.isclose(rate, BASE / 2))


def rate_as_multiplier() -> float:
    """Return the rate where the function of LambdaLR returns b for a rate."""
    return rates(f"scheduler=LambdaLR&lr_lambda={BASE}&until=1")[0]


def chain_order() -> dict[str, float]:
    """Return by what the order matters at t = 20, and from when on the exponential alone is below the floor."""
    cosine_first, exponential_first = (curve[20] for curve in curves()["chain-order"])
    exponential = rates("scheduler=ExponentialLR&gamma=0.95&until=80")
    return {
        "ratio": exponential_first / cosine_first,
        "below_floor": next(step for step, rate in enumerate(exponential) if rate < FLOOR),
    }


def plateau() -> list[int]:
    """Return when the rate of the figure drops."""
    [curve] = curves()["plateau"]
    return drops(curve)


class Drop(NamedTuple):
    """The first drop under a loss that never changes."""

    bad_calls: int
    at: int
    """Index of the first update with the new rate, from 0."""
    update: int
    """Its number, from 1."""
    interval: int
    """Updates from one drop to the next."""


def first_drop() -> dict[int, Drop]:
    """Return the first drop of ReduceLROnPlateau by its patience."""

    def drop(patience: int) -> Drop:
        flat = "metric=drawn&metrics=0.5&threshold=0.0001&until=50"
        at, second, *_ = drops(rates(f"scheduler=ReduceLROnPlateau&factor=0.5&patience={patience}&cooldown=0&{flat}"))
        return Drop(at - 1, at, at + 1, second - at)

    return {patience: drop(patience) for patience in (3, 10)}


def batches_per_update() -> float:
    """Return how many times as many mini-batches as updates an epoch has in the example of the article."""
    batches = math.ceil(50_000 / 128)
    return batches / math.ceil(batches / 4)


def stable_decay_ends() -> dict[str, int]:
    late, early = curves()["recipe-wsd"]
    return {"early": first_zero(early), "late": first_zero(late)}


def bert() -> dict[str, float]:
    """Return the peak where the ramp takes the place of the start, and what that costs: in tenths, and at BERT's join."""
    _, in_place = curves()["recipe-bert"]
    peak = max(in_place)
    warmup, total = 10**4, 10**6
    last_of_ramp, first_of_line = (warmup - 1) / warmup, 1 - warmup / total
    return {"peak": peak, "tenths_lost": 10 * (1 - peak / 1e-4), "lost_at_join": 1 - first_of_line / last_of_ramp}


def poly_gap() -> float:
    """Return how far powers 0.9 and 1 lie apart at most, as a share of b."""
    bent, straight = (
        rates(f"scheduler=PolynomialLR&steps=60&end_learning_rate=0&power={power}&lr=1&until=60") for power in (0.9, 1)
    )
    return max(abs(a - b) for a, b in zip(bent, straight, strict=True))


def noam() -> dict[str, float]:
    """Return the peaks for 10 and 4000 steps of warm-up, and what is left at step 60 of what there was at step 10."""
    [curve] = [rates(text) for name, _, text in PRESETS if name == "noam"]
    return {
        "peak": max(curve),
        "peak_of_paper": (512 * 4000) ** -0.5,
        "left": curve[59] / curve[9],
        "left_of_exponential": rates("scheduler=ExponentialLR&gamma=0.95&lr=1&until=50")[50],
    }
