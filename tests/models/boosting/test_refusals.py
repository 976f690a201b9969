"""Bad arguments: refused with a sentence that names the argument, in both interpreters."""

import pytest

from tests.micropython.interpreter import run_in_micropython
from tests.replays.boosting_refusals import REFUSED, refusal

SOURCES = [source for source, _ in REFUSED]


@pytest.fixture(scope="module")
def in_micropython():
    code = "from tests.replays.boosting_refusals import refusal\nresult = [refusal(source) for source in argument]"
    return dict(zip(SOURCES, run_in_micropython(code, SOURCES), strict=True))


@pytest.mark.parametrize(("source", "beginning"), REFUSED, ids=SOURCES)
def test_is_refused_with_a_value_error_that_names_the_argument(source, beginning):
    kind, message = refusal(source)

    assert kind == "ValueError"
    assert message.startswith(beginning)


@pytest.mark.parametrize(("source", "beginning"), REFUSED, ids=SOURCES)
def test_is_refused_in_micropython_too(source, beginning, in_micropython):
    kind, message = in_micropython[source]

    assert kind == "ValueError"
    assert message.startswith(beginning)


def test_the_message_says_the_range_and_what_was_given():
    assert refusal("train(eta=2)") == ["ValueError", "eta must be > 0 and ≤ 1, got 2"]
    assert refusal("train([[0.0], [nan]])") == [
        "ValueError",
        "points must have coordinates from −1e12 to 1e12 or None, points[1] has nan",
    ]


def test_what_is_allowed_passes():
    assert refusal("train()") is None
    assert refusal("train([[None], [1]], [0, 1], subsample=0.5, random=Random(0))") is None
    assert refusal("train(test=([[0.0]], [1.0]), grid=[[None]])") is None
