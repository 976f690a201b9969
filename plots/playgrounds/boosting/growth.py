"""The pictures that come later: the next tree of each round, and what each place could gain."""

from plots.pictures.boosting.growth import gains_json, tree_json
from plots.pictures.chart import progress_json
from plots.playgrounds.boosting.pictures import start_of
from plots.playgrounds.playground import one_each

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.boosting.runs import Run
    from plots.playgrounds.playground import Drawn


def growth_picture(name: str, drawn: "list[Drawn[Run]]") -> str:
    """Return the next tree of each round of a setting as JSON, or the gains of all thresholds in its nodes, or how far the run is."""
    trees, gains = [one_each(what, drawn) for what in ("tree", "gains")]
    if name not in trees + gains:
        raise ValueError(f"no picture {name!r}")
    i = (trees if name in trees else gains).index(name)
    run = drawn[i].result
    if not run.finished:
        return progress_json(run.progress)
    if not run.moments:
        return "null"
    picture = start_of(name, drawn, i)
    if name in trees:
        return tree_json(picture, run.moments)
    gamma = run.values.get("gamma", 0)
    return gains_json(picture, run.moments, low=run.low, high=run.high, gamma=gamma, by_feature=run.planar)
