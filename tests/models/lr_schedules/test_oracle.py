"""OneFlow 0.7.0 and PyTorch 2.13 were run; we give what they gave, in both interpreters."""

import pytest

from tests import oracle_records
from tests.micropython.interpreter import replay_in_micropython
from tests.replays.lr import expected, replay

RECORDS = oracle_records.load("lr")
NAMES = oracle_records.names(RECORDS)


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
def test_cpython_reproduces_the_oracle_record(record):
    assert oracle_records.difference(replay(record), expected(record)) is None


@pytest.mark.parametrize("index", range(len(RECORDS)), ids=NAMES)
def test_micropython_reproduces_the_oracle_record(index):
    results = replay_in_micropython("lr")

    assert len(results) == len(RECORDS)
    assert "error" not in results[index]
    assert oracle_records.difference(results[index]["value"], expected(RECORDS[index])) is None


@pytest.mark.parametrize(
    "change",
    [
        {"framework": "keras"},
        {"scheduler": "NoSuchLR"},
        {"params": {"no_such_parameter": 1}},
        {"no_such_field": 1},
        {"metrics": [1.0] * 60},
    ],
    ids=str,
)
def test_an_oracle_record_that_is_not_understood_fails(change):
    record = {
        "framework": "oneflow",
        "scheduler": "ExponentialLR",
        "params": {"gamma": 0.9},
        "base_lr": 0.1,
        "lrs": [0.1] * 60,
    }
    replay(record)  # understood

    with pytest.raises((KeyError, AttributeError, TypeError, ValueError)):
        replay({**record, **change})
