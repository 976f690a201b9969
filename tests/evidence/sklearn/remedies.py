"""What K-Means gets wrong in scikit-learn, and what its own remedies make of it, on the site's data and on others."""

import json
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans, SpectralClustering
from sklearn.metrics import adjusted_rand_score
from sklearn.mixture import GaussianMixture

from plots.models.kmeans import datasets
from plots.models.randomness import Random

SIZE, SEEDS, RIGHT = 240, 20, 0.9
MIXTURES: dict[str, dict[str, Any]] = {
    "default": {},
    "n_init=10": {"n_init": 10},
    "tol=1e-5": {"tol": 1e-5},
    "tol=1e-6": {"tol": 1e-6, "max_iter": 1000},
    "tol=1e-6, n_init=10": {"tol": 1e-6, "max_iter": 1000, "n_init": 10},
    "init_params=random_from_data, n_init=10": {"init_params": "random_from_data", "n_init": 10},
    "init_params=k-means++": {"init_params": "k-means++"},
}
CAREFUL: dict[str, Any] = {"tol": 1e-6, "max_iter": 1000, "n_init": 10, "init_params": "random_from_data"}
FAILURES = (
    (datasets.unequal_sizes, 3),
    (datasets.unequal_spreads, 3),
    (datasets.anisotropic, 3),
    (datasets.rings, 2),
    (datasets.moons, 2),
    (datasets.scales, 2),
)
UNEQUAL = ((100, 100), (500, 50), (500, 10), (2000, 10), (10_000, 10))
DISTANCES = (2, 4, 6, 8, 12, 16, 20, 24, 28, 32)
COUNTEREXAMPLE = ([[0.0], [5.0], [0.0], [3.0]], [[14.68], [-14.62], [-19.79]])


def mixtures() -> list[dict[str, Any]]:
    """Return the adjusted Rand index of Gaussian mixtures on three of the site's data sets, for 20 seeds each."""
    seen = []
    for draw in (datasets.unequal_sizes, datasets.unequal_spreads, datasets.anisotropic):
        data = draw(SIZE, Random(0))
        kmeans = KMeans(3, n_init=10, random_state=0).fit_predict(data.points)
        seen.append({"data": draw.__name__, "method": "KMeans, n_init=10", "ari": [ari(data.truth, kmeans)]})
        for name, settings in MIXTURES.items():
            found = [
                GaussianMixture(3, random_state=seed, **settings).fit_predict(data.points) for seed in range(SEEDS)
            ]
            seen.append({"data": draw.__name__, "method": name, "ari": [ari(data.truth, each) for each in found]})
    return seen


def draws() -> list[dict[str, Any]]:
    """Return the adjusted Rand index of mixtures on 20 draws of the data, one seed each: one draw says little."""
    seen = []
    for draw in (datasets.unequal_sizes, datasets.anisotropic):
        samples = [draw(SIZE, Random(seed)) for seed in range(SEEDS)]
        for name, settings in {**MIXTURES, "careful": CAREFUL}.items():
            found = [GaussianMixture(3, random_state=0, **settings).fit_predict(each.points) for each in samples]
            scores = [ari(each.truth, labels) for each, labels in zip(samples, found, strict=True)]
            seen.append({"data": draw.__name__, "method": name, "ari": scores})
    return seen


def sheet() -> list[dict[str, Any]]:
    """Return the adjusted Rand index of five methods on six data sets, with the same settings throughout and the true k."""
    seen = []
    for draw, k in FAILURES:
        data = draw(SIZE, Random(0))
        methods = {
            "KMeans": KMeans(k, n_init=10, random_state=0),
            "GaussianMixture": GaussianMixture(k, random_state=0, **CAREFUL),
            "SpectralClustering": SpectralClustering(k, affinity="nearest_neighbors", n_neighbors=15, random_state=0),
            "AgglomerativeClustering": AgglomerativeClustering(k),
            "DBSCAN": DBSCAN(eps=0.8),
        }
        found = {name: ari(data.truth, method.fit_predict(data.points)) for name, method in methods.items()}
        seen.append({"data": draw.__name__, "ari": found})
    return seen


def moons() -> list[dict[str, Any]]:
    """Return what DBSCAN makes of the moons, by its radius; -1 is noise."""
    data = datasets.moons(SIZE, Random(0))
    seen = []
    for radius in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        labels = DBSCAN(eps=radius).fit_predict(data.points)
        noise = int((labels == -1).sum())
        seen.append(
            {"eps": radius, "clusters": len(set(labels) - {-1}), "noise": noise, "ari": ari(data.truth, labels)}
        )
    return seen


def unequal_sizes() -> list[dict[str, Any]]:
    """Return in how many of five draws the best of five runs finds two round clusters, by sizes and distance in sigmas."""
    random = np.random.default_rng(1)
    seen = []
    for big, small in UNEQUAL:
        for distance in DISTANCES:
            right = 0
            for seed in range(5):
                moved = random.normal(size=(small, 2)) + np.array([distance, 0])
                points = np.r_[random.normal(size=(big, 2)), moved]
                labels = KMeans(2, n_init=5, random_state=seed).fit_predict(points)
                right += ari(np.r_[np.zeros(big), np.ones(small)], labels) > RIGHT
            seen.append({"sizes": [big, small], "distance": distance, "right": right})
    return seen


def labels_and_predictions() -> dict[str, Any]:
    """Return a run whose labels are not those of its centres, though it was to go on until they do not change."""
    points, start = COUNTEREXAMPLE
    model = KMeans(3, init=np.array(start), n_init=1, tol=0).fit(points)
    nearest = model.transform(points).argmin(axis=1)
    return {
        "points": points,
        "init": start,
        "labels": model.labels_.tolist(),
        "nearest": nearest.tolist(),
        "predicted": model.predict(points).tolist(),
        "inertia": float(model.inertia_),
        "iterations": int(model.n_iter_),
    }


def ari(truth: Any, labels: Any) -> float:
    return round(float(adjusted_rand_score(truth, labels)), 4)


def main() -> None:
    warnings.simplefilter("ignore")  # of runs that do not converge: what comes out is the point
    parts = (mixtures, draws, sheet, moons, unequal_sizes, labels_and_predictions)
    Path(sys.argv[1]).write_text(json.dumps({part.__name__: part() for part in parts}), encoding="utf-8")


if __name__ == "__main__":
    main()
