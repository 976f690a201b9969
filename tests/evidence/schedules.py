"""Cases for the schedulers of a library: the settings that its own tests try, and random ones; ours run them, too.

The tests of OneFlow (python/oneflow/test/modules/test_lr_scheduler.py) and PyTorch (test/optim/test_lrscheduler.py) are in
neither's package: here are their settings, written down anew, not their code. Left out is what has no rates, or no
counterpart of ours: warnings, types, tensors, pictures of state, CyclicLR and OneCycleLR.
"""

import copy
import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from tests.replays.lr import build

Optimizer = Any  # of no common class
Spec = dict[str, Any]  # as tests.replays.lr.build takes it
STEPS = 30  # of a random case
RANDOM = 200


class Case(NamedTuple):
    """Schedulers on one optimizer, and what happens on the way.

    Args:
        schedulers: They step in this order.
        rates: Base rates of the groups.
        steps: How many rates are seen.
        metrics: What ReduceLROnPlateau is given.
        changed: Before which update the rates are doubled by hand.
        saved: Before which update the run is saved and resumed by new objects.
        way: ``loaded``: all is made and loaded; ``last``: the optimizer is loaded and the schedulers are made with its last step.
    """

    schedulers: list[Spec]
    rates: list[float]
    steps: int = STEPS
    metrics: Sequence[float] = ()
    changed: int = -1
    saved: int = -1
    way: str = "loaded"


def spec(scheduler: str, **params: Any) -> Spec:
    return {"scheduler": scheduler, "params": params}


def seen(case: Case, library: Any, optimizer_of: Callable[[list[float]], Optimizer]) -> str:
    """Return the rates that the updates use, group after group, as a text."""
    last = "last_epoch" if hasattr(library, "MultiplicativeLR") else "last_step"  # PyTorch's, OneFlow's
    optimizer = optimizer_of(case.rates)
    schedulers = [build(library, each, optimizer) for each in case.schedulers]
    rates: list[float] = []
    for update in range(case.steps):
        if update == case.saved:
            saved = copy.deepcopy((optimizer.state_dict(), [each.state_dict() for each in schedulers]))
            steps = [{last: getattr(each, last) - 1} if case.way == "last" else {} for each in schedulers]
            optimizer = optimizer_of(case.rates)
            if case.way == "last":
                optimizer.load_state_dict(saved[0])
            made = zip(case.schedulers, steps, strict=True)
            schedulers = [build(library, spec(s["scheduler"], **s["params"], **step), optimizer) for s, step in made]
            if case.way == "loaded":
                optimizer.load_state_dict(saved[0])
                for each, state in zip(schedulers, saved[1], strict=True):
                    each.load_state_dict(state)
        if update == case.changed:
            for group in optimizer.param_groups:
                group["lr"] *= 2
        rates += [group["lr"] for group in optimizer.param_groups]
        optimizer.step()
        for each, given in zip(schedulers, case.schedulers, strict=True):
            each.step(*([case.metrics[update]] if given["scheduler"] == "ReduceLROnPlateau" else []))
    return " ".join(f"{rate:.9g}" for rate in rates)


def cases(library: str) -> Iterator[tuple[str, Case]]:
    """Yield the cases for ``oneflow`` or ``torch`` by their names."""
    own = {"oneflow": tried_by_oneflow, "torch": tried_by_pytorch}[library]
    for number, case in enumerate(own()):
        yield f"own {number}", case
    draw = {"oneflow": drawn_for_oneflow, "torch": drawn_for_pytorch}[library]
    for number in range(RANDOM):
        yield f"random {number}", draw(Dice(number))


def record(library: str, schedulers: Any, optimizer_of: Callable[[list[float]], Optimizer]) -> dict[str, str]:
    """Return what each case gave."""
    return {name: seen(case, schedulers, optimizer_of) for name, case in cases(library)}


def tried_by_oneflow() -> Iterator[Case]:
    def alone(scheduler: Spec, steps: int, rate: float = 1.0) -> Case:
        return Case([scheduler], [rate], steps)

    def warmup(inner: Spec | str, steps: int, rate: float = 0.1, **params: Any) -> Case:
        return alone(spec("WarmupLR", scheduler_or_optimizer=inner, **params), steps, rate)

    yield alone(spec("CosineDecayLR", decay_steps=10, alpha=0.5), 21)
    yield alone(spec("CosineAnnealingLR", T_max=20, eta_min=0.5), 101)
    yield alone(spec("StepLR", step_size=5, gamma=0.1), 21)
    yield alone(spec("MultiStepLR", milestones=[5, 11, 15], gamma=0.1), 18)
    yield alone(spec("ExponentialLR", gamma=0.1), 21)
    yield Case([spec("LambdaLR", lr_lambda=["lambda t: t // 30", "lambda t: 0.95 * t"])], [1.0, 1.0], 21)
    yield alone(spec("PolynomialLR", steps=100, end_learning_rate=1e-5, power=2, cycle=True), 21)
    yield alone(spec("ConstantLR", factor=0.1, total_iters=10), 20, 0.01)
    yield alone(spec("LinearLR", start_factor=0.1, end_factor=1, total_iters=10), 21, 0.1)
    yield warmup("optimizer", 10, 0.001, warmup_factor=0.5, warmup_iters=5)
    exponential, stairs = spec("ExponentialLR", gamma=0.9), spec("MultiStepLR", milestones=[10])
    yield warmup(exponential, 10, warmup_factor=0.5, warmup_iters=0)
    yield warmup(exponential, 10, warmup_factor=0.5, warmup_iters=5)
    yield warmup(exponential, 10, warmup_factor=0.5, warmup_iters=5, warmup_prefix=True)
    cosine = spec("CosineAnnealingLR", T_max=20)
    yield warmup(spec("CosineAnnealingLR", T_max=10), 21, warmup_factor=0.5, warmup_iters=5, warmup_method="constant")
    yield warmup(cosine, 20, warmup_factor=0.1, warmup_iters=5)
    yield warmup(cosine, 20, warmup_factor=0.1, warmup_iters=5, warmup_prefix=True)
    yield warmup(stairs, 20, 0.001, warmup_factor=0.5, warmup_iters=5)
    yield warmup(spec("MultiStepLR", milestones=[5, 10]), 20, warmup_factor=0.1, warmup_iters=5, warmup_prefix=True)
    saved = warmup(spec("CosineAnnealingLR", T_max=100), 20, warmup_factor=0.1, warmup_iters=5)
    yield saved._replace(saved=7)
    settings = itertools.product(
        ("min", "max"), (0.1, 0.3), (2, 5), (1e-3, 1e-5), ("rel", "abs"), (0, 1), (0, 1e-3), (1e-5, 1e-8)
    )
    names = ("mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "min_lr", "eps")
    for number, values in enumerate(settings):
        plateau = spec("ReduceLROnPlateau", **dict(zip(names, values, strict=True)))
        yield Case([plateau], [1.0], 15, Dice(number).walk(0.1, 15))


def tried_by_pytorch() -> Iterator[Case]:
    groups = [0.05, 0.5]
    step = spec("StepLR", step_size=3, gamma=0.1)
    stairs = spec("MultiStepLR", milestones=[2, 5, 9], gamma=0.1)
    exponential = spec("ExponentialLR", gamma=0.9)
    ramp = spec("LinearLR", start_factor=0.4, total_iters=4)
    low = spec("ConstantLR", factor=0.4, total_iters=4)
    cosine = spec("CosineAnnealingLR", T_max=10, eta_min=1e-10)
    polynomial = spec("PolynomialLR", power=0.9, total_iters=5)
    singles = [
        *(step, stairs, exponential, ramp, low, cosine, polynomial),
        spec("ConstantLR", factor=0.5, total_iters=5),
        spec("LinearLR", start_factor=1 / 4, end_factor=3 / 5, total_iters=4),
        spec("LinearLR", start_factor=1 / 3, end_factor=0.7, total_iters=4),
        spec("CosineAnnealingLR", T_max=5, eta_min=1e-10),
        spec("LambdaLR", lr_lambda=["lambda t: 0.9**t", "lambda t: 0.8**t"]),
        spec("MultiplicativeLR", lr_lambda=["lambda t: 0.9", "lambda t: 0.8"]),
    ]
    singles += [
        spec("CosineAnnealingWarmRestarts", T_0=first, T_mult=mult, eta_min=1e-10) for first, mult in ((5, 1), (5, 2))
    ]
    for each in singles:
        yield Case([each], groups)
        yield Case([each], groups, saved=3)
    yield Case([spec("CosineAnnealingLR", T_max=5, eta_min=0.1)], groups, saved=1, way="last")
    pairs = (
        *((step, stairs), (step, exponential), (stairs, exponential), (step, low), (stairs, ramp)),
        (spec("LinearLR", start_factor=0.4, end_factor=0.9, total_iters=4), exponential),
        *((cosine, step), (cosine, stairs), (ramp, cosine), (cosine, spec("ExponentialLR", gamma=0.1))),
    )
    for pair in pairs:
        yield Case([*pair], groups)
    chains = (
        *([step], [spec("LinearLR", start_factor=0.4, total_iters=3)]),
        [spec("LinearLR", start_factor=0.4, total_iters=3), spec("MultiStepLR", milestones=[4, 8, 10], gamma=0.1)],
        [exponential, spec("ConstantLR", factor=0.2, total_iters=4), step],
        [polynomial, spec("ConstantLR", factor=0.1)],
    )
    for chain in chains:
        yield Case([spec("ChainedScheduler", schedulers=chain)], groups)
    start = spec("ConstantLR", factor=0.1, total_iters=3)
    fast, every_two = spec("ExponentialLR", gamma=0.8), spec("StepLR", step_size=2, gamma=0.1)
    chained = spec(
        "ChainedScheduler",
        schedulers=[
            spec("LinearLR", start_factor=0.1, total_iters=5),
            spec("ConstantLR", factor=0.1, total_iters=5),
        ],
    )
    sequences = (
        ([fast, spec("StepLR", step_size=4, gamma=0.1)], [3]),
        ([start, exponential], [3]),
        ([start, fast, every_two], [3, 6]),
        ([spec("ConstantLR", factor=1), spec("ConstantLR", factor=0.1)], [10]),
        ([chained, spec("ConstantLR", factor=0.5, total_iters=5)], [5]),
        ([spec("LinearLR", start_factor=0.5, end_factor=0.1, total_iters=5), exponential], [5]),
        (
            [
                spec("LinearLR", start_factor=0.1, end_factor=0.8, total_iters=4),
                spec("LinearLR", start_factor=0.8, end_factor=0.1, total_iters=4),
            ],
            [4],
        ),
    )
    for parts, milestones in sequences:
        yield Case([spec("SequentialLR", schedulers=parts, milestones=milestones)], groups)
    falling, flat = [10 - i * 0.0167 for i in range(STEPS)], [-0.8] * 2 + [-0.234] * (STEPS - 2)
    slowly = [10 - i * 0.0165 for i in range(STEPS)]
    plateaus: tuple[tuple[list[float], dict[str, Any], Spec], ...] = (
        (falling, {"threshold_mode": "abs", "threshold": 0.01, "patience": 5, "cooldown": 5}, step),
        (
            slowly,
            {"threshold_mode": "abs", "threshold": 0.1, "patience": 5},
            spec("MultiStepLR", milestones=[3, 8, 12], gamma=0.1),
        ),
        (
            flat,
            {"mode": "max", "threshold_mode": "abs", "patience": 5, "cooldown": 5},
            spec("ExponentialLR", gamma=0.1),
        ),
        ([1.5 * 1.025**i for i in range(STEPS)], {"mode": "max", "threshold": 0.1, "patience": 3}, cosine),
        ([1.5 * 1.005**i for i in range(STEPS)], {"mode": "max", "threshold": 0.1, "patience": 5, "cooldown": 5}, ramp),
        ([1.5 * 0.85**i for i in range(STEPS)], {"threshold": 0.1}, step),
        ([1.0] * 7 + [0.6] + [0.5] * (STEPS - 8), {"threshold": 0.1, "patience": 5, "cooldown": 5}, step),
        (
            [1.5 * 1.005**i for i in range(STEPS)],
            {"mode": "max", "min_lr": [0.4, 0.3], "threshold": 0.1, "patience": 5, "cooldown": 5},
            step,
        ),
    )
    for metrics, settings, other in plateaus:
        plateau = spec("ReduceLROnPlateau", **settings)
        yield Case([plateau], [0.5, 0.5], metrics=metrics)
        yield Case([plateau, other], [0.5, 0.5], metrics=metrics)


class Dice:
    """Chance that is the same under every Python: ``random.random()`` alone is promised to be."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed).random

    def number(self, low: float, high: float) -> float:
        return round(low + (high - low) * self.chance(), 4)

    def whole(self, low: int, high: int) -> int:
        """Return one of low … high."""
        return low + int((high - low + 1) * self.chance())

    def one_of(self, options: Any) -> Any:
        return options[self.whole(0, len(options) - 1)]

    def rising(self, count: int, last: int) -> list[int]:
        """Return at most ``count`` different numbers of 1 … last."""
        return sorted({self.whole(1, last) for _ in range(count)})

    def walk(self, start: float, steps: int) -> list[float]:
        moves = [self.number(-0.05, 0.05) for _ in range(steps)]
        return [round(start + each, 4) for each in itertools.accumulate(moves)]


def drawn_for_oneflow(dice: Dice) -> Case:
    base = dice.number(0.001, 2)
    single = [
        lambda: spec("ConstantLR", factor=dice.number(0, 1), total_iters=dice.whole(-1, 20)),
        lambda: spec(
            "LinearLR",
            start_factor=dice.number(0, 1),
            end_factor=dice.number(0, 1),
            total_iters=dice.whole(-1, 20),
        ),
        lambda: spec("ExponentialLR", gamma=dice.number(0.5, 1)),
        lambda: spec("StepLR", step_size=dice.whole(1, 12), gamma=dice.number(0.1, 1)),
        lambda: spec("MultiStepLR", milestones=dice.rising(4, 28), gamma=dice.number(0.1, 1)),
        lambda: spec(
            "PolynomialLR",
            steps=dice.whole(1, 25),
            end_learning_rate=dice.number(0, base),
            power=dice.number(0, 3),
            cycle=dice.one_of([False, True]),
        ),
        lambda: spec("CosineDecayLR", decay_steps=dice.whole(1, 25), alpha=dice.number(0, 1)),
        lambda: spec("CosineAnnealingLR", T_max=dice.whole(1, 25), eta_min=dice.number(0, base)),
        lambda: spec(
            "CosineAnnealingWarmRestarts",
            T_0=dice.whole(1, 10),
            T_mult=dice.whole(1, 3),
            eta_min=dice.number(0, base),
            decay_rate=dice.number(0.3, 1),
            restart_limit=dice.whole(0, 4),
        ),
    ]

    def inner() -> Spec:
        made: Spec = dice.one_of(single)()
        return made

    def sequence() -> Spec:
        milestones = dice.rising(2, 28)
        parts = [inner() for _ in range(len(milestones) + 1)]
        rescaling = [dice.one_of([False, True]) for _ in milestones]
        return spec("SequentialLR", schedulers=parts, milestones=milestones, interval_rescaling=rescaling)

    def warmup() -> Spec:
        method, prefix = dice.one_of([("linear", True), ("constant", True), ("constant", False)])
        return spec(
            "WarmupLR",
            scheduler_or_optimizer=inner(),
            warmup_factor=dice.number(0, 1),
            warmup_iters=dice.whole(0, 12),
            warmup_method=method,
            warmup_prefix=prefix,
        )

    composite = [
        sequence,
        warmup,
        lambda: spec("ChainedScheduler", schedulers=[inner() for _ in range(dice.whole(1, 3))]),
        lambda: spec("LambdaLR", lr_lambda=dice.one_of(["lambda t: 1 / (1 + t)", "lambda t: t % 3"])),
        lambda: plateau(dice),
    ]
    return on_the_way(dice, single, composite, base)


def drawn_for_pytorch(dice: Dice) -> Case:
    base = dice.number(0.001, 2)
    single = [
        lambda: spec("ConstantLR", factor=dice.number(0.01, 1), total_iters=dice.whole(0, 20)),
        lambda: spec(
            "LinearLR",
            start_factor=dice.number(0.01, 1),
            end_factor=dice.number(0.01, 1),
            total_iters=dice.whole(0, 20),
        ),
        lambda: spec("ExponentialLR", gamma=dice.number(0.5, 1)),
        lambda: spec("StepLR", step_size=dice.whole(1, 12), gamma=dice.number(0.1, 1)),
        lambda: spec("MultiStepLR", milestones=dice.rising(4, 28), gamma=dice.number(0.1, 1)),
        lambda: spec("PolynomialLR", total_iters=dice.whole(1, 25), power=dice.number(0, 3)),
        lambda: spec("CosineAnnealingLR", T_max=dice.whole(1, 25), eta_min=dice.number(0, base)),
        lambda: spec(
            "CosineAnnealingWarmRestarts", T_0=dice.whole(1, 10), T_mult=dice.whole(1, 3), eta_min=dice.number(0, base)
        ),
        lambda: spec("LambdaLR", lr_lambda=dice.one_of(["lambda t: 1 / (1 + t)", "lambda t: 0.9**t"])),
        lambda: spec("MultiplicativeLR", lr_lambda="lambda t: 0.95"),
    ]

    def inner() -> Spec:
        made: Spec = dice.one_of(single)()
        return made

    def sequence() -> Spec:
        milestones = dice.rising(2, 28)
        parts = [inner() for _ in range(len(milestones) + 1)]
        return spec("SequentialLR", schedulers=parts, milestones=milestones)

    composite = [
        sequence,
        lambda: spec("ChainedScheduler", schedulers=[inner() for _ in range(dice.whole(1, 3))]),
        lambda: plateau(dice),
    ]
    return on_the_way(dice, single, composite, base)


def plateau(dice: Dice) -> Spec:
    return spec(
        "ReduceLROnPlateau",
        mode=dice.one_of(["min", "max"]),
        factor=dice.number(0.1, 0.9),
        patience=dice.whole(0, 4),
        threshold=dice.number(0, 0.2),
        threshold_mode=dice.one_of(["rel", "abs"]),
        cooldown=dice.whole(0, 3),
        min_lr=dice.number(0, 0.01),
    )


def on_the_way(dice: Dice, single: list[Callable[[], Spec]], composite: list[Callable[[], Spec]], base: float) -> Case:
    """Return a case in which a run goes through, is changed by hand, is resumed, or has two schedulers."""
    what = dice.one_of(["runs", "changed", "loaded", "last", "two"])
    schedulers = [dice.one_of(single if what == "last" else single + composite)()]
    if what == "two":
        schedulers.append(dice.one_of(single)())
    case = Case(schedulers, [base, dice.number(0.001, 2)][: dice.whole(1, 2)], metrics=dice.walk(0.5, STEPS))
    moment = dice.whole(2, STEPS - 8)
    if what == "changed":
        return case._replace(changed=moment)
    return case._replace(saved=moment, way=what) if what in ("loaded", "last") else case
