"""A hundred starts by each rule: how often does the algorithm end in which inertia?"""

from plots.models.kmeans import lloyd, starting_centers
from plots.models.randomness import Random
from plots.pictures.kmeans.curves import EQUAL
from plots.playgrounds.kmeans.runs import SLICE
from plots.playgrounds.kmeans.settings import OWN, RANDOM, RULE_NAMES
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.controls import Values
    from plots.playgrounds.kmeans.runs import Run
    from plots.playgrounds.playground import Drawn

COUNT = 100
NEAR = 0.01  # of the least inertia: as good as it


class Restarts:
    """The final inertia of runs with the seeds 0, 1, 2, … by one rule, as far as they have been computed."""

    def __init__(self, points: "list[Any]", k: int, rule: str) -> None:
        self.points = points
        self.k = k
        self.rule = rule
        self.finals: "list[float]" = []
        self.states: "Any" = None

    def advance(self, most: int) -> int:
        """Go on until so many points have been looked at; return how many are left of them."""
        while len(self.finals) < COUNT and most > 0:
            if self.states is None:
                random = Random(len(self.finals))
                centers = starting_centers(RULE_NAMES[self.rule], self.points, self.k, random)
                self.states = lloyd(self.points, centers)
                self.final = 0.0
            state = next(self.states, None)
            most -= 2 * len(self.points)
            if state is not None:
                self.final = state.inertia
            if state is None or state.converged:
                self.finals.append(self.final)
                self.states = None
        return most


kept: "dict[str, dict[str, Restarts]]" = {}  # one entry: those of the last points, by rule


def key_of(drawn: "list[Drawn[Run]]") -> str:
    """Return a text that is equal where points and k are."""
    return drawn[0].result.points_json + str(drawn[0].values["k"])


def rules_of(drawn: "list[Drawn[Run]]") -> "list[str]":
    """Return the rules that are compared: random points first, then those that were chosen."""
    found = [RANDOM]
    for each in drawn:
        if each.values["start"] not in found and each.values["start"] != OWN:
            found.append(each.values["start"])
    return found


def starts(drawn: "list[Drawn[Run]]") -> "list[Restarts]":
    """Return the starts by each rule, as far as they have been computed; none where there is nothing to cluster."""
    if not drawn[0].result.moments:
        return []
    key = key_of(drawn)
    if key not in kept:
        kept.clear()
        kept[key] = {}
    known = kept[key]
    for rule in rules_of(drawn):
        if rule not in known:
            known[rule] = Restarts(drawn[0].result.points, drawn[0].values["k"], rule)
    return [known[rule] for rule in rules_of(drawn)]


def advance(drawn: "list[Drawn[Run]]") -> None:
    left = SLICE
    for each in starts(drawn):
        left = each.advance(left)


def near(finals: "list[float]", least: float) -> int:
    """Return how many are about as low as the least."""
    return len([final for final in finals if final <= least * (1 + NEAR)])


def verdict(drawn: "list[Drawn[Run]]", one: "Drawn[Run]") -> str:
    """Say where a run ends, and whether that is a local minimum, if the starts have shown it."""
    if not one.result.finished or not one.result.moments:
        return ""
    all_rules = starts(drawn)
    if any(len(each.finals) < COUNT for each in all_rules):
        return ""
    mine = one.result.moments[-1].inertia
    least = min([min(each.finals) for each in all_rules])
    ended = f"{name_of(one.values)}停在 J = {rounded(mine)}，{COUNT} 次初始化里"
    if mine > least * (1 + EQUAL) and rounded(mine) != rounded(least):
        return f"{ended}有更低的 {rounded(least)}：这是局部极小。"
    return f"{ended}没有更低的。"


def name_of(values: "Values") -> str:
    """Return what a run is called: its seed, if it has one."""
    return "这次" if values["start"] == OWN else f"种子 {values['seed']} "
