"""Who holds what in one training step of each stage, as the trainer's ranks really hold it, moment by moment.

A row is a card, a strip is the flat list of all parameters from its first to its last element. Wide bars are kept
for the whole step; thin bars below them exist only for a while: a gathered layer, a bucket of gradients.
"""

from collections.abc import Callable
from typing import Any

from matplotlib.figure import Figure

from plots import style
from plots.figures import Box, Frame
from plots.figures.zero.words import STATES, look
from plots.marks import Chart
from plots.models.zero.memory import STATES as MODEL_STATES
from plots.models.zero.trainer import layout, train
from plots.style import Palette

CARDS = 4
WIDTHS = (2, 4, 1)
LAYOUT = layout(WIDTHS, CARDS)
HEIGHT = 252
ELEMENT = 5.5  # width of one element of a strip
STRIP = ELEMENT * LAYOUT.padded
LEFTS = (34.0, 34.0 + STRIP + 8, 34.0 + 2 * (STRIP + 8))  # of the strips of parameters, gradients, optimizer
HELD, SENT = 417.0, 458.0  # centres of the columns of numbers
FIRST, ROW = 87.0, 37.0  # upper edge of the first row, and from one to the next
WIDE, THIN = 16.0, 8.0
OPTIMIZER = ("master", "momentum", "variance")
TEMPORARY = ("gathered", "bucket")
LISTS = ("parameters", "gradients", *OPTIMIZER, *TEMPORARY)
CAPTION = (240.0, 18.0, 460.0, 26.0)

# The moment that is shown at rest, the last of its kind: phase and event.
AT_REST = (
    ("reduce", "all_reduce"),
    ("reduce", "reduce_scatter"),
    ("backward", "reduce_scatter"),
    ("backward", "reduce_scatter"),
)


def moments(stage: int) -> list[Any]:
    """Return the moments of one step on the trainer's own eight samples."""
    return list(train(widths=WIDTHS, stage=stage, ranks=CARDS))


def draw(stage: int) -> Callable[[Palette], Figure]:
    """Return the function that draws a stage at rest."""

    def draw_step(palette: Palette) -> Figure:
        figure, axes = style.board(HEIGHT)
        plot = Chart(axes, palette)
        made = moments(stage)
        draw_frame(plot, made[0])
        plot.note(LEFTS[2], HEIGHT - 14, "三条：主权重、动量、方差")
        if any(held.name in TEMPORARY for moment in made for held in moment.gpu[0]):
            plot.note(LEFTS[0], HEIGHT - 14, "细条：临时持有，用完就释放")
        shown = max(i for i, moment in enumerate(made) if (moment.phase, moment.event) == AT_REST[stage])
        for box in boxes(made, shown, rings=TEMPORARY):  # a ring round what stays would show in all moments
            plot.box(box.x, box.y, box.width, box.height, box.text, look=box.look)
        return figure

    return draw_step


def draw_frame(plot: Chart, start: Any) -> None:
    """Draw what stays: names, and the lists that are held for the whole step."""
    for name, left in zip(STATES, LEFTS, strict=True):
        plot.note(left + STRIP / 2, 47, name, ha="center", size=13)
    for x, words in ((HELD, "持有"), (SENT, "已发")):
        plot.note(x, 47, words, ha="center", size=13)
        plot.note(x, 66, "字节", ha="center")
    for rank, (begin, stop) in enumerate(LAYOUT.slices):
        width = (stop - begin) * ELEMENT
        plot.box(LEFTS[2] + begin * ELEMENT + width / 2, 67, width - 1.5, 20, f"卡 {rank}", look="empty")
    for rank in range(CARDS):
        plot.note(4, FIRST + ROW * rank + 13, f"卡 {rank}")
        for name in ("parameters", "gradients", *OPTIMIZER):
            for begin, stop in LAYOUT.slices:
                plot.box(*place(name, rank, begin, stop), look="empty")
        for held in start.gpu[rank]:
            text = f"{held.bytes}" if held.name not in OPTIMIZER else ""
            plot.box(*place(held.name, rank, held.start, held.stop), text, look=look(state(held)))


def state(holding: Any) -> str:
    """Return the word of the article for what a list belongs to."""
    return STATES[MODEL_STATES.index(holding.state)]


def place(name: str, rank: int, start: int, stop: int) -> tuple[float, float, float, float]:
    """Return centre and size of the bar of a list's elements ``start`` … ``stop``."""
    group = {"parameters": 0, "gathered": 0, "gradients": 1, "bucket": 1}.get(name, 2)
    top, height = 0.0, WIDE
    if name in TEMPORARY:
        top, height = WIDE + 2, THIN
    elif name in OPTIMIZER:
        top, height = (THIN + 1) * OPTIMIZER.index(name), THIN
    width = (stop - start) * ELEMENT
    return LEFTS[group] + start * ELEMENT + width / 2, FIRST + ROW * rank + top + height / 2, width - 1.5, height


def boxes(made: list[Any], shown: int, *, rings: tuple[str, ...] = LISTS) -> list[Box]:
    """Return what changes: the words, the layer at work, the temporary lists, the numbers.

    Lists that are sent or written have a ring round them; ``rings`` says which lists may have one.
    """
    moment = made[shown]
    found = [Box(*CAPTION, words(made, shown), "strong")]
    for left in LEFTS[:2]:
        for layer, (start, stop) in enumerate(LAYOUT.units):
            width = (stop - start) * ELEMENT
            found.append(
                Box(
                    left + start * ELEMENT + width / 2,
                    67,
                    width - 1.5,
                    20,
                    f"第 {layer + 1} 层",
                    "mark" if layer == moment.layer else "plain",
                )
            )
    for rank in range(CARDS):
        for name in TEMPORARY:
            x, y, width, height = place(name, rank, 0, LAYOUT.padded)
            found.append(Box(x, y, width + 2.5, height + 2, "", "empty"))
        holdings = {held.name: held for held in moment.gpu[rank]}
        for name in TEMPORARY:
            if name in holdings:
                held = holdings[name]
                found.append(Box(*place(name, rank, held.start, held.stop), "", look(state(held))))
        for name in involved(moment):
            held = holdings.get(name)
            if held and name in rings and is_touched(held, moment.layer):
                found.append(Box(*place(name, rank, held.start, held.stop), "", "ring"))
        y = FIRST + ROW * rank + 13
        states = sum(held.bytes for held in moment.gpu[rank] if held.state in MODEL_STATES)
        found.append(Box(HELD, y, 36, 24, f"{states}", "plain"))
        sending = any(message.source == rank for message in moment.messages)
        found.append(Box(SENT, y, 36, 24, f"{moment.traffic.sent[rank]}", "mark" if sending else "plain"))
    return found


def is_touched(held: Any, layer: int | None) -> bool:
    """Return whether a list holds elements of a layer; of any, if none is named."""
    start, stop = (0, LAYOUT.padded) if layer is None else LAYOUT.units[layer]
    return bool(held.start < stop and start < held.stop)


def involved(moment: Any) -> tuple[str, ...]:
    """Return the lists that are sent or written in a moment."""
    if moment.event == "all_gather":
        return ("parameters",) if moment.phase == "update" else ("gathered",)
    if moment.event in ("reduce_scatter", "all_reduce"):
        return ("gradients",) if moment.phase == "reduce" else ("bucket", "gradients")
    return OPTIMIZER if moment.event == "adam" else ()


def words(made: list[Any], shown: int) -> str:
    """Say what happens in a moment."""
    moment = made[shown]
    layer = "" if moment.layer is None else f"第 {moment.layer + 1} 层"
    passing = {"forward": "前向", "backward": "反向"}.get(moment.phase, "")
    if moment.event == "release":
        before = {held.name for held in made[shown - 1].gpu[0]} - {held.name for held in moment.gpu[0]}
        freed = "梯度桶" if "bucket" in before else "收集来的参数"
        return f"{passing}：释放{layer}{freed}"
    if moment.event == "compute":
        return f"{passing}：计算{layer}"
    if moment.event == "all_gather":
        return f"{passing}：all-gather {layer}的参数" if passing else "all-gather 更新过的参数"
    if moment.event in ("reduce_scatter", "all_reduce"):
        collective = moment.event.replace("_", "-")
        return f"{passing}：{collective} {layer}的梯度" if passing else f"{collective} 全部梯度"
    whole = all(held.stop - held.start == LAYOUT.padded for held in moment.gpu[0] if held.name in OPTIMIZER)
    return {
        "start": "开始",
        "adam": "更新：每张卡都更新全部参数" if whole else "更新：每张卡只更新自己的一段",
        "end": "这一步结束",
    }[moment.event]


def frames(stage: int) -> Callable[[], list[Frame]]:
    """Return the function that gives the moments of a stage."""

    def step_frames() -> list[Frame]:
        made = moments(stage)
        return [Frame((), readout(made, shown), tuple(boxes(made, shown))) for shown in range(len(made))]

    return step_frames


def readout(made: list[Any], shown: int) -> str:
    """What happens, and the bytes of card 0."""
    moment = made[shown]
    held = sum(held.bytes for held in moment.gpu[0] if held.state in MODEL_STATES)
    return f"{words(made, shown)}；卡 0 已发 {moment.traffic.sent[0]}、持有 {held} 字节"
