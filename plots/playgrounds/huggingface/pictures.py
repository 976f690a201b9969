"""The sheet of the timeline as plain data.

A picture of kind ``timeline`` is `plots.playgrounds.huggingface.sheet`: ``marks`` are (x, top, bottom, lane, grade),
``names`` (index of the event, text, x, start, y, lane); ``items`` are the ids of the events that are shown.
"""

import json

from plots.models.history.dates import PRECISIONS, precision, written
from plots.models.history.events import GRADES, LANE_NAMES, grade_name, lane_name
from plots.pictures.frame import WIDTH
from plots.playgrounds.huggingface import sheet
from plots.playgrounds.huggingface.tables import cited

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.history.events import Event
    from plots.playgrounds.huggingface.parts import Events

HEADER = ["编号", "日期", "精确到", "类别", "事件", "证据", "出处", "链接"]
PRECISION_NAMES = ("年", "月", "日")


def timeline_picture(result: "Events") -> str:
    """Return the sheet as JSON."""
    made = sheet.sheet(result.events, result.first, result.last)
    places = {one.id: i for i, one in enumerate(result.events)}
    last = max(len(result.events) - 1, 0)
    picture = {
        "name": "timeline",
        "kind": "timeline",
        "label": f"时间线，{result.first} 到 {result.last} 年，{len(result.events)} 件事，时间向下，每列一类",
        "width": WIDTH,
        "height": sheet.HEIGHT,
        "x": {"label": "第几件", "low": 0, "high": last, "first": 0, "last": last},
        "top": sheet.TOP,
        "bottom": sheet.BOTTOM,
        "edge": sheet.EDGE,
        "size": sheet.SIZE,
        "dot": sheet.DOT,
        "lanes": [[name, sheet.FIRST_LANE + sheet.PITCH * i] for i, name in enumerate(LANE_NAMES)],
        "ticks": [list(tick) for tick in made.ticks],
        "marks": [mark_of(mark) for mark in made.marks],
        "names": [
            [places[name.id], name.text, name.x, round(name.start, 2), round(name.y, 2), name.lane]
            for name in made.names
        ],
        "names_from": sheet.NAMES,
        "key": [[mark_of(mark), text] for mark, text in sheet.KEY],
        "items": [one.id for one in result.events],
        "table": [HEADER] + [row_of(one) for one in result.events],
    }
    return json.dumps(picture)


def mark_of(mark: sheet.Mark) -> "list[Any]":
    """Return a mark as the page draws it."""
    return [mark.x, round(mark.top, 2), round(mark.bottom, 2), mark.lane, GRADES.index(mark.grade)]


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
