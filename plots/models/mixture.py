"""Gaussian mixtures by expectation maximisation: K-Means with soft labels, and with clusters of any ellipse.

    for state in soft_kmeans(points, centers, variance=0.5):
        print(state.objective)
    for state in mixture(points, labels):
        print(state.log_likelihood)

Instead of a label a point has responsibilities r_i1 … r_ik ≥ 0 with sum 1: how much of it belongs to each component.
"""

import math
from collections import namedtuple

from plots.models.checks import (
    require_count,
    require_labels,
    require_length,
    require_points,
    require_positive_size,
    require_size,
)
from plots.models.kmeans.lloyd import squared, total

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Points = Sequence[Sequence[float]]
    Matrix = list[list[float]]

__all__ = ["mixture", "soft_kmeans"]

MODERATE = 1e12  # of a coordinate: a quotient by the least variance stays finite

# iteration: updates so far. responsibilities: of these centres. objective: J_σ. moved: how far each centre went.
SoftState = namedtuple("SoftState", "iteration centers responsibilities objective moved converged")

# iteration: updates so far, from the given labels on. log_likelihood: the mean of ln p(x_i) under these parameters.
MixtureState = namedtuple(
    "MixtureState", "iteration weights means covariances responsibilities log_likelihood converged"
)


def soft_kmeans(
    points: "Points", centers: "Points", *, variance: float, tolerance: float = 1e-9, max_iter: int = 1000
) -> "Iterator[SoftState]":
    """Yield the given centres, then those after each update, of a mixture of equal weights and covariances σ²·I.

    r_ij ∝ exp(−‖x_i − μ_j‖² / 2σ²), then μ_j ← Σ r_ij·x_i / Σ r_ij. No update raises the objective
    J_σ = −2σ² Σ_i ln Σ_j exp(−‖x_i − μ_j‖² / 2σ²). As σ → 0 the responsibilities become 0 and 1, J_σ becomes J, and
    both steps become Lloyd's: K-Means is the hard limit of EM.

    Args:
        points: x_1 … x_n, n ≥ 1.
        centers: Where the k centres start. One that no point cares for, to the last bit, stays where it is.
        variance: σ² > 0, in the unit of squared distances.
        tolerance: The run ends when no centre moves farther, ≥ 0.
        max_iter: Updates after which it ends in any case, ≥ 0.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Bishop, Pattern recognition and machine learning (2006), Sec. 9.3.2.
    """
    require_points("points", points, far=MODERATE)
    require_points("centers", centers, len(points[0]), far=MODERATE)
    require_positive_size("variance", variance)
    require_limits(tolerance, max_iter)
    now = [list(center) for center in centers]
    responsibilities, objective = soft_labels(points, now, variance)
    yield SoftState(0, now, responsibilities, objective, [0.0] * len(now), False)
    for iteration in range(1, max_iter + 1):
        before, now = now, weighted_means(points, responsibilities, now)
        moved = [math.sqrt(squared(old, new)) for old, new in zip(before, now)]
        responsibilities, objective = soft_labels(points, now, variance)
        converged = max(moved) <= tolerance
        yield SoftState(iteration, now, responsibilities, objective, moved, converged)
        if converged:
            return


def soft_labels(points: "Points", centers: "Points", variance: float) -> "tuple[Matrix, float]":
    """Return the responsibilities r_ij ∝ exp(−‖x_i − μ_j‖² / 2σ²), and J_σ."""
    responsibilities, logs = [], []
    for point in points:
        shares, log = normalised([-squared(point, center) / (2 * variance) for center in centers])
        responsibilities.append(shares)
        logs.append(log)
    return responsibilities, -2 * variance * total(logs)


def mixture(
    points: "Points",
    labels: "Sequence[int]",
    *,
    ridge: float = 1e-6,
    tolerance: float = 1e-6,
    max_iter: int = 200,
) -> "Iterator[MixtureState]":
    """Yield the mixture of the given labels, then that after each update: weights, means and full covariances.

    p(x) = Σ_j π_j N(x; μ_j, Σ_j). r_ij ∝ π_j N(x_i; μ_j, Σ_j), then n_j = Σ_i r_ij, π_j ← n_j / n,
    μ_j ← Σ_i r_ij·x_i / n_j, Σ_j ← Σ_i r_ij·(x_i − μ_j)(x_i − μ_j)ᵀ / n_j + ridge·I. But for the ridge no update lowers
    the likelihood.

    Args:
        points: x_1 … x_n, n ≥ 1.
        labels: Where it starts: the labels of a run of K-Means, each from 0 to k − 1 at least once.
        ridge: Added to the variances, > 0, so that a component of few points keeps a width.
        tolerance: The run ends when the mean log-likelihood changes by less, ≥ 0.
        max_iter: Updates after which it ends in any case, ≥ 0.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Dempster, Laird & Rubin (1977); scikit-learn's GaussianMixture with ``covariance_type="full"``, which starts from
        the labels of KMeans, too, but ends at a tolerance of 1e-3, often on a plateau.
    """
    require_points("points", points, far=MODERATE)
    require_length("labels", labels, len(points), "point")
    require_labels("labels", labels)
    k = len(set(labels))
    for j in range(k):
        if j not in labels:
            raise ValueError(f"labels must hold each number from 0 to {max(labels)}, {j} is missing")
    require_positive_size("ridge", ridge)
    require_limits(tolerance, max_iter)
    responsibilities = [[1.0 if j == label else 0.0 for j in range(k)] for label in labels]
    log_likelihood = -math.inf
    for iteration in range(max_iter + 1):
        weights, means, covariances = parameters(points, responsibilities, ridge)
        before = log_likelihood
        responsibilities, log_likelihood = expectation(points, weights, means, covariances)
        converged = abs(log_likelihood - before) < tolerance
        yield MixtureState(iteration, weights, means, covariances, responsibilities, log_likelihood, converged)
        if converged:
            return


def require_limits(tolerance: float, max_iter: int) -> None:
    """Raise ValueError unless tolerance and max_iter are ≥ 0."""
    require_size("tolerance", tolerance)
    require_count("max_iter", max_iter, 0)


def normalised(logs: "Sequence[float]") -> tuple[list[float], float]:
    """Return the shares exp(l_j) / Σ exp(l_j), and ln Σ exp(l_j); the largest is taken out so that none overflows."""
    largest = max(logs)
    parts = [math.exp(log - largest) for log in logs]
    amount = total(parts)
    return [part / amount for part in parts], largest + math.log(amount)


def weighted_means(points: "Points", responsibilities: "Matrix", centers: "Points") -> "Matrix":
    """Return Σ r_ij·x_i / Σ r_ij for each j; where all r_ij are 0, the centre as it was."""
    means = []
    for j, center in enumerate(centers):
        own = [row[j] for row in responsibilities]
        amount = total(own)
        if amount > 0:
            means.append(
                [total([r * point[axis] for r, point in zip(own, points)]) / amount for axis in range(len(center))]
            )
        else:
            means.append(list(center))
    return means


def parameters(
    points: "Points", responsibilities: "Matrix", ridge: float
) -> "tuple[list[float], Matrix, list[Matrix]]":
    """Return weights, means and covariances of the M step; a component without any share gets the ridge alone."""
    n, axes = len(points), range(len(points[0]))
    origin = [points[0]] * len(responsibilities[0])
    means = weighted_means(points, responsibilities, origin)
    weights, covariances = [], []
    for j, mean in enumerate(means):
        own = [row[j] for row in responsibilities]
        amount = total(own)
        offsets = [[point[axis] - mean[axis] for axis in axes] for point in points]
        weights.append(amount / n)
        covariances.append(
            [
                [
                    total([r * offset[a] * offset[b] for r, offset in zip(own, offsets)]) / (amount or 1.0)
                    + (ridge if a == b else 0.0)
                    for b in axes
                ]
                for a in axes
            ]
        )
    return weights, means, covariances


def expectation(
    points: "Points", weights: "Sequence[float]", means: "Matrix", covariances: "Sequence[Matrix]"
) -> "tuple[Matrix, float]":
    """Return the responsibilities of the E step, and the mean log-likelihood."""
    factors = [cholesky(covariance) for covariance in covariances]
    responsibilities, logs = [], []
    for point in points:
        shares, log = normalised(
            [
                math.log(weight) + log_density(point, mean, factor) if weight > 0 else -1e300
                for weight, mean, factor in zip(weights, means, factors)
            ]
        )
        responsibilities.append(shares)
        logs.append(log)
    return responsibilities, total(logs) / len(points)


def log_density(point: "Sequence[float]", mean: "Sequence[float]", factor: "Matrix") -> float:
    """Return ln N(x; μ, L·Lᵀ) = −½·(d·ln 2π + 2·Σ ln L_aa + ‖y‖²) with L·y = x − μ."""
    solved: list[float] = []
    logs = 0.0
    for a, row in enumerate(factor):
        rest = point[a] - mean[a]
        for b in range(a):
            rest -= row[b] * solved[b]
        solved.append(rest / row[a])
        logs += math.log(row[a])
    return -0.5 * (len(point) * math.log(2 * math.pi) + 2 * logs + total([y * y for y in solved]))


def cholesky(matrix: "Matrix") -> "Matrix":
    """Return the lower triangle L with L·Lᵀ equal to a symmetric matrix.

    Raises:
        ValueError: If the matrix is not positive definite, as rounded.
    """
    factor: Matrix = []
    for a, row in enumerate(matrix):
        own: list[float] = []
        for b in range(a):
            own.append((row[b] - total([p * q for p, q in zip(own, factor[b])])) / factor[b][b])
        rest = row[a] - total([p * p for p in own])
        if not rest > 0:
            raise ValueError("ridge must be larger: the points of a component have no width in some direction")
        factor.append(own + [math.sqrt(rest)])
    return factor
