"""The values of the learning-rate article, by hand; what its code blocks print is tested in test_code_blocks.py."""

import json
import math
import re
import signal
from functools import partial

import pytest

from plots.data import digits as learning
from plots.models.lr_schedules import (
    ConstantLR,
    CosineAnnealingWarmRestarts,
    CosineDecayLR,
    ExponentialLR,
    LinearLR,
    MultiStepLR,
    PolynomialLR,
    SequentialLR,
    StepLR,
    WarmupLR,
    learning_rates,
    pytorch,
)
from scripts.checks.code_blocks import DOCS
from scripts.markdown.values import values_on_the_way
from tests.evidence import environments
from tests.evidence.digits import _tables

PAGE = "posts/oneflow-lrscheduler-visualization.md"
TEXT = (DOCS / PAGE).read_text("utf-8")
TOLD = ("num_cycles", "power", "min_lr_rate", "num_decay_steps")  # settings that the table of names tells


def seen(name):
    """Return what a run of a real library saw."""
    return json.loads((environments.HERE / f"{name}.json").read_text("utf-8"))["seen"]


@pytest.mark.parametrize(
    ("address", "by_hand"),
    [
        ("records.rates", 128 * 60),
        ("records.count", 75 + 53),
        ("names_in_pytorch.same", 14 - 2),  # without CosineDecayLR and WarmupLR
        ("expected_losses.rest", 0.1 / (2 - 0.1) / 2),
        ("curves.constant.0.3", 0.1 * 0.3),
        ("curves.linear.0.0", 0.1 * 0.2),
        ("curves.linear-versions.0.0", 0.1 * 0.5),
        ("curves.linear-versions.0.3", 0.1 * (0.5 + 0.3 * 3 / 4)),
        ("curves.linear-versions.1.3", 0.1 * (0.5 + 0.3 * 3 / 4)),
        ("curves.linear-versions.0.4", 0.1),
        ("curves.linear-versions.1.4", 0.1 * 0.8),
        ("curves.exponential.0.5", 0.1 * 0.9 * 0.9 * 0.9 * 0.9 * 0.9),
        ("half_life", math.log(0.5, 0.9)),
        ("left.after_20", 0.81**10),
        ("steepest_of_cosine", 999 * math.sin(math.pi / 2 / 999)),  # one step around the middle
        ("curves.cosine-decay.0.20", 0.1 * 0.1),
        ("annealing_period.20", 2 * 20),
        ("annealing_period.6", 2 * 6),
        ("warm_restarts.lengths", [5, 5 * 2, 5 * 2 * 2]),
        ("warm_restarts.at", [5, 5 + 10, 5 + 10 + 20]),
        ("halved_peaks", [0.1, 0.05, 0.025, 0.0125, 0.00625]),
        ("inverse_time_halves", 1 / 0.2),
        ("rate_as_multiplier", 0.1 * 0.1),
        ("curves.rescaling.0.9", 0.1 * 0.5),
        ("curves.rescaling.0.10", 0.1 * 0.9**10),
        ("curves.rescaling.1.10", 0.1),
        ("curves.warmup.0.0", 0.1 * 0.1),
        ("curves.warmup.0.5", 0.1 * (1 + math.cos(math.pi * 5 / 30)) / 2),
        ("curves.warmup-prefix.0.5", 0.1 * 0.9**5),
        ("curves.warmup-prefix.1.5", 0.1),
        ("curves.chain-order.0.20", 0.01 * 0.95**20),
        ("curves.chain-order.1.20", 0.01),
        ("chain_order.ratio", 0.95**-20),
        ("chain_order.below_floor", math.ceil(math.log(0.1, 0.95))),
        ("plateau", [8, 14, 21, 26]),
        ("first_drop.10", (11, 12, 13, 11)),
        ("first_drop.3", (4, 5, 6, 4)),
        ("batches_per_update", 391 / 98),
        ("curves.recipe-warmup-cosine.0.6", 0.1),
        ("curves.recipe-warmup-cosine.0.60", 0.1 * 0.1),
        ("stable_decay_ends.early", 24 + 12),
        ("stable_decay_ends.late", 48 + 12),
        ("bert.peak", 1e-4 * (1 - 6 / 60)),
        ("bert.lost_at_join", 1 - 0.99 / 0.9999),
        ("poly_gap", max((1 - t / 60) ** 0.9 - (1 - t / 60) for t in range(61))),
        ("noam.peak", (512 * 10) ** -0.5),
        ("noam.peak_of_paper", (512 * 4000) ** -0.5),
        ("noam.left", math.sqrt(10 / 60)),
        ("noam.left_of_exponential", 0.95**50),
    ],
)
def test_a_value_is_what_a_hand_works_out(address, by_hand):
    assert values_on_the_way(f"lr/{address}")[-1] == pytest.approx(by_hand, rel=1e-9)


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("fixed", lambda u: 1.0),
        ("cosine", lambda u: (1 + math.cos(math.pi * u)) / 2),
        ("linear", lambda u: 1 - u),
    ],
)
def test_a_shape_at_its_best_rate_ends_where_the_recursion_of_the_article_says(name, shape):
    def final(peak):
        moment = 100.0
        for step in range(200):
            rate = peak * shape(step / 200)
            moment = (1 - rate) ** 2 * moment + rate**2
        return moment / 2

    tuned = values_on_the_way(f"lr/expected_losses.{name}")[-1]

    assert tuned.loss == pytest.approx(final(tuned.rate))
    assert tuned.loss < min(final(tuned.rate - 0.001), final(tuned.rate + 0.001))


def test_half_a_cosine_is_half_on_average():
    rates = learning_rates(lambda o: CosineDecayLR(o, decay_steps=1000), 1000, lr=1.0)

    assert sum(rates) / 1000 == pytest.approx(0.5, abs=1e-3)


def same(ours, theirs, steps=60):
    return learning_rates(ours, steps) == pytest.approx(learning_rates(theirs, steps), abs=1e-12)


def test_the_two_without_a_namesake_are_what_the_table_of_pytorch_says():
    cosine, twin = partial(CosineDecayLR, decay_steps=20, alpha=0.1), partial(pytorch.CosineAnnealingLR, T_max=20)

    assert same(cosine, partial(twin, eta_min=0.01), steps=21)
    assert not same(cosine, partial(twin, eta_min=0.01), steps=22)
    for method, ramp in (("linear", pytorch.LinearLR), ("constant", pytorch.ConstantLR)):
        assert same(
            lambda o, method=method: WarmupLR(ExponentialLR(o, 0.9), 0.5, 5, method, True),
            lambda o, ramp=ramp: pytorch.SequentialLR(
                o, [ramp(o, 0.5, total_iters=5), pytorch.ExponentialLR(o, 0.9)], [5]
            ),
        )


def test_decay_without_rescaling_is_at_its_end_before_it_starts():
    def schedule(o):
        return SequentialLR(o, [LinearLR(o, 0.1, 1.0, 6), ConstantLR(o, 1.0), PolynomialLR(o, 12, 0.0)], [6, 48])

    assert learning_rates(schedule, 49)[48] == 0.0


def test_a_warm_up_below_a_long_first_stair_reaches_the_base_rate():
    assert learning_rates(lambda o: WarmupLR(StepLR(o, step_size=30)), 7)[5] == pytest.approx(0.1)


@pytest.mark.parametrize(("warmup", "total"), [(6, 60), (7, 48), (8, 63), (8, 65), (10**4, 10**6)])
def test_the_ramp_of_bert_falls_back_at_its_join_where_the_square_of_its_length_is_more_than_all_steps(warmup, total):
    assert ((warmup - 1) / warmup > 1 - warmup / total) == (warmup**2 > total)


@pytest.mark.parametrize(("mult", "late"), [(3, 121), (10, 111), (31, 993)])
@pytest.mark.parametrize("first", [1, 5, 10])
def test_a_restart_that_rounding_delays_comes_t_0_steps_late_in_the_graph(first, mult, late):
    def rate(step, eta_min=0.01):
        """Compute as CosineAnnealingWarmRestartsLearningRate of OneFlow 0.7.0 does, in double."""
        cycle = math.floor(math.log(1 - step // first * (1 - mult)) / math.log(mult))
        length = mult**cycle * first
        own_step = step - (length - first) // (mult - 1)
        return eta_min + (0.1 - eta_min) / 2 * (1 + math.cos(math.pi * own_step / length))

    steps = (late + 20) * first
    right = learning_rates(partial(CosineAnnealingWarmRestarts, T_0=first, T_mult=mult, eta_min=0.01), steps)
    wrong = [step for step in range(steps) if rate(step) != pytest.approx(right[step], abs=1e-9)]

    assert wrong == list(range(late * first, (late + 1) * first))
    assert all(0.01 <= rate(step) < 0.0101 for step in wrong)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (lambda o: LinearLR(o, 0.5, total_iters=0), lambda o: pytorch.LinearLR(o, 0.5, total_iters=0)),
        (lambda o: MultiStepLR(o, [-2, 3], 0.5), lambda o: pytorch.MultiStepLR(o, [-2, 3], 0.5)),
    ],
    ids=["LinearLR of no steps", "MultiStepLR from before the start"],
)
def test_the_table_of_pytorch_says_where_one_halves_and_the_other_does_not(ours, theirs):
    assert {learning_rates(ours, 3)[2], learning_rates(theirs, 3)[2]} == {0.1, 0.05}


def test_the_article_says_how_many_of_its_blocks_ran_on_oneflow():
    [told] = re.findall(r"的 (\d+) 块，打印的与文中逐字相同", TEXT)

    assert int(told) == sum("printed" in block for block in seen("oneflow-blocks")[PAGE])


def table(anchor, first):
    """Return the rows of the table of a section whose heading row begins with ``first``, without that row."""
    section = TEXT.partition(f"{{ #{anchor} }}")[2].partition("\n## ")[0]
    rows = section.partition(f"| {first} |")[2].partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows[2:]]


def verdict(rates, right):
    """Return what the table of resumed runs says of one: whether its first rate is right, and those after it."""
    agree = [rate == pytest.approx(expected, rel=1e-9) for rate, expected in zip(rates, right, strict=True)]
    return {(True, True): "对", (False, True): "首次错", (True, False): "之后错"}.get((agree[0], all(agree[1:])), "错")


def test_the_table_of_resumed_runs_is_what_pytorch_did():
    columns = [
        [verdict(outcome["rates"], run["going on"]) for outcome in run["resumed"].values()]
        for run in seen("torch-resume")
    ]

    assert [row[1:] for row in table("resume", "写法 | `ExponentialLR`")] == [
        list(row) for row in zip(*columns, strict=True)
    ]


def test_the_table_of_names_is_what_transformers_and_deepspeed_did():
    runs = {}
    for run in seen("torch-names")["runs"]:
        settings = [f"`{name}={value:g}`" for name, value in run["settings"].items() if name in TOLD]
        system = "DeepSpeed " if run["system"] == "deepspeed" else ""
        runs["，".join([f"{system}`{run['name']}`", *settings])] = run["rates"]
    rows = table("names", "名字")

    assert runs.keys() - {"`constant`"} == {name for name, *_ in rows}
    for name, at_end, later, after in rows:
        assert [float(at_end), float(later)] == pytest.approx([runs[name][20], runs[name][28]], rel=5e-5, abs=1e-12), (
            name
        )
        assert ("升回去" in after) == (runs[name][28] > runs[name][20]), name
    assert max(range(21, 40), key=runs["`cosine`"].__getitem__) == 36


def test_a_graph_does_what_the_article_tells():
    record = seen("oneflow-graph")

    def rates(name):
        ran = record[name]
        return ran["steps"]["rates"], ran["graph"]["rates"]

    for name in ("LambdaLR", "ChainedScheduler", "ReduceLROnPlateau"):
        assert ("rates" in record[name]["steps"], "error" in record[name]["graph"]) == (True, True)
    assert record["ChainedScheduler"]["graph"]["error"] == "NotImplementedError"
    assert record["ReduceLROnPlateau"]["graph"]["error"] == "AssertionError"
    for name in ("CosineAnnealingLR, eta_min = b", "MultiStepLR, no milestones"):
        assert record[name]["graph"] == {"signal": signal.SIGABRT}
    for name in ("CosineAnnealingLR", "SequentialLR, [True, True]", "SequentialLR, [False, False]"):
        in_steps, in_graph = rates(name)
        assert in_graph == pytest.approx(in_steps, rel=1e-6)
        assert in_graph != in_steps  # of seven digits

    in_steps, in_graph = rates("SequentialLR, [True, False]")
    assert in_graph[:30] == pytest.approx(in_steps[:30], rel=1e-6)
    assert in_graph[40:] == pytest.approx(in_steps[30:40], rel=1e-6)  # t − 10 in the place of t

    cycle, floor = 2, 0.1
    for times, first in ((3, 121), (10, 111)):
        in_steps, in_graph = rates(f"CosineAnnealingWarmRestarts, T_mult = {times}")
        begins, ends = first * cycle, (first + 1) * cycle
        assert in_steps[begins] == pytest.approx(floor, abs=1e-3)
        assert in_steps[begins + 1] > 0.9
        assert in_graph[begins:ends] == pytest.approx([floor] * cycle, abs=1e-3)
        assert in_graph[:begins] + in_graph[ends:] == pytest.approx(in_steps[:begins] + in_steps[ends:], rel=1e-5)
        assert f"{first}\\,T_0$ 到 ${first + 1}\\,T_0$" in TEXT


def test_the_table_of_refusals_is_what_oneflow_said():
    record = seen("oneflow-refusals")
    section = TEXT.partition("参数填错时，0.7.0 抛出什么")[2].partition("\n## ")[0]
    told = re.findall(r"^ *\| (.+) \| `(\w+)` \|$", section, re.MULTILINE)

    assert {error for _, error in told} == {said["answer"] for said in record.values()}
    for case, said in record.items():
        [situation] = [cases for cases, error in told if error == said["answer"]]
        assert any(word in case for word in re.findall(r"[A-Za-z]\w{2,}", situation, re.ASCII)), case
    loose = [said["python -O"] for said in record.values() if said["answer"] == "AssertionError"]
    assert {None, "ZeroDivisionError"} == set(loose)
    assert record["StepLR(step_size=0)"]["python -O"] == "ZeroDivisionError"
    assert all(said["python -O"] == said["answer"] for said in record.values() if said["answer"] != "AssertionError")


def test_the_article_tells_what_megatron_did():
    record = json.loads((environments.HERE / "megatron-schedules.json").read_text("utf-8"))
    found, total = record["seen"], record["seen"]["total"]
    for run in found["runs"]:
        held = found["rate"] if run["name"] == "constant" else found["defaults"]["min_lr"]
        assert set(run["rates"][total + 1 :]) == {held}, run["name"]
        assert run["by samples"] == run["rates"]
    [slow] = [run["rates"] for run in found["runs"] if run["name"] == "inverse-square-root"]
    section = TEXT.partition("{ #names }")[2].partition("\n## ")[0]

    assert f"默认 {found['defaults']['min_lr']:g}；`inverse-square-root` 第 {total} 步还是 {slow[total]:.6f}" in section
    assert f"`{found['defaults']['lr_decay_style']}`，默认 | `LinearLR` 两段" in section
    assert found["defaults"]["lr_wsd_decay_style"] == "exponential"
    assert "Hugging Face 是余弦，Megatron 是指数" in TEXT
    assert f"megatron-core {record['system']['megatron-core']}，{record['date']} 执行" in TEXT


def test_the_tables_of_what_a_network_learnt_are_made_of_the_record():
    for name, text in _tables.texts().items():
        assert (learning.FOLDER / name).read_text("utf-8") == text, f"{name}：python -m tests.evidence.digits._tables"


def test_the_article_tells_how_the_network_was_trained():
    record = seen("digits-schedules")
    steps, grid = record["steps"], record["optimizers"]["AdamW"]["grid"]
    [note] = re.findall(r"^\[\^digits\]: (.*)", TEXT, re.MULTILINE)
    why = TEXT.partition("{ #why }")[2].partition("\n## ")[0]

    for told in (f"{steps} 步", f"{len(grid)} 个峰值", f"{record['draws']} 次抽签", f"{record['hidden']} 个隐藏单元"):
        assert told in why
    for told in (f"{record['learnt']} 张", f"小批量 {record['batch']}", f"{record['tuning draws']} 次抽签"):
        assert told in note
    assert all(grid[i + 1] / grid[i] == pytest.approx(math.sqrt(2)) for i in range(len(grid) - 1))


@pytest.mark.parametrize("optimizer", ["AdamW", "SGD"])
def test_the_article_says_which_schedules_can_be_told_apart_from_the_linear_one(optimizer):
    found = {each.schedule: each for each in learning.results() if each.optimizer == optimizer}
    errors = {name: each.over_linear / each.error_of_linear for name, each in found.items() if name != "linear"}

    assert max(found.values(), key=lambda each: each.loss).schedule == "constant"
    assert errors["constant"] > 2
    assert errors["stairs"] > 2
    assert errors["WSD"] < -2
    assert abs(errors["cosine"]) < 2
    assert abs(errors["cosine to 10%"]) < 2


@pytest.mark.parametrize("optimizer", ["AdamW", "SGD"])
def test_every_schedule_has_its_best_peak_within_the_grid(optimizer):
    for schedule in {each.schedule for each in learning.results()}:
        tried = learning.tried(optimizer, schedule)
        best = min(range(len(tried)), key=lambda i: tried[i].loss)
        [told] = [each.peak for each in learning.results() if each[:2] == (optimizer, schedule)]
        assert 0 < best < len(tried) - 1
        assert tried[best].peak == told


def test_the_best_constant_is_a_quarter_of_the_best_peak_of_the_linear_one():
    assert (
        values_on_the_way("lr/digits.AdamW.linear.peak")[-1]
        == 4 * values_on_the_way("lr/digits.AdamW.constant.peak")[-1]
    )


def test_wsd_stays_above_the_linear_one_until_it_cools_down():
    linear, wsd = ({each.step: each.loss for each in learning.curve(name)} for name in ("linear", "WSD"))

    assert all(wsd[step] > 1.1 * linear[step] for step in range(400, 601, 25))
    assert wsd[750] < linear[750]


def test_the_article_says_how_many_settings_of_their_own_tests_the_libraries_ran_and_how_many_random_ones():
    [told] = re.findall(r"所试的 (\d+) 种和 (\d+) 种设置，以及各 (\d+) 种随机的", TEXT)
    names = [list(seen(f"{library}-schedules")) for library in ("oneflow", "torch")]
    own = [sum(name.startswith("own") for name in each) for each in names]

    assert [int(number) for number in told] == [*own, len(names[0]) - own[0]]
    assert len(names[1]) - own[1] == len(names[0]) - own[0]
