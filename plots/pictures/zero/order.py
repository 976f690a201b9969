"""What every card does at every moment of a training step, in the order in which the trainer does it.

A column is a moment, a row is a card; a box is computing, or what is sent, with its bytes. The columns are no measure of time:
the trainer does one thing after the other, and real systems send while they compute.
"""

from plots.models.zero.transport import NETWORK
from plots.pictures.board import note
from plots.pictures.frame import text_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.zero.trainer import Moment
    from plots.pictures.board import Area, Box

LEFT, RIGHT = 46.0, 478.0
HEAD, ROW, TALL = 20.0, 15.0, 12.0  # height of the names of the phases, from one row to the next, height of a cell
FOOT = 20.0
PHASES = {"forward": "前向", "backward": "反向", "reduce": "规约", "update": "更新"}
# The looks of what is done; sent are parameters or gradients.
LOOKS = {
    "compute": "slot",
    "adam": "slot-3",
    "all_gather": "slot-1",
    "reduce_scatter": "slot-2",
    "all_reduce": "slot-2",
    "to_cpu": "slot-2",
    "to_gpu": "slot-1",
}
KEY = (("slot", "计算"), ("slot-1", "发参数"), ("slot-2", "发梯度"), ("slot-3", "更新"))


def height(ranks: int) -> float:
    return HEAD + ROW * ranks + FOOT


def place(moment: int, columns: int) -> float:
    """Return the middle of a column."""
    return LEFT + (RIGHT - LEFT) * (moment + 0.5) / columns


def ring(moment: int, columns: int, top: float, ranks: int) -> "Box":
    """Return what goes round the column of a moment."""
    tall = ROW * ranks
    return place(moment, columns), top + HEAD + tall / 2, (RIGHT - LEFT) / columns, tall, "", "ring"


def sent(moment: "Moment") -> "list[int]":
    """Return the bytes that every card sends at a moment, to other cards or to its CPU and back."""
    ranks = range(len(moment.gpu))
    return [sum([message.bytes for message in moment.messages if message.source == rank]) for rank in ranks]


def cells(made: "list[Moment]", columns: int, top: float) -> "list[Box]":
    """Return what is done at each moment: a box for a card that sends, with its bytes if there is room for all of them.

    What all cards do alike, without sending, is one box.
    """
    ranks, wide = len(made[0].gpu), (RIGHT - LEFT) / columns - 1.5
    moved = [sent(moment) for moment in made]
    has_room = text_width(str(max([max(each) for each in moved]))) <= wide
    found: "list[Box]" = []
    for i, moment in enumerate(made):
        x = place(i, columns)
        if moment.event in ("compute", "adam"):
            tall = ROW * ranks
            found.append((x, top + HEAD + tall / 2, wide, tall - ROW + TALL, "", LOOKS[moment.event]))
        for rank, size in enumerate(moved[i]):
            if size:
                text = str(size) if has_room else ""
                found.append((x, top + HEAD + ROW * (rank + 0.5), wide, TALL, text, LOOKS[moment.event]))
    return found


def names(made: "list[Moment]", columns: int, top: float) -> "list[dict[str, Any]]":
    """Return the names of the phases above their columns, those of the cards, and what the colours are."""
    ranks = len(made[0].gpu)
    found = [note(4, top + HEAD + ROW * (rank + 0.5), f"卡 {rank}") for rank in range(ranks)]
    start = 0
    for i in range(1, len(made) + 1):
        one = made[start]
        if i == len(made) or (made[i].phase, made[i].micro) != (one.phase, one.micro):
            words = PHASES.get(one.phase, "")
            x = (place(start, columns) + place(i - 1, columns)) / 2
            if text_width(words) <= (RIGHT - LEFT) * (i - start) / columns:
                found.append(note(x, top + HEAD / 2, words, anchor="middle"))
            start = i
    return found


def key(made: "list[Moment]", top: float) -> "tuple[list[Box], list[dict[str, Any]]]":
    """Return what the colours mean, of those that occur."""
    used = [LOOKS.get(moment.event) for moment in made]
    y = top + height(len(made[0].gpu)) - FOOT / 2
    boxes: "list[Box]" = []
    notes = [note(LEFT, y, "时刻 →")]
    x = RIGHT
    for look, words in reversed([each for each in KEY if each[0] in used]):
        x -= text_width(words)
        notes.append(note(x, y, words))
        boxes.append((x - 11, y, 14.0, 10.0, "", look))
        x -= 32
    return boxes, notes


def areas(made: "list[Moment]", words: "list[str]", columns: int, top: float) -> "list[Area]":
    """Return the columns, with what happens there: it leads to that moment."""
    found: "list[Area]" = []
    for i, moment in enumerate(made):
        x, y, wide, tall, _, _ = ring(i, columns, top, len(moment.gpu))
        found.append((x, y, wide, tall, f"时刻 {i}，{words[i]}{sent_words(moment)}", i))
    return found


def sent_words(moment: "Moment") -> str:
    """Say what the cards send at a moment, "" where nothing is sent."""
    if not moment.messages:
        return ""
    way = "各卡发送" if moment.messages[0].link == NETWORK else "各卡过 PCIe"
    numbers = [str(size) for size in sent(moment)]
    return f"：{way} {numbers[0] if len(set(numbers)) == 1 else '、'.join(numbers)} 字节"
