"""Collectives: by hand on two and three ranks, and for any arrays what they end in and what they send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots.models.zero import collectives
from plots.models.zero.communication import collective_sent, ring_steps
from plots.models.zero.transport import NETWORK, TO_CPU, TO_GPU, Transport

names = st.sampled_from(sorted(collectives.COLLECTIVES))
RINGS = ("reduce_scatter", "all_gather", "all_reduce")


@st.composite
def arrays(draw, *, divisible=False):
    """Arrays of whole numbers, so that sums are exact in any order."""
    ranks = draw(st.integers(1, 6))
    length = draw(st.integers(0, 4)) * ranks if divisible else draw(st.integers(0, 14))
    row = st.lists(st.integers(-1000, 1000), min_size=length, max_size=length)
    return [draw(row) for _ in range(ranks)]


def copies(given_arrays):
    return [list(array) for array in given_arrays]


def sums(given_arrays):
    return [sum(column) for column in zip(*given_arrays, strict=True)]


def own_slices(given_arrays):
    """What an all-gather starts from: each rank holds its own slice of the first array."""
    bounds = collectives.slices(len(given_arrays[0]), len(given_arrays))
    return [[value if start <= i < stop else None for i, value in enumerate(given_arrays[0])] for start, stop in bounds]


def started(name, given_arrays):
    return own_slices(given_arrays) if name == "all_gather" else copies(given_arrays)


# By hand


def test_reduce_scatter_on_two_ranks():
    start, end = collectives.reduce_scatter([[1, 2], [10, 20]])

    assert start == (0, "reduce_scatter", [[1, 2], [10, 20]], [], [0, 0])
    assert end.arrays == [[11, None], [None, 22]]
    assert end.messages == [(0, 1, 1, 2, 2, NETWORK), (1, 0, 0, 1, 2, NETWORK)]
    assert end.sent == [2, 2]


def test_all_gather_on_three_ranks():
    states = list(collectives.all_gather([[1, None, None], [None, 2, None], [None, None, 3]], element_bytes=4))

    assert [state.arrays for state in states[1:]] == [[[1, None, 3], [1, 2, None], [None, 2, 3]], [[1, 2, 3]] * 3]
    assert [state.sent for state in states] == [[0] * 3, [4] * 3, [8] * 3]


def test_broadcast_sends_piece_after_piece_down_the_chain():
    states = list(collectives.broadcast([[None] * 3, [None] * 3, [7, 8, 9]], root=2))

    assert [state.arrays[1] for state in states] == [[None] * 3, [None] * 3, [7, None, None], [7, 8, None], [7, 8, 9]]
    assert states[-1].sent == [6, 0, 6]  # root and the first of the chain; the last has nobody to send to


def test_all_to_all_transposes():
    assert collectives.last(collectives.all_to_all([[1, 2], [3, 4]])).arrays == [[1, 3], [2, 4]]


def test_slices_that_are_not_equal_may_even_be_empty():
    end = collectives.last(collectives.reduce_scatter([[1, 2], [10, 20], [100, 200]], bounds=[(0, 2), (2, 2), (2, 2)]))

    assert end.arrays == [[111, 222], [None, None], [None, None]]
    assert end.sent == [0, 4, 4]  # all but one's own


@pytest.mark.parametrize("name", sorted(collectives.COLLECTIVES))
def test_one_rank_has_nothing_to_do(name):
    (only,) = collectives.COLLECTIVES[name]([[1, 2, 3]])

    assert only.arrays == [[1, 2, 3]]
    assert only.sent == [0]


# For any arrays


@given(arrays())
def test_a_reduce_scatter_leaves_every_rank_the_sum_of_its_slice(given_arrays):
    end = collectives.last(collectives.reduce_scatter(copies(given_arrays)))

    whole = sums(given_arrays)
    for rank, (start, stop) in enumerate(collectives.slices(len(whole), len(given_arrays))):
        expected = [value if start <= i < stop else None for i, value in enumerate(whole)]
        assert end.arrays[rank] == expected or len(given_arrays) == 1


@given(arrays())
def test_an_all_gather_leaves_every_rank_everything(given_arrays):
    assert collectives.last(collectives.all_gather(own_slices(given_arrays))).arrays == [given_arrays[0]] * len(
        given_arrays
    )


@given(arrays())
def test_an_all_reduce_leaves_every_rank_the_sum(given_arrays):
    assert collectives.last(collectives.all_reduce(copies(given_arrays))).arrays == [sums(given_arrays)] * len(
        given_arrays
    )


@given(arrays(), st.data())
def test_a_broadcast_leaves_every_rank_what_root_has(given_arrays, data):
    root = data.draw(st.integers(0, len(given_arrays) - 1))

    end = collectives.last(collectives.broadcast(copies(given_arrays), root=root))
    assert end.arrays == [given_arrays[root]] * len(given_arrays)


@given(arrays(), st.data())
def test_a_reduce_leaves_root_the_sum(given_arrays, data):
    root = data.draw(st.integers(0, len(given_arrays) - 1))

    end = collectives.last(collectives.reduce(copies(given_arrays), root=root))
    assert end.arrays[root] == sums(given_arrays)
    assert all(array == [None] * len(array) for rank, array in enumerate(end.arrays) if rank != root)


@given(arrays(divisible=True))
def test_an_all_to_all_undoes_itself(given_arrays):
    there = collectives.last(collectives.all_to_all(copies(given_arrays))).arrays

    assert collectives.last(collectives.all_to_all(there)).arrays == given_arrays


@given(arrays(), st.sampled_from(["reduce_scatter", "reduce"]))
def test_at_every_step_the_partial_sums_add_up_to_the_whole(given_arrays, name):
    for state in collectives.COLLECTIVES[name](copies(given_arrays)):
        held = [sum(value for value in column if value is not None) for column in zip(*state.arrays, strict=True)]
        assert held == sums(given_arrays)


@given(arrays(divisible=True), names, st.integers(1, 8))
def test_no_byte_is_lost_or_counted_twice(given_arrays, name, element_bytes):
    transport = Transport(len(given_arrays))
    states = list(
        collectives.COLLECTIVES[name](started(name, given_arrays), transport=transport, element_bytes=element_bytes)
    )

    messages = [message for state in states for message in state.messages]
    assert sum(transport.sent) == sum(transport.received) == sum(message.bytes for message in messages)
    assert states[-1].sent == transport.sent
    assert all(message.bytes == (message.stop - message.start) * element_bytes for message in messages)
    assert all(message.source != message.target for message in messages)


@given(arrays(divisible=True), names)
def test_the_busiest_rank_sends_what_the_formula_says(given_arrays, name):
    size = 2 * len(given_arrays[0])
    sent = collectives.last(collectives.COLLECTIVES[name](started(name, given_arrays))).sent

    assert max(sent) == collective_sent(name, size, ranks=len(given_arrays))
    if name in (*RINGS, "all_to_all"):
        assert min(sent) == max(sent)


@given(arrays(), st.sampled_from(RINGS))
def test_if_the_ranks_do_not_divide_the_array_only_the_sum_is_exact(given_arrays, name):
    sent = collectives.last(collectives.COLLECTIVES[name](started(name, given_arrays))).sent

    passes = 2 if name == "all_reduce" else 1
    assert sum(sent) == passes * (len(given_arrays) - 1) * 2 * len(given_arrays[0])
    assert max(sent) - min(sent) <= passes * 2


@given(arrays(divisible=True), names)
def test_it_takes_as_many_steps_as_the_formula_says(given_arrays, name):
    *_, end = collectives.COLLECTIVES[name](started(name, given_arrays))

    assert end.step == ring_steps(name, ranks=len(given_arrays))


@given(arrays(), names)
def test_states_do_not_change_after_they_were_given(given_arrays, name):
    if name == "all_to_all" and len(given_arrays[0]) % len(given_arrays):
        return
    seen = [(state, copies(state.arrays)) for state in collectives.COLLECTIVES[name](started(name, given_arrays))]

    assert all(state.arrays == then for state, then in seen)


def test_the_sum_of_floats_may_differ_in_its_last_bit_only():
    rows = [[0.1 * (rank + i) for i in range(5)] for rank in range(3)]

    assert collectives.last(collectives.all_reduce(copies(rows))).arrays[0] == pytest.approx(sums(rows), rel=1e-15)


# The transport


def test_the_transport_copies_what_it_carries():
    transport = Transport(2)
    values = [1.0, 2.0]
    arrived = transport.send(values, source=0, target=1)
    values[0] = 9.0

    assert arrived == [1.0, 2.0]


def test_the_transport_keeps_the_links_apart():
    transport = Transport(2)
    transport.send([1.0] * 3, source=0, target=1, element_bytes=2)
    transport.move([1.0] * 5, rank=1, link=TO_CPU, element_bytes=2)
    transport.move([1.0] * 7, rank=1, link=TO_GPU, element_bytes=4)

    assert (transport.sent, transport.received) == ([6, 0], [0, 6])
    assert (transport.to_cpu, transport.to_gpu) == ([0, 10], [0, 28])
    assert [message.link for message in transport.take()] == [NETWORK, TO_CPU, TO_GPU]
    assert transport.take() == []
