"""The figures of the learning-rate article: they show what the models compute, and say so truly."""

import math
import re
from functools import partial

import numpy as np
import pytest
from matplotlib.text import Text

from plots.data import digits as learning
from plots.figures import lr_schedules
from plots.figures.lr_schedules import training
from plots.hands import pictures
from plots.models import lr_schedules as models
from plots.models.lr_schedules import (
    ChainedScheduler,
    ConstantLR,
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    CosineDecayLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    PolynomialLR,
    SequentialLR,
    WarmupLR,
    learning_rates,
    pytorch,
)
from plots.playgrounds.lr import PLAYGROUND
from tests.arithmetic import rounds_to
from tests.figures.reading import frames
from tests.playgrounds.tried.lr import SCHEDULER_NAMES

TAKEN_OVER = {id.removeprefix("lr/"): query for query, id in PLAYGROUND.figures}
MOVING = [name for name, query in TAKEN_OVER.items() if "&" not in query]
every_moving_figure = pytest.mark.parametrize("name", MOVING)


def test_the_figure_of_each_scheduler_moves_and_no_other():
    assert {name for name, drawing in lr_schedules.FIGURES.items() if drawing.frames} == set(MOVING)
    assert [TAKEN_OVER[name] for name in MOVING] == [f"scheduler={name}" for name in SCHEDULER_NAMES]


def test_every_strategy_of_the_models_has_a_figure():
    in_order = [name for name in models.__all__ if name in SCHEDULER_NAMES]
    assert in_order == SCHEDULER_NAMES  # which is that of the article


# What the figures show: the settings of the captions, written again as a reader would.


def curves(name):
    """Return the curves of a figure that is a setting of the playground."""
    return [series["values"] for picture in pictures(PLAYGROUND, TAKEN_OVER[name]) for series in picture["series"]]


def shows(figure, rates, *, start=0, axes=None):
    """Return whether a line of the figure holds ``rates``, from step ``start`` on."""
    lines = [line for each in figure.axes[slice(axes, None if axes is None else axes + 1)] for line in each.lines]
    for line in lines:
        x, y = line.get_data()
        if len(y) == len(rates) and np.array_equal(x, np.arange(start, start + len(rates))):
            if np.allclose(np.asarray(y, float), rates, rtol=1e-9, atol=1e-15):
                return True
    return False


def test_the_gallery_shows_each_strategy_under_its_name(drawn):
    figure = drawn["lr/gallery"]
    assert [axes.get_title("left") for axes in figure.axes] == SCHEDULER_NAMES
    for i, name in enumerate(MOVING):
        assert shows(figure, curves(name)[-1 - (name == "warmup")], axes=i)


def warmed_up(inner, **setting):
    return lambda o: WarmupLR(inner(o), **setting)


def sequence(milestones, rescaling, *parts):
    return lambda o: SequentialLR(o, [part(o) for part in parts], milestones, rescaling)


def wsd(start):
    return sequence(
        [6, start],
        [False, True],
        lambda o: LinearLR(o, 0.1, 1.0, 6),
        lambda o: ConstantLR(o, 1.0),
        lambda o: PolynomialLR(o, 12, 0.0),
    )


def halves_then_decays(rescaling):
    return sequence([10], rescaling, lambda o: ConstantLR(o, 0.5, 10), lambda o: ExponentialLR(o, 0.9))


SHOWN = [
    ("three-cosines", 61, 0.1, lambda o: CosineDecayLR(o, 20)),
    ("three-cosines", 61, 0.1, lambda o: CosineAnnealingLR(o, 20)),
    ("three-cosines", 61, 0.1, lambda o: CosineAnnealingWarmRestarts(o, 20)),
    ("linear-versions", 11, 0.1, lambda o: LinearLR(o, 0.5, 0.8, 4)),
    ("linear-versions", 11, 0.1, lambda o: pytorch.LinearLR(o, 0.5, 0.8, 4)),
    ("polynomial-cycle", 41, 0.1, lambda o: PolynomialLR(o, 10, 0.001, 1.0, cycle=False)),
    ("polynomial-cycle", 41, 0.1, lambda o: PolynomialLR(o, 10, 0.001, 1.0, cycle=True)),
    ("warm-restarts-settings", 41, 0.1, lambda o: CosineAnnealingWarmRestarts(o, 10, 1, 0.01)),
    ("warm-restarts-settings", 41, 0.1, lambda o: CosineAnnealingWarmRestarts(o, 5, 2, 0.01)),
    ("warm-restarts-settings", 41, 0.1, lambda o: CosineAnnealingWarmRestarts(o, 10, 1, 0.01, 0.5)),
    ("warm-restarts-settings", 41, 0.1, lambda o: CosineAnnealingWarmRestarts(o, 10, 1, 0.01, 1.0, 2)),
    ("rescaling", 31, 0.1, halves_then_decays(False)),
    ("rescaling", 31, 0.1, halves_then_decays(True)),
    ("rescaling", 11, 0.1, lambda o: ExponentialLR(o, 0.9)),
    ("warmup-prefix", 21, 0.1, warmed_up(lambda o: ExponentialLR(o, 0.9), warmup_factor=0.5)),
    ("warmup-prefix", 21, 0.1, warmed_up(lambda o: ExponentialLR(o, 0.9), warmup_factor=0.5, warmup_prefix=True)),
    ("warmup-prefix", 6, 0.1, lambda o: ExponentialLR(o, 0.9)),
    ("warmup", 6, 0.1, lambda o: CosineDecayLR(o, 30)),
    ("chained", 21, 1.0, lambda o: ConstantLR(o, 0.3, 3)),
    ("chained", 21, 1.0, lambda o: ExponentialLR(o, 0.9)),
    ("chain-order", 41, 0.1, lambda o: ChainedScheduler([CosineAnnealingLR(o, 20, 0.01), ExponentialLR(o, 0.95)])),
    ("chain-order", 41, 0.1, lambda o: ChainedScheduler([ExponentialLR(o, 0.95), CosineAnnealingLR(o, 20, 0.01)])),
    ("resume", 13, 0.1, lambda o: ExponentialLR(o, 0.9)),
    ("step-order", 5, 0.1, lambda o: ExponentialLR(o, 0.9)),
    ("epoch-iteration", 60, 0.1, lambda o: CosineAnnealingLR(o, 6)),
    ("epoch-iteration", 60, 0.1, lambda o: CosineAnnealingLR(o, 60)),
    (
        "recipe-warmup-cosine",
        61,
        0.1,
        warmed_up(lambda o: CosineDecayLR(o, 54, 0.1), warmup_factor=0.1, warmup_iters=6, warmup_prefix=True),
    ),
    ("recipe-wsd", 61, 0.1, wsd(48)),
    ("recipe-wsd", 61, 0.1, wsd(24)),
    (
        "recipe-bert",
        61,
        1e-4,
        warmed_up(lambda o: PolynomialLR(o, 54, 0.0), warmup_factor=0.0, warmup_iters=6, warmup_prefix=True),
    ),
    ("recipe-bert", 61, 1e-4, warmed_up(lambda o: PolynomialLR(o, 60, 0.0), warmup_factor=0.0, warmup_iters=6)),
    *(
        ("recipe-poly", 61, 0.007, lambda o, power=power: PolynomialLR(o, 60, 0.0, power))
        for power in (0.5, 0.9, 1.0, 2.0)
    ),
    ("recipe-noam", 61, 1.0, lambda o: LambdaLR(o, lambda t: 512**-0.5 * min((t + 1) ** -0.5, (t + 1) * 10**-1.5))),
]


@pytest.mark.parametrize(("name", "count", "base", "schedule"), SHOWN)
def test_a_figure_shows_the_schedules_of_its_caption(name, count, base, schedule, drawn):
    rates = learning_rates(schedule, count, lr=base)
    if name in TAKEN_OVER:
        assert any(values == pytest.approx(rates, rel=1e-9, abs=1e-15) for values in curves(name))
    else:
        assert shows(drawn[f"lr/{name}"], rates)


def test_the_exponential_beside_noam_starts_at_its_peak(drawn):
    peak = 512**-0.5 * 10**-0.5
    assert shows(drawn["lr/recipe-noam"], learning_rates(lambda o: ExponentialLR(o, 0.95), 52, lr=peak), start=9)


def test_a_rate_kept_for_an_epoch_is_a_stair_of_ten_updates(drawn):
    per_epoch = learning_rates(lambda optimizer: CosineAnnealingLR(optimizer, 6), 6, lr=0.1)
    assert shows(drawn["lr/epoch-iteration"], np.repeat(per_epoch, 10), axes=1)


# The walks.


@every_moving_figure
def test_a_walk_has_a_moment_for_every_step(name):
    *before, rates = curves(name)[: 1 if name == "warmup" else None]
    made = frames(f"lr/{name}")
    assert len(made) == len(rates)
    for t, frame in enumerate(made):
        assert [(marker.x, marker.y) for marker in frame.markers] == [(t, each[t]) for each in [*before, rates]]
        assert all(rounds_to(marker.y, marker.label) for marker in frame.markers)


def test_a_sequence_says_which_scheduler_is_active():
    readouts = [frame.readout.split("：")[0] for frame in frames("lr/sequential")]
    assert readouts == ["LinearLR"] * 5 + ["ConstantLR"] * 10 + ["ExponentialLR"] * 16


def test_a_warm_up_says_when_the_inner_scheduler_takes_over():
    readouts = [frame.readout.split("：")[0] for frame in frames("lr/warmup")]
    assert readouts == ["预热"] * 5 + ["CosineDecayLR"] * 31


def test_a_chain_walks_on_both_factors_and_on_the_product():
    for frame in frames("lr/chained"):
        constant, exponential, rate = frame.markers
        assert [marker.axes for marker in frame.markers] == [0, 0, 1]
        assert rate.y == pytest.approx(0.1 * constant.y * exponential.y, rel=1e-12)


@pytest.mark.parametrize(("axes", "told"), [(0, learning.curve), (1, partial(learning.tried, "AdamW"))])
def test_the_loss_of_each_schedule_is_that_of_the_tables(axes, told, drawn):
    lines = {line.get_label(): line.get_ydata() for line in drawn["lr/digits"].axes[axes].get_lines()}

    for name, words in (("linear", "线性"), ("constant", "固定"), ("cosine", "余弦"), ("WSD", "WSD")):
        assert list(lines[words]) == [each.loss for each in told(name)]


# Resuming.


@pytest.mark.parametrize(("way", "wrong"), [(1, []), (2, [5]), (3, [5]), (4, [5, 6, 7, 8, 9, 10, 11, 12]), (5, [])])
def test_a_way_to_resume_is_wrong_where_the_table_says(way, wrong, drawn):
    true = learning_rates(lambda optimizer: ExponentialLR(optimizer, 0.9), 13, lr=0.1)
    rates = training.resumed_rates(way, 5, 12)
    assert [t for t, rate in rates.items() if not math.isclose(rate, true[t])] == wrong
    assert shows(drawn["lr/resume"], [*rates.values()], start=5, axes=way - 1)


def test_the_first_resumed_rates_are_those_of_the_fact_sheet():
    firsts = [training.resumed_rates(way, 5, 12)[5] for way in (1, 2, 3, 4, 5)]
    assert firsts == pytest.approx([0.059049, 0.1, 0.1, 0.0531441, 0.059049])


# What stands in the figures.


@pytest.mark.parametrize("name", lr_schedules.FIGURES)
def test_a_figure_names_its_axes(name, drawn):
    texts = {text.get_text() for text in drawn[f"lr/{name}"].findobj(Text)}
    assert any(re.search(r"学习率|optimizer", text) for text in texts)
    assert any(re.search(r"步数|更新", text) for text in texts)


NAMED = {
    "digits": ["留出样本上的损失", "训练结束时的损失", "线性", "固定", "余弦", "WSD"],
    "polynomial-cycle": ["cycle=False", "cycle=True", "0.0901", "0.001", "0.04555"],
    "warm-restarts-settings": ["T_0=10", "T_0=5, T_mult=2", "decay_rate=0.5", "restart_limit=2"],
    "step-order": ["forward", "backward", "optimizer.step()", "scheduler.step()", "= 0.1", "= 0.09", "= 0.081"],
    "epoch-iteration": ["错：T_max=6", "对：T_max=6", "对：T_max=60"],
    "recipe-noam": ["10：0.01398"],
}


@pytest.mark.parametrize("name", NAMED)
def test_a_figure_says_what_its_caption_refers_to(name, drawn):
    texts = [text.get_text() for text in drawn[f"lr/{name}"].findobj(Text)]
    for words in NAMED[name]:
        assert any(words in text for text in texts), words
