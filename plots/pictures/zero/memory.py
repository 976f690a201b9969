"""Stacked bars of what is held, against what there is room for, and whether it fits.

All GPUs share one scale; what a node keeps in its CPU memory or on its NVMe has a scale of its own, which is drawn below it. No
bar is cut: of two that are far too long one still sees which is the longer.
"""

from collections import namedtuple

from plots.models.zero.memory import GB
from plots.pictures.board import board, hatching, note
from plots.pictures.chart import even_ticks
from plots.pictures.frame import WIDTH, text_width
from plots.pictures.zero.words import NAMES, amount, gigabytes, plain, role, word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.pictures.board import Line, Picture

    Notes = list[dict[str, Any]]

LEFT, RIGHT = 61.5, 474.0
VERDICT, BAND = 17.0, 30.0  # centre and height of the band that says whether it fits
HEAD = 20.0  # height of the words above the bars of a scale
ROW, TALL = 40.0, 32.0  # from one bar to the next, height of a bar
NAMED_ROW, NAMED_TALL = 60.0, 28.0  # where names stand above the bars
AXIS = 26.0  # height of a scale
KEY = 24.0
HEADROOM = 1.24  # of the axis over the longest bar: its total stands behind it
NEAR = 1.8  # limits that the axis holds at least
SIGN = 14.0  # width of the sign before a total
CARDS: "dict[float, str]" = {32: "V100", 40: "A100", 80: "A100、H100", 141: "H200", 180: "B200", 270: "B300"}  # by GB
PLACES = {"cpu": "CPU 内存", "nvme": "NVMe"}
HOLDERS = {"gpu": "每张 GPU ", "cpu": "每节点的 CPU 内存", "nvme": "每节点的 NVMe "}

Part = namedtuple("Part", "name size box")  # of a bar: what it is, its bytes, where it is drawn
# ``parts``: pairs of a thing in memory and its bytes; ``limit``: bytes; ``place``: "gpu", or where a node keeps it;
# ``card``: what the GPU is called, "" if only its memory is known; ``is_chosen``: whether its name has the colour of marks.
Row = namedtuple("Row", "name parts limit place card is_chosen")
Sheet = namedtuple("Sheet", "boxes lines notes areas")  # what is added to


def memory_board(rows: "list[Row]", *, are_compared: bool) -> "Picture":
    """Return the bars; names of compared settings are long, and stand above them. The first row is a GPU."""
    sheet = Sheet([], [], [], [])
    bars: "list[list[Part]]" = []
    top = 2.0
    if not are_compared:
        add_verdict(rows, sheet)
        top = VERDICT + BAND / 2 + 4
    for place in ("gpu", "cpu", "nvme"):
        sharing = [row for row in rows if row.place == place]
        if sharing:
            bars += add_scale(sharing, top, sheet, are_compared=are_compared)
            top += HEAD + (NAMED_ROW if are_compared else ROW) * len(sharing) + AXIS
    for bar in bars:
        sheet.boxes.extend([part.box for part in bar])
    named = widest(bars)
    for part in named:
        sheet.notes.extend(words_in(part))
    unnamed = [name for name in NAMES if any(part.name == name for bar in bars for part in bar)]
    unnamed = [name for name in unnamed if all(part.name != name for part in named)]
    if unnamed:
        top = add_key(unnamed, top, sheet)
    picture = board(
        "memory",
        "每张 GPU 上的内容与显存上限，单位 GB",
        top,
        moments=[(description(rows), [])],
        boxes=sheet.boxes,
        notes=sheet.notes,
        lines=[line for box in sheet.boxes for line in hatching(box)] + sheet.lines,
        areas=sheet.areas,
        table=table(rows),
    )
    picture["bars"] = [{"label": row.name, "place": row.place, "parts": row.parts, "limit": row.limit} for row in rows]
    return picture


def total(row: Row) -> float:
    """Return the bytes of a row."""
    sizes: "list[float]" = [size for _, size in row.parts]
    return sum(sizes)


def add_verdict(rows: "list[Row]", sheet: Sheet) -> None:
    """Say in a band at the top whether the chosen stage fits, with all that it keeps off the GPU."""
    counting = [row for row in rows if row.is_chosen or row.place != "gpu"]
    over = [row for row in counting if total(row) > row.limit]
    row = (over or counting or rows)[0]
    held, limit = total(row), row.limit
    words = HOLDERS[row.place]
    if over:
        numbers = f"{words}要 {amount(held)}，超过 {amount(limit)}"
    elif held:
        numbers = f"{words}要 {amount(held)}，余 {amount(limit - held)}"
    else:
        numbers = f"{words}不留模型状态，余 {amount(limit)}"
    sheet.boxes.append((WIDTH / 2, VERDICT, WIDTH - 8, BAND, "", "exceeds" if over else "fits"))
    sheet.lines.extend(sign(26, VERDICT, 8, fits=not over, look="on-band"))
    sheet.notes.append(note(44, VERDICT, "放不下" if over else "放得下", size=20, look="on-band"))
    sheet.notes.append(note(WIDTH - 16, VERDICT, numbers, anchor="end", size=15, look="on-band"))


def sign(x: float, y: float, size: float, *, fits: bool, look: str) -> "list[Line]":
    """Return a tick or a cross round a place."""
    if fits:
        return [
            (x - size, y, x - 0.3 * size, y + 0.7 * size, look),
            (x - 0.3 * size, y + 0.7 * size, x + size, y - 0.8 * size, look),
        ]
    reach = 0.75 * size
    return [(x - reach, y - reach, x + reach, y + reach, look), (x - reach, y + reach, x + reach, y - reach, look)]


def add_scale(rows: "list[Row]", top: float, sheet: Sheet, *, are_compared: bool) -> "list[list[Part]]":
    """Add the limit that some rows share, and their scale; return their bars."""
    limit = rows[0].limit
    pitch, tall, lower = (NAMED_ROW, NAMED_TALL, 12.0) if are_compared else (ROW, TALL, 0.0)
    high = max(HEADROOM * max([total(row) / limit for row in rows]), NEAR) * limit  # bytes, at the end of the axis
    end, words = x_of(limit, high), limit_words(rows[0])
    aside = text_width(words, 13) / 2 + 2
    x = min(max(end, aside), WIDTH - aside)
    sheet.notes.append(note(x, top + 10, words, anchor="middle", size=13, look="mark"))
    bars = []
    for i, row in enumerate(rows):
        y = top + HEAD + pitch * (i + 0.5)
        bar = bar_of(row, y + lower, tall, high)
        sheet.notes.append(note(LEFT, y - 19, row.name) if are_compared else name_before(row, y))
        add_total(row, y + lower, max(x_of(total(row), high), end) + 7, sheet)
        sheet.areas.append((WIDTH / 2, y, WIDTH, pitch - 2, f"{row.name}：{whole_words(row)}"))
        sheet.areas.extend([part.box[:4] + (f"{row.name}：{part_words(part, row)}",) for part in bar])
        bars.append(bar)
    bottom = top + HEAD + pitch * len(rows)
    sheet.lines.append((end, top + HEAD, end, bottom, "limit"))
    add_axis(high, bottom, sheet)
    return bars


def limit_words(row: Row) -> str:
    if row.place == "gpu":
        return f"一张 {row.card or CARDS.get(row.limit / GB, 'GPU')}：{gigabytes(row.limit)} GB"
    return f"每节点的 {PLACES[row.place]}：{amount(row.limit)}（刻度另算）"


def whole_words(row: Row) -> str:
    """Say what a row holds in all, and how far that is from the limit."""
    held = total(row)
    rest = f"超过上限 {amount(row.limit)}" if held > row.limit else f"上限 {amount(row.limit)}"
    return f"共 {amount(held)}，{rest}，{'差' if held > row.limit else '余'} {amount(abs(row.limit - held))}"


def part_words(part: Part, row: Row) -> str:
    return f"{word(part.name)} {amount(part.size)}，占 {plain(100 * part.size / total(row))}%"


def x_of(size: float, high: float) -> float:
    """Return where ``size`` ends on an axis that ends at ``high``."""
    return LEFT + (RIGHT - LEFT) * size / high


def add_axis(high: float, y: float, sheet: Sheet) -> None:
    """Add the scale of some bars below them."""
    sheet.lines.append((LEFT, y + 3, RIGHT, y + 3, "axis"))
    for size, _ in even_ticks(0, high / GB, most=5):
        x = x_of(size * GB, high)
        sheet.lines.append((x, y + 3, x, y + 7, "axis"))
        words = amount(size * GB) if size else "0"
        sheet.notes.append(
            note(min(x, WIDTH - 2 - text_width(words) / 2), y + 16, words, anchor="middle", look="quiet")
        )


def bar_of(row: Row, y: float, tall: float, high: float) -> "list[Part]":
    bar: "list[Part]" = []
    held = 0.0
    for name, size in row.parts:
        left, right = x_of(held, high), x_of(held + size, high)
        bar.append(Part(name, size, ((left + right) / 2, y, right - left, tall, "", f"bar-{role(name)}")))
        held += size
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


def name_before(row: Row, y: float) -> "dict[str, Any]":
    """Return the name of a stage or a place."""
    size = 14 if text_width(row.name, 14) < LEFT - 6 else 12
    return note(LEFT - 6, y, row.name, anchor="end", size=size, look="mark" if row.is_chosen else "plain")


def add_total(row: Row, y: float, left: float, sheet: Sheet) -> None:
    """Write behind a bar what it holds, with a sign that says whether it fits and, where there is room, the sum."""
    sums = "= " + " + ".join([gigabytes(size) for _, size in row.parts])
    has_sum = row.place == "gpu" and len(row.parts) > 1 and left + text_width(sums) <= WIDTH
    fits, middle = total(row) <= row.limit, y - 9 if has_sum else y
    sheet.lines.extend(sign(left + 5, middle, 5, fits=fits, look="fits" if fits else "exceeds"))
    sheet.notes.append(note(left + SIGN, middle, amount(total(row)), size=15))
    if has_sum:
        sheet.notes.append(note(left, y + 8, sums))


def add_key(names: "list[str]", top: float, sheet: Sheet) -> float:
    """Add what the parts are called that are too narrow everywhere to hold their names; return where that ends."""
    widths = [37 + text_width(word(name)) for name in names]
    left = max(min(LEFT, WIDTH - sum(widths)), 0.0)
    for name, width in zip(names, widths):
        if left + width > WIDTH:
            left, top = LEFT, top + KEY
        sheet.boxes.append((left + 9, top + 8, 18.0, 12.0, "", f"bar-{role(name)}"))
        sheet.notes.append(note(left + 23, top + 8, word(name)))
        left += width
    return top + KEY


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
