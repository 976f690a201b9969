"""A collective, step by step: a row is a card, a column is a slice, and what is sent lies below its sender."""

from plots.pictures.board import board, note
from plots.pictures.frame import WIDTH, text_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.zero.collectives import State
    from plots.pictures.board import Box, Move, Picture

CELL, TALL = 42.0, 24.0
TOP, PITCH = 70.0, 49.0  # upper edge of the first row, and from one to the next
MESSAGE = 20.0  # height


def collective_board(states: "list[State]", complete: int) -> "Picture":
    """Return the board of a collective.

    Args:
        states: What the model yields, an element a slice.
        complete: What a finished cell holds.
    """
    ranks = len(states[0].arrays)
    left = (WIDTH - CELL * ranks - 120) / 2 + 44
    sent_x = left + CELL * ranks + 40
    notes = [note(left + CELL * (i + 0.5), TOP - 14, f"段 {i}", anchor="middle") for i in range(ranks)]
    notes.append(note(sent_x, TOP - 14, "已发字节", anchor="middle"))
    for rank in range(ranks):
        notes.append(note(left - 10, middle(rank), f"卡 {rank}", anchor="end", size=13))
    moments, moves = [], []
    before = states[0].arrays
    for state in states:
        words = step_words(state, states)
        found: "list[Box]" = [(WIDTH / 2, 20, 460, 26, words, "strong")]
        for rank, array in enumerate(state.arrays):
            y = middle(rank)
            for i, value in enumerate(array):
                text = "" if value is None else str(value)
                found.append((left + CELL * (i + 0.5), y, CELL - 2, TALL, text, look(value, complete)))
            sends = any(message.source == rank for message in state.messages)
            found.append((sent_x, y, 56, TALL, str(state.sent[rank]), "mark" if sends else "plain"))
        for message in state.messages:
            x = left + CELL * (message.start + 0.5)
            y = middle(message.source) + PITCH / 2
            text = f"{before[message.source][message.start]}→卡 {message.target}"
            wide = text_width(text) + 12
            x = min(max(x, wide / 2 + 2), WIDTH - wide / 2 - 2)
            found.append((x, y, wide, MESSAGE, text, "mark"))
        moves.append(moves_in(state, before, left))
        moments.append((words + "。已发字节：" + "、".join([str(each) for each in state.sent]), found))
        before = state.arrays
    return board(
        "board",
        "每张卡持有的各段与发送的字节",
        TOP + PITCH * ranks + 4,
        moments=moments,
        moves=moves,
        rest=min(1, len(moments) - 1),
        boxes=[],
        notes=notes,
        table=table(states),
    )


def moves_in(state: "State", before: "list[list[Any]]", left: float) -> "list[Move]":
    """Return what glides to its receiver: into the cell that its sender has, or its own where all is exchanged."""
    found: "list[Move]" = []
    for message in state.messages:
        column = message.source if state.phase == "all_to_all" else message.start
        x, to_x = [left + CELL * (each + 0.5) for each in (message.start, column)]
        text = str(before[message.source][message.start])
        found.append((x, middle(message.source), to_x, middle(message.target), CELL - 2, TALL, text, "mark"))
    return found


def middle(rank: int) -> float:
    """Return the height of the middle of a row."""
    return TOP + PITCH * rank + TALL / 2


def look(value: "Any", complete: int) -> str:
    """Return the look of a cell: empty, held, or finished."""
    return "empty" if value is None else "shade" if value == complete else "plain"


def step_words(state: "State", states: "list[State]") -> str:
    if not state.messages:
        return "开始：按 ▶ 或拖动滑块，一步步走"
    several = states[1].phase != states[-1].phase
    phase = "（" + state.phase.replace("_", "-") + "）" if several else ""
    return f"第 {state.step} 步{phase}：同时有 {len(state.messages)} 条消息，每条 {state.messages[0].bytes} 字节"


def table(states: "list[State]") -> "list[list[str]]":
    """Return the steps as a table: what every card holds, and the bytes it has sent."""
    ranks = range(len(states[0].arrays))
    made = [["步"] + [f"卡 {rank}" for rank in ranks] + [f"卡 {rank} 已发（字节）" for rank in ranks]]
    for state in states:
        held = [" ".join(["-" if value is None else str(value) for value in array]) for array in state.arrays]
        made.append([str(state.step)] + held + [str(each) for each in state.sent])
    return made
