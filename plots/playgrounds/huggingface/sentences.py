"""What is seen, in words; a link is written as ``[name](address)``."""

from plots.models.history.dates import in_chinese, precision
from plots.models.history.events import grade_name, lane_name
from plots.playgrounds.huggingface.tables import cited

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.models.history.events import Event
    from plots.playgrounds.huggingface.tables import Events

DOUBTS = {"year": "（只知道年份）", "month": "（只知道月份）", "day": ""}


def events_sentence(result: "Events", step: int) -> str:
    """Return how many events there are, and which one the reader looks at."""
    if not result.events:
        return f"{result.of} 件事里没有符合条件的。去掉几个搜索词，或多选几类。"
    i = min(max(step, 0), len(result.events) - 1)
    return f"{result.of} 件事里显示 {len(result.events)} 件。第 {i + 1} 件，{told(result.events[i])}"


def told(event: "Event") -> str:
    """Return an event as a sentence: when, as far as it is known, what, on what evidence, and where that stands."""
    source = cited(event)
    remark = f"，{source.remark}" if source.remark else ""
    when = in_chinese(event.date) + DOUBTS[precision(event.date)]
    grade = grade_name(event.evidence)
    return f"{when}，{lane_name(event.lane)}：{event.title}。证据：{grade}，[{source.name}]({source.address}){remark}。"
