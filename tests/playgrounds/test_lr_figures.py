"""The playground begins with the picture that stands there: the same numbers in the same box."""

import pytest

from plots import style
from plots.figures.lr_schedules import FIGURES
from plots.playgrounds import lr
from tests.playgrounds.bridges import opened


@pytest.fixture(params=lr.PLAYGROUND.figures, ids=[figure for _, figure in lr.PLAYGROUND.figures])
def pair(request):
    """Return the playground's picture of a setting, and the axes of the figure that shows it."""
    query, id = request.param
    state = opened(query)
    palette = style.LIGHT
    with style.applied(palette):
        figure = FIGURES[id.removeprefix("lr/")].draw(palette)
    pictures = [picture for picture in state["pictures"] if picture["name"] == "lr"]
    return pictures[0], figure.axes[-1]  # where there are two panels the learning rate is the lower one


def test_the_box_is_the_same(pair):
    picture, axes = pair

    assert (picture["x"]["low"], picture["x"]["high"]) == pytest.approx(axes.get_xlim())
    assert (picture["y"]["low"], picture["y"]["high"]) == pytest.approx(axes.get_ylim())


def test_every_curve_is_in_the_figure(pair):
    picture, axes = pair
    drawn = [line.get_ydata() for line in axes.get_lines()]

    for series in picture["series"]:
        same = [values for values in drawn if values == pytest.approx(series["values"], rel=1e-9, abs=1e-15)]
        assert same, series["label"]


def test_the_metric_is_that_of_the_figure():
    [metric, _] = opened("scheduler=ReduceLROnPlateau")["pictures"]
    with style.applied(style.LIGHT):
        upper = FIGURES["plateau"].draw(style.LIGHT).axes[0]

    assert (metric["x"]["low"], metric["x"]["high"]) == pytest.approx(upper.get_xlim())
    assert (metric["y"]["low"], metric["y"]["high"]) == pytest.approx(upper.get_ylim())
    drawn = [line.get_ydata() for line in upper.get_lines()]
    assert any(values == pytest.approx(metric["series"][0]["values"]) for values in drawn)


def test_the_factors_of_a_chain_are_those_of_the_figure():
    [factors, _] = opened("scheduler=ChainedScheduler")["pictures"]
    with style.applied(style.LIGHT):
        upper = FIGURES["chained"].draw(style.LIGHT).axes[0]

    assert (factors["y"]["low"], factors["y"]["high"]) == pytest.approx(upper.get_ylim())
    drawn = [line.get_ydata() for line in upper.get_lines()]
    for series in factors["series"]:
        assert any(values == pytest.approx(series["values"]) for values in drawn)


def test_every_scheduler_begins_with_a_figure():
    shown = {opened(query)["labels"][0] for query, _ in lr.PLAYGROUND.figures}

    assert len(shown) >= 14
