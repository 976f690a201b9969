"""The timeline and the stars: marks lie where their days are, names keep apart."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis.strategies import integers, tuples

from plots.data.history import history
from plots.models.history.dates import Date, middle, written
from plots.models.history.events import years
from plots.models.history.releases import of_kinds
from plots.models.history.stars import milestones, runs
from plots.pictures.frame import WIDTH, text_width
from plots.pictures.huggingface.landmarks import LANDMARKS, SHORT
from plots.pictures.huggingface.stars import month_of, stars
from plots.pictures.huggingface.timeline import BOTTOM, DOT, GAP, MOST_NAMES, NAMES, SIZE, TOP, apart, timeline

H = history()
EVENTS = H.events
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
    assert all(
        text_width(text, SIZE) <= picture["width"] - picture["names_from"] - 4 for _, text, *_ in picture["names"]
    )
    if len(shown) <= MOST_NAMES:
        assert sorted(event for event, *_ in picture["names"]) == list(range(len(shown)))


def test_every_event_has_a_title_a_clause_or_a_short_name_that_fits():
    titles = {one.id: one.title for one in EVENTS}
    for one in EVENTS:
        [(_, text, *_)] = timeline([one], FIRST, LAST)["names"]
        assert text_width(text, SIZE) <= WIDTH - NAMES - 4
        assert text in (LANDMARKS.get(one.id), SHORT.get(one.id)) or one.title.startswith(text)
    assert all(text_width(titles[id], SIZE) > WIDTH - NAMES - 4 for id in SHORT), "these titles fit"


def test_no_two_dots_lie_on_one_another():
    marks = timeline(EVENTS, FIRST, LAST)["marks"]
    dots = [(x, top) for x, top, bottom, *_ in marks if top == bottom]
    for one, other in itertools.combinations(dots, 2):
        assert math.dist(one, other) > DOT


def test_names_are_moved_apart_as_little_as_possible():
    assert apart([10, 11, 40], 10, 0, 100) == [5.5, 15.5, 40]
    assert apart([1, 2, 3], 10, 0, 100) == [0, 10, 20]
    assert apart([95, 96], 10, 0, 100) == [90, 100]


def whole_stars():
    return stars(H.snapshots, of_kinds(H.releases, ("major",)), start=6, end=93, from_zero=True)


def test_a_month_has_its_days():
    assert month_of(Date(2019, 1, 1)) == round(0.5 / 31, 3)
    assert month_of(Date(2020, 2, 29)) == round(13 + 28.5 / 29, 3)
    for one in H.snapshots:
        assert 2019 + month_of(one.date) / 12 == pytest.approx(middle(one.date), abs=0.005)  # months differ in length


def test_the_stars_are_a_line_for_each_stretch_and_gaps_stay_open():
    found = [series["points"] for series in whole_stars()["series"]]

    assert len(found) == 3
    assert found == [[(month_of(one.date), one.stars / 1e4) for one in run] for run in runs(H.snapshots)]


def test_the_major_releases_and_milestones_are_named_and_the_latter_ringed():
    said = whole_stars()["annotations"]
    majors = of_kinds(H.releases, ("major",))
    passed = [(aim, one) for aim, one in milestones(H.snapshots) if aim in (10_000, 50_000, 100_000, 150_000)]
    [first] = [one for one in H.snapshots if written(one.date) == "2022-04-21"]
    [rings] = [one["places"] for one in said if one["kind"] == "ring"]

    assert [(one["x"], one["text"]) for one in said if one["kind"] == "moment"] == [
        (month_of(one.date), one.version) for one in majors
    ]
    assert rings == [(month_of(one.date), one.stars / 1e4) for one in [*(one for _, one in passed), first]]
    assert [one["text"] for one in said if one["kind"] == "note"] == ["1 万", "5 万", "10 万", "15 万", "本文首次发表"]
