"""Edits: what the reader does to the controls, and what becomes of the settings."""

import random

import pytest

from plots.playgrounds import lr, query
from tests.playgrounds.bridges import ask, opened, series
from tests.playgrounds.settings import random_query
from tests.playgrounds.tried.lr import SCHEDULER_NAMES


def edited(start, *edits):
    """Return the query after some edits to the state of a query."""
    settings = opened(start)["settings"]
    return ask("show", settings=settings, edits=[{"setting": 0, **edit} for edit in edits], run=True)["query"]


def test_a_text_is_written_and_a_default_is_left_out():
    assert edited("scheduler=StepLR", {"path": ["gamma"], "text": "0.7"}) == "scheduler=StepLR&gamma=0.7"
    assert edited("scheduler=StepLR&gamma=0.7", {"path": ["gamma"], "text": "0.5"}) == "scheduler=StepLR"


def test_a_bad_text_is_kept_as_it_is():
    assert edited("scheduler=StepLR", {"path": ["gamma"], "text": "x<y"}) == "scheduler=StepLR&gamma=x%3Cy"


def test_another_scheduler_keeps_the_rate_and_the_steps_only():
    start = "scheduler=StepLR&gamma=0.7&lr=0.2&until=99&momentum=0.9"

    assert edited(start, {"path": ["scheduler"], "text": "ExponentialLR"}) == (
        "scheduler=ExponentialLR&lr=0.2&until=99&momentum=0.9"
    )


def test_edits_in_one_request_come_one_after_the_other():
    edits = [
        {"path": ["scheduler"], "text": "StepLR"},
        {"path": ["gamma"], "text": "0.3"},
        {"path": ["lr"], "text": "1"},
    ]

    assert edited("", *edits) == "scheduler=StepLR&gamma=0.3&lr=1"


NESTED = "scheduler=ChainedScheduler&schedulers=StepLR(step_size=5,gamma=0.5),ExponentialLR(gamma=0.9)"


@pytest.mark.parametrize(
    ("edit", "schedulers"),
    [
        ({"path": ["schedulers", 1, "gamma"], "text": "0.8"}, "StepLR(step_size=5,gamma=0.5),ExponentialLR(gamma=0.8)"),
        ({"path": ["schedulers", 0], "text": "ExponentialLR"}, "ExponentialLR(gamma=0.9),ExponentialLR(gamma=0.9)"),
        ({"path": ["schedulers"], "op": "up", "index": 1}, "ExponentialLR(gamma=0.9),StepLR(step_size=5,gamma=0.5)"),
        ({"path": ["schedulers"], "op": "down", "index": 0}, "ExponentialLR(gamma=0.9),StepLR(step_size=5,gamma=0.5)"),
        ({"path": ["schedulers"], "op": "remove", "index": 0}, "ExponentialLR(gamma=0.9)"),
        (
            {"path": ["schedulers"], "op": "add", "text": "ExponentialLR"},
            "StepLR(step_size=5,gamma=0.5),ExponentialLR(gamma=0.9),ExponentialLR(gamma=0.9)",
        ),
        (
            {"path": ["schedulers", 0, "gamma"], "text": "a,(b"},
            'StepLR(step_size=5,gamma="a,(b"),ExponentialLR(gamma=0.9)',
        ),
    ],
)
def test_a_builder_is_edited(edit, schedulers):
    assert query.decode(edited(NESTED, edit)) == f"scheduler=ChainedScheduler&schedulers={schedulers}"


def test_the_last_entry_of_a_builder_cannot_be_removed():
    start = "scheduler=ChainedScheduler&schedulers=StepLR(step_size=5,gamma=0.5)"

    assert edited(start, {"path": ["schedulers"], "op": "remove", "index": 0}) == start


def test_a_builder_takes_no_more_than_it_holds():
    add = {"path": ["schedulers"], "op": "add", "text": "StepLR"}

    assert edited(NESTED, *[add] * 20).count("LR(") == 6


def test_milestones_follow_the_schedulers_between_which_they_stand():
    after = edited("scheduler=SequentialLR", {"path": ["schedulers"], "op": "add", "text": "StepLR"})
    assert "milestones=5,15,25&interval_rescaling=false,true,true" in after

    after = edited("scheduler=SequentialLR", {"path": ["schedulers"], "op": "remove", "index": 1})
    assert "milestones=15&interval_rescaling=true" in after


def test_one_milestone_is_edited_by_its_place():
    assert edited("scheduler=SequentialLR", {"path": ["milestones", 0], "text": "7"}).endswith("milestones=7,15")
    assert edited("scheduler=MultiStepLR", {"path": ["milestones", 2], "text": "11"}).endswith("milestones=2,5,11")


def test_a_missing_milestone_can_be_put_in():
    assert edited("scheduler=SequentialLR&milestones=5", {"path": ["milestones", 1], "text": "20"}).endswith("=5,20")


def test_deep_entries_are_edited():
    start = "scheduler=WarmupLR&scheduler_or_optimizer=ChainedScheduler(schedulers=[StepLR(step_size=5,gamma=0.5)])"
    path = ["scheduler_or_optimizer", 0, "schedulers", 0, "gamma"]

    assert "gamma=0.25" in edited(start, {"path": path, "text": "0.25"})


def test_code_inside_a_builder_is_quoted_and_read_back():
    code = 'def lr_lambda(t):\n    return 1 / (1 + t)  # "half"'
    path = ["schedulers", 0, "lr_lambda"]
    after = edited("scheduler=ChainedScheduler&schedulers=LambdaLR()", {"path": path, "text": code})

    texts = {tuple(path): text for path, text in opened(after)["values"][0]}
    assert texts[tuple(path)] == code


def test_settings_are_copied_and_removed():
    settings = opened("scheduler=StepLR&gamma=0.7&until=50&momentum=0.9")["settings"]
    copied = ask("show", settings=settings, edits=[{"op": "copy-setting", "setting": 0}])["settings"]
    assert copied == [settings[0], [["scheduler", "MultiStepLR"]]]  # the next one, so that there is something to see

    edits = [{"setting": 1, "path": [name], "text": text} for name, text in (("scheduler", "StepLR"), ("gamma", "0.2"))]
    changed = ask("show", settings=copied, edits=edits)["settings"]
    left = ask("show", settings=changed, edits=[{"op": "remove-setting", "setting": 0}])["settings"]
    assert left == [[["scheduler", "StepLR"], ["gamma", "0.2"], ["until", "50"], ["momentum", "0.9"]]]


def test_the_last_setting_cannot_be_removed():
    assert ask("show", settings=[[["lr", "0.2"]]], edits=[{"op": "remove-setting", "setting": 0}])["settings"] == [
        [["lr", "0.2"]]
    ]


def test_reset_leaves_nothing():
    settings = opened("scheduler=StepLR&vs=lr%3D1")["settings"]

    assert ask("show", settings=settings, edits=[{"op": "reset", "setting": 0}])["settings"] == [[]]


@pytest.mark.parametrize("name", SCHEDULER_NAMES)
def test_a_state_is_found_again_by_its_query(name):
    generator = random.Random(name)
    for _ in range(5):
        state = opened(random_query(generator, "lr", scheduler=[name]), run=True)
        again = opened(state["query"], run=True)
        assert again == state


@pytest.mark.parametrize("name", SCHEDULER_NAMES)
def test_the_first_shown_setting_is_short(name):
    assert len(opened(f"scheduler={name}")["query"]) <= len(f"scheduler={name}")


def test_names_say_what_differs():
    cases = {
        "scheduler=StepLR": ["StepLR"],
        "scheduler=StepLR&vs=scheduler%3DExponentialLR": ["StepLR", "ExponentialLR"],
        "scheduler=StepLR&vs=scheduler%3DStepLR%26gamma%3D0.7": ["gamma = 0.5", "gamma = 0.7"],
        "scheduler=StepLR&vs=scheduler%3DStepLR%26gamma%3D0.7&vs=": [
            "StepLR（gamma = 0.5）",
            "StepLR（gamma = 0.7）",
            "CosineDecayLR",
        ],
        "scheduler=StepLR&vs=scheduler%3DStepLR": ["设置 1", "设置 2"],
        "scheduler=ChainedScheduler&schedulers=StepLR,ConstantLR()&vs="
        + query.encode("scheduler=ChainedScheduler&schedulers=ConstantLR,StepLR()"): [
            "StepLR → ConstantLR",
            "ConstantLR → StepLR",
        ],
        "lr=0.2&vs=lr%3D0.3": ["初始学习率 = 0.2", "初始学习率 = 0.3"],
        "until=20&vs=lr%3D0.3": ["初始学习率 = 0.1", "初始学习率 = 0.3"],
        "scheduler=LinearLR&framework=both&vs=scheduler%3DLinearLR": ["框架 = 两条都画", "框架 = OneFlow 0.7"],
        "scheduler=WarmupLR&vs=scheduler%3DWarmupLR%26warmup_prefix%3Dtrue": [
            "warmup_prefix = false",
            "warmup_prefix = true",
        ],
    }
    for text, names in cases.items():
        assert opened(text)["labels"] == names


def test_words_that_differ_are_those_of_the_page():
    cases = {
        ("zero-memory", "stage=3&vs=stage%3D3%26offload_param%3Dcpu"): ["参数放在 = 留在 GPU", "参数放在 = CPU 内存"],
        ("zero-communication", "stage=1&vs=stage%3D1%26naive%3Dtrue"): ["用 all-reduce = 否", "用 all-reduce = 是"],
        ("zero-communication", "stage=0&vs=stage%3D1"): ["ZeRO 阶段 = 数据并行", "ZeRO 阶段 = ZeRO-1"],
        ("zero-communication", "stage=2&vs=stage%3D2%26bucket%3D8"): ["梯度桶 = 每层一个", "梯度桶 = 8 个元素"],
        ("kmeans", "vs=start%3Dkmeans-pp"): ["初始化 = 随机点", "初始化 = k-means++"],
    }
    for (id, text), names in cases.items():
        assert opened(text, playground=id)["labels"] == names


def test_all_settings_share_the_steps():
    state = opened("scheduler=StepLR&until=33&vs=scheduler%3DExponentialLR")

    assert [len(values) for values in series(state)] == [34, 34]


def test_a_change_of_rate_moves_the_range_of_absolute_rates():
    state = opened("scheduler=CosineAnnealingLR&lr=0.5")

    assert state["ranges"][0] == [[["eta_min"], ["0", "0.5", "0.005"]]]


def test_figures_are_named_by_settings_that_can_be_read():
    for text, _ in lr.PLAYGROUND.figures:
        state = opened(text)
        assert not state["problems"]
        assert opened(state["query"])["query"] == state["query"]
