"""What holds for every playground: presets are shown, bad values get a sentence, both interpreters answer alike."""

import json
import random

import pytest

from plots import bridge
from plots.models.boosting.datasets import CLASSES, CURVES
from plots.playgrounds import query
from plots.playgrounds.controls import Choice, Number, Switch
from plots.playgrounds.kmeans import restarts
from plots.playgrounds.kmeans.settings import MOST_CENTERS, MOST_POINTS
from plots.playgrounds.state import read_settings
from plots.playgrounds.zero_communication.settings import RUNS
from scripts.assets.python_files import playground_ids
from tests import oracle_records
from tests.playgrounds.bridges import ask, ask_both
from tests.playgrounds.settings import DIFFERENT, DRAWN, SCHEDULER_NAMES, random_query

IDS = playground_ids()
PRESETS = [pytest.param(id, name, id=f"{id} {name}") for id in IDS for name, _, _ in bridge.find(id).presets]


@pytest.mark.parametrize(("id", "name"), PRESETS)
def test_a_preset_is_shown_unasked_and_found_again_by_its_query(id, name):
    state = ask("show", playground=id, settings=[[]], edits=[{"op": "preset", "setting": 0, "text": name}])

    assert not state["problems"]
    assert state["pictures"]
    assert len(set(state["labels"])) == len(state["settings"])
    assert ask("open", playground=id, query=state["query"])["query"] == state["query"]


# Comparing

COMPARING = [id for id in IDS if bridge.find(id).most_settings > 1]


@pytest.mark.parametrize("id", COMPARING)
def test_every_new_setting_differs_from_all_before_it(id):
    state = ask("open", playground=id)
    for count in (2, 3, 4):
        edits = [{"op": "copy-setting", "setting": count - 2}]
        state = ask("show", playground=id, settings=state["settings"], edits=edits)
        assert not state["problems"]
        assert len(set(state["labels"])) == count
        assert len({json.dumps(setting) for setting in state["settings"]}) == count


@pytest.mark.parametrize("id", COMPARING)
def test_what_all_settings_share_is_shown_with_each_and_set_from_each(id):
    playground = bridge.find(id)
    text = "&".join(["", *["vs="] * 3])
    first, *others = read_settings(playground, query.read(text))
    shared = [control for control in first.controls if control.shared]
    for control in shared:
        assert all(control in other.shown() for other in others), control.name
    for control in shared:
        if isinstance(control, Number):
            value = str(int(control.read(control.default)) + 1)
            edit = {"setting": 2, "path": [control.name], "text": value}
            state = ask("show", playground=id, settings=[[], [], []], edits=[edit])
            assert state["settings"][0] == [[control.name, value]]
            assert all([[control.name], value] in values for values in state["values"])


@pytest.mark.parametrize("id", COMPARING)
def test_a_bad_value_that_all_share_is_said_of_each_setting(id):
    playground = bridge.find(id)
    for control in read_settings(playground, [[]])[0].controls:
        if control.shared and isinstance(control, Number):
            state = ask("open", playground=id, query=f"{control.name}=-1&vs=")
            assert [(each["setting"], each["path"]) for each in state["problems"]] == [
                (0, [control.name]),
                (1, [control.name]),
            ]


# Bad values

BAD = {
    "boosting": [
        ("eta=0", "eta 要是 0.01 到 1 之间的数，现在是“0”。"),
        ("points=3", "改动的点的第 1 个是“3”，要写成 x,y、编号:x,y 或 编号:。"),
        (
            "data=xor&points=1,1,2",
            "改动的点的第 1 个是“1,1,2”，要写成 x,y,类（0 或 1）、编号:x,y,类（0 或 1） 或 编号:。",
        ),
        ("n=300&points=" + ";".join(["1,1"] * 20), "最多 300 个点，现在有 320 个。"),
    ],
    "huggingface": [
        ("first=2020&last=2018", "起始年份不能晚于结束年份，现在是 2020 到 2018。"),
        ("search=" + "x" * 81, "搜索 最长 80 个字符，现在有 81 个。"),
        ("view=stars&start=2025&end=2024", "起点要早于终点，现在是 2025 到 2024。"),
        ("view=stars&start=2024.75&end=2025", "这一段里只有 1 个快照，画不成线。把范围放宽一些。"),
    ],
    "kmeans": [
        ("k=26", "簇数 要是 1 到 25 之间的整数，现在是“26”。"),
        ("data=iris", "数据 没有“iris”这个选项。"),
        ("start=<script>", "初始化 没有“<script>”这个选项，可选的有 random、box、kmeans-pp、greedy、farthest、own。"),
        ("restarts=yes", "100 次随机初始化 要是 true 或 false，现在是“yes”。"),
        ("points=1,2;3", "改动的点的第 2 个是“3”，要写成 x,y、编号:x,y 或 编号:。"),
        ("points=1,2,3", "改动的点的第 1 个是“1,2,3”，要写成 x,y、编号:x,y 或 编号:。"),
        ("points=-1:1,2", "改动的点的第 1 个的编号要 ≥ 0，现在是“-1:1,2”。"),
        ("points=1e9,0", "改动的点的第 1 个的坐标要在 ±1000000 之间，现在是“1e9,0”。"),
        ("points=nan,0", "改动的点的第 1 个是“nan,0”，要写成 x,y、编号:x,y 或 编号:。"),
        ("start=own&centers=0:1,1", "起点的第 1 个不能有编号，现在是“0:1,1”。"),
        ("start=own&centers=a", "起点的第 1 个是“a”，要写成 x,y。"),
        ("n=2000&points=1,1", "最多 2000 个点，现在有 2001 个。"),
        ("start=own&centers=" + ";".join(["1,1"] * (MOST_CENTERS + 1)), "起点 最多 25 个，现在有 26 个。"),
        ("data=none&points=" + ";".join(["1,1"] * (MOST_POINTS + 1)), "改动的点 最多 2000 个，现在有 2001 个。"),
    ],
    "zero-communication": [
        ("run=reduce&root=4", "根 要是 0 到 3 之间的整数，现在是“4”。"),
        ("run=<script>alert(1)</script>", "看什么 没有“<script>alert(1)</script……”这个选项。"),
        ("stage=2&bucket=1000000", "梯度桶 没有“1000000”这个选项，可选的有 layer、4、8、32。"),
    ],
    "zero-memory": [
        ("gpus=7&tensor=2", "GPU 数 7 要是张量并行 × 流水线并行（2 × 1）的整数倍。"),
        ("model=GPT-2-1.5B&tensor=32&gpus=32", "张量并行不能超过注意力头数 25，现在是 32。"),
        ("model=GPT-2-1.5B&pipeline=64&gpus=64", "流水线并行不能超过层数 48，现在是 64。"),
        ("stage=2&offload_optimizer=nvme", "优化器放在 没有“nvme”这个选项，可选的有 none、cpu。"),
    ],
}  # those of the schedulers are in test_sentences.py and tests/test_bridge.py
SCRIPT = "<script>alert(1)</script>"


def refused(id):
    """Yield texts that the controls of the first setting refuse, each with what the sentence has to say."""
    for control in bridge.find(id).controls({}):
        if isinstance(control, Number):
            texts = ["nan", "1e999", "", SCRIPT, f"{control.low - 1:g}", f"{control.high + 1:g}"]
            yield from [(f"{control.name}={query.encode(text)}", f"{control.label} 要是 ") for text in texts]
        elif isinstance(control, Choice):
            yield f"{control.name}={query.encode(SCRIPT)}", f"{control.label} 没有“"
        elif isinstance(control, Switch):
            yield f"{control.name}=maybe", f"{control.label} 要是 true 或 false，现在是“maybe”。"


@pytest.mark.parametrize("id", IDS)
def test_a_bad_value_gets_one_sentence_in_both_interpreters(id):
    cases = [*BAD.get(id, []), *refused(id)]
    both = ask_both([{"playground": id, "do": "open", "query": text} for text, _ in cases])

    for (text, said), answers in zip(cases, both, strict=True):
        for answer in answers:
            [problem] = answer["ok"]["problems"]
            assert problem["message"] == said or (not said.endswith("。") and problem["message"].startswith(said)), text
            assert problem["message"].endswith("。"), text
            assert not answer["ok"]["pictures"] or "已忽略" in said, text
            assert "<script" not in json.dumps(answer["ok"]["markup"]), text


# Both interpreters

STEPS, COLLECTIVES = [{"run": ["step"]}], [{"run": [name]} for name, _ in RUNS if name != "step"]
FRAMEWORKS = [(name, framework) for name in SCHEDULER_NAMES for framework in ("oneflow", "pytorch", "both")]
# What random settings may hold, one entry a setting.
AMONG: dict[str, list[dict]] = {
    "boosting": 12 * [{"data": dict(CURVES + CLASSES)}],
    "huggingface": 25 * [{}],
    "kmeans": 12 * [DRAWN["kmeans"]],
    "lr": 10 * [{"scheduler": [name], "framework": ["oneflow"]} for name in SCHEDULER_NAMES]
    + 6 * [{"scheduler": [name], "framework": [each]} for name, each in FRAMEWORKS if name in DIFFERENT],
    "zero-communication": 10 * STEPS + 3 * COLLECTIVES,
    "zero-memory": 40 * [{}],
}
MOST_WITH_PICTURES = 24  # that come later, in slices
# How close their numbers are: those that are written with few digits may differ in the last.
CLOSE: dict[str, dict[str, float]] = {
    "boosting": {"relative": 1e-4, "absolute": 1e-6},
    "huggingface": {"relative": 0, "absolute": 0},
    "zero-communication": {"relative": 1e-5},
    "zero-memory": {"relative": 1e-5},
}


def requests(id):
    """Return what a page asks at the presets of a playground and at random settings."""
    generator = random.Random(4)
    presets = [text for _, _, text in bridge.find(id).presets if "n=2000" not in text]
    for i, text in enumerate(["", *presets, *(random_query(generator, id, **among) for among in AMONG[id])]):
        settings = query.read(text)
        yield {"do": "open", "query": text, "step": 2, "run": True, "page": True}
        yield {"do": "snippets", "settings": settings, "setting": 0}
        if i < MOST_WITH_PICTURES:
            names = ask("open", playground=id, query=text, run=True)["more"]
            for name in [*names, *(["fit", "losses"] if id == "boosting" else [])]:
                yield {"do": "picture", "settings": settings, "name": name}


@pytest.mark.parametrize("id", IDS)
def test_micropython_answers_as_cpython_does(id):
    asked = [{"playground": id, **request} for request in requests(id)]
    for kept in (bridge.results, bridge.recent, restarts.kept):
        kept.clear()  # what has been computed would be answered at once, and not in slices
    for request, (ours, theirs) in zip(asked, ask_both(asked), strict=True):
        assert oracle_records.difference(theirs, ours, **CLOSE.get(id, {})) is None, request
