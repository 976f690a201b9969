"""K-Means in NumPy, with the interface of scikit-learn.

    model = KMeans(n_clusters=3, n_init=10, random_state=0).fit(X)
    model.cluster_centers_, model.labels_, model.inertia_, model.n_iter_

The article shows this class; ``plots.models.kmeans`` is the plain form that it must equal.
"""

import math

import numpy as np


class KMeans:
    """Lloyd's algorithm from ``n_init`` starts; the best run stays.

    Args:
        n_clusters: k, from 1 to the number of points.
        init: "k-means++" (greedy, as in scikit-learn), "random", or an
            array of k starting centres.
        n_init: How many starts; an array has only one.
        max_iter: Updates after which a run ends in any case, ≥ 1.
        tol: A run ends when the squared distances that its centres moved
            have a sum of at most ``tol`` times the mean variance of the
            columns; with 0, when none moves by more than rounding.
        random_state: Seed. The draws are not those of scikit-learn.

    Raises:
        ValueError: If an argument is outside its range, which is named.
    """

    def __init__(
        self,
        n_clusters: int = 8,
        *,
        init: "str | np.ndarray" = "k-means++",
        n_init: int = 1,
        max_iter: int = 300,
        tol: float = 1e-4,
        random_state: int | None = None,
    ) -> None:
        self.n_clusters = n_clusters
        self.init = init
        self.n_init = n_init
        self.max_iter = max_iter
        self.tol = tol
        self.random_state = random_state

    def fit(self, X: np.ndarray) -> "KMeans":
        """Find the centres of the rows of X, of shape (n, d)."""
        X = finite_rows(X)
        self._check(X)
        rng = np.random.default_rng(self.random_state)
        starts = self.n_init if isinstance(self.init, str) else 1
        rounding = len(X) * np.finfo(float).eps * np.abs(X).max()
        tolerance = max(self.tol * X.var(axis=0).mean(), rounding**2)
        runs = [run_lloyd(X, self._start(X, rng), self.max_iter, tolerance) for _ in range(starts)]
        best = min(runs, key=lambda run: run[2])
        self.cluster_centers_, self.labels_, self.inertia_, self.n_iter_ = best
        return self

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Return the label of each row: the index of its nearest centre."""
        centers = self.cluster_centers_
        X = finite_rows(X, centers.shape[1])
        labels: np.ndarray = squared_distances(X, centers).argmin(axis=1)
        return labels

    def _check(self, X: np.ndarray) -> None:
        n, k = len(X), self.n_clusters
        if not 1 <= k <= n:
            raise ValueError(f"n_clusters must be from 1 to n = {n}, got {k}")
        for name, value in (("n_init", self.n_init), ("max_iter", self.max_iter)):
            if value < 1:
                raise ValueError(f"{name} must be ≥ 1, got {value}")
        if not self.tol >= 0:
            raise ValueError(f"tol must be ≥ 0, got {self.tol}")
        if isinstance(self.init, str):
            if self.init not in ("k-means++", "random"):
                raise ValueError("init must be 'k-means++', 'random' or an array")
        elif np.shape(self.init) != (k, X.shape[1]) or not np.isfinite(self.init).all():
            raise ValueError(f"init must have {k} finite rows as long as those of X")

    def _start(self, X: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        if not isinstance(self.init, str):
            return np.array(self.init, dtype=float)
        if self.init == "random":
            return X[rng.choice(len(X), self.n_clusters, replace=False)]
        return kmeans_plus_plus(X, self.n_clusters, rng)


def finite_rows(X: np.ndarray, d: int | None = None) -> np.ndarray:
    """Return X as an array of finite numbers, of shape (n, d)."""
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or d not in (None, X.shape[1]):
        raise ValueError(f"X must be of shape (n, {d or 'd'}), got {X.shape}")
    if not np.isfinite(X).all():
        raise ValueError("X must be finite")
    return X


def squared_distances(X: np.ndarray, centers: np.ndarray) -> np.ndarray:
    """Return ‖x_i − μ_j‖², of shape (n, k).

    One centre at a time, so that no array of n·k·d numbers is needed.
    """
    return np.stack([((X - center) ** 2).sum(axis=1) for center in centers], axis=1)


def means(X: np.ndarray, labels: np.ndarray, distances: np.ndarray, centers: np.ndarray) -> np.ndarray:
    """Return the mean of the rows of each label.

    Empty clusters get the rows farthest from their own centres.
    """
    counts = np.bincount(labels, minlength=len(centers))
    empty = np.flatnonzero(counts == 0)
    if len(empty) and distances.max() > 0:
        farthest = np.argsort(-distances, kind="stable")[: len(empty)]
        labels = labels.copy()
        labels[farthest] = empty[: len(farthest)]
        counts = np.bincount(labels, minlength=len(centers))
    sums = np.stack([np.bincount(labels, weights=column, minlength=len(centers)) for column in X.T], axis=1)
    return np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], centers)


def kmeans_plus_plus(X: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    """Return k rows, drawn with probability D(x)² / Σ D².

    Each row after the first is the best of 2 + ⌊ln k⌋ draws.
    """
    centers = [X[rng.integers(len(X))]]
    nearest = squared_distances(X, np.array(centers))[:, 0]
    for _ in range(1, k):
        shares = nearest / nearest.sum() if nearest.sum() > 0 else None
        drawn = rng.choice(len(X), 2 + int(math.log(k)), p=shares)
        left = np.minimum(nearest[:, None], squared_distances(X, X[drawn]))
        best = left.sum(axis=0).argmin()
        centers.append(X[drawn[best]])
        nearest = left[:, best]
    return np.array(centers)


def run_lloyd(
    X: np.ndarray, centers: np.ndarray, max_iter: int, tolerance: float
) -> tuple[np.ndarray, np.ndarray, float, int]:
    """Return centres, labels, J and the number of updates.

    The run ends when the squared distances that the centres moved
    have a sum of at most ``tolerance``, or after max_iter updates.
    """
    distances = squared_distances(X, centers)
    for n_iter in range(1, max_iter + 1):
        labels, nearest = distances.argmin(axis=1), distances.min(axis=1)
        moved = means(X, labels, nearest, centers)
        shift = ((moved - centers) ** 2).sum()
        centers = moved
        distances = squared_distances(X, centers)
        if shift <= tolerance or n_iter == max_iter:
            break
    labels, nearest = distances.argmin(axis=1), distances.min(axis=1)
    return centers, labels, float(nearest.sum()), n_iter
