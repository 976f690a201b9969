"""What the calculator of memory shows is what the models say, in both interpreters."""

import functools
import json
import re

import pytest
from hypothesis import example, given

from plots.models.zero.budget import Setup, budget, is_within, largest_parameters
from plots.models.zero.estimators import estimate_zero2_model_states_mem_needs, estimate_zero3_model_states_mem_needs
from plots.models.zero.infinity import Hardware, Placement
from plots.models.zero.memory import GB, TB
from plots.models.zero.transformer import MODELS, Shape, gpt2_parameters
from plots.pictures.zero.words import amount, plain, word
from plots.playgrounds import query, zero_memory
from tests.evidence.environments import seen
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
    "fp8": "adam-fp8",
    "fp8-moments": "adam-fp8-moments",
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
        shape = Shape("", layers, hidden, values["heads"], words, values["sequence"], count, largest, None, "")
    elif known:
        [shape] = [each for each in MODELS if each.name.replace(" ", "-") == model]
    else:
        shape = Shape("", 8, 1, 8, 1, 1, values["parameters"] * 1e9, 0, None, "")
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
            for name in (
                "batch",
                "micro_batches",
                "sequence",
                "recompute",
                "sequence_parallel",
                "flash",
                "bucket",
                "overlap",
            )
            if name in values
        },
        adapters=values.get("adapters", 0) / 100,
        secondary={
            "release": 0,
            "node": max(1, values["gpus_per_node"] // values["tensor"]),
            "keep": 1,
        }[values.get("after_forward", "release")],
        frozen_bytes={"all": 0, "lora": 2, "qlora": 0.5}[values["training"]],
    )


def card_gb(values):
    """Return the GB that the label of the chosen card tells, or those that are written."""
    chosen = next(label for name, label in zero_memory.settings.GPU.options if name == values["gpu"])
    told = re.search(r"，(\d+) GB", chosen)
    return float(told[1]) if told else values["gpu_memory"]


def expected_hardware(values, reserved=0.0):
    return Hardware(
        -(-values["gpus"] // values["gpus_per_node"]),
        values["gpus_per_node"],
        max(0, card_gb(values) - reserved) * GB,
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
        assert bar["limit"] == card_gb(values) * GB


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


def on_gpu(state):
    """Return the bytes on a GPU at the chosen stage."""
    [picture] = state["pictures"]
    stage = int(dict(map(tuple, state["settings"][0])).get("stage", "2"))
    return sum(size for _, size in picture["bars"][stage]["parts"])


@given(text=queries(ID))
def test_whoever_presses_a_cure_fits_and_gets_what_it_says(text):
    state = shown(text)
    [picture] = state["pictures"]
    fits = "放得下，余" in state["sentence"]

    assert not (fits and picture["cures"])
    assert fits or picture["cures"] or "要更多 GPU" in state["sentence"]
    assert ("图下的按钮" in state["sentence"]) == bool(picture["cures"])
    for words, gives, texts in picture["cures"]:
        edit = {"op": "write", "setting": 0, "text": texts}
        cured = ask("show", playground=ID, settings=state["settings"], edits=[edit])
        assert not cured["problems"]
        assert "放得下，余" in cured["sentence"], words
        assert gives == f"每张 GPU {amount(on_gpu(cured))}"
        changed = dict(map(tuple, cured["settings"][0]))
        assert {name: changed.get(name) for name, _ in query.fields(texts) if name in changed} == {
            name: value for name, value in query.fields(texts) if name in changed
        }


def test_one_change_is_offered_before_several_and_the_lowest_stage_of_all():
    def offered(text):
        return [words for words, _, _ in shown(text)["pictures"][0]["cures"]]

    assert offered("gpus=64") == []
    assert offered("stage=0&gpus=64") == ["阶段改成 1"]
    assert offered("stage=1&parameters=13&gpus=2&gpu_memory=80") == ["优化器放到 CPU", "用 8 张 GPU"]
    assert offered("stage=3&parameters=20&gpus=64&after_forward=keep") == ["前向之后释放参数"]
    assert offered("model=Llama-2-7B&gpus=1&gpu_memory=24") == ["阶段改成 3、每层重计算、优化器放到 CPU"]


# The picture


def words_of(picture, look):
    return [note["text"] for note in picture["notes"] if note["look"] == look]


@given(text=queries(ID))
def test_the_band_says_what_the_sentence_says(text):
    state = shown(text)
    [picture] = state["pictures"]
    fits = "放得下，余" in state["sentence"]
    verdict, numbers = words_of(picture, "on-band")

    assert verdict == ("放得下" if fits else "放不下")
    assert [box[5] for box in picture["boxes"] if box[5] in ("fits", "exceeds")] == ["fits" if fits else "exceeds"]
    rest = existing(re.search(r"(余|超过) ([\d.]+ \w+)", numbers))
    assert rest[0] in state["sentence"]


@given(text=queries(ID))
def test_bars_of_one_place_share_a_scale_and_the_line_of_their_limit(text):
    [picture] = shown(text)["pictures"]
    left = 61.5
    places = list(dict.fromkeys(bar["place"] for bar in picture["bars"]))
    limits = [line for line in picture["lines"] if line[4] == "limit"]
    areas = iter(picture["areas"])

    assert len(limits) == len(places)
    for place, (x, top, _, bottom, _) in zip(places, limits, strict=True):
        for bar in [bar for bar in picture["bars"] if bar["place"] == place]:
            _, y, *_ = next(areas)
            assert top < y < bottom
            ends = [middle + width / 2 for middle, _, width, *_ in (next(areas) for _ in bar["parts"])]
            total = sum(size for _, size in bar["parts"])
            times = total / bar["limit"]  # the line of the limit has six digits
            assert max([left, *ends]) - left == pytest.approx(times * (x - left), abs=1e-3 + 1e-3 * times)


def test_the_line_of_the_limit_names_the_card_that_was_chosen():
    for text, line in (
        ("gpu=H100", "一张 H100：80 GB"),
        ("gpu=A100-80", "一张 A100：80 GB"),
        ("gpu=MI300X", "一张 MI300X：192 GB"),
        ("gpu_memory=80", "一张 A100、H100：80 GB"),
        ("gpu_memory=81", "一张 GPU：81 GB"),
    ):
        assert line in words_of(shown(text)["pictures"][0], "mark")


@given(text=queries(ID))
def test_every_part_says_its_name_its_bytes_and_its_share(text):
    [picture] = shown(text)["pictures"]
    told = [words for *_, words in picture["areas"]]

    for bar in picture["bars"]:
        total = sum(size for _, size in bar["parts"])
        assert any(words.startswith(f"{bar['label']}：共 {amount(total)}") for words in told)
        for name, size in bar["parts"]:
            assert f"{bar['label']}：{word(name)} {amount(size)}，占 {plain(100 * size / total)}%" in told


def test_where_no_state_is_on_the_gpu_it_is_said_where_they_are():
    state = shown({name: text for name, _, text in zero_memory.PLAYGROUND.presets}["infinity"])

    assert "模型状态都放在 NVMe，GPU 上一个字节也不留" in state["sentence"]
    assert "要 0 GB" not in state["sentence"]
    assert words_of(state["pictures"][0], "on-band") == ["放得下", "每张 GPU 不留模型状态，余 32 GB"]


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


def test_what_is_kept_after_forward_has_the_names_of_deepspeed_and_of_fsdp2():
    def written(text):
        settings = shown("stage=3&gpus=64&" + text)["settings"]
        (_, config), _, (_, fsdp2) = ask("snippets", playground=ID, settings=settings, setting=0)
        zero = json.loads(config)["zero_optimization"]
        return {name: zero[name] for name in zero if name != "stage"}, fsdp2

    released, fsdp2 = written("after_forward=release")
    assert released == {}
    assert "reshard_after_forward=True)" in fsdp2
    shared, fsdp2 = written("after_forward=node")
    assert shared == {"zero_hpz_partition_size": 8}
    assert "reshard_after_forward=8)" in fsdp2
    kept, fsdp2 = written("after_forward=keep")
    assert kept == {"stage3_max_reuse_distance": 2 * 7_500_000_000, "stage3_max_live_parameters": 7_500_000_000}
    assert "reshard_after_forward=False)" in fsdp2


def test_a_copy_in_every_node_costs_its_share_and_a_whole_one_all():
    def gigabytes(text):
        return on_gpu(shown("stage=3&gpus=64&" + text)) / 1e9

    plain = 16 * 7.5 / 64
    assert gigabytes("") == pytest.approx(plain)
    assert gigabytes("after_forward=node") == pytest.approx(plain + 2 * 7.5 / 8)
    assert gigabytes("after_forward=keep") == pytest.approx(plain + 2 * 7.5)
    for where in ("", "&offload_optimizer=nvme&offload_param=nvme"):
        assert "hpZ 不另存一份" in shown("stage=3&gpus=8&after_forward=node" + where)["sentence"]


def test_the_state_of_deepseek_v3_is_thirteen_bytes():
    state = shown("parameters=671&stage=3&gpus=64&precision=fp8")

    assert on_gpu(state) == pytest.approx(13 * 671e9 / 64)


@given(text=queries(ID))
@example(text="stage=3&gpus=64&parameters=0.4&after_forward=node&gpus_per_node=1")
def test_the_configuration_is_that_of_the_setting(text):
    settings = shown(text)["settings"]
    values = values_of(text)
    setup = expected_setup(values, int(values["stage"]))
    (name, source), *others = ask("snippets", playground=ID, settings=settings, setting=0)
    if values.get("precision", "").startswith("fp8"):
        assert (name, others) == ("Megatron-LM", [])
        assert "--fp8-param-gather" in source
        assert f"--exp-avg-dtype {'fp8' if values['precision'] == 'fp8-moments' else 'bf16'} " in source
        return
    read = json.loads(source)

    assert name == "ds_config.json"
    assert [each for each, _ in others] == ["启动"] + (["FSDP2"] if setup.stage == 3 else [])
    copied = setup.secondary if 1 < setup.secondary < setup.ranks else None
    is_small = setup.shape.parameters <= 5e8 * values["tensor"] * values["pipeline"]
    released = setup.secondary != 1 and is_small  # a card that is a node keeps its parameters
    assert read["zero_optimization"].get("stage3_prefetch_bucket_size") == (
        0 if setup.stage == 3 and released else None
    )
    assert read["zero_optimization"].get("zero_hpz_partition_size") == copied
    command = others[0][1]
    batch = read["train_micro_batch_size_per_gpu"] * read["gradient_accumulation_steps"] * setup.ranks
    assert read["train_batch_size"] == batch
    assert read["zero_optimization"]["stage"] == setup.stage
    for key, place in (("offload_optimizer", setup.placement.optimizer), ("offload_param", setup.placement.parameters)):
        assert read["zero_optimization"].get(key, {"device": "gpu"})["device"] == place
    is_half = values.get("precision") != "fp32"
    is_float16 = is_half and values["gpu"] == "V100" and not values.get("precision", "").startswith("bf16")
    assert [name for name in ("bf16", "fp16") if name in read] == is_half * ["fp16" if is_float16 else "bf16"]
    assert read["optimizer"]["type"] == {"adam": "AdamW", "sgd-momentum": "SGD", "muon": "Muon"}[values["optimizer"]]
    assert "ds_config.json" in command


CONFIGURATIONS = seen("torch-configurations")


@pytest.mark.parametrize("tried", CONFIGURATIONS, ids=lambda tried: tried["setting"])
def test_deepspeed_takes_a_step_with_the_configuration_or_it_is_said_that_it_refuses(tried):
    settings = shown(f"gpus=4&{tried['setting']}")["settings"]
    (_, config), (_, command), *_ = ask("snippets", playground=ID, settings=settings, setting=0)

    assert json.loads(config) == tried["configuration"]
    assert ("拒绝" in command) == ("says" in tried)
    assert tried.get("steps", 1) == 1


def test_deepspeed_keeps_master_weights_of_their_own_though_all_is_of_16_bits():
    kept = {each["setting"]: each.get("has_master") for each in CONFIGURATIONS if "=bf16" in each["setting"]}
    assert all(kept[f"stage={stage}&precision={name}"] for stage in (1, 2, 3) for name in ("bf16", "bf16-master"))
    settings = shown("stage=3&precision=bf16")["settings"]
    _, (_, command), _ = ask("snippets", playground=ID, settings=settings, setting=0)
    assert "另存一份 bf16 主权重" in command


def test_megatron_takes_the_options_that_are_written_for_fp8():
    cases = seen("megatron-memory")["fp8"]

    assert {case["refused"] for case in cases} == {""}
    for case in cases:
        settings = shown(case["query"])["settings"]
        assert ask("snippets", playground=ID, settings=settings, setting=0) == [["Megatron-LM", case["code"]]]


def test_there_is_no_configuration_of_what_cannot_be():
    request = {"playground": ID, "do": "snippets", "settings": query.read("gpus=7&tensor=2"), "setting": 0}
    for answer in ask_both([request])[0]:
        said = "“GPU 数”应为张量并行 × 流水线并行（2 × 1）的整数倍，现在是 7。"
        assert answer["error"] == {"type": "SettingError", "message": said}


def test_compared_settings_are_a_bar_each():
    state = shown("gpus=64&vs=gpus%3D128&vs=stage%3D3%26gpus%3D64%26offload_optimizer%3Dcpu")

    assert [bar["place"] for bar in bars(state)] == ["gpu", "gpu", "gpu", "cpu"]
    assert state["roles"] == [1, 1, 1]
    assert state["sentence"].count("每张 GPU 要") == 3
