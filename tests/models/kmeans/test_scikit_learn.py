"""What scikit-learn gives for our data sets (see make_scikit_learn_records.py), we give."""

import json
from functools import partial
from pathlib import Path

import pytest

from plots.models.kmeans import lloyd, starting_centers
from plots.models.kmeans.choice import silhouettes
from plots.models.kmeans.comparison import adjusted_rand_index
from plots.models.kmeans.datasets import DATASETS, standardised
from plots.models.kmeans.outliers import outlier_scores, share_ranked_right
from plots.models.mixture import mixture
from plots.models.randomness import Random

MADE = json.loads(Path(__file__).with_name("scikit_learn.json").read_text(encoding="utf-8"))
# Sums in another order, of up to 40 terms, on distances that scikit-learn takes from a product: about 1e-13 of the scale.
close = partial(pytest.approx, rel=1e-10, abs=1e-10)


@pytest.fixture(params=MADE["records"], ids=lambda record: record["data"])
def case(request):
    record = request.param
    [draw] = [draw for name, draw, _ in DATASETS if name == record["data"]]
    data = draw(MADE["n"], Random(MADE["seed"]))
    centers = starting_centers(record["start"], data.points, 3, Random(MADE["seed"]))
    *_, last = lloyd(data.points, centers)
    return record, data, last


def test_silhouettes(case):
    record, data, last = case

    assert silhouettes(data.points, last.labels) == close(record["silhouettes"])


def test_adjusted_rand_index(case):
    record, data, last = case

    assert adjusted_rand_index(last.labels, data.truth) == close(record["adjusted_rand"])


def test_standardised_points(case):
    record, data, _ = case

    for point, expected in zip(standardised(data.points), record["standardised"], strict=False):
        assert point == close(expected)


def test_distances_and_how_well_they_rank(case):
    record, data, last = case
    scores = outlier_scores(data.points, last.centers, relative=False)

    assert scores == pytest.approx(record["distances"], abs=1e-7)  # the root of a rounded square near 0
    if "area_under_curve" in record:
        share = share_ranked_right(scores, [label == 0 for label in data.truth])
        assert share == pytest.approx(record["area_under_curve"], rel=1e-12)


def test_a_mixture_after_ten_updates(case):
    record, data, last = case
    if "mixture" not in record:
        assert record["data"] == "lone point"  # a component with one point has no covariance of its own
        return
    *_, state = mixture(data.points, last.labels, ridge=MADE["ridge"], tolerance=0.0, max_iter=10)

    assert state.log_likelihood == pytest.approx(record["mixture"]["log_likelihood"], rel=1e-9)
    assert state.weights == pytest.approx(record["mixture"]["weights"], rel=1e-7)
