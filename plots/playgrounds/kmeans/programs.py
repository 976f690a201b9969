"""The program that does the same with scikit-learn, or with R: these points, these starting centres, the same labels."""

from plots.playgrounds.controls import SettingError
from plots.playgrounds.kmeans.runs import centers_of, points_of
from plots.playgrounds.kmeans.settings import HARTIGAN_WONG
from plots.playgrounds.numbers import exact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.playgrounds.controls import Values

PER_LINE = 6  # points

PROGRAM = """import numpy as np
from sklearn.cluster import KMeans

points = np.array([
{points}
])
start = np.array([
{start}
])
model = KMeans(n_clusters={k}, init=start, n_init=1, tol=0).fit(points)
print(model.n_iter_, model.inertia_)
print(model.cluster_centers_)
print(model.labels_)
"""

IN_R = """points <- matrix(c(
{points}
), ncol = 2, byrow = TRUE)
start <- matrix(c(
{start}
), ncol = 2, byrow = TRUE)
model <- kmeans(points, start, iter.max = 300)
print(model$tot.withinss)
print(model$centers)
print(model$cluster)
"""


def written(values: "Values") -> "list[tuple[str, str]]":
    points, _, _ = points_of(values)
    start = centers_of(values, points)
    if start is None:
        raise SettingError(f"有 {len(points)} 个点，比 k = {values['k']} 少，还没有程序可写。", ["k"])
    if values["algorithm"] == HARTIGAN_WONG:
        return [("R", IN_R.replace("{points}", numbers(points)).replace("{start}", numbers(start)))]
    text = PROGRAM.replace("{points}", rows(points)).replace("{start}", rows(start))
    return [("scikit-learn", text.replace("{k}", str(len(start))))]


def rows(points: "Sequence[Sequence[float]]") -> str:
    """Return points as lines of a nested list."""
    words = [f"[{exact(x)}, {exact(y)}]" for x, y in points]
    lines = [words[i : i + PER_LINE] for i in range(0, len(words), PER_LINE)]
    return "\n".join(["    " + ", ".join(line) + "," for line in lines])


def numbers(points: "Sequence[Sequence[float]]") -> str:
    """Return the coordinates of points as lines, point after point; R takes no comma after the last."""
    words = [f"{exact(x)}, {exact(y)}" for x, y in points]
    return ",\n".join(["    " + ", ".join(words[i : i + PER_LINE]) for i in range(0, len(words), PER_LINE)])
