"""The collectives, as the models run them: four cards on a ring, each with an array in four cells.

A message lies on its link, a ring is round what has just arrived, and a cell is tinted once it is complete. At rest
stands the start with the first messages on their way; beside it, who holds what at the start and at the end.
"""

import itertools
from collections.abc import Callable
from typing import Any

from matplotlib.figure import Figure

from plots import style
from plots.figures import Box, Frame
from plots.marks import Chart
from plots.models.zero.collectives import all_gather, all_reduce, broadcast, reduce, reduce_scatter
from plots.pictures.zero.collectives import look
from plots.style import Palette

CARDS = 4
HEIGHT = 262
CELL, TALL = 32.0, 28.0
CENTRES = ((76.0, 56.0), (268.0, 56.0), (268.0, 206.0), (76.0, 206.0))  # of the cards, round the ring
MIDDLE = (172.0, 131.0)
MESSAGE = (34.0, 22.0)
SLOT = (37.0, 25.0)  # covers a message
PHASE = (136.0, 38.0)
SMALL_CELL, SMALL_TALL = 23.5, 16.0
BLOCK = 86.0  # height of a summary and its title

Held = list[list[int | None]]

OWN: Held = [[10**rank] * CARDS for rank in range(CARDS)]
SUM = sum(10**rank for rank in range(CARDS))
ROOT_ONLY: Held = [[1 if rank == 0 else None] * CARDS for rank in range(CARDS)]
SLICES: Held = [[SUM if slice == rank else None for slice in range(CARDS)] for rank in range(CARDS)]

# name: the model's function, what the cards hold at the start, what a complete cell holds, what it does
RUNS: dict[str, tuple[Callable[..., Any], Held, int, str]] = {
    "broadcast": (broadcast, ROOT_ONLY, 1, "一段接一段\n沿着链传下去"),
    "reduce": (reduce, OWN, SUM, "一段接一段\n沿着链加到卡 0"),
    "reduce-scatter": (reduce_scatter, OWN, SUM, "每步每卡发一段\n下一张卡加上它"),
    "all-gather": (all_gather, SLICES, SUM, "每步每卡发一段\n下一张卡存下它"),
    "all-reduce": (all_reduce, OWN, SUM, "前 3 步 reduce-scatter\n后 3 步 all-gather"),
}


def states(name: str) -> list[Any]:
    """Return the states of a collective, the start first; an element counts as one byte."""
    run, start, _, _ = RUNS[name]
    return list(run([list(array) for array in start], element_bytes=1))


def draw(name: str) -> Callable[[Palette], Figure]:
    """Return the function that draws a collective at rest."""

    def draw_collective(palette: Palette) -> Figure:
        figure, axes = style.board(HEIGHT)
        plot = Chart(axes, palette)
        _, _, complete, words = RUNS[name]
        made = states(name)
        draw_ring(plot, links(made))
        plot.note(*MIDDLE, words, ha="center")
        for box in (*slots(made), *cells(made[0].arrays, complete), *messages(made[1], made[0].arrays)):
            plot.box(box.x, box.y, box.width, box.height, box.text, look=box.look)
        stops = [("开始", made[0]), ("结束", made[-1])]
        if name == "all-reduce":
            half = next(i for i, state in enumerate(made) if state.phase == "all_gather") - 1
            stops.insert(1, (f"{half} 步后", made[half]))
        top = (HEIGHT - len(stops) * BLOCK) / 2 + BLOCK - CARDS * SMALL_TALL - 2
        for row, (title, state) in enumerate(stops):
            draw_summary(plot, 349, top + BLOCK * row, title, state.arrays, complete)
        return figure

    return draw_collective


def draw_ring(plot: Chart, used: list[tuple[int, int]]) -> None:
    """Draw the cards and the links that are used."""
    half_width, half_height = CARDS * CELL / 2 + 5, TALL / 2 + 5
    for rank, (x, y) in enumerate(CENTRES):
        plot.box(x, y, 2 * half_width, 2 * half_height)
        plot.note(x, y + (-1 if y < HEIGHT / 2 else 1) * (half_height + 10), f"卡 {rank}", ha="center")
    for source, target in used:
        (x, y), (to_x, to_y) = CENTRES[source], CENTRES[target]
        across, down = (to_x > x) - (to_x < x), (to_y > y) - (to_y < y)
        plot.arrow(
            (x + across * half_width, y + down * half_height),
            (to_x - across * half_width, to_y - down * half_height),
            gap=1,
            below=True,
        )


def cell(rank: int, slice: int) -> tuple[float, float]:
    """Return the centre of a cell of a card."""
    x, y = CENTRES[rank]
    return x + (slice - (CARDS - 1) / 2) * CELL, y


def cells(arrays: Held, complete: int) -> list[Box]:
    """Return what the cards hold."""
    return [
        Box(*cell(rank, slice), CELL - 2, TALL, "" if value is None else f"{value:g}", look(value, complete))
        for rank, array in enumerate(arrays)
        for slice, value in enumerate(array)
    ]


def messages(state: Any, before: Held) -> list[Box]:
    """Return the messages of a step on their links, each with the value that its sender held."""
    boxes = []
    for message in state.messages:
        (x, y), (to_x, to_y) = CENTRES[message.source], CENTRES[message.target]
        value = before[message.source][message.start]
        boxes.append(Box((x + to_x) / 2, (y + to_y) / 2, *MESSAGE, f"{value:g}", "mark"))
    return boxes


def draw_summary(plot: Chart, left: float, top: float, title: str, arrays: Held, complete: int) -> None:
    """Draw who holds what as a small table: a row for each card; Σ is the sum of all."""
    plot.note(left + 29, top - 10, title)
    for rank, array in enumerate(arrays):
        y = top + (rank + 0.5) * SMALL_TALL
        plot.note(left, y, f"卡 {rank}")
        for slice, value in enumerate(array):
            x = left + 29 + (slice + 0.5) * SMALL_CELL
            text = "Σ" if value == complete and complete > 1 else ""
            plot.box(x, y, SMALL_CELL - 2, SMALL_TALL - 2, text, look=look(value, complete))


def frames(name: str) -> Callable[[], list[Frame]]:
    """Return the function that gives the moments of a collective: the start, then one a step."""

    def collective_frames() -> list[Frame]:
        _, _, complete, _ = RUNS[name]
        made = states(name)
        shown = [Frame((), f"开始：{start_words(name)}", (*slots(made), *cells(made[0].arrays, complete)))]
        for before, state in itertools.pairwise(made):
            arrived = [Box(*cell(each.target, each.start), CELL - 2, TALL, "", "ring") for each in state.messages]
            held = [*slots(made), *cells(state.arrays, complete), *messages(state, before.arrays), *arrived]
            phase = " " + state.phase.replace("_", "-") if name == "all-reduce" else ""
            if phase:
                held.append(Box(*MIDDLE, *PHASE, phase.strip(), "strong"))
            shown.append(Frame((), readout(state, phase), tuple(held)))
        return shown

    return collective_frames


def start_words(name: str) -> str:
    """Say what the cards hold at the start."""
    return {
        "broadcast": "只有卡 0 有数组，四段都是 1",
        "all-gather": f"卡 i 只有第 i 段，值 {SUM}",
    }.get(name, "各卡都有整个数组，值 1、10、100、1000")


def readout(state: Any, phase: str) -> str:
    """Who sends to whom, as one way along the ring, and how many elements each card has sent so far."""
    following = {message.source: message.target for message in state.messages}
    first = next((source for source in following if source not in following.values()), min(following))
    way = [first]
    for _ in following:
        way.append(following[way[-1]])
    sent = f"各卡已发 {state.sent[0]}" if len(set(state.sent)) == 1 else f"四卡已发 {'、'.join(map(str, state.sent))}"
    return f"第 {state.step} 步{phase}：卡 {'→'.join(map(str, way))}，{sent} 个元素"


def slots(made: list[Any]) -> list[Box]:
    """Return an empty place for a message on each link that is used."""
    boxes = []
    for source, target in links(made):
        (x, y), (to_x, to_y) = CENTRES[source], CENTRES[target]
        boxes.append(Box((x + to_x) / 2, (y + to_y) / 2, *SLOT, "", "empty"))
    return boxes


def links(made: list[Any]) -> list[tuple[int, int]]:
    """Return the links over which anything is ever sent."""
    return sorted({(message.source, message.target) for state in made for message in state.messages})
