"""The numbers of the article on learning-rate schedulers: rates are lists, by the step, so that ``linear.3`` is η(3)."""

import inspect
import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import plots.models.lr_schedules as oneflow
from plots.models.digits import significant
from plots.models.lr_schedules import (
    ChainedScheduler,
    ConstantLR,
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    CosineDecayLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    LRScheduler,
    Optimizer,
    PolynomialLR,
    ReduceLROnPlateau,
    SequentialLR,
    WarmupLR,
    learning_rates,
    pytorch,
)
from plots.playgrounds.lr.metrics import article as validation_loss

RECORDS = Path(__file__).parents[2] / "tests" / "oracles" / "lr.json"

Schedule = Callable[[Optimizer], Any]


class Drop(NamedTuple):
    """The first drop of ReduceLROnPlateau under a loss that never changes."""

    bad_calls: int
    at: int
    """Of the first update with the new rate, from 0."""
    update: int
    """The same, from 1."""
    interval: int
    """Updates from one drop to the next."""


def drops(rates: Sequence[float]) -> list[int]:
    return [step for step in range(1, len(rates)) if rates[step] < rates[step - 1]]


def rises(rates: Sequence[float]) -> list[int]:
    return [step for step in range(1, len(rates)) if rates[step] > rates[step - 1]]


def first_at_zero(rates: Sequence[float]) -> int:
    return next(step for step, rate in enumerate(rates) if step and rate == 0)


def records() -> dict[str, Any]:
    """Return how many runs of the real libraries the models are held to, and how many rates these hold."""
    runs = json.loads(RECORDS.read_text(encoding="utf-8"))
    lengths = {len(run["lrs"]) for run in runs}
    assert len(lengths) == 1
    return {
        "count": len(runs),
        "length": lengths.pop(),
        "rates": sum(len(run["lrs"]) for run in runs),
        **Counter(run["framework"] for run in runs),
    }


def names_in_pytorch() -> dict[str, int]:
    """Return how many of the 14 have a namesake."""
    classes = {getattr(oneflow, name) for name in oneflow.__all__ if inspect.isclass(getattr(oneflow, name))}
    names = [each.__name__ for each in classes - {LRScheduler, Optimizer}]
    same = sum(hasattr(pytorch, name) for name in names)
    return {"same": same, "lacking": len(names) - same}


def expected_losses() -> dict[str, float]:
    """Return where a rate of 0.1 rests, and how far below it is what a falling rate comes to."""

    def final(rates: Sequence[float]) -> float:
        moment = 100.0
        for rate in rates:
            moment = (1 - rate) ** 2 * moment + rate**2
        return moment / 2

    fixed = final([0.1] * 200)
    return {"fixed": fixed, "ratio": fixed / final(learning_rates(partial(CosineDecayLR, decay_steps=200), 200))}


def constant() -> list[float]:
    return learning_rates(partial(ConstantLR, factor=0.3, total_iters=4), 13)


def linear() -> list[float]:
    return learning_rates(partial(LinearLR, start_factor=0.2, total_iters=5), 13)


def linear_versions() -> dict[str, list[float]]:
    settings: dict[str, Any] = {"start_factor": 0.5, "end_factor": 0.8, "total_iters": 4}
    return {
        "oneflow": learning_rates(partial(LinearLR, **settings), 11),
        "pytorch": learning_rates(partial(pytorch.LinearLR, **settings), 11),
    }


def exponential() -> list[float]:
    return learning_rates(partial(ExponentialLR, gamma=0.9), 31)


def half_life() -> float:
    return math.log(2) / -math.log(0.9)


def left() -> dict[str, Any]:
    """Return what share of b the exponential leaves."""
    rates = learning_rates(partial(ExponentialLR, gamma=0.9), 301, lr=1.0)
    return {"after_20": rates[20], "after_300": significant(rates[300], 2)}


def steepest_of_cosine() -> float:
    """Return the largest slope of half a cosine, in slopes of the straight line."""
    steps = 9_999  # an odd number: one step lies around the middle
    rates = learning_rates(partial(CosineDecayLR, decay_steps=steps), steps + 1, lr=1.0)
    return steps * max(rates[step] - rates[step + 1] for step in range(steps))


def cosine_decay() -> list[float]:
    return learning_rates(partial(CosineDecayLR, decay_steps=20, alpha=0.1), 31)


def annealing_period() -> dict[int, int]:
    """Return after how many steps CosineAnnealingLR is back at its start, by T_max."""

    def period(T_max: int) -> int:
        rates = learning_rates(partial(CosineAnnealingLR, T_max=T_max), 4 * T_max + 1)
        return next(step for step in range(1, len(rates)) if math.isclose(rates[step], rates[0]))

    return {T_max: period(T_max) for T_max in (6, 20)}


def warm_restarts() -> dict[str, list[int]]:
    restarts = rises(learning_rates(partial(CosineAnnealingWarmRestarts, T_0=5, T_mult=2, eta_min=0.01), 41))
    return {"at": restarts, "lengths": [end - start for start, end in zip([0, *restarts], restarts, strict=False)]}


def halved_peaks() -> list[float]:
    rates = learning_rates(partial(CosineAnnealingWarmRestarts, T_0=10, eta_min=0.01, decay_rate=0.5), 41)
    return rates[::10]


def inverse_time_halves() -> int:
    rates = learning_rates(partial(LambdaLR, lr_lambda=lambda step: 1 / (1 + 0.2 * step)), 31)
    return next(step for step, rate in enumerate(rates) if math.isclose(rate, rates[0] / 2))


def rate_as_multiplier() -> float:
    """Return the rate where the function of LambdaLR returns 0.1 for a rate."""
    return learning_rates(partial(LambdaLR, lr_lambda=lambda step: 0.1), 1)[0]


def rescaling() -> dict[str, list[float]]:
    def sequence(optimizer: Optimizer, *, rescaled: bool) -> SequentialLR:
        parts = [ConstantLR(optimizer, 0.5, 10), ExponentialLR(optimizer, 0.9)]
        return SequentialLR(optimizer, parts, [10], interval_rescaling=rescaled)

    return {
        "off": learning_rates(partial(sequence, rescaled=False), 31),
        "on": learning_rates(partial(sequence, rescaled=True), 31),
    }


def warmup() -> list[float]:
    def schedule(optimizer: Optimizer) -> WarmupLR:
        return WarmupLR(CosineDecayLR(optimizer, decay_steps=30), warmup_factor=0.1, warmup_iters=5)

    return learning_rates(schedule, 36)


def warmup_peaks() -> dict[str, float]:
    """Return where the warm-up of an exponential leads, in front of it and in place of its start."""

    def peak(*, prefix: bool) -> float:
        return max(learning_rates(lambda o: WarmupLR(ExponentialLR(o, 0.9), 0.5, 5, warmup_prefix=prefix), 21))

    return {"in_front": peak(prefix=True), "in_place": peak(prefix=False)}


def chain_order() -> dict[str, Any]:
    """Return the rates at step 20 of a cosine and an exponential in either order, and when the second alone is lower."""

    def at_20(*parts: Schedule) -> float:
        return learning_rates(lambda o: ChainedScheduler([part(o) for part in parts]), 21)[20]

    floor = 0.01
    cosine = partial(CosineAnnealingLR, T_max=20, eta_min=floor)
    exponential = partial(ExponentialLR, gamma=0.95)
    cosine_first, exponential_first = at_20(cosine, exponential), at_20(exponential, cosine)
    return {
        "cosine_first": cosine_first,
        "exponential_first": exponential_first,
        "ratio": exponential_first / cosine_first,
        "below_floor": next(step for step, rate in enumerate(learning_rates(exponential, 81)) if rate < floor),
    }


def plateau() -> list[int]:
    """Return when the rate of the figure drops."""
    losses = [validation_loss(step) for step in range(31)]
    return drops(learning_rates(partial(ReduceLROnPlateau, factor=0.5, patience=2, cooldown=2), 31, metrics=losses))


def drop_by_default() -> Drop:
    return first_drop(10)


def drop_of_exercise() -> Drop:
    return first_drop(3)


def first_drop(patience: int) -> Drop:
    first, second, *_ = drops(learning_rates(partial(ReduceLROnPlateau, patience=patience), 50, metrics=[0.5] * 50))
    return Drop(first - 1, first, first + 1, second - first)


def batches_per_update() -> float:
    """Return how many times as many mini-batches as updates an epoch has in the example of the article."""
    batches = math.ceil(50_000 / 128)
    return batches / math.ceil(batches / 4)


def warmup_cosine() -> list[float]:
    def schedule(optimizer: Optimizer) -> WarmupLR:
        return WarmupLR(CosineDecayLR(optimizer, 54, alpha=0.1), 0.1, 6, warmup_prefix=True)

    return learning_rates(schedule, 61)


def stable_decay_ends() -> dict[str, int]:
    def schedule(optimizer: Optimizer, *, start: int) -> SequentialLR:
        parts = [LinearLR(optimizer, 0.1, 1.0, 6), ConstantLR(optimizer, 1.0), PolynomialLR(optimizer, 12, 0.0)]
        return SequentialLR(optimizer, parts, [6, start], interval_rescaling=[False, True])

    return {
        name: first_at_zero(learning_rates(partial(schedule, start=start), 61))
        for name, start in (("early", 24), ("late", 48))
    }


def bert() -> dict[str, float]:
    """Return the peak where the ramp takes the place of the start, and what that costs: in tenths, and at BERT's join."""

    def peak(steps: int, *, prefix: bool) -> float:
        def schedule(optimizer: Optimizer) -> WarmupLR:
            return WarmupLR(PolynomialLR(optimizer, steps, 0.0), 0.0, 6, warmup_prefix=prefix)

        return max(learning_rates(schedule, 61, lr=1e-4))

    replaced = peak(60, prefix=False)
    warmup, total = 10**4, 10**6
    last_of_ramp, first_of_line = (warmup - 1) / warmup, 1 - warmup / total
    return {
        "replaced": replaced,
        "tenths_lost": 10 * (1 - replaced / peak(54, prefix=True)),
        "lost_at_join": 1 - first_of_line / last_of_ramp,
    }


def poly_gap() -> float:
    """Return how far powers 0.9 and 1 lie apart at most, as a share of b."""
    bent, straight = (
        learning_rates(partial(PolynomialLR, steps=60, end_learning_rate=0.0, power=power), 61, lr=1.0)
        for power in (0.9, 1.0)
    )
    return max(abs(a - b) for a, b in zip(bent, straight, strict=True))


def noam() -> dict[str, float]:
    """Return peaks for 10 and 4000 steps of warm-up, and what is left at step 60 of what there was at step 10."""

    def rate(step: float, warmup: int) -> float:
        return float(512**-0.5 * min((step + 1) ** -0.5, (step + 1) * warmup**-1.5))

    rates = learning_rates(partial(LambdaLR, lr_lambda=lambda step: rate(step, 10)), 61, lr=1.0)
    falling = learning_rates(partial(ExponentialLR, gamma=0.95), 51, lr=1.0)
    return {
        "peak": max(rates),
        "peak_of_paper": rate(3999, 4000),
        "left": rates[59] / rates[9],
        "left_of_exponential": falling[50],
    }
