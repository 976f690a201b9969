"""The sums of trees that are not boosting by gradients: their states, and where an average is constant."""

from plots.models.boosting.ensembles import adaboost, average
from plots.models.randomness import Random
from plots.pictures.boosting.maps import LEVELS
from plots.playgrounds.boosting.cells import Cells
from plots.playgrounds.boosting.pieces import Stairs
from plots.playgrounds.boosting.settings import ADABOOST, FOREST, METHOD, objective_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from plots.playgrounds.boosting.runs import Data
    from plots.playgrounds.controls import Values

SAMPLE_SEED = 0


def states_of(values: "Values", data: "Data") -> "Any":
    """Return the states of a setting: one tree more than it asks for, to be shown as the next one."""
    settings = {"rounds": values["rounds"] + 1, "max_depth": values["max_depth"], "test": data.valid}
    if values[METHOD] == ADABOOST:
        return adaboost(data.points, data.targets, eta=values["eta"], **settings)
    return average(
        data.points,
        data.targets,
        random=Random(SAMPLE_SEED),
        objective=objective_of(values["data"]),
        features=1 if values[METHOD] == FOREST else None,
        subsample=values["subsample"],
        reg_lambda=values["lambda"],
        gamma=values["gamma"],
        min_child_weight=values["min_child_weight"],
        **settings,
    )


class AverageStairs(Stairs):
    """The same for a mean of trees: what is there gives way to the new one."""

    def __init__(self, low: float, high: float, base: float) -> None:
        super().__init__(low, high, base)
        self.base = base
        self.trees = 0

    def add(self, tree: "Sequence[Any]") -> None:
        self.trees += 1
        self.heights = [height + (self.base - height) / self.trees for height in self.heights]
        super().add(tree)


class AverageCells(Cells):
    """The same for a mean of trees that is a share of the classes."""

    def __init__(self, low: float, high: float, base: float) -> None:
        super().__init__(low, high, base)
        self.base = base
        self.trees = 0
        self.borders = list(LEVELS)

    def add(self, tree: "Sequence[Any]") -> None:
        self.trees += 1
        self.margins = [[share + (self.base - share) / self.trees for share in row] for row in self.margins]
        super().add(tree)
