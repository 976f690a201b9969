"""The boards: who holds what, and what is sent, moment by moment.

Of a training step: a row is a card, a strip is the flat list of all parameters from its first to its last element, as
in the figures zero/step-…; of a collective: a row is a card, a column is a slice, what is sent lies below its sender.
"""

from plots.models.zero.memory import STATES
from plots.pictures.board import WIDTH, board_json, note
from plots.playgrounds.zero_communication.settings import STEP
from plots.playgrounds.zero_communication.words import GROUPS, NAMES, is_touched, sent_so_far, step_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.zero.collectives import State
    from plots.models.zero.trainer import Layout, Moment
    from plots.pictures.board import Box
    from plots.playgrounds.playground import Drawn
    from plots.playgrounds.zero_communication.runs import Run

    Moments = list[tuple[str, list[Box]]]

# The board of a training step, in the units of the figures.
STRIP, LEFTS = 110.0, (34.0, 152.0, 270.0)  # width and left ends of the strips: parameters, gradients, optimizer
HELD, SENT = 417.0, 458.0  # centres of the columns of numbers
FIRST, ROW = 87.0, 37.0
WIDE, THIN = 16.0, 8.0
OPTIMIZER = ("master", "momentum", "variance")
TEMPORARY = ("gathered", "bucket")
KEPT = ("parameters", "gradients") + OPTIMIZER
FOOT = 17.0
TITLE = 22.0  # of a board among several
# What is shown at rest, by stage: the last moment of this phase and event.
AT_REST = (
    ("reduce", "all_reduce"),
    ("reduce", "reduce_scatter"),
    ("backward", "reduce_scatter"),
    ("backward", "reduce_scatter"),
)
SHADES = {"parameters": "series-1", "gradients": "series-2", "optimizer": "series-3"}

# The board of a collective.
CELL, TALL, GAP = 42.0, 24.0, 25.0
TOP = 70.0
MESSAGE = 20.0  # height


def board(name: str, drawn: "list[Drawn]", i: int) -> str:
    """Return the board of setting ``i`` as JSON; all have as many moments as the longest."""
    each = drawn[i]
    run: "Run" = each.result
    last = max([len(other.result.states) for other in drawn]) - 1
    if each.values["run"] == STEP:
        picture, moments = step_board(run, int(each.values["stage"]), each.values["ranks"])
    else:
        picture, moments = collective_board(run, each.values)
    picture.update(
        {
            "name": name,
            "kind": "board",
            "width": WIDTH,
            "x": {"label": "时刻", "low": 0, "high": last, "first": 0, "last": last},
            "lines": [],
        }
    )
    if len(drawn) > 1:
        shift(picture, moments)
        picture["notes"].append(note(4, 12, each.label, size=13, look="strong"))
    return board_json(picture, moments)


def shift(picture: "dict[str, Any]", moments: "Moments") -> None:
    """Move a board down, to make room for its name."""
    picture["height"] += TITLE
    for each in picture["notes"]:
        each["y"] += TITLE
    picture["boxes"] = moved(picture["boxes"])
    for _, boxes in moments:
        boxes[:] = moved(boxes)


def moved(boxes: "list[Box]") -> "list[Box]":
    """Return boxes moved down by a title."""
    return [(x, y + TITLE, width, height, text, look) for x, y, width, height, text, look in boxes]


# A training step


def step_board(run: "Run", stage: int, ranks: int) -> "tuple[dict[str, Any], Moments]":
    """Return the board of a training step, and its moments."""
    made, plan = run.states, run.plan
    height = FIRST + ROW * ranks + FOOT
    notes = [note(left + STRIP / 2, 47, title, anchor="middle", size=13) for title, left in zip(GROUPS, LEFTS)]
    for x, words in ((HELD, "持有"), (SENT, "已发")):
        notes.append(note(x, 47, words, anchor="middle", size=13))
        notes.append(note(x, 66, "字节", anchor="middle"))
    boxes: "list[Box]" = []
    element = STRIP / plan.padded
    for rank, (begin, stop) in enumerate(plan.slices):
        width = (stop - begin) * element
        text = f"卡 {rank}" if ranks <= 4 else str(rank)
        boxes.append((LEFTS[2] + begin * element + width / 2, 67, width - 1.5, 20, text, "empty"))
    for rank in range(ranks):
        notes.append(note(4, FIRST + ROW * rank + 13, f"卡 {rank}"))
        for name in KEPT:
            for begin, stop in plan.slices:
                boxes.append(bar(name, rank, begin, stop, element, "", "empty"))
        for held in made[0].gpu[rank]:
            text = str(held.bytes) if held.name not in OPTIMIZER else ""
            boxes.append(bar(held.name, rank, held.start, held.stop, element, text, SHADES[held.state]))
        for held in made[0].cpu[rank]:
            boxes.append(bar(held.name, rank, held.start, held.stop, element, "", "shade"))
    off = any(made[0].cpu)
    notes.append(note(LEFTS[2], height - 14, "灰色：在 CPU 内存里" if off else "三条：主权重、动量、方差"))
    if any(held.name in TEMPORARY for moment in made for held in moment.gpu[0]):
        notes.append(note(LEFTS[0], height - 14, "细条：临时持有，用完就释放"))
    shown: "Moments" = []
    for i, moment in enumerate(made):
        words = step_words(made, i)
        shown.append((f"{words}。{sent_so_far(moment.traffic)}", step_boxes(moment, words, plan, element)))
    at_rest = AT_REST[stage] if stage != 1 or any(each.event == "reduce_scatter" for each in made) else AT_REST[0]
    rests = [i for i, moment in enumerate(made) if (moment.phase, moment.event) == at_rest]
    picture = {
        "label": "每张卡持有什么、发送了多少字节",
        "height": height,
        "boxes": boxes,
        "notes": notes,
        "rest": rests[-1] if rests else 0,
        "table": step_table(made),
    }
    return picture, shown


def bar(name: str, rank: int, start: int, stop: int, element: float, text: str, look: str) -> "Box":
    """Return the bar of a list's elements ``start`` … ``stop``."""
    group = 0 if name in ("parameters", "gathered") else 1 if name in ("gradients", "bucket") else 2
    top, height = 0.0, WIDE
    if name in TEMPORARY:
        top, height = WIDE + 2, THIN
    elif name in OPTIMIZER:
        top, height = (THIN + 1) * OPTIMIZER.index(name), THIN
    width = (stop - start) * element
    return (
        LEFTS[group] + start * element + width / 2,
        FIRST + ROW * rank + top + height / 2,
        width - 1.5,
        height,
        text,
        look,
    )


def step_boxes(moment: "Moment", words: str, plan: "Layout", element: float) -> "list[Box]":
    """Return what changes: the words, the layer at work, the temporary lists, the numbers."""
    found: "list[Box]" = [(240.0, 18.0, 460.0, 26.0, words, "strong")]
    for left in LEFTS[:2]:
        for layer, (start, stop) in enumerate(plan.units):
            width = (stop - start) * element
            look = "mark" if layer == moment.layer else "plain"
            found.append((left + start * element + width / 2, 67, width - 1.5, 20, f"第 {layer + 1} 层", look))
    touched = involved(moment)
    for rank, holdings in enumerate(moment.gpu):
        held_bytes = 0
        for held in holdings + moment.cpu[rank]:
            if held.state in STATES and held in holdings:
                held_bytes += held.bytes
            if held.name in TEMPORARY:
                found.append(bar(held.name, rank, held.start, held.stop, element, "", SHADES[held.state]))
            if held.name in touched and is_touched(held, moment.layer, plan):
                found.append(bar(held.name, rank, held.start, held.stop, element, "", "ring"))
        y = FIRST + ROW * rank + 13
        found.append((HELD, y, 36, 24, str(held_bytes), "plain"))
        sending = any(message.source == rank for message in moment.messages)
        found.append((SENT, y, 36, 24, str(moment.traffic.sent[rank]), "mark" if sending else "plain"))
    return found


def involved(moment: "Moment") -> "tuple[str, ...]":
    """Return the lists that are sent or written in a moment."""
    if moment.event == "all_gather":
        return ("parameters",) if moment.phase == "update" else ("gathered",)
    if moment.event in ("reduce_scatter", "all_reduce"):
        return ("gradients",) if moment.phase == "reduce" else ("bucket", "gradients")
    return OPTIMIZER if moment.event == "adam" else ()


def step_table(made: "list[Moment]") -> "list[list[str]]":
    """Return the moments as a table: what happens, and the bytes that every card holds and has sent."""
    ranks = range(len(made[0].gpu))
    table = [["时刻", "事件"] + [f"卡 {rank} {what}（字节）" for what in ("持有", "已发") for rank in ranks]]
    for i, moment in enumerate(made):
        held = [sum([each.bytes for each in moment.gpu[rank] if each.state in STATES]) for rank in ranks]
        table.append([str(i), step_words(made, i)] + [str(number) for number in held + list(moment.traffic.sent)])
    return table


# A collective


def collective_board(run: "Run", values: "dict[str, Any]") -> "tuple[dict[str, Any], Moments]":
    """Return the board of a collective, and its moments."""
    ranks = values["ranks"]
    left = (WIDTH - CELL * ranks - 120) / 2 + 44
    pitch = TALL + GAP
    height = TOP + pitch * ranks + 4
    boxes: "list[Box]" = []
    notes = [note(left + CELL * (i + 0.5), TOP - 14, f"段 {i}", anchor="middle") for i in range(ranks)]
    sent_x = left + CELL * ranks + 40
    notes.append(note(sent_x, TOP - 14, "已发字节", anchor="middle"))
    for rank in range(ranks):
        notes.append(note(left - 10, TOP + pitch * rank + TALL / 2, f"卡 {rank}", anchor="end", size=13))
    moments: "Moments" = []
    before: "list[list[Any]]" = run.states[0].arrays
    for state in run.states:
        words = collective_words(state, values)
        found: "list[Box]" = [(WIDTH / 2, 20, 460, 26, words, "strong")]
        for rank, array in enumerate(state.arrays):
            y = TOP + pitch * rank + TALL / 2
            for i, value in enumerate(array):
                text = "" if value is None else str(value)
                found.append((left + CELL * (i + 0.5), y, CELL - 2, TALL, text, look(value, run.complete)))
            sends = any(message.source == rank for message in state.messages)
            found.append((sent_x, y, 56, TALL, str(state.sent[rank]), "mark" if sends else "plain"))
        for message in state.messages:
            add_message(message, before, found, left, pitch)
        moments.append((words + "。已发字节：" + "、".join([str(each) for each in state.sent]), found))
        before = state.arrays
    picture = {
        "label": "每张卡持有的各段与发送的字节",
        "height": height,
        "boxes": boxes,
        "notes": notes,
        "rest": min(1, len(moments) - 1),
        "table": collective_table(run.states),
    }
    return picture, moments


def add_message(message: "Any", before: "list[list[Any]]", found: "list[Box]", left: float, pitch: float) -> None:
    """Add a message below its sender, and a ring round what has just arrived."""
    x = left + CELL * (message.start + 0.5)
    value = before[message.source][message.start]
    y = TOP + pitch * message.source + TALL + GAP / 2
    found.append((x, y, CELL + 8, MESSAGE, f"{value}→{message.target}", "mark"))


def look(value: "Any", complete: int) -> str:
    """Return the look of a cell: empty, held, or finished."""
    return "empty" if value is None else "shade" if value == complete else "plain"


def collective_words(state: "State", values: "dict[str, Any]") -> str:
    """Say what happens in a step of a collective."""
    if not state.messages:
        return "开始：按 ▶ 或拖动滑块，一步步走"
    count = len(state.messages)
    phase = f"（{NAMES[state.phase]}）" if values["run"] == "all_reduce" else ""
    return f"第 {state.step} 步{phase}：同时有 {count} 条消息，每条 {state.messages[0].bytes} 字节"


def collective_table(states: "list[State]") -> "list[list[str]]":
    """Return the steps as a table: what every card holds, and the bytes it has sent."""
    ranks = range(len(states[0].arrays))
    table = [["步"] + [f"卡 {rank}" for rank in ranks] + [f"卡 {rank} 已发（字节）" for rank in ranks]]
    for state in states:
        held = [" ".join(["-" if value is None else str(value) for value in array]) for array in state.arrays]
        table.append([str(state.step)] + held + [str(each) for each in state.sent])
    return table
