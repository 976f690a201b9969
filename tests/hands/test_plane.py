"""What the hand draws of planes is what the pictures hold."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from plots.hands import draw, pictures
from plots.playgrounds.boosting import PLAYGROUND as BOOSTING
from plots.playgrounds.kmeans import PLAYGROUND as KMEANS
from plots.style import LIGHT, applied


def drawn(shown):
    with applied(LIGHT):
        return draw(shown, LIGHT)


def shows(axes, places):
    return any(
        np.shape(line.get_xydata()) == np.shape(places) and np.allclose(line.get_xydata(), places)
        for line in axes.lines
    )


def test_points_without_clusters_are_drawn_alone():
    [picture] = pictures(KMEANS, "data=none&points=1,1;2,5")
    [axes] = drawn([picture]).axes

    assert shows(axes, [[1, 1], [2, 5]])
    assert not axes.patches


def test_the_round_that_is_shown_first_is_drawn_with_its_title():
    fit, rest, losses = pictures(BOOSTING, "")
    figure = drawn([fit, rest, losses])
    upper, middle, _ = figure.axes
    moment, left = fit["moments"][fit["start"]], rest["moments"][rest["start"]]
    words = {text.get_text() for text in figure.findobj(Text)}

    assert shows(upper, fit["points"])
    assert shows(upper, np.transpose(fit["truth"]))
    assert shows(upper, np.transpose(moment["stairs"]))
    assert shows(middle, np.transpose(left["stairs"]))
    assert shows(middle, list(zip([x for x, _ in rest["points"]], left["stems"], strict=True)))
    assert upper.get_ylim() == pytest.approx((fit["plane"]["y"]["low"], fit["plane"]["y"]["high"]))
    assert {moment["title"], left["title"], "真实曲线", "$F_{8}$"} <= words


def test_a_long_run_is_drawn_when_it_has_come_to_its_end():
    assert all("progress" not in picture for picture in pictures(BOOSTING, "rounds=100"))


def test_a_map_has_the_shades_the_points_and_the_errors_of_its_round():
    fit, losses = pictures(BOOSTING, "data=xor&max_depth=2")
    upper, _ = drawn([fit, losses]).axes
    moment = fit["moments"][fit["start"]]
    shades = [each for each in upper.patches + upper.artists if isinstance(each, Rectangle)]
    wrong = [place for place, sign in zip(fit["points"], moment["wrong"], strict=True) if sign == "1"]

    assert len(shades) == len(moment["boxes"]) + len(fit["bands"])
    assert shows(upper, wrong)
    for label in "01":
        assert shows(upper, [place for place, its in zip(fit["points"], fit["labels"], strict=True) if its == label])


def test_a_run_that_ends_before_the_round_that_is_shown_first_is_drawn_at_its_end():
    fit, *_ = shown = pictures(BOOSTING, "rounds=2")
    upper, *_ = drawn(shown).axes

    assert fit["start"] > 2
    assert shows(upper, np.transpose(fit["moments"][-1]["stairs"]))
