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
    Parts = list[tuple[str, float, Box]]  # name, bytes, where it is drawn

LEFT, RIGHT = 61.5, 474.0
TOP, ROW, TALL = 48.0, 60.0, 34.0  # centre of the first row, from one to the next, height of a bar
FOOT = 34.0  # from the centre of the last row
KEY = 24.0
HEADROOM = 1.15  # of the axis over the longest bar
FAR = 3.75  # limits: longer bars are cut
NEAR = 1.8  # limits that the axis holds at least
CARDS = {32: "V100", 40: "A100", 80: "A100、H100", 141: "H200"}  # by GB

# ``parts``: pairs of a thing in memory and its bytes; ``limit``: bytes; ``place``: "gpu", or where a node keeps it;
# ``is_chosen``: whether its name has the colour of marks.
Row = namedtuple("Row", "name parts limit place is_chosen")


def memory_board(rows: "list[Row]", *, are_compared: bool) -> "Picture":
    """Return the bars; names of compared settings are long, and stand above them. The first row is a GPU."""
    high = max(HEADROOM * min(max([total(row) / row.limit for row in rows]), FAR), NEAR)  # of the axis, in limits
    end, limit = LEFT + (RIGHT - LEFT) / high, rows[0].limit
    drawn = [parts_of(row, TOP + ROW * i, high, are_compared) for i, row in enumerate(rows)]
    named = best_rows(drawn, are_compared)
    height = TOP + ROW * (len(rows) - 1) + FOOT
    words = f"一张 {CARDS.get(limit / GB, 'GPU')}：{gigabytes(limit)} GB"
    notes = [note(end, 13, words, anchor="middle", size=13, look="mark")]
    lines: "list[Line]" = [(end, TOP - 0.45 * ROW, end, TOP + ROW * (len(rows) - 0.55), "limit")]
    for i, (row, parts) in enumerate(zip(rows, drawn)):
        y, right = TOP + ROW * i, LEFT + sum([bar[2] for _, _, bar in parts])
        notes += name_of(row, y, are_compared)
        notes += numbers_of(row, y + (4 if are_compared else 0), max(right, end) + 7)
        for name, size, bar in parts:
            notes += words_in(bar, name, size, are_compared) if named.get(name) == i else []
        if right - LEFT < scaled(total(row), row.limit, high) - 0.01:
            lines.append((right - 12, y + TALL / 2 + 3, right - 4, y - TALL / 2 - 3, "cut"))
    boxes = [bar for parts in drawn for _, _, bar in parts]
    there = [name for parts in drawn for name, _, _ in parts]
    unnamed = [name for name in NAMES[:-1] if name in there and name not in named]
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
        lines=[line for bar in boxes for line in hatching(bar)] + lines,
        table=table(rows),
    )
    picture["bars"] = [{"label": row.name, "place": row.place, "parts": row.parts, "limit": row.limit} for row in rows]
    return picture


def total(row: Row) -> float:
    """Return the bytes of a row."""
    sizes: "list[float]" = [size for _, size in row.parts]
    return sum(sizes)


def scaled(size: float, limit: float, high: float) -> float:
    """Return the width of ``size`` where ``high`` limits fill the box."""
    return (RIGHT - LEFT) * size / limit / high


def parts_of(row: Row, y: float, high: float, are_compared: bool) -> "Parts":
    """Return the bar of a row, part by part; a bar that is far too long is cut."""
    found: "Parts" = []
    left, end = LEFT, LEFT + (RIGHT - LEFT) * min(1 / HEADROOM, FAR / high)
    for name, size in row.parts:
        width = min(scaled(size, row.limit, high), end - left)
        if width > 0:
            place = (y + 4, TALL - 6) if are_compared else (y, TALL)
            found.append((name, size, (left + width / 2, place[0], width, place[1], "", f"bar-{role(name)}")))
            left += width
    return found


def best_rows(drawn: "list[Parts]", are_compared: bool) -> "dict[str, int]":
    """Return the row in which each part is named: where it is widest, if its name has room there."""
    best: "dict[str, tuple[float, int]]" = {}
    for i, parts in enumerate(drawn):
        for name, size, bar in parts:
            words = f"{word(name)} {gigabytes(size)}" if are_compared else word(name)
            if name != NAMES[-1] and bar[2] > max(text_width(words) + 8, best.get(name, (0, 0))[0]):
                best[name] = (bar[2], i)
    return {name: i for name, (_, i) in best.items()}


def name_of(row: Row, y: float, are_compared: bool) -> "Notes":
    """Return the name of a row: before its bar or, as it is long, above it."""
    if are_compared:
        return [note(LEFT, y - 22, row.name)]
    size = 14 if text_width(row.name, 14) < LEFT - 6 else 12
    return [note(LEFT - 6, y, row.name, anchor="end", size=size, look="mark" if row.is_chosen else "plain")]


def words_in(bar: "Box", name: str, size: float, are_compared: bool) -> "Notes":
    """Return the name of a part and its GB, within it: on one line or on two."""
    x, y, look = bar[0], bar[1], "inside-" + bar[5]
    if are_compared:
        return [note(x, y, f"{word(name)} {gigabytes(size)}", anchor="middle", look=look)]
    lines = ((-8, word(name)), (8, gigabytes(size)))
    return [note(x, y + down, words, anchor="middle", look=look) for down, words in lines]


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
    """Return the bars in words."""
    said = []
    for row in rows:
        parts = "、".join([f"{word(name)} {amount(size)}" for name, size in row.parts])
        said.append(f"{row.name}：{parts}")
    return "；".join(said)
