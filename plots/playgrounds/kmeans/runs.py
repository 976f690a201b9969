"""One run, half step by half step or stage by stage, as far as it has been computed."""

from collections import namedtuple

from plots.models.kmeans import half_steps, starting_centers
from plots.models.kmeans.lloyd import UPDATE, sizes
from plots.models.randomness import Random
from plots.playgrounds.controls import SettingError
from plots.playgrounds.kmeans.settings import DRAWS, LLOYD, MOST_POINTS, NONE, OWN, RANDOM, RULE_NAMES, TABLE
from plots.playgrounds.points import changed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from plots.models.kmeans.lloyd import State
    from plots.playgrounds.controls import Values

    Point = list[float] | tuple[float, float]

AT_ONCE = 6000  # points that are looked at before the first answer; each half step looks at all
SLICE = 2500  # points that are looked at in one answer more; about 50 ms
DATA_SEED = 0
LETTERS = "".join([chr(48 + i) for i in range(28)])  # of the labels, one a point

# What is kept of a state: ``labels`` as LETTERS, ``changed`` how many of them are new, ``farthest`` how far the centre
# went that moved most, ``relocated`` how many centres without points went to one.
Moment = namedtuple("Moment", "iteration step inertia centers sizes labels changed farthest relocated")

# A data set: its points, and each as JSON.
Base = namedtuple("Base", "points texts")

bases: "dict[str, Base]" = {}


class Run:
    """A run on points, kept as text and numbers: lists of labels would fill the memory of the page.

    Args:
        points: x_1 … x_n.
        texts: Each as JSON.
        names: Of the points, by which they are moved and deleted.
        centers: Where the centres start; None where there is nothing to cluster.
        algorithm: As in the settings.
    """

    def __init__(
        self,
        points: "list[Point]",
        texts: "list[str]",
        names: "list[str]",
        centers: "list[list[float]] | None",
        algorithm: str,
    ) -> None:
        self.points = points
        self.points_json = "[" + ",".join(texts) + "]"
        self.names_json = '["' + '","'.join(names) + '"]' if names else "[]"
        self.states = iter(()) if centers is None else states_of(algorithm, points, centers)
        self.moments: "list[Moment]" = []
        self.finished = centers is None

    def advance(self, most: int) -> None:
        """Go on until so many points have been looked at."""
        while not self.finished and most > 0:
            state = next(self.states, None)
            if state is None:
                self.finished = True
                self.states = iter(())
                return
            most -= len(self.points)
            self.moments.append(self.moment(state))
            self.finished = state.converged

    def moment(self, state: "State") -> Moment:
        """Return what is kept of a state."""
        if state.step != UPDATE or state.relocated:
            labels = "".join([LETTERS[label] for label in state.labels])
            counts = sizes(state.labels, len(state.centers))
        else:
            labels, counts = self.moments[-1].labels, self.moments[-1].sizes
        return Moment(
            state.iteration,
            state.step,
            state.inertia,
            state.centers,
            counts,
            labels,
            len(state.changed),
            max(state.moved),
            len(state.relocated),
        )

    @property
    def progress(self) -> float:
        """How far it is: nobody knows how long it takes, so that it nears 1 and never passes it."""
        return 1.0 if self.finished else 1 - 20 / (20 + len(self.moments))


def states_of(algorithm: str, points: "list[Point]", centers: "list[list[float]]") -> "Iterator[State]":
    if algorithm == LLOYD:
        return half_steps(points, centers)
    from plots.models.kmeans.hartigan_wong import hartigan_wong  # fetched when it is asked for

    return hartigan_wong(points, centers)


def compute(values: "Values") -> Run:
    """Return the run of a setting, begun."""
    points, texts, names = points_of(values)
    run = Run(points, texts, names, centers_of(values, points), values["algorithm"])
    run.advance(AT_ONCE)
    return run


def base_of(values: "Values") -> Base:
    """Return the data set of a setting, drawn once, or what the reader brought."""
    if values["data"] == TABLE:
        points = values["table"].points
        return Base(points, [point_json(point) for point in points])
    key = "{} {}".format(values["data"], values.get("n"))
    if key not in bases:
        if len(bases) > 3:
            bases.clear()
        points = [] if values["data"] == NONE else DRAWS[values["data"]](values["n"], Random(DATA_SEED)).points
        bases[key] = Base(points, [point_json(point) for point in points])
    return bases[key]


def points_of(values: "Values") -> "tuple[list[Point], list[str], list[str]]":
    """Return the points of a setting, each as JSON, and their names."""
    base = base_of(values)
    changes = values.get("points", [])
    points, names = changed(base.points, changes)
    if len(points) > MOST_POINTS:
        raise SettingError(f"最多 {MOST_POINTS} 个点，现在有 {len(points)} 个。", ["points"])
    as_json: "list[Any]" = [(i, None if point is None else point_json(point)) for i, point in changes]
    texts, _ = changed(base.texts, as_json)
    return points, texts, names


def centers_of(values: "Values", points: "list[Point]") -> "list[list[float]] | None":
    """Return where the centres start; None where there are fewer points than centres.

    Where the reader has put fewer than k, random points are the others.
    """
    k = values["k"]
    if k > len(points):
        return None
    if values["start"] != OWN:
        return starting_centers(RULE_NAMES[values["start"]], points, k, Random(values["seed"]))
    placed = [list(point) for _, point in values["centers"]][:k]
    return placed + starting_centers(RANDOM, points, k, Random(DATA_SEED))[len(placed) :]


def point_json(point: "Point") -> str:
    return "[%.10g,%.10g]" % (point[0], point[1])
