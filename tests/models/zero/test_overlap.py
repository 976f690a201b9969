import itertools

import pytest
from hypothesis import example, given
from hypothesis.strategies import floats, integers, sampled_from, tuples

from plots.models.zero.overlap import BACKWARD, COMPUTE, GATHER, LINK, REDUCE, Passes, length, step, tokens_to_hide

steps = given(layers=integers(1, 30), transfer=floats(0, 10), forward=floats(0.1, 10), backward=floats(0.1, 10))


def of(slots, **fields):
    return [slot for slot in slots if all(getattr(slot, name) == value for name, value in fields.items())]


def test_four_layers_by_hand():
    """A link that is fast enough costs the first gathering and the last reduction."""
    assert length(step(layers=4, transfer=0)) == 4 * (1 + 2)
    assert length(step(layers=4, transfer=0.6)) == pytest.approx(0.6 + 12 + 0.6)
    assert length(step(layers=1, transfer=1.5)) == pytest.approx(1.5 + 1.5 + 2 + 1.5)


@steps
def test_a_lane_does_one_thing_at_a_time(layers, transfer, forward, backward):
    slots = step(layers=layers, transfer=transfer, forward=forward, backward=backward)
    for lane in (COMPUTE, LINK):
        own = of(slots, lane=lane)
        assert all(later.start >= earlier.stop for earlier, later in itertools.pairwise(own))


@steps
def test_a_layer_is_gathered_before_each_pass_and_reduced_after_the_last(layers, transfer, forward, backward):
    slots = step(layers=layers, transfer=transfer, forward=forward, backward=backward)
    passes, gathers = of(slots, lane=COMPUTE), of(slots, kind=GATHER)
    assert [each.layer for each in passes] == [each.layer for each in gathers]
    assert all(gather.stop <= each.start for gather, each in zip(gathers, passes, strict=True))
    reduced, backwards = of(slots, kind=REDUCE), of(slots, kind=BACKWARD)
    assert [each.layer for each in reduced] == [each.layer for each in backwards] == [*range(layers)][::-1]
    assert all(reduce.start >= each.stop for reduce, each in zip(reduced, backwards, strict=True))


@steps
def test_a_step_takes_at_least_its_computation_and_its_traffic_of_three_transfers_a_layer(
    layers, transfer, forward, backward
):
    slots = step(layers=layers, transfer=transfer, forward=forward, backward=backward)
    least = max(layers * (forward + backward), 3 * layers * transfer)
    assert length(slots) >= least * (1 - 1e-12)


def test_what_is_kept_is_not_gathered_again_and_what_is_compressed_passes_sooner():
    kept = step(layers=3, transfer=0.7, again=0)
    assert [each.layer for each in of(kept, kind=GATHER)] == [0, 1, 2]
    assert step(layers=3, transfer=0.7, again=0.7, reduction=0.7) == step(layers=3, transfer=0.7)
    plain, smaller = step(layers=4, transfer=3), step(layers=4, transfer=1.5, again=0, reduction=0.75)
    assert length(smaller) < length(plain)
    # Where links are slow what passes them is the step; where all is kept they wait for the last layer's passes.
    assert length(step(layers=4, transfer=9)) == pytest.approx(12 * 9)
    assert length(step(layers=4, transfer=9, again=0)) == pytest.approx(8 * 9 + 1 + 2)


def test_tokens_that_hide_the_traffic_are_those_whose_passes_take_as_long():
    tokens = tokens_to_hide(flops_per_second=100, bytes_per_second=20)
    assert tokens == 5
    parameters = 7
    assert 2 * parameters * tokens / 100 == parameters * 2 / 20
    assert 4 * parameters * tokens / 100 == 2 * parameters * 2 / 20


@given(
    layers=integers(1, 8),
    passes=tuples(floats(0.1, 2), sampled_from([0, 0.5, 0.9, 1]), floats(0.1, 2)),
    backward=floats(1, 4),
)
@example(layers=8, passes=(1, 0, 1), backward=2)
@example(layers=8, passes=(0.5, 0.9, 0.25), backward=2)
def test_from_those_tokens_on_a_step_waits_for_its_first_gathering_and_last_reduction_alone(layers, passes, backward):
    tokens = tokens_to_hide(flops_per_second=1, bytes_per_second=1, passes=Passes(*passes), backward_flops=2 * backward)

    def waited(tokens):
        """Return the time that nothing else explains; the unit is a layer's forward pass, the link takes 1/tokens for Ψ."""
        first, again, reduced = (each / tokens for each in passes)
        slots = step(layers=layers, transfer=first, again=again, reduction=reduced, backward=backward)
        return length(slots) - first - layers * (1 + backward) - reduced

    assert waited(tokens) == pytest.approx(0, abs=1e-9)
    if layers > 2:
        assert waited(0.9 * tokens) > 1e-6


@pytest.mark.parametrize("wrong", [{"layers": 0}, {"transfer": -1}, {"forward": 0}, {"backward": float("nan")}])
def test_what_is_no_step_is_refused_by_name(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        step(**{"layers": 2, "transfer": 1, **wrong})
