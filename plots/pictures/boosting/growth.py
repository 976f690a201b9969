"""What is shown below the rounds: the next tree of each, and what each place could gain."""

import json

from plots.models.digits import significant
from plots.pictures.boosting.rounds import RUNGS, side, whole
from plots.pictures.chart import BELOW, axis, rung

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.pictures.boosting.rounds import Picture


def tree_json(picture: "Picture", rounds: "list[Any]") -> str:
    """Return the next tree of each round as JSON."""
    picture["kind"] = "tree"
    picture["label"] = named(picture, "下一棵树：左边先问，“是”往上，“否”往下")
    moments = ['{"words":%s,"nodes":%s}' % (json.dumps(f"第 {t + 1} 棵树"), kept.tree) for t, kept in enumerate(rounds)]
    return json.dumps(picture)[:-1] + ',"moments":[' + ",".join(moments) + "]}"


def gains_json(
    picture: "Picture", rounds: "list[Any]", *, low: float, high: float, gamma: float, by_feature: bool
) -> str:
    """Return the gains of all thresholds in the nodes of the next tree as JSON.

    Args:
        picture: As it begins.
        rounds: What is kept of each: the gains as JSON, the highest of them.
        low, high: Ends of the feature.
        gamma: What a split has to gain.
        by_feature: Whether lines are told apart by their feature, not by the depth of their node.
    """
    picture["height"] = BELOW
    what = "根的增益：实线沿 x₁，虚线沿 x₂" if by_feature else "各处切开的增益：实线是根，虚线是下面的层"
    picture["label"] = named(picture, what)
    picture["plane"] = {"x": side("阈值", low, high), "y": axis("增益", 0, 1), "square": False}
    picture["level"] = gamma
    picture["byFeature"] = by_feature
    picture["note"] = f"横线是 γ = {significant(gamma, 4)}：增益比它小的分裂会被剪掉。" if gamma else ""
    tops = [rung(kept.highest, RUNGS) for kept in rounds]
    axes = {top: json.dumps(axis("增益", 0, top)) for top in tops}
    moments = [
        '{"words":%s,"y":%s,"lines":%s}' % (json.dumps(f"第 {t + 1} 棵树的增益"), axes[tops[t]], kept.gains)
        for t, kept in enumerate(rounds)
    ]
    return whole(picture, [], [], moments)


def named(picture: "Picture", what: str) -> str:
    """Return what stands above a picture: whose it is, among several, and what is seen."""
    return f"{picture['label']}，{what}" if picture["label"] else what
