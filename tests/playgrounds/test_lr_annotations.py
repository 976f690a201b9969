"""What is said beside the curves is computed from them, and has room where it stands."""

import math

import pytest
from hypothesis import given
from hypothesis.strategies import none, one_of

from plots.pictures.fitting import Plot, touch
from plots.playgrounds import query
from plots.playgrounds.lr import PLAYGROUND
from tests.playgrounds.bridges import opened
from tests.playgrounds.settings import queries

TAKEN_OVER = {id.removeprefix("lr/"): query for query, id in PLAYGROUND.figures}


def annotations(text, picture="lr"):
    [found] = [each for each in opened(text)["pictures"] if each["name"] == picture]
    return found["annotations"]


def words(text, picture="lr"):
    return [one["text"] for one in annotations(text, picture) if one.get("text")]


def of_kind(kind, text, picture="lr"):
    return [one for one in annotations(text, picture) if one["kind"] == kind]


def spans(text):
    return [(one["start"], one["end"], one["text"]) for one in of_kind("span", text)]


def numbers(value):
    """Yield the numbers in plain data."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from numbers(each)
    elif isinstance(value, (int, float)):
        yield value


@given(text=queries("lr"), other=one_of(none(), queries("lr")))
def test_all_that_is_said_lies_in_the_picture_and_covers_no_other_words(text, other):
    if other is not None:
        text += "&vs=" + query.encode(other)
    for picture in opened(text, run=True)["pictures"] or []:
        named = [series for series in picture["series"] if series["label"]]
        plot = Plot(picture, names=2 if len(named) > 1 else 0)
        said = picture.get("annotations", [])
        assert all(math.isfinite(number) for number in numbers(said))
        assert all(plot.holds(one) for one in said)
        boxes = [box for one in said for box in plot.boxes(one)[:1]]
        assert not any(touch(box, other) for i, box in enumerate(boxes) for other in boxes[:i])
        assert sum(bool(one.get("text")) for one in said) <= (40 if picture["name"] == "metrics" else 8)


SAID = {
    "scheduler=ConstantLR": ["$b$ = 0.1", "total_iters = 4", "$b$ · factor = 0.03"],
    "scheduler=LinearLR": ["total_iters = 5", "$b$ · start_factor = 0.02"],
    "scheduler=ExponentialLR": ["每步 ×$γ$，$γ$ = 0.9", "6.6 步减半", "$b$/2"],
    "scheduler=ExponentialLR&gamma=1.05": ["14 步翻倍", "2$b$"],
    "scheduler=StepLR": ["step_size = 5", "×$γ$，$γ$ = 0.5", "×$γ$"],
    "scheduler=MultiStepLR": ["×$γ$，$γ$ = 0.5", "×$γ$"],
    "scheduler=PolynomialLR": ["steps = 20", "end_learning_rate = 0.01"],
    "scheduler=CosineDecayLR": ["decay_steps = 20", "$b$ · alpha = 0.01"],
    "scheduler=CosineAnnealingLR": ["T_max = 20", "再过 T_max，回到 $b$", "eta_min = 0.01"],
    "scheduler=CosineAnnealingWarmRestarts": ["T_0 = 5", "T_0·T_mult = 10", "T_0·T_mult² = 20", "eta_min"],
    "scheduler=LambdaLR": ["$η(t)$ = $b · λ(t)$\n$λ(t)$ = 1 / (1 + 0.2 · t)"],
    "scheduler=SequentialLR": ["LinearLR", "ConstantLR", "ExponentialLR"],
    "scheduler=WarmupLR": ["warmup_iters = 5", "峰值 $g$(5) = 0.0933\n低于 $b$", "$g$：内层的 CosineDecayLR"],
    "scheduler=ChainedScheduler": ["total_iters = 3"],
    "scheduler=ReduceLROnPlateau": ["×0.5"],
    TAKEN_OVER["linear-versions"]: ["$b$ · end_factor = 0.08", "total_iters = 4"],
    TAKEN_OVER["three-cosines"]: ["前 20 步相同"],
    TAKEN_OVER["rescaling"]: ["前 10 步相同", "0.03487", "ConstantLR", "ExponentialLR"],
    TAKEN_OVER["warmup-prefix"]: ["warmup_iters = 5", "峰值 0.1", "峰值 0.05905", "$g$：内层的 ExponentialLR"],
    TAKEN_OVER["chain-order"]: ["最低 0.01", "最低 0.003585"],
    TAKEN_OVER["recipe-warmup-cosine"]: ["warmup_iters = 6", "CosineDecayLR"],
    TAKEN_OVER["recipe-wsd"]: ["前 25 步相同"],
    TAKEN_OVER["recipe-bert"]: ["峰值 0.0001", "峰值 9×10⁻⁵"],
}


@pytest.mark.parametrize("text", SAID)
def test_the_values_that_make_a_curve_are_said(text):
    assert not set(SAID[text]) - set(words(text))


def test_they_move_with_the_slider():
    assert spans("scheduler=CosineDecayLR&decay_steps=12") == [(0, 12, "decay_steps = 12")]
    assert [one["y"] for one in of_kind("level", "scheduler=CosineDecayLR&alpha=0.3")] == [0.1, 0.03]
    assert [one["x"] for one in of_kind("moment", "scheduler=LinearLR&total_iters=9")] == [9]
    assert spans("scheduler=SequentialLR&milestones=12,20")[1] == (12, 20, "ConstantLR")


def test_what_lies_beyond_the_last_step_is_not_said():
    assert spans("scheduler=CosineDecayLR&decay_steps=31&until=30") == []
    assert spans("scheduler=CosineDecayLR&decay_steps=31&until=31") == [(0, 31, "decay_steps = 31")]


def test_a_length_is_measured_where_the_curve_is_not():
    [high] = of_kind("span", "scheduler=ConstantLR&factor=0.5")
    [low] = of_kind("span", "scheduler=ConstantLR&factor=0.05")

    assert high["y"] < 0.05 < 0.1 < low["y"]


def test_each_bad_call_carries_its_number():
    text = "scheduler=ReduceLROnPlateau"
    counted = [(one["x"], one["text"]) for one in of_kind("note", text, "metrics") if one["text"].isdigit()]

    assert counted == [(t, str(1 + (t - first))) for first in (5, 11, 18, 23, 28) for t in range(first, first + 3)]
    shaded = [(one["start"], one["end"]) for one in of_kind("shade", text, "metrics")]
    assert shaded == [(first + 2.5, first + 4.5) for first in (5, 11, 18, 23)]


def test_compared_settings_are_said_to_have_what_all_of_them_have():
    compared = "scheduler=StepLR&vs=scheduler%3DStepLR%26step_size%3D"

    assert (0, 5, "step_size = 5") in spans(compared + "5%26gamma%3D0.4")
    assert (0, 5, "step_size = 5") not in spans(compared + "4")


def test_a_curve_of_pytorch_is_not_said_to_be_oneflows():
    assert words("scheduler=WarmupLR&framework=pytorch") == ["$b$ = 0.1"]
    assert "decay_steps = 20" in words("scheduler=CosineDecayLR&framework=both")


def test_what_a_warm_up_replaces_is_named_and_stands_aside():
    [picture] = opened("scheduler=WarmupLR")["pictures"]
    [replaced] = [each for each in picture["series"] if each.get("aside")]
    [name] = [one for one in picture["annotations"] if "内层" in one.get("text", "")]

    assert len(replaced["values"]) == 6
    assert name["role"] == replaced["role"] == 2


def test_a_scheduler_that_is_entered_in_the_middle_shows_its_own_curve():
    [picture] = opened(TAKEN_OVER["rescaling"])["pictures"]
    [own] = [each for each in picture["series"] if each.get("aside")]

    assert own["values"] == pytest.approx([0.1 * 0.9**t for t in range(11)])
    assert own["role"] == 3
