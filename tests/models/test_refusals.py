"""Bad arguments are refused in both interpreters, with a sentence that names them: tests/replays/<topic>_refusals.py."""

import importlib

import pytest

from scripts.shared.paths import ROOT
from tests.micropython.interpreter import run_in_micropython

TOPICS = sorted(path.stem.removesuffix("_refusals") for path in (ROOT / "tests" / "replays").glob("*_refusals.py"))
TABLES = {topic: importlib.import_module(f"tests.replays.{topic}_refusals") for topic in TOPICS}
TOPICS = [topic for topic in TOPICS if hasattr(TABLES[topic], "ALLOWED")]
ROWS = [
    pytest.param(topic, source, name, id=f"{topic} {source}")
    for topic in TOPICS
    for source, name in TABLES[topic].REFUSED
]


@pytest.fixture(scope="module")
def in_micropython():
    code = """
result = []
for topic, source in argument:
    table = __import__("tests.replays." + topic + "_refusals", None, None, ["refusal"])
    result.append(table.refusal(source))
"""
    sources = [(topic, source) for topic in TOPICS for source, _ in TABLES[topic].REFUSED]
    return dict(zip(sources, run_in_micropython(code, sources), strict=True))


@pytest.mark.parametrize(("topic", "source", "name"), ROWS)
def test_is_refused_with_a_value_error_that_names_the_argument(topic, source, name, in_micropython):
    for kind, message in (TABLES[topic].refusal(source), in_micropython[topic, source]):
        assert kind == "ValueError"
        assert message.startswith(name) if hasattr(TABLES[topic], "NAME_COMES_FIRST") else name in message


@pytest.mark.parametrize(
    ("topic", "source", "message"), [(topic, *each) for topic in TOPICS for each in TABLES[topic].MESSAGES]
)
def test_the_message_says_the_range_and_what_was_given(topic, source, message):
    assert TABLES[topic].refusal(source) == ["ValueError", message]


@pytest.mark.parametrize(("topic", "source"), [(topic, each) for topic in TOPICS for each in TABLES[topic].ALLOWED])
def test_what_is_allowed_passes(topic, source):
    assert TABLES[topic].refusal(source) is None
