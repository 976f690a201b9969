"""A hundred starts by each rule: how often does the algorithm end in which inertia?"""

import json

from plots.models.kmeans import lloyd, starting_centers
from plots.models.randomness import Random
from plots.playgrounds.kmeans.runs import SLICE
from plots.playgrounds.kmeans.settings import OWN, RANDOM, RULES, model_name, rule_label
from plots.playgrounds.numbers import rounded
from plots.playgrounds.pictures import axis

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.state import Drawn

COUNT = 100
BINS = 24
NEAR = 0.01  # of the least inertia: as good as it
EQUAL = 1e-9  # the same up to rounding
LABEL = f"{COUNT} 次随机初始化"


class Restarts:
    """The final inertia of runs with the seeds 0, 1, 2, …, as far as they have been computed.

    Args:
        points: x_1 … x_n.
        k: Number of centres.
        rule: Of the starting centres.
    """

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
                centers = starting_centers(model_name(self.rule, RULES), self.points, self.k, random)
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


kept: "dict[str, list[Restarts]]" = {}  # one entry: those of the last points


def key_of(drawn: "list[Drawn]") -> str:
    """Return a text that is equal where the starts are."""
    values = drawn[0].values
    return "{} {} {} {} {}".format(values["data"], values.get("n"), values.get("points"), values["k"], rules_of(drawn))


def rules_of(drawn: "list[Drawn]") -> "list[str]":
    """Return the rules that are compared: random points first, then those that were chosen."""
    found = [RANDOM]
    for each in drawn:
        if each.values["start"] not in found and each.values["start"] != OWN:
            found.append(each.values["start"])
    return found


def restarts_picture(drawn: "list[Drawn]") -> str:
    """Return the histograms as JSON, or how far they are."""
    run, k = drawn[0].result, drawn[0].values["k"]
    if not run.moments:
        return "null"
    key = key_of(drawn)
    if key not in kept:
        kept.clear()
        kept[key] = [Restarts(run.points, k, rule) for rule in rules_of(drawn)]
    all_rules = kept[key]
    left = SLICE
    for each in all_rules:
        left = each.advance(left)
    done = sum([len(each.finals) for each in all_rules])
    total = COUNT * len(all_rules)
    if done < total:
        return json.dumps({"progress": done / total, "label": f"{LABEL}：{done} / {total}"})
    return json.dumps(histogram(drawn, all_rules))


def histogram(drawn: "list[Drawn]", all_rules: "list[Restarts]") -> "dict[str, Any]":
    """Return the picture: a row for each rule, all with the same bins."""
    finals = [final for each in all_rules for final in each.finals]
    here = [each.result.moments[-1].inertia for each in drawn if each.result.moments]
    low, high = min(finals + here), max(finals + here)
    if high - low <= EQUAL * high:  # all the same
        low, high = 0.95 * low, 1.05 * high + (1 if high == 0 else 0)
    edges = [low + (high - low) * i / BINS for i in range(BINS + 1)]
    rows: "list[dict[str, Any]]" = []
    for i, each in enumerate(all_rules):
        counts = [0] * BINS
        for final in each.finals:
            counts[min(int((final - low) / (high - low) * BINS), BINS - 1)] += 1
        rows.append({"label": rule_label(each.rule), "role": 1 + i % 4, "counts": counts})
    room = 0.02 * (high - low)
    return {
        "name": "restarts",
        "kind": "histogram",
        "label": f"{LABEL}：最终 J 的分布",
        "x": axis("最终的 J", low - room, high + room, first=low, last=high),
        "y": axis("次数", 0, max([max(row["counts"]) for row in rows]), first=0, last=COUNT),
        "edges": edges,
        "rows": rows,
        "rules": [{"x": inertia, "label": f"这次 {rounded(inertia)}"} for inertia in here[:1]],
        "note": summary(all_rules),
        "retell": True,
    }


def summary(all_rules: "list[Restarts]") -> str:
    """Say how often each rule led to about the least inertia."""
    least = min([min(each.finals) for each in all_rules])
    often = [f"{rule_label(each.rule)} {near(each.finals, least)} 次" for each in all_rules]
    return f"最低的 J 是 {rounded(least)}；各 {COUNT} 次里，与它相差不到 1% 的有：{'，'.join(often)}。"


def near(finals: "list[float]", least: float) -> int:
    """Return how many are about as low as the least."""
    return len([final for final in finals if final <= least * (1 + NEAR)])


def verdict(drawn: "list[Drawn]", one: "Drawn") -> str:
    """Say whether a run stopped in a local minimum, if the starts have shown it."""
    all_rules = kept.get(key_of(drawn), [])
    if not one.values.get("restarts") or not one.result.finished or not one.result.moments:
        return ""
    if not all_rules or any(len(each.finals) < COUNT for each in all_rules):
        return ""
    mine = one.result.moments[-1].inertia
    least = min([min(each.finals) for each in all_rules])
    if mine > least * (1 + EQUAL) and rounded(mine) != rounded(least):
        return f"{COUNT} 次初始化里有更低的 J = {rounded(least)}：这次停在局部极小。"
    return f"{COUNT} 次初始化里没有更低的 J。"
