"""The oracle tests themselves: they read any folder, and nothing wrong or unknown slips through."""

import json
import os
import subprocess
import sys

import pytest

from tests import oracle_records
from tests.oracle_records import difference

GOOD = {
    "framework": "oneflow",
    "scheduler": "ExponentialLR",
    "params": {"gamma": 0.5},
    "base_lr": 1.0,
    "lrs": [1.0, 0.5, 0.25],
}


def run_lr_tests(folder, records):
    (folder / "lr.json").write_text(json.dumps(records), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "the_oracle_record"]
    done = subprocess.run(
        [*command, "tests/models/lr_schedules/test_oracle.py"],
        env={**os.environ, "ORACLES": str(folder)},
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


def test_oracle_records_are_read_from_the_folder_that_the_environment_names(tmp_path):
    assert "2 passed" in run_lr_tests(tmp_path, [GOOD])


def test_oracle_records_need_no_id_of_their_own(tmp_path):
    assert "6 passed" in run_lr_tests(tmp_path, [{**GOOD, "id": "same"}, {**GOOD, "id": "same"}, GOOD])


def test_an_oracle_record_that_is_wrong_or_unknown_fails_in_both_interpreters(tmp_path):
    wrong = {**GOOD, "lrs": [1.0, 0.5, 0.25 + 1e-9]}
    unknown = {**GOOD, "framework": "keras"}

    report = run_lr_tests(tmp_path, [GOOD, wrong, unknown])

    assert "4 failed, 2 passed" in report
    assert "value[2] is 0.25" in report


def test_no_oracle_records_are_an_error(tmp_path):
    assert "1 error" in run_lr_tests(tmp_path, [])


def document(**changes):
    return {"format": "kmeans-golden-1", "generated_with": {}, "conventions": [], "datasets": [1, 2], **changes}


@pytest.mark.parametrize(
    ("content", "records"),
    [
        (document(), [1, 2]),
        (document(extras=[3]), [1, 2, 3]),
        (document(datasets=[], extras=[3]), [3]),
        ({"format": "boosting-golden-1", "datasets": [1]}, [1]),
    ],
    ids=str,
)
def test_the_oracle_records_of_a_document_are_those_of_all_its_lists(content, records, tmp_path, monkeypatch):
    monkeypatch.setattr(oracle_records, "FOLDER", tmp_path)
    (tmp_path / "topic.json").write_text(json.dumps(content), encoding="utf-8")

    assert oracle_records.load("topic") == records


@pytest.mark.parametrize(
    "content",
    [
        document(format="kmeans-golden-2"),
        document(more_datasets=[4]),
        document(format="boosting-golden-1", extras=[3]),
        document(datasets=[]),
        {"datasets": [1]},
    ],
    ids=str,
)
def test_an_oracle_document_that_is_empty_or_not_understood_fails(content, tmp_path, monkeypatch):
    monkeypatch.setattr(oracle_records, "FOLDER", tmp_path)
    (tmp_path / "topic.json").write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises((KeyError, ValueError)):
        oracle_records.load("topic")


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (1.0, 1.0 + 0.9e-9),
        (0.0, 0.9e-12),
        ([1, 2.0], [1.0, 2]),
        ({"a": [1], "b": "x"}, {"b": "x", "a": [1]}),
        (None, None),
        (True, True),
    ],
)
def test_values_within_the_tolerance_are_equal(actual, expected):
    assert difference(actual, expected) is None


@pytest.mark.parametrize(
    ("actual", "expected", "sentence"),
    [
        (1.0, 1.0 + 1.1e-9, "value is 1.0, expected 1.0000000011"),
        (0.0, 1.1e-12, "value is 0.0, expected 1.1e-12"),
        (float("nan"), 1.0, "value is nan, expected 1.0"),
        (1, True, "value is 1, expected True"),
        ([1, 2], [1, 2, 3], "value is [1, 2], expected [1, 2, 3]"),
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}, "value.a.b[1] is 2, expected 3"),
        ({"a": 1}, {"b": 1}, "value is {'a': 1}, expected {'b': 1}"),
        ("x", "y", "value is 'x', expected 'y'"),
        (None, 0.0, "value is None, expected 0.0"),
    ],
)
def test_the_first_difference_is_named(actual, expected, sentence):
    assert difference(actual, expected) == sentence
