"""What the playground of boosting shows is what the models compute, in both interpreters, and what xgboost predicts."""

import functools
import json
import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import randoms

from plots import bridge
from plots.models.boosting import LOGISTIC, best_round, boost, early_stopping, leaves
from plots.models.boosting.datasets import CLASSES, CURVES, waves
from plots.models.boosting.ensembles import adaboost, average
from plots.models.randomness import Random
from plots.pictures.boosting.maps import LEVELS
from plots.playgrounds import boosting
from plots.playgrounds.boosting.settings import BOOSTING, FOREST, NONE, SETS
from plots.playgrounds.points import changed
from tests.arithmetic import plain
from tests.playgrounds import settings
from tests.playgrounds.bridges import ask, opened
from tests.playgrounds.settings import queries, random_query

ID = "boosting"
shown = functools.partial(opened, playground=ID)
values_of = functools.partial(settings.values_of, ID)
WRITTEN = 1e-4  # what is left of a number that was written with five digits
DRAWS = dict(CURVES + CLASSES)
CLASS_NAMES = dict(CLASSES)


@pytest.fixture(autouse=True)
def nothing_computed():
    """Runs that have come to their end are kept: each test begins with none."""
    bridge.results.clear()
    bridge.recent.clear()


def whole(text="", *, step=8):
    """Return all pictures of a setting, when the run has come to its end, and the sentence at a step."""
    state = shown(text)
    names = [picture["name"] for picture in state["pictures"]]
    while True:
        found = {name: asked(state, name, brief=True) for name in names}
        if not any("progress" in picture for picture in found.values()):
            break
    found.update({name: asked(state, name) for name in state["more"]})
    return found, ask("sentence", playground=ID, settings=state["settings"], step=step)


def asked(state, name, **request):
    return ask("picture", playground=ID, settings=state["settings"], name=name, **request)


def data_of(values):
    """Return training and validation set, drawn without the playground's own functions."""
    generator = Random(values["seed"])
    train = DRAWS[values["data"]](values["n"], generator, values["noise"])
    return train, DRAWS[values["data"]](values["n"], generator, values["noise"])


def states_of(values, grid=()):
    """Return the states of a setting, asked of the models without the playground's own functions."""
    train, valid = data_of(values)
    pairs = [(*point, target) for point, target in zip(train.points, train.targets, strict=True)]
    changes = values["points"]
    if values["data"] in CLASS_NAMES:
        classes = {i: pair[-1] for i, pair in enumerate(pairs)}
        changes = [(i, place and (*place, classes.get(i, 1))[:3]) for i, place in changes]
    pairs, _ = changed(pairs, changes)
    return pairs, list(
        boost(
            [list(pair[:-1]) for pair in pairs],
            [pair[-1] for pair in pairs],
            objective=LOGISTIC if values["data"] in CLASS_NAMES else "reg:squarederror",
            rounds=values["rounds"] + 1,
            eta=values["eta"],
            max_depth=values["max_depth"],
            reg_lambda=values["lambda"],
            gamma=values["gamma"],
            min_child_weight=values["min_child_weight"],
            subsample=values["subsample"],
            random=Random(0),
            test=(valid.points, valid.targets),
            grid=grid,
        )
    )


def height_at(stairs, x):
    """Return the height of stairs at a place that lies well within a step."""
    places, heights = stairs
    return heights[max(i for i, place in enumerate(places) if place <= x)]


def between(places):
    """Return the middles of the steps that have a width: two thresholds may be the same in five digits."""
    return [(left + right) / 2 for left, right in pairwise(places) if left < right]


# Curves


def written(numbers):
    """What is left of numbers of any size that were written with five digits."""
    return pytest.approx(numbers, rel=WRITTEN, abs=WRITTEN)


@given(text=queries(ID, data=dict(CURVES), method=[BOOSTING]))
def test_stairs_stems_and_losses_are_those_of_the_models(text):
    values = values_of(text)
    pictures, _ = whole(text)
    places = between(pictures["fit"]["moments"][-1]["stairs"][0])
    pairs, states = states_of(values, [[x] for x in places])

    assert pictures["fit"]["points"] == [pytest.approx(pair) for pair in pairs]
    assert len(pictures["fit"]["moments"]) == len(pictures["rest"]["moments"]) == values["rounds"] + 1
    for t, (moment, rest) in enumerate(zip(pictures["fit"]["moments"], pictures["rest"]["moments"], strict=True)):
        heights = [height_at(moment["stairs"], x) for x in places]
        assert heights == written(states[t].grid_margins)
        residuals = [y - margin for (_, y), margin in zip(pairs, states[t].margins, strict=True)]
        assert rest["stems"] == written(residuals)
        weights = [leaf.weight for leaf in leaves(states[t + 1].tree)]
        assert sorted(rest["stairs"][1][:-1]) == written(sorted(weights))
        assert max(map(abs, rest["stems"] + rest["stairs"][1])) <= rest["y"]["high"] + WRITTEN
    valid, train = [series["values"] for series in pictures["losses"]["series"]]
    assert train == pytest.approx([state.train_loss for state in states[:-1]])
    assert valid == pytest.approx([state.test_loss for state in states[:-1]])


@given(text=queries(ID, data=DRAWS, method=[BOOSTING]))
def test_the_marks_are_the_best_round_and_where_early_stopping_ends(text):
    values = values_of(text)
    pictures, sentence = whole(text)
    _, states = states_of(values)
    stopped = list(early_stopping(states[:-1], values["early_stopping_rounds"]))[-1].round
    best = best_round([state.test_loss for state in states[:-1]])

    ring, *others = pictures["losses"]["annotations"]
    said = {one["text"].partition("，")[0]: one["x"] for one in others}
    expected = {f"最低：第 {best} 轮": best}
    assert ring["places"] == [[best, pytest.approx(states[best].test_loss)]]
    if stopped - best_round([state.test_loss for state in states[: stopped + 1]]) >= values["early_stopping_rounds"]:
        expected[f"早停 {stopped}"] = stopped
        assert f"早停在第 {stopped} 轮" in sentence
    else:
        assert "到底也没有触发早停" in sentence
    assert said == expected
    assert f"{values['rounds']} 轮里验证损失在第 {best} 轮最低，" in sentence


@given(text=queries(ID, data=DRAWS, method=[BOOSTING]))
def test_the_tree_and_its_gains_are_those_of_the_next_round(text):
    values = values_of(text)
    pictures, _ = whole(text)
    _, states = states_of(values)

    for t, (tree, gains) in enumerate(zip(pictures["tree"]["moments"], pictures["gains"]["moments"], strict=True)):
        state = states[t + 1]
        assert [node[:2] for node in tree["nodes"]] == [
            [-1, -1] if node.split is None else [node.left, node.right] for node in state.tree
        ]
        for node, (_, _, look, words) in zip(state.tree, tree["nodes"], strict=True):
            numbers = [
                float(number.replace("−", "-")) for number in re.findall(r"[\d.e−-]*\d", plain(" ".join(words[:2])))
            ]
            if node.split is None:
                assert look in ("leaf", "cut")
                assert numbers[-2:] == pytest.approx([node.weight, node.value], rel=6e-3, abs=1e-9)
            else:
                assert look == "split"
                assert numbers[-2:] == pytest.approx([node.split.threshold, node.split.gain], rel=6e-3)
        cut = sum(node[2] == "cut" for node in tree["nodes"])
        assert bool(cut) == (len(leaves(state.grown)) > len(leaves(state.tree)))
        curves = [
            (node.depth, curve)
            for node in state.grown
            for curve in node.curves
            if curve.thresholds and (values["data"] not in CLASS_NAMES or not node.depth)
        ]
        for line, (depth, curve) in zip(gains["lines"], curves, strict=True):
            assert line[:2] == [depth, curve.feature]
            assert line[2] == pytest.approx(curve.thresholds, rel=WRITTEN)
            assert line[3] == [None if gain is None else pytest.approx(gain, rel=1e-3) for gain in curve.gains]
            assert all(gain is None or gain <= gains["y"]["high"] * (1 + 1e-6) for gain in line[3])


def test_a_sentence_says_what_the_round_has_done():
    _, sentence = whole(step=1)

    assert sentence == (
        "第 1 棵树先在 x = 5.205 处切开，增益 21.9，共 4 片叶子；训练损失从 0.704 降到 0.405，验证损失从 0.768 降到"
        " 0.464。60 轮里验证损失在第 32 轮最低，0.121；耐心 10 轮，早停在第 42 轮。"
    )


def test_a_sentence_says_what_gamma_took_away():
    text = "gamma=0.3"
    _, states = states_of(values_of(text))
    _, sentence = whole(text, step=8)
    cut = len(leaves(states[8].grown)) - len(leaves(states[8].tree))

    assert cut > 0
    assert f"γ 剪掉了 {cut} 处" in sentence


def test_without_a_step_the_round_of_the_figure_is_told():
    assert shown()["sentence"].startswith("第 8 棵树")
    assert shown(step=0)["sentence"].startswith("第 0 轮")


# Two classes


@given(generator=randoms(use_true_random=False))
def test_every_place_of_the_map_has_the_shade_of_its_probability(generator):
    text = random_query(generator, ID, data=CLASS_NAMES, method=[BOOSTING])
    values = values_of(text)
    pictures, _ = whole(text)
    grid = [[generator.uniform(0, 10), generator.uniform(0, 10)] for _ in range(40)]
    pairs, states = states_of(values, grid)

    picture = pictures["fit"]
    assert picture["labels"] == "".join("0" if pair[-1] else "1" for pair in pairs)
    for moment, state in zip(picture["moments"], states, strict=False):
        for (x, y), margin in zip(grid, state.grid_margins, strict=True):
            probability = 0.5 + 0.5 * np.tanh(margin / 2)  # σ(margin), which exp(−margin) would overflow
            if min(abs(probability - level) for level in LEVELS) < WRITTEN or near_an_edge(x, y, moment["boxes"]):
                continue
            [level] = [box[4] for box in moment["boxes"] if box[0] <= x < box[2] and box[1] <= y < box[3]]
            assert level == sum(probability >= each for each in LEVELS)
        wrong = [(p > 0.5) != (pair[-1] > 0.5) for p, pair in zip(state.predictions, pairs, strict=True)]
        assert [mark == "1" for mark in moment["wrong"]] == wrong


def near_an_edge(x, y, boxes):
    return any(min(abs(x - box[0]), abs(x - box[2]), abs(y - box[1]), abs(y - box[3])) < 1e-3 for box in boxes)


@given(text=queries(ID, data=CLASS_NAMES, method=[BOOSTING]))
def test_the_boxes_of_a_map_cover_the_square_once(text):
    pictures, _ = whole(text)

    side = pictures["fit"]["plane"]["x"]["last"] - pictures["fit"]["plane"]["x"]["first"]

    for moment in pictures["fit"]["moments"]:
        for boxes in (moment["boxes"], moment["parts"]):
            areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in boxes]
            assert min(areas) >= 0
            assert sum(areas) == pytest.approx(side * side, rel=1e-3)


def test_the_true_curve_is_that_of_the_data():
    [places, heights] = shown()["pictures"][0]["truth"]

    assert heights == pytest.approx([waves(x) for x in places], abs=WRITTEN)


# Settings


@pytest.mark.parametrize("name", [name for name, _, _ in SETS])
def test_every_data_set_can_be_chosen(name):
    state = shown(f"data={name}")

    assert state["problems"] == []
    count = 150 if name in CLASS_NAMES else 40 if name in DRAWS else 0
    assert len(state["pictures"][0]["points"]) == count


def test_an_empty_sheet_asks_for_points_and_takes_them():
    state = shown("data=none")
    assert "还没有点" in state["sentence"]
    edits = [{"setting": 0, "path": ["points"], "op": "add", "text": text} for text in ("1,0", "3,1")]
    state = ask("show", playground=ID, settings=state["settings"], edits=edits)

    assert state["pictures"][0]["points"] == [[1, 0], [3, 1]]
    assert len(state["pictures"][2]["series"]) == 1
    answer = bridge.handle(
        json.dumps({"playground": ID, "do": "snippets", "settings": [[["data", NONE]]], "setting": 0})
    )
    assert "还没有点" in json.loads(answer)["error"]["message"]


def test_points_of_two_classes_are_added_moved_deleted_and_change_their_class():
    def after(state, **edit):
        edits = [{"setting": 0, **edit}]
        return ask("show", playground=ID, settings=state["settings"], edits=edits)

    def seen(state):
        picture = state["pictures"][0]
        return [(*place, label) for place, label in zip(picture["points"], picture["labels"], strict=True)]

    state = shown("data=classes")
    assert "还没有点" in state["sentence"]
    for text in ("1,2,1", "3,4,0", "5,6,0"):
        state = after(state, path=["points"], op="add", text=text)
    assert seen(state) == [(1, 2, "0"), (3, 4, "1"), (5, 6, "1")]
    state = after(state, path=["points", "+1"], text="3,4,1")
    state = after(state, path=["points", "+0"], op="remove")
    assert seen(state) == [(3, 4, "0"), (5, 6, "1")]

    drawn = shown("data=xor")
    before = seen(drawn)[7]
    moved = after(drawn, path=["points", "7"], text="9,9")
    assert (9, 9, before[2]) in seen(moved)
    swapped = after(drawn, path=["points", "7"], text="9,9,1" if before[2] == "1" else "9,9,0")
    assert (9, 9, "0" if before[2] == "1" else "1") in seen(swapped)


@pytest.mark.parametrize("text", ["1,2,2", "1,2,x", "1,2,", "1,2,1,1"])
def test_a_class_is_0_or_1(text):
    [problem] = shown(f"data=classes&points={text}")["problems"]

    assert (
        problem["message"]
        == f"“改动的点”的第 1 个是“{text}”，要写成 x,y,类（0 或 1）、编号:x,y,类（0 或 1） 或 编号:。"
    )


def test_the_axes_are_close_round_a_curve_that_was_brought():
    edits = [{"setting": 0, "path": ["table"], "text": "2000,310\n2010,330\n2020,350"}]
    state = ask("show", playground=ID, settings=[[]], edits=edits)
    plane = state["pictures"][0]["plane"]

    assert [(plane[side]["first"], plane[side]["last"]) for side in "xy"] == [(2000, 2020), (310, 350)]


def test_compared_settings_share_data_and_stand_side_by_side():
    state = shown("eta=0.5&rounds=3&vs=eta%3D0.1%26rounds%3D5")
    names = [picture["name"] for picture in state["pictures"]]

    assert names == ["fit", "fit-2", "losses"]
    assert state["pictures"][0]["points"] == state["pictures"][1]["points"]
    labels = [series["label"] for series in state["pictures"][-1]["series"]]
    assert labels == [
        "eta = 0.5，rounds = 3",
        "eta = 0.5，rounds = 3 训练",
        "eta = 0.1，rounds = 5",
        "eta = 0.1，rounds = 5 训练",
    ]


def test_the_first_answer_holds_the_round_of_the_figure():
    fit = shown()["pictures"][0]

    assert len(fit["moments"]) > fit["start"] == boosting.PLAYGROUND.first_step
    assert fit["progress"] < 1


def test_asked_to_be_brief_it_answers_with_a_picture_only_once_that_is_whole():
    state = shown("rounds=30")
    while "kind" not in (answer := asked(state, "fit", brief=True)):
        assert list(answer) == ["progress"]
        assert "progress" in asked(state, "losses")
    assert len(answer["moments"]) == 31
    assert answer == asked(state, "fit")


def test_each_compared_setting_has_its_next_tree_and_its_gains_and_they_are_named_after_it():
    alone, both = (whole(f"rounds=3&{text}")[0] for text in ("max_depth=3", "vs=max_depth%3D3%26rounds%3D3"))
    for name in ("tree", "gains"):
        first, second, own = both[name], both[f"{name}-2"], alone[name]

        assert first["moments"] != second["moments"] == own["moments"]
        assert [each["label"] for each in (first, second)] == [
            f"max_depth = {depth}，{own['label']}" for depth in (2, 3)
        ]


# Other sums of trees


AVERAGES = {
    f"data={data}&method={method}&max_depth=4&rounds=6&subsample=0.7&lambda=0.5&gamma=0.01&min_child_weight=2"
    for data, methods in {"sine": ["bagging"], "xor": ["bagging", "forest"]}.items()
    for method in methods
}


@pytest.mark.parametrize("text", sorted(AVERAGES))
def test_an_average_of_trees_is_drawn_as_the_model_computes_it(text):
    values = values_of(text)
    train, valid = data_of(values)
    states = list(
        average(
            train.points,
            train.targets,
            random=Random(0),
            objective=LOGISTIC if values["data"] in CLASS_NAMES else "reg:squarederror",
            features=1 if values["method"] == FOREST else None,
            rounds=7,
            max_depth=4,
            subsample=0.7,
            reg_lambda=0.5,
            gamma=0.01,
            min_child_weight=2,
            test=valid,
        )
    )
    pictures, sentence = whole(text, step=6)

    assert "rest" not in pictures  # a tree of an average fits no residuals
    assert "早停" not in sentence
    validation, training = pictures["losses"]["series"]
    assert validation["values"] == written([state.test_loss for state in states[:-1]])
    assert training["values"] == written([state.train_loss for state in states[:-1]])
    moments = pictures["fit"]["moments"]
    for state, moment in zip(states, moments, strict=False):
        for (x, *_), share in zip(train.points, state.predictions, strict=True):
            if values["data"] == "sine":
                assert height_at(moment["stairs"], x) == written(share)
    if values["data"] == "xor":
        assert bands(moments[-1], train.points) == [sum(share >= p for p in LEVELS) for share in states[-2].predictions]


def test_adaboost_is_drawn_as_the_model_computes_it():
    text = "data=xor&method=adaboost&max_depth=2&rounds=6&eta=0.5"
    train, valid = data_of(values_of(text))
    states = list(adaboost(train.points, train.targets, rounds=7, eta=0.5, max_depth=2, test=valid))
    pictures, _ = whole(text)

    validation, training = pictures["losses"]["series"]
    assert validation["values"] == written([state.test_loss for state in states[:-1]])
    assert training["values"] == written([state.train_loss for state in states[:-1]])
    found = bands(pictures["fit"]["moments"][-1], train.points)
    assert found == [sum(p >= level for level in LEVELS) for p in states[-2].predictions]


def bands(moment, points):
    """Return in which band of the map each point lies."""
    return [
        next(band for left, bottom, right, top, band in moment["boxes"] if left <= x < right and bottom <= y < top)
        for x, y in points
    ]


@pytest.mark.parametrize(
    ("data", "method"), [("sine", "bagging"), ("xor", "bagging"), ("xor", "forest"), ("xor", "adaboost")]
)
def test_the_program_of_another_sum_runs_with_scikit_learn(data, method, capsys):
    state = shown(f"data={data}&method={method}&rounds=3")
    [(name, source)] = ask("snippets", playground=ID, settings=state["settings"], setting=0)
    names: dict[str, Any] = {}
    exec(compile(source, "program", "exec"), names)

    assert name == "scikit-learn"
    assert names["model"].get_params()["n_estimators"] == 3
    assert len(capsys.readouterr().out.split()) >= len(names["x"])


# Both interpreters, and xgboost


PROGRAMS = [
    "",
    "eta=1&max_depth=1&rounds=5",
    "max_depth=4&lambda=0.5&gamma=0.2&rounds=20",
    "data=steps&min_child_weight=5&lambda=10",
    "data=tent&noise=0.4&n=60&early_stopping_rounds=3",
    "points=0:4.2,1.5;7:;9.5,-1",
    "data=none&points=1,1;2,2;3,6;4,9&lambda=0&eta=1&max_depth=1&rounds=3",
    "data=xor&max_depth=2&rounds=40",
    "data=disc&gamma=0.5&min_child_weight=2&eta=0.1",
    "data=spirals&max_depth=4&lambda=3",
]


@pytest.mark.parametrize("text", PROGRAMS)
def test_the_program_predicts_with_xgboost_what_is_drawn(text, capsys):
    state = shown(text)
    [(name, source)] = ask("snippets", playground=ID, settings=state["settings"], setting=0)
    names: dict[str, Any] = {}
    exec(compile(source, "program", "exec"), names)
    capsys.readouterr()
    values = values_of(text)
    pictures, _ = whole(text)
    picture = pictures["fit"]

    assert name == "XGBoost"
    if values["data"] == NONE:
        last = values["rounds"]
        predictions = names["model"].predict(names["train"])
        states = None
    else:
        _, states = states_of(values)
        last = list(early_stopping(states[:-1], values["early_stopping_rounds"]))[-1].round
        last = best_round([state.test_loss for state in states[: last + 1]])
        predictions = names["model"].predict(names["train"], iteration_range=(0, last))
        assert names["best"] + 1 == last
    if states is not None:
        assert predictions == pytest.approx(np.array(states[last].predictions), abs=1e-5)
    if values["data"] not in CLASS_NAMES:
        stairs = picture["moments"][last]["stairs"]
        assert predictions == pytest.approx([height_at(stairs, x) for x, _ in picture["points"]], abs=WRITTEN)


def test_a_program_with_sampled_rows_says_that_it_differs():
    [(_, source)] = ask("snippets", playground=ID, settings=[[["subsample", "0.5"]]], setting=0)

    assert '"subsample": 0.5,  # 这里每行各抛一次硬币' in source
