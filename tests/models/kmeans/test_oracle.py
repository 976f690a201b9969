"""scikit-learn was run and stopped after each iteration; we give what it gave, in both interpreters."""

from typing import Any

import pytest

from tests import oracle_records
from tests.micropython.interpreter import replay_in_micropython
from tests.replays.kmeans import expected, replay

RECORDS = oracle_records.load("kmeans")
NAMES = oracle_records.names(RECORDS)


def difference(actual, record):
    """Compare as the records ask for: 1e-9, and on top of it the last bits of long sums."""
    return oracle_records.difference(actual, expected(record), absolute=1e-9, relative=1e-12)


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
def test_cpython_reproduces_the_oracle_record(record):
    assert difference(replay(record), record) is None


@pytest.mark.parametrize("index", range(len(RECORDS)), ids=NAMES)
def test_micropython_reproduces_the_oracle_record(index):
    results = replay_in_micropython("kmeans")

    assert len(results) == len(RECORDS)
    assert "error" not in results[index]
    assert difference(results[index]["value"], RECORDS[index]) is None


RECORD: dict[str, Any] = {
    "name": "two numbers",
    "points": [[0.0], [1.0]],
    "init": [[0.0], [2.0]],
    "n_points": 2,
    "n_features": 1,
    "k": 2,
    "n_iter": 2,
    "trace": [
        {"iteration": 0, "centers": [[0.0], [2.0]], "labels": [0, 0], "inertia": 1.0},
        {"iteration": 1, "centers": [[0.0], [1.0]], "labels": [0, 1], "inertia": 0.0},
        {"iteration": 2, "centers": [[0.0], [1.0]], "labels": [0, 1], "inertia": 0.0},
    ],
}


def test_an_oracle_record_that_is_right_passes():
    assert difference(replay(RECORD), RECORD) is None


def with_one_more_iteration(record):
    trace = [*record["trace"], {**record["trace"][-1], "iteration": record["n_iter"] + 1}]
    return {**record, "n_iter": record["n_iter"] + 1, "trace": trace}


def test_an_oracle_record_with_a_relocation_may_confirm_it_twice():
    record = with_one_more_iteration(RECORD)  # the centre at 2 has no point and is relocated to 1
    twice = with_one_more_iteration(record)

    assert difference(replay(record), record) is None
    assert difference(replay(twice), twice) is not None


def test_an_oracle_record_without_a_relocation_may_not():
    trace = [{"iteration": i, "centers": [[0.0], [1.0]], "labels": [0, 1], "inertia": 0.0} for i in range(2)]
    record = {**RECORD, "init": [[0.0], [1.0]], "n_iter": 1, "trace": trace}

    assert difference(replay(record), record) is None
    longer = with_one_more_iteration(record)
    assert difference(replay(longer), longer) is not None


@pytest.mark.parametrize(
    "change",
    [{"no_such_field": 1}, {"sample_weight": [1.0, 2.0]}, {"init": [[0.0, 0.0], [2.0, 0.0]]}, {"points": []}],
    ids=str,
)
def test_an_oracle_record_that_is_not_understood_fails(change):
    with pytest.raises((KeyError, ValueError)):
        replay({**RECORD, **change})


@pytest.mark.parametrize(
    "change",
    [
        {"n_iter": 1},
        {"n_points": 3},
        {"trace": RECORD["trace"][:2]},
        {"trace": [{**RECORD["trace"][0], "inertia": 1.0 + 1e-8}, *RECORD["trace"][1:]]},
        {"trace": [{**RECORD["trace"][0], "labels": [0, 1]}, *RECORD["trace"][1:]]},
        {"trace": [{**RECORD["trace"][0], "centers": [[1e-8], [2.0]]}, *RECORD["trace"][1:]]},
    ],
    ids=str,
)
def test_an_oracle_record_that_is_wrong_fails(change):
    record = {**RECORD, **change}

    assert difference(replay(record), record) is not None


@pytest.mark.parametrize("field", ["n_points", "n_features", "k", "n_iter", "trace"])
def test_an_oracle_record_that_lacks_a_result_fails(field):
    with pytest.raises(KeyError):
        expected({name: value for name, value in RECORD.items() if name != field})
