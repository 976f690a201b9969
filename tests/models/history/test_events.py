"""The timeline by hand: order, lanes, filtering."""

import pytest
from hypothesis import given
from hypothesis.strategies import integers, lists, none, sampled_from, text

from plots.models.history import events
from tests.replays import history_tables as tables

EVENTS = events.timeline(tables.events())


def ids(found):
    return [one.id for one in found]


def test_events_keep_all_that_their_rows_say():
    founded = EVENTS[0]

    assert founded.id == "founded"
    assert founded.date == (2016, None, None)
    assert founded.lane == "company"
    assert (founded.title, founded.title_en) == ("公司在纽约成立", "Founded in New York")
    assert (founded.source, founded.evidence) == ("https://example.org/founded", "medium")


def test_without_conditions_nothing_is_left_out():
    assert events.filtered(EVENTS) == EVENTS


def test_lanes_years_and_words_each_narrow_the_choice():
    assert ids(events.filtered(EVENTS, lanes=("funding", "company"))) == ["founded", "round-a"]
    assert events.filtered(EVENTS, lanes=()) == []
    assert ids(events.filtered(EVENTS, first_year=2018, last_year=2018)) == ["first-commit"]
    assert ids(events.filtered(EVENTS, last_year=2016)) == ["founded"]
    assert ids(events.filtered(EVENTS, first_year=2019, lanes=("funding",))) == ["round-a"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("lux capital", ["round-a"]),
        ("CAPITAL\u3000a 轮", ["round-a"]),  # a full-width space, either case, both languages
        ("改名", ["renamed-pytorch-transformers", "renamed-transformers"]),
        ("2019 年 7 月", ["renamed-pytorch-transformers"]),
        ("2018-10", ["first-commit"]),
        ("融资", ["round-a"]),  # the lane
        ("open-source first", ["first-commit"]),
        ("纽约 改名", []),
        ("   ", [one["id"] for one in tables.events()]),
    ],
)
def test_every_word_must_occur_somewhere_in_an_event(search, found):
    assert ids(events.filtered(EVENTS, search=search)) == found


@given(
    lanes=lists(sampled_from(events.LANES)),
    first=none() | integers(2010, 2030),
    last=none() | integers(2010, 2030),
    search=text("aAlL轮 2019-", max_size=6),
)
def test_a_choice_keeps_the_order_and_never_adds(lanes, first, last, search):
    if first is not None and last is not None and first > last:
        first, last = last, first
    chosen = events.filtered(EVENTS, lanes=lanes, first_year=first, last_year=last, search=search)

    assert [one for one in EVENTS if one in chosen] == chosen
    assert all(one.lane in lanes for one in chosen)
    assert events.filtered(chosen, lanes=lanes, first_year=first, last_year=last, search=search) == chosen


def test_bad_conditions_are_refused():
    with pytest.raises(ValueError, match=r"lanes must be among product, .*, got 'money'"):
        events.filtered(EVENTS, lanes=("money",))
    with pytest.raises(ValueError, match="first_year must be ≤ last_year, got 2020 and 2019"):
        events.filtered(EVENTS, first_year=2020, last_year=2019)
    with pytest.raises(ValueError, match="id must be that of an event, got 'nothing'"):
        events.event_with(EVENTS, "nothing")
    with pytest.raises(ValueError, match="events must not be empty"):
        events.years([])


def test_years_are_those_of_the_first_and_the_last_event():
    assert events.years(EVENTS) == (2016, 2019)
    assert events.event_with(EVENTS, "round-a").date == (2019, 12, None)


def test_every_lane_and_grade_has_a_name_of_its_own():
    assert [events.lane_name(lane) for lane in events.LANES] == list(events.LANE_NAMES)
    assert [events.grade_name(grade) for grade in events.GRADES] == list(events.GRADE_NAMES)
    assert len(set(events.LANE_NAMES)) == len(events.LANES)
    assert len(set(events.GRADE_NAMES)) == len(events.GRADES)


def test_case_accents_and_full_width_spaces_do_not_matter_in_a_search():
    assert events.folded("Clément DELANGUE\u3000É🤗") == "clement delangue e🤗"
