"""Stacked bars of what is held, against its limit.

Bars are drawn to the scale of their own limit, so that one line marks it for all: GPUs, the CPU and the NVMe of a node.
"""

from collections import namedtuple

from plots.models.zero.memory import GB
from plots.pictures.board import board, hatching, note
from plots.pictures.frame import WIDTH, text_width
from plots.pictures.zero.words import NAMES, amount, gigabytes, role, word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.pictures.board import Box, Line, Picture

    Notes = list[dict[str, Any]]

LEFT, RIGHT = 61.5, 474.0
TOP, ROW, TALL = 48.0, 60.0, 34.0  # centre of the first row, from one to the next, height of a bar
FOOT = 34.0  # from the centre of the last row
KEY = 24.0
HEADROOM = 1.15  # of the axis over the longest bar
FAR = 3.75  # limits: longer bars are cut
NEAR = 1.8  # limits that the axis holds at least
CARDS = {32: "V100", 40: "A100", 80: "A100、H100", 141: "H200"}  # by GB

Part = namedtuple("Part", "name size box")  # of a bar: what it is, its bytes, where it is drawn
# ``parts``: pairs of a thing in memory and its bytes; ``limit``: bytes; ``place``: "gpu", or where a node keeps it;
# ``is_chosen``: whether its name has the colour of marks.
Row = namedtuple("Row", "name parts limit place is_chosen")


def memory_board(rows: "list[Row]", *, are_compared: bool) -> "Picture":
    """Return the bars; names of compared settings are long, and stand above them. The first row is a GPU."""
    high = max(HEADROOM * min(max([total(row) / row.limit for row in rows]), FAR), NEAR)  # of the axis, in limits
    end, limit = LEFT + (RIGHT - LEFT) / high, rows[0].limit
    top, lower, tall = (TOP + 10, 4, TALL - 6) if are_compared else (TOP, 0, TALL)
    bars = [bar_of(row, top + ROW * i + lower, tall, high) for i, row in enumerate(rows)]
    words = f"一张 {CARDS.get(limit / GB, 'GPU')}：{gigabytes(limit)} GB"
    notes = [note(end, 13, words, anchor="middle", size=13, look="mark")]
    lines: "list[Line]" = [(end, top - 0.45 * ROW, end, top + ROW * (len(rows) - 0.55), "limit")]
    if are_compared:  # it leaves the names free
        rise = tall / 2 + 4
        lines = [(end, y - rise, end, y + rise, "limit") for y in [top + ROW * i + lower for i in range(len(rows))]]
    for i, (row, bar) in enumerate(zip(rows, bars)):
        y, right = top + ROW * i, LEFT + sum([part.box[2] for part in bar])
        notes.append(name_above(row, y) if are_compared else name_before(row, y))
        notes += numbers_of(row, y + lower, max(right, end) + 7)
        if right - LEFT < width_of(total(row), row.limit, high) - 0.01:
            lines.append((right - 12, y + TALL / 2 + 3, right - 4, y - TALL / 2 - 3, "cut"))
    boxes = [part.box for bar in bars for part in bar]
    named = widest(bars)
    for part in named:
        notes += words_in(part)
    unnamed = [name for name in NAMES[:-1] if any(part.name == name for bar in bars for part in bar)]
    unnamed = [name for name in unnamed if all(part.name != name for part in named)]
    height = top + ROW * (len(rows) - 1) + FOOT
    if unnamed:
        add_key(unnamed, height + 6, boxes, notes)
        height += KEY
    picture = board(
        "memory",
        "每张 GPU 上的内容与显存上限，单位 GB",
        height,
        moments=[(description(rows), [])],
        boxes=boxes,
        notes=notes,
        lines=[line for box in boxes for line in hatching(box)] + lines,
        table=table(rows),
    )
    picture["bars"] = [{"label": row.name, "place": row.place, "parts": row.parts, "limit": row.limit} for row in rows]
    return picture


def total(row: Row) -> float:
    """Return the bytes of a row."""
    sizes: "list[float]" = [size for _, size in row.parts]
    return sum(sizes)


def width_of(size: float, limit: float, high: float) -> float:
    """Return how wide ``size`` is where the axis is ``high`` limits long."""
    return (RIGHT - LEFT) * size / limit / high


def bar_of(row: Row, y: float, tall: float, high: float) -> "list[Part]":
    """Return the parts of a bar; one that is far too long is cut."""
    bar: "list[Part]" = []
    left, end = LEFT, LEFT + (RIGHT - LEFT) * min(1 / HEADROOM, FAR / high)
    for name, size in row.parts:
        width = min(width_of(size, row.limit, high), end - left)
        if width > 0:
            bar.append(Part(name, size, (left + width / 2, y, width, tall, "", f"bar-{role(name)}")))
            left += width
    return bar


def widest(bars: "list[list[Part]]") -> "list[Part]":
    """Return one part for each thing in memory: that with most room for its name, if there is enough."""
    best: "dict[str, Part]" = {}
    for part in [part for bar in bars for part in bar if part.name != NAMES[-1]]:
        if part.box[2] > max(text_width(lines_in(part)[0]) + 8, best[part.name].box[2] if part.name in best else 0):
            best[part.name] = part
    return [best[name] for name in NAMES if name in best]


def lines_in(part: Part) -> "tuple[str, ...]":
    """Return the name of a part and its GB: two lines, one in a low bar."""
    name, size = word(part.name), gigabytes(part.size)
    return (f"{name} {size}",) if part.box[3] < TALL else (name, size)


def words_in(part: Part) -> "Notes":
    x, y, _, _, _, look = part.box
    lines = lines_in(part)
    first = y - 8 * (len(lines) - 1)
    return [note(x, first + 16 * i, line, anchor="middle", look=f"inside-{look}") for i, line in enumerate(lines)]


def name_above(row: Row, y: float) -> "dict[str, Any]":
    """Return the name of a compared setting."""
    return note(LEFT, y - 22, row.name)


def name_before(row: Row, y: float) -> "dict[str, Any]":
    """Return the name of a stage or a place."""
    size = 14 if text_width(row.name, 14) < LEFT - 6 else 12
    return note(LEFT - 6, y, row.name, anchor="end", size=size, look="mark" if row.is_chosen else "plain")


def numbers_of(row: Row, y: float, left: float) -> "Notes":
    """Return what a row holds in all and, where there is room, of what it is the sum or what its limit is."""
    limit = amount(row.limit)
    ways = [f"每节点，上限 {limit}", f"上限 {limit}", f"/ {limit}"]
    if row.place == "gpu":
        ways = ["= " + " + ".join([gigabytes(size) for _, size in row.parts])] if len(row.parts) > 1 else []
    below = [words for words in ways if left + text_width(words) <= WIDTH][:1]
    notes = [note(left, y - 9 if below else y, amount(total(row)), size=15)]
    return notes + [note(left, y + 8, words) for words in below]


def add_key(names: "list[str]", y: float, boxes: "list[Box]", notes: "Notes") -> None:
    """Add what the parts are called that are too narrow everywhere to hold their names."""
    widths = [37 + text_width(word(name)) for name in names]
    left = min(LEFT, WIDTH - sum(widths))
    for name, width in zip(names, widths):
        boxes.append((left + 9, y, 18.0, 12.0, "", f"bar-{role(name)}"))
        notes.append(note(left + 23, y, word(name)))
        left += width


def table(rows: "list[Row]") -> "list[list[str]]":
    """Return the bars as a table, in GB."""
    made = [["GB"] + [word(name) for name in NAMES] + ["上限"]]
    for row in rows:
        sizes = dict(row.parts)
        made.append(
            [row.name] + ["%.6g" % (size / GB) for size in [sizes.get(name, 0) for name in NAMES] + [row.limit]]
        )
    return made


def description(rows: "list[Row]") -> str:
    said = []
    for row in rows:
        parts = "、".join([f"{word(name)} {amount(size)}" for name, size in row.parts])
        said.append(f"{row.name}：{parts}")
    return "；".join(said)
