"""Axes and series as whoever draws them reads them."""

import itertools
import json
import math

from hypothesis import given
from hypothesis import strategies as st

from plots.pictures.chart import Series, axis, even_ticks, picture_json, powers, steps_axis
from plots.pictures.frame import LEFT, text_width


def values(ticks):
    return [value for value, _ in ticks]


def written(ticks):
    return [text for _, text in ticks]


@given(start=st.floats(-100, 100), width=st.floats(1e-6, 1e6), most=st.integers(3, 18))
def test_ticks_lie_within_the_axis_and_evenly(start, width, most):
    low, high = start * width, (start + 1) * width
    found = values(even_ticks(low, high, most=most))
    gaps = [later - earlier for earlier, later in itertools.pairwise(found)]

    assert len(found) <= most + 1
    assert all(low - 1e-6 * width <= value <= high + 1e-6 * width for value in found)
    if gaps:
        assert max(gaps) - min(gaps) <= 1e-9 * max(abs(low), abs(high), width)
        assert round(gaps[0] / 10 ** math.floor(math.log10(gaps[0]) + 1e-4)) in (1, 2, 5)


def test_ticks_are_written_as_numbers_of_the_text_are():
    assert written(even_ticks(0, 0.125)) == ["0", "0.05", "0.1"]
    assert written(even_ticks(-1, 1)) == ["−1", "−0.5", "0", "0.5", "1"]
    assert written(even_ticks(0, 1.25e-5)) == ["0", "5×10⁻⁶", "1×10⁻⁵"]
    assert written(even_ticks(7, 7)) == ["7"]


def test_steps_have_ticks_at_whole_numbers_only():
    assert values(steps_axis("t", 3)["ticks"]) == [0, 1, 2, 3]
    assert values(steps_axis("t", 14)["ticks"]) == [0, 2, 4, 6, 8, 10, 12, 14]


def test_powers_of_ten_are_short_near_one_and_few():
    assert written(powers(1e-6, 1e3)) == ["10⁻⁶", "10⁻⁴", "0.01", "1", "100"]
    assert written(powers(0.02, 50)) == ["0.1", "1", "10"]


def test_an_axis_has_room_for_its_longest_tick():
    assert axis("", 0, 10)["room"] == LEFT
    assert axis("", 0, 9e6)["room"] >= text_width("8000000") + 14


def shown(*labels, **keys):
    looks = [(Series([1.0, 2.0]), {"label": label}) for label in labels]
    picture = json.loads(picture_json({"kind": "lines", **keys}, looks))
    return picture.get("names")


def test_names_stand_at_the_ends_of_lines_where_there_is_room():
    assert shown("一条") is None
    assert shown("OneFlow", "PyTorch") >= 18 + text_width("OneFlow")
    assert shown("OneFlow", "a name that is much longer") == 0
    assert shown("OneFlow", "PyTorch", bare=True) == 0
