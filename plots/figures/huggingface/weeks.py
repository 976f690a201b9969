"""The five weeks from the first commit to the tweet, day by day, as a calendar."""

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from plots import style
from plots.data.history import history
from plots.marks import Chart
from plots.models.history.dates import Date, days_between
from plots.models.history.events import event_with
from plots.models.history.facts import value
from plots.style import SMALL, Palette, tint

WEEKDAYS = "一二三四五六日"
LEFT, TOP, WIDE, HIGH = 8.0, 30.0, 66.0, 54.0  # corner of the first day, width and height of a day
VERSIONS = ("0.1.1", "0.1.2", "0.2.0", "0.3.0")


def days() -> dict[int, list[str]]:
    """Return what happened, by the days since the first commit."""
    found = history()
    start = event_with(found.events, "first-commit").date
    happened: dict[int, list[str]] = {
        0: ["第一个", "提交"],
        value(found.facts, "tensorflow-code-day"): ["搬来", "TF 代码"],
    }
    for release in found.releases:
        if release.version in VERSIONS:
            happened.setdefault(days_between(start, release.date), []).append(release.version)
    happened.setdefault(days_between(start, event_with(found.events, "friday-tweet").date), []).append("推文")
    return happened


def busy_days() -> range:
    """Return the days of the many commits, counted from the first one."""
    facts = history().facts
    first = value(facts, "bert-week-start-day")
    return range(first, first + value(facts, "bert-week-days"))


def day_after(start: Date, days: int) -> str:
    """Return month and day so many days after a day of October 2018 (31 days), as 11-5."""
    number = start.day + days
    return f"{start.month}-{number}" if number <= 31 else f"{start.month + 1}-{number - 31}"


def draw_bert_weeks(palette: Palette) -> Figure:
    """A row for each week, Monday to Sunday; the days of the many commits are tinted."""
    start = event_with(history().events, "first-commit").date
    happened, busy = days(), busy_days()
    last = max(happened)
    rows = last // 7 + 1
    figure, axes = style.board(TOP + rows * HIGH + 8)
    plot = Chart(axes, palette)
    for column, name in enumerate(WEEKDAYS):
        axes.text(LEFT + (column + 0.5) * WIDE, 15, name, color=palette.muted, ha="center", va="center", fontsize=SMALL)
    for day in range(rows * 7):
        x, y = LEFT + day % 7 * WIDE, TOP + day // 7 * HIGH
        is_busy, is_past = day in busy, day > last
        face, gap = (tint(palette, "series-1"), 0) if is_busy else ("none", 1)
        box = (x + gap, y + 1), WIDE - 2 * gap, HIGH - 2
        edge = face if is_busy else palette.grid
        axes.add_patch(Rectangle(*box, facecolor=face, edgecolor=edge, linewidth=0.8, gid=f"day {day}"))
        if not is_past:
            plot.note(x + 5, y + 11, day_after(start, day), size=SMALL)
            axes.texts[-1].set_color(palette.ink if is_busy else palette.muted)
        for line, text in enumerate(happened.get(day, [])):
            is_release = text in VERSIONS
            plot.note(x + WIDE / 2, y + 26 + 15 * line, text, ha="center", series=0 if is_release else None, size=13)
    first_row = [day for day in busy if day // 7 == busy[0] // 7]
    middle = LEFT + (first_row[0] + len(first_row) / 2) * WIDE
    commits = value(history().facts, "bert-week-commits")
    plot.note(middle, TOP + 0.66 * HIGH, f"{len(busy)} 天 {commits} 次提交，到下周一为止", ha="center", size=13)
    return figure
