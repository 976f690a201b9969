"""The boards: one for each compared setting."""

from plots.pictures.board import board_json, titled
from plots.pictures.zero.collectives import collective_board
from plots.pictures.zero.steps import step_board
from plots.playgrounds.zero_communication.settings import OVERLAP, STEP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.playground import Drawn
    from plots.playgrounds.zero_communication.runs import Run


def board(name: str, drawn: "list[Drawn[Run]]", i: int) -> str:
    """Return the board of setting ``i`` as JSON; all have as many moments as the longest."""
    each = drawn[i]
    run = each.result
    most = max([len(other.result.states) for other in drawn])
    if each.values["run"] == STEP:
        picture = step_board(run.states, run.plan, int(each.values["stage"]), most)
    elif each.values["run"] == OVERLAP:
        from plots.pictures.zero.overlap import overlap_board
        from plots.playgrounds.zero_communication.times import forward_seconds

        picture = overlap_board(run.plan, forward_seconds(each.values))
    else:
        picture = collective_board(run.states, run.complete)
    picture["name"] = name
    picture["x"]["high"] = picture["x"]["last"] = most - 1
    picture["start"] = picture["rest"]
    if len(drawn) > 1:
        titled(picture, each.label)
    return board_json(picture)
