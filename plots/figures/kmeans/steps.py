"""Lloyd's algorithm, half step by half step."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plots import style
from plots.figures import Box, Frame, Marker, Shape
from plots.figures.kmeans.examples import SQUARE, TOY, toy_states
from plots.figures.kmeans.planes import draw_spokes, draw_state, planes
from plots.marks import Chart, mark_corners
from plots.models.cells import cells
from plots.models.kmeans import half_steps
from plots.models.kmeans.lloyd import ASSIGN, squared_distance
from plots.style import WIDTH, Palette

SHOWN = (0, 1, 2, 3, 6, 14)  # half steps of the run: where something is seen to happen, and the end

PLANE, CURVE, PICTURE = 0, 1, 306.0  # axes of the moving figure, and its height
UNIT = 25.0  # of the plane, SVG units
POINT = 5.5  # size of a point
RING = 13.0

LINE = [[1], [2], [3], [8], [10], [12]]
ROWS = 5  # half steps that are shown of the run on the line
ROW = 80.0
AXIS = 1.2  # width of the line


def title(state: Any) -> str:
    """Return which half step a state is after, and its J."""
    name = "分配" if state.step == ASSIGN else "更新"
    number = state.iteration + 1 if state.step == ASSIGN else state.iteration
    return f"第 {number} 次{name}，$J$ = {state.inertia:.1f}"


def draw_steps(palette: Palette) -> Figure:
    """An assignment cuts the plane into cells, an update moves each centre to the mean of its points."""
    states = toy_states()
    figure, charts = planes(palette, SQUARE, [title(states[i]) for i in SHOWN])
    for chart, i in zip(charts, SHOWN, strict=True):
        state = states[i]
        if state.step == ASSIGN:
            draw_state(chart, TOY, state.centers, state.labels)
            continue
        draw_spokes(chart, TOY, state.centers, state.labels)
        draw_state(chart, TOY, state.centers, state.labels, parts=False)
        for label, (old, new) in enumerate(zip(states[i - 1].centers, state.centers, strict=True)):
            if old != new:
                chart.path([old, new], series=label, width=3)
                chart.center(old, label, size=8).set(markerfacecolor=palette.paper, markeredgewidth=1.2)
    return figure


def draw_lloyd(palette: Palette) -> Figure:
    """The same run to walk through: the ways of the centres, and J after each half step."""
    states = toy_states()
    figure = Figure(figsize=(WIDTH / style.POINTS_PER_INCH, PICTURE / style.POINTS_PER_INCH))
    left, right, bottom, top = SQUARE
    width, height = UNIT * (right - left), UNIT * (top - bottom)
    chart = Chart(figure.add_axes((0.006, 1 - (3 + height) / PICTURE, width / WIDTH, height / PICTURE)), palette)
    chart.plane(*SQUARE)
    chart.scatter(TOY, size=2.6)
    for label, ways in enumerate(zip(*(state.centers for state in states), strict=True)):
        chart.path(ways, series=label)
        chart.center(ways[0], label, size=9).set_markerfacecolor(palette.paper)
    curve = Chart(figure.add_axes((0.73, 0.19, 0.25, 0.7)), palette)
    draw_curve(curve, states)
    return figure


def draw_curve(chart: Chart, states: Sequence[Any]) -> None:
    """Draw J after each half step."""
    axes: Axes = chart.axes
    chart.scale(last=len(states) - 1, top=1200, x_label="半步", y_label="$J$")
    axes.set_xticks([0, 4, 8, 12])
    chart.dots(range(len(states)), [state.inertia for state in states], size=4)
    chart.level(states[-1].inertia)


def lloyd_frames() -> list[Frame]:
    """The moments of the run: points in the marks of their clusters, the cells of the centres, the centres, J."""
    states = toy_states()
    frames = []
    for i, state in enumerate(states):
        outlines = [Shape(tuple(corners), "outline", PLANE) for corners in parts(state.centers)]
        points = [mark(point, label) for point, label in zip(TOY, state.labels, strict=True)]
        changed = [TOY[point] for point in state.changed] if i else []
        rings = [Box(x, y, RING, RING, "", "ring", PLANE) for x, y in changed]
        walking = [Marker(x, y, f"μ{label + 1}", PLANE) for label, (x, y) in enumerate(state.centers)]
        walking.append(Marker(i, state.inertia, f"{state.inertia:.1f}", CURVE))
        frames.append(Frame(tuple(walking), readout(state), tuple(rings), (*outlines, *points)))
    return frames


def parts(centers: Sequence[Sequence[float]]) -> list[list[tuple[float, float]]]:
    """Return the cells of the centres in the plane that is shown."""
    left, right, bottom, top = SQUARE
    return cells(centers, left=left, right=right, bottom=bottom, top=top)


def mark(point: Sequence[float], label: int) -> Shape:
    """Return the mark of a point's cluster, where the point is."""
    x, y = point
    corners = tuple((round(x + dx / UNIT, 3), round(y + dy / UNIT, 3)) for dx, dy in mark_corners(label, POINT))
    return Shape(corners, f"series-{label + 1}", PLANE)


def readout(state: Any) -> str:
    """Say what the half step did."""
    if state.step == ASSIGN:
        changes = f"{len(state.changed)} 个点换簇" if state.iteration else "每个点归最近的质心"
        return f"第 {state.iteration + 1} 次分配：{changes}，J = {state.inertia:.1f}"
    farthest = max(state.moved)
    moves = f"质心最多移动 {farthest:.2f}" if farthest else "质心不动，结束"
    return f"第 {state.iteration} 次更新：{moves}，J = {state.inertia:.1f}"


def line_states() -> list[Any]:
    """Return the half steps on the line that are shown."""
    return list(half_steps(LINE, [[1], [2]]))[:ROWS]


def draw_by_hand(palette: Palette) -> Figure:
    """Six numbers, two centres: each point's squared distance, and their sum."""
    states = line_states()
    figure, axes = style.board(ROWS * ROW + 22)
    plot = Chart(axes, palette)
    left, unit, right = 36.0, 29.0, 400.0

    def place(x: float) -> float:
        return left + unit * x

    for row, state in enumerate(states):
        base = ROW * row + 74
        name, number = ("分配", state.iteration + 1) if state.step == ASSIGN else ("更新", state.iteration)
        plot.note(4, base - 44, f"{name} {number}", size=13)
        axes.plot([place(0.3), right], [base, base], color=palette.grid, linewidth=AXIS, zorder=1)
        for label, center in enumerate(state.centers):
            x = place(center[0])
            for point, its in zip(LINE, state.labels, strict=True):
                if its == label:
                    axes.plot([x, place(point[0])], [base - 30, base], color=palette.series[label], linewidth=0.9)
            plot.center((x, base - 30), label, size=12)
            plot.note(x, base - 45, f"{center[0]:g}", ha="center", series=label)
        for point, label in zip(LINE, state.labels, strict=True):
            plot.cluster([(place(point[0]), base)], label, size=7.5)
            squared = squared_distance(point, state.centers[label])
            plot.note(place(point[0]), base + 13, f"{squared:g}", ha="center")
        plot.note(476, base + 1, f"$J$ = {state.inertia:g}", ha="right", size=14)
    for point in LINE:
        plot.note(place(point[0]), 9, f"{point[0]}", ha="center")
    plot.note(4, 9, "$x_i$")
    return figure
