"""What the calculator of memory shows is what the models say, in both interpreters."""

import functools
import json
import re

import pytest
from hypothesis import given

from plots.models.zero.budget import Setup, budget, is_within, largest_parameters
from plots.models.zero.estimators import estimate_zero2_model_states_mem_needs, estimate_zero3_model_states_mem_needs
from plots.models.zero.infinity import Hardware, Placement
from plots.models.zero.memory import GB, TB
from plots.models.zero.transformer import MODELS, Shape, gpt2_parameters
from plots.pictures.zero.words import amount, plain
from plots.playgrounds import query, zero_memory
from tests.playgrounds import settings
from tests.playgrounds.bridges import ask, ask_both, opened
from tests.playgrounds.settings import queries
from tests.searches import existing

ID = "zero-memory"
shown = functools.partial(opened, playground=ID)
values_of = functools.partial(settings.values_of, ID)
RECIPES = {
    "mixed": "adam",
    "fp32-gradients": "adam-fp32-gradients",
    "mixed-20": "adam-infinity",
    "fp32": "adam-fp32",
    "bf16": "adam-bf16",
    "bf16-master": "adam-bf16-master",
}


def bars(state):
    [picture] = state["pictures"]
    return picture["bars"]


def expected_setup(values, stage):
    """Return the setup of a setting, written without the playground's own functions."""
    model, known = values["model"], values["model"] != "Ψ"
    if model == "custom":
        layers, hidden, words = values["layers"], values["hidden"], values["vocabulary"]
        count = gpt2_parameters(layers, hidden, vocabulary=words, positions=values["sequence"])
        largest = max(words * hidden, 4 * hidden**2 + 4 * hidden)
        shape = Shape("", layers, hidden, values["heads"], words, values["sequence"], count, largest, "")
    elif known:
        [shape] = [each for each in MODELS if each.name.replace(" ", "-") == model]
    else:
        shape = Shape("", 8, 1, 8, 1, 1, values["parameters"] * 1e9, 0, "")
    degrees = {"tensor_parallel": values["tensor"], "pipeline_parallel": values["pipeline"]}
    optimizer, parameters = (values.get(name, "none") for name in ("offload_optimizer", "offload_param"))
    optimizer = {"none": "gpu", "nvme": "cpu" if stage < 3 else "nvme"}.get(optimizer, optimizer)
    optimizer = optimizer if stage else "gpu"
    parameters = parameters if stage == 3 and parameters != "none" else "gpu"
    return Setup(
        shape,
        stage=stage,
        ranks=values["gpus"] // (values["tensor"] * values["pipeline"]),
        recipe=RECIPES[values["precision"]] if values["optimizer"] == "adam" else values["optimizer"],
        placement=Placement(parameters, optimizer if stage > 1 else "gpu", optimizer),
        states_only=not known,
        **degrees,
        **{
            name: values[name]
            for name in ("batch", "micro_batches", "sequence", "recompute", "sequence_parallel", "bucket", "overlap")
            if name in values
        },
    )


def expected_hardware(values, reserved=0.0):
    return Hardware(
        -(-values["gpus"] // values["gpus_per_node"]),
        values["gpus_per_node"],
        max(0, values["gpu_memory"] - reserved) * GB,
        values["cpu_memory"] * GB,
        values["nvme"] * TB,
    )


@given(text=queries(ID))
def test_the_bars_are_the_budgets_of_the_four_stages(text):
    state = shown(text)
    values = values_of(text)

    for stage, bar in enumerate(bars(state)[:4]):
        parts = {part.name: part.bytes for part in budget(expected_setup(values, stage)) if part.place == "gpu"}
        drawn = dict(bar["parts"])
        assert drawn.pop("reserved", 0) == pytest.approx(values["reserved"] * GB)
        assert drawn == pytest.approx({name: size for name, size in parts.items() if size > 0}, rel=1e-12)
        assert bar["limit"] == values["gpu_memory"] * GB


@given(text=queries(ID))
def test_what_is_kept_off_the_gpu_is_a_bar_of_its_own(text):
    values = values_of(text)
    setup = expected_setup(values, int(values["stage"]))
    sharing = min(values["gpus"], values["gpus_per_node"])

    found = {bar["place"]: sum(size for _, size in bar["parts"]) for bar in bars(shown(text))[4:]}

    expected: dict[str, float] = {}
    for part in budget(setup):
        if part.place != "gpu":
            expected[part.place] = expected.get(part.place, 0) + part.bytes * sharing
    assert found == pytest.approx(expected)


@given(text=queries(ID))
def test_the_sentence_says_whether_it_fits_and_the_largest_model(text):
    values = values_of(text)
    setup = expected_setup(values, int(values["stage"]))
    sentence = shown(text)["sentence"]

    fits = is_within(setup, expected_hardware(values), reserved_bytes=values["reserved"] * GB)
    assert ("放得下，余" in sentence) == fits
    largest = largest_parameters(setup, expected_hardware(values, values["reserved"]))
    if largest > 1e9:
        unit, name = (1e12, "T") if largest >= 0.9995e12 else (1e9, "B")
        assert f"最大能放 {plain(largest / unit)}{name} 个参数" in sentence
    if largest == 0:
        assert "再小的模型也放不下" in sentence


CHANGES = {
    "每层重计算": {"recompute": "full"},
    "微批大小改成 1": {"batch": "1"},
    "优化器放到 CPU": {"offload_optimizer": "cpu"},
    "参数放到 CPU": {"offload_param": "cpu"},
    "优化器和参数都改放 NVMe": {"offload_optimizer": "nvme", "offload_param": "nvme"},
}


def change_of(words):
    """Return the texts that a piece of advice asks for."""
    if words in CHANGES:
        return CHANGES[words]
    if found := re.fullmatch(r"阶段改成 (\d)", words):
        return {"stage": found[1]}
    return {"gpus": existing(re.fullmatch(r"用 (\d+) 张 GPU", words))[1]}


@given(text=queries(ID))
def test_whoever_follows_the_advice_fits(text):
    sentence = shown(text)["sentence"]

    ways = []
    if found := re.search(r"改一处就行：(.*?)。", sentence):
        ways = [[way] for way in found[1].split("，或者")]
    elif found := re.search(r"要一起改：(.*?)。", sentence):
        ways = [found[1].split("、")]
    assert bool(ways) or "放得下，余" in sentence or "要更多 GPU" in sentence
    for way in ways:
        texts = dict(query.fields(text))
        for words in way:
            texts.update(change_of(words))
        followed = shown(query.joined(list(texts.items())))
        assert not followed["problems"]
        assert "放得下，余" in followed["sentence"], way


def test_the_numbers_of_the_paper():
    sentence = shown("gpus=64")["sentence"]

    assert "每张 GPU 要 16.6 GB，放得下，余 15.4 GB" in sentence
    theirs = estimate_zero2_model_states_mem_needs(7_500_000_000, 8, 8, False).gpu_mem
    assert f"2Ψ + 18Ψ/N 给出 {amount(theirs)}（它以 GiB 计，印作 {plain(theirs / 2**30)}GB）" in sentence
    assert "2Ψ + 14Ψ/N 是 16.6 GB" in sentence


@pytest.mark.parametrize(
    ("offload", "arguments"),
    [
        ("", (False, True)),
        ("&offload_optimizer=cpu", (True, False)),
        ("&offload_optimizer=cpu&offload_param=cpu", (True, True)),
    ],
)
def test_the_estimator_of_zero_3_is_deepspeeds(offload, arguments):
    sentence = shown("model=Llama-2-7B&stage=3&gpus=16&gpu_memory=80" + offload)["sentence"]

    [shape] = [each for each in MODELS if each.name == "Llama 2 7B"]
    theirs = estimate_zero3_model_states_mem_needs(shape.parameters, shape.largest_layer, 8, 2, *arguments).gpu_mem
    assert f"给出 {amount(theirs)}（" in sentence


@pytest.mark.parametrize("text", [text for _, _, text in zero_memory.PLAYGROUND.presets])
def test_a_preset_fits(text):
    state = shown(text)

    assert not state["problems"]
    assert "放得下，余" in state["sentence"]


def test_the_largest_model_of_a_dgx_2_is_the_papers():
    assert (
        "最大能放 1.4T 个参数"
        in shown({name: text for name, _, text in zero_memory.PLAYGROUND.presets}["infinity"])["sentence"]
    )


@given(text=queries(ID))
def test_the_configuration_is_that_of_the_setting(text):
    settings = shown(text)["settings"]
    values = values_of(text)
    (name, source), (_, command) = ask("snippets", playground=ID, settings=settings, setting=0)
    read = json.loads(source)

    assert name == "ds_config.json"
    setup = expected_setup(values, int(values["stage"]))
    batch = read["train_micro_batch_size_per_gpu"] * read["gradient_accumulation_steps"] * setup.ranks
    assert read["train_batch_size"] == batch
    assert read["zero_optimization"]["stage"] == setup.stage
    for key, place in (("offload_optimizer", setup.placement.optimizer), ("offload_param", setup.placement.parameters)):
        assert read["zero_optimization"].get(key, {"device": "gpu"})["device"] == place
    assert ("bf16" in read) == (values.get("precision") != "fp32")
    assert "ds_config.json" in command


def test_there_is_no_configuration_of_what_cannot_be():
    request = {"playground": ID, "do": "snippets", "settings": query.read("gpus=7&tensor=2"), "setting": 0}
    for answer in ask_both([request])[0]:
        said = "GPU 数 7 要是张量并行 × 流水线并行（2 × 1）的整数倍。"
        assert answer["error"] == {"type": "SettingError", "message": said}


def test_compared_settings_are_a_bar_each():
    state = shown("gpus=64&vs=gpus%3D128&vs=stage%3D3%26gpus%3D64%26offload_optimizer%3Dcpu")

    assert [bar["place"] for bar in bars(state)] == ["gpu", "gpu", "gpu", "cpu"]
    assert state["roles"] == [1, 1, 1]
    assert state["sentence"].count("每张 GPU 要") == 3
