"""A step of ZeRO-3 as two timelines: where the link is fast enough, and where the GPU waits for it."""

from typing import Any

from matplotlib.figure import Figure

from plots import style
from plots.marks import Chart
from plots.models.zero.overlap import BACKWARD, COMPUTE, LINK, REDUCE, length, step
from plots.style import Palette

LAYERS = 4
TRANSFERS = (0.6, 1.5)  # of a layer, where its forward pass takes 1
ROW, TOPS = 24.0, (30.0, 126.0)
LEFT, RIGHT = 40.0, 472.0
LANES = ((COMPUTE, "计算"), (LINK, "通信"))


def draw_overlap(palette: Palette) -> Figure:
    """Both on one scale of time: what is blank in the upper row is waiting."""
    figure, axes = style.board(222)
    plot = Chart(axes, palette)
    made = [step(layers=LAYERS, transfer=transfer) for transfer in TRANSFERS]
    scale = (RIGHT - LEFT) / max(map(length, made))
    for transfer, slots, top in zip(TRANSFERS, made, TOPS, strict=True):
        busy = sum(slot.stop - slot.start for slot in slots if slot.lane == COMPUTE)
        words = f"传一次 {transfer:g}：全程 {length(slots):g}，计算 {busy:g}，等 {length(slots) - busy:.3g}"
        plot.note(LEFT, top - 14, words)
        draw_slots(plot, slots, top, scale=scale)
    bottom = TOPS[-1] + len(LANES) * ROW + 18
    plot.box(LEFT + 7, bottom, 14, 14, sharp=True)
    plot.note(LEFT + 19, bottom, "前向；收集参数")
    plot.box(LEFT + 133, bottom, 14, 14, look="shade", sharp=True)
    plot.note(LEFT + 145, bottom, "反向；规约梯度。数字是层，计算的空白是在等")
    return figure


def draw_slots(plot: Chart, slots: list[Any], top: float, *, scale: float) -> None:
    """Draw a row for the GPU and one for the link, ``scale`` SVG units per unit of time."""
    for i, (lane, name) in enumerate(LANES):
        y = top + (i + 0.5) * ROW
        plot.note(4, y, name)
        for slot in slots:
            if slot.lane == lane:
                width = (slot.stop - slot.start) * scale
                look = "shade" if slot.kind in (BACKWARD, REDUCE) else "plain"
                x = LEFT + slot.start * scale + width / 2
                plot.box(x, y, width - 1, ROW - 4, f"{slot.layer + 1}", look=look, sharp=True)
