"""One run of boosting, round by round, as far as it has been computed."""

from collections import namedtuple

from plots.models.boosting import best_round, boost, leaves
from plots.models.boosting.datasets import WIDTH
from plots.models.randomness import Random
from plots.pictures.boosting.trees import gains_json, tree_json
from plots.playgrounds.boosting.pieces import Stairs, leaves_along
from plots.playgrounds.boosting.settings import (
    ADABOOST,
    BOOSTING,
    CLASS_NAMES,
    DRAWS,
    METHOD,
    MOST_POINTS,
    MOST_ROUNDS,
    TABLE,
    objective_of,
)
from plots.playgrounds.controls import SettingError
from plots.playgrounds.points import changed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.controls import Values

    Point = list[float]
    Set = tuple[list[Point], list[float]]

AT_ONCE = 900  # points × depth × features that are looked at before the first answer
SLICE = 900  # that are looked at in one answer more; about 50 ms
SAMPLE_SEED = 0  # of the rows that trees are grown from

# What is kept of a round, as JSON: fit, F_t; rest, residuals or parts of the next tree; tree and gains of the next tree.
# end: F_t at the right end of a curve; farthest: largest residual or weight; highest: largest gain; root, size, cut: first split, leaves, pruned splits of this
# round's tree; wrong: points on the wrong side, None for curves.
Moment = namedtuple("Moment", "fit rest end farthest tree gains highest root size cut wrong")

# names: by which points are edited; valid: the validation set or None.
Data = namedtuple("Data", "points targets names valid")


sets: "dict[str, tuple[Set, Set]]" = {}  # one entry


class Run:
    """A run, kept as text and numbers: lists of nodes would fill the memory of the page."""

    def __init__(self, values: "Values", data: Data) -> None:
        self.values = values
        self.data = data
        self.rounds: int = values["rounds"]
        self.boosts = values[METHOD] == BOOSTING
        self.averages = not self.boosts and values[METHOD] != ADABOOST
        self.planar = values["data"] in CLASS_NAMES
        self.moments: "list[Moment]" = []
        self.train: "list[float]" = []
        self.valid: "list[float]" = []
        self.finished = not data.points
        self.price = len(data.points) * values["max_depth"] * (2 if self.planar else 1)
        self.states: "Any" = iter(()) if self.finished else states_of(values, data)
        self.last: "Any" = None
        self.low, self.high = ends_of(data.points, brought=values["data"] == TABLE)
        self.sum: "Any" = None

    def advance(self, most: int) -> None:
        """Go on until so much has been looked at; at least one round."""
        while not self.finished and most > 0:
            state = next(self.states)
            if state.round == 0:
                self.begin(state)
            else:
                self.moments.append(self.moment(state))
                most -= self.price
            if state.round > self.rounds:
                self.finished = True
                self.states = iter(())
                return
            self.train.append(state.train_loss)
            if state.test_loss is not None:
                self.valid.append(state.test_loss)
            self.last = state

    def begin(self, state: "Any") -> None:
        """Take in the state before the first round."""
        kind: "Any" = Stairs
        if self.averages:
            from plots.playgrounds.boosting.methods import AverageCells, AverageStairs

            kind = AverageCells if self.planar else AverageStairs
        elif self.planar:
            from plots.playgrounds.boosting.cells import Cells

            kind = Cells
        self.sum = kind(self.low, self.high, state.margins[0])

    def moment(self, state: "Any") -> Moment:
        """Return what is kept of the round before ``state``, whose tree is the next one."""
        before = self.last
        if before.tree is not None:
            self.sum.add(before.tree)
        wrong = end = None
        if self.planar:
            fit, rest, wrong = self.sum.moment(state.tree, before.predictions, self.data.targets)
        else:
            fit = stairs_json(self.sum.starts, self.sum.heights, self.high)
            rest = rest_of_curve(state, self.low, self.high)
            end = self.sum.heights[-1]
        root, size, cut = None, 0, 0
        if before.tree is not None:
            root, size = before.tree[0].split, len(leaves(before.tree))
            cut = splits(before.grown) - splits(before.tree)
        farthest = max([abs(g) for g in state.gradients] + [abs(node.weight) for node in leaves(state.tree)])
        tree, gains = tree_json(state, self.planar), gains_json(state, self.planar)
        return Moment(fit, rest, end, farthest, tree, gains, highest_gain(state), root, size, cut, wrong)

    @property
    def progress(self) -> float:
        """How far it is, from 0 to 1."""
        return len(self.moments) / (self.rounds + 1)

    @property
    def best(self) -> "int | None":
        """The round of the least validation loss so far; None where there is none."""
        return best_round(self.valid) if len(self.valid) > 1 else None

    @property
    def stopped(self) -> "tuple[int, int] | None":
        """Where early stopping ends the run and the best round up to there; None where it does not."""
        patience = self.values.get("early_stopping_rounds", MOST_ROUNDS)
        for last in range(1 + patience, len(self.valid)):
            best = best_round(self.valid[: last + 1])
            if last - best >= patience:
                return last, best
        return None


def compute(values: "Values") -> Run:
    """Return the run of a setting, begun."""
    run = Run(values, data_of(values))
    run.advance(AT_ONCE)
    return run


def states_of(values: "Values", data: Data) -> "Any":
    """Return the states of a setting, one round after the other."""
    if values[METHOD] == BOOSTING:
        return boost(data.points, data.targets, **keywords(values, data))
    from plots.playgrounds.boosting import methods

    return methods.states_of(values, data)


def data_of(values: "Values") -> Data:
    points: "list[Any]" = []
    targets: "list[float]" = []
    valid = None
    if values["data"] in DRAWS:
        train, valid = drawn_sets(values)
        points, targets = train
    places: "list[Any]" = [tuple(point) + (target,) for point, target in zip(points, targets)]
    if values["data"] == TABLE:
        places = values["table"].points
    changes = values.get("points", [])
    if values["data"] in CLASS_NAMES:
        from plots.playgrounds.boosting.classes import classed

        changes = [classed(change, places) for change in changes]
    places, names = changed(places, changes)
    if len(places) > MOST_POINTS:
        raise SettingError(f"最多 {MOST_POINTS} 个点，现在有 {len(places)} 个。", ["points"])
    return Data([list(place[:-1]) for place in places], [place[-1] for place in places], names, valid)


def drawn_sets(values: "Values") -> "tuple[Set, Set]":
    """Return training and validation set; the last ones are not drawn again while the reader changes something else."""
    key = "{} {} {} {}".format(values["data"], values["n"], values["seed"], values["noise"])
    if key not in sets:
        sets.clear()
        random = Random(values["seed"])
        draw = DRAWS[values["data"]]
        train, valid = [draw(values["n"], random, values["noise"]) for _ in range(2)]
        sets[key] = (train.points, train.targets), (valid.points, valid.targets)
    return sets[key]


def keywords(values: "Values", data: Data) -> "dict[str, Any]":
    """Return the keywords of ``boost``: one round more, for the tree after the last."""
    return {
        "objective": objective_of(values["data"]),
        "rounds": values["rounds"] + 1,
        "eta": values["eta"],
        "max_depth": values["max_depth"],
        "reg_lambda": values["lambda"],
        "gamma": values["gamma"],
        "min_child_weight": values["min_child_weight"],
        "subsample": values["subsample"],
        "random": Random(SAMPLE_SEED),
        "test": data.valid,
    }


def ends_of(points: "list[Point]", *, brought: bool) -> "tuple[float, float]":
    """Return the ends of the axes of features: close round points that were brought, else the usual ones or farther."""
    numbers = [number for point in points for number in point]
    if not brought or len(set(numbers)) < 2:
        numbers += [0.0, WIDTH]
    return min(numbers), max(numbers)


def splits(tree: "Any") -> int:
    return len([1 for node in tree if node.split is not None])


def highest_gain(state: "Any") -> float:
    """Return the largest gain that was found, at least 0."""
    found = [0.0]
    for node in state.grown:
        for curve in node.curves:
            found.extend([gain for gain in curve.gains if gain is not None])
    return max(found)


def numbers_json(numbers: "list[float]") -> str:
    """Return numbers as JSON."""
    return "[" + ("%.5g," * len(numbers) % tuple(numbers))[:-1] + "]"


def stairs_json(starts: "list[float]", heights: "list[float]", high: float) -> str:
    """Return stairs as JSON: their edges and heights."""
    return "[" + numbers_json(starts + [high]) + "," + numbers_json(heights + heights[-1:]) + "]"


def rest_of_curve(state: "Any", low: float, high: float) -> str:
    """Return the residuals −g_i and the weights of the tree that is fitted to them."""
    starts, places = leaves_along(state.tree, low, high)
    stairs = stairs_json(starts, [state.tree[place].weight for place in places], high)
    return '"stems":' + numbers_json([0.0 - g for g in state.gradients]) + ',"stairs":' + stairs
