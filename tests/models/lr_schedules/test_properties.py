"""What holds for all settings: bounds, monotony, joins, scaling, resuming, and never a rate that is none."""

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pytest import approx

from plots.models.lr_schedules import (
    ChainedScheduler,
    ConstantLR,
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    CosineDecayLR,
    ExponentialLR,
    LinearLR,
    MultiStepLR,
    Optimizer,
    PolynomialLR,
    ReduceLROnPlateau,
    SequentialLR,
    StepLR,
    WarmupLR,
    learning_rates,
)
from tests.models.lr_schedules.strategies import (
    base_rates,
    builder,
    decaying,
    floors,
    fractions,
    lengths,
    milestone_lists,
    schedules,
    steps,
    warm_restarts,
)

ROUNDING = 1e-12  # relative; a handful of roundings of 1e-16 each, with a wide margin


def within(low, value, high):
    slack = ROUNDING * max(abs(low), abs(high))
    return low - slack <= value <= high + slack


# The loop and the formula


@given(schedule=schedules, b=base_rates)
def test_the_loop_uses_the_rates_of_the_pure_formula(schedule, b):
    build = builder(schedule)
    formula = build(Optimizer(b))

    assert learning_rates(build, 50, lr=b) == [formula.get_lr(b, t) for t in range(50)]


@given(schedule=schedules, rates=st.lists(base_rates, min_size=2, max_size=3))
def test_groups_do_not_influence_one_another(schedule, rates):
    optimizer = Optimizer(rates)
    together = builder(schedule)(optimizer)
    for _ in range(20):
        together.step()

    assert together.get_last_lr() == [learning_rates(builder(schedule), 21, lr=b)[-1] for b in rates]


@given(schedule=schedules, b=base_rates, stop=st.integers(0, 30))
def test_a_run_resumed_from_both_states_goes_on_as_if_nothing_had_happened(schedule, b, stop):
    optimizer = Optimizer(b)
    scheduler = builder(schedule)(optimizer)
    for _ in range(stop):
        scheduler.step()

    again = Optimizer(b)
    resumed = builder(schedule)(again)
    again.load_state_dict(optimizer.state_dict())
    resumed.load_state_dict(scheduler.state_dict())

    for _ in range(20):
        assert again.param_groups == optimizer.param_groups
        scheduler.step()
        resumed.step()
    assert resumed.state_dict() == scheduler.state_dict()


# Bounds


@given(b=base_rates, alpha=st.floats(0.0, 2.0), length=lengths, t=steps)
def test_cosine_decay_stays_between_b_and_alpha_of_b(b, alpha, length, t):
    lr = CosineDecayLR(Optimizer(b), length, alpha).get_lr(b, t)

    assert within(min(b, alpha * b), lr, max(b, alpha * b))


@given(b=base_rates, eta_min=floors, length=lengths, t=steps)
def test_cosine_annealing_stays_between_b_and_eta_min(b, eta_min, length, t):
    lr = CosineAnnealingLR(Optimizer(b), length, eta_min).get_lr(b, t)

    assert within(min(b, eta_min), lr, max(b, eta_min))


@given(b=base_rates, settings=warm_restarts, t=steps)
def test_warm_restarts_stay_between_eta_min_and_the_peak_of_their_cycle(b, settings, t):
    schedule = CosineAnnealingWarmRestarts(Optimizer(b), **settings["params"])
    cycle, _, _ = schedule.cycle_at(t)
    peak, floor = b * schedule.decay_rate**cycle, schedule.eta_min

    assert within(min(peak, floor), schedule.get_lr(b, t), max(peak, floor))


@given(b=base_rates, end=floors, power=st.floats(0.0, 5.0), length=lengths, t=steps, cycle=st.booleans())
def test_polynomial_stays_between_b_and_its_end_rate(b, end, power, length, t, cycle):
    lr = PolynomialLR(Optimizer(b), length, end, power, cycle).get_lr(b, t)

    assert within(min(b, end), lr, max(b, end))


@given(b=base_rates, start=fractions, end=fractions, length=lengths, t=steps)
def test_linear_stays_between_its_factors_until_it_is_at_b(b, start, end, length, t):
    lr = LinearLR(Optimizer(b), start, end, length).get_lr(b, t)

    assert within(b * min(start, end), lr, b * max(start, end)) if t < length else lr == b


@given(b=base_rates, f=fractions, w=lengths, gamma=decaying, t=steps, prefix=st.booleans())
def test_a_warm_up_of_a_decay_never_exceeds_b(b, f, w, gamma, t, prefix):
    lr = WarmupLR(ExponentialLR(Optimizer(b), gamma), f, w, "linear", prefix).get_lr(b, t)

    assert within(0.0, lr, b)


# Monotony


@given(
    b=base_rates,
    build=st.one_of(
        st.builds(lambda gamma: lambda o: ExponentialLR(o, gamma), decaying),
        st.builds(lambda size, gamma: lambda o: StepLR(o, size, gamma), lengths, decaying),
        st.builds(lambda milestones, gamma: lambda o: MultiStepLR(o, milestones, gamma), milestone_lists, decaying),
        st.builds(lambda length, alpha: lambda o: CosineDecayLR(o, length, alpha), lengths, fractions),
        st.builds(lambda length, power: lambda o: PolynomialLR(o, length, 0.0, power), lengths, st.floats(0.0, 5.0)),
    ),
)
def test_a_decay_never_rises(b, build):
    rates = learning_rates(build, 100, lr=b)

    assert all(later <= now * (1 + ROUNDING) for now, later in pairwise(rates))


@given(b=base_rates, f=fractions, w=lengths)
def test_a_warm_up_to_b_never_falls(b, f, w):
    rates = learning_rates(lambda o: WarmupLR(o, f, w), w + 5, lr=b)

    assert all(later >= now * (1 - ROUNDING) for now, later in pairwise(rates))
    assert rates[0] == b * f
    assert rates[w:] == [b] * 5


@given(b=base_rates, settings=warm_restarts, t=steps)
def test_within_a_cycle_the_rate_goes_one_way(b, settings, t):
    schedule = CosineAnnealingWarmRestarts(Optimizer(b), **settings["params"])
    cycle, start, length = schedule.cycle_at(t)
    assume(t + 1 < start + length)
    now, later = schedule.get_lr(b, t), schedule.get_lr(b, t + 1)
    rises = b * schedule.decay_rate**cycle < schedule.eta_min

    slack = ROUNDING * max(now, later)
    assert later >= now - slack if rises else later <= now + slack


@given(metrics=st.lists(st.floats(-1e6, 1e6), max_size=60), factor=st.floats(0.0, 0.99), patience=st.integers(0, 5))
def test_plateau_never_raises_the_rate_nor_goes_below_its_floor(metrics, factor, patience):
    rates = learning_rates(
        lambda o: ReduceLROnPlateau(o, factor=factor, patience=patience, min_lr=0.01), len(metrics), metrics=metrics
    )

    assert all(later <= now for now, later in pairwise(rates))
    assert all(rate >= 0.01 for rate in rates)


# Joins


@given(b=base_rates, f=fractions, w=lengths, gamma=decaying)
@example(b=0.1, f=0.5, w=5, gamma=0.9)
def test_the_ramp_of_a_warm_up_without_prefix_meets_the_curve(b, f, w, gamma):
    schedule = WarmupLR(ExponentialLR(Optimizer(b), gamma), f, w)

    ramp = [schedule.get_lr(b, t) for t in (w - 1, w)]
    slope = (b * gamma**w - b * f) / w
    assert ramp[1] - ramp[0] == approx(slope, rel=1e-9, abs=ROUNDING * b)


@given(b=base_rates, alpha=fractions, length=lengths)
def test_cosine_decay_has_no_jump_where_it_ends(b, alpha, length):
    schedule = CosineDecayLR(Optimizer(b), length, alpha)

    before, after = schedule.get_lr(b, length * (1 - 1e-9)), schedule.get_lr(b, length)
    assert before == approx(after, rel=1e-12, abs=1e-12 * b)


@given(b=base_rates, start=fractions, length=lengths)
def test_linear_to_b_has_no_jump_where_it_ends(b, start, length):
    schedule = LinearLR(Optimizer(b), start, 1.0, length)

    assert b - schedule.get_lr(b, length - 1) == approx(b * (1 - start) / length, abs=ROUNDING * b)


@given(b=base_rates, eta_min=floors, length=lengths, t=steps)
def test_cosine_annealing_is_periodic_and_even(b, eta_min, length, t):
    schedule = CosineAnnealingLR(Optimizer(b), length, eta_min)
    scale = max(b, eta_min)

    assert schedule.get_lr(b, t + 2 * length) == approx(schedule.get_lr(b, t), abs=ROUNDING * scale)
    assert schedule.get_lr(b, -t) == schedule.get_lr(b, t)


# Relations


@given(b=base_rates, alpha=fractions, length=lengths, t=steps)
def test_cosine_decay_equals_cosine_annealing_to_alpha_of_b_and_then_stays(b, alpha, length, t):
    decay = CosineDecayLR(Optimizer(b), length, alpha).get_lr(b, t)
    annealing = CosineAnnealingLR(Optimizer(b), length, alpha * b).get_lr(b, min(t, length))

    assert decay == approx(annealing, rel=1e-12, abs=ROUNDING * b)


@given(b=base_rates, length=lengths, t=steps)
def test_warm_restarts_equal_cosine_decay_in_their_first_cycle(b, length, t):
    assume(t < length)
    restarts = CosineAnnealingWarmRestarts(Optimizer(b), length).get_lr(b, t)

    assert restarts == approx(CosineDecayLR(Optimizer(b), length).get_lr(b, t), rel=1e-12, abs=ROUNDING * b)


@given(schedule=schedules, b=base_rates, milestone=st.integers(0, 20))
def test_without_rescaling_a_sequence_cuts_out_of_the_curve_and_with_it_shifts_it(schedule, b, milestone):
    curve = builder(schedule)(Optimizer(b))

    def sequence(rescaling):
        def build(optimizer):
            parts = [ConstantLR(optimizer, 0.5, 99), builder(schedule)(optimizer)]
            return SequentialLR(optimizer, parts, [milestone], rescaling)

        return learning_rates(build, 40, lr=b)[milestone:]

    assert sequence(rescaling=False) == [curve.get_lr(b, t) for t in range(milestone, 40)]
    assert sequence(rescaling=True) == [curve.get_lr(b, t) for t in range(40 - milestone)]


@given(schedule=schedules, b=base_rates)
def test_a_sequence_or_chain_of_one_is_that_one(schedule, b):
    alone = learning_rates(builder(schedule), 30, lr=b)

    assert learning_rates(lambda o: SequentialLR(o, [builder(schedule)(o)], []), 30, lr=b) == alone
    assert learning_rates(lambda o: ChainedScheduler([builder(schedule)(o)]), 30, lr=b) == alone


# Scaling


def scaled(schedule, scale):
    """Return the specification with every absolute rate inside multiplied by ``scale``."""

    def rescale(key, value):
        if key in ("eta_min", "end_learning_rate"):
            return value * scale
        if isinstance(value, dict):
            return scaled(value, scale)
        if key == "schedulers":
            return [scaled(inner, scale) for inner in value]
        return value

    return {**schedule, "params": {key: rescale(key, value) for key, value in schedule["params"].items()}}


@given(schedule=schedules, b=base_rates, scale=st.floats(1e-3, 1e3))
def test_scaling_b_and_all_absolute_rates_scales_every_rate(schedule, b, scale):
    rates = learning_rates(builder(schedule), 40, lr=b)
    larger = learning_rates(builder(scaled(schedule, scale)), 40, lr=b * scale)

    slack = ROUNDING * scale * max([b, 1.0, *rates])
    assert larger == approx([rate * scale for rate in rates], rel=1e-9, abs=slack)


# Whatever the arguments

ODD: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([math.nan, math.inf, -math.inf, None, "x", [], True, 1j, 0, -1, 1e308, 5e-324, 1e-310]),
    st.floats(),
    st.integers(-5, 50),
)
PARAMETERS = {
    ConstantLR: ["factor", "total_iters"],
    LinearLR: ["start_factor", "end_factor", "total_iters"],
    ExponentialLR: ["gamma"],
    StepLR: ["step_size", "gamma"],
    MultiStepLR: ["milestones", "gamma"],
    PolynomialLR: ["steps", "end_learning_rate", "power", "cycle"],
    CosineDecayLR: ["decay_steps", "alpha"],
    CosineAnnealingLR: ["T_max", "eta_min"],
    CosineAnnealingWarmRestarts: ["T_0", "T_mult", "eta_min", "decay_rate", "restart_limit"],
    WarmupLR: ["warmup_factor", "warmup_iters", "warmup_method", "warmup_prefix"],
}


@pytest.mark.parametrize("scheduler", PARAMETERS, ids=lambda scheduler: scheduler.__name__)
@given(data=st.data(), b=st.one_of(base_rates, ODD))
def test_any_arguments_give_usable_rates_or_a_value_error(scheduler, data, b):
    required: dict[type, dict[str, Any]] = {
        ExponentialLR: {"gamma": 0.9},
        StepLR: {"step_size": 3},
        MultiStepLR: {"milestones": [3]},
        PolynomialLR: {"steps": 4},
        CosineDecayLR: {"decay_steps": 4},
        CosineAnnealingLR: {"T_max": 4},
        CosineAnnealingWarmRestarts: {"T_0": 4},
    }
    settings = required.get(scheduler, {})
    for name in data.draw(st.sets(st.sampled_from(PARAMETERS[scheduler]), min_size=1)):
        values = st.one_of(ODD, st.lists(ODD, max_size=3)) if name == "milestones" else ODD
        settings[name] = data.draw(values, label=name)
    inner = data.draw(st.booleans()) and scheduler is WarmupLR

    rates, message = [], ""
    try:
        rates = learning_rates(lambda o: scheduler(StepLR(o, 3) if inner else o, **settings), 30, lr=b)
    except ValueError as error:
        message = str(error)

    arguments = [*settings, "lr of param_groups", "optimizer", "lr must be > 0"]
    assert all(0 <= rate < math.inf for rate in rates)
    assert rates or any(name in message for name in arguments)
