"""Stacked bars of what a GPU holds, against its limit: one for each stage, or for each compared setting.

Bars are drawn to the scale of their own limit, so that one line marks it for all: GPUs, the CPU and the NVMe of a node.
"""

from plots.models.zero.budget import NAMES
from plots.pictures.board import WIDTH, board_json, line, note, text_width
from plots.playgrounds.zero_memory.sizes import WORDS, amount, gigabytes, on_gpu

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.pictures.board import Box
    from plots.playgrounds.playground import Drawn
    from plots.playgrounds.zero_memory.sizes import Result

# The box of the figure zero/stage-bars, in its units.
LEFT, RIGHT = 61.5, 474.0
TOP, ROW, TALL = 48.2, 60.2, 33.7  # centre of the first row, from one to the next, height of a bar
HEIGHT = 262
LEGEND = 24
HEADROOM = 1.15  # of the axis over the longest bar
FAR = 3.75  # limits: longer bars are cut
NEAR = 1.8  # limits that the axis holds at least
STAGES = ("数据并行", "ZeRO-1", "ZeRO-2", "ZeRO-3")
HOSTS = {"cpu": "CPU 内存", "nvme": "NVMe"}


def memory_picture(drawn: "list[Drawn]") -> str:
    """Return the bars as JSON."""
    rows = rows_of(drawn)
    longest = max([sum([size for _, size in row["parts"]]) / row["limit"] for row in rows])
    high = max(HEADROOM * min(longest, FAR), NEAR)  # in limits
    end = LEFT + (RIGHT - LEFT) / high
    boxes: "list[Box]" = []
    notes: "list[dict[str, Any]]" = []
    lines: "list[list[Any]]" = []
    words = labelled(rows, high)
    for i, row in enumerate(rows):
        draw_row(row, TOP + ROW * i, high, boxes, notes, lines, words)
    last = TOP + ROW * (len(rows) - 1) + 0.45 * ROW
    limit = drawn[0].result.hardware.gpu_bytes
    lines.append(line(end, TOP - 0.45 * ROW, end, last, "limit"))
    notes.append(note(end, 13, f"一张 GPU：{gigabytes(limit)} GB", anchor="middle", size=13, look="mark"))
    height = HEIGHT + ROW * (len(rows) - len(STAGES))
    shown = [name for name in NAMES if any(part == name for row in rows for part, _ in row["parts"])]
    unnamed = [name for name in shown if name not in words]
    if unnamed:
        draw_legend(unnamed, height, boxes, notes)
        height += LEGEND
    picture = {
        "name": "memory",
        "kind": "board",
        "label": "每张 GPU 上的内容与显存上限，单位 GB",
        "width": WIDTH,
        "height": height,
        "x": {"label": "", "low": 0, "high": 0, "first": 0, "last": 0},
        "bars": [
            {"label": row["name"], "place": row["place"], "parts": row["parts"], "limit": row["limit"]} for row in rows
        ],
        "high": high * limit,
        "boxes": boxes,
        "notes": notes,
        "lines": lines,
        "rest": 0,
        "table": table(rows),
    }
    return board_json(picture, [(description(rows), [])])


def rows_of(drawn: "list[Drawn]") -> "list[dict[str, Any]]":
    """Return the rows: name, place, parts that hold anything, limit."""
    rows = []
    for each in drawn:
        result: "Result" = each.result
        reserved = each.values["reserved"] * 10**9
        stages = range(len(STAGES)) if len(drawn) == 1 else [result.setup.stage]
        for stage in stages:
            parts = [(part.name, part.bytes) for part in on_gpu(result.parts[stage])]
            if reserved:
                parts.append(("reserved", reserved))
            rows.append(
                {
                    "name": STAGES[stage] if len(drawn) == 1 else each.label,
                    "above": len(drawn) > 1,
                    "strong": len(drawn) == 1 and stage == result.setup.stage,
                    "place": "gpu",
                    "parts": parts,
                    "limit": result.hardware.gpu_bytes,
                }
            )
        for place, held, capacity in result.hosts:
            name = HOSTS[place] if len(drawn) == 1 else f"{each.label}：{HOSTS[place]}"
            rows.append(
                {
                    "name": name,
                    "above": len(drawn) > 1,
                    "strong": False,
                    "place": place,
                    "parts": [(part.name, part.bytes) for part in held if part.bytes > 0],
                    "limit": capacity,
                }
            )
    return rows


def scaled(size: float, limit: float, high: float) -> float:
    """Return the width of ``size`` where ``high`` limits fill the box."""
    return (RIGHT - LEFT) * size / limit / high


def labelled(rows: "list[dict[str, Any]]", high: float) -> "dict[str, int]":
    """Return the row in which each part is named: where it is widest, if its name has room there."""
    best: "dict[str, tuple[float, int]]" = {}
    for i, row in enumerate(rows):
        left = LEFT
        for name, size in row["parts"]:
            width = min(scaled(size, row["limit"], high), edge(high) - left)
            left += width
            words = f"{word(name)} {gigabytes(size)}" if row["above"] else word(name)
            if name in NAMES and width > max(text_width(words) + 8, best.get(name, (0, 0))[0]):
                best[name] = (width, i)
    return {name: i for name, (_, i) in best.items()}


def edge(high: float) -> float:
    """Return where the longest bar ends."""
    return LEFT + (RIGHT - LEFT) * min(1 / HEADROOM, FAR / high)


def draw_row(
    row: "dict[str, Any]",
    y: float,
    high: float,
    boxes: "list[Box]",
    notes: "list[dict[str, Any]]",
    lines: "list[list[Any]]",
    words: "dict[str, int]",
) -> None:
    """Add the bar of a row, its name and its numbers."""
    total = sum([size for _, size in row["parts"]])
    left = LEFT
    tall = TALL
    if row["above"]:
        notes.append(note(LEFT, y - 22, row["name"]))
        y += 4
        tall -= 6
    else:
        look = "mark" if row["strong"] else ""
        size = 14 if text_width(row["name"], 14) < LEFT - 6 else 12
        notes.append(note(LEFT - 6, y, row["name"], anchor="end", size=size, look=look))
    i = round((y - TOP) / ROW)
    for name, size in row["parts"]:
        width = min(scaled(size, row["limit"], high), edge(high) - left)
        if width <= 0:
            break
        role = NAMES.index(name) + 1 if name in NAMES else 7
        boxes.append((left + width / 2, y, width, tall, "", f"bar-{role}"))
        if words.get(name) == i and row["above"]:
            text = f"{word(name)} {gigabytes(size)}"
            notes.append(note(left + width / 2, y, text, anchor="middle", look=f"inside-{role}"))
        elif words.get(name) == i:
            notes.append(note(left + width / 2, y - 8, word(name), anchor="middle", look=f"inside-{role}"))
            notes.append(note(left + width / 2, y + 8, gigabytes(size), anchor="middle", look=f"inside-{role}"))
        left += width
    is_cut = scaled(total, row["limit"], high) > edge(high) - LEFT + 0.01
    if is_cut:
        lines.append(line(left - 12, y + tall / 2 + 3, left - 4, y - tall / 2 - 3, "cut"))
    at = max(left, LEFT + (RIGHT - LEFT) / high) + 7
    said = amount(total)
    sum_of = "= " + " + ".join([gigabytes(size) for _, size in row["parts"]])
    second = len(row["parts"]) > 1 and at + text_width(sum_of) <= WIDTH
    if row["place"] != "gpu":
        sum_of, second = f"每节点，上限 {amount(row['limit'])}", True
        if at + text_width(sum_of) > WIDTH:
            sum_of = f"上限 {amount(row['limit'])}"
    notes.append(note(at, y - 9 if second else y, said, size=15))
    if second:
        notes.append(note(at, y + 8, sum_of))


def draw_legend(names: "list[str]", height: float, boxes: "list[Box]", notes: "list[dict[str, Any]]") -> None:
    """Add the names of the parts that are too narrow to hold them."""
    left = LEFT
    for name in names:
        role = NAMES.index(name) + 1
        boxes.append((left + 9, height + 6, 18, 12, "", f"bar-{role}"))
        notes.append(note(left + 23, height + 6, word(name)))
        left += 23 + text_width(word(name)) + 14


def word(name: str) -> str:
    """Return what a part is called."""
    return WORDS[NAMES.index(name)] if name in NAMES else "另留"


def table(rows: "list[dict[str, Any]]") -> "list[list[str]]":
    """Return the bars as a table, in GB."""
    names = list(NAMES) + ["reserved"]
    made = [["GB"] + [word(name) for name in names] + ["上限"]]
    for row in rows:
        sizes = dict(row["parts"])
        texts = ["%.6g" % (sizes.get(name, 0) / 10**9) for name in names]
        made.append([row["name"]] + texts + ["%.6g" % (row["limit"] / 10**9)])
    return made


def description(rows: "list[dict[str, Any]]") -> str:
    """Return the bars in words."""
    said = []
    for row in rows:
        parts = "、".join([f"{word(name)} {amount(size)}" for name, size in row["parts"]])
        said.append(f"{row['name']}：{parts}")
    return "；".join(said)
