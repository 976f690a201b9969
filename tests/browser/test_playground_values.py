"""What a playground draws is what the models compute: ten random settings of each of the 14 schedulers."""

import contextlib
import itertools
import math
import random

import pytest

from tests.browser.lr import curve, picture
from tests.browser.playing import ask, corners, reopen, wait_for_first_pictures
from tests.playgrounds.rates import expected_rates
from tests.playgrounds.settings import random_query, values_of
from tests.playgrounds.tried.lr import SCHEDULER_NAMES

SETTINGS = 10
TOLERANCE = 1e-9


def random_settings(scheduler):
    """Yield random settings, the same in every run: the query, and the rates that the model gives."""
    generator = random.Random(scheduler)
    while True:
        query = random_query(generator, "lr", scheduler=[scheduler], framework=["oneflow"])
        with contextlib.suppress(ValueError):  # a ramp that would end above b
            yield query, expected_rates(values_of("lr", query))


@pytest.mark.slow
@pytest.mark.parametrize("scheduler", SCHEDULER_NAMES)
def test_the_picture_of_ten_random_settings_is_what_the_model_computes(play, scheduler):
    """The first comes with the address of the page; all are opened again in the same page as it was."""
    element = play("lr", next(random_settings(scheduler))[0])
    for query, rates in itertools.islice(random_settings(scheduler), SETTINGS):
        reopen(element, query)
        if ask(element, "element => element.playground.state.code.length"):
            element.get_by_role("button", name="运行").first.click()
            wait_for_first_pictures(element)

        values = curve(element)
        assert len(values) == len(rates), query
        scale = max(map(abs, rates)) or 1.0
        assert all(
            math.isclose(one, other, rel_tol=0, abs_tol=TOLERANCE * scale)
            for one, other in zip(values, rates, strict=True)
        ), query


@pytest.mark.parametrize("scheduler", ["StepLR", "CosineDecayLR"])
def test_the_line_goes_where_the_data_is(play, scheduler):
    element = play("lr", next(random_settings(scheduler))[0])

    data = picture(element)
    values = data["series"][0]["values"]
    span = data["y"]["high"] - data["y"]["low"]
    drawn = corners(element, ".chart__line", of="lr")
    if data["kind"] != "lines":
        drawn = [drawn[0], *drawn[2::2]]
    assert len(drawn) == len(values)
    for step, ((x, y), value) in enumerate(zip(drawn, values, strict=True)):
        assert math.isclose(x, step, abs_tol=0.01)
        assert math.isclose(y, value, abs_tol=span / 1000)
