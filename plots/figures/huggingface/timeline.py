"""All events, in lanes, on one axis of time."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from plots import style
from plots.data.history import history
from plots.figures.huggingface.words import lane_colour
from plots.models.history.events import GRADES, LANE_NAMES, years
from plots.playgrounds.huggingface import sheet
from plots.playgrounds.huggingface.sheet import Mark
from plots.style import SMALL, Palette

BAR = 2 * sheet.DOT
YEARS = 36.0  # right end of the names of the years


def draw_timeline(palette: Palette) -> Figure:
    """Time goes down; a column for each lane, a mark for each event, names for the landmarks."""
    events = history().events
    first, last = years(events)
    made = sheet.sheet(events, first, last)
    figure, axes = style.board(sheet.HEIGHT)
    for lane, name in enumerate(LANE_NAMES):
        x = sheet.FIRST_LANE + sheet.PITCH * lane
        axes.text(x, 16, name, color=lane_colour(palette, lane), ha="center", va="center")
        axes.plot([x, x], [sheet.TOP, sheet.BOTTOM], color=palette.grid, linewidth=0.8, zorder=1)
    for text, y, _ in made.ticks:
        axes.plot([YEARS + 4, sheet.EDGE], [y, y], color=palette.grid, linewidth=0.8, zorder=1)
        axes.text(YEARS, y + 9, text, color=palette.muted, ha="right", va="center", fontsize=SMALL)
    axes.plot([YEARS + 4, sheet.EDGE], [sheet.BOTTOM] * 2, color=palette.grid, linewidth=0.8, zorder=1)
    for name in made.names:
        colour = lane_colour(palette, name.lane)
        way = [name.x + sheet.DOT, sheet.EDGE, sheet.NAMES - 4], [name.start, name.start, name.y]
        axes.plot(*way, color=colour, linewidth=0.7, alpha=0.5, zorder=1.5)
        axes.text(sheet.NAMES, name.y, name.text, color=colour, va="center", fontsize=sheet.SIZE)
    draw_marks(axes, palette, made.marks)
    draw_key(axes, palette)
    return figure


def draw_marks(axes: Axes, palette: Palette, marks: list[Mark]) -> None:
    """Draw bars for what is known to the month or year, dots over them for days; full, half or empty by the evidence.

    Dots of one lane and grade are one line: by the hundred, circles of their own take four times the bytes.
    """
    days = [mark for mark in marks if mark.top == mark.bottom]
    for mark in marks:
        if mark not in days:
            draw_bar(axes, palette, mark)
    for lane, grade in sorted({(mark.lane, mark.grade) for mark in days}):
        own = [mark for mark in days if (mark.lane, mark.grade) == (lane, grade)]
        colour = lane_colour(palette, lane)
        axes.plot(
            [mark.x for mark in own],
            [mark.top for mark in own],
            linestyle="none",
            marker="o",
            markersize=BAR,
            fillstyle="left" if grade == GRADES[1] else "full",
            markerfacecolor=palette.paper if grade == GRADES[2] else colour,
            markerfacecoloralt=palette.paper,
            markeredgecolor=colour,
            markeredgewidth=1.1,
            zorder=3,
            gid=" ".join(mark.id for mark in own),
        )


def draw_bar(axes: Axes, palette: Palette, mark: Mark) -> None:
    """Draw the bar over all that a date may mean."""
    colour = lane_colour(palette, mark.lane)
    left, height = mark.x - BAR / 2, mark.bottom - mark.top
    face = colour if mark.grade == GRADES[0] else palette.paper
    outline = Rectangle((left, mark.top), BAR, height, facecolor=face, edgecolor=colour, linewidth=1.1, zorder=2.8)
    outline.set_gid(mark.id)
    axes.add_patch(outline)
    if mark.grade == GRADES[1]:
        axes.add_patch(Rectangle((left, mark.top), BAR / 2, height, facecolor=colour, linewidth=0, zorder=2.9))


def draw_key(axes: Axes, palette: Palette) -> None:
    """Say below the axis what full, half full and empty mean."""
    draw_marks(axes, palette, [mark for mark, _ in sheet.KEY])
    for mark, text in sheet.KEY:
        axes.text(mark.x + 12, (mark.top + mark.bottom) / 2, text, va="center", color=palette.muted, fontsize=SMALL)
