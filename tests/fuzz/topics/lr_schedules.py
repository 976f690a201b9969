"""Schedules: their rates are finite, and a run that is resumed goes on as if it had not been stopped."""

import json
import math
from typing import Any

from hypothesis import strategies as st

from plots.models.lr_schedules import Optimizer, learning_rates
from tests.fuzz.targets import fuzzed
from tests.models.lr_schedules.strategies import base_rates, builder, schedules


@fuzzed(st.tuples(schedules, base_rates, st.integers(0, 30)))
def schedule(parts: tuple[dict[str, Any], float, int]) -> None:
    spec, rate, stop = parts
    build = builder(spec)
    rates = learning_rates(build, 50, lr=rate)
    assert all(math.isfinite(each) and each >= 0 for each in rates)
    formula = build(Optimizer(rate))
    assert rates == [formula.get_lr(rate, step) for step in range(50)]
    optimizer = Optimizer(rate)
    first = build(optimizer)
    for _ in range(stop):
        first.step()
    again = Optimizer(rate)
    resumed = build(again)
    again.load_state_dict(json.loads(json.dumps(optimizer.state_dict())))
    resumed.load_state_dict(json.loads(json.dumps(first.state_dict())))
    resumed.step()
    assert again.param_groups[0]["lr"] == rates[stop + 1]
