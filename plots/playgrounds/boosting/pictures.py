"""The first pictures, as far as the runs have come: data and ensemble, what is left with the next tree, the losses."""

from plots.pictures.annotations import moment
from plots.pictures.boosting.rounds import (
    FIT,
    WHOLE,
    begun,
    best_round,
    curve_json,
    losses_json,
    rest_json,
)
from plots.playgrounds.boosting.sentences import moment_words
from plots.playgrounds.boosting.settings import TABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.pictures.boosting.rounds import Picture
    from plots.playgrounds.boosting.runs import Run
    from plots.playgrounds.playground import Drawn

FIRST_STEP = 8  # the round that is shown at first


def start_of(name: str, drawn: "list[Drawn[Run]]", i: int) -> "Picture":
    """Return how a picture of setting ``i`` begins."""
    run = drawn[i].result
    return begun(
        name,
        drawn[i].label if len(drawn) > 1 else "",
        last=max([each.result.rounds for each in drawn]),
        reach=max([0] + [len(each.result.moments) - 1 for each in drawn]),
        start=FIRST_STEP,
        progress=None if all(each.result.finished for each in drawn) else run.progress,
    )


def rounds_of(run: "Run") -> "list[tuple[str, Any]]":
    """Return the words of each round, and what is kept of it."""
    return [(moment_words(run, t), kept) for t, kept in enumerate(run.moments)]


def fit_picture(name: str, drawn: "list[Drawn[Run]]", i: int) -> str:
    run = drawn[i].result
    picture = start_of(name, drawn, i)
    picture["height"] = WHOLE if len(drawn) > 1 else FIT
    ends: "dict[str, Any]" = {"low": run.low, "high": run.high}
    if run.planar:
        from plots.pictures.boosting.maps import HEIGHT, map_json

        if len(drawn) == 1:
            picture["height"] = HEIGHT
        picture["edits"] = {"points": ["points"], "classes": ["1", "0"]}
        points = [(point[0], point[1]) for point in run.data.points]
        return map_json(picture, points, run.data.names, run.data.targets, rounds_of(run), **ends)
    picture["bare"] = len(drawn) == 1
    picture["edits"] = {"points": ["points"], "table": ["table"]}
    points = [(point[0], target) for point, target in zip(run.data.points, run.data.targets)]
    if run.values["data"] == TABLE and len(set(run.data.targets)) > 1:
        ends["bottom"], ends["top"] = min(run.data.targets), max(run.data.targets)
    ends["data"] = run.values["data"]
    if run.averages:
        ends["added"] = "的平均"
    return curve_json(picture, points, run.data.names, rounds_of(run), **ends)


def rest_picture(drawn: "list[Drawn[Run]]") -> str:
    """Return residuals and the weights of the next tree."""
    run = drawn[0].result
    features = [point[0] for point in run.data.points]
    return rest_json(start_of("rest", drawn, 0), features, rounds_of(run), low=run.low, high=run.high)


def losses_picture(drawn: "list[Drawn[Run]]") -> str:
    """Return the losses, as far as they are."""
    curves: "list[tuple[list[float], dict[str, Any]]]" = []
    several = len(drawn) > 1
    for i, each in enumerate(drawn):
        run = each.result
        for values, label, role in ((run.valid, "验证损失", 1), (run.train, "训练损失", 2)):
            look: "dict[str, Any]" = {"setting": each.setting, "label": label, "role": role}
            if several:
                look["label"] = each.label if role == 1 else each.label + " 训练"
                look["role"] = i + 1
                look["aside"] = role == 2
            if values:
                curves.append((values[: max(1, len(run.moments))], look))
    run = drawn[0].result
    said = []
    if run.best is not None and not several:
        said = best_round(run.best, run.valid[run.best], run.rounds)
        if run.stopped is not None:
            said.append(moment(run.stopped[0], f"早停 {run.stopped[0]}"))
    return losses_json(start_of("losses", drawn, 0), "对数损失" if run.planar else "均方误差", curves, said)
