"""The control for two columns of numbers that the reader brings."""

import pytest
from hypothesis import given
from hypothesis.strategies import floats, lists, sampled_from, tuples

from plots import bridge
from plots.playgrounds.controls import SettingError, read_text
from plots.playgrounds.points import FAR
from plots.playgrounds.table import Table
from scripts.assets.python_files import playground_ids
from tests.playgrounds.bridges import ask, ask_both, opened

MOST = 20
TABLE = Table("table", most=MOST, changes="points", label="自己的点")
coordinates = floats(-FAR, FAR).map(lambda number: float(f"{number:.6g}"))


def points_of(text):
    return read_text(TABLE, text).points


@pytest.mark.parametrize("separator", [",", "，", ";", "\t", " ", ", ", "  ", " ; "])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n"])
def test_columns_are_read_whatever_stands_between_them(separator, end):
    text = end.join(f"{x}{separator}{y}" for x, y in ((1, 2.5), (-3, 4e2)))

    assert points_of(text) == [(1, 2.5), (-3, 400)]


@given(
    points=lists(tuples(coordinates, coordinates), max_size=MOST),
    separator=sampled_from([",", ";", "\t", " "]),
    head=sampled_from(["", "长,宽", "x\ty", "a b"]),
)
def test_what_is_written_is_read(points, separator, head):
    text = "\n".join([head, *(f"{x!r}{separator}{y!r}" for x, y in points)])

    assert points_of(text) == points


def test_a_file_of_excel_is_read_with_its_mark_its_head_and_its_quotes():
    columns = read_text(TABLE, '\ufeff"花瓣长","花瓣宽"\r\n"1.4","0.2"\r\n4.7,1.4\r\n')

    assert columns.names == ["花瓣长", "花瓣宽"]
    assert columns.points == [(1.4, 0.2), (4.7, 1.4)]


@pytest.mark.parametrize("text", ["1,5;2,25", "1,5\t2,25"])
def test_beside_a_semicolon_or_a_tab_a_comma_is_a_decimal_point(text):
    assert points_of(text) == [(1.5, 2.25)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x,y\n1,2\n3,abc", "“自己的点”的第 3 行是“3,abc”，要写成两个数，例如 1.5,2。"),
        ("1,2\n\n3", "“自己的点”的第 3 行是“3”，要写成两个数，例如 1.5,2。"),
        ("1,2,3", "“自己的点”的第 1 行是“1,2,3”，要写成两个数，例如 1.5,2。"),
        ("1,2\nx,y", "“自己的点”的第 2 行是“x,y”，要写成两个数，例如 1.5,2。"),
        ("1,nan", "“自己的点”的第 1 行是“1,nan”，要写成两个数，例如 1.5,2。"),
        ("1,2\n1,1e7", "“自己的点”的第 2 行是“1,1e7”，两个数都要在 ±1000000 之间。"),
        ("1,2\n" * (MOST + 1), "“自己的点”最多 20 行，现在有 21 行。"),
        ("1" * 100001, "“自己的点”最长 100000 个字符，现在有 100001 个。"),
    ],
)
def test_what_is_wrong_is_one_sentence_that_names_the_line(text, message):
    with pytest.raises(SettingError) as problem:
        read_text(TABLE, text)

    assert problem.value.message == message


BROUGHT = [id for id in playground_ids() if "table" in bridge.find(id).implied]


@pytest.mark.parametrize("id", BROUGHT)
def test_points_that_are_brought_are_shown_whatever_was_shown_and_moved_before(id):
    state = opened("points=3:1,1;2,2", playground=id)
    edits = [{"setting": 0, "path": ["table"], "text": "长,宽\n10,200\n30,400\n20,900\n25,100"}]
    state = ask("show", playground=id, settings=state["settings"], edits=edits)
    [picture, *_] = state["pictures"]

    assert picture["points"] == [[10, 200], [30, 400], [20, 900], [25, 100]]
    assert id != "kmeans" or [picture["plane"][side]["label"] for side in "xy"] == ["长", "宽"]
    assert state["query"] == "data=table"
    assert "链接里不带它们" in state["sentence"]

    moved = [{"setting": 0, "path": ["points", "1"], "text": "31,410"}]
    state = ask("show", playground=id, settings=state["settings"], edits=moved)
    assert state["pictures"][0]["points"][1] == [31, 410]
    others = [{"setting": 0, "path": ["table"], "text": "1,2\n3,4\n5,6"}]
    state = ask("show", playground=id, settings=state["settings"], edits=others)
    assert state["pictures"][0]["points"] == [[1, 2], [3, 4], [5, 6]]


@pytest.mark.parametrize("id", BROUGHT)
def test_both_interpreters_read_the_same(id):
    texts = ["", "a;b\n1,5;2\n3;4\n5;7", "1 2\n3 x", "\ufeff1\t2\r\n3\t4\r\n5\t5\r\n"]
    requests = [
        {
            "playground": id,
            "do": "show",
            "settings": [[]],
            "edits": [{"setting": 0, "path": ["table"], "text": text}],
            "have": [],
        }
        for text in texts
    ]

    for ours, theirs in ask_both(requests):
        assert ours["ok"]["problems"] == theirs["ok"]["problems"]
        assert ours["ok"]["sentence"] == theirs["ok"]["sentence"]
