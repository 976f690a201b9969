"""A two-layer MLP on several ranks: the numbers of one rank, for two all-reduces."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from plots.models.randomness import Random
from plots.models.zero.communication import collective_sent
from plots.models.zero.tensor_parallel import EVENTS, gelu, gelu_slope, mlp, mlp_gradients, tensor_parallel_mlp


def matrix(random, rows, columns):
    return [[random.normal() for _ in range(columns)] for _ in range(rows)]


@st.composite
def problems(draw):
    n, i, h, o = (draw(st.integers(1, 5)) for _ in range(4))
    random = Random(draw(st.integers(0, 99)))
    shapes = [(n, i), (i, h), (h, o), (n, o)]
    return [matrix(random, *shape) for shape in shapes], draw(st.integers(1, h))


def flat(rows):
    return [value for row in rows for value in row]


@given(problem=problems())
def test_all_ranks_end_with_the_output_and_gradients_of_one(problem):
    (x, a, b, dz), ranks = problem
    *_, end = tensor_parallel_mlp(x, a, b, dz, ranks=ranks)
    held = [dict(one) for one in end.held]
    dx, da, db = mlp_gradients(x, a, b, dz)

    for mine in held:
        assert flat(mine["Z"]) == approx(flat(mlp(x, a, b)), abs=1e-12)
        assert flat(mine["dX"]) == approx(flat(dx), abs=1e-12)
    columns = [flat(mine["dA"][row] for mine in held) for row in range(len(a))]
    rows = [row for mine in held for row in mine["dB"]]
    assert flat(columns) == approx(flat(da), abs=1e-12)
    assert flat(rows) == approx(flat(db), abs=1e-12)


@given(problem=problems())
def test_the_gradients_are_those_of_numpy(problem):
    (x, a, b, dz), _ = problem
    u = np.array(x) @ np.array(a)
    slope = np.vectorize(gelu_slope)(u)
    du = (np.array(dz) @ np.array(b).T) * slope

    dx, da, db = mlp_gradients(x, a, b, dz)
    assert np.array(dx) == approx(du @ np.array(a).T, abs=1e-12)
    assert np.array(da) == approx(np.array(x).T @ du, abs=1e-12)
    assert np.array(db) == approx(np.vectorize(gelu)(u).T @ np.array(dz), abs=1e-12)


@given(st.floats(-6, 6))
def test_the_slope_is_that_of_the_curve(u):
    step = 1e-5

    assert gelu_slope(u) == approx((gelu(u + step) - gelu(u - step)) / (2 * step), abs=1e-8)


def test_gelu_is_zero_far_to_the_left_and_the_identity_far_to_the_right():
    assert gelu(-1000.0) == 0
    assert gelu(1000.0) == 1000
    assert gelu(0.0) == 0


@pytest.mark.parametrize("ranks", [1, 2, 4])
def test_two_all_reduces_are_sent_and_nothing_else(ranks):
    random = Random(5)
    x, a, b, dz = matrix(random, 4, 3), matrix(random, 3, 8), matrix(random, 8, 2), matrix(random, 4, 2)
    states = list(tensor_parallel_mlp(x, a, b, dz, ranks=ranks))

    assert [state.event for state in states] == [*EVENTS]
    assert states[-1].all_reduces == 2
    forward, backward = (collective_sent("all_reduce", 2 * size, ranks=ranks) for size in (4 * 2, 4 * 3))
    assert states[3].sent == [forward] * ranks
    assert states[-1].sent == [forward + backward] * ranks
    silent = [state for state in states if not state.event.startswith("all_reduce")]
    assert all(state.messages == [] for state in silent)


def test_each_rank_holds_some_columns_then_the_same_rows():
    a, b = [[1.0, 2.0, 3.0, 4.0]], [[1.0], [2.0], [3.0], [4.0]]
    start = next(tensor_parallel_mlp([[1.0]], a, b, [[1.0]], ranks=2))

    assert [dict(held)["A"] for held in start.held] == [[[1.0, 2.0]], [[3.0, 4.0]]]
    assert [dict(held)["B"] for held in start.held] == [[[1.0], [2.0]], [[3.0], [4.0]]]
