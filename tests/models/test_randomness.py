"""Random numbers: fair, independent of each other and of the neighbouring seeds, equal in both interpreters."""

import itertools
import math
import statistics

import pytest
from hypothesis import given
from hypothesis.strategies import integers, sampled_from

from plots.models.randomness import MULTIPLIER, PRIME, Random
from tests.micropython.interpreter import run_in_cpython, run_in_micropython

SEEDS = integers(0, 10**12)


def correlation(first, second):
    return statistics.correlation(first, second)


def test_the_generator_is_the_one_of_park_and_miller():
    random = Random(0)
    random.state = 1

    for _ in range(10_000):
        random.uniform()

    assert random.state == 1043618065  # the value that the paper gives as a check


@given(seed=SEEDS)
def test_uniform_numbers_lie_between_their_bounds(seed):
    random = Random(seed)

    assert all(0 < random.uniform() < 1 for _ in range(20))
    assert all(-3 <= random.uniform(-3, -1) <= -1 for _ in range(20))


def test_the_largest_state_stays_below_every_bound():
    random = Random(0)
    random.state = (PRIME - 1) * pow(MULTIPLIER, -1, PRIME) % PRIME
    number = random.uniform()
    assert random.state == PRIME - 1

    assert number < 1
    for count in (1, 2, 3, 10, 10**6, 10**9):
        assert int(count * number) == count - 1


def test_uniform_numbers_fill_their_interval_evenly():
    random = Random(5)
    counts = [0] * 20
    for _ in range(20_000):
        counts[int(20 * random.uniform())] += 1

    chi_square = sum((count - 1000) ** 2 / 1000 for count in counts)
    assert chi_square < 43.8  # 19 degrees of freedom: exceeded once in a thousand


@pytest.mark.parametrize("lag", [1, 2, 7])
@pytest.mark.parametrize("draw", range(4))
def test_neighbouring_seeds_have_nothing_to_do_with_each_other(lag, draw):
    numbers = [[random.uniform() for _ in range(draw + 1)][-1] for random in map(Random, range(3000))]
    steps = [(later - now) % 1 for now, later in itertools.pairwise(numbers[::lag])]

    limit = 4 / math.sqrt(len(steps))
    assert abs(correlation(numbers[lag:], numbers[:-lag])) < limit
    assert abs(statistics.mean(steps) - 0.5) < limit  # of a linear generator all steps would be equal
    assert abs(statistics.stdev(steps) - math.sqrt(1 / 12)) < limit


def test_no_two_seeds_share_their_numbers():
    assert len({Random(seed).state for seed in range(20_000)}) == 20_000


def test_normal_numbers_have_mean_0_and_variance_1_and_their_share_within_one_deviation():
    random = Random(1)
    numbers = [random.normal() for _ in range(20_000)]

    assert statistics.mean(numbers) == pytest.approx(0, abs=0.03)
    assert statistics.stdev(numbers) == pytest.approx(1, abs=0.03)
    assert sum(abs(number) < 1 for number in numbers) / 20_000 == pytest.approx(0.6827, abs=0.015)
    assert abs(correlation(numbers[1:], numbers[:-1])) < 0.03


def test_mean_and_deviation_shift_and_stretch_normal_numbers():
    standard, other = Random(3), Random(3)
    for _ in range(5):
        assert other.normal(2.0, 0.5) == 2.0 + 0.5 * standard.normal()


@given(seed=SEEDS, count=integers(0, 30), data=sampled_from([0, 0.3, 1]))
def test_a_sample_has_no_number_twice(seed, count, data):
    size = int(data * count)
    sample = Random(seed).sample(count, size)

    assert len(sample) == len(set(sample)) == size
    assert set(sample) <= set(range(count))


def test_every_sample_is_as_likely_as_the_others():
    counts: dict[tuple, int] = {}
    random = Random(11)
    for _ in range(12_000):
        sample = tuple(random.sample(4, 2))
        counts[sample] = counts.get(sample, 0) + 1

    assert len(counts) == 12
    assert sum((count - 1000) ** 2 / 1000 for count in counts.values()) < 31.3  # 11 degrees of freedom, 1 in 1000


def test_micropython_draws_the_same_numbers():
    code = """
from plots.models.randomness import Random
def draws(seed):
    random = Random(seed)
    numbers = [random.uniform(), random.uniform(-2.5, 7.1), random.below(97), random.sample(9, 5)]
    return numbers, [random.normal() for _ in range(20)]
result = [draws(seed) for seed in argument]
"""
    seeds = [0, 1, 7, 2026, 10**9, 10**12]

    for here, there in zip(run_in_cpython(code, seeds), run_in_micropython(code, seeds), strict=True):
        assert here[0] == there[0]
        assert here[1] == pytest.approx(there[1], rel=1e-14)
