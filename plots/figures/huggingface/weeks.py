"""The port of BERT: each commit of the first week at its minute, in the row of its author; below, how the package came."""

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from plots import style
from plots.data.history import history
from plots.marks import Chart
from plots.models.history.commits import OTHERS, Commit, after, by_author, hours_between, milestone
from plots.models.history.dates import Date, days_between
from plots.models.history.events import event_with
from plots.style import SMALL, Palette

LEFT, RIGHT, TOP, HIGH = 58.0, 406.0, 44.0, 42.0  # of the rows: their ends, top of the first, height of one
ROWS = ("Google", "Thomas Wolf", "Victor Sanh", "Tim Rault", "")  # the last one: everybody else
NAMES = ("谷歌", "Wolf", "Sanh", "Rault", "其他人")
DAYS, WEEKDAYS = 8, "一二三四五六日"  # from the Monday of the first commit
LINE = TOP + len(ROWS) * HIGH + 62  # of the weeks that follow, down from the top
VERSIONS = (("0.1.1", "0.1.1", "center"), ("0.2.0", "0.2.0", "center"), ("0.3.0", "0.3.0 和推文", "left"))
MARKS = (("port", "换上谷歌的代码", "right"), ("training", "训练跑通", "center"), ("tidy", "成形", "center"))


def row_of(one: Commit) -> int:
    """Return the row of a commit; who has none of their own is in the last one."""
    name = "Clément Delangue" if one.author in OTHERS else one.author
    return ROWS.index(name) if name in ROWS else len(ROWS) - 1


def place(one: Commit) -> float:
    """Return where a commit lies between the ends of the rows."""
    first = history().commits[0]
    hours: float = hours_between(first, one) + first.hour
    return LEFT + (RIGHT - LEFT) * hours / (24 * DAYS)


def start() -> Date:
    """Return the Monday of the first commit."""
    return Date(*history().commits[0].date)


def middle(row: int) -> float:
    return TOP + (row + 0.5) * HIGH


def draw_bert_weeks(palette: Palette) -> Figure:
    """Rows of authors over the days of the first week, and a line of the weeks up to the tweet."""
    figure, axes = style.board(LINE + 44)
    plot = Chart(axes, palette)
    draw_days(plot)
    commits = history().commits
    for row, name in enumerate(NAMES):
        own = [one for one in commits if row_of(one) == row]
        plot.note(LEFT - 8, middle(row), name, ha="right", size=13)
        places = [place(one) for one in own]
        series = 1 if row == 0 else 0
        axes.vlines(
            places, middle(row) - 9, middle(row) + 9, color=palette.series[series], linewidth=1.1, gid=f"row{row}"
        )
    draw_shares(plot)
    draw_milestones(plot)
    draw_releases(plot)
    return figure


def draw_days(plot: Chart) -> None:
    """Name the days, and shade the weekend."""
    wide, bottom = (RIGHT - LEFT) / DAYS, TOP + len(ROWS) * HIGH
    for day in range(DAYS):
        x, number = LEFT + day * wide, start().day + day
        name = WEEKDAYS[day % 7]
        if name in "六日":
            box = Rectangle((x, TOP), wide, bottom - TOP, facecolor=plot.palette.grid, linewidth=0, zorder=0.5)
            box.set_gid(f"weekend{day}")
            plot.axes.add_patch(box)
        plot.axes.vlines(x, TOP, bottom, color=plot.palette.grid, linewidth=0.8, zorder=0.6)
        date = f"10-{number}" if number <= 31 else f"11-{number - 31}"
        plot.note(x + wide / 2, TOP - 26, date, ha="center", size=SMALL)
        plot.note(x + wide / 2, TOP - 11, f"周{name}", ha="center", size=SMALL)


def draw_shares(plot: Chart) -> None:
    """Write how many of the commits after Google's release are whose."""
    commits = history().commits
    own = after(commits, milestone(commits, "release"))
    counts = dict(by_author(own))
    for row, name in enumerate(ROWS[1:], start=1):
        count = counts[name] if name else len(own) - sum(counts[each] for each in ROWS[1:-1])
        plot.note(RIGHT + 8, middle(row), f"{count} 次 {count / len(own):.0%}", size=SMALL)


def draw_milestones(plot: Chart) -> None:
    """Draw a line at Google's release, and name what was reached after it, with the hours in between."""
    commits = history().commits
    release = milestone(commits, "release")
    x = place(release)
    plot.axes.vlines(x, TOP, TOP + len(ROWS) * HIGH, color=plot.palette.mark, linewidth=1.4, linestyle="--", zorder=1)
    plot.note(x + 8, middle(0), f"{release.clock} 放出 BERT", size=13)
    for name, words, ha in MARKS:
        one = milestone(commits, name)
        plot.ring([place(one)], [middle(1)])
        said = f"{words} +{hours_between(release, one):.0f} h"
        plot.note(place(one) - 8 * (ha == "right"), middle(1) + HIGH / 2, said, ha=ha, size=SMALL)


def draw_releases(plot: Chart) -> None:
    """Draw the weeks from the first commit to the tweet as one line, with what could be installed from when."""
    found = history()
    last = days_between(start(), event_with(found.events, "friday-tweet").date)
    across = RIGHT - LEFT

    def at(day: float) -> float:
        return LEFT + across * day / last

    plot.line([at(0), at(DAYS)], [LINE, LINE], series=0, dash=0, width=5)
    plot.line([at(DAYS), at(last)], [LINE, LINE], series=0, dash=0, width=1.2)
    plot.note(at(0), LINE - 20, "上面这一周", size=SMALL)
    for version, words, ha in VERSIONS:
        release = next(one for one in found.releases if one.version == version)
        x = at(days_between(start(), release.date))
        plot.line([x], [LINE], series=0, dash=0, size=9)
        plot.note(x - 6 * (ha == "left"), LINE - 20, words, ha=ha, size=13)
        plot.note(x, LINE + 20, f"{release.date.month}-{release.date.day}", ha="center", size=SMALL)
    plot.note(at(0), LINE + 20, "10-29", size=SMALL)
