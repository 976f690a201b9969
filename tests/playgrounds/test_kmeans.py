"""What the playground of K-Means shows is what the models compute, in both interpreters, and what scikit-learn finds."""

import functools
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import floats, integers, lists, sampled_from, tuples
from threadpoolctl import threadpool_limits

from plots import bridge
from plots.models.kmeans import half_steps, lloyd, runs, starting_centers
from plots.models.kmeans.choice import fits, silhouette
from plots.models.kmeans.datasets import DATASETS
from plots.models.kmeans.hartigan_wong import hartigan_wong
from plots.models.kmeans.lloyd import sizes
from plots.models.randomness import Random
from plots.playgrounds import kmeans, query
from plots.playgrounds.kmeans.settings import MOST_POINTS, RULES, SETS
from plots.playgrounds.numbers import rounded
from plots.playgrounds.points import LINKED, Points, changed, entries
from tests import oracle_records
from tests.playgrounds.bridges import ask, ask_both, opened
from tests.playgrounds.settings import queries
from tests.playgrounds.tried.kmeans import DRAWN

ID = "kmeans"
shown = functools.partial(opened, playground=ID)
DIGITS = 1e-9  # what is left of a number that was written with ten digits
DRAWS = {name: draw for name, draw, _ in DATASETS}
SET_NAMES = {text: name for text, name, _, _ in SETS if name}
RULE_NAMES = {text: name for text, name, _ in RULES if name}


def asked(name, state):
    """Return a picture of a state, asked for until it is whole, and how far it was each time before."""
    on_the_way: list[float] = []
    while True:
        answer = ask("picture", playground=ID, settings=state["settings"], name=name)
        if answer is None or "progress" not in answer:
            return answer, on_the_way
        on_the_way.append(answer["progress"])


def whole(state):
    """Return the picture of the points with the whole run."""
    return asked("points", state)[0]


def run_of(points, k, start, seed):
    """Return the states of a run, asked of the models without the playground's own functions."""
    return list(half_steps(points, starting_centers(RULE_NAMES[start], points, k, Random(seed))))


def plain_points(texts):
    """Return the points of a setting, worked out entry by entry."""
    points = dict(enumerate(DRAWS[SET_NAMES[texts["data"]]](int(texts["n"]), Random(0)).points))
    added = []
    for entry in entries(texts.get("points", "")):
        number, colon, coordinates = entry.rpartition(":")
        where = [float(each) for each in coordinates.split(",")] if coordinates else None
        if colon:
            points[int(number)] = where
        else:
            added.append(where)
    return [where for _, where in sorted(points.items()) if where is not None] + added


def letters(labels):
    return "".join(chr(48 + label) for label in labels)


# What is drawn is what the models compute


@given(text=queries(ID, **DRAWN))
def test_every_moment_and_the_curve_are_the_states_of_the_run(text):
    texts = dict(query.fields(text))
    points = plain_points(texts)
    states = run_of(points, int(texts["k"]), texts["start"], int(texts["seed"]))
    state = shown(text)
    picture = whole(state)

    assert [tuple(point) for point in picture["points"]] == [tuple(point) for point in points]
    assert len(picture["moments"]) == len(states)
    for moment, expected in zip(picture["moments"], states, strict=True):
        assert moment["step"] == {"assign": "E", "update": "M"}[expected.step]
        assert moment["labels"] == letters(expected.labels)
        assert moment["sizes"] == sizes(expected.labels, len(expected.centers))
        for center, its in zip(moment["centers"], expected.centers, strict=True):
            assert center == pytest.approx(its, rel=DIGITS, abs=DIGITS)
    [series] = asked("inertia", state)[0]["series"]
    assert series["values"] == pytest.approx([state.inertia for state in states], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    "text", ["seed=343", "data=grid&seed=0", "data=none&k=2&start=own&points=1,4;1,6;9,4;9,6&centers=5,4;5,6"]
)
def test_one_point_at_a_time_is_the_run_of_the_model_and_is_told_so(text):
    state = shown(f"{text}&algorithm=hartigan-wong")
    picture = whole(state)
    states = list(hartigan_wong(picture["points"], picture["moments"][0]["centers"]))
    end = ask("sentence", playground=ID, settings=state["settings"], step=len(states) - 1)

    assert [moment["step"] for moment in picture["moments"]] == [
        {"assign": "E", "transfer": "T", "quick": "Q"}[each.step] for each in states
    ]
    assert [moment["labels"] for moment in picture["moments"]] == [letters(each.labels) for each in states]
    assert end.startswith(f"第 {states[-1].iteration} 轮转移步（T 步，在所有的簇里挑）：没有点换簇")
    assert f"第 {states[-1].iteration} 轮没有质心再动，结束" in end


def test_both_algorithms_side_by_side_start_alike_and_only_one_stays():
    [query_text] = [text for name, _, text in kmeans.PLAYGROUND.presets if name == "exchange"]
    state = shown(query_text)
    starts = [picture["moments"][0] for picture in state["pictures"]]
    picture, _ = asked("inertia", state)

    assert starts[0]["centers"] == starts[1]["centers"]
    assert [round(series["values"][-1], 2) for series in picture["series"]] == [957.9, 274.14]
    assert state["labels"][1] == "算法 = Hartigan–Wong"


def test_the_program_of_one_point_at_a_time_is_of_r():
    settings = shown("n=8&k=2&algorithm=hartigan-wong")["settings"]
    [(name, source)] = ask("snippets", playground=ID, settings=settings, setting=0)

    assert name == "R"
    assert "kmeans(points, start, iter.max = 300)" in source
    assert not re.search(r",\s*\)", source)


def test_a_long_run_comes_in_slices_and_is_whole_in_the_end():
    state = shown("data=uniform&n=2000&k=10&seed=5")
    [first] = state["pictures"]
    picture, on_the_way = asked("points", state)
    states = run_of(DRAWS["uniform"](2000, Random(0)).points, 10, "random", 5)

    assert 1 <= len(first["moments"]) < len(states)
    assert len(on_the_way) > 5
    assert on_the_way == sorted(on_the_way)
    assert all(0 < each < 1 for each in on_the_way)
    assert [moment["labels"] for moment in picture["moments"]] == [letters(each.labels) for each in states]
    end = ask("sentence", playground=ID, settings=state["settings"], step=len(states) - 1)
    assert f"第 {states[-1].iteration} 轮没有质心再动，结束" in end


def test_the_default_run_is_there_at_once_and_ends_in_a_local_minimum():
    state = shown()
    [picture] = state["pictures"]

    assert "progress" not in picture
    assert len(picture["moments"]) == 15
    assert state["sentence"] == "第 0 轮分配步（E 步）：300 个点各归最近的起点，J = 1013；起点由“随机点”选出。"


def test_how_a_run_ends_is_said_at_its_end_only():
    settings = shown()["settings"]
    said = [ask("sentence", playground=ID, settings=settings, step=step) for step in range(15)]

    end = "第 7 轮没有质心再动，结束；整个过程簇内平方和 J 从 1013 降到 623.2。"
    assert [end in each for each in said] == [False] * 14 + [True]


def test_at_the_end_of_what_there_is_more_is_said_to_come():
    state = shown("data=uniform&n=2000&k=10&seed=6")
    last = len(state["pictures"][0]["moments"]) - 1

    assert ask("sentence", playground=ID, settings=state["settings"], step=last).endswith("后面的步还在算。")


# A hundred starts


@pytest.mark.parametrize(
    "text", ["data=pairs&n=40&k=4&start=kmeans-pp", "data=blobs&n=60&start=greedy&points=3:9,9;5,5"]
)
def test_the_histograms_count_the_runs_of_the_models(text):
    state = shown(text + "&restarts=true")
    picture, on_the_way = asked("restarts", state)
    points = whole(state)["points"]
    k = len(whole(state)["moments"][0]["centers"])
    finals = {
        start: [run.last.inertia for run in runs(points, k, start=RULE_NAMES[start], seeds=range(100))]
        for start in ("random", dict(query.read(text)[0])["start"])
    }
    least = min(min(each) for each in finals.values())

    assert on_the_way == sorted(on_the_way)
    assert len(on_the_way) > 3
    for row, each in zip(picture["rows"], finals.values(), strict=True):
        assert row["bins"] == binned(each, picture["edges"])
        near = sum(final <= least * 1.01 for final in each)
        assert f"{row['label']} {near} 次" in picture["note"]
    assert f"最低的 J 是 {rounded(least)}" in picture["note"]


def binned(values, edges):
    """Return the numbers of the values in each bin; one on an inner edge counts above it, the last edge below."""
    low, high, count = edges[0], edges[-1], len(edges) - 1
    found: list[list[int]] = [[] for _ in range(count)]
    for number, value in enumerate(values):
        found[min(int((value - low) / (high - low) * count), count - 1)].append(number)
    return found


@pytest.mark.parametrize("start", ["random", "greedy", "own"])
def test_the_edits_of_a_bar_lead_to_a_run_that_ends_in_it(start):
    state = shown(f"n=60&k=4&start={start}&restarts=true")
    picture, _ = asked("restarts", state)
    for row in picture["rows"]:
        bin, seeds = max(enumerate(row["bins"]), key=lambda each: len(each[1]))
        edits = [{"text": str(seeds[-1]), **edit} for edit in row["edits"]]
        led = ask("show", playground=ID, settings=state["settings"], edits=edits)
        curve, _ = asked("inertia", led)
        [there] = [each for each in asked("restarts", led)[0]["rows"] if each["label"] == row["label"]]

        assert picture["edges"][bin] <= curve["series"][0]["values"][-1] <= picture["edges"][bin + 1]
        assert there["seed"] == seeds[-1]
        assert f"种子 {seeds[-1]} 停在 J = {rounded(curve['series'][0]['values'][-1])}" in ask(
            "sentence", playground=ID, settings=led["settings"], step=0
        )


def test_a_rule_that_was_counted_before_is_not_counted_again():
    asked("restarts", shown("n=30&k=3&restarts=true&start=box"))
    _, on_the_way = asked("restarts", shown("n=30&k=3&restarts=true"))

    assert on_the_way == []


def test_the_starts_show_that_the_default_is_a_local_minimum():
    text = "restarts=true&vs=start%3Dkmeans-pp"
    state = shown(text)
    assert "局部极小" not in state["sentence"]
    picture, _ = asked("restarts", state)
    said = ask("sentence", playground=ID, settings=state["settings"], step=3)

    assert picture["retell"]
    assert "种子 11 停在 J = 623.2，100 次初始化里有更低的 274.1：这是局部极小。初始化 = k-means++：" in said
    assert said.endswith("，100 次初始化里没有更低的。")


def test_for_random_points_there_is_one_row_and_for_others_each_its_own():
    picture, _ = asked("restarts", shown("n=30&k=3&restarts=true"))
    assert [row["label"] for row in picture["rows"]] == ["随机点"]
    several = "n=30&k=3&restarts=true&vs=start%3Dbox&vs=start%3Dfarthest&vs=start%3Dbox%26seed%3D3"
    picture, _ = asked("restarts", shown(several))
    assert [row["label"] for row in picture["rows"]] == ["随机点", "随机位置", "最远点"]


def test_where_all_starts_end_alike_the_histogram_has_one_bar():
    picture, _ = asked("restarts", shown("data=none&k=1&points=1,1;3,1&restarts=true"))
    [row] = picture["rows"]

    assert sorted(map(len, row["bins"]))[-2:] == [0, 100]
    assert picture["edges"][0] < 2 < picture["edges"][-1]


def test_without_points_there_is_nothing_to_count():
    state = shown("data=none&restarts=true")

    assert asked("restarts", state) == (None, [])
    assert asked("inertia", state) == (None, [])


@pytest.mark.parametrize("text", ["data=pairs&n=80&ks=true", "data=none&points=1,1;2,2;9,9&k=2&ks=true"])
def test_inertia_and_silhouette_over_k_are_those_of_the_models(text):
    state = shown(text)
    picture, on_the_way = asked("choosing", state)
    points = whole(state)["points"]
    ks = range(1, min(8, len(points)) + 1)
    found = list(fits(points, ks, seeds=range(5)))
    means = [silhouette(points, each.last.labels) for each in found[1:]]

    assert on_the_way == sorted(on_the_way)
    assert [row[:2] for row in picture["table"][1:]] == [
        [str(k), rounded(each.last.inertia)] for k, each in zip(ks, found, strict=True)
    ]
    assert [row[2] for row in picture["table"][2:]] == [rounded(mean, 3) for mean in means]
    assert f"轮廓系数在 k = {means.index(max(means)) + 2} 最高" in picture["note"]


def test_over_k_there_is_nothing_without_points_and_no_silhouette_in_one_place():
    assert asked("choosing", shown("data=none&ks=true")) == (None, [])
    picture, _ = asked("choosing", shown("data=none&points=1,1;1,1&k=1&ks=true"))
    assert picture["note"] == "点都在一处，没有轮廓系数。"


# Points that the reader sets


COORDINATES = tuples(integers(0, 1000), integers(0, 1000)).map(lambda pair: f"{pair[0] / 100},{pair[1] / 100}")
EDITS = lists(tuples(sampled_from(["add", "move", "remove"]), integers(0, 99), COORDINATES), max_size=12)


@given(edits=EDITS)
def test_putting_moving_and_deleting_is_what_it_is_on_a_list(edits):
    control = Points("points", "", most=MOST_POINTS)
    base = [[float(i), 0.0] for i in range(5)]
    plain = [tuple(point) for point in base]
    text = ""
    for operation, index, where in edits:
        _, names = changed(base, control.read(text))
        point = tuple(float(each) for each in where.split(","))
        if operation == "add":
            text = control.edited(text, [], "add", {"text": where})
            plain.append(point)
        elif plain:
            at = index % len(plain)
            text = control.edited(text, [names[at]], "set" if operation == "move" else "remove", {"text": where})
            plain[at : at + 1] = [point] if operation == "move" else []

    points, names = changed(base, control.read(text))
    assert [tuple(point) for point in points] == plain
    assert len(set(names)) == len(plain)


def test_a_change_by_hand():
    settings = shown("n=10")["settings"]
    edits = [
        {"setting": 0, "path": ["points", "7"], "text": "1,2"},
        {"setting": 0, "path": ["points"], "op": "add", "text": "5,5"},
        {"setting": 0, "path": ["points", "3"], "op": "remove"},
        {"setting": 0, "path": ["points", "+0"], "text": "6,5.5"},
    ]
    state = ask("show", playground=ID, settings=settings, edits=edits)

    assert state["query"] == "n=10&points=7:1,2;6,5.5;3:"
    [picture] = state["pictures"]
    assert picture["names"] == ["0", "1", "2", "4", "5", "6", "7", "8", "9", "+0"]
    assert picture["points"][6] == [1, 2]
    assert picture["points"][-1] == [6, 5.5]


def test_what_is_said_of_a_point_that_is_not_there_changes_nothing():
    assert whole(shown("n=10&points=10:1,2;99:"))["points"] == whole(shown("n=10"))["points"]


def test_points_may_be_pasted_line_by_line():
    state = shown("data=none&k=2&points=1,2%0A3.5%EF%BC%8C4%0A%0A5,6%EF%BC%9B7,8")

    assert state["pictures"][0]["points"] == [[1, 2], [3.5, 4], [5, 6], [7, 8]]


def test_sixty_points_travel_in_the_link_and_one_more_is_said_not_to():
    points = [f"{i / 10},{i % 7}" for i in range(LINKED + 1)]
    fits = shown("data=none&points=" + ";".join(points[:LINKED]))
    state = ask(
        "show",
        playground=ID,
        settings=fits["settings"],
        edits=[{"setting": 0, "path": ["points"], "op": "add", "text": points[-1]}],
    )

    assert len(shown(fits["query"])["pictures"][0]["points"]) == LINKED
    assert len(fits["query"]) < 700
    assert "链接" not in fits["sentence"]
    assert len(state["pictures"][0]["points"]) == LINKED + 1
    assert state["query"] == "data=none"
    assert state["sentence"].endswith("改动了 61 个点，超过 60 个：链接里不带它们。")


def test_another_data_set_forgets_the_changes_and_keeps_the_start():
    settings = shown("points=1,1&start=kmeans-pp&seed=4")["settings"]
    state = ask("show", playground=ID, settings=settings, edits=[{"setting": 0, "path": ["data"], "text": "moons"}])

    assert state["query"] == "data=moons&start=kmeans-pp&seed=4"
    assert len(state["pictures"][0]["moments"][0]["centers"]) == 2


def test_a_dragged_start_is_set_by_hand_from_then_on():
    state = shown()
    centers = [list(center) for center in state["pictures"][0]["moments"][0]["centers"]]
    centers[2] = [9.5, 0.5]
    text = ";".join(f"{x:g},{y:g}" for x, y in centers)
    state = ask(
        "show", playground=ID, settings=state["settings"], edits=[{"setting": 0, "path": ["centers"], "text": text}]
    )

    assert dict(query.read(state["query"])[0])["start"] == "own"
    points = DRAWS["blobs"](300, Random(0)).points
    assert whole(state)["moments"][-1]["labels"] == letters(list(lloyd(points, centers))[-1].labels)
    assert "起点是手放的" in state["sentence"]


def test_starts_that_are_missing_are_random_points_and_those_too_many_are_left_out():
    points = DRAWS["blobs"](300, Random(0)).points
    two = whole(shown("start=own&centers=1,1;9,9&k=4"))["moments"][0]["centers"]
    one = whole(shown("start=own&centers=1,1;9,9&k=1"))["moments"][0]["centers"]

    assert two[:2] == [[1, 1], [9, 9]]
    assert all(center in points for center in two[2:])
    assert len(two) == 4
    assert one == [[1, 1]]


def test_fewer_points_than_clusters_are_shown_as_they_are_and_the_sentence_says_what_to_do():
    state = shown("data=none&points=1,1;2,2")

    assert not state["problems"]
    assert state["pictures"][0]["points"] == [[1, 1], [2, 2]]
    assert state["pictures"][0]["moments"] == []
    assert state["sentence"] == "有 2 个点，k = 3：点要不少于簇。选“加点”，在图上放点，或把 k 调小。"


def test_a_point_beyond_the_usual_box_makes_it_larger():
    plane = shown("points=30,5")["pictures"][0]["plane"]
    assert plane["x"]["low"] < 0 < 30 < plane["x"]["high"]
    assert (plane["y"]["low"], plane["y"]["high"]) == (-0.5, 10.5)
    assert plane["square"]
    assert not shown("data=scales")["pictures"][0]["plane"]["square"]


# Words


def test_compared_settings_share_points_and_k_and_are_named_by_their_rule():
    state = shown("data=grid&vs=start%3Dkmeans-pp&vs=seed%3D3")

    assert [picture["name"] for picture in state["pictures"]] == ["points", "points-2", "points-3"]
    assert all(len(picture["points"]) == 300 for picture in state["pictures"])
    assert all(len(picture["moments"][0]["centers"]) == 25 for picture in state["pictures"])
    assert len({picture["x"]["high"] for picture in state["pictures"]}) == 1
    assert state["labels"][1].startswith("初始化 = k-means++")
    assert "“随机点”" in state["sentence"]
    picture, _ = asked("inertia", state)
    assert [each["role"] for each in picture["series"]] == [1, 2, 3]


@given(text=queries(ID, **DRAWN), at=floats(0, 1))
def test_the_sentence_says_what_the_half_step_has_done(text, at):
    texts = dict(query.fields(text))
    states = run_of(plain_points(texts), int(texts["k"]), texts["start"], int(texts["seed"]))
    settings = shown(text)["settings"]
    step = 1 + round(at * (len(states) - 2))
    asked("points", {"settings": settings})
    said = ask("sentence", playground=ID, settings=settings, step=step)
    state, before = states[step], states[step - 1]

    name = "分配步（E 步）" if state.step == "assign" else "更新步（M 步）"
    assert said.startswith(f"第 {state.iteration} 轮{name}：")
    if state.step == "assign":
        assert (f"{len(state.changed)} 个点换了簇" if state.changed else "没有点换簇") in said
    else:
        assert (f"最远走了 {rounded(max(state.moved), 3)}" if any(state.moved) else "质心都没有动") in said
        assert ("空簇" in said.partition("。")[0]) == bool(state.relocated)
    first, second = rounded(before.inertia), rounded(state.inertia)
    assert (f"J 仍是 {second}" if first == second else f"J 从 {first} 降到 {second}") in said
    assert (f"第 {states[-1].iteration} 轮没有质心再动，结束" in said) == (step == len(states) - 1)
    assert not re.search(r"[1-9][\d.]{13,}|None|nan|inf\b", said)


def test_clusters_that_stay_empty_are_said_to_be():
    state = shown("data=none&k=3&points=1,1;1,1;5,5;5,5")
    last = len(whole(state)["moments"]) - 1

    said = ask("sentence", playground=ID, settings=state["settings"], step=last)
    assert said.endswith("有 1 个簇是空的：不同的点比簇少。")


# Both interpreters, and scikit-learn


def test_micropython_counts_the_same_starts_as_cpython():
    settings = [[["n", "20"], ["k", "4"], ["start", "box"], ["restarts", "true"]]]
    requests = [
        {"playground": ID, "do": "picture", "settings": settings, "name": name} for name in ("inertia", "restarts")
    ]

    for ours, theirs in ask_both([*requests, *([requests[1]] * 60)]):
        assert oracle_records.difference(theirs, ours, relative=1e-9) is None


def program_of(text):
    settings = shown(text)["settings"]
    [(name, source)] = ask("snippets", playground=ID, settings=settings, setting=0)
    assert name == "scikit-learn"
    return source


def fitted(source):
    """Return the model that a program fits, in one thread."""
    names: dict[str, Any] = {}
    with threadpool_limits(1):
        exec(compile(source, "program", "exec"), names)
    return names["model"]


@given(text=queries(ID, **DRAWN))
def test_the_program_finds_with_scikit_learn_what_is_drawn(text):
    end = whole(shown(text))["moments"][-1]
    model = fitted(program_of(text))

    assert letters(model.labels_) == end["labels"]
    assert model.cluster_centers_.tolist() == [pytest.approx(center, rel=1e-9, abs=1e-9) for center in end["centers"]]


@pytest.mark.parametrize("text", ["", *(text for _, _, text in kmeans.PLAYGROUND.presets)])
def test_the_programs_of_the_presets_end_in_the_same_step(text):
    state = shown(text)
    states = whole(state)["moments"]
    model = fitted(program_of(text))

    assert letters(model.labels_) == states[-1]["labels"]
    assert model.n_iter_ == (len(states) - 1) // 2
    picture, _ = asked("inertia", state)
    assert model.inertia_ == pytest.approx(picture["series"][0]["values"][-1], rel=1e-9)


def test_the_program_has_exactly_these_points_and_starts():
    source = program_of("data=none&k=2&start=own&points=1,4;1,6.25;9,4;-0.5,6&centers=5,4;5,6")

    assert "    [1, 4], [1, 6.25], [9, 4], [-0.5, 6],\n" in source
    assert "    [5, 4], [5, 6],\n" in source
    assert "KMeans(n_clusters=2, init=start, n_init=1, tol=0)" in source
    assert all(len(line) <= 110 for line in source.splitlines())


def test_where_nothing_can_be_clustered_there_is_no_program():
    settings = shown("data=none&points=1,1")["settings"]
    request = {"playground": ID, "do": "snippets", "settings": settings, "setting": 0}
    assert json.loads(bridge.handle(json.dumps(request)))["error"] == {
        "type": "SettingError",
        "message": "有 1 个点，比 k = 3 少，还没有程序可写。",
    }


def test_the_preset_of_the_rectangle_starts_in_the_worse_of_two_ends():
    [text] = [text for name, _, text in kmeans.PLAYGROUND.presets if name == "rectangle"]
    state = shown(text)
    asked("restarts", state)

    assert "有更低的 4：" in ask("sentence", playground=ID, settings=state["settings"], step=0)


def test_the_preset_of_empty_clusters_moves_a_centre():
    [text] = [text for name, _, text in kmeans.PLAYGROUND.presets if name == "empty"]

    assert any("空簇的质心搬到" in moment["words"] for moment in whole(shown(text))["moments"])
