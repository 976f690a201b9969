"""The papers' tables, DeepSpeed's estimators as they were run, and anchors of the formulas, in both interpreters."""

import pytest

from tests import oracle_records
from tests.micropython.interpreter import replay_in_micropython
from tests.replays.zero import expected, replay

RECORDS = oracle_records.load("zero")
NAMES = oracle_records.names(RECORDS)


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
def test_cpython_reproduces_the_oracle_record(record):
    assert oracle_records.difference(replay(record), expected(record)) is None


@pytest.mark.parametrize("index", range(len(RECORDS)), ids=NAMES)
def test_micropython_reproduces_the_oracle_record(index):
    results = replay_in_micropython("zero")

    assert len(results) == len(RECORDS)
    assert "error" not in results[index]
    assert oracle_records.difference(results[index]["value"], expected(RECORDS[index])) is None
