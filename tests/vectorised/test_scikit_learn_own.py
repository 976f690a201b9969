"""Scikit-learn's own tests of K-Means pass with the NumPy class in place of theirs.

Carried over are those of dense points without weights that look at results; what the class does not have (sparse
points, weights, ``partial_fit``, ``transform``, Elkan's bounds, warnings, single precision) is left out. The whole file
of their tests, for ten seeds, is a record (``tests/evidence/suites``).
"""

import re

import numpy as np
import pytest
from sklearn.cluster.tests import test_k_means as theirs

from plots.vectorised.kmeans import KMeans
from tests.evidence.environments import seen

SEEDS = range(3)


class Carried(KMeans):
    """The class with the defaults of scikit-learn, and the arguments of their tests that change no result."""

    def __init__(self, n_clusters=8, *, init="k-means++", n_init="auto", algorithm="lloyd", **options):
        if n_init == "auto":
            n_init = 10 if isinstance(init, str) and init == "random" else 1
        super().__init__(n_clusters, init=init, n_init=n_init, **options)

    def set_params(self, algorithm):
        """Take their other algorithm for this one."""

    def fit_predict(self, X):
        return self.fit(X).labels_


@pytest.fixture(autouse=True)
def ours(monkeypatch):
    monkeypatch.setattr(theirs, "KMeans", Carried)


CASES = [
    ("test_kmeans_relocated_clusters", (np.array, "lloyd")),
    *[("test_kmeans_convergence", ("lloyd", seed)) for seed in SEEDS],
    *[("test_k_means_1_iteration", (np.array, "lloyd", seed)) for seed in SEEDS],
    *[("test_all_init", (Carried, theirs.X, init)) for init in ("random", "k-means++", theirs.centers)],
    *[("test_fortran_aligned_data", (Carried, seed)) for seed in SEEDS],
    *[
        ("test_integer_input", (Carried, np.array, dtype, init, seed))
        for dtype in (np.int32, np.int64)
        for init in ("k-means++", "ndarray")
        for seed in SEEDS
    ],
    *[
        ("test_kmeans_predict", (Carried, "lloyd", np.array, max_iter, np.float64, seed))
        for max_iter in (2, 100)
        for seed in SEEDS
    ],
    *[("test_n_init", (seed,)) for seed in SEEDS],
    ("test_kmeans_init_fitted_centers", (theirs.X,)),
    ("test_predict_does_not_change_cluster_centers", (None,)),
    ("test_kmeans_with_array_like_or_np_scalar_init", ({"init": [[0, 0], [1, 1]], "n_init": 1},)),
]


@pytest.mark.parametrize(
    ("name", "arguments"), CASES, ids=[f"{name[5:]}-{number}" for number, (name, _) in enumerate(CASES)]
)
def test_a_test_of_theirs_passes(name, arguments):
    getattr(theirs, name)(*arguments)


# Where the class differs on purpose, by what their test then says.
ON_PURPOSE = {
    r"DID NOT WARN": "it does not warn",
    r"test_wrong_params: AssertionError: Regex": "it refuses the same arguments in other words",
    r"test_kmeans_copyx: ": "one start from a seed; its draws are not theirs, and end in another minimum",
}


def test_their_whole_suite_passes_as_far_as_the_class_has_what_it_asks_for():
    record = seen("suites-kmeans")

    assert sum(record["passed"].values()) == 273
    for message in record["differs"]:
        assert [reason for pattern, reason in ON_PURPOSE.items() if re.search(pattern, message)], message
