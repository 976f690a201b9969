"""Three pipeline schedules as timelines: a row for each card, a box for each pass of a micro-batch."""

from typing import Any

from matplotlib.figure import Figure

from plots import style
from plots.figures import Box, Frame
from plots.marks import AUXILIARY, Chart
from plots.models.zero.pipeline import BACKWARD, bubble, in_flight, timeline
from plots.style import Palette

STAGES, MICRO_BATCHES, FORWARD_TIME, BACKWARD_TIME = 4, 8, 1, 2
ROW = 17.0
LEFT, RIGHT = 36.0, 472.0
TOPS = (26.0, 138.0, 238.0)


def schedules() -> list[tuple[str, list[Any]]]:
    """Return the three schedules with their names; the naive one takes the whole batch as one micro-batch."""
    whole = {"forward": MICRO_BATCHES * FORWARD_TIME, "backward": MICRO_BATCHES * BACKWARD_TIME}
    split = {"micro_batches": MICRO_BATCHES, "forward": FORWARD_TIME, "backward": BACKWARD_TIME}
    return [
        ("朴素", timeline("naive", stages=STAGES, micro_batches=1, **whole)),
        ("GPipe", timeline("gpipe", stages=STAGES, **split)),
        ("1F1B", timeline("1f1b", stages=STAGES, **split)),
    ]


def draw_pipelines(palette: Palette) -> Figure:
    """The same work, three orders: what is blank is idle."""
    figure, axes = style.board(344)
    plot = Chart(axes, palette)
    made = schedules()
    last = length(made[-1][1])
    for (name, slots), top in zip(made, TOPS, strict=True):
        draw_timeline(plot, slots, top, scale=(RIGHT - LEFT) / length(slots))
        idle = bubble(slots)
        words = f"{name}：长 {length(slots):g}，空闲 {100 * idle.over_total:.3g}%"
        if name != "朴素":
            words += f"（{idle.idle / STAGES:g}/{length(slots):g}），一张卡上最多 {max(in_flight(slots))} 个微批在途"
        plot.note(LEFT, top - 13, words)
    end = LEFT + last * (RIGHT - LEFT) / length(made[0][1])
    below = TOPS[0] + STAGES * ROW + 9
    axes.plot([LEFT, LEFT, end, end], [below - 4, below, below, below - 4], color=palette.ink, linewidth=AUXILIARY)
    plot.note(end + 8, below, f"{last:g}：下面两种只用这么长，放大画")
    bottom = TOPS[-1] + STAGES * ROW + 20
    plot.box(LEFT + 7, bottom, 13, 14, sharp=True)
    plot.note(LEFT + 19, bottom, f"前向，时间 {FORWARD_TIME}")
    plot.box(LEFT + 123, bottom, 26, 14, look="shade", sharp=True)
    plot.note(LEFT + 142, bottom, f"反向，时间 {BACKWARD_TIME}；框里是微批的编号，空白是气泡")
    return figure


def length(slots: list[Any]) -> float:
    """Return the time from first to last."""
    stop: float = max(slot.stop for slot in slots)
    return stop


def draw_timeline(plot: Chart, slots: list[Any], top: float, *, scale: float) -> None:
    """Draw the boxes of a schedule, ``scale`` SVG units per unit of time."""
    for stage in range(STAGES):
        plot.note(4, top + (stage + 0.5) * ROW, f"卡 {stage}")
    for slot in slots:
        box = slot_box(slot, top, scale=scale, look="shade" if slot.kind == BACKWARD else "plain")
        plot.box(box.x, box.y, box.width, box.height, box.text, look=box.look, sharp=True)


def slot_box(slot: Any, top: float, *, scale: float, look: str) -> Box:
    """Return the box of a piece of work; one as long as the whole batch carries no number."""
    width = (slot.stop - slot.start) * scale
    is_whole = slot.stop - slot.start > BACKWARD_TIME
    return Box(
        LEFT + slot.start * scale + width / 2,
        top + (slot.stage + 0.5) * ROW,
        width - 1,
        ROW - 2,
        "整批" if is_whole else f"{slot.micro_batch + 1}",
        look,
    )


def pipelines_frames() -> list[Frame]:
    """One unit of time after the other until the two good schedules are done: what is computed then is marked."""
    made = schedules()
    shown = []
    for time in range(round(length(made[-1][1]))):
        boxes, counts = [], []
        for (name, slots), top in zip(made, TOPS, strict=True):
            scale = (RIGHT - LEFT) / length(slots)
            busy = [slot for slot in slots if slot.start <= time < slot.stop]
            boxes += [slot_box(slot, top, scale=scale, look="mark") for slot in busy]
            counts.append(f"{name} {len(busy)}")
        shown.append(Frame((), f"时间 {time}–{time + 1}，忙的卡数：{'，'.join(counts)}", tuple(boxes)))
    return shown
