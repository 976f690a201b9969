"""All events as a list in HTML, each with its anchor: what the build writes into the page."""

from plots.models.history.dates import in_chinese, written
from plots.pictures.huggingface.timeline import lane_colour
from plots.playgrounds.huggingface.pictures import row_of
from plots.playgrounds.huggingface.tables import events
from plots.playgrounds.markup import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.models.history.events import Event

DOUBTS = {"年": "，只知道年份", "月": "，只知道月份", "日": ""}


def all_events(*, page: bool, href: str) -> str:
    """Return the list.

    Args:
        page: Whether it stands on the playground's own page: there the ids of the events are anchors, and it is open.
        href: Address of that page, seen from where the list stands; "" on the page itself.
    """
    by_year: "dict[int, list[Event]]" = {}
    order: "list[int]" = []
    for one in events():
        if one.date.year not in by_year:
            by_year[one.date.year] = []
            order.append(one.date.year)
        by_year[one.date.year].append(one)
    parts = []
    for year in order:
        inside = "".join([item(one, page=page, href=href) for one in by_year[year]])
        parts.append(f'<li class="history__year"><b>{year}</b><ol>{inside}</ol></li>')
    whole = f'<ol class="history" data-items="">{"".join(parts)}</ol>'
    if page:
        return whole
    summary = f"全部 {len(events())} 件事，每件有日期和出处"
    return f'<details class="playground__fold"><summary>{summary}</summary>{whole}</details>'


def item(event: "Event", *, page: bool, href: str) -> str:
    id, _, known, lane, title, grade, source, address = row_of(event)
    anchor = f' id="{id}"' if page else ""
    when = f'<time datetime="{written(event.date)}">{in_chinese(event.date)}</time>'
    return (
        f'<li{anchor} data-item="{id}"><span class="history__when lane--{lane_colour(event.lane)}">'
        f'<a href="{href}#{id}">{when}</a>{DOUBTS[known]}　{lane}</span>'
        f'<span class="history__what">{escape(title)}</span>'
        f'<span class="history__source">{grade}：<a href="{escape(address)}">{escape(source)}</a></span></li>'
    )
