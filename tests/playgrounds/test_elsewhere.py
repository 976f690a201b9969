"""What the playground of the learning rate writes for Hugging Face, DeepSpeed and Megatron gives the rates that it draws."""

import json
import re

import pytest
from pytest import approx

from plots.playgrounds import query
from plots.playgrounds.lr import PLAYGROUND
from plots.playgrounds.lr.elsewhere import elsewhere
from plots.playgrounds.lr.rates import compute
from plots.playgrounds.state import read_settings
from tests.evidence import environments

RAN = environments.seen("torch-elsewhere")
IN_MEGATRON = environments.seen("megatron-schedules")["written"]
QUERIES = sorted({run["query"] for run in RAN + IN_MEGATRON})


def values_of(text):
    [setting] = read_settings(PLAYGROUND, query.read(text))
    return setting.values


def drawn(text, steps):
    """Return the rates that the playground draws."""
    return compute({**values_of(text), "until": steps - 1}).first


def group(pattern, text):
    """Return what the one group of a pattern finds first."""
    return re.findall(pattern, text)[0]


def ends(name, later):
    """Return whether rates end as a title says."""
    if "升回去" in name:
        return later[1] > later[0]
    held = later[0] if "之后不变" in name else float(group(r"停在 ([\d.e-]+)", name))
    return later == approx([held] * len(later), abs=1e-9)


@pytest.mark.parametrize("text", QUERIES)
def test_what_is_written_for_the_libraries_that_ran_is_what_they_ran(text):
    ran = [(run["name"], run["code"]) for run in RAN + IN_MEGATRON if run["query"] == text]

    assert elsewhere(values_of(text)) == ran


def test_hugging_face_gives_the_rates_that_are_drawn_and_ends_as_its_title_says():
    runs = [run for run in RAN if run["name"].startswith("Hugging Face")]
    assert len(runs) > 10
    for run in runs:
        total = int(group(r"max_steps=(\d+)", run["code"]))
        warmup = int(group(r"warmup_steps=(\d+)", run["code"]))
        start = warmup if "# 预热从" in run["code"] else 0
        ours = drawn(run["query"], total + 1)

        assert run["rates"][start : total + 1] == approx(ours[start:], rel=1e-9, abs=1e-12), run["name"]
        assert start == 0 or run["rates"][0] != approx(ours[0])
        assert ends(run["name"], run["rates"][total:]), run["name"]


def test_deepspeed_gives_them_a_step_late():
    runs = [run for run in RAN if run["name"].startswith("DeepSpeed")]
    assert {group(r"的 (\w+)：", run["name"]) for run in runs} == {"WarmupLR", "WarmupDecayLR", "WarmupCosineLR"}
    for run in runs:
        params = json.loads(run["code"])["scheduler"]["params"]
        warmup, total = params["warmup_num_steps"], params.get("total_num_steps", 30)
        ours = drawn(run["query"], total + 1)

        if "预热晚一步" in run["name"]:
            assert run["rates"][1 : warmup + 1] == approx(ours[:warmup])
            assert run["rates"][warmup + 1 : total + 1] == approx(ours[warmup + 1 :], abs=1e-12)
        else:
            assert run["rates"][1 : total + 2] == approx(ours, rel=1e-9, abs=1e-12)
        assert ends(run["name"], run["rates"][total + 1 :]), run["name"]


def test_megatron_gives_them_and_ends_as_its_title_says():
    styles = set()
    for run in IN_MEGATRON:
        [length] = re.findall(r"--lr-decay-iters (\d+)", run["code"]) or ["20"]
        styles |= set(re.findall(r"-style (\S+)", run["code"]))
        total = int(length)

        assert run["rates"][: total + 1] == approx(drawn(run["query"], total + 1), rel=1e-9, abs=1e-12), run["name"]
        assert ends(run["name"], run["rates"][total:]), run["name"]
    assert styles == {"constant", "linear", "cosine", "WSD", "exponential", "minus_sqrt"}


def preset(wanted):
    [text] = [text for name, _, text in PLAYGROUND.presets if name == wanted]
    return read_settings(PLAYGROUND, query.read(text))


@pytest.mark.parametrize(
    "text",
    [
        "scheduler=StepLR",
        "scheduler=LambdaLR",
        "scheduler=CosineDecayLR&every=epoch",
        "scheduler=WarmupLR",  # in the place of the start
        "scheduler=CosineAnnealingWarmRestarts",
        "scheduler=CosineDecayLR&framework=pytorch",
        "scheduler=SequentialLR",
    ],
)
def test_nothing_is_written_where_they_have_no_name_for_a_setting(text):
    assert elsewhere(values_of(text)) == []


def test_the_presets_of_wsd_end_as_megatron_ends_it():
    styles = [written.split()[-1] for each in preset("wsd-ends") for name, written in elsewhere(each.values)[-1:]]

    assert styles == ["linear", "cosine", "minus_sqrt", "exponential"]
