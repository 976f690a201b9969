"""ZeRO-Offload: the data flow of one step, and all its cuts between GPU and CPU."""

import itertools
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plots import style
from plots.figures import Box, Frame, Marker
from plots.marks import Chart
from plots.models.zero.offload_graph import MERGED, best_cut, cuts
from plots.style import Palette

NAMES = {"fwd_bwd": "FWD-BWD", "p16": "p16", "g16": "g16", "update": "Update"}
CENTRES = {"p16": (130.0, 42.0), "fwd_bwd": (350.0, 42.0), "g16": (350.0, 134.0), "update": (130.0, 134.0)}
NODE = (136.0, 34.0)
LABEL = (56.0, 22.0)
HEIGHT = 392
MIDDLE = 88.0  # between the upper and the lower nodes
BORDER = (40.0, 129.0, 131.0, 349.0, 351.0, 448.0)  # ends of the dividing line, and where edges cross it
LOOKS = {"GPU": "plain", "CPU": "shade"}


def draw_offload_cut(palette: Palette) -> Figure:
    """At rest the published cut; below, what each placement costs."""
    figure, board = style.board(HEIGHT)
    plot = Chart(board, palette)
    half_width, half_height = NODE[0] / 2, NODE[1] / 2
    for edge in MERGED.edges:
        (x, y), (to_x, to_y) = CENTRES[edge.source], CENTRES[edge.target]
        across, down = (to_x > x) - (to_x < x), (to_y > y) - (to_y < y)
        start = (x + across * half_width, y + down * half_height)
        plot.arrow(start, (to_x - across * half_width, to_y - down * half_height), gap=1, below=True)
    draw_border(plot)
    for box in boxes(best_cut()):
        plot.box(box.x, box.y, box.width, box.height, box.text, look=box.look)
    axes = figure.add_axes((0.085, 0.11, 0.88, 0.38))
    draw_costs(axes, palette)
    return figure


def draw_border(plot: Chart) -> None:
    """Draw the line that divides GPU and CPU in the published cut."""
    plot.axes.plot([BORDER[0], BORDER[-1]], [MIDDLE] * 2, color=plot.palette.mark, linewidth=1.4, linestyle=(0, (4, 3)))
    for place, side in (("GPU", -1), ("CPU", 1)):
        plot.note(BORDER[-1] - 2, MIDDLE + 12 * side, place, ha="right")


def hidden_border() -> list[Box]:
    """Return what covers that line where it is not the cut; the edges that it crosses stay."""
    covers = [
        Box((start + stop) / 2, MIDDLE, stop - start, 4, "", "blank")
        for start, stop in itertools.pairwise(BORDER)
        if stop - start > 4
    ]
    return [*covers, Box(BORDER[-1] - 16, MIDDLE, 32, 44, "", "blank")]


def boxes(cut: Any) -> list[Box]:
    """Return the nodes with their places, and the edges with their bytes; those that are cut are marked."""
    found = [] if cut == best_cut() else hidden_border()
    for edge in MERGED.edges:
        (x, y), (to_x, to_y) = CENTRES[edge.source], CENTRES[edge.target]
        is_cut = edge in cut.edges
        text = f"{'PCIe ' if is_cut else ''}{multiple(edge.moved)}"
        found.append(Box((x + to_x) / 2, (y + to_y) / 2, *LABEL, text, "mark" if is_cut else "plain"))
    for node in MERGED.nodes:
        where = "CPU" if node.name in cut.on_cpu else "GPU"
        held = f"，{multiple(node.held)}" if node.held else ""
        found.append(Box(*CENTRES[node.name], *NODE, f"{NAMES[node.name]}{held}：{where}", LOOKS[where]))
    return found


def multiple(size: int) -> str:
    """Return bytes per parameter as bytes of the model."""
    return f"{size}Ψ" if size else "0"


def draw_costs(axes: Axes, palette: Palette) -> None:
    """Draw every placement as a point: what it sends, and what it leaves on the GPU."""
    plot = Chart(axes, palette)
    plot.scale(last=10, top=17, x_label="每步过 PCIe 的字节", y_label="留在 GPU 的字节")
    axes.set_xlim(-0.4, 11.6)
    axes.set_xticks(range(0, 11, 2), [multiple(size) for size in range(0, 11, 2)])
    axes.set_yticks(range(0, 17, 4), [multiple(size) for size in range(0, 17, 4)])
    found = cuts()
    points = plot.line([cut.traffic for cut in found], [cut.gpu_bytes for cut in found], size=6)
    points.set_linestyle("none")
    points.set_color(palette.ink)
    best = best_cut()
    plot.ring([best.traffic], [best.gpu_bytes])
    for cut in found:
        if cut == best:
            plot.note(cut.traffic, cut.gpu_bytes, words(cut), offset=(-10, 0), ha="right")
        else:
            plot.note(cut.traffic, cut.gpu_bytes, words(cut), offset=(8, 7 if cut.gpu_bytes < 4 else 1))


def words(cut: Any) -> str:
    """Name what a placement has on the CPU."""
    if len(cut.on_cpu) == len(MERGED.nodes) - 1:
        return "三者都在 CPU"
    return " + ".join(NAMES[name] for name in cut.on_cpu) or "都在 GPU"


def offload_frames() -> list[Frame]:
    """Every placement in turn, from the cheapest to the dearest way over PCIe; the published one is the last."""
    best = best_cut()
    order = sorted(cuts(), key=lambda cut: (cut == best, cut.traffic, -cut.gpu_bytes))
    return [
        Frame(
            (Marker(cut.traffic, cut.gpu_bytes, place(cut), axes=1),),
            f"{readout_words(cut)}：过 PCIe {multiple(cut.traffic)}，GPU 留 {multiple(cut.gpu_bytes)} 字节",
            tuple(boxes(cut)),
        )
        for cut in order
    ]


def place(cut: Any) -> str:
    """Return the coordinates of a placement."""
    return f"({multiple(cut.traffic)}，{multiple(cut.gpu_bytes)})"


def readout_words(cut: Any) -> str:
    """Say what is on the CPU."""
    return f"{'、'.join(NAMES[name] for name in cut.on_cpu)} 在 CPU" if cut.on_cpu else "都在 GPU"
