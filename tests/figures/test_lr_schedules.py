"""The figures of the learning-rate article: they show what the models compute, and say so truly."""

import math
import re

import numpy as np
import pytest
from matplotlib.text import Text

from plots.figures import lr_schedules
from plots.figures.lr_schedules import examples, plateau, training
from plots.figures.lr_schedules.examples import STRATEGIES, Example
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
    ReduceLROnPlateau,
    SequentialLR,
    WarmupLR,
    learning_rates,
    pytorch,
)
from tests.arithmetic import evaluated, read, rounds_to
from tests.searches import existing

MOVING = {
    "constant": examples.CONSTANT,
    "linear": examples.LINEAR,
    "exponential": examples.EXPONENTIAL,
    "step": examples.STEP,
    "multi-step": examples.MULTI_STEP,
    "polynomial": examples.POLYNOMIAL,
    "cosine-decay": examples.COSINE_DECAY,
    "cosine-annealing": examples.COSINE_ANNEALING,
    "warm-restarts": examples.WARM_RESTARTS,
    "lambda": examples.LAMBDA,
    "sequential": examples.SEQUENTIAL,
    "warmup": examples.WARMUP,
    "chained": examples.CHAINED,
    "plateau": examples.PLATEAU,
}
STILL = {
    "three-cosines",
    "gallery",
    "step-order",
    "linear-versions",
    "polynomial-cycle",
    "warm-restarts-settings",
    "rescaling",
    "warmup-prefix",
    "chain-order",
    "resume",
    "epoch-iteration",
    "recipe-warmup-cosine",
    "recipe-wsd",
    "recipe-bert",
    "recipe-poly",
    "recipe-noam",
}
every_moving_figure = pytest.mark.parametrize("name", MOVING)


def frames(name):
    return existing(lr_schedules.FIGURES[name].frames)()


def test_the_figures_are_those_of_the_article():
    assert lr_schedules.FIGURES.keys() == MOVING.keys() | STILL
    assert {name for name, drawing in lr_schedules.FIGURES.items() if drawing.frames} == MOVING.keys()


def test_every_strategy_of_the_models_has_a_figure():
    names = [type(example.scheduler).__name__ for example in STRATEGIES]
    assert names == [name for name in models.__all__ if name in names]  # in the order of the article
    assert len(names) == len(set(names)) == 14


# What the still figures show: the settings of the captions, written again as a reader would.


def shows(figure, rates, *, start=0, axes=None):
    """Return whether a line of the figure holds ``rates``, from step ``start`` on."""
    lines = [line for each in figure.axes[slice(axes, None if axes is None else axes + 1)] for line in each.lines]
    for line in lines:
        x, y = line.get_data()
        if len(y) == len(rates) and np.array_equal(x, np.arange(start, start + len(rates))):
            if np.allclose(np.asarray(y, float), rates, rtol=1e-12, atol=1e-15):
                return True
    return False


@every_moving_figure
def test_a_strategy_is_drawn_from_step_0_to_its_last(name, drawn):
    example = MOVING[name]
    rates = learning_rates(example.schedule, example.last + 1, lr=0.1, metrics=example.metrics)
    assert shows(drawn[f"lr/{name}"], rates)


def test_the_gallery_shows_each_strategy_under_its_name(drawn):
    figure = drawn["lr/gallery"]
    assert [axes.get_title("left") for axes in figure.axes] == [type(each.scheduler).__name__ for each in STRATEGIES]
    for i, example in enumerate(STRATEGIES):
        assert shows(figure, example.rates, axes=i)


def warmed_up(inner, **setting):
    return lambda optimizer: WarmupLR(inner(optimizer), **setting)


def sequence(milestones, rescaling, *parts):
    return lambda optimizer: SequentialLR(optimizer, [part(optimizer) for part in parts], milestones, rescaling)


def wsd(start):
    return sequence(
        [6, start],
        [False, True],
        lambda optimizer: LinearLR(optimizer, 0.1, 1.0, 6),
        lambda optimizer: ConstantLR(optimizer, 1.0),
        lambda optimizer: PolynomialLR(optimizer, 12, 0.0),
    )


def halves_then_decays(rescaling):
    return sequence(
        [10],
        rescaling,
        lambda optimizer: ConstantLR(optimizer, 0.5, 10),
        lambda optimizer: ExponentialLR(optimizer, 0.9),
    )


SHOWN = [
    ("three-cosines", 61, 0.1, lambda optimizer: CosineDecayLR(optimizer, 20)),
    ("three-cosines", 61, 0.1, lambda optimizer: CosineAnnealingLR(optimizer, 20)),
    ("three-cosines", 61, 0.1, lambda optimizer: CosineAnnealingWarmRestarts(optimizer, 20)),
    ("linear-versions", 11, 0.1, lambda optimizer: LinearLR(optimizer, 0.5, 0.8, 4)),
    ("linear-versions", 11, 0.1, lambda optimizer: pytorch.LinearLR(optimizer, 0.5, 0.8, 4)),
    ("polynomial-cycle", 41, 0.1, lambda optimizer: PolynomialLR(optimizer, 10, 0.001, 1.0, cycle=False)),
    ("polynomial-cycle", 41, 0.1, lambda optimizer: PolynomialLR(optimizer, 10, 0.001, 1.0, cycle=True)),
    ("warm-restarts-settings", 41, 0.1, lambda optimizer: CosineAnnealingWarmRestarts(optimizer, 10, 1, 0.01)),
    ("warm-restarts-settings", 41, 0.1, lambda optimizer: CosineAnnealingWarmRestarts(optimizer, 5, 2, 0.01)),
    ("warm-restarts-settings", 41, 0.1, lambda optimizer: CosineAnnealingWarmRestarts(optimizer, 10, 1, 0.01, 0.5)),
    ("warm-restarts-settings", 41, 0.1, lambda optimizer: CosineAnnealingWarmRestarts(optimizer, 10, 1, 0.01, 1.0, 2)),
    ("rescaling", 31, 0.1, halves_then_decays(False)),
    ("rescaling", 31, 0.1, halves_then_decays(True)),
    ("rescaling", 11, 0.1, lambda optimizer: ExponentialLR(optimizer, 0.9)),
    ("warmup-prefix", 21, 0.1, warmed_up(lambda optimizer: ExponentialLR(optimizer, 0.9), warmup_factor=0.5)),
    (
        "warmup-prefix",
        21,
        0.1,
        warmed_up(lambda optimizer: ExponentialLR(optimizer, 0.9), warmup_factor=0.5, warmup_prefix=True),
    ),
    ("warmup-prefix", 21, 0.1, lambda optimizer: ExponentialLR(optimizer, 0.9)),
    ("warmup", 6, 0.1, lambda optimizer: CosineDecayLR(optimizer, 30)),
    ("chained", 21, 1.0, lambda optimizer: ConstantLR(optimizer, 0.3, 3)),
    ("chained", 21, 1.0, lambda optimizer: ExponentialLR(optimizer, 0.9)),
    (
        "chain-order",
        41,
        0.1,
        lambda optimizer: ChainedScheduler([CosineAnnealingLR(optimizer, 20, 0.01), ExponentialLR(optimizer, 0.95)]),
    ),
    (
        "chain-order",
        41,
        0.1,
        lambda optimizer: ChainedScheduler([ExponentialLR(optimizer, 0.95), CosineAnnealingLR(optimizer, 20, 0.01)]),
    ),
    ("resume", 13, 0.1, lambda optimizer: ExponentialLR(optimizer, 0.9)),
    ("step-order", 5, 0.1, lambda optimizer: ExponentialLR(optimizer, 0.9)),
    ("epoch-iteration", 60, 0.1, lambda optimizer: CosineAnnealingLR(optimizer, 6)),
    ("epoch-iteration", 60, 0.1, lambda optimizer: CosineAnnealingLR(optimizer, 60)),
    (
        "recipe-warmup-cosine",
        61,
        0.1,
        warmed_up(
            lambda optimizer: CosineDecayLR(optimizer, 54, 0.1), warmup_factor=0.1, warmup_iters=6, warmup_prefix=True
        ),
    ),
    ("recipe-wsd", 61, 0.1, wsd(48)),
    (
        "recipe-bert",
        61,
        1e-4,
        warmed_up(
            lambda optimizer: PolynomialLR(optimizer, 54, 0.0), warmup_factor=0.0, warmup_iters=6, warmup_prefix=True
        ),
    ),
    (
        "recipe-bert",
        61,
        1e-4,
        warmed_up(lambda optimizer: PolynomialLR(optimizer, 60, 0.0), warmup_factor=0.0, warmup_iters=6),
    ),
    *(
        ("recipe-poly", 61, 0.007, lambda optimizer, power=power: PolynomialLR(optimizer, 60, 0.0, power))
        for power in (0.5, 0.9, 1.0, 2.0)
    ),
    (
        "recipe-noam",
        61,
        1.0,
        lambda optimizer: LambdaLR(optimizer, lambda t: 512**-0.5 * min((t + 1) ** -0.5, (t + 1) * 10**-1.5)),
    ),
]


@pytest.mark.parametrize(("name", "count", "base", "schedule"), SHOWN)
def test_a_still_figure_shows_the_schedules_of_its_caption(name, count, base, schedule, drawn):
    assert shows(drawn[f"lr/{name}"], learning_rates(schedule, count, lr=base))


def test_an_early_decay_leaves_the_trunk_at_24_and_ends_at_36(drawn):
    rates = learning_rates(wsd(24), 61, lr=0.1)
    assert shows(drawn["lr/recipe-wsd"], rates[24:37], start=24)
    assert rates[23] == rates[24] == 0.1
    assert rates[36] == 0


def test_the_exponential_beside_noam_starts_at_its_peak(drawn):
    peak = 512**-0.5 * 10**-0.5
    assert shows(drawn["lr/recipe-noam"], learning_rates(lambda o: ExponentialLR(o, 0.95), 52, lr=peak), start=9)


def test_the_zoom_shows_the_same_rates_as_the_whole(drawn):
    whole, zoom = drawn["lr/chain-order"].axes[0], drawn["lr/chain-order"].axes[0].child_axes[0]
    rates = [line.get_ydata()[15:] for line in whole.lines if len(line.get_ydata()) == 41]
    assert len(rates) == 2
    for each in rates:
        assert any(np.array_equal(each, line.get_ydata()) for line in zoom.lines)


def test_a_rate_kept_for_an_epoch_is_a_stair_of_ten_updates(drawn):
    per_epoch = learning_rates(lambda optimizer: CosineAnnealingLR(optimizer, 6), 6, lr=0.1)
    assert shows(drawn["lr/epoch-iteration"], np.repeat(per_epoch, 10), axes=1)


# The walks.


@every_moving_figure
def test_a_walk_has_a_moment_for_every_step(name):
    example = MOVING[name]
    made = frames(name)
    assert len(made) == example.last + 1
    for t, (frame, rate) in enumerate(zip(made, example.rates, strict=True)):
        marker = frame.markers[-1]  # the learning rate; others stand before it
        assert (marker.x, marker.y) == (t, rate)
        assert rounds_to(rate, marker.label)


@every_moving_figure
def test_a_readout_is_true_arithmetic(name):
    example = MOVING[name]
    metrics = example.metrics and [*example.metrics, 0]  # the plateau's readouts speak of the next step
    rates = learning_rates(example.schedule, example.last + (2 if metrics else 1), lr=0.1, metrics=metrics)
    for t, frame in enumerate(frames(name)):
        step, expressions, shown, is_about = read(frame.readout)
        assert step == (t + 1 if metrics else t)
        rate = rates[step]
        assert rounds_to(rate, shown), frame.readout
        assert is_about == (not math.isclose(rate, float(shown), rel_tol=1e-9, abs_tol=1e-15)), frame.readout
        for expression in expressions:
            before = re.fullmatch(r"η\((\d+)\)", expression)
            value = rates[int(before[1])] if before else evaluated(expression)
            assert rounds_to(value, shown), frame.readout


@pytest.mark.parametrize("lie", ["0.1 × 0.9^6", "0.1 × 0.9 × 7"])
def test_a_wrong_expression_would_be_found(lie):
    assert not rounds_to(evaluated(lie), "0.04783")


def test_a_sequence_says_which_scheduler_is_active():
    readouts = [frame.readout.split("：")[0] for frame in frames("sequential")]
    assert readouts == ["LinearLR"] * 5 + ["ConstantLR"] * 10 + ["ExponentialLR"] * 16


def test_a_warm_up_says_when_the_inner_scheduler_takes_over():
    readouts = [frame.readout.split("：")[0] for frame in frames("warmup")]
    assert readouts == ["预热"] * 5 + ["CosineDecayLR"] * 31


def test_a_chain_walks_on_both_factors_and_on_the_product():
    for frame in frames("chained"):
        constant, exponential, rate = frame.markers
        assert [marker.axes for marker in frame.markers] == [0, 0, 1]
        assert rate.y == pytest.approx(0.1 * constant.y * exponential.y, rel=1e-12)


# ReduceLROnPlateau.


def test_the_plateau_is_reduced_where_the_caption_says():
    assert [call.t + 1 for call in plateau.calls() if call.reduces and call.t < examples.PLATEAU.last] == [
        8,
        14,
        21,
        26,
    ]


def test_the_calls_agree_with_the_scheduler():
    optimizer = models.Optimizer(0.1)
    scheduler = ReduceLROnPlateau(optimizer, factor=0.5, patience=2, cooldown=2)
    for call in plateau.calls():
        assert call.rate == optimizer.param_groups[0]["lr"]
        scheduler.step(call.metric)
        assert call.next_rate == optimizer.param_groups[0]["lr"]
        assert call.bad == (3 if call.reduces else scheduler.num_bad_steps)


def test_the_plateau_walks_on_the_metric_and_on_the_rate():
    for call, frame in zip(plateau.calls(), frames("plateau"), strict=True):
        assert [(marker.axes, marker.y) for marker in frame.markers] == [(0, call.metric), (1, call.rate)]


def test_the_plateau_shows_its_metric(drawn):
    assert shows(drawn["lr/plateau"], examples.PLATEAU.metrics, axes=0)


def test_each_bad_call_carries_its_number(drawn):
    upper = drawn["lr/plateau"].axes[0]
    numbers = {(text.xy[0], text.get_text()) for text in upper.texts if text.get_text().isdigit()}
    assert numbers == {(call.t, str(call.bad)) for call in plateau.calls() if call.bad}


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
    "constant": ["total_iters = 4", "factor = 0.03", "= 0.1"],
    "linear": ["total_iters = 5", "start_factor = 0.02"],
    "exponential": ["gamma$ = 0.9", "6.6 步减半"],
    "step": ["step_size = 5", "gamma$ = 0.5"],
    "multi-step": ["milestones = [2, 5, 9]", "gamma$ = 0.5"],
    "polynomial": ["steps = 20", "end_learning_rate = 0.01"],
    "cosine-decay": ["decay_steps = 20", "alpha = 0.01"],
    "cosine-annealing": ["T_max = 20", "eta_min = 0.01", "回到 $b$"],
    "warm-restarts": ["T_0 = 5", "T_mult = 10", "T_mult² = 20", "eta_min"],
    "lambda": ["λ(t)"],
    "sequential": ["LinearLR", "ConstantLR", "ExponentialLR"],
    "warmup": ["warmup_iters = 5", "0.0933", "CosineDecayLR"],
    "chained": ["ConstantLR", "ExponentialLR", "total_iters = 3"],
    "plateau": ["patience = 2", "cooldown = 2", "×0.5"],
    "three-cosines": ["CosineDecayLR", "CosineAnnealingLR", "CosineAnnealingWarmRestarts", "$T$ = 20"],
    "linear-versions": ["OneFlow 0.7", "PyTorch", "0.08"],
    "polynomial-cycle": ["cycle=False", "cycle=True", "0.0901", "0.001", "0.04555"],
    "warm-restarts-settings": ["T_0=10", "T_0=5, T_mult=2", "decay_rate=0.5", "restart_limit=2"],
    "rescaling": ["interval_rescaling=False", "interval_rescaling=True", "0.03487"],
    "warmup-prefix": ["warmup_prefix=False", "warmup_prefix=True"],
    "chain-order": ["0.003585", "0.01", "CosineAnnealingLR → ExponentialLR", "ExponentialLR → CosineAnnealingLR"],
    "step-order": ["forward", "backward", "optimizer.step()", "scheduler.step()", "= 0.1", "= 0.09", "= 0.081"],
    "epoch-iteration": ["错：T_max=6", "对：T_max=6", "对：T_max=60"],
    "recipe-bert": ["峰值 $b$", "0.9 $b$"],
    "recipe-noam": ["10：0.01398"],
}


@pytest.mark.parametrize("name", NAMED)
def test_a_figure_says_what_its_caption_refers_to(name, drawn):
    texts = [text.get_text() for text in drawn[f"lr/{name}"].findobj(Text)]
    for words in NAMED[name]:
        assert any(words in text for text in texts), words


def test_an_example_knows_its_steps_its_rates_and_its_arguments():
    example = Example(3, lambda optimizer: ExponentialLR(optimizer, 0.5), base=8.0)
    assert [*example.steps] == [0, 1, 2, 3]
    assert example.rates == [8, 4, 2, 1]
    assert example.scheduler.gamma == 0.5
