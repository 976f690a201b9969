"""What is laid out lies on its board, and nothing lies over what it must not cover."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis.strategies import booleans, composite, floats, lists, sampled_from, tuples

from plots.models.zero.collectives import COLLECTIVES
from plots.models.zero.memory import GB
from plots.pictures.board import titled
from plots.pictures.frame import text_width
from plots.pictures.zero.collectives import collective_board
from plots.pictures.zero.memory import Row, memory_board
from plots.pictures.zero.steps import step_board
from plots.pictures.zero.words import NAMES
from plots.playgrounds.zero_communication.runs import compute

RANKS = range(2, 9)


def require_within(picture):
    width, height = picture["width"], picture["height"]
    for boxes in (picture["boxes"], *(boxes for _, boxes in picture["moments"])):
        for x, y, its_width, its_height, _, _ in boxes:
            assert 0 <= x - its_width / 2 <= x + its_width / 2 <= width
            assert 0 <= y - its_height / 2 <= y + its_height / 2 <= height
    for x, y, its_width, its_height, *_ in picture["areas"]:
        assert 0 <= x - its_width / 2 <= x + its_width / 2 <= width
        assert 0 <= y - its_height / 2 <= y + its_height / 2 <= height
    for note in picture["notes"]:
        before = {"start": 0, "middle": 0.5, "end": 1}[note["anchor"]]
        left = note["x"] - before * text_width(note["text"], note["size"])
        assert 0 <= left <= left + text_width(note["text"], note["size"]) <= width
        assert note["size"] / 2 <= note["y"] <= height - note["size"] / 2
    for x, y, to_x, to_y, _ in picture["lines"]:
        assert 0 <= min(x, to_x) <= max(x, to_x) <= width
        assert 0 <= min(y, to_y) <= max(y, to_y) <= height
    assert 0 <= picture["rest"] < len(picture["moments"])


@pytest.mark.parametrize("ranks", RANKS)
@pytest.mark.parametrize("name", COLLECTIVES)
def test_a_collective_lies_on_its_board_and_a_message_between_two_rows(name, ranks):
    run = compute({"run": name, "ranks": ranks, "root": 1, "element_bytes": "4"})
    picture = collective_board(run.states, run.complete)
    require_within(picture)
    for _, boxes in picture["moments"]:
        for one, other in itertools.combinations(boxes, 2):
            apart = [abs(one[axis] - other[axis]) * 2 >= one[axis + 2] + other[axis + 2] for axis in (0, 1)]
            assert any(apart), (one, other)


@pytest.mark.parametrize("ranks", RANKS)
@pytest.mark.parametrize("name", COLLECTIVES)
def test_what_is_sent_glides_from_the_cell_that_held_it_to_the_one_that_it_changes(name, ranks):
    run = compute({"run": name, "ranks": ranks, "root": 1, "element_bytes": "4"})
    picture = collective_board(run.states, run.complete)
    cells = [{box[:2]: box[4] for box in boxes} for _, boxes in picture["moments"]]
    for before, now, moves, state in zip(cells, cells[1:], picture["moves"][1:], run.states[1:], strict=False):
        assert len(moves) == len(state.messages) > 0
        for x, y, to_x, to_y, _, _, text, _ in moves:
            assert before[x, y] == text
            assert now[to_x, to_y] != before[to_x, to_y]
    assert picture["moves"][0] == []


@pytest.mark.parametrize("stage", range(4))
@pytest.mark.parametrize("ranks", RANKS)
def test_a_step_lies_on_its_board_below_a_title(stage, ranks):
    run = compute({"run": "step", "stage": str(stage), "ranks": ranks, "micro_steps": ranks % 2 + 1})
    picture = step_board(run.states, run.plan, stage)
    require_within(picture)
    titled(picture, "标题")
    require_within(picture)


sizes = floats(1, 1e14)
LIMITS = {"gpu": [16 * GB, 32 * GB, 141 * GB], "cpu": [64 * GB, 1500 * GB], "nvme": [100 * GB, 28000 * GB]}
parts = lists(tuples(sampled_from(NAMES), sizes), min_size=1, max_size=len(NAMES), unique_by=lambda part: part[0])


@composite
def some_rows(draw):
    """Draw rows; those of one place have one limit, and the first is a GPU."""
    limits = {place: draw(sampled_from(LIMITS[place])) for place in LIMITS}
    places = ["gpu", *draw(lists(sampled_from(list(LIMITS)), max_size=5))]
    names = sampled_from(["ZeRO-3", "数据并行", "CPU 内存"])
    return [Row(draw(names), draw(parts), limits[place], place, "", draw(booleans())) for place in places]


@given(rows=some_rows(), are_compared=booleans())
@example(rows=[Row("ZeRO-3", [(name, GB) for name in NAMES], 16 * GB, "gpu", "", is_chosen=True)], are_compared=True)
def test_bars_lie_on_their_board_however_long_they_are(rows, are_compared):
    require_within(memory_board(rows, are_compared=are_compared))


def test_of_bars_that_are_far_too_long_the_longer_one_is_longer():
    rows = [Row("", [("parameters", size * GB)], 24 * GB, "gpu", "", False) for size in (3000, 212, 144, 132)]
    widths = [box[2] for box in memory_board(rows, are_compared=False)["boxes"] if box[5] == "bar-1"]

    assert widths == pytest.approx([widths[0] * size / 3000 for size in (3000, 212, 144, 132)])
