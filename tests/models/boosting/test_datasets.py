"""The data sets: of the size, kind and range that was asked for, and what the figures need is in them."""

import pytest

from plots.models.boosting import boost
from plots.models.boosting.cases import switch_and_waves, with_gaps
from plots.models.boosting.datasets import CLASSES, CURVES, sine, steps, waves
from plots.models.randomness import Random


@pytest.mark.parametrize("draw", [draw for _, draw in CURVES], ids=[name for name, _ in CURVES])
def test_a_curve_is_sorted_in_whole_hundredths_and_determined_by_its_seed(draw):
    data = draw(40, Random(0))
    numbers = [number for [x], y in zip(*data, strict=True) for number in (x, y)]

    assert [len(data.points), len(data.targets)] == [40, 40]
    assert data.points == sorted(data.points)
    assert all(0 <= x <= 10 for [x] in data.points)
    assert all(number == round(number, 2) for number in numbers)
    assert draw(40, Random(0)) == data
    assert draw(40, Random(1)) != data


@pytest.mark.parametrize("draw", [draw for _, draw in CLASSES], ids=[name for name, _ in CLASSES])
def test_classes_are_two_of_similar_size_in_the_plane(draw):
    data = draw(300, Random(0))

    assert [len(data.points), len(data.targets)] == [300, 300]
    assert set(data.targets) == {0, 1}
    assert 0.2 < sum(data.targets) / 300 < 0.8
    assert all(len(point) == 2 and min(point) >= -1 and max(point) <= 11 for point in data.points)


@pytest.mark.parametrize("draw", [draw for _, draw in CURVES + CLASSES], ids=[name for name, _ in CURVES + CLASSES])
def test_one_point_is_enough(draw):
    assert len(draw(1, Random(0)).points) == 1


def test_without_noise_the_points_lie_on_the_curve():
    data = sine(30, Random(0), 0.0)

    assert data.targets == [pytest.approx(waves(x), abs=0.0051) for [x] in data.points]


def test_one_step_is_an_outlier():
    assert [y for y in steps(40, Random(0), 0.0).targets if y > 1] == [3.0]


def test_the_switch_is_worth_5_and_the_last_feature_nothing():
    data = switch_and_waves(300, Random(0), 0.0)
    rest = [y - 2 * waves(x) - 5 * switch for (x, switch, _), y in zip(*data, strict=True)]

    assert {switch for _, switch, _ in data.points} == {0.0, 1.0}
    assert rest == pytest.approx([0.0] * 300, abs=0.0051)


def test_gaps_say_something_that_a_tree_uses():
    full = sine(80, Random(0))
    data = with_gaps(full, Random(1))
    missing = [i for i, [x] in enumerate(data.points) if x is None]
    *_, state = boost(data.points, data.targets, rounds=20, max_depth=2, grid=[[None]])

    assert all(full.targets[i] > 0.5 for i in missing)
    assert 3 < len(missing) < 30
    assert state.grid_margins[0] > 0.5 > sum(data.targets) / 80
    assert with_gaps(full, Random(1), 0.0).points == full.points
