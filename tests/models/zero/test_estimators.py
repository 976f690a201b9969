"""DeepSpeed's own estimators: the very numbers that the installed library returned."""

import json

import pytest

from plots.models.zero import estimators
from tests.evidence.environments import HERE as EVIDENCE

RETURNED = json.loads((EVIDENCE / "torch-estimators.json").read_text("utf-8"))["seen"]


@pytest.mark.parametrize("call", RETURNED)
def test_an_estimate_is_that_of_deepspeed_to_the_last_byte(call):
    needs = getattr(estimators, call["estimator"])(**call["arguments"])

    assert list(needs) == call["returned"]
    assert all(isinstance(size, type(theirs)) for size, theirs in zip(needs, call["returned"], strict=True))
