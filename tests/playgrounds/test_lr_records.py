"""The playground shows what OneFlow and PyTorch gave when they were run, for each record that it can be set to."""

import pytest

from plots.playgrounds import calls, query
from tests import oracle_records
from tests.playgrounds.bridges import opened, series
from tests.playgrounds.settings import DIFFERENT

RECORDS = oracle_records.load("lr")


def text(value):
    """Return a parameter as it is written in a URL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(map(text, value))
    return repr(value) if isinstance(value, float) else str(value)


def node(value):
    """Return a parameter as it is written inside a call."""
    if isinstance(value, dict):
        return calls.Call(value["scheduler"], [(name, node(each)) for name, each in filled(value).items()])
    return list(map(node, value)) if isinstance(value, list) else text(value)


def filled(record):
    """Return the parameters with the library's defaults where ours are the article's examples."""
    defaults: dict[str, dict] = {
        "ConstantLR": {"factor": 1 / 3, "total_iters": 5},
        "LinearLR": {"start_factor": 1 / 3, "end_factor": 1.0, "total_iters": 5},
        "StepLR": {"gamma": 0.1},
        "MultiStepLR": {"gamma": 0.1},
        "PolynomialLR": {"end_learning_rate": 0.0001, "power": 1.0, "cycle": False},
        "CosineDecayLR": {"alpha": 0.0},
        "CosineAnnealingLR": {"eta_min": 0.0},
        "CosineAnnealingWarmRestarts": {"T_mult": 1, "eta_min": 0.0},
        "WarmupLR": {"warmup_factor": 1 / 3, "warmup_iters": 5},
        "ReduceLROnPlateau": {"mode": "min", "factor": 0.1, "patience": 10, "cooldown": 0},
    }
    params = {**defaults.get(record["scheduler"], {}), **record["params"]}
    if record["scheduler"] == "SequentialLR":
        rescaling = params.get("interval_rescaling", False)
        params["interval_rescaling"] = (
            rescaling if isinstance(rescaling, list) else [rescaling] * len(params["milestones"])
        )
    return params


def as_query(record):
    """Return the query that sets the playground to a record of OneFlow."""
    pairs = [
        ("scheduler", record["scheduler"]),
        ("lr", text(record["base_lr"])),
        ("until", str(len(record["lrs"]) - 1)),
    ]
    for name, value in filled(record).items():
        nested = name in {"schedulers", "scheduler_or_optimizer"}
        nodes = [node(each) for each in value] if isinstance(value, list) else [node(value)]
        pairs.append((name, calls.write(nodes) if nested else text(value)))
    if "metrics" in record:
        pairs += [("metric", "drawn"), ("metrics", text(record["metrics"]))]
    return query.joined(pairs)


ONEFLOW = [record for record in RECORDS if record["framework"] == "oneflow"]


@pytest.mark.parametrize("record", ONEFLOW, ids=oracle_records.names(ONEFLOW))
def test_the_curve_is_the_oracle_record_or_the_setting_is_refused(record):
    state = opened(as_query(record), run=True)

    if state["problems"]:  # outside the ranges in which the sliders move
        assert all("要" in problem["message"] or "没有名为" in problem["message"] for problem in state["problems"])
    else:
        assert oracle_records.difference(series(state)[0], record["lrs"]) is None


def test_most_oracle_records_can_be_shown():
    shown = [record for record in ONEFLOW if not opened(as_query(record), run=True)["problems"]]

    assert len(shown) > 0.6 * len(ONEFLOW)


NAMESAKES = [
    record
    for record in RECORDS
    if record["framework"] == "pytorch" and record["scheduler"] in DIFFERENT and record["scheduler"] != "PolynomialLR"
]


@pytest.mark.parametrize("record", NAMESAKES, ids=oracle_records.names(NAMESAKES))
def test_pytorchs_curve_is_the_oracle_record_or_the_setting_is_refused(record):
    record = {**record, "params": {**record["params"]}}
    record["params"].pop("optimizer", None)
    state = opened(as_query(record) + "&framework=pytorch", run=True)

    if not state["problems"]:
        assert oracle_records.difference(series(state)[0], record["lrs"]) is None
