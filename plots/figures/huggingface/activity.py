"""Commits, quarter by quarter."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plots import style
from plots.data.history import history
from plots.marks import Chart
from plots.models.history.activity import Quarter, runs, squash_merges_since
from plots.style import SMALL, Palette, tint

WIDE = 0.72  # of a bar, in quarters


def draw_activity(palette: Palette) -> Figure:
    """Draw the commits of each quarter; what nobody counted is marked as missing."""
    figure, (axes,) = style.figure(250)
    draw_commits(axes, palette, history().quarters)
    return figure


def draw_commits(axes: Axes, palette: Palette, quarters: list[Quarter]) -> None:
    """Draw the commits, what of them lies on the mainline, and when the two became one."""
    draw_bars(axes, palette, quarters, "commits", "提交")
    plot = Chart(axes, palette)
    for run in runs(quarters, "mainline"):
        ticks = plot.line([at for at, _ in run], [value for _, value in run], series=1)
        ticks.set(linestyle="none", marker="_", markersize=9, markeredgewidth=2)
    top = 1350
    axes.set_ylim(0, top)
    since = [one.label for one in quarters].index(squash_merges_since(quarters) or "") - 0.5
    plot.moment(since, top=top)
    plot.note(since, top, "从此一次合并是一次提交", offset=(5, -8))
    plot.note(-0.6, top, "短横：主线", offset=(0, -8), series=1)


def frame(axes: Axes, palette: Palette, quarters: list[Quarter], field: str, title: str) -> None:
    """Name the years, and shade the quarters of which the field is not known."""
    firsts = [i for i, one in enumerate(quarters) if one.label.endswith("Q1")]
    axes.set_xlim(-0.8, len(quarters) - 0.2)
    axes.set_xticks(firsts, [quarters[i].label[:4] for i in firsts])
    axes.set_title(title, fontsize=SMALL, color=palette.muted)
    known = {at for run in runs(quarters, field) for at, _ in run}
    missing = [at for at in range(len(quarters)) if at not in known]
    for at in missing:
        Chart(axes, palette).shade(at - 0.5, at + 0.5)
    if missing:
        middle, relative = sum(missing) / len(missing), axes.get_xaxis_transform()
        axes.text(middle, 0.5, "无\n数\n据", ha="center", va="center", color=palette.muted, transform=relative)


def draw_bars(axes: Axes, palette: Palette, quarters: list[Quarter], field: str, title: str) -> None:
    """Draw a bar for each quarter that is known; one that is not whole is hatched."""
    frame(axes, palette, quarters, field, title)
    for run in runs(quarters, field):
        for at, value in run:
            whole = quarters[at].is_complete
            axes.bar(
                at,
                value,
                width=WIDE,
                color=tint(palette, "series-1") if whole else "none",
                edgecolor=palette.series[0],
                linewidth=0.9,
                hatch=None if whole else "////",
                zorder=2,
                gid=f"{field} {quarters[at].label}",
            )
