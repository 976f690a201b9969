"""Ten nearest neighbours among 12 600 patches of scikit-learn's digits: lists of an inverted file, and codes of a product quantiser.

What is kept of a vector is its number of bytes, what is read of the base its share; a neighbour counts as found where it
is no farther than the tenth, since distances of whole numbers are often equal.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.cluster import KMeans
from sklearn.datasets import load_digits

SIDE, WIDTH = 6, 36  # of a patch, of its vector
TRAINING = slice(None, None, 3)  # of the base: centres are found on a part of it
NEIGHBOURS, AGAIN = 10, 100  # sought, and looked at again with their true distances
PARTS = (4, 6, 9, 12, 18)  # bytes of a code: one of 256 centres for each part of the vector
LISTS = 100
PROBES = (1, 2, 5, 10, 20)


def patches(images: np.ndarray) -> np.ndarray:
    """Return the nine patches of each image, as vectors."""
    places = [(row, column) for row in range(3) for column in range(3)]
    found = [images[:, row : row + SIDE, column : column + SIDE] for row, column in places]
    return np.concatenate([each.reshape(len(images), WIDTH) for each in found])


def squares(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the squared distances between rows; of whole numbers they are exact."""
    whole: np.ndarray = (a**2).sum(axis=1)[:, None] - 2 * a @ b.T + (b**2).sum(axis=1)
    return whole


class Search:
    """Vectors among which one searches, those that one searches for, and what an exact search finds."""

    def __init__(self) -> None:
        images = load_digits().images
        self.base = patches(images[:1400])
        self.queries = patches(images[1400:])[::7][:500]
        self.exact = squares(self.queries, self.base)
        self.tenth = np.sort(self.exact, axis=1)[:, NEIGHBOURS - 1 : NEIGHBOURS]

    def recall(self, distances: np.ndarray) -> float:
        """Return the share of the ten with the least of these distances that are among the nearest."""
        return self.share(first(distances, NEIGHBOURS))

    def recall_again(self, distances: np.ndarray) -> float:
        """Return the same, where the hundred with the least of these distances are put in their true order."""
        some = first(distances, AGAIN)
        true = np.take_along_axis(self.exact, some, axis=1)
        return self.share(np.take_along_axis(some, first(true, NEIGHBOURS), axis=1))

    def share(self, found: np.ndarray) -> float:
        return round(float((np.take_along_axis(self.exact, found, axis=1) <= self.tenth).mean()), 4)


def first(distances: np.ndarray, count: int) -> np.ndarray:
    """Return the columns of the least values of each row, of equal ones the first."""
    return np.argsort(distances, axis=1, kind="stable")[:, :count]


def quantised(search: Search, parts: int) -> np.ndarray:
    """Return the squared distances from the queries to the centres that stand for the base, a byte for each part."""
    width = WIDTH // parts
    whole = np.zeros_like(search.exact)
    for start in range(0, WIDTH, width):
        columns = slice(start, start + width)
        model = KMeans(256, max_iter=20, random_state=0).fit(search.base[TRAINING, columns])
        codes = model.predict(search.base[:, columns])
        whole += squares(search.queries[:, columns], model.cluster_centers_)[:, codes]
    return whole


def inverted_file(search: Search) -> list[dict[str, Any]]:
    """Return how much is read and found in so many of the nearest lists."""
    model = KMeans(LISTS, random_state=0).fit(search.base)
    nearest = squares(search.queries, model.cluster_centers_).argsort(axis=1)
    seen = []
    for probes in PROBES:
        is_read = np.zeros((len(search.queries), LISTS), dtype=bool)
        np.put_along_axis(is_read, nearest[:, :probes], values=True, axis=1)
        columns = is_read[:, model.labels_]
        distances = np.where(columns, search.exact, np.inf)
        seen.append({"probes": probes, "read": round(float(columns.mean()), 4), "recall": search.recall(distances)})
    return seen


def main() -> None:
    search = Search()
    codes = []
    for parts in PARTS:
        distances = quantised(search, parts)
        codes.append({"bytes": parts, "recall": search.recall(distances), "again": search.recall_again(distances)})
    seen = {"base": search.base.shape, "queries": len(search.queries), "codes": codes, "lists": inverted_file(search)}
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
