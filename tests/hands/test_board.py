"""The hand that draws boards with matplotlib."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.text import Text

from plots import style
from plots.hands import draw
from plots.hands.board import over_rest
from plots.pictures.board import board, note

PICTURE = board(
    "small",
    "label",
    100.0,
    moments=[],
    rest=1,
    boxes=[(100.0, 50.0, 40.0, 20.0, "下", "series-1"), (300.0, 50.0, 40.0, 20.0, "", "bar-2")],
    notes=[note(10, 20, "左"), note(470, 20, "右", anchor="end", size=15, look="mark")],
    lines=[(0.0, 90.0, 480.0, 90.0, "limit"), (0.0, 95.0, 480.0, 95.0, "limit")],
    table=[],
)
PICTURE["moments"] = [
    {"words": "开始", "boxes": []},
    {"words": "停", "boxes": [(100.0, 50.0, 40.0, 20.0, "", "ring"), (200.0, 50.0, 40.0, 20.0, "1", "mark")]},
]


@pytest.fixture
def figure():
    with style.applied(style.LIGHT):
        drawn = draw([PICTURE, PICTURE], style.LIGHT)
        drawn.draw_without_rendering()
    return drawn


def test_each_picture_has_its_height_below_the_one_before(figure):
    assert tuple(72 * figure.get_size_inches()) == pytest.approx((480, 200))
    tops = [axes.get_position().y1 * 200 for axes in figure.axes]
    assert tops == pytest.approx([200, 100])


def test_boxes_lie_where_the_picture_has_them_in_their_colours(figure):
    boxes = figure.axes[0].findobj(FancyBboxPatch)
    places = [(box.get_x(), box.get_y(), box.get_width(), box.get_height()) for box in boxes]
    assert places == [(80, 40, 40, 20), (280, 40, 40, 20), (80, 40, 40, 20), (180, 40, 40, 20)]
    assert [to_hex(box.get_edgecolor()) for box in boxes] == [
        *(style.LIGHT.series[0], style.LIGHT.paper, style.LIGHT.mark, style.LIGHT.mark)
    ]
    assert to_hex(boxes[1].get_facecolor()) == style.LIGHT.series[1]


def test_words_are_aligned_sized_and_coloured_as_the_picture_says(figure):
    texts = {text.get_text(): text for text in figure.axes[0].findobj(Text) if text.get_text()}
    assert set(texts) == {"左", "右", "下", "1"}
    right = texts["右"]
    assert (right.get_ha(), right.get_fontsize(), right.get_color()) == ("right", 15, style.LIGHT.mark)
    assert right.get_window_extent().x1 == pytest.approx(470, abs=2)


def test_the_lines_of_a_look_are_one_path(figure):
    [lines] = [patch for patch in figure.axes[0].patches if isinstance(patch, PathPatch)]
    assert np.asarray(lines.get_path().vertices).tolist() == [[0, 90], [480, 90], [0, 95], [480, 95]]


def test_what_is_no_more_is_covered_and_what_was_below_is_drawn_again():
    (_, start), (_, stop) = over_rest(PICTURE)
    assert [(box[0], box[5]) for box in start] == [(100, "blank"), (200, "blank"), (100, "series-1")]
    assert start[0][2:4] == (42, 22)  # with the edge of the ring
    assert stop == PICTURE["moments"][1]["boxes"]
