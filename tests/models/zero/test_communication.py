"""Traffic formulas: by hand, how they hang together, and what libraries really send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from plots.models.zero.communication import (
    COLLECTIVES,
    collective_sent,
    ring_steps,
    step_multiples,
    step_sent,
    tensor_parallel_block_elements,
    tensor_parallel_layer_elements,
    zero3_block_elements,
)
from plots.models.zero.overlap import stage3_passes
from tests.evidence.environments import seen
from tests.models.zero.names import MEGATRON_FSDP

COUNTED = [*seen("torch-traffic"), *seen("megatron-traffic")]
PASSES = {"all_reduce": 2}  # of an array, in the limit of many ranks; what else is called passes once

degrees = st.integers(1, 4096)


def test_an_all_reduce_on_four_ranks_sends_one_and_a_half_arrays():
    assert collective_sent("all_reduce", 1000, ranks=4) == 2 * 3 / 4 * 1000
    assert collective_sent("reduce_scatter", 1000, ranks=4) == 750
    assert collective_sent("all_gather", 1000, ranks=4) == 750
    assert collective_sent("all_to_all", 1000, ranks=4) == 750
    assert collective_sent("broadcast", 1000, ranks=4) == 1000
    assert collective_sent("reduce", 1000, ranks=4) == 1000


@pytest.mark.parametrize("collective", COLLECTIVES)
def test_one_rank_sends_nothing_and_waits_for_nothing(collective):
    assert collective_sent(collective, 1000, ranks=1) == 0
    assert ring_steps(collective, ranks=1) == 0


@given(size=st.integers(0, 10**12), ranks=degrees)
def test_an_all_reduce_is_a_reduce_scatter_and_an_all_gather(size, ranks):
    halves = [collective_sent(name, size, ranks=ranks) for name in ("reduce_scatter", "all_gather")]

    assert collective_sent("all_reduce", size, ranks=ranks) == approx(sum(halves), rel=1e-15)


@pytest.mark.parametrize(
    ("stage", "once", "four_times"),
    [(0, (2, 0), (2, 0)), (1, (1, 1), (1, 1)), (2, (1, 1), (4, 1)), (3, (1, 2), (4, 8))],
)
def test_multiples_of_the_parameters(stage, once, four_times):
    assert step_multiples(stage=stage) == once
    assert step_multiples(stage=stage, micro_steps=4) == four_times


def test_all_reduce_in_place_of_reduce_scatter_doubles_the_gradients():
    assert step_multiples(stage=1, naive=True) == (2, 1)
    assert step_multiples(stage=2, naive=True, micro_steps=4) == (8, 1)


def test_parameters_that_stay_are_gathered_once():
    assert step_multiples(stage=3, keeps=True, micro_steps=4) == (4, 4)


@pytest.mark.parametrize(
    ("settings", "between", "within"),
    [
        ({}, (1, 1, 1), (0, 0, 0)),
        ({"int8_parameters": True}, (0.5, 0.5, 1), (0, 0, 0)),
        ({"after_forward": "node"}, (1, 0, 1), (0, 1, 0)),
        ({"int4_gradients": True}, (1, 1, 0.25), (0, 0, 0.25)),
        ({"after_forward": "keep"}, (1, 0, 1), (0, 0, 0)),
        # ZeRO++, the table of the paper: from 3M to 0.5M + 0 + 0.25M
        ({"after_forward": "node", "int8_parameters": True, "int4_gradients": True}, (0.5, 0, 0.25), (0, 0.5, 0.25)),
    ],
)
def test_what_zero_plus_plus_leaves_between_nodes(settings, between, within):
    assert stage3_passes(**settings) == (between, within)


def test_without_zero_plus_plus_the_passes_are_those_of_a_step():
    for chosen, keeps in (("release", False), ("keep", True)):
        between, _ = stage3_passes(after_forward=chosen)
        assert step_multiples(stage=3, keeps=keeps) == (between.gradients, between.forward + between.backward)


@pytest.mark.parametrize("case", COUNTED, ids=lambda case: f"{case['system']}-{case['ranks']}")
def test_a_step_of_a_library_sends_what_the_formula_says(case):
    sent = sum(PASSES.get(name, 1) * each["elements"] for name, each in case["collectives"].items())

    # Sums and flags of one element, and biases that DeepSpeed never partitions, are below two thousandths; Megatron-FSDP
    # pads each of the small layers.
    padding = 0.02 if case.get("strategy") == "optim_grads_params" else 2e-3
    assert sent / case["parameters"] == approx(sum(step_multiples(**scheme(case))), rel=padding)


def test_deepspeed_gathers_from_other_nodes_once_a_step_however_many_micro_steps():
    cases = [case for case in COUNTED if "zero_hpz_partition_size" in case.get("settings", {})]
    between, within = stage3_passes(after_forward="node")

    assert {case["accumulation"] for case in cases} == {1, 4}
    for case in cases:
        m, size = case["accumulation"], case["parameters"]
        node = case["settings"]["zero_hpz_partition_size"]
        sent = {name: each["elements"] / size for name, each in case["collectives"].items()}
        assert sent["all_gather_into_tensor"] == approx(between.forward + between.backward, rel=2e-3)
        first, later = within.forward + within.backward, 2 * (m - 1)
        assert sent[f"all_gather_into_tensor among {node}"] == approx(first + later, rel=2e-3)
        assert sent["reduce_scatter_tensor"] == approx(m * between.gradients, rel=2e-3)


def scheme(case):
    """Return how the formula says what a library was told."""
    if case["system"] == "ddp":
        return {"stage": 0}
    micro_steps = case["accumulation"]
    if case["system"] == "megatron-core":
        return {"stage": int(case["distributed optimizer"]), "micro_steps": micro_steps}
    if case["system"] == "megatron-fsdp":
        return {"stage": MEGATRON_FSDP.index(case["strategy"])}
    if case["system"] == "fsdp2":
        return {"stage": 3, "micro_steps": micro_steps, "keeps": not case["reshard_after_forward"]}
    if case["stage"] == 3:  # at once: by the settings that say so, else what is used again soon stays
        return {"stage": 3, "micro_steps": micro_steps, "keeps": not case["settings"]}
    naive = case["settings"].get("use_multi_rank_bucket_allreduce", True)
    return {"stage": case["stage"], "micro_steps": micro_steps, "naive": naive}


def test_bytes_of_the_example_with_64_ranks():
    sent = [sum(step_sent(7.5e9, stage=stage, ranks=64)) * 2 / 1e9 for stage in range(4)]

    assert sent == approx([29.53125, 29.53125, 29.53125, 44.296875], rel=1e-15)


@given(parameters=st.integers(1, 10**12), ranks=st.integers(2, 4096))
def test_stage_3_sends_half_as_much_again_whatever_the_number_of_ranks(parameters, ranks):
    plain, third = (sum(step_sent(parameters, stage=stage, ranks=ranks)) for stage in (0, 3))

    assert third / plain == approx(1.5, rel=1e-12)


@given(ranks=degrees, micro_steps=st.integers(1, 100))
def test_accumulation_changes_nothing_below_stage_2_and_all_of_stage_3(ranks, micro_steps):
    def sent(stage, steps):
        return sum(step_sent(10**6, stage=stage, ranks=ranks, micro_steps=steps))

    assert sent(0, micro_steps) == sent(0, 1)
    assert sent(1, micro_steps) == sent(1, 1)
    assert 2 * sent(2, micro_steps) == approx((micro_steps + 1) * sent(2, 1), rel=1e-12)
    assert sent(3, micro_steps) == approx(micro_steps * sent(3, 1), rel=1e-12)


def test_tensor_parallelism_is_cheaper_than_stage_3_only_below_three_h_tokens():
    hidden = 1000
    for tokens, is_cheaper in ((2999, True), (3000, False), (3001, False)):
        moved = tensor_parallel_block_elements(batch=1, sequence=tokens, hidden=hidden)
        assert (moved < zero3_block_elements(hidden=hidden)) == is_cheaper
        assert moved / zero3_block_elements(hidden=hidden) == approx(tokens / (3 * hidden))


def test_a_tensor_parallel_layer_sends_four_all_reduces():
    sent = tensor_parallel_layer_elements(batch=2, sequence=3, hidden=4, tensor_parallel=8)

    assert sent == 8 * 2 * 3 * 4 * 7 / 8
