"""A record that is wrong or not understood fails: no number in the oracles is only carried along."""

import copy

import pytest

from tests import oracle_records
from tests.replays.zero import as_printed, claimed, expected, fixed, replay

RECORDS = oracle_records.load("zero")


def leaves(value, path=()):
    """Yield the path of every number, or text that is one, in nested outputs."""
    if isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in items:
            yield from leaves(part, (*path, key))
    elif times_ten(value) is not None:
        yield path


def times_ten(value):
    if oracle_records.is_number(value):
        return 10 * value
    number, suffix = (value[:-1], value[-1]) if isinstance(value, str) and value[-1:] in "BTx" else (value, "")
    try:
        return f"{10 * float(number):g}{suffix}"
    except ValueError:
        return None


CASES = [
    pytest.param(record, field, path, id=f"{name}-{'-'.join(map(str, path))}")
    for record, name in zip(RECORDS, oracle_records.names(RECORDS), strict=True)
    for field in ("outputs", "outputs_numeric")
    for path in leaves(record.get(field, {}))
]


@pytest.mark.parametrize(("record", "field", "path"), CASES)
def test_a_number_that_is_wrong_is_noticed(record, field, path):
    wrong = copy.deepcopy(record)
    place = wrong[field]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = times_ten(place[path[-1]])
    assert oracle_records.difference(replay(record), expected(record)) is None

    try:
        found = replay(wrong)
    except ValueError:
        return
    assert oracle_records.difference(found, expected(wrong)) is not None


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "rumour"},
        {"no_such_field": 1},
        {"what": "tokens per second"},
        {"outputs": {"stage4": 1}},
        {"inputs": {"psi": 1000}},
    ],
    ids=str,
)
def test_a_record_that_is_not_understood_fails(change):
    record = {
        "kind": "formula_check",
        "what": "model-state bytes per GPU",
        "inputs": {"psi": 1000, "n_d": 2, "K": 12},
        "outputs": {"stage3": 8000},
    }
    assert replay(record) == expected(record)

    with pytest.raises((KeyError, TypeError, ValueError)):
        replay({**record, **change})


def test_an_argument_that_was_not_passed_must_be_the_default():
    record = next(
        one for one in RECORDS if one["kind"] == "estimator" and one["inputs"]["additional_buffer_factor"] == 1.5
    )
    inputs = {**record["inputs"], "additional_buffer_factor": 2.0}

    with pytest.raises(ValueError, match="not the default"):
        replay({**record, "inputs": inputs})


@pytest.mark.parametrize(
    ("value", "cell", "rule", "printed"),
    [
        (41.25, "41.3", "rounded", "41.3"),
        (4187.5, "4187", "truncated", "4187"),
        (4187.5, "4187", "rounded", "4188"),
        (4187.5, "4187", "either", "4187"),
        (0.46875, "0.47", "rounded", "0.47"),
        (512e9, "0.5T", "rounded", "0.5T"),
        (60.4, "about 60", "rounded", "about 60"),
        (15.625, "16 (15.6 in Table 1)", "rounded", "16 (15.6 in Table 1)"),
        (1.875, 1.9, "rounded", 1.9),
        (8 / 7, "1.14x", "rounded", "1.14x"),
    ],
)
def test_values_are_printed_as_the_cells_are(value, cell, rule, printed):
    assert as_printed(value, cell, rule) == printed


def test_decimals_are_padded():
    assert fixed(0.05, 2) == "0.05"
    assert fixed(2, 3) == "2.000"


def test_percentages_in_claims_are_looked_at():
    assert claimed("above 50% at 70 GB/s", 0.506) == "above 50% at 70 GB/s"
    assert claimed("above 50% at 70 GB/s", 0.494) != "above 50% at 70 GB/s"
    assert claimed("below 10%", 1 / 12) == "below 10%"
