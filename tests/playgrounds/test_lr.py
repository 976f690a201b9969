"""What the playground of the schedulers shows is what the schedulers do, in both interpreters."""

import pytest
from hypothesis import given

from plots.models.descent import QUADRATIC, VALLEY, descend, normal_noise
from plots.models.lr_schedules import Optimizer, pytorch
from plots.playgrounds import lr, query
from plots.playgrounds.numbers import exact
from tests.playgrounds.bridges import ask, ask_both, opened, series
from tests.playgrounds.rates import expected_rates
from tests.playgrounds.settings import queries, values_of
from tests.playgrounds.tried.lr import SCHEDULER_NAMES


@given(text=queries("lr", framework=["oneflow"]))
def test_the_curve_is_that_of_the_training_loop(text):
    state = opened(text, run=True)

    if state["problems"]:  # a warm-up that would have to end above b: said, and nothing else refused
        assert [problem["message"][:5] for problem in state["problems"]] == ["预热的终点"]
        with pytest.raises(ValueError, match="warmup_iters must be"):
            expected_rates(values_of("lr", text))
    else:
        assert series(state)[0] == pytest.approx(expected_rates(values_of("lr", text)), rel=1e-9, abs=1e-15)


def test_both_frameworks_are_two_curves_of_one_setting():
    state = opened("scheduler=LinearLR&start_factor=0.5&end_factor=0.8&total_iters=4&until=10&framework=both")
    oneflow, torch = series(state)

    assert oneflow == pytest.approx([0.05, 0.0575, 0.065, 0.0725] + [0.1] * 7)
    assert torch == pytest.approx([0.05, 0.0575, 0.065, 0.0725] + [0.08] * 7)
    labels = [each["label"] for each in state["pictures"][0]["series"]]
    assert labels == ["OneFlow 0.7", "PyTorch 2"]


def test_pytorch_recursion_is_not_taken_for_a_formula():
    nested = "schedulers=CosineAnnealingLR(T_max=20,eta_min=0.01),ExponentialLR(gamma=0.95)"
    state = opened(f"scheduler=ChainedScheduler&{nested}&until=40&framework=pytorch")

    optimizer = Optimizer(0.1)
    inner = [pytorch.CosineAnnealingLR(optimizer, 20, 0.01), pytorch.ExponentialLR(optimizer, 0.95)]
    scheduler, expected = pytorch.ChainedScheduler(inner, optimizer), []
    for _ in range(41):
        expected.append(optimizer.param_groups[0]["lr"])
        scheduler.step()
    assert series(state)[0] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("name", SCHEDULER_NAMES)
def test_a_scheduler_by_name_alone_is_shown(name):
    state = opened(f"scheduler={name}")

    assert not state["problems"]
    assert state["sentence"].endswith("。")
    assert state["labels"] == [name]
    assert state["pictures"][0]["x"]["last"] == len(series(state)[0]) - 1


LENGTHS = [  # a setting, and the step at which all of it has been seen
    ("scheduler=CosineDecayLR&decay_steps=100", 100),
    ("scheduler=PolynomialLR&steps=72", 72),
    ("scheduler=CosineAnnealingLR&T_max=40", 80),
    ("scheduler=CosineAnnealingWarmRestarts&T_0=30&T_mult=2", 90),
    ("scheduler=StepLR&step_size=40", 80),
    ("scheduler=MultiStepLR&milestones=20,50", 50),
    ("scheduler=WarmupLR&scheduler_or_optimizer=CosineDecayLR(decay_steps=54)&warmup_prefix=true&warmup_iters=6", 60),
    ("scheduler=WarmupLR&scheduler_or_optimizer=CosineDecayLR(decay_steps=54)&warmup_iters=6", 54),
    (
        "scheduler=SequentialLR&schedulers=ExponentialLR,LinearLR(total_iters=30)&milestones=40&interval_rescaling=true",
        70,
    ),
    ("scheduler=ChainedScheduler&schedulers=ExponentialLR,LinearLR(total_iters=35)", 35),
    ("scheduler=CosineDecayLR&decay_steps=20&vs=scheduler%3DLinearLR%26total_iters%3D80", 80),
    ("scheduler=LinearLR&vs=scheduler%3DLinearLR", 12),
]


@pytest.mark.parametrize(("text", "end"), LENGTHS)
def test_the_axis_holds_the_whole_schedule_of_every_setting_and_little_more(text, end):
    state = opened(text)
    last = state["pictures"][0]["x"]["last"]

    assert end <= last <= 1.25 * end
    assert max(len(rates) for rates in series(state)) == last + 1


def test_the_axis_follows_until_the_reader_says_how_far_it_goes_and_again_when_that_is_deleted():
    def after(state, path, text):
        edited = ask("show", settings=state["settings"], edits=[{"setting": 0, "path": [path], "text": text}])
        return edited, edited["pictures"][0]["x"]["last"]

    state, last = after(opened(), "decay_steps", "90")
    assert last == 100
    state, last = after(state, "until", "100")  # the same, but said
    state, last = after(state, "decay_steps", "150")
    assert last == 100
    state, last = after(state, "until", "")
    assert last == 150


def test_what_another_setting_shares_is_not_taken_from_memory():
    state = opened("scheduler=StepLR&vs=scheduler%3DExponentialLR")
    edits = [{"setting": 0, "path": ["scheduler"], "text": "CosineAnnealingLR"}]
    after = ask("show", settings=state["settings"], edits=edits)

    assert {len(rates) for rates in series(after)} == {51}


def test_a_step_may_be_an_epoch_of_so_many_iterations():
    state = opened("every=epoch&iterations=50&vs=scheduler%3DStepLR", step=2)

    assert state["pictures"][0]["x"]["label"] == "步数 t（epoch）"
    assert state["sentence"].endswith("第 2 步的学习率用于第 101 到 150 次更新。")
    assert series(state) == series(opened("vs=scheduler%3DStepLR"))
    assert finished("valley", state["settings"])["note"] == "这里每个 epoch 只做一次更新。"
    for setting in (0, 1):
        for _, code in ask("snippets", settings=state["settings"], setting=setting):
            *_, inner, _, update, step = code.splitlines()
            assert inner == "    for _ in range(50):  # 一个 epoch"
            assert (update, step) == ("        optimizer.step()", "    scheduler.step()")


def test_all_steps_up_to_a_thousand_are_drawn():
    assert len(series(opened("scheduler=StepLR&until=1000"))[0]) == 1001


def test_only_the_changed_setting_is_computed_again(monkeypatch):
    computed = []
    compute = lr.PLAYGROUND.compute

    def noted(values):
        computed.append(values["scheduler"])
        return compute(values)

    monkeypatch.setattr(lr.PLAYGROUND, "compute", noted)
    state = opened("scheduler=StepLR&gamma=0.123&vs=scheduler%3DExponentialLR%26gamma%3D0.987")
    assert computed == ["StepLR", "ExponentialLR"]

    ask("show", settings=state["settings"], edits=[{"setting": 1, "path": ["gamma"], "text": "0.986"}])

    assert computed == ["StepLR", "ExponentialLR", "ExponentialLR"]


def test_four_settings_differ_in_role_and_name():
    gammas = ["0.5", "0.6", "0.7", "0.8"]
    text = query.write([[("scheduler", "StepLR"), ("gamma", gamma)] for gamma in gammas])
    drawn = opened(text)["pictures"][0]["series"]

    assert [each["role"] for each in drawn] == [1, 2, 3, 4]
    assert [each["label"] for each in drawn] == [f"gamma = {gamma}" for gamma in gammas]


def test_a_fifth_setting_is_not_added():
    settings = opened("&".join(["gamma=0.5"] + ["vs=scheduler%3DStepLR"] * 7))["settings"]
    assert len(settings) == 4

    assert len(ask("show", settings=settings, edits=[{"op": "copy-setting", "setting": 0}])["settings"]) == 4


def test_five_curves_share_the_roles_of_their_settings():
    compared = "vs=scheduler%3DStepLR&vs=scheduler%3DExponentialLR&vs=scheduler%3DConstantLR"
    state = opened(f"scheduler=LinearLR&framework=both&{compared}")

    looks = [(each["role"], bool(each.get("dash"))) for each in state["pictures"][0]["series"]]
    assert looks == [(1, False), (1, True), (2, False), (3, False), (4, False)]
    assert state["roles"] == [1, 2, 3, 4]


def test_the_metric_that_the_reader_draws_is_used():
    state = opened("scheduler=ReduceLROnPlateau")
    flat = ",".join(["1"] * 31)
    after = ask("show", settings=state["settings"], edits=[{"setting": 0, "path": ["metrics"], "text": flat}])

    assert ["metric", "drawn"] in after["settings"][0]
    assert series(after, "metrics") == [[1.0] * 31]
    # patience 2, cooldown 2: the first call improves on infinity, then three bad ones are needed, then five.
    drops = [t for t in range(1, 31) if series(after)[0][t] < series(after)[0][t - 1]]
    assert drops == [4, 9, 14, 19, 24, 29]


def test_a_drawn_metric_goes_on_with_its_last_value():
    state = opened("scheduler=ReduceLROnPlateau&metric=drawn&metrics=1,0.5&until=5")

    assert series(state, "metrics") == [[1.0, 0.5, 0.5, 0.5, 0.5, 0.5]]


@pytest.mark.parametrize(
    "code", ["0.5 ** t", "lambda t: 0.5**t", "def lr_lambda(t):\n    return 0.5**t", "lr_lambda = lambda t: 0.5**t"]
)
def test_code_is_an_expression_or_a_function(code):
    state = opened("scheduler=LambdaLR&until=3&lr_lambda=" + query.encode(code), run=True)

    assert series(state) == [pytest.approx([0.1, 0.05, 0.025, 0.0125])]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("1 - t", "第 2 步，学习率是 −0.1，应为 ≥ 0 的有限数。"),
        ("1e400", "第 0 步，学习率是 inf，应为 ≥ 0 的有限数。"),
        ("1 / (3 - t)", "第 3 步，代码出错：ZeroDivisionError “"),
    ],
)
def test_code_that_gives_no_rate_is_told_with_its_step(code, said):
    text = "scheduler=LambdaLR&lr_lambda=" + query.encode(code)
    [answers] = ask_both([{"do": "open", "query": text, "run": True}])
    for answer in answers:
        [problem] = answer["ok"]["problems"]
        assert problem["message"].startswith(said)
        assert problem["path"] == ["lr_lambda"]


@pytest.mark.parametrize("code", ["import os\nlambda t: 1", "def lr_lambda(t)", "1 +"])
def test_code_that_cannot_be_read_is_told_which_forms_it_may_have(code):
    text = "scheduler=LambdaLR&lr_lambda=" + query.encode(code)
    [answers] = ask_both([{"do": "open", "query": text, "run": True}])
    for answer in answers:
        [problem] = answer["ok"]["problems"]
        assert problem["message"].startswith("代码出错：SyntaxError “")
        assert problem["message"].endswith("”。代码应为 t 的表达式、lambda t: ……，或定义一个函数 lr_lambda(t)。")


def test_our_own_code_runs_unasked_and_no_other():
    assert opened("scheduler=LambdaLR")["pictures"]
    foreign = opened("scheduler=LambdaLR&lr_lambda=0.5**t")

    assert foreign["pictures"] is None
    assert not foreign["problems"]
    assert foreign["code"] == [{"setting": 0, "path": ["lr_lambda"]}]


@pytest.mark.parametrize(
    ("scheduler", "path", "written", "text"),
    [
        ("MultiStepLR", ["milestones"], "２，５；", "2,5;"),
        ("ChainedScheduler", ["schedulers", 0, "factor"], "０．４", "0.4"),
        ("SequentialLR", ["milestones", 1], "１６", "16"),
        ("LambdaLR", ["lr_lambda"], "1 # １", "1 # １"),
    ],
)
def test_an_edit_in_full_width_is_put_right_at_any_depth_but_not_in_code(scheduler, path, written, text):
    edit = {"setting": 0, "path": path, "text": written}
    state = ask("show", settings=[[["scheduler", scheduler]]], edits=[edit])

    assert [path, text] in state["values"][0]


def test_foreign_code_inside_a_composite_is_found():
    state = opened('scheduler=ChainedScheduler&schedulers=StepLR(step_size=5),LambdaLR(lr_lambda="t * 2")')

    assert state["pictures"] is None
    assert state["code"] == [{"setting": 0, "path": ["schedulers", 1, "lr_lambda"]}]


@pytest.mark.parametrize("picture", ["quadratic", "valley"])
def test_the_losses_are_those_of_plain_sgd(picture):
    text = "scheduler=ExponentialLR&momentum=0.5&noise=2&seed=7&vs=scheduler%3DStepLR"
    state = opened(text)
    shown = finished(picture, state["settings"])

    problem = {"quadratic": QUADRATIC, "valley": VALLEY}[picture]
    noise = [2 * each for each in normal_noise(60, seed=7)]
    for rates, drawn in zip(series(state), shown["series"], strict=True):
        expected = [loss for _, _, loss in descend(problem, rates[:30], noise, momentum=0.5)]
        assert drawn["values"] == pytest.approx(expected, rel=1e-9)
    assert shown["y"]["scale"] == "log"


@pytest.mark.parametrize("name", ["quadratic", "valley"])
def test_the_paths_are_those_of_the_losses_over_contours_of_the_same_problem(name):
    problem = {"quadratic": QUADRATIC, "valley": VALLEY}[name]
    settings = opened("scheduler=ExponentialLR&momentum=0.5&seed=7&vs=scheduler%3DStepLR")["settings"]
    paths, losses = finished(f"{name}-path", settings), finished(name, settings)

    assert [path["label"] for path in paths["paths"]] == ["ExponentialLR", "StepLR"]
    for path, curve in zip(paths["paths"], losses["series"], strict=True):
        assert path["places"][0] == list(problem.start)
        walked = [max(problem.loss(x, y), 1e-6) for x, y in path["places"]]
        assert walked == pytest.approx(curve["values"], rel=1e-2, abs=1e-4)  # places have five digits
    for line in paths["levels"]:
        found = [problem.loss(x, y) for x, y in line]
        assert max(found) == pytest.approx(min(found), rel=5e-2)  # far out the walls magnify the last digit
    named = {each["text"]: (each["x"], each["y"]) for each in paths["annotations"] if not each["role"]}
    assert named
    assert all(problem.loss(*place) == pytest.approx(float(text)) for text, place in named.items())


CLIMBING = "schedulers=CosineAnnealingLR(T_max=5,eta_min=0.05),StepLR(step_size=2,gamma=0.1)&framework=pytorch"


@pytest.mark.parametrize("text", [f"scheduler=ChainedScheduler&{CLIMBING}", "scheduler=LambdaLR&lr_lambda=10**t"])
def test_losses_and_paths_are_drawn_at_any_rate_that_is_a_number(text):
    state = opened(text, run=True)
    for name in state["more"]:
        assert finished(name, state["settings"], run=True)["kind"] in {"lines", "surface"}


@pytest.mark.parametrize("name", ["quadratic", "valley"])
def test_all_paths_begin_where_the_reader_has_put_the_start_and_home_is_where_it_was(name):
    problem = {"quadratic": QUADRATIC, "valley": VALLEY}[name]
    compared = opened("vs=scheduler%3DStepLR")["settings"]
    start = finished(f"{name}-path", compared)["origin"]
    assert start["home"] == list(problem.start)

    edit = {"setting": 0, "path": start["path"], "text": "-1.25,0.5"}
    state = ask("show", settings=compared, edits=[edit])
    moved = finished(f"{name}-path", state["settings"])
    assert f"{name}=-1.25,0.5" in state["query"]
    assert [path["places"][0] for path in moved["paths"]] == [[-1.25, 0.5]] * 2
    assert finished(name, state["settings"])["series"][0]["values"][0] == pytest.approx(problem.loss(-1.25, 0.5))
    home = ",".join(map(exact, start["home"]))
    assert (
        ask("show", settings=state["settings"], edits=[edit | {"text": home}])["query"]
        == opened("vs=scheduler%3DStepLR")["query"]
    )


@pytest.mark.parametrize("text", ["", "1", "1,2,3", "9,0", "0,9", "a,b", "1;2", "nan,0"])
def test_a_start_that_is_no_place_of_the_plane_is_said_so(text):
    (problem,) = opened(f"quadratic={text}")["problems"]
    assert problem["path"] == ["quadratic"]
    assert problem["message"].startswith("“二次函数的起点”应为 x,y：x 从 -2.2 到 3.4，y 从 -1.65 到 1.65")


def test_a_path_that_goes_far_has_a_larger_plane():
    small, large, lost = (
        finished("quadratic-path", opened(f"scheduler=StepLR&gamma=1&lr={rate}")["settings"])["plane"]["x"]["high"]
        for rate in ("0.1", "0.2", "1")
    )

    assert (large, lost) == (2 * small, 8 * small)


def finished(picture, settings, **request):
    """Return a picture after as many slices as it takes."""
    for _ in range(1000):
        answer = ask("picture", name=picture, settings=settings, **request)
        if "progress" not in answer:
            return answer
        assert 0 <= answer["progress"] < 1
    raise AssertionError("the picture is never finished")


def test_a_dear_picture_comes_in_slices():
    settings = opened("scheduler=StepLR&until=1000&seed=77")["settings"]

    assert "progress" in ask("picture", name="quadratic", settings=settings)
    assert len(finished("quadratic", settings)["series"][0]["values"]) == 1001


def test_a_run_that_diverges_ends_and_is_named():
    settings = opened("scheduler=StepLR&lr=1&gamma=1&until=200")["settings"]
    picture = finished("quadratic", settings)

    assert len(picture["series"][0]["values"]) < 200
    assert picture["note"] == "“StepLR”发散了：学习率对这个函数太大。"


def test_the_recipes_are_those_of_the_article():
    """Values of the article's section on recipes, by hand."""

    def rates(name):
        return series(ask("show", settings=[[]], edits=[{"op": "preset", "setting": 0, "text": name}]))[0]

    cosine, wsd, bert, poly, noam = (rates(name) for name in ("warmup-cosine", "wsd", "bert", "poly", "noam"))
    assert (cosine[0], cosine[6], cosine[60]) == pytest.approx((0.01, 0.1, 0.01))
    assert (wsd[0], wsd[6], wsd[47], wsd[60]) == pytest.approx((0.01, 0.1, 0.1, 0.0))
    assert (bert[0], bert[6], bert[60]) == pytest.approx((0.0, 1e-4, 0.0), abs=1e-18)
    assert (poly[0], poly[30]) == pytest.approx((0.007, 0.007 * 0.5**0.9))
    assert (max(noam), noam.index(max(noam))) == (pytest.approx((512 * 10) ** -0.5), 9)
    assert len(wsd) == 61


def test_milestones_can_be_dragged_between_their_neighbours():
    [picture] = opened("scheduler=MultiStepLR&milestones=2,5,9")["pictures"]

    ranges = [(handle["x"], handle["low"], handle["high"]) for handle in picture["handles"]]
    assert ranges == [(2, 0, 4), (5, 3, 8), (9, 6, 14)]
    assert [handle["path"] for handle in picture["handles"]] == [["milestones", i] for i in range(3)]


def test_the_axis_stays_while_a_slider_moves_a_little():
    tops = {opened(f"scheduler=ExponentialLR&gamma=0.{digits}")["pictures"][0]["y"]["high"] for digits in range(50, 99)}

    assert tops == {0.125}


def test_a_base_rate_far_above_the_curve_does_not_flatten_it():
    [picture] = ask("show", settings=[[]], edits=[{"op": "preset", "setting": 0, "text": "noam"}])["pictures"]

    assert max(picture["series"][0]["values"]) > 0.5 * picture["y"]["high"]
    assert all(one["kind"] != "level" for one in picture["annotations"])


def test_a_curve_of_zero_has_an_axis():
    [picture] = opened("scheduler=ConstantLR&factor=0&total_iters=50&until=30")["pictures"]

    assert set(picture["series"][0]["values"]) == {0}
    assert picture["y"]["high"] > 0
