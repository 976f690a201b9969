"""What can be set: what is looked at, and which part of it."""

from plots.models.history.events import LANE_NAMES, LANES, years
from plots.pictures.huggingface.timeline import lane_colour
from plots.playgrounds.controls import Choice, Control, Number, Switch, Text
from plots.playgrounds.huggingface.tables import events

SUBJECT = "view"
TIMELINE, STARS = "timeline", "stars"
VIEW = Choice(SUBJECT, TIMELINE, ((TIMELINE, "时间线"), (STARS, "星标")), label="看什么")


class Lane(Switch):
    """Whether the events of a lane are shown; in the colour that the lane has in the picture and in the list."""

    def __init__(self, lane: str, name: str) -> None:
        super().__init__(lane, "true", label=name)
        self.kind = f"switch lane--{lane_colour(lane)}"  # a class of its markup


LANE_CONTROLS = tuple([Lane(lane, name) for lane, name in zip(LANES, LANE_NAMES)])
STORY = Switch("story", "false", label="只走大事", hint="▶ 慢慢讲一遍")
SEARCH = Text("search", "", label="搜索", hint="标题、日期，空格隔开几个词")
FIRST_MONTH, LAST_MONTH = 2019.5, 2026.75  # what the snapshots cover, in years
RANGE = (
    Number("start", "2019.5", FIRST_MONTH, LAST_MONTH, step=0.25, label="从", hint="年；.25 是一个季度"),
    Number("end", "2026.75", FIRST_MONTH, LAST_MONTH, step=0.25, label="到", hint="年"),
)
FROM_ZERO = Switch("zero", "true", label="纵轴从 0 开始")


def controls(texts: "dict[str, str]") -> "tuple[Control, ...]":
    if texts.get(SUBJECT) == STARS:
        return (VIEW,) + RANGE + (FROM_ZERO,)
    return (VIEW,) + LANE_CONTROLS + YEARS + (SEARCH, STORY)


def year(name: str, at: int, label: str) -> Number:
    """Return the control of the first or the last year."""
    ends = years(events())
    return Number(name, str(ends[at]), ends[0], ends[1], integer=True, label=label, hint="年")


YEARS = (year("first", 0, "从"), year("last", 1, "到"))
