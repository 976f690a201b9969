"""What the playground of the learning rate writes for Hugging Face, DeepSpeed and Megatron gives the rates that it draws."""

import json
import math
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
QUERIES = sorted({run["query"] for run in RAN})


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
    ran = [(run["name"], run["code"]) for run in RAN if run["query"] == text]

    assert [each for each in elsewhere(values_of(text)) if not each[0].startswith("Megatron")] == ran


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


def megatron(options, step):
    """Compute as get_lr of megatron/core/optimizer_param_scheduler.py at 00caa53 does, which was read and not run."""
    highest, lowest = float(options["lr"]), float(options.get("min-lr", 0))
    warmup, first = int(options["lr-warmup-iters"]), float(options.get("lr-warmup-init", 0))
    if warmup > 0 and step <= warmup:
        return first + (highest - first) * step / warmup
    if options["lr-decay-style"] == "constant":
        return highest
    last = int(options["lr-decay-iters"])
    if step > last:
        return lowest
    style, way = options["lr-decay-style"], (step - warmup) / (last - warmup)
    if style == "WSD":
        length = int(options["lr-wsd-decay-iters"])
        style, way = options["lr-wsd-decay-style"], max(step - last + length, 0) / length
    left = {
        "linear": 1 - way,
        "cosine": (math.cos(math.pi * way) + 1) / 2,
        "exponential": 2 * 0.5**way - 1,
        "minus_sqrt": 1 - math.sqrt(way),
    }
    return lowest + left[style] * (highest - lowest)


def test_megatron_would_give_them_as_its_source_reads():
    styles = set()
    for text in [*QUERIES, *(query.write([each.pairs]) for each in preset("wsd-ends"))]:
        for name, written in elsewhere(values_of(text)):
            if name.startswith("Megatron"):
                options = dict(line.strip(" \\").removeprefix("--").split() for line in written.splitlines())
                styles |= {options["lr-decay-style"], options.get("lr-wsd-decay-style")}
                total = int(options.get("lr-decay-iters", 30))
                rates = [megatron(options, step) for step in range(total + 9)]

                assert rates[: total + 1] == approx(drawn(text, total + 1), rel=1e-9, abs=1e-12), name
                assert ends(name, rates[total:]), name
    assert styles == {"constant", "linear", "cosine", "WSD", "exponential", "minus_sqrt", None}


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
