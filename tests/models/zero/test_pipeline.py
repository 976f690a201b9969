"""Pipeline timelines: the bubble is counted in the slots and is that of the formula."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from plots.models.zero.pipeline import (
    SCHEDULES,
    Slot,
    bubble,
    bubble_formula,
    in_flight,
    run,
    timeline,
)

stages = st.integers(1, 8)
times = st.sampled_from([0.25, 0.5, 1, 2, 3])


@st.composite
def setups(draw, schedules=SCHEDULES):
    schedule = draw(st.sampled_from(schedules))
    p = draw(stages)
    m = draw(st.integers(1, 4)) * p if schedule == "interleaved" else draw(st.integers(1, 16))
    v = draw(st.integers(1, 3)) if schedule == "interleaved" else 1
    return {"schedule": schedule, "stages": p, "micro_batches": m, "chunks": v}


def line(setup, **settings):
    return timeline(setup["schedule"], **{key: setup[key] for key in setup if key != "schedule"}, **settings)


def test_two_stages_two_micro_batches_by_hand():
    slots = timeline("1f1b", stages=2, micro_batches=2, forward=1, backward=1)

    assert [slot for slot in slots if slot.stage == 0] == [
        Slot(0, 0, 1, "forward", 0, 0),
        Slot(0, 1, 2, "forward", 1, 0),
        Slot(0, 3, 4, "backward", 0, 0),
        Slot(0, 5, 6, "backward", 1, 0),
    ]
    assert [slot for slot in slots if slot.stage == 1] == [
        Slot(1, 1, 2, "forward", 0, 0),
        Slot(1, 2, 3, "backward", 0, 0),
        Slot(1, 3, 4, "forward", 1, 0),
        Slot(1, 4, 5, "backward", 1, 0),
    ]
    assert bubble(slots) == (4, 4 / 8, 4 / 12)


@given(setup=setups(("gpipe", "1f1b", "interleaved")), forward=times, backward=times)
def test_the_bubble_is_that_of_the_formula(setup, forward, backward):
    counted = bubble(line(setup, forward=forward, backward=backward))
    p, m, v = setup["stages"], setup["micro_batches"], setup["chunks"]

    assert counted[1:] == approx(bubble_formula(stages=p, micro_batches=m, chunks=v), abs=1e-12)
    assert counted.idle == approx(p * (p - 1) * (forward + backward) / v, abs=1e-9)


@given(setup=setups(("naive",)))
def test_without_a_pipeline_only_one_stage_works_at_a_time(setup):
    p = setup["stages"]

    assert bubble(line(setup))[1:] == approx((p - 1, (p - 1) / p))


@given(setup=setups())
def test_every_pass_is_done_once_after_what_it_needs_and_no_stage_does_two_things_at_once(setup):
    slots = line(setup)
    p, m, v = setup["stages"], setup["micro_batches"], setup["chunks"]
    when = {(slot.kind, slot.micro_batch, slot.chunk * p + slot.stage): slot for slot in slots}

    assert len(when) == len(slots) == 2 * p * m * v
    for (kind, micro, part), slot in when.items():
        if kind == "forward" and part > 0:
            assert when["forward", micro, part - 1].stop <= slot.start
        if kind == "backward":
            assert when["forward", micro, part].stop <= slot.start
            if part < p * v - 1:
                assert when["backward", micro, part + 1].stop <= slot.start
    for stage in range(p):
        mine = sorted((slot.start, slot.stop) for slot in slots if slot.stage == stage)
        assert all(before[1] <= after[0] for before, after in pairwise(mine))


@given(p=stages, m=st.integers(1, 16))
def test_1f1b_keeps_at_most_as_many_micro_batches_as_stages_follow(p, m):
    def most(schedule):
        return in_flight(timeline(schedule, stages=p, micro_batches=m))

    assert most("1f1b") == [min(m, p - stage) for stage in range(p)]
    assert most("gpipe") == [m] * p
    assert most("naive") == [1] * p


def border_messages(slots, kinds=("forward", "backward")):
    """Return how many tensors pass from one stage to another."""
    stages = 1 + max(slot.stage for slot in slots)
    ends = {"forward": (stages - 1, max(slot.chunk for slot in slots)), "backward": (0, 0)}
    return sum(slot.kind in kinds and stages > 1 and (slot.stage, slot.chunk) != ends[slot.kind] for slot in slots)


@given(setup=setups())
def test_every_border_is_crossed_once_each_way_by_every_micro_batch(setup):
    slots = line(setup)
    p, m, v = setup["stages"], setup["micro_batches"], setup["chunks"]
    borders = p * v - 1 if p > 1 else 0  # with one stage chunks have no border between stages

    assert border_messages(slots, ["forward"]) == border_messages(slots, ["backward"]) == m * borders
    assert border_messages(slots) == 2 * m * borders


def test_stages_that_wait_for_each_other_are_refused():
    with pytest.raises(ValueError, match="wait for each other"):
        run([[("backward", 0, 0), ("forward", 0, 0)]], 1, {"forward": 1, "backward": 1})
