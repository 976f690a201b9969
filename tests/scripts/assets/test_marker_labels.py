import pytest

from plots import style
from plots.figures import Frame, Marker
from scripts.assets import marker_labels
from scripts.assets.figure_files import rasterised, settled

SCALE = 2


def walk(frames, *, blocked=()):
    """Place the labels in a figure that is empty but for the ``blocked`` spans of its x axis."""
    with style.applied(style.LIGHT):
        figure, (axes,) = style.figure(200)
        axes.set_xlim(0, 10)
        axes.set_ylim(0, 1)
        axes.grid(visible=False)
        for start, end in blocked:
            axes.axvspan(start, end, color=style.LIGHT.ink)
        figure = settled(figure)
        return marker_labels.walk(figure, frames, rasterised(figure, scale=SCALE), scale=SCALE)


def at(x, y=0.5):
    return Frame((Marker(x, y, "0.1234"),), "")


def test_a_label_is_on_the_upper_right_where_that_is_free():
    ((place,),) = walk([at(5)])
    assert place.label_x > place.x
    assert place.label_y < place.y


@pytest.mark.parametrize(("blocked", "side"), [((5.2, 10), -1), ((0, 4.8), 1)])
def test_a_label_gives_way_to_ink(blocked, side):
    ((place,),) = walk([at(5)], blocked=[blocked])
    assert (place.label_x - place.x) * side > 0


def test_a_label_keeps_its_side_where_others_are_no_better():
    first, second = walk([at(5), at(7)], blocked=[(5.2, 6.8)])
    assert first[0].label_x < first[0].x
    assert second[0].label_x > second[0].x  # the side of before is taken
    first, second = walk([at(5), at(2)], blocked=[(5.2, 10)])
    assert second[0].label_x < second[0].x


@pytest.mark.parametrize("x", [0, 10])
def test_a_label_stays_inside_at_the_edges(x):
    ((place,),) = walk([at(x)])
    assert 20 < place.label_x < style.WIDTH - 20


def test_two_labels_of_one_frame_do_not_cover_each_other():
    ((one, other),) = walk([Frame((Marker(5, 0.5, "0.1234"), Marker(5, 0.55, "0.1234")), "")])
    apart = abs(one.label_x - other.label_x), abs(one.label_y - other.label_y)
    assert apart[0] > 40 or apart[1] > marker_labels.SIZE
