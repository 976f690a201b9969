"""What XGBoost gives for our data sets (see make_xgboost_records.py), we give: every split and value, in both interpreters."""

import json
from functools import partial
from pathlib import Path

import pytest

from plots.models.boosting.importance import KINDS
from tests.micropython.interpreter import run_in_micropython
from tests.replays.boosting import trained

MADE = json.loads(Path(__file__).with_name("xgboost.json").read_text(encoding="utf-8"))
RECORDS = MADE["records"]
NAMES = [record["name"] for record in RECORDS]
# XGBoost rounds derivatives, leaves and margins to single precision, 6e-8 of their scale, each round. A gain is a
# difference of scores, whose rounding weighs more the smaller it is.
close = partial(pytest.approx, rel=2e-6, abs=2e-6)
close_gain = partial(pytest.approx, rel=1e-5, abs=2e-5)


@pytest.fixture(scope="module")
def in_micropython():
    code = "from tests.replays.boosting import trained\nresult = [trained(record) for record in argument]"
    return run_in_micropython(code, RECORDS)


@pytest.fixture(params=range(len(RECORDS)), ids=NAMES)
def case(request):
    return RECORDS[request.param], trained(RECORDS[request.param]), request.param


def test_every_split_and_leaf_is_that_of_xgboost(case):
    record, found, _ = case

    assert len(found["trees"]) == record["rounds"]
    for ours, theirs in zip(found["trees"], record["trees"], strict=True):
        assert len(ours) == len(theirs)
        for own, other in zip(ours, theirs, strict=True):
            assert own.keys() == other.keys()
            assert own["cover"] == close(other["cover"])
            if "leaf" in own:
                assert own["leaf"] == close(other["leaf"])
            else:
                assert own["feature"] == other["feature"]
                assert own["threshold"] == close(other["threshold"])
                assert own["default_left"] == other["default_left"]
                assert own["gain"] == close_gain(other["gain"])


def test_margins_and_probabilities_are_those_of_xgboost(case):
    record, found, _ = case

    assert found["margins"] == close(record["margins"])
    assert found["grid_margins"] == close(record["grid_margins"])
    assert found["predictions"] == close(record["probabilities"])


@pytest.mark.parametrize("kind", KINDS)
def test_importance_is_that_of_xgboost(case, kind):
    record, found, _ = case
    features = len(record["points"][0])
    theirs = [record["importance"][kind].get(f"f{i}", 0.0) for i in range(features)]

    assert found["importance"][kind] == close_gain(theirs)


def test_both_interpreters_grow_the_same_trees(case, in_micropython):
    _, here, index = case
    there = in_micropython[index]

    assert [[set(node) for node in tree] for tree in there["trees"]] == [[set(n) for n in t] for t in here["trees"]]
    for tree, other in zip(here["trees"], there["trees"], strict=True):
        for node, same in zip(tree, other, strict=True):
            assert same == pytest.approx(node, rel=1e-6, abs=1e-9)
    for name in ("margins", "grid_margins", "predictions"):
        assert there[name] == pytest.approx(here[name], rel=1e-12, abs=1e-12)


def test_the_records_say_with_what_they_were_made():
    assert MADE["xgboost"]
    assert MADE["made"]
