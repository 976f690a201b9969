"""Activations, transformers, ZeRO-Offload and ZeRO-Infinity, DeepSpeed's estimators: numbers of the sources."""

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pytest import approx

from plots.models.zero import activations, estimators, infinity
from plots.models.zero.memory import GB, GIB, model_states
from plots.models.zero.transformer import MODELS, block_parameters, gpt2_parameters
from tests.evidence.environments import HERE as EVIDENCE


def seen_in(record):
    """Return what a record of a library saw."""
    return json.loads((EVIDENCE / f"{record}.json").read_text(encoding="utf-8"))["seen"]


# Transformers


def test_gpt2_counted_layer_by_layer():
    h, vocabulary, positions = 4, 7, 5
    attention = h * 3 * h + 3 * h + h * h + h
    mlp = h * 4 * h + 4 * h + 4 * h * h + h
    layer = attention + mlp + 4 * h  # two layer norms
    embeddings = vocabulary * h + positions * h

    assert gpt2_parameters(3, h, vocabulary=vocabulary, positions=positions) == 3 * layer + 2 * h + embeddings


def test_published_counts():
    assert gpt2_parameters(12, 768, vocabulary=50257, positions=1024) == 124439808
    assert gpt2_parameters(48, 1600, vocabulary=50257, positions=1024) == MODELS[0].parameters == 1557611200
    assert [round(shape.parameters / 1e9, 1) for shape in MODELS[:6]] == [1.6, 6.7, 13.0, 69.0, 174.6, 529.6]


def test_models_of_today_are_what_transformers_makes_of_their_configurations():
    made = seen_in("torch-models")
    shapes = {shape.name: shape for shape in MODELS[6:]}
    assert shapes.keys() == made.keys()
    for name, shape in shapes.items():
        told = {field: getattr(shape, field) for field in made[name] if field != "class"}
        assert told == {field: value for field, value in made[name].items() if field != "class"}, name
        assert shape.gated is not None
        assert "2026" in shape.source


def test_a_layer_of_llama_keeps_what_autograd_was_seen_to_save():
    seen = seen_in("torch-activations")
    assert {case["family"] for case in seen} == {"Llama", "Qwen2"}
    for case in seen:
        assert activations.gated_layer_activation_bytes(**case["layer"]) == case["bytes"]


def test_megatrons_own_estimate_of_a_layer_of_gpt2_is_the_formula():
    """Without sequence parallelism it adds a twentieth for what else there is."""
    for case in seen_in("megatron-memory")["activations"]:
        spread, tensor = case["sequence parallel"], case["tensor parallel"]
        ours = activations.layer_activation_bytes(
            **case["layer"], tensor_parallel=tensor, sequence_parallel=spread, recompute="selective"
        )
        assert case["bytes"] == approx(ours if spread else 1.05 * ours)


def test_what_divides_a_layer_of_llama():
    layer: dict[str, Any] = {"hidden": 8, "heads": 4, "groups": 2, "head_size": 2, "intermediate": 20}
    whole = activations.gated_layer_activation_bytes(**layer, batch=3, sequence=5)
    halves = [
        activations.gated_layer_activation_bytes(
            **layer, batch=3, sequence=5, tensor_parallel=2, sequence_parallel=spread
        )
        for spread in (False, True)
    ]
    norms = 15 * (16 * 8 + 8)
    assert halves == [norms + (whole - norms) / 2, whole / 2]
    assert activations.gated_layer_activation_bytes(**layer, batch=3, sequence=5, recompute="full") == 2 * 15 * 8


@pytest.mark.parametrize("shape", MODELS[:6], ids=lambda shape: shape.name)
def test_blocks_make_up_most_of_a_published_model(shape):
    assert block_parameters(shape.layers, shape.hidden) == approx(
        shape.parameters, rel=0.08 if shape.layers > 80 else 0.1
    )
    assert shape.largest_layer >= shape.vocabulary * shape.hidden
    assert shape.hidden % shape.heads == 0


# Activations

GPT2: dict[str, Any] = {"hidden": 1600, "batch": 32, "sequence": 1024}


def test_the_sharper_formula_gives_four_times_as_much():
    total = activations.activation_bytes(layers=48, heads=25, **GPT2)

    assert total == 48 * (34 * 1024 * 32 * 1600 + 5 * 25 * 1024**2 * 32)
    assert total / GIB == approx(267, abs=0.5)


def test_a_checkpoint_per_layer_and_one_layer_at_work():
    kept = 48 * activations.checkpoint_bytes(**GPT2)
    one_layer = activations.zero_activation_bytes(layers=1, **GPT2)

    assert kept / GB == approx(5.03, abs=0.005)
    assert one_layer / GB == approx(1.26, abs=0.005)
    full = activations.activation_bytes(layers=48, heads=25, recompute="full", **GPT2)
    assert full == kept + activations.layer_activation_bytes(heads=25, **GPT2)


layer_sizes = st.fixed_dictionaries(
    {
        "hidden": st.integers(1, 20000),
        "heads": st.integers(1, 128),
        "batch": st.integers(1, 64),
        "sequence": st.integers(1, 8192),
    }
)


@given(sizes=layer_sizes, degree=st.integers(1, 64))
def test_splitting_and_recomputing_only_ever_save(sizes, degree):
    def bytes_of(recompute, **settings):
        return activations.layer_activation_bytes(recompute=recompute, **sizes, **settings)

    assert bytes_of("none") >= bytes_of("selective") >= bytes_of("full")
    for recompute in activations.RECOMPUTE:
        alone = bytes_of(recompute)
        split = bytes_of(recompute, tensor_parallel=degree)
        both = bytes_of(recompute, tensor_parallel=degree, sequence_parallel=True)
        assert alone * (1 + 1e-12) >= split >= both * (1 - 1e-12)
        assert both == approx(alone / degree, rel=1e-12)


def test_the_tensor_parallel_layer_by_its_formula():
    s, b, h, a, t = 8, 2, 16, 4, 4
    found = activations.layer_activation_bytes(hidden=h, heads=a, batch=b, sequence=s, tensor_parallel=t)

    assert found == s * b * h * (10 + 24 / t + 5 * a * s / (h * t))


# ZeRO-Offload, ZeRO-Infinity


def test_what_is_kept_for_activations_makes_the_model_smaller():
    kept = infinity.largest_on(infinity.DGX_2, stage=0, reserved_bytes=16 * GB)

    assert kept == (1e9, "gpu")


@given(parameters=st.integers(0, 10**13), ranks=st.integers(1, 4096), stage=st.integers(0, 3), data=st.data())
def test_a_placement_loses_and_adds_nothing(parameters, ranks, stage, data):
    placement = infinity.Placement(*[data.draw(st.sampled_from(infinity.PLACES)) for _ in range(3)])
    try:
        infinity.require_placement(stage, placement)
    except ValueError:
        assume(False)

    places = infinity.placed_states(parameters, stage=stage, ranks=ranks, placement=placement)
    assert sum(places) == approx(sum(model_states(parameters, stage=stage, ranks=ranks)), rel=1e-12)


@given(wanted=st.floats(0.01, 0.99), intensity=st.floats(1, 1e6), peak=st.floats(1e12, 1e16))
def test_the_bandwidth_for_an_efficiency_gives_it(wanted, intensity, peak):
    bandwidth = infinity.bandwidth_for(wanted, intensity=intensity, peak_flops=peak)

    found = infinity.efficiency(intensity, bytes_per_second=bandwidth, peak_flops=peak)
    assert found == approx(wanted, rel=1e-12)


def test_intensities_are_work_over_bytes():
    sequence, batch, parameters, hidden, layers, between = 1024, 2, 12 * 3 * 64 * 64, 64, 3, 1
    work = 2 * 4 * batch * sequence * parameters
    moved = 2 * infinity.checkpoints_bytes(
        layers=layers, hidden=hidden, sequence=sequence, batch=batch, blocks_between=between
    )

    assert infinity.parameter_intensity(sequence=sequence, batch=batch) == work / (2 * 4 * parameters)
    assert infinity.optimizer_intensity(sequence=sequence, batch=batch) == work / (2 * 16 * parameters)
    assert infinity.checkpoint_intensity(hidden=hidden, blocks_between=between) == work / moved


# DeepSpeed's estimators and the papers

gpus = st.integers(1, 16)
nodes = st.integers(1, 64)


@given(parameters=st.integers(0, 10**12), per_node=gpus, count=nodes)
def test_the_zero_2_estimator_adds_four_bytes_to_the_papers_slice(parameters, per_node, count):
    ranks = per_node * count
    estimate = estimators.estimate_zero2_model_states_mem_needs(parameters, per_node, count, False).gpu_mem
    paper = sum(model_states(parameters, stage=2, ranks=ranks))

    assert estimate - paper == approx(4 * parameters / ranks, abs=1 + 1e-9 * paper)


@given(parameters=st.integers(0, 10**12), layer=st.integers(0, 10**9), per_node=gpus, count=nodes)
def test_the_zero_3_estimator_adds_two_bytes_and_the_largest_layer(parameters, layer, per_node, count):
    ranks = per_node * count
    estimate = estimators.estimate_zero3_model_states_mem_needs(parameters, layer, per_node, count, False, False)
    paper = sum(model_states(parameters, stage=3, ranks=ranks))

    assert estimate.gpu_mem - paper == approx(4 * layer + 2 * parameters / ranks, abs=1 + 1e-9 * paper)


@given(parameters=st.integers(0, 10**12), per_node=gpus, count=nodes)
def test_with_offload_the_zero_2_estimator_agrees_with_the_paper_on_the_gpu(parameters, per_node, count):
    estimate = estimators.estimate_zero2_model_states_mem_needs(parameters, per_node, count)
    ranks = per_node * count

    places = infinity.placed_states(parameters, stage=2, ranks=ranks, placement=infinity.OFFLOAD)
    assert estimate.gpu_mem == places.gpu
