"""Scikit-learn's own tests of K-Means, with the NumPy class of the article in place of theirs, for ten seeds.

A test that asks for what the class does not have (sparse points, weights …) is not carried over, and one that never
fits the class says nothing of it; what is left passes, or differs and is named.
"""

import collections
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sklearn.cluster
from sklearn.base import BaseEstimator

from plots.vectorised.kmeans import KMeans, squared_distances

THEIRS = "sklearn.cluster.tests.test_k_means"
SEEDS = "0-9"
FITTED = ("cluster_centers_", "labels_", "inertia_", "n_iter_")


class NotCarriedError(Exception):
    """The article's class does not have what a test asks for."""


class Carried(BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """The class with scikit-learn's defaults and its methods of one line, and a refusal of what the class does not have.

    Elkan's bounds save distances and change no result: a test of them is one of Lloyd's algorithm here.
    """

    fits = 0

    def __init__(
        self,
        n_clusters: int = 8,
        *,
        init: Any = "k-means++",
        n_init: Any = "auto",
        max_iter: int = 300,
        tol: float = 1e-4,
        verbose: int = 0,
        random_state: Any = None,
        copy_x: bool = True,
        algorithm: str = "lloyd",
    ) -> None:
        self.n_clusters, self.init, self.n_init, self.max_iter, self.tol = n_clusters, init, n_init, max_iter, tol
        self.verbose, self.random_state, self.copy_x, self.algorithm = verbose, random_state, copy_x, algorithm

    def fit(self, X: Any, y: None = None, sample_weight: Any = None) -> "Carried":
        refuse({"verbose": bool(self.verbose), "callable init": callable(self.init)})
        refuse({"weights": sample_weight is not None, "sparse": is_sparse(X) or is_sparse(self.init)})
        refuse({"single precision": getattr(X, "dtype", None) == np.float32})
        starts = self.n_init
        if starts == "auto":
            starts = 10 if isinstance(self.init, str) and self.init == "random" else 1
        model = KMeans(
            self.n_clusters,
            init=self.init,
            n_init=starts,
            max_iter=self.max_iter,
            tol=self.tol,
            random_state=self.random_state,
        )
        self.model_ = model.fit(X)
        type(self).fits += 1
        for name in FITTED:
            setattr(self, name, getattr(model, name))
        return self

    def fit_predict(self, X: Any, y: None = None, sample_weight: Any = None) -> Any:
        return self.fit(X, sample_weight=sample_weight).labels_

    def fit_transform(self, X: Any) -> Any:
        return self.fit(X).transform(X)

    def predict(self, X: Any) -> Any:
        refuse({"sparse": is_sparse(X), "single precision": getattr(X, "dtype", None) == np.float32})
        return self.model_.predict(X)

    def transform(self, X: Any) -> Any:
        return np.sqrt(squared_distances(np.asarray(X, dtype=float), self.cluster_centers_))

    def score(self, X: Any) -> float:
        return -float(squared_distances(np.asarray(X, dtype=float), self.cluster_centers_).min(axis=1).sum())

    def __getattr__(self, name: str) -> Any:
        refuse({name: name in ("partial_fit", "get_feature_names_out", "_n_init", "_init_centroids")})
        raise AttributeError(name)


def is_sparse(X: Any) -> bool:
    return hasattr(X, "toarray")


def refuse(asks: dict[str, bool]) -> None:
    """Raise where a test asks for what the class does not have."""
    for what, asked in asks.items():
        if asked:
            raise NotCarriedError(what)


class Outcomes:
    """A plugin of pytest that counts how the cases of each test end."""

    def __init__(self) -> None:
        self.passed: collections.Counter[str] = collections.Counter()
        self.differs: collections.Counter[str] = collections.Counter()
        self.not_carried: collections.Counter[str] = collections.Counter()
        self.without: collections.Counter[str] = collections.Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: Any, call: Any) -> Any:
        report = yield
        if call.when == "setup":
            Carried.fits = 0
        if call.when == "call":
            self.count(item.originalname, call.excinfo and call.excinfo.value, skipped=report.skipped)
        return report

    def count(self, name: str, error: BaseException | None, *, skipped: bool) -> None:
        if isinstance(error, NotCarriedError):
            self.not_carried[str(error)] += 1
        elif error and not skipped:
            self.differs[f"{name}: {type(error).__name__}: {first_line(error)}"] += 1
        elif Carried.fits and not skipped:
            self.passed[name] += 1
        else:
            self.without[name] += 1


def first_line(error: BaseException) -> str:
    return re.sub(r"0x[0-9a-f]+", "0x…", (str(error).strip().splitlines() or [""])[0])


def main(written: str) -> None:
    sklearn.cluster.KMeans = Carried  # before their tests import it
    os.environ["SKLEARN_TESTS_GLOBAL_RANDOM_SEED"] = SEEDS
    outcomes = Outcomes()
    pytest.main(["--pyargs", THEIRS, "-q", "-p", "no:cacheprovider", "-W", "ignore"], plugins=[outcomes])
    seen = {"seeds": SEEDS} | {
        key.replace("_", " "): dict(sorted(counts.items())) for key, counts in vars(outcomes).items()
    }
    Path(written).write_text(json.dumps(seen, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
