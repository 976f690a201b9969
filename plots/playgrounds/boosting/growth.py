"""The pictures that come later: the next tree of each round, and what each place could gain."""

from plots.pictures.boosting.growth import gains_json, tree_json
from plots.pictures.chart import progress_json
from plots.playgrounds.boosting.pictures import start_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.boosting.runs import Run
    from plots.playgrounds.playground import Drawn


def tree_picture(drawn: "list[Drawn[Run]]") -> str:
    """Return the next tree of each round as JSON, or how far the run is."""
    run = drawn[0].result
    if not run.finished:
        return progress_json(run.progress)
    return tree_json(start_of("tree", drawn, 0), run.moments) if run.moments else "null"


def gains_picture(drawn: "list[Drawn[Run]]") -> str:
    """Return the gains of all thresholds in the nodes of the next tree as JSON, or how far the run is."""
    run = drawn[0].result
    if not run.finished:
        return progress_json(run.progress)
    if not run.moments:
        return "null"
    picture = start_of("gains", drawn, 0)
    gamma = run.values.get("gamma", 0)
    return gains_json(picture, run.moments, low=run.low, high=run.high, gamma=gamma, by_feature=run.planar)
