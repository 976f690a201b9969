"""The hand that draws charts with matplotlib."""

import json

import pytest
from matplotlib.colors import to_hex

from plots import style
from plots.hands import draw
from plots.pictures.annotations import arrow, level, moment, note, ring, shade, span
from plots.pictures.chart import Series, axis, picture_json, steps_axis
from plots.pictures.frame import BOTTOM, DASHES, LEFT, RIGHT, TOP

PALETTE = style.LIGHT
VALUES = [4.0, 3.0, 2.0, 9.0]
SAID = (
    level(4, "level"),
    moment(1, "early", row=1),
    moment(3, "late"),
    span(0, 2, 1, "span"),
    note(2, 2, "one\ntwo", role=2),
    arrow((0, 1), (1, 2), bend=0.2),
    ring([(1, 3.0)]),
    shade(1, 2),
)


def charted(*looks, **keys):
    """Return the figure of a picture, drawn, and its axes."""
    picture = {"kind": "lines", "height": 240, "x": steps_axis("步数", 3), "y": axis("η", 0, 5), **keys}
    series = [(Series(VALUES), {"label": "", **look}) for look in looks]
    with style.applied(PALETTE):
        figure = draw([json.loads(picture_json(picture, series))], PALETTE)
        figure.draw_without_rendering()
    return figure, figure.axes[0]


def test_the_plot_lies_where_the_page_has_it():
    figure, axes = charted({"role": 1})
    box = axes.get_position()

    assert (480 * box.x0, 480 * (1 - box.x1)) == pytest.approx((LEFT, RIGHT))
    assert (240 * (1 - box.y1), 240 * box.y0) == pytest.approx((TOP, BOTTOM))
    assert axes.get_xlim() == pytest.approx((-0.06, 3.06))
    assert axes.get_ylim() == (0, 5)


def test_a_line_has_the_values_and_the_look_of_its_role_and_stays_within_the_plot():
    _, axes = charted({"role": 2})
    [line] = axes.get_lines()[-1:]

    assert list(line.get_ydata()) == [4, 3, 2, 5]
    assert line.get_color() == PALETTE.series[1]
    assert line._unscaled_dash_pattern[1] == DASHES[1]  # matplotlib tells it in no other way


def test_stairs_hold_a_value_until_the_next():
    _, axes = charted({"role": 1}, kind="steps")

    assert axes.get_lines()[-1].get_drawstyle() == "steps-post"


def test_all_that_is_said_beside_the_data_is_written_in_its_colour():
    figure, axes = charted({"role": 1}, annotations=SAID)
    texts = {text.get_text(): text for text in axes.texts}

    assert {"level", "early", "late", "span", "one", "two"} <= texts.keys()
    assert texts["one"].get_color() == PALETTE.series[1]
    assert to_hex(texts["span"].get_color()) == PALETTE.ink
    assert (texts["early"].get_ha(), texts["late"].get_ha()) == ("left", "right")
    assert texts["early"].get_position()[1] > texts["late"].get_position()[1]  # in units from the upper edge


@pytest.mark.parametrize("labels", [("一", "二"), ("一" * 20, "二" * 20)])
def test_each_of_several_lines_has_its_name_once_and_within_the_figure(labels):
    figure, axes = charted(*({"role": role, "label": label} for role, label in enumerate(labels, start=1)))
    boxes = [text.get_window_extent() for text in axes.texts if text.get_text() in labels]

    assert len(boxes) == 2
    assert all(box.x0 >= 0 and box.x1 <= 480 and box.y1 <= 240 for box in boxes)
    assert not boxes[0].overlaps(boxes[1])


def test_raised_digits_which_the_font_lacks_are_raised_otherwise():
    _, axes = charted({"role": 1}, y=axis("η", 0, 5e-5))

    assert "1×10$^{−5}$" in [text.get_text() for text in axes.texts]
