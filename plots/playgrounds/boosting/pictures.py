"""The first pictures: data and ensemble, what is left with the next tree, the losses. ensemble.mjs says what they hold."""

import json

from plots.models.boosting.datasets import WIDTH, peak, stairs, waves
from plots.models.digits import nearest
from plots.pictures.chart import Series, axis, picture_json, rung, steps_axis
from plots.playgrounds.boosting.sentences import moment_words
from plots.playgrounds.boosting.settings import NONE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.boosting.runs import Run
    from plots.playgrounds.playground import Drawn

# Parts of the height of the figure: three of one setting on a curve, two of one on the plane.
FIT, LEFT_OVER, LOSSES, MAP = 0.35, 0.287, 0.363, 0.62
FIRST_STEP = 8  # the round that is shown at first, as in the figure
MARGIN = 0.02  # of the x axis on both sides, as in the figures
HEIGHT, REST_HEIGHT = 2.0, 1.0  # of the y axes at least
RUNGS = (1.0, 1.25, 1.6, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)  # where an axis of losses or gains ends
PLACES = 101  # of the true curve
STEPS = "轮数 t"
TRUTHS = {"sine": waves, "steps": stairs, "tent": peak}


def frame(name: str, drawn: "list[Drawn]", i: int) -> "dict[str, Any]":
    """Return what all pictures with moments begin with."""
    run: "Run" = drawn[i].result
    last = max([each.result.rounds for each in drawn])
    picture = {
        "name": name,
        "kind": "ensemble",
        "label": drawn[i].label if len(drawn) > 1 else "",
        "x": steps_axis(STEPS, last),
        "reach": reach(drawn),
        "start": FIRST_STEP,
    }
    if not all(each.result.finished for each in drawn):
        picture["progress"] = run.progress
    return picture


def reach(drawn: "list[Drawn]") -> int:
    """Return the last round that one of the runs has come to."""
    return max([0] + [len(each.result.moments) - 1 for each in drawn])


def side(label: str, low: float, high: float) -> "dict[str, Any]":
    """Return the axis of a feature."""
    room = MARGIN * (high - low)
    return axis(label, low - room, high + room, first=low, last=high)


def height(values: "list[float]", least: float) -> float:
    """Return how far from 0 a y axis reaches that holds all values."""
    highest = max([abs(value) for value in values] + [0.0])
    return least if highest <= least else rung(highest)


def fit_picture(name: str, drawn: "list[Drawn]", i: int) -> str:
    """Return the data and the ensemble of setting ``i``, as far as it is."""
    run: "Run" = drawn[i].result
    picture = frame(name, drawn, i)
    x = side("x₁" if run.planar else "x", run.low, run.high)
    if run.planar:
        y = side("x₂", run.low, run.high)
        points = [(point[0], point[1]) for point in run.data.points]
        picture["labels"] = "".join(["0" if target else "1" for target in run.data.targets])
        picture["shaded"] = True
    else:
        top = height(run.data.targets, HEIGHT)
        y = axis("训练集（点）与 F（台阶）", -top, top, first=-top, last=top)
        points = [(point[0], target) for point, target in zip(run.data.points, run.data.targets)]
        picture["edits"] = {"points": ["points"], "setting": drawn[i].setting}
        picture["truth"] = truth(run.values["data"])
    picture["plane"] = {"x": x, "y": y, "square": run.planar}
    picture["share"] = FIT if len(drawn) == 1 and not run.planar else MAP if len(drawn) == 1 else 1
    picture["bare"] = len(drawn) == 1 and not run.planar
    moments = []
    for t, moment in enumerate(run.moments):
        drawing = f'"boxes":{moment.fit},{moment.rest}' if run.planar else f'"stairs":{moment.fit}'
        moments.append('{"words":%s,%s}' % (json.dumps(moment_words(run, t)), drawing))
    return whole(picture, points, run.data.names, moments)


def truth(data: str) -> "list[list[float]]":
    """Return the true curve, of which the points are noisy values."""
    if data == NONE:
        return []
    places = [WIDTH * i / (PLACES - 1) for i in range(PLACES)]
    return [[nearest(x, 5) for x in places], [nearest(TRUTHS[data](x), 5) for x in places]]


def whole(picture: "dict[str, Any]", points: "list[Any]", names: "list[str]", moments: "list[str]") -> str:
    """Return a picture as JSON."""
    places = ",".join(["[%.10g,%.10g]" % point for point in points])
    head = f'{json.dumps(picture)[:-1]},"points":[{places}],"names":{json.dumps(names)}'
    return head + ',"moments":[' + ",".join(moments) + "]}"


def rest_picture(drawn: "list[Drawn]") -> str:
    """Return residuals and the weights of the next tree."""
    run: "Run" = drawn[0].result
    picture = frame("rest", drawn, 0)
    label = "残差 y − F（竖线）与下一棵树的叶子权重（台阶）"
    y = axis(label, -REST_HEIGHT, REST_HEIGHT, first=-REST_HEIGHT, last=REST_HEIGHT)
    picture["plane"] = {"x": side("x", run.low, run.high), "y": y, "square": False}
    picture["fitted"] = True
    picture["level"] = 0
    picture["share"] = LEFT_OVER
    moments = [
        '{"words":%s,"top":%.5g,%s}'
        % (json.dumps(moment_words(run, t)), height([moment.farthest], REST_HEIGHT), moment.rest)
        for t, moment in enumerate(run.moments)
    ]
    return whole(picture, [(point[0], 0.0) for point in run.data.points], [], moments)


def losses_picture(drawn: "list[Drawn]") -> str:
    """Return the losses, as far as they are."""
    series: "list[tuple[Series, dict[str, Any]]]" = []
    rules = []
    several = len(drawn) > 1
    highest = 0.0
    for i, each in enumerate(drawn):
        run: "Run" = each.result
        for values, label, role in ((run.valid, "验证损失", 1), (run.train, "训练损失", 2)):
            values = values[: max(1, len(run.moments))]
            if not values:
                continue
            look: "dict[str, Any]" = {"setting": each.setting, "label": label, "role": role}
            if several:
                look["label"] = each.label if role == 1 else each.label + " 训练"
                look["role"] = i + 1
                look["aside"] = role == 2
            series.append((Series(values), look))
            highest = max([highest] + values)
        if run.best is not None and not several:
            rules.append({"x": run.best, "label": f"最低 {run.best}", "row": 0})
            stopped = run.stopped
            if stopped is not None:
                rules.append({"x": stopped[0], "label": f"早停 {stopped[0]}", "row": 1})
    picture = frame("losses", drawn, 0)
    picture["kind"] = "lines"
    picture["label"] = "损失随轮数的变化"
    loss = "对数损失" if drawn[0].result.planar else "均方误差"
    picture["y"] = axis(loss, 0, rung(highest, RUNGS), first=0, last=highest)
    picture["share"] = LOSSES
    picture["rules"] = rules
    return picture_json(picture, series)
