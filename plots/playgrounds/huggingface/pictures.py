"""The timeline of the events that a setting asks for, and the table that says the same."""

import json

from plots.models.history.dates import PRECISIONS, precision, written
from plots.models.history.events import grade_name, lane_name
from plots.pictures.huggingface.timeline import timeline
from plots.playgrounds.huggingface.tables import cited

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.models.history.events import Event
    from plots.playgrounds.huggingface.tables import Events

HEADER = ["编号", "日期", "精确到", "类别", "事件", "证据", "出处", "链接"]
TITLE_MS = 4000  # for a title, and a look at its place
PRECISION_NAMES = ("年", "月", "日")


def timeline_picture(result: "Events") -> str:
    picture = timeline(result.events, result.first, result.last)
    if result.is_story:
        picture["reading"] = TITLE_MS
    picture["table"] = [HEADER] + [row_of(one) for one in result.events]
    return json.dumps(picture)


def row_of(event: "Event") -> list[str]:
    """Return an event as a row of a table."""
    source = cited(event)
    known = PRECISION_NAMES[PRECISIONS.index(precision(event.date))]
    name = f"{source.name}，{source.remark}" if source.remark else source.name
    return [
        event.id,
        written(event.date),
        known,
        lane_name(event.lane),
        event.title,
        grade_name(event.evidence),
        name,
        source.address,
    ]
