"""Bad arguments are refused in both interpreters, with a message that names them."""

import pytest

from tests.micropython.interpreter import run_in_micropython
from tests.replays.zero_refusals import REFUSED, refusal

SOURCES = [source for source, _ in REFUSED]


@pytest.fixture(scope="module")
def in_micropython():
    code = "from tests.replays.zero_refusals import refusal\nresult = [refusal(source) for source in argument]"
    return dict(zip(SOURCES, run_in_micropython(code, SOURCES), strict=True))


@pytest.mark.parametrize(("source", "name"), REFUSED, ids=SOURCES)
def test_is_refused_with_a_value_error_that_names_the_argument(source, name):
    kind, message = refusal(source)

    assert kind == "ValueError"
    assert name in message


@pytest.mark.parametrize(("source", "name"), REFUSED, ids=SOURCES)
def test_is_refused_in_micropython_too(source, name, in_micropython):
    kind, message = in_micropython[source]

    assert kind == "ValueError"
    assert name in message


def test_the_message_says_the_range_and_what_was_given():
    assert refusal("memory.model_states(1, stage=4, ranks=2)") == [
        "ValueError",
        "stage must be an integer from 0 to 3, got 4",
    ]
    assert refusal("pipeline.timeline('gpipe', forward=-1)") == [
        "ValueError",
        "forward must be a number from 1e−30 to 1e30, got -1",
    ]


def test_a_row_that_is_not_refused_would_be_seen():
    assert refusal("memory.model_states(1, stage=3, ranks=2)") is None
