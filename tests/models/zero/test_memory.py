"""Model states: the arithmetic in sight, and what must hold for every size, degree and recipe."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pytest import approx

from plots.models.zero import memory
from plots.models.zero.memory import (
    GB,
    RECIPES,
    STATES,
    ModelStates,
    bytes_per_parameter,
    is_partitioned,
    largest_model,
    model_states,
    padded_parameters,
    reduction,
)
from tests.evidence.environments import seen
from tests.models.zero.names import MEGATRON_FSDP

MEGATRON = {
    "16 bit, gradients 16 bit": "adam-infinity",
    "16 bit, gradients fp32": "adam-fp32-gradients",
    "fp32": "adam-fp32",
}
sizes = st.integers(0, 10**13)
degrees = st.integers(1, 4096)
stages = st.integers(0, 3)
recipes = st.sampled_from([recipe.name for recipe in RECIPES])


def total(parameters, stage, ranks, **settings):
    return sum(model_states(parameters, stage=stage, ranks=ranks, **settings))


def test_one_parameter_takes_sixteen_bytes_under_mixed_precision_adam():
    assert bytes_per_parameter() == (2, 2, 4 + 4 + 4)
    assert total(1, 0, 1) == 16


@pytest.mark.parametrize(
    ("recipe", "each"),
    [
        ("adam", 16),
        ("adam-fp32-gradients", 18),
        ("adam-infinity", 20),
        ("adam-fp32", 16),
        ("sgd-momentum", 2 + 2 + 8),
        ("muon", 2 + 2 + 8),
        ("adam-bf16", 8),
        ("adam-bf16-master", 10),
        ("adam-fp8", 1 + 4 + 4 + 2 + 2),
        ("adam-fp8-moments", 1 + 4 + 4 + 1 + 1),
    ],
)
def test_each_recipe_takes_the_bytes_of_its_source(recipe, each):
    assert sum(bytes_per_parameter(recipe)) == each


def test_there_is_no_recipe_that_the_table_above_leaves_out():
    assert len(RECIPES) == 10


@pytest.mark.parametrize(
    ("recipe", "whole", "divided"), [("adam-fp32-gradients", 6, 12), ("adam-infinity", 4, 16), ("adam-fp32", 8, 8)]
)
def test_stage_1_is_what_megatron_says_of_its_distributed_optimizer(recipe, whole, divided):
    for ranks in (1, 2, 8):
        assert total(1, 1, ranks, recipe=recipe) == whole + divided / ranks


@pytest.mark.parametrize("case", seen("megatron-traffic"), ids=lambda case: f"{case['system']}-{case['ranks']}")
def test_megatron_keeps_the_bytes_of_the_stage(case):
    if case["system"] == "megatron-core":
        stage, recipe = int(case["distributed optimizer"]), MEGATRON[case["precision"]]
    else:
        stage, recipe = MEGATRON_FSDP.index(case["strategy"]), "adam"
    states = model_states(case["parameters"], stage=stage, ranks=case["ranks"], recipe=recipe)
    padding = 0.02 if stage == 3 else 0  # of each of the small layers

    assert list(case["bytes"].values()) == approx(list(states), rel=padding)


def test_megatrons_own_estimate_of_model_states_is_stage_1():
    for case in seen("megatron-memory")["states"]:
        ranks = case["data parallel"]
        stages = [total(1, stage, ranks, recipe="adam-fp32-gradients") for stage in (0, 1)]

        assert case["divided"] / case["whole"] == approx(stages[1] / stages[0])


def test_the_states_of_each_stage():
    assert model_states(8, stage=0, ranks=4) == (16, 16, 96)
    assert model_states(8, stage=1, ranks=4) == (16, 16, 24)
    assert model_states(8, stage=2, ranks=4) == (16, 4, 24)
    assert model_states(8, stage=3, ranks=4) == (4, 4, 24)
    assert model_states(8, stage=3, ranks=4, model_parallel=2) == (2, 2, 12)


@pytest.mark.parametrize(
    ("stage", "ratios"),
    [
        (1, [1.60, 2.29, 2.91, 3.37, 3.82, 3.95, 3.99]),
        (2, [1.78, 2.91, 4.27, 5.57, 7.21, 7.79, 7.95]),
        (3, [2, 4, 8, 16, 64, 256, 1024]),
    ],
)
def test_four_and_eight_times_are_only_limits(stage, ratios):
    found = [reduction(stage=stage, ranks=ranks) for ranks in (2, 4, 8, 16, 64, 256, 1024)]

    assert [round(ratio, 2) for ratio in found] == ratios


@given(parameters=sizes, ranks=degrees, recipe=recipes)
def test_no_stage_needs_more_than_the_one_before(parameters, ranks, recipe):
    totals = [total(parameters, stage, ranks, recipe=recipe) for stage in range(4)]

    assert totals[0] >= totals[1] >= totals[2] >= totals[3]


@given(parameters=sizes, recipe=recipes, stage=stages)
def test_all_stages_are_equal_on_one_device(parameters, recipe, stage):
    assert total(parameters, stage, 1, recipe=recipe) == total(parameters, 0, 1, recipe=recipe)


@given(parameters=sizes, ranks=degrees, stage=stages, recipe=recipes)
def test_more_ranks_never_need_more_and_all_together_hold_everything(parameters, ranks, stage, recipe):
    assert total(parameters, stage, ranks + 1, recipe=recipe) <= total(parameters, stage, ranks, recipe=recipe)
    whole = model_states(parameters, stage=0, ranks=1, recipe=recipe)
    held = model_states(parameters, stage=stage, ranks=ranks, recipe=recipe)
    for state in STATES:
        copies = 1 if is_partitioned(state, stage) else ranks
        assert getattr(held, state) * ranks == approx(getattr(whole, state) * copies, rel=1e-12)


@given(memory_bytes=st.integers(1, 10**12), ranks=degrees, stage=stages, recipe=recipes, degree=st.integers(1, 64))
def test_the_largest_model_fills_the_memory(memory_bytes, ranks, stage, recipe, degree):
    settings = {"recipe": recipe, "model_parallel": degree}
    largest = largest_model(memory_bytes, stage=stage, ranks=ranks, **settings)

    assert total(largest, stage, ranks, **settings) == approx(memory_bytes, rel=1e-12)


@pytest.mark.parametrize(
    ("ranks", "sizes"), [(8, [5.0, 14.5, 21.3, 40.0]), (64, [5.0, 19.1, 36.1, 320.0])], ids=["8 ranks", "64 ranks"]
)
def test_the_largest_models_of_a_gpu_with_80_gb(ranks, sizes):
    found = [largest_model(80 * GB, stage=stage, ranks=ranks) / GB for stage in range(4)]

    assert [round(size, 1) for size in found] == sizes


@given(parameters=st.integers(0, 10**6), ranks=degrees)
@example(parameters=17, ranks=4)
def test_padding_is_to_the_next_multiple(parameters, ranks):
    padded = padded_parameters(parameters, ranks)

    assert padded % ranks == 0
    assert 0 <= padded - parameters < ranks


def test_units_are_what_they_are_called():
    assert (memory.GB, memory.TB) == (10**9, 10**12)
    assert (memory.GIB, memory.TIB) == (2**30, 2**40)
    assert ModelStates(1, 2, 3).optimizer == 3
