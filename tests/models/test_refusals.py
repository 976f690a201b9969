"""Bad arguments are refused in both interpreters, with a sentence that names them."""

import importlib

import pytest

from tests.micropython.interpreter import run_in_micropython

TOPICS = ("boosting", "kmeans", "lr", "zero")
TABLES = {topic: importlib.import_module(f"tests.replays.{topic}_refusals") for topic in TOPICS}
ROWS = [
    pytest.param(topic, source, name, id=f"{topic} {source}")
    for topic, table in TABLES.items()
    for source, name in table.REFUSED
]


@pytest.fixture(scope="module")
def in_micropython():
    code = """
from tests.replays import boosting_refusals, kmeans_refusals, lr_refusals, zero_refusals
tables = {"boosting": boosting_refusals, "kmeans": kmeans_refusals, "lr": lr_refusals, "zero": zero_refusals}
result = [tables[topic].refusal(source) for topic, source in argument]
"""
    sources = [(topic, source) for topic, table in TABLES.items() for source, _ in table.REFUSED]
    return dict(zip(sources, run_in_micropython(code, sources), strict=True))


@pytest.mark.parametrize(("topic", "source", "name"), ROWS)
def test_is_refused_with_a_value_error_that_names_the_argument(topic, source, name, in_micropython):
    for kind, message in (TABLES[topic].refusal(source), in_micropython[topic, source]):
        assert kind == "ValueError"
        assert message.startswith(name) if topic in ("boosting", "kmeans") else name in message


@pytest.mark.parametrize(
    ("topic", "source", "message"),
    [
        ("boosting", "train(eta=2)", "eta must be > 0 and ≤ 1, got 2"),
        (
            "boosting",
            "train([[0.0], [nan]])",
            "points must have coordinates from −1e12 to 1e12 or None, points[1] has nan",
        ),
        ("lr", "ConstantLR(o, factor=1.5)", "factor must be in [0, 1], got 1.5"),
        ("lr", "CosineDecayLR(o, 9, alpha=-0.1)", "alpha must be ≥ 0 and finite, got -0.1"),
        ("zero", "memory.model_states(1, stage=4, ranks=2)", "stage must be an integer from 0 to 3, got 4"),
        ("zero", "pipeline.timeline('gpipe', forward=-1)", "forward must be a number from 1e−30 to 1e30, got -1"),
    ],
)
def test_the_message_says_the_range_and_what_was_given(topic, source, message):
    assert TABLES[topic].refusal(source) == ["ValueError", message]


@pytest.mark.parametrize(
    ("topic", "source"),
    [
        ("boosting", "train()"),
        ("boosting", "train([[None], [1]], [0, 1], subsample=0.5, random=Random(0))"),
        ("boosting", "train(test=([[0.0]], [1.0]), grid=[[None]])"),
        ("kmeans", "run(kmeans.lloyd([[0.0]], [[0.0]]))"),
        ("lr", "ConstantLR(o, factor=0.5)"),
        ("zero", "memory.model_states(1, stage=3, ranks=2)"),
    ],
)
def test_what_is_allowed_passes(topic, source):
    assert TABLES[topic].refusal(source) is None
