"""The pictures that come later: the next tree of each round, and what each place could gain."""

import json

from plots.pictures.chart import axis, progress_json, rung
from plots.playgrounds.boosting.pictures import RUNGS, frame, side, whole
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.boosting.runs import Run
    from plots.playgrounds.playground import Drawn


def tree_picture(drawn: "list[Drawn]") -> str:
    """Return the next tree of each round as JSON, or how far the run is."""
    run: "Run" = drawn[0].result
    if not run.finished:
        return progress_json(run.progress)
    if not run.moments:
        return "null"
    picture = frame("tree", drawn, 0)
    picture["kind"] = "tree"
    picture["label"] = "下一棵树：左边先问，“是”往上，“否”往下"
    moments = [
        '{"words":%s,"nodes":%s}' % (json.dumps(f"第 {t + 1} 棵树"), moment.tree)
        for t, moment in enumerate(run.moments)
    ]
    return json.dumps(picture)[:-1] + ',"moments":[' + ",".join(moments) + "]}"


def gains_picture(drawn: "list[Drawn]") -> str:
    """Return the gains of all thresholds in the nodes of the next tree as JSON, or how far the run is."""
    run: "Run" = drawn[0].result
    if not run.finished:
        return progress_json(run.progress)
    if not run.moments:
        return "null"
    picture = frame("gains", drawn, 0)
    picture["label"] = "根的增益：实线沿 x₁，虚线沿 x₂" if run.planar else "各处切开的增益：实线是根，虚线是下面的层"
    gamma = run.values["gamma"]
    picture["plane"] = {
        "x": side("阈值", run.low, run.high),
        "y": axis("增益", 0, 1, first=0, last=1),
        "square": False,
    }
    picture["fitted"] = True
    picture["level"] = gamma
    picture["byFeature"] = run.planar
    picture["note"] = f"横线是 γ = {rounded(gamma)}：增益比它小的分裂会被剪掉。" if gamma else ""
    moments = []
    for t, moment in enumerate(run.moments):
        head = '{"words":%s,"top":%.5g' % (json.dumps(f"第 {t + 1} 棵树的增益"), rung(moment.highest, RUNGS))
        moments.append(head + ',"lines":' + moment.gains + "}")
    return whole(picture, [], [], moments)
