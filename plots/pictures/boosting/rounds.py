"""Boosting round by round: data with the sum of the trees, what that leaves with the next tree, and the losses.

ensemble.mjs says what a picture of kind ``ensemble`` holds. Points are small dots, the true curve is thin and dashed. The
ensemble F and the validation loss are the subject, in the first colour; residuals and the training loss have the second,
the next tree has the third.
"""

import json

from plots.models.boosting.datasets import WIDTH, peak, stairs, waves
from plots.models.digits import nearest, significant
from plots.pictures.annotations import note, ring
from plots.pictures.chart import SHARED, Series, axis, even_ticks, picture_json, rung, steps_axis
from plots.pictures.frame import READING_MS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.pictures.annotations import Annotation, Place

    Picture = dict[str, Any]

# Heights: three pictures of one setting on a curve make a figure; those of several are whole.
FIT, REST, LOSSES, WHOLE = 142, 134, 154, 430
MARGIN = 0.02  # of the x axis on both sides
REACH, REST_REACH = 2.0, 1.0  # of the y axes at least
RUNGS = (1.0, 1.25, 1.6, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)  # where an axis of losses or gains ends
PLACES = 101  # of the true curve
NAMED = (10, 91, 4)  # which of them may have its name over it
AROUND = 6  # as many on both sides lie below its name
OVER = 0.26  # how far the middle of its name lies over it, by the reach of the axis
POINT = 4.6  # diameter
ENSEMBLE, TREE = 1, 3  # roles
STEPS = "轮数 t"
HEIGHTS = "训练集（点）与 F（台阶）"
TRUTHS = {"sine": waves, "steps": stairs, "tent": peak}


def begun(name: str, label: str, *, last: int, reach: int, start: int, progress: "float | None") -> "Picture":
    """Return what all pictures with moments begin with.

    Args:
        name: Of the picture.
        label: What stands above it.
        last, reach: The last round, and the last that has been computed.
        start: The round that is shown first.
        progress: How far the runs are, None at their end.
    """
    picture: "Picture" = {"name": name, "kind": "ensemble", "label": label, "x": steps_axis(STEPS, last)}
    picture.update({"reach": reach, "start": start, "reading": READING_MS})
    if progress is not None:
        picture["progress"] = progress
    return picture


def whole(picture: "Picture", points: "list[Place]", names: "list[str]", moments: "list[str]") -> str:
    """Return a picture with its points and moments as JSON."""
    places = ",".join(["[%.10g,%.10g]" % point for point in points])
    picture.setdefault("lowest", SHARED)
    head = f'{json.dumps(picture)[:-1]},"size":{POINT},"points":[{places}],"names":{json.dumps(names)}'
    return head + ',"moments":[' + ",".join(moments) + "]}"


def side(label: str, low: float, high: float) -> "dict[str, Any]":
    """Return the axis of a feature."""
    room = MARGIN * (high - low)
    return axis(label, low - room, high + room, first=low, last=high)


def farthest(values: "list[float]", least: float) -> float:
    """Return how far from 0 a y axis reaches that holds all values."""
    highest = max([abs(value) for value in values] + [0.0])
    return least if highest <= least else rung(highest)


def curve_json(
    picture: "Picture",
    points: "list[Place]",
    names: "list[str]",
    rounds: "list[tuple[str, Any]]",
    *,
    low: float,
    high: float,
    bottom: "float | None" = None,
    top: "float | None" = None,
    data: str,
    added: str = "之和",
) -> str:
    """Return points on a curve and the sum of trees as JSON.

    Args:
        picture: As it begins, with its height.
        points, names: Of the training set; by the names they are moved and deleted.
        rounds: The words of each, and what is kept of it: F_t as stairs, and how high it ends.
        low, high: Ends of the feature.
        bottom, top: Of the targets, where the axis is close round them; else it reaches as far up as down.
        data: The data set, whose true curve is drawn.
        added: What of the trees F_t is, in words.
    """
    if top is None or bottom is None:
        top = farthest([y for _, y in points], REACH)
        y = axis(HEIGHTS, -top, top)
    else:
        y = side(HEIGHTS, bottom, top)
    picture["plane"] = {"x": side("$x$", low, high), "y": y, "square": False}
    picture["role"] = ENSEMBLE
    if data in TRUTHS:
        places = [WIDTH * i / (PLACES - 1) for i in range(PLACES)]
        values = [TRUTHS[data](x) for x in places]
        picture["truth"] = [[nearest(x, 5) for x in places], [nearest(y, 5) for y in values]]
        picture["annotations"] = [name_of_truth(places, values, points, top)]
    moments = []
    for t, (words, kept) in enumerate(rounds):
        name = f"$F_{{{t}}}$"
        title = f"训练集（点）与 {t} 棵树{added} {name}（台阶）"
        said = [note(high, kept.end, name, dx=4, role=ENSEMBLE, size=14)]
        texts = (json.dumps(words), json.dumps(title), json.dumps(said), kept.fit)
        moments.append('{"words":%s,"title":%s,"annotations":%s,"stairs":%s}' % texts)
    return whole(picture, points, names, moments)


def name_of_truth(places: "list[float]", values: "list[float]", points: "list[Place]", top: float) -> "Annotation":
    """Return the name of the true curve, over it where the points leave most room."""
    best, most = (places[0], 0.0), -1.0
    for i in range(*NAMED):
        x, y = places[i], max(values[i - AROUND : i + AROUND]) + OVER * top
        room = min([((a - x) / WIDTH) ** 2 + ((b - y) / top) ** 2 for a, b in points] + [1.0])
        if room > most and y < top:
            best, most = (x, y), room
    return note(best[0], best[1], "真实曲线", anchor="middle")


def rest_json(
    picture: "Picture", features: "list[float]", rounds: "list[tuple[str, Any]]", *, low: float, high: float
) -> str:
    """Return what the sum of trees leaves, with the next tree, as JSON; in each round all of it is seen."""
    picture["height"] = REST
    picture["plane"] = {"x": side("$x$", low, high), "y": rest_axis(REST_REACH), "square": False}
    picture["role"] = TREE
    picture["level"] = 0
    tops = [farthest([kept.farthest], REST_REACH) for _, kept in rounds]
    axes = {top: json.dumps(rest_axis(top)) for top in tops}
    moments = []
    for t, (words, kept) in enumerate(rounds):
        title = f"残差 $y$ − $F_{{{t}}}$（竖线）与第 {t + 1} 棵树的叶子权重（台阶）"
        texts = (json.dumps(words), json.dumps(title), axes[tops[t]], kept.rest)
        moments.append('{"words":%s,"title":%s,"y":%s,%s}' % texts)
    return whole(picture, [(x, 0.0) for x in features], [], moments)


def rest_axis(top: float) -> "dict[str, Any]":
    return axis("残差 y − F（竖线）与下一棵树的叶子权重（台阶）", -top, top, ticks=even_ticks(-top, top, most=3))


def losses_json(
    picture: "Picture", label: str, curves: "list[tuple[list[float], dict[str, Any]]]", said: "list[Annotation]"
) -> str:
    """Return the losses over the rounds as JSON.

    Args:
        picture: As it begins.
        label: Of the y axis.
        curves: Values, and with each label, role and setting.
        said: The best round and where early stopping ends, as `best_round` and `moment` return them.
    """
    highest = max([0.0] + [value for values, _ in curves for value in values])
    picture["kind"] = "lines"
    picture["lowest"] = SHARED
    picture["label"] = "损失随轮数的变化"
    picture["height"] = LOSSES
    picture["y"] = axis(label, 0, rung(highest, RUNGS))
    picture["annotations"] = said
    return picture_json(picture, [(Series(values), look) for values, look in curves])


def best_round(round: int, loss: float, last: int) -> "list[Annotation]":
    """Return what is said of the round with the least validation loss, among those up to the ``last``."""
    anchor = "start" if round < last / 4 else "end" if round > 3 * last / 4 else "middle"
    text = f"最低：第 {round} 轮，{significant(loss, 3)}"
    return [ring([(round, loss)]), note(round, loss, text, dy=18, anchor=anchor)]
