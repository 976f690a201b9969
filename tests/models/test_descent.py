"""Gradient descent on the two small problems: by hand, and what must hold for every rate."""

import itertools
import math

import pytest
from hypothesis import example, given
from hypothesis.strategies import floats, integers, lists

from plots.models.descent import LOST, QUADRATIC, VALLEY, descend, normal_noise
from tests.micropython.interpreter import run_in_micropython

PROBLEMS = {"quadratic": QUADRATIC, "valley": VALLEY}


def losses(problem, rates, *, noise=None, momentum=0.0):
    return [loss for _, _, loss in descend(problem, rates, noise or [0.0] * (2 * len(rates)), momentum=momentum)]


def test_two_steps_on_the_quadratic_by_hand():
    points = list(descend(QUADRATIC, [0.1, 0.05], [0.0] * 4))

    # From (3, 1) the gradient is (3, 10); from (2.7, 0) it is (2.7, 0).
    expected = [(3.0, 1.0, 9.5), (2.7, 0.0, 3.645), (2.565, 0.0, 0.5 * 2.565**2)]
    for point, right in zip(points, expected, strict=True):
        assert point == pytest.approx(right, rel=1e-14, abs=1e-14)


def test_momentum_adds_the_step_before_by_hand():
    _, _, third = descend(QUADRATIC, [0.1, 0.1], [0.0] * 4, momentum=0.5)

    # v is (3, 10), then 0.5·(3, 10) + (2.7, 0) = (4.2, 5).
    assert third[:2] == pytest.approx((2.7 - 0.42, -0.5), rel=1e-14)


def test_noise_is_added_to_the_gradient():
    _, second = descend(QUADRATIC, [0.1], [2.0, -3.0])

    assert second[:2] == pytest.approx((3 - 0.1 * (3 + 2), 1 - 0.1 * (10 - 3)), rel=1e-14)


@pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS)
@given(x=floats(-4, 4), y=floats(-4, 4))
def test_the_gradient_is_the_slope_of_the_loss(problem, x, y):
    h = 1e-6
    slope_x, slope_y = problem.gradient(x, y)

    scale = 1 + abs(x) ** 3 + abs(y) * (1 + abs(x))
    assert abs((problem.loss(x + h, y) - problem.loss(x - h, y)) / (2 * h) - slope_x) < 1e-7 * scale
    assert abs((problem.loss(x, y + h) - problem.loss(x, y - h)) / (2 * h) - slope_y) < 1e-7 * scale


@pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS)
@given(loss=floats(1e-3, 1e5))
def test_on_a_contour_the_loss_is_the_same(problem, loss):
    line = problem.contour(loss, 8)

    assert [problem.loss(x, y) for x, y in line] == pytest.approx([loss] * 8, rel=1e-9)
    assert line[0][0] == pytest.approx(-line[4][0]) == pytest.approx(math.sqrt(2 * loss / problem.flat))


@given(rate=floats(0.001, 0.199))
@example(rate=0.1)
def test_without_noise_the_quadratic_falls_at_any_rate_below_its_bound(rate):
    run = losses(QUADRATIC, [rate] * 50)

    assert all(later <= now for now, later in itertools.pairwise(run))


def test_above_its_bound_the_quadratic_diverges_and_the_run_ends():
    run = losses(QUADRATIC, [0.25] * 200)

    assert len(run) < 200
    assert run[-1] > LOST
    assert all(loss <= LOST for loss in run[:-1])


@pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS)
@given(
    rates=lists(floats(-10, 10) | floats(allow_nan=False, allow_infinity=False), max_size=60),
    momentum=floats(0, 0.99),
    seed=integers(0, 9999),
)
def test_every_loss_is_finite_and_not_negative(problem, rates, momentum, seed):
    run = losses(problem, rates, noise=normal_noise(2 * len(rates), seed=seed), momentum=momentum)

    assert all(0 <= loss < math.inf for loss in run)


def test_a_rate_of_zero_stays_where_it_is():
    assert losses(VALLEY, [0.0] * 5, noise=normal_noise(10, seed=3)) == [VALLEY.loss(*VALLEY.start)] * 6


def test_a_negative_rate_climbs_and_a_huge_one_is_lost_at_once():
    assert losses(QUADRATIC, [-0.05] * 5) == sorted(losses(QUADRATIC, [-0.05] * 5))
    assert losses(VALLEY, [1e300, 0.1]) == losses(VALLEY, [1e9, 0.1])
    assert len(losses(VALLEY, [-1e300, 0.1])) == 2


def test_a_run_begins_where_it_is_told_to():
    assert next(descend(QUADRATIC, [], [], start=(1.0, -0.5))) == (1.0, -0.5, QUADRATIC.loss(1.0, -0.5))
    with pytest.raises(ValueError, match="start"):
        next(descend(QUADRATIC, [], [], start=(1.0, math.inf)))


def test_lowering_the_rate_ends_lower_than_keeping_it():
    noise = normal_noise(400, seed=1)
    kept = losses(QUADRATIC, [0.1] * 200, noise=noise)
    lowered = losses(QUADRATIC, [0.05 * (1 + math.cos(math.pi * t / 200)) for t in range(200)], noise=noise)

    assert lowered[-1] < kept[-1] / 10


def test_the_noise_is_normal_and_repeats():
    numbers = normal_noise(20_000, seed=1)
    mean = sum(numbers) / len(numbers)

    assert abs(mean) < 4 / math.sqrt(20_000)
    assert abs(sum(x * x for x in numbers) / len(numbers) - 1) < 4 * math.sqrt(2 / 20_000)
    assert abs(sum(x > 1 for x in numbers) / len(numbers) - 0.1587) < 0.011
    assert numbers[:7] == normal_noise(7, seed=1)


@given(seed=integers(0, 10**9))
def test_neighbouring_seeds_start_apart(seed):
    assert abs(normal_noise(1, seed=seed)[0] - normal_noise(1, seed=seed + 1)[0]) > 1e-9


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: list(descend(QUADRATIC, [0.1], [0.0] * 2, momentum=1.0)), "momentum"),
        (lambda: list(descend(QUADRATIC, [0.1], [0.0] * 2, momentum=math.nan)), "momentum"),
        (lambda: list(descend(QUADRATIC, [0.1, math.inf], [0.0] * 4)), "rates"),
        (lambda: list(descend(QUADRATIC, [0.1], [0.0])), "noise"),
        (lambda: normal_noise(-1, seed=0), "count"),
        (lambda: normal_noise(1, seed=-1), "seed"),
    ],
)
def test_a_bad_argument_is_named(call, named):
    with pytest.raises(ValueError, match=f"^{named} must"):
        call()


def test_micropython_walks_the_same_path():
    code = """
from plots.models.descent import QUADRATIC, VALLEY, descend, normal_noise
noise = normal_noise(400, seed=7)
runs = [[list(point) for point in descend(p, argument, noise, momentum=0.9)] for p in (QUADRATIC, VALLEY)]
result = [noise] + runs + [[list(point) for point in p.contour(2, 50)] for p in (QUADRATIC, VALLEY)]
"""
    rates = [0.1 / (1 + 0.05 * t) for t in range(200)]
    noise = normal_noise(400, seed=7)
    ours = [noise] + [[list(point) for point in descend(p, rates, noise, momentum=0.9)] for p in (QUADRATIC, VALLEY)]
    ours += [[list(point) for point in p.contour(2, 50)] for p in (QUADRATIC, VALLEY)]

    theirs = run_in_micropython(code, rates)

    assert theirs[0] == pytest.approx(ours[0], rel=1e-13, abs=1e-13)
    for walked, right in zip(theirs[1:], ours[1:], strict=True):
        # Rounding differs in the last digits; both problems pull neighbouring paths together.
        assert len(walked) == len(right)
        for theirs_now, ours_now in zip(walked, right, strict=True):
            assert theirs_now == pytest.approx(ours_now, rel=1e-9, abs=1e-12)
