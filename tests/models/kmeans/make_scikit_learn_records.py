"""Writes scikit_learn.json: what scikit-learn gives for data sets of ours. Run it where scikit-learn is installed:

    python -m tests.models.kmeans.make_scikit_learn_records

The tests read the file, so that they need no scikit-learn.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import adjusted_rand_score, roc_auc_score, silhouette_samples
from sklearn.mixture import GaussianMixture
from sklearn.preprocessing import StandardScaler

from plots.models.kmeans import STARTS, starting_centers
from plots.models.kmeans.datasets import DATASETS
from plots.models.randomness import Random

PATH = Path(__file__).with_name("scikit_learn.json")
N, SEED, RIDGE = 40, 3, 1e-6


def mixture(X, labels, k):
    """Return mean log-likelihood and weights of GaussianMixture after ten updates from the mixture of the labels."""
    groups = [X[labels == j] for j in range(k)]
    covariances = [np.cov(group.T, bias=True) + RIDGE * np.eye(X.shape[1]) for group in groups]
    model = GaussianMixture(
        k,
        tol=0,
        reg_covar=RIDGE,
        max_iter=10,
        weights_init=[len(group) / len(X) for group in groups],
        means_init=[group.mean(axis=0) for group in groups],
        precisions_init=np.linalg.inv(covariances),
    )
    with warnings.catch_warnings(action="ignore", category=ConvergenceWarning):  # with tol=0 it never converges
        model.fit(X)
    return {"log_likelihood": float(model.score(X)), "weights": model.weights_.tolist()}


def record(name, data, start):
    """Return what scikit-learn says of one data set, with three centres by one of our rules."""
    X, k = np.array(data.points), 3
    init = starting_centers(start, data.points, k, Random(SEED))
    model = KMeans(k, init=np.array(init), n_init=1, tol=0).fit(X)
    first_group = [label == 0 for label in data.truth]
    distances = model.transform(X).min(axis=1)
    found = {
        "data": name,
        "start": start,
        "centers": model.cluster_centers_.tolist(),
        "labels": model.labels_.tolist(),
        "inertia": float(model.inertia_),
        "n_iter": int(model.n_iter_),
        "silhouettes": silhouette_samples(X, model.labels_).tolist(),
        "adjusted_rand": float(adjusted_rand_score(data.truth, model.labels_)),
        "standardised": StandardScaler().fit_transform(X)[:3].tolist(),
        "distances": distances.tolist(),
    }
    if not all(first_group):
        found["area_under_curve"] = float(roc_auc_score(first_group, distances))
    if min(np.bincount(model.labels_)) > 2:
        found["mixture"] = mixture(X, model.labels_, k)
    return found


if __name__ == "__main__":
    starts = [name for name, _ in STARTS]
    records = [
        record(name, draw(N, Random(SEED)), starts[i % len(starts)]) for i, (name, draw, _) in enumerate(DATASETS)
    ]
    head = {"scikit_learn": sklearn.__version__, "numpy": np.__version__, "n": N, "seed": SEED, "ridge": RIDGE}
    PATH.write_text(json.dumps({**head, "records": records}) + "\n", encoding="utf-8")
