"""Mixtures: by hand, the hard limit, and what EM promises."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots.models.kmeans import fit, inertia, lloyd, nearest, starting_centers
from plots.models.kmeans.datasets import blobs, gaussians
from plots.models.mixture import cholesky, mixture, soft_kmeans
from plots.models.randomness import Random
from tests.models.kmeans.clouds import clouds_with_centers

# The soft version of K-Means


def test_two_points_by_hand():
    # With σ² = 1/2 both shares are in the ratio 1 : e^(−4²)·e^(1²)… = 1 : e^(−(16 − 1)) for 0, and by symmetry for 5.
    first, second, *_ = soft_kmeans([[0.0], [5.0]], [[1.0], [4.0]], variance=0.5)
    small = math.exp(-15) / (1 + math.exp(-15))

    assert first.responsibilities[0] == pytest.approx([1 - small, small], rel=1e-12)
    assert first.responsibilities[1] == pytest.approx([small, 1 - small], rel=1e-12)
    assert first.objective == pytest.approx(-2 * math.log(math.exp(-1) + math.exp(-16)), rel=1e-12)
    assert second.centers[0] == pytest.approx([5 * small], rel=1e-12)
    assert second.moved[0] == pytest.approx(1 - 5 * small, rel=1e-12)


VARIANCES = st.sampled_from([0.01, 0.3, 2.0, 50.0])


@given(case=clouds_with_centers(most=12), variance=VARIANCES)
def test_shares_add_up_to_1_and_the_objective_never_rises(case, variance):
    points, centers = case
    states = list(soft_kmeans(points, centers, variance=variance, max_iter=20))
    rounding = 1e-12 * (1 + sum(x * x for point in points + centers for x in point))

    for state in states:
        assert all(sum(shares) == pytest.approx(1, rel=1e-12) for shares in state.responsibilities)
        assert all(share >= 0 for shares in state.responsibilities for share in shares)
    for now, later in itertools.pairwise(states):
        assert later.objective <= now.objective + rounding


@given(case=clouds_with_centers(most=12), variance=VARIANCES)
def test_the_soft_objective_is_below_the_inertia_by_at_most_2_variance_n_ln_k(case, variance):
    points, centers = case
    first = next(soft_kmeans(points, centers, variance=variance))
    hard = inertia(points, centers, nearest(points, centers)[0])
    rounding = 1e-12 * (1 + hard)

    assert first.objective <= hard + rounding
    assert first.objective >= hard - 2 * variance * len(points) * math.log(len(centers)) - rounding


def test_small_variances_lead_to_the_centres_of_lloyd():
    points = blobs(100, Random(0)).points
    centers = starting_centers("random", points, 5, Random(1))
    *_, hard = lloyd(points, centers)
    differences = []
    for variance in (2.0, 0.2, 0.02, 0.002):
        *_, soft = soft_kmeans(points, centers, variance=variance)
        pairs = zip(soft.centers, hard.centers, strict=True)
        differences.append(max(abs(a - b) for pair in pairs for a, b in zip(*pair, strict=True)))

    assert differences == sorted(differences, reverse=True)
    assert differences[-1] < 1e-6
    assert soft.objective == pytest.approx(hard.inertia, rel=1e-3)


def test_a_centre_that_no_point_cares_for_stays():
    *_, last = soft_kmeans([[0.0], [1.0]], [[0.5], [1e6]], variance=0.01)

    assert last.centers == [[0.5], [1e6]]
    assert last.converged


# Mixtures with full covariances


def test_the_first_state_is_the_mixture_of_the_labels_by_hand():
    points = [[0.0, 0.0], [2.0, 0.0], [0.0, 4.0], [2.0, 4.0], [10.0, 0.0], [14.0, 2.0]]
    first = next(mixture(points, [0, 0, 0, 0, 1, 1], ridge=0.5))

    assert first.weights == pytest.approx([4 / 6, 2 / 6])
    assert first.means == [[1.0, 2.0], [12.0, 1.0]]
    assert first.covariances == [[[1.5, 0.0], [0.0, 4.5]], [[4.5, 2.0], [2.0, 1.5]]]


def test_one_component_is_the_normal_distribution_by_hand():
    *_, last = mixture([[-1.0], [1.0]], [0, 0], ridge=1e-12)

    # Mean 0, variance 1: ln p = −½·ln 2π − ½.
    assert last.log_likelihood == pytest.approx(-0.5 * math.log(2 * math.pi) - 0.5, rel=1e-9)
    assert last.converged


@given(case=clouds_with_centers(most=15), seed=st.integers(0, 99))
def test_the_likelihood_never_falls_but_for_the_ridge(case, seed):
    points, centers = case
    used = sorted(set(nearest(points, centers)[0]))
    labels = [used.index(label) for label in nearest(points, centers)[0]]
    states = list(mixture(points, labels, ridge=1.0, max_iter=15))

    # With a ridge the M step is not exact: what it adds to a variance may cost up to about ridge / variance ≤ 1.
    assert all(later.log_likelihood >= now.log_likelihood - 0.5 for now, later in itertools.pairwise(states))
    for state in states:
        assert sum(state.weights) == pytest.approx(1, rel=1e-12)
        assert math.isfinite(state.log_likelihood)


def test_on_drawn_points_the_likelihood_never_falls():
    points = gaussians(120, Random(2), ((2.0, 2.0), (4.0, 4.0), (8.0, 3.0)), [1.0, 0.5, 1.5]).points
    start = fit(points, 3, start="random", seeds=[4]).last
    run = [state.log_likelihood for state in mixture(points, start.labels)]

    assert len(run) > 10
    assert all(later >= now - 1e-9 for now, later in itertools.pairwise(run))


def test_it_finds_the_weights_and_widths_that_points_were_drawn_with():
    data = gaussians(1500, Random(0), ((0.0, 0.0), (6.0, 0.0)), [0.5, 2.0], [1, 2])
    *_, last = mixture(data.points, fit(data.points, 2, seeds=range(3)).last.labels)
    wide = 0 if last.covariances[0][0][0] > last.covariances[1][0][0] else 1

    assert last.weights[wide] == pytest.approx(2 / 3, abs=0.03)
    assert last.means[wide] == pytest.approx([6.0, 0.0], abs=0.2)
    assert math.sqrt(last.covariances[wide][1][1]) == pytest.approx(2.0, abs=0.1)
    assert math.sqrt(last.covariances[1 - wide][0][0]) == pytest.approx(0.5, abs=0.1)


def test_the_lower_triangle_times_itself_is_the_matrix():
    matrix = [[4.0, 2.0, 0.4], [2.0, 5.0, -1.0], [0.4, -1.0, 3.0]]
    factor = cholesky(matrix)

    for a, b in itertools.product(range(3), repeat=2):
        product = sum(p * q for p, q in zip(factor[a], factor[b], strict=False))
        assert product == pytest.approx(matrix[a][b], rel=1e-14)


def test_a_ridge_too_small_for_points_on_a_line_is_refused():
    line = [[1e8 * t, 1e8 * t] for t in (0.0, 0.1, 0.3)]
    with pytest.raises(ValueError, match=r"^ridge must be larger"):
        list(mixture(line, [0, 0, 0], ridge=1e-6))
