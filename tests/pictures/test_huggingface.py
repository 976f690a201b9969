"""The timeline: marks and names lie on the sheet, and keep apart."""

import itertools
import math

from hypothesis import given
from hypothesis.strategies import integers, tuples

from plots.data.history import history
from plots.models.history.events import years
from plots.pictures.huggingface.timeline import BOTTOM, DOT, GAP, MOST_NAMES, TOP, apart, timeline

EVENTS = history().events
FIRST, LAST = years(EVENTS)
SPANS = tuples(integers(FIRST, LAST), integers(FIRST, LAST)).map(sorted)


@given(span=SPANS)
def test_all_lies_within_the_axis_and_names_keep_apart(span):
    shown = [one for one in EVENTS if span[0] <= one.date.year <= span[1]]
    picture = timeline(shown, *span)
    heights = [y for *_, y, _ in picture["names"]]

    assert all(TOP <= top <= bottom <= BOTTOM for _, top, bottom, *_ in picture["marks"])
    assert all(later - earlier >= GAP - 0.02 for earlier, later in itertools.pairwise(heights))
    assert all(TOP < y < BOTTOM for y in heights)
    if len(shown) <= MOST_NAMES:
        assert sorted(event for event, *_ in picture["names"]) == list(range(len(shown)))


def test_no_two_dots_lie_on_one_another():
    marks = timeline(EVENTS, FIRST, LAST)["marks"]
    dots = [(x, top) for x, top, bottom, *_ in marks if top == bottom]
    for one, other in itertools.combinations(dots, 2):
        assert math.dist(one, other) > DOT


def test_names_are_moved_apart_as_little_as_possible():
    assert apart([10, 11, 40], 10, 0, 100) == [5.5, 15.5, 40]
    assert apart([1, 2, 3], 10, 0, 100) == [0, 10, 20]
    assert apart([95, 96], 10, 0, 100) == [90, 100]
