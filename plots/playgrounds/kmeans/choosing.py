"""How J and the mean silhouette go with k: the best of some greedy starts for each, in slices."""

from plots.models.kmeans import lloyd, starting_centers
from plots.models.kmeans.choice import silhouette
from plots.models.randomness import Random
from plots.pictures.chart import progress_json
from plots.pictures.kmeans.choosing import choosing_json
from plots.playgrounds.kmeans.runs import SLICE
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from plots.playgrounds.kmeans.runs import Run
    from plots.playgrounds.playground import Drawn

MOST_K = 8
SEEDS = 5
MOST_SEEN = 120  # points of which silhouettes are taken: they need all distances between them
RULE = "greedy kmeans++"


class Choosing:
    """The best J and the mean silhouette for k = 1, 2, …, as far as they have been computed."""

    def __init__(self, points: "list[Any]") -> None:
        self.points = points
        self.count = min(MOST_K, len(points))
        self.inertias: "list[float]" = []
        self.silhouettes: "list[float | None]" = []
        self.work = self.steps()

    @property
    def is_whole(self) -> bool:
        return len(self.silhouettes) == self.count

    def steps(self) -> "Iterator[int]":
        """Go on step by step; each says how many points it has looked at."""
        for k in range(1, self.count + 1):
            ends = []
            for seed in range(SEEDS):
                for state in lloyd(self.points, starting_centers(RULE, self.points, k, Random(seed))):
                    yield 2 * len(self.points)
                    end = state
                ends.append(end)
            best = min(ends, key=lambda state: float(state.inertia))
            self.inertias.append(best.inertia)
            self.silhouettes.append(self.mean_silhouette(best.labels))
            yield SLICE

    def mean_silhouette(self, labels: "list[int]") -> "float | None":
        """Return the mean silhouette, of evenly chosen points where there are many; None for a single cluster."""
        step = -(-len(self.points) // MOST_SEEN)
        points, own = self.points[::step], labels[::step]
        return silhouette(points, own) if len(set(own)) > 1 else None

    def advance(self, most: int) -> None:
        """Go on until so many points have been looked at."""
        for seen in self.work:
            most -= seen
            if most <= 0:
                return


kept: "dict[str, Choosing]" = {}  # one entry: of the last points


def choosing(drawn: "list[Drawn[Run]]") -> Choosing:
    """Return what has been computed for the points that are shown."""
    run = drawn[0].result
    if run.points_json not in kept:
        kept.clear()
        kept[run.points_json] = Choosing(run.points)
    return kept[run.points_json]


def choosing_picture(drawn: "list[Drawn[Run]]") -> str:
    """Return the bars as JSON, or how far they are."""
    found = choosing(drawn)
    if not found.points:
        return "null"
    if not found.is_whole:
        return progress_json(len(found.silhouettes) / found.count)
    return choosing_json(found.inertias, found.silhouettes, drawn[0].values["k"], verdict(found))


def verdict(found: Choosing) -> str:
    """Say which k the silhouettes are for, and how they were taken."""
    known = [each for each in found.silhouettes if each is not None]
    if not known:
        return "点都在一处，没有轮廓系数。"
    best = found.silhouettes.index(max(known))
    sample = f"，轮廓系数只用均匀挑出的至多 {MOST_SEEN} 个点" if len(found.points) > MOST_SEEN else ""
    return f"轮廓系数在 k = {best + 1} 最高，{rounded(max(known), 3)}；J 只降不升，选不了 k。每个 k 是 {SEEDS} 个贪心 k-means++ 起点里最好的{sample}。"
