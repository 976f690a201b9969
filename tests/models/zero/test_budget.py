"""What a whole setup holds: the sum of its parts, each from its own formula."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from plots.models.zero.activations import RECOMPUTE, activation_bytes
from plots.models.zero.budget import NAMES, Setup, budget, in_place, is_within, largest_parameters
from plots.models.zero.infinity import DGX_2, INFINITY_NVME, OFFLOAD, ON_GPU
from plots.models.zero.memory import GB, RECIPES, model_states
from plots.models.zero.transformer import MODELS, Shape

SMALL = Shape("small", 4, 8, 2, 10, 16, 1000, 80, None, "made up")

setups = st.builds(
    Setup,
    st.sampled_from(MODELS),
    stage=st.integers(0, 3),
    ranks=st.integers(1, 512),
    tensor_parallel=st.integers(1, 8),
    pipeline_parallel=st.integers(1, 8),
    recipe=st.sampled_from([recipe.name for recipe in RECIPES]),
    batch=st.integers(1, 8),
    micro_batches=st.integers(1, 16),
    recompute=st.sampled_from(RECOMPUTE),
    sequence_parallel=st.booleans(),
    flash=st.booleans(),
    adapters=st.sampled_from([0, 0.01]),
    bucket=st.integers(0, 10**9),
    overlap=st.booleans(),
    secondary=st.sampled_from([0, 1, 8]),
)


def parts_of(setup):
    parts = budget(setup)
    assert [part.name for part in parts] == [*NAMES]
    return {part.name: part.bytes for part in parts}


def test_a_small_setup_by_hand():
    parts = parts_of(Setup(SMALL, stage=3, ranks=4, batch=2, recompute="full", bucket=50))
    layer = 2 * 16 * 8 * 34 + 5 * 2 * 16 * 16 * 2  # s·b·h·34 + 5·a·s²·b

    assert parts == {
        "parameters": 500,
        "gradients": 500,
        "optimizer": 3000,
        "activations": 4 * 2 * 16 * 2 * 8 + layer,
        "bucket": 100,
        "gathered": 4 * 80,
    }


@pytest.mark.parametrize(
    ("secondary", "gathered"),
    [
        (0, 4 * 80),
        (2, 4 * 80 + 2 * 1000 / 2),  # hpZ in nodes of two: a second half beside the layer
        (1, 2 * 80 + 2 * 1000),  # all parameters, that of the layer among them, and its gradients
        (4, 4 * 80),  # one node: there is but one copy
    ],
)
def test_parameters_that_stay_after_forward_by_hand(secondary, gathered):
    parts = parts_of(Setup(SMALL, stage=3, ranks=4, secondary=secondary))

    assert parts["gathered"] == gathered
    assert parts_of(Setup(SMALL, stage=2, ranks=4, secondary=secondary))["gathered"] == 0


def test_a_pipeline_divides_the_layers_but_keeps_more_micro_batches():
    def kept(**settings):
        return parts_of(Setup(SMALL, **settings))["activations"]

    one = kept()
    assert kept(pipeline_parallel=2) == one / 2
    assert kept(pipeline_parallel=2, micro_batches=8) == one
    assert kept(pipeline_parallel=4, micro_batches=8) == one
    assert kept(pipeline_parallel=3) == one / 2  # the largest stage has two of four layers


def test_recomputation_works_on_one_layer_however_many_micro_batches_wait():
    def kept(**settings):
        return parts_of(Setup(SMALL, recompute="full", **settings))["activations"]

    at_work = parts_of(Setup(SMALL))["activations"] / SMALL.layers
    checkpoints = kept() - at_work
    assert kept(pipeline_parallel=4, micro_batches=8) == checkpoints + at_work  # four of one layer, and the one at work
    assert kept(pipeline_parallel=2, micro_batches=1) == checkpoints / 2 + at_work


def test_offload_moves_bytes_and_loses_none():
    plain, offloaded = (budget(Setup(SMALL, stage=2, ranks=4, placement=placement)) for placement in (ON_GPU, OFFLOAD))

    assert in_place(offloaded, "cpu") == 1000 * (2 + 12) / 4
    assert in_place(plain, "gpu") == in_place(offloaded, "gpu") + in_place(offloaded, "cpu")


@given(setup=setups)
def test_the_states_are_those_of_the_formula(setup):
    parts = parts_of(setup)
    split = setup.tensor_parallel * setup.pipeline_parallel
    states = model_states(
        setup.shape.parameters * (setup.adapters or 1),
        stage=setup.stage,
        ranks=setup.ranks,
        recipe=setup.recipe,
        model_parallel=split,
    )
    frozen = 2 * setup.shape.parameters / split / (setup.ranks if setup.stage == 3 else 1) if setup.adapters else 0

    assert (parts["gradients"], parts["optimizer"]) == states[1:]
    assert parts["parameters"] == approx(states.parameters + frozen)


def test_a_frozen_backbone_is_divided_by_stage_3_only():
    """66 GB a card or 8, as a user of a backbone of 33B measured; in 4 bits a quarter of that."""
    backbone = SMALL._replace(parameters=33e9)
    kept = [
        parts_of(Setup(backbone, stage=stage, ranks=8, adapters=1e-6, frozen_bytes=size))["parameters"] / GB
        for stage, size in ((2, 2), (3, 2), (2, 0.5), (3, 0.5))
    ]
    assert kept == approx([66, 8.25, 16.5, 2.0625], rel=1e-4)


@given(setup=setups)
def test_the_largest_model_just_fits(setup):
    largest = largest_parameters(setup, DGX_2)
    kept = in_place(budget(setup), "gpu") - sum(part.bytes for part in budget(setup)[:3])
    if largest == 0:
        assert kept >= DGX_2.gpu_bytes
        return
    assert is_within(resized(setup, largest * (1 - 1e-9)), DGX_2)
    assert not is_within(resized(setup, largest * (1 + 1e-9)), DGX_2)


def resized(setup, parameters):
    """Return the same setup with another number of parameters."""
    fields = dict(vars(setup))
    shape = fields.pop("shape")._replace(parameters=parameters)
    return Setup(shape, **fields)


def test_what_fits_on_a_dgx_2():
    thirteen = MODELS[2]  # 13.0B: 208 GB of states
    setup = partial(Setup, batch=1, sequence=1024, recompute="full")

    assert not is_within(setup(thirteen), DGX_2)
    assert is_within(setup(thirteen, stage=2, ranks=1, placement=OFFLOAD), DGX_2)  # 26 GB and 182 GB
    assert is_within(setup(thirteen, stage=2, ranks=16, placement=OFFLOAD), DGX_2)
    assert is_within(setup(thirteen, stage=3, ranks=16), DGX_2)
    assert not is_within(setup(thirteen, stage=3, ranks=16), DGX_2, reserved_bytes=20 * GB)
    assert is_within(setup(MODELS[5], stage=3, ranks=16, placement=INFINITY_NVME), DGX_2)


def test_one_rank_has_no_bucket_and_gathers_only_what_is_elsewhere():
    assert parts_of(Setup(SMALL, stage=3, bucket=50))["bucket"] == 0
    assert parts_of(Setup(SMALL, stage=3))["gathered"] == 0
    assert parts_of(Setup(SMALL, stage=3, placement=INFINITY_NVME))["gathered"] == 4 * 80


@pytest.mark.parametrize("recompute", RECOMPUTE)
def test_activations_are_those_of_their_formula(recompute):
    shape = MODELS[0]
    parts = parts_of(Setup(shape, batch=4, recompute=recompute))

    expected = activation_bytes(layers=48, hidden=1600, heads=25, batch=4, sequence=1024, recompute=recompute)
    assert parts["activations"] == approx(expected)


def test_of_a_model_with_nothing_known_but_its_size_only_the_states_count():
    shape = Shape("", 1, 1, 1, 1, 1, 7.5e9, 0, None, "")
    setup = Setup(shape, stage=2, ranks=64, batch=4, bucket=10**9, states_only=True)

    parts = budget(setup)

    assert [part.name for part in parts] == list(NAMES)
    assert in_place(parts, "gpu") == sum(model_states(7.5e9, stage=2, ranks=64))
    assert largest_parameters(setup, DGX_2) == approx(32 * GB / (2 + 14 / 64))
