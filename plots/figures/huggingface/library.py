"""The library: its names, its releases."""

from matplotlib.figure import Figure

from plots import style
from plots.data.history import COLLECTED, history
from plots.marks import AUXILIARY, Chart
from plots.models.history.dates import days_between, middle, written
from plots.models.history.releases import names, newest, of_kinds, per_year
from plots.style import SMALL, Palette

NAMES_SPAN = (2018.55, 2027.1)  # years
FLAGS = (0.06, 0.31, 0.56)  # heights of the names over the line, as parts of the axes from the top


def draw_names(palette: Palette) -> Figure:
    """One line through time; each name is a flag at the day it was given."""
    found = history()
    figure, (axes,) = style.figure(258)
    plot = Chart(axes, palette)
    axes.grid(visible=False)
    axes.set_xlim(*NAMES_SPAN)
    axes.set_ylim(-0.14, 1)
    axes.set_yticks([])
    axes.set_xticks(range(2019, 2028))
    last = newest(found.releases, on=COLLECTED)
    for series, name in enumerate(names(found.releases, found.events)):
        start, end = middle(name.start), middle(name.end or last.date)
        top = 1 - FLAGS[series]
        plot.line([start, end], [0, 0], series=series, dash=0, width=5)
        axes.plot([start, start], [0, top], color=palette.series[series], linewidth=AUXILIARY, linestyle="-")
        length = f"，用了 {days_between(name.start, name.end)} 天" if name.end else ""
        plot.note(start, top, name.name, offset=(6, -2), series=series, size=14, va="center")
        plot.note(start, top, f"{written(name.start)} 起{length}", offset=(6, -19))
        first = f"首个 {name.first.version}（{written(name.first.date)}）"
        plot.note(start, top, f"{name.releases} 个版本，{first}", offset=(6, -35))
    plot.note(middle(last.date), 0, last.version, offset=(0, 8), ha="right", va="bottom", series=2)
    plot.line([middle(last.date)], [0], series=2, dash=0, size=8)
    return figure


def draw_releases(palette: Palette) -> Figure:
    """Draw the major and minor releases of each year; the last year is not over."""
    found = history()
    figure, (axes,) = style.figure(220)
    plot = Chart(axes, palette)
    counts = per_year(found.releases)
    axes.set_xlim(2017.4, 2026.6)
    axes.set_ylim(0, 28)
    axes.set_xticks([year for year, _ in counts])
    axes.set_title("一年里的大版本与小版本", fontsize=SMALL, color=palette.muted)
    last = of_kinds(found.releases)[-1].date
    for year, count in counts:
        is_open = year == last.year
        axes.bar(
            year,
            count,
            width=0.66,
            color="none" if is_open else palette.series[0],
            edgecolor=palette.series[0],
            linewidth=1.2,
            hatch="///" if is_open else None,
            zorder=2,
            label="版本数",
        )
        plot.note(year, count, str(count), offset=(0, 3), ha="center", va="bottom")
    plot.note(last.year + 0.33, counts[-1][1], f"至 {last.month} 月 {last.day} 日", offset=(-38, -4), ha="right")
    return figure
