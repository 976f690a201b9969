"""The ranks really train: their parameters are those of one process, their memory and traffic those of the formulas."""

import ast
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pytest import approx

from plots.models.randomness import Random
from plots.models.zero import network, trainer
from plots.models.zero.communication import step_sent
from plots.models.zero.device import KINDS, Device
from plots.models.zero.memory import STATES, model_states
from plots.models.zero.network import SAMPLES, layers, single_process
from plots.models.zero.trainer import ends, layout, train
from plots.models.zero.transport import NETWORK, TO_CPU, TO_GPU, Transport
from tests.models.zero.peaks import peak_states

SCHEMES = [
    {"stage": 0},
    {"stage": 1},
    {"stage": 1, "naive": True},
    {"stage": 2, "naive": True},
    {"stage": 2},
    {"stage": 2, "bucket": 3},
    {"stage": 2, "offload": True},
    {"stage": 2, "offload": True, "bucket": 4},
    {"stage": 3},
    {"stage": 3, "bucket": 5},
    {"stage": 3, "keeps": True},
    {"stage": 3, "keeps": True, "bucket": 5},
]
schemes = st.sampled_from(SCHEMES)
shapes = st.lists(st.integers(1, 4), min_size=2, max_size=4).map(tuple)
degrees = st.integers(1, 6)
micro = st.integers(1, 3)


def samples_for(widths, count, seed=3):
    random = Random(seed)
    return [
        ([random.normal() for _ in range(widths[0])], [random.normal() for _ in range(widths[-1])])
        for _ in range(count)
    ]


# The network, against NumPy


def numpy_training(samples, widths, theta, steps, rate=network.RATE):
    """Yield (loss, parameters) of the same training, written with matrices."""
    x, y = (np.array(side, dtype=float) for side in zip(*samples, strict=True))
    theta = np.array(theta)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    for t in range(1, steps + 1):
        inputs, weights = [x], []
        for layer in layers(widths):
            end = layer.start + layer.inputs * layer.outputs
            weights.append(theta[layer.start : end].reshape(layer.outputs, layer.inputs))
            out = inputs[-1] @ weights[-1].T + theta[end : layer.stop]
            inputs.append(out if layer.is_last else np.maximum(out, 0))
        error = inputs[-1] - y
        loss = (error**2).sum() / 2 / len(x)
        delta = error / len(x)
        parts: list[np.ndarray] = []
        for number in range(len(weights) - 1, -1, -1):
            parts = [(delta.T @ inputs[number]).ravel(), delta.sum(axis=0), *parts]
            delta = (delta @ weights[number]) * (inputs[number] > 0)
        g = np.concatenate(parts)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        theta = theta - rate * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        yield loss, theta


@settings(max_examples=25)
@given(widths=shapes, count=st.integers(1, 6), seed=st.integers(0, 99))
def test_one_process_trains_as_numpy_does(widths, count, seed):
    samples = samples_for(widths, count, seed)
    first = network.initial_parameters(widths, seed=seed)

    ours = single_process(samples, widths=widths, steps=3, seed=seed)
    for (loss, parameters), (its_loss, its_parameters) in zip(
        ours, numpy_training(samples, widths, first, 3), strict=True
    ):
        assert loss == approx(its_loss, rel=1e-9, abs=1e-12)
        assert parameters == approx(list(its_parameters), abs=1e-8)  # Adam divides rounding errors by ε = 1e-8


def test_the_example_learns():
    losses = [loss for loss, _ in single_process(SAMPLES, steps=200)]

    assert losses[-1] < 0.05 * losses[0]


# Several ranks, against one process


@settings(max_examples=150)
@given(scheme=schemes, widths=shapes, ranks=degrees, micro_steps=micro, count=st.integers(1, 7), seed=st.integers(0, 9))
@example(scheme={"stage": 3}, widths=(1, 1), ranks=6, micro_steps=3, count=1, seed=0)  # more ranks than parameters
def test_parameters_are_those_of_one_process_after_every_step(scheme, widths, ranks, micro_steps, count, seed):
    samples = samples_for(widths, count, seed)

    found = ends(train(samples, widths=widths, ranks=ranks, micro_steps=micro_steps, steps=3, seed=seed, **scheme))
    for moment, (loss, parameters) in zip(
        found, single_process(samples, widths=widths, steps=3, seed=seed), strict=True
    ):
        assert moment.parameters == approx(parameters, abs=1e-8)  # Adam divides rounding errors by ε = 1e-8
        assert moment.loss == approx(loss, rel=1e-7, abs=1e-12)


@pytest.mark.parametrize("scheme", SCHEMES, ids=str)
@pytest.mark.parametrize("ranks", [1, 2, 3, 4, 8])
def test_with_whole_numbers_the_first_step_is_the_same_to_the_last_bit(scheme, ranks):
    random = Random(1)
    widths = (3, 4, 2)
    samples = [([random.below(7) - 3.0 for _ in range(3)], [random.below(7) - 3.0 for _ in range(2)]) for _ in range(8)]
    first = [random.below(5) - 2.0 for _ in range(layers(widths)[-1].stop)]

    (end,) = ends(train(samples, widths=widths, ranks=ranks, parameters=first, **scheme))
    ((loss, parameters),) = single_process(samples, widths=widths, steps=1, parameters=first)
    assert end.parameters == parameters
    assert end.loss == loss
    assert end.parameters != first


# Memory, counted and by formula


def largest(ranges):
    return max(stop - start for start, stop in ranges)


@settings(max_examples=150)
@given(scheme=schemes, widths=shapes, ranks=degrees, micro_steps=micro)
@example(scheme={"stage": 2}, widths=(2, 4, 1), ranks=4, micro_steps=1)
def test_the_peaks_are_those_of_the_formula(scheme, widths, ranks, micro_steps):
    plan = layout(widths, ranks, bucket=scheme.get("bucket"))
    formula = peak_states(
        plan.parameters,
        stage=scheme["stage"],
        ranks=ranks,
        bucket=largest(plan.buckets),
        unit=plan.padded if "keeps" in scheme else largest(plan.units),
        offload=scheme.get("offload", False),
    )

    end = ends(train(samples_for(widths, 3), widths=widths, ranks=ranks, micro_steps=micro_steps, **scheme))[-1]
    for peaks in end.peaks:
        assert (peaks.parameters, peaks.gradients, peaks.optimizer) == formula
        assert peaks.states <= sum(formula)  # not all need be at their peaks at once
        if "bucket" not in scheme and "keeps" not in scheme:
            assert peaks.states == sum(formula)


@given(widths=shapes, ranks=degrees)
def test_with_offload_the_cpus_hold_fourteen_bytes_per_parameter_of_their_slices(widths, ranks):
    plan = layout(widths, ranks)
    end = ends(train(samples_for(widths, 3), widths=widths, ranks=ranks, stage=2, offload=True))[-1]

    for peaks in end.cpu_peaks:
        assert peaks.states * ranks == 14 * plan.padded
        assert peaks.parameters == 0


@given(widths=shapes, ranks=degrees, stage=st.integers(0, 3))
def test_between_steps_ranks_hold_the_states_of_the_formula(widths, ranks, stage):
    plan = layout(widths, ranks)
    start, *_, end = train(samples_for(widths, 3), widths=widths, ranks=ranks, stage=stage)

    formula = model_states(plan.padded, stage=stage, ranks=ranks)
    for moment in (start, end):
        for held in moment.gpu:
            assert tuple(sum(h.bytes for h in held if h.state == state) for state in STATES) == formula


# Traffic, counted and by formula


@settings(max_examples=150)
@given(scheme=schemes, widths=shapes, ranks=degrees, micro_steps=micro)
@example(scheme={"stage": 3}, widths=(2, 4, 1), ranks=4, micro_steps=2)
def test_every_rank_sends_what_the_formula_says(scheme, widths, ranks, micro_steps):
    plan = layout(widths, ranks)
    way = {name: scheme[name] for name in ("stage", "naive", "keeps") if name in scheme}
    formula = step_sent(plan.padded, ranks=ranks, micro_steps=micro_steps, **way)

    for end in ends(
        train(samples_for(widths, 3), widths=widths, ranks=ranks, micro_steps=micro_steps, steps=2, **scheme)
    ):
        assert end.traffic.sent == [2 * sum(formula)] * ranks
        assert sum(end.traffic.received) == sum(end.traffic.sent)
        down, up = (2 * micro_steps * plan.padded, 2 * plan.padded) if "offload" in scheme else (0, 0)
        assert (sum(end.traffic.to_cpu), sum(end.traffic.to_gpu)) == (down, up)
        assert len({*end.traffic.to_cpu}) == len({*end.traffic.to_gpu}) == 1


@pytest.mark.parametrize("scheme", SCHEMES, ids=str)
def test_the_messages_of_all_moments_are_the_traffic(scheme):
    *moments, end = train(ranks=3, micro_steps=2, **scheme)
    messages = [message for moment in [*moments, end] for message in moment.messages]

    def bytes_of(link, rank):
        return sum(one.bytes for one in messages if one.link == link and one.source == rank)

    for link, counted in ((NETWORK, end.traffic.sent), (TO_CPU, end.traffic.to_cpu), (TO_GPU, end.traffic.to_gpu)):
        assert [bytes_of(link, rank) for rank in range(3)] == counted


# Counted, not computed


def test_what_is_reported_is_read_off_the_transport(monkeypatch):
    honest = ends(train(stage=3, ranks=3))[-1].traffic.sent
    send = Transport.send

    def twice(self, values, **settings):
        send(self, values, **settings)
        return send(self, values, **settings)

    monkeypatch.setattr(Transport, "send", twice)
    assert ends(train(stage=3, ranks=3))[-1].traffic.sent == [2 * count for count in honest]


def test_what_is_reported_is_read_off_the_lists(monkeypatch):
    honest = ends(train(stage=2, ranks=2))[-1].peaks[0]
    hold = Device.hold

    def longer(self, name, values, **settings):
        hold(self, name, values, **settings)
        if name == "bucket":
            hold(self, "forgotten", [0.0] * 100, state="gradients", element_bytes=2)
        return values

    monkeypatch.setattr(Device, "hold", longer)
    assert ends(train(stage=2, ranks=2))[-1].peaks[0].gradients == honest.gradients + 200


@pytest.mark.parametrize("module", ["transport", "collectives", "device", "network", "trainer", "tensor_parallel"])
def test_the_simulations_know_no_formula_but_that_of_the_padding(module):
    source = Path(trainer.__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
    formulas = {"memory", "communication", "activations", "infinity", "estimators", "budget"}
    known: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            assert node.module, "an import that names no module"
            if node.module.split(".")[-1] in formulas:
                known.update(name.name for name in node.names)

    assert known <= {"BYTES_FP16", "BYTES_FP32", "STATES", "Recipe", "padded_parameters"}


# Moments


def test_the_layout_of_the_example():
    assert layout((2, 4, 1), 4) == (
        17,
        20,
        [(0, 12), (12, 20)],
        [(0, 5), (5, 10), (10, 15), (15, 20)],
        [(12, 20), (0, 12)],
    )
    assert layout((2, 4, 1), 4, bucket=8).buckets == [(12, 20), (4, 12), (0, 4)]


EVENTS = {
    0: "compute compute | compute compute | all_reduce | adam",
    1: "compute compute | compute compute | reduce_scatter | adam all_gather",
    2: "compute compute | compute reduce_scatter release compute reduce_scatter release | | adam all_gather",
    3: "all_gather compute release all_gather compute release | all_gather compute reduce_scatter release release "
    "all_gather compute reduce_scatter release release | | adam",
}


@pytest.mark.parametrize("stage", range(4))
def test_what_happens_in_a_step(stage):
    moments = list(train(stage=stage, ranks=2))
    happened = [
        " ".join(moment.event for moment in moments if moment.phase == phase)
        for phase in ("forward", "backward", "reduce", "update")
    ]

    assert happened == [part.strip() for part in EVENTS[stage].split("|")]
    assert (moments[0].event, moments[-1].event) == ("start", "end")
    assert {moment.phase for moment in moments} <= {*trainer.PHASES}
    assert {moment.event for moment in moments} <= {*trainer.EVENTS}


def test_with_offload_gradients_go_down_and_parameters_come_up():
    events = [moment.event for moment in train(stage=2, ranks=1, offload=True)]

    assert events == "start compute compute compute to_cpu compute to_cpu adam to_gpu end".split()


def test_who_holds_what_under_stage_3():
    moments = list(train(stage=3, ranks=2))
    by_name = {holding.name: holding for holding in moments[1].gpu[1]}  # the first layer has been gathered

    assert moments[1].event == "all_gather"
    assert by_name["parameters"][1:] == ("parameters", 9, 18, 18)
    assert by_name["gathered 0"][1:] == ("parameters", 0, 12, 24)
    assert by_name["master"][1:] == ("optimizer", 9, 18, 36)
    assert "gathered 0" not in {holding.name for holding in moments[3].gpu[1]}  # and released


def test_parameters_that_are_kept_wait_for_backward():
    moments = list(train(stage=3, ranks=2, keeps=True))
    gathered = [[held.name for held in moment.gpu[0] if held.name.startswith("gathered")] for moment in moments]

    assert [moment.event for moment in moments].count("all_gather") == 2  # two layers, once
    assert max(gathered, key=len) == ["gathered 0", "gathered 1"]
    assert gathered[-1] == []
    with pytest.raises(ValueError, match="stage must be 3 with keeps, got 2"):
        next(train(stage=2, keeps=True))


def test_buckets_may_cross_layers_and_wait_for_the_rest():
    moments = [moment for moment in train(stage=2, ranks=2, bucket=10) if moment.phase == "backward"]

    # Ψ = 17, padded to 18: the bucket (8, 18) takes the last layer (12, 18) and the end of the first.
    assert [(moment.event, moment.layer) for moment in moments] == [
        ("compute", 1),
        ("compute", 0),
        ("reduce_scatter", 0),
        ("release", 0),
        ("compute", 0),
        ("reduce_scatter", 0),
        ("release", 0),
    ]
    buckets = [[(h.start, h.stop) for h in moment.gpu[0] if h.name == "bucket"] for moment in moments]
    assert buckets == [[(8, 18)], [(8, 18)], [(8, 18)], [], [(0, 8)], [(0, 8)], []]


@pytest.mark.parametrize("scheme", SCHEMES, ids=str)
def test_the_bytes_of_a_holding_are_those_of_its_elements(scheme):
    sizes = {"parameters": 2, "gradients": 2, "optimizer": 4, "activations": 2}
    for moment in train(ranks=3, **scheme):
        for held in moment.gpu + moment.cpu:
            assert all(h.bytes == (h.stop - h.start) * sizes[h.state] for h in held)
            assert {h.state for h in held} <= {*KINDS}


def test_only_the_ends_of_a_step_have_loss_and_parameters():
    for moment in train(stage=3, ranks=2, steps=2):
        assert (moment.loss is not None) == (moment.phase == "end")
        assert (moment.parameters is not None) == (moment.phase in ("start", "end"))
