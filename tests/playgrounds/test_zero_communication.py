"""What the playground of communication shows is what the ranks of the models hold and send, in both interpreters."""

import functools
import json
import math
import re

import pytest
from hypothesis import given
from hypothesis.strategies import randoms

from plots.models.zero import overlap
from plots.models.zero.collectives import COLLECTIVES
from plots.models.zero.communication import collective_sent
from plots.models.zero.network import SAMPLES
from plots.models.zero.trainer import ends, train
from plots.pictures.zero.overlap import seconds
from plots.playgrounds.numbers import rounded
from plots.playgrounds.zero_communication.settings import RUNS
from tests.playgrounds import settings
from tests.playgrounds.bridges import ask, opened
from tests.playgrounds.settings import queries, random_query
from tests.searches import existing

ID = "zero-communication"
shown = functools.partial(opened, playground=ID)
values_of = functools.partial(settings.values_of, ID)
COLLECTIVE_NAMES = [name for name, _ in RUNS if name in COLLECTIVES]


def trained(values):
    """Return the moments of the models for a setting, asked without the playground's own functions."""
    bucket = values.get("bucket", "layer")
    return train(
        SAMPLES * values["micro_steps"],
        stage=int(values["stage"]),
        ranks=values["ranks"],
        micro_steps=values["micro_steps"],
        bucket=None if bucket == "layer" else int(bucket),
        offload=values.get("offload", False),
        naive=values.get("naive", False),
        keeps=values.get("after_forward") == "keep",
    )


def columns(moment, ranks):
    """Return the numbers held and sent that stand at the right of a board of a step."""
    numbers = [box for box in moment["boxes"] if box[0] in (417, 458)]
    return [int(box[4]) for box in numbers[::2]][:ranks], [int(box[4]) for box in numbers[1::2]][:ranks]


@given(text=queries(ID, run=["step"]))
def test_every_moment_shows_what_the_ranks_hold_and_have_sent(text):
    values = values_of(text)
    [picture] = shown(text)["pictures"]

    for moment, expected in zip(picture["moments"], trained(values), strict=True):
        held, sent = columns(moment, values["ranks"])
        states = ("parameters", "gradients", "optimizer")
        assert held == [sum(each.bytes for each in gpu if each.state in states) for gpu in expected.gpu]
        assert sent == expected.traffic.sent


@given(text=queries(ID, run=["step"]))
def test_the_order_shows_what_every_card_sends_at_every_moment_and_leads_there(text):
    values = values_of(text)
    [picture] = shown(text)["pictures"]
    moments = list(trained(values))
    first, last = picture["columns"]
    pitch = (last - first) / (len(moments) - 1)
    done = ("slot", "slot-1", "slot-2", "slot-3")

    assert [moment for *_, moment in picture["areas"]] == list(range(len(moments)))
    before = [[0] * values["ranks"] for _ in range(3)]
    for i, (area, moment) in enumerate(zip(picture["areas"], moments, strict=True)):
        x, y, _, tall, words, _ = area
        assert x == pytest.approx(first + i * pitch)
        column = [
            box for box in picture["boxes"] if abs(box[0] - x) < 0.01 and abs(box[1] - y) < tall / 2 and box[5] in done
        ]
        traffic = [moment.traffic.sent, moment.traffic.to_cpu, moment.traffic.to_gpu]
        moved = [
            sum(now) - sum(old) for now, old in zip(zip(*traffic, strict=True), zip(*before, strict=True), strict=True)
        ]
        before = traffic
        together = moment.event in ("compute", "adam")  # all cards, in one box
        assert len(column) == (1 if together else sum(bool(each) for each in moved))
        assert [int(box[4]) for box in column if box[4]] in ([], [each for each in moved if each])
        if any(moved):
            listed = str(moved[0]) if len(set(moved)) == 1 else "、".join(map(str, moved))
            assert words.endswith(f" {listed} 字节")
        assert picture["moments"][i]["boxes"][-1][:2] == pytest.approx([x, y], rel=1e-4)


@given(text=queries(ID, run=["step"]))
def test_the_sentence_counts_and_the_formula_agrees(text):
    values = values_of(text)
    [end] = ends(trained(values))
    sentence = shown(text)["sentence"]

    counted = existing(re.search(r"各卡发送 (.*?) 字节", sentence))[1]
    formula = existing(re.search(r"× 2 字节 = ([\d.e+]+)，", sentence))[1]
    assert counted.split("、") in ([str(each) for each in end.traffic.sent], [str(end.traffic.sent[0])])
    assert set(counted.split("、")) == {formula}
    assert ("过 PCIe" in sentence) == values.get("offload", False)


@pytest.mark.parametrize("name", COLLECTIVE_NAMES)
@given(generator=randoms(use_true_random=False))
def test_a_collective_shows_its_states(name, generator):
    text = random_query(generator, ID, run=[name])
    values = values_of(text)
    ranks, element = values["ranks"], int(values["element_bytes"])
    base = 10 if ranks <= 4 else 2
    arrays = [[base**rank] * ranks for rank in range(ranks)]
    root = {"root": values["root"]} if "root" in values else {}
    if name == "all_gather":
        arrays = [[base**rank if place == rank else None for place in range(ranks)] for rank in range(ranks)]
    elif name == "broadcast":
        arrays = [[1 if rank == values["root"] else None] * ranks for rank in range(ranks)]
    state = shown(text)
    [picture] = state["pictures"]

    expected = list(COLLECTIVES[name](arrays, element_bytes=element, **root))
    rows = [[str(each.step), *(cells(array) for array in each.arrays), *map(str, each.sent)] for each in expected]
    assert picture["table"][1:] == rows
    for moment, each in zip(picture["moments"], expected, strict=True):
        drawn = [box[4] for box in moment["boxes"][1:]]
        assert [text for text in drawn if "→" in text] == [
            text for text in drawn if any(text.endswith(f"→卡 {message.target}") for message in each.messages)
        ]
        assert sum("→" in text for text in drawn) == len(each.messages)
        for rank, array in enumerate(each.arrays):
            row = drawn[rank * (ranks + 1) : (rank + 1) * (ranks + 1)]
            assert row == ["" if value is None else str(value) for value in array] + [str(each.sent[rank])]
    busiest = collective_sent(name, ranks * element, ranks=ranks)
    assert max(expected[-1].sent) == busiest
    assert f"= {rounded(busiest, 6)} 字节" in state["sentence"]


def cells(array):
    return " ".join("-" if value is None else str(value) for value in array)


def multiples(values):
    """Return how long the gathers and the reduction take, in units of Ψ elements between nodes."""
    size = 0.5 if values["int8_parameters"] else 1
    quarter = 0.25 if values["int4_gradients"] else 1
    if values["after_forward"] != "node" and quarter == 1:
        return [size, size if values["after_forward"] == "release" else 0, 1]
    inside = values["links"] * values["link"] / values["inside"] * (1 - 1 / values["cards"])
    backward = {"release": size, "node": size * inside, "keep": 0}[values["after_forward"]]
    return [size, backward, 1 if quarter == 1 else 0.25 * max(1, inside)]


@given(text=queries(ID, run=["overlap"]))
def test_the_timeline_is_that_of_the_model_and_what_it_takes_is_told(text):
    values = values_of(text)
    speed = values["tflops"] * 1e12, values["links"] * values["link"] * 1e9
    times = [each * speed[0] / speed[1] / values["tokens"] for each in multiples(values)]
    slots = overlap.step(layers=values["layers"], transfer=times[0], again=times[1], reduction=times[2])
    forward = 2 * values["parameters"] * 1e9 / values["layers"] * values["tokens"] / speed[0]
    state = shown(text)
    [picture] = state["pictures"]

    assert len(picture["table"]) == 1 + len(slots)
    assert len(picture["moments"]) == 1 + 2 * values["layers"]
    ends = [box[0] + box[2] / 2 for box in picture["boxes"] if box[5] == "slot-2"]
    assert max(ends[:-1]) == pytest.approx(478, abs=1)  # the last of all is the reduction of the first layer
    tokens = overlap.tokens_to_hide(
        flops_per_second=speed[0], bytes_per_second=speed[1], passes=overlap.Passes(*multiples(values))
    )
    assert f"至少要 {math.ceil(tokens)} 个词元" in state["sentence"]
    assert f"全程 {seconds(overlap.length(slots) * forward)}，" in state["sentence"]


def test_zero_plus_plus_sends_a_quarter_between_nodes_and_the_program_says_how():
    state = shown("run=overlap&links=1&after_forward=node&int8_parameters=true&int4_gradients=true")
    plain = shown("run=overlap&links=1")

    assert "每张卡发送 3Ψ × 2 字节 = 45 GB" in plain["sentence"]
    assert "跨节点发送 0.75Ψ × 2 字节 = 11.3 GB" in state["sentence"]
    program, config, fsdp2 = [
        source for _, source in ask("snippets", playground=ID, settings=state["settings"], setting=0)
    ]
    assert json.loads(config)["zero_optimization"] == {
        "stage": 3,
        "zero_hpz_partition_size": 8,
        "zero_quantized_weights": True,
        "zero_quantized_gradients": True,
    }
    assert "reshard_after_forward=8)" in fsdp2
    assert "again=" in program


def test_the_program_of_the_timeline_prints_what_is_shown(capsys):
    for text in ("run=overlap", "run=overlap&after_forward=keep", "run=overlap&after_forward=node&int4_gradients=true"):
        state = shown(text)
        (_, source), *_ = ask("snippets", playground=ID, settings=state["settings"], setting=0)
        exec(compile(source, "timeline", "exec"), {})

        _, tokens = capsys.readouterr().out.split()
        assert f"至少要 {math.ceil(float(tokens))} 个词元" in state["sentence"]


def test_two_settings_are_two_boards_that_walk_together():
    state = shown("stage=0&vs=stage%3D3")
    first, second = state["pictures"]

    assert [first["name"], second["name"]] == ["board", "board-2"]
    assert first["x"] == second["x"]
    assert first["x"]["high"] == max(len(each["moments"]) for each in (first, second)) - 1
    assert first["notes"][-1]["text"] == "ZeRO 阶段 = 数据并行"
    assert state["sentence"].count("整步下来") == 2


def test_the_sentence_follows_the_steps():
    settings = shown("stage=1")["settings"]
    said = ask("sentence", playground=ID, settings=settings, step=6)

    assert said.startswith("第 6 个时刻，更新：每张卡只更新自己的一段；各卡已发 30 字节。")
    said = ask("sentence", playground=ID, settings=settings, step=5)
    assert said.startswith("第 5 个时刻，reduce-scatter 全部梯度：各卡发送 30 字节；各卡已发 30 字节。")


@pytest.mark.parametrize("name", [name for name, _ in RUNS])
def test_the_program_can_be_compiled(name):
    settings = shown(f"run={name}")["settings"]
    for _, source in ask("snippets", playground=ID, settings=settings, setting=0):
        compile(source, name, "exec")


def test_the_program_of_a_step_prints_what_is_shown(capsys):
    text = "stage=2&ranks=3&micro_steps=2&bucket=4"
    state = shown(text)
    [(_, source)] = ask("snippets", playground=ID, settings=state["settings"], setting=0)
    exec(compile(source, "step", "exec"), {})

    printed = capsys.readouterr().out.splitlines()
    [picture] = state["pictures"]
    assert [line[line.index("[") :] for line in printed] == [str(columns(each, 3)[1]) for each in picture["moments"]]
