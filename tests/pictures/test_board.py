"""What all boards have: titles, hatchings, JSON."""

import json

import pytest
from hypothesis import given
from hypothesis.strategies import floats, sampled_from

from plots.pictures.board import TITLE, board, board_json, hatching, note, titled
from plots.pictures.looks import HATCHES, LOOKS, NOTES


def small():
    return board(
        "small",
        "label",
        100.0,
        moments=[("开始", []), ("“结束”", [(20.0, 60.0, 10.0, 10.0, "1", "mark")])],
        rest=1,
        boxes=[(10.0, 50.0, 5.0, 5.0, "", "plain")],
        notes=[note(1, 2, "a\\b")],
        lines=[(0.0, 1.0, 2.0, 3.0, "limit")],
        moves=[[], [(5.0, 6.0, 20.0, 60.0, 10.0, 10.0, "1", "mark")]],
        table=[["a"], ["1"]],
    )


def test_json_gives_the_picture_back():
    picture = json.loads(board_json(small()))
    moments = picture.pop("moments")
    lists = {name: json.loads(json.dumps(value)) for name, value in small().items() if name != "moments"}

    assert picture == lists
    assert [(moment["words"], [tuple(box) for box in moment["boxes"]]) for moment in moments] == small()["moments"]


def test_a_title_moves_all_else_down():
    picture, before = small(), small()
    titled(picture, "标题")

    assert picture["height"] == before["height"] + TITLE
    assert picture["boxes"][0][1] == before["boxes"][0][1] + TITLE
    assert picture["moments"][1][1][0][1] == before["moments"][1][1][0][1] + TITLE
    assert picture["moves"] == [[], [(5.0, 6.0 + TITLE, 20.0, 60.0 + TITLE, 10.0, 10.0, "1", "mark")]]
    assert picture["lines"] == [(0.0, 1.0 + TITLE, 2.0, 3.0 + TITLE, "limit")]
    assert [(each["text"], each["y"]) for each in picture["notes"]] == [("a\\b", 2 + TITLE), ("标题", 12)]


sizes = floats(0.01, 400)


@given(look=sampled_from(sorted(HATCHES)), width=sizes, height=sizes)
def test_a_hatching_lies_within_its_bar(look, width, height):
    for x, y, to_x, to_y, _ in hatching((0.0, 0.0, width, height, "", look)):
        assert max(abs(x), abs(to_x)) <= width / 2 * (1 + 1e-9)
        assert max(abs(y), abs(to_y)) <= height / 2 * (1 + 1e-9)


@pytest.mark.parametrize("look", [look for look in LOOKS if look.startswith("bar-")])
def test_no_other_bar_has_this_hatching_and_its_words_keep_clear_of_it(look):
    patterns = {other: hatching((50.0, 17.0, 100.0, 34.0, "", other)) for other in LOOKS if other.startswith("bar-")}
    assert [other for other in patterns if patterns[other] == patterns[look]] == [look]
    assert NOTES[f"inside-{look}"].halo == LOOKS[look].fill
