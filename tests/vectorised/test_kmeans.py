"""The NumPy class gives what the plain model and scikit-learn give from the same centres."""

import re

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plots.models.kmeans import lloyd
from plots.vectorised.kmeans import KMeans, kmeans_plus_plus
from tests import oracle_records

RECORDS = oracle_records.load("kmeans")


def fitted(points, centers, **options):
    return KMeans(len(centers), init=np.array(centers), **options).fit(np.array(points))


@pytest.mark.parametrize("record", RECORDS, ids=oracle_records.names(RECORDS))
def test_it_reproduces_every_state_of_the_oracle_record(record):
    assert fitted(record["points"], record["init"], tol=0).n_iter_ == record["n_iter"]
    for state in record["trace"][1:]:
        model = fitted(record["points"], record["init"], tol=0, max_iter=state["iteration"])

        assert model.labels_.tolist() == state["labels"]
        assert model.cluster_centers_ == pytest.approx(np.array(state["centers"]), rel=1e-12, abs=1e-9)
        assert model.inertia_ == pytest.approx(state["inertia"], rel=1e-12, abs=1e-9)


@st.composite
def points_and_centers(draw):
    """Up to 30 points in up to 3 dimensions, with many equal distances, and up to 5 centres anywhere."""
    d = draw(st.integers(1, 3))
    place = st.lists(st.integers(-4, 4).map(lambda i: i / 2), min_size=d, max_size=d)
    points = draw(st.lists(place, min_size=1, max_size=30))
    return points, draw(st.lists(place, min_size=1, max_size=min(5, len(points))))


@given(points_and_centers())
@example(([[0.0], [0.0], [1.0]], [[0.0], [0.0], [0.0]]))
@example(([[0.1], [0.1], [0.1]], [[5.0], [6.0], [0.0]]))
def test_it_equals_the_plain_model_to_the_last_bit(case):
    points, centers = case
    *_, last = lloyd(points, centers)
    assert last.converged
    model = fitted(points, centers, tol=0)

    assert model.labels_.tolist() == last.labels
    assert model.cluster_centers_.tolist() == last.centers
    assert model.n_iter_ == last.iteration
    assert model.inertia_ == pytest.approx(last.inertia, rel=1e-12)


def test_a_tolerance_ends_the_run_earlier():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(400, 2))
    exact, loose = fitted(X, X[:6], tol=0), fitted(X, X[:6], tol=1e-2)

    assert loose.n_iter_ < exact.n_iter_
    assert loose.inertia_ > exact.inertia_
    assert loose.labels_.tolist() == loose.predict(X).tolist()


def test_predict_gives_the_nearest_centre_of_other_points():
    model = fitted([[0.0, 0.0], [0.0, 2.0], [9.0, 0.0]], [[0.0, 1.0], [9.0, 0.0]])

    assert model.predict(np.array([[1.0, 1.0], [8.0, 8.0]])).tolist() == [0, 1]


def test_more_starts_are_never_worse_and_a_seed_gives_the_same_again():
    X = np.random.default_rng(1).uniform(size=(200, 2))
    one = KMeans(9, init="random", random_state=3).fit(X)
    ten = KMeans(9, init="random", n_init=10, random_state=3).fit(X)
    again = KMeans(9, init="random", n_init=10, random_state=3).fit(X)

    assert ten.inertia_ < one.inertia_
    assert ten.cluster_centers_.tolist() == again.cluster_centers_.tolist()


def test_its_seeding_takes_rows_and_finds_groups_that_lie_apart():
    rng = np.random.default_rng(5)
    X = np.array([[10.0 * i + j / 10, 0.0] for i in range(5) for j in range(8)])
    for _ in range(20):
        chosen = kmeans_plus_plus(X, 5, rng)

        assert sorted(int(x // 10) for x, _ in chosen) == [0, 1, 2, 3, 4]
        assert all(row in X.tolist() for row in chosen.tolist())


def test_fewer_different_points_than_clusters_still_end():
    model = KMeans(3, random_state=0).fit(np.array([[1.0, 1.0]] * 4 + [[2.0, 2.0]]))

    assert model.inertia_ == 0
    assert set(map(tuple, model.cluster_centers_)) == {(1.0, 1.0), (2.0, 2.0)}


@pytest.mark.parametrize(
    ("options", "X", "name"),
    [
        ({"n_clusters": 0}, [[0.0]], "n_clusters"),
        ({"n_clusters": 2}, [[0.0]], "n_clusters"),
        ({"n_clusters": 1}, [0.0], "X"),
        ({"n_clusters": 1}, [[float("nan")]], "X"),
        ({"n_clusters": 1, "n_init": 0}, [[0.0]], "n_init"),
        ({"n_clusters": 1, "max_iter": 0}, [[0.0]], "max_iter"),
        ({"n_clusters": 1, "tol": -1e-9}, [[0.0]], "tol"),
        ({"n_clusters": 1, "init": "kmeans++"}, [[0.0]], "init"),
        ({"n_clusters": 1, "init": np.zeros((2, 1))}, [[0.0]], "init"),
        ({"n_clusters": 1, "init": np.array([[np.nan]])}, [[0.0]], "init"),
    ],
)
def test_what_is_not_allowed_is_refused_by_name(options, X, name):
    with pytest.raises(ValueError, match=f"^{re.escape(name)} must"):
        KMeans(**options).fit(np.array(X))


@pytest.mark.parametrize("X", [[[0.0, 1.0, 2.0]], [[1.0]], [[float("nan"), 0.0]], [0.0, 1.0]])
def test_predict_refuses_rows_of_another_length_and_what_is_no_number(X):
    with pytest.raises(ValueError, match=r"^X must"):
        fitted([[0.0, 0.0], [9.0, 0.0]], [[0.0, 0.0], [9.0, 0.0]]).predict(np.array(X))
