"""A step of ZeRO-3 in time: what the GPU computes above what its link carries, walked through pass by pass."""

from plots.models.zero.overlap import BACKWARD, COMPUTE, FORWARD, GATHER, LINK, length
from plots.pictures.board import board, note
from plots.pictures.frame import text_width
from plots.pictures.zero.words import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.models.zero.overlap import Slot
    from plots.pictures.board import Area, Box, Picture

LEFT, RIGHT = 46.0, 478.0
TOP, ROW, TALL = 34.0, 30.0, 24.0  # upper edge of the rows, from one to the next, height of a box
HEIGHT = 138.0
LANES = ((COMPUTE, "计算"), (LINK, "通信"))
LOOKS = {COMPUTE: "slot", GATHER: "slot-1"}  # by lane or kind; the rest is gradients
KEY = (("slot", "计算"), ("slot-1", "收集参数"), ("slot-2", "规约梯度"))
PASSES = {FORWARD: "前向", BACKWARD: "反向"}


def overlap_board(slots: "list[Slot]", unit: float) -> "Picture":
    """Return the timeline; ``unit`` is the seconds of a layer's forward pass, in which the slots are."""
    scale = (RIGHT - LEFT) / length(slots)
    passes = passes_of(slots)
    boxes = [box_of(slot, scale) for slot in slots if slot.stop > slot.start]
    words = [pass_words(slots, i, unit) for i in range(len(passes) + 1)]
    moments: "list[tuple[str, list[Box]]]" = [(words[0], [])]
    areas: "list[Area]" = []
    for i, each in enumerate(passes):
        x, y, wide, tall, _, _ = box_of(each, scale)
        moments.append((words[i + 1], [(x, y, wide, tall, "", "ring")]))
        areas.append((x, y, wide, tall, words[i + 1], i + 1))
    notes = [note(4, TOP + ROW * (i + 0.5), name) for i, (_, name) in enumerate(LANES)]
    notes.append(note(LEFT, TOP - 16, f"全程 {seconds(length(slots) * unit)}，框里是层的编号"))
    x = LEFT
    for look, meaning in KEY:
        boxes.append((x + 7, HEIGHT - 18, 14.0, 10.0, "", look))
        notes.append(note(x + 18, HEIGHT - 18, meaning))
        x += text_width(meaning) + 42
    return board(
        "board",
        "一步里计算与通信的时间轴",
        HEIGHT,
        moments=moments,
        boxes=boxes,
        notes=notes,
        areas=areas,
        table=table(slots, unit),
    )


def passes_of(slots: "list[Slot]") -> "list[Slot]":
    """Return what the GPU computes."""
    return [slot for slot in slots if slot.lane == COMPUTE]


def box_of(slot: "Slot", scale: float) -> "Box":
    wide = (slot.stop - slot.start) * scale
    row = 0 if slot.lane == COMPUTE else 1
    text = str(slot.layer + 1)
    look = LOOKS.get(slot.lane, LOOKS.get(slot.kind, "slot-2"))
    x = LEFT + slot.start * scale + wide / 2
    return x, TOP + ROW * (row + 0.5), max(wide - 1, 0.5), TALL, text if text_width(text) + 2 <= wide else "", look


def pass_words(slots: "list[Slot]", i: int, unit: float) -> str:
    """Say what is computed in the pass ``i`` from 1, and how long the GPU waited for it."""
    passes = passes_of(slots)
    if not i:
        return "开始：按 ▶ 或拖动滑块，一层层走"
    now = passes[i - 1]
    waited = now.start - (passes[i - 2].stop if i > 1 else 0)
    said = f"第 {now.layer + 1} 层的{PASSES[now.kind]}"
    return said + (f"，等了 {seconds(waited * unit)}" if waited > 1e-9 else "，没有等")


def seconds(time: float) -> str:
    """Return a time to three digits."""
    return plain(time) + " 秒" if time >= 1 else plain(time * 1000) + " 毫秒"


def table(slots: "list[Slot]", unit: float) -> "list[list[str]]":
    """Return all pieces of work, in the order in which they begin."""
    names = {FORWARD: "前向", BACKWARD: "反向", GATHER: "收集参数"}
    made = [["做什么", "层", "开始（毫秒）", "结束（毫秒）"]]
    for slot in sorted(slots, key=lambda slot: (slot.start, slot.stop, slot.lane)):
        times = [plain(time * unit * 1000) for time in (slot.start, slot.stop)]
        made.append([names.get(slot.kind, "规约梯度"), str(slot.layer + 1)] + times)
    return made
