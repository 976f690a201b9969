"""The points of each setting, as far as its run has come."""

from plots.pictures.kmeans.clusters import clusters_json, moment_json, plane_around, plane_of
from plots.playgrounds.kmeans.sentences import moment_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.kmeans.runs import Run
    from plots.playgrounds.playground import Drawn


def points_picture(name: str, drawn: "list[Drawn[Run]]", i: int) -> str:
    run = drawn[i].result
    asked: "dict[str, Any]" = {
        "name": name,
        "label": drawn[i].label if len(drawn) > 1 else "",
        "edits": {"points": ["points"], "centers": ["centers"], "table": ["table"], "setting": drawn[i].setting},
    }
    if not run.finished:
        asked["progress"] = run.progress
    moments = [
        moment_json(each.step, moment_words(run, step), each.centers, each.labels, each.sizes)
        for step, each in enumerate(run.moments)
    ]
    last = max([len(each.result.moments) for each in drawn]) - 1
    brought = drawn[i].values.get("table")
    plane = plane_of(run.points) if brought is None else plane_around(run.points, brought.names)
    return clusters_json(
        run.points, run.points_json, run.names_json, moments, plane=plane, k=drawn[i].values["k"], last=last, **asked
    )
