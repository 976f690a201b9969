"""XGBoost was run round by round on one feature; we give what it gave, in both interpreters."""

import math
from typing import Any

import pytest

from tests import oracle_records
from tests.micropython.interpreter import replay_in_micropython
from tests.replays.boosting import expected, replay

RECORDS = oracle_records.load("boosting")
NAMES = oracle_records.names(RECORDS)


def difference(actual, record):
    """Compare as the records ask for: within 1e-5, and gains within 1e-4 of their size.

    XGBoost's margins are in single precision, so that each round may add 6e-8 of the largest of them to the error of
    all that follows: 1e-6 of it on top. Then the root of the mean squared error differs by no more than the predictions.
    """
    wanted = expected(record)
    absolute = 1e-5 + 1e-6 * largest(record)
    of = {"gain": {"absolute": 1e-6, "relative": 1e-4}, "train_mse": {"absolute": absolute}}
    found = [oracle_records.difference(without(actual, of), without(wanted, of), absolute=absolute)]
    for name, tolerances in of.items():
        found.append(oracle_records.difference(only(actual, name), only(wanted, name), where=name, **tolerances))
    return next((sentence for sentence in found if sentence), None)


def largest(record):
    predictions = [value for row in record["trace"] for value in row["predictions"]]
    return max(abs(value) for value in record["y"] + predictions)


def only(result, name):
    values = [row[name] for row in result["trace"]]
    return [math.sqrt(value) for value in values] if name == "train_mse" else values


def without(result, names):
    return {**result, "trace": [{name: row[name] for name in row if name not in names} for row in result["trace"]]}


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
def test_cpython_reproduces_the_oracle_record(record):
    assert difference(replay(record), record) is None


@pytest.mark.parametrize("index", range(len(RECORDS)), ids=NAMES)
def test_micropython_reproduces_the_oracle_record(index):
    results = replay_in_micropython("boosting")

    assert len(results) == len(RECORDS)
    assert "error" not in results[index]
    assert difference(results[index]["value"], RECORDS[index]) is None


# Two points, base score 0, η = ½, λ = 1. g = (0, −3): gain = 0²/2 + 3²/2 − 3²/3 = 1.5, leaves 0 and ½·3/2 = 0.75.
# Then g = (0, −2.25): gain = 2.25²/2 − 2.25²/3 = 0.84375, leaves 0 and ½·2.25/2 = 0.5625.
ROUND = {"round": 1, "threshold": 0.5, "gain": 1.5, "left": 0.0, "right": 0.75}
ROUND_2 = {"round": 2, "threshold": 0.5, "gain": 0.84375, "left": 0.0, "right": 0.5625}
RECORD: dict[str, Any] = {
    "name": "two points",
    "x": [0.0, 1.0],
    "y": [0.0, 3.0],
    "rounds": 2,
    "params": {"eta": 0.5, "reg_lambda": 1.0, "base_score": 0.0},
    "n_points": 2,
    "grid": [0.4, 0.5],
    "trace": [
        {**ROUND, "predictions": [0.0, 0.75], "grid_predictions": [0.0, 0.75], "train_mse": 2.25**2 / 2},
        {**ROUND_2, "predictions": [0.0, 1.3125], "grid_predictions": [0.0, 1.3125], "train_mse": 1.6875**2 / 2},
    ],
}


def test_an_oracle_record_that_is_right_passes():
    assert difference(replay(RECORD), RECORD) is None


@pytest.mark.parametrize(
    "change",
    [
        {"no_such_field": 1},
        {"params": {**RECORD["params"], "max_delta_step": 1}},
        {"params": {**RECORD["params"], "max_depth": 2}},
        {"params": {**RECORD["params"], "eta": -1.0}},
        {"x": [0.0]},
        {"x": [], "y": []},
        {"rounds": 1.5},
    ],
    ids=str,
)
def test_an_oracle_record_that_is_not_understood_fails(change):
    with pytest.raises((KeyError, ValueError)):
        replay({**RECORD, **change})


def changed(**change):
    return {**RECORD, "trace": [RECORD["trace"][0], {**RECORD["trace"][1], **change}]}


@pytest.mark.parametrize(
    "record",
    [
        {**RECORD, "n_points": 3},
        {**RECORD, "trace": RECORD["trace"][:1]},
        changed(round=3),
        changed(threshold=0.5001),
        changed(threshold=None),
        changed(gain=0.844),
        changed(left=0.0001),
        changed(right=0.5626),
        changed(predictions=[0.0, 1.3126]),
        changed(grid_predictions=[1.3125, 1.3125]),
        changed(train_mse=1.424),
        changed(more=1),
    ],
    ids=range(12),
)
def test_an_oracle_record_that_is_wrong_fails(record):
    assert difference(replay(record), record) is not None


@pytest.mark.parametrize("field", ["n_points", "rounds", "trace"])
def test_an_oracle_record_that_lacks_a_result_fails(field):
    with pytest.raises(KeyError):
        expected({name: value for name, value in RECORD.items() if name != field})
