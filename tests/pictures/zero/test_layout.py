"""What is laid out lies on its board, and nothing lies over what it must not cover."""

import itertools

import pytest
from hypothesis import given
from hypothesis.strategies import booleans, builds, floats, lists, sampled_from, tuples

from plots.models.zero.collectives import COLLECTIVES, slices
from plots.models.zero.memory import GB
from plots.models.zero.network import SAMPLES
from plots.models.zero.trainer import layout, train
from plots.pictures.board import titled
from plots.pictures.frame import text_width
from plots.pictures.zero.collectives import collective_board
from plots.pictures.zero.memory import Row, memory_board
from plots.pictures.zero.steps import step_board
from plots.pictures.zero.words import NAMES

RANKS = range(2, 9)


def collective(name, ranks):
    """Return the board of a collective in which each rank has a number of its own, and the messages of each step."""
    arrays = [[2**rank] * ranks for rank in range(ranks)]
    if name == "all_gather":
        own = slices(ranks, ranks)
        arrays = [[2**rank if own[rank][0] == i else None for i in range(ranks)] for rank in range(ranks)]
    elif name == "broadcast":
        arrays = [[1 if rank == 0 else None] * ranks for rank in range(ranks)]
    return collective_board(list(COLLECTIVES[name](arrays, element_bytes=4)), 2**ranks - 1)


def step(stage, ranks, micro_steps):
    made = list(train(SAMPLES * micro_steps, stage=stage, ranks=ranks, micro_steps=micro_steps))
    return step_board(made, layout((2, 4, 1), ranks), stage)


def require_within(picture):
    width, height = picture["width"], picture["height"]
    for boxes in (picture["boxes"], *(boxes for _, boxes in picture["moments"])):
        for x, y, its_width, its_height, _, _ in boxes:
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
    picture = collective(name, ranks)
    require_within(picture)
    for _, boxes in picture["moments"]:
        for one, other in itertools.combinations(boxes, 2):
            apart = [abs(one[axis] - other[axis]) * 2 >= one[axis + 2] + other[axis + 2] for axis in (0, 1)]
            assert any(apart), (one, other)


@pytest.mark.parametrize("stage", range(4))
@pytest.mark.parametrize("ranks", RANKS)
def test_a_step_lies_on_its_board_below_a_title(stage, ranks):
    picture = step(stage, ranks, micro_steps=ranks % 2 + 1)
    require_within(picture)
    titled(picture, "标题")
    require_within(picture)


sizes = floats(1, 1e14)
rows = builds(
    Row,
    sampled_from(["ZeRO-3", "数据并行", "CPU 内存"]),
    lists(tuples(sampled_from(NAMES), sizes), min_size=1, max_size=len(NAMES), unique_by=lambda part: part[0]),
    sampled_from([16 * GB, 32 * GB, 141 * GB, 28000 * GB]),
    sampled_from(["gpu", "cpu", "nvme"]),
    booleans(),
)


@given(rows=lists(rows, min_size=1, max_size=6), are_compared=booleans())
def test_bars_lie_on_their_board_however_long_they_are(rows, are_compared):
    require_within(memory_board(rows, are_compared=are_compared))


def test_a_bar_that_is_far_too_long_is_cut():
    picture = memory_board([Row("", [("parameters", 3000 * GB)], 32 * GB, "gpu", False)], are_compared=False)
    assert [line[4] for line in picture["lines"]] == ["limit", "cut"]
