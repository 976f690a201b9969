"""The rounds, as squares whose areas are to one scale."""

import math
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from plots import style
from plots.data.history import history
from plots.marks import Chart
from plots.models.history.dates import in_chinese
from plots.models.history.funding import Round, closed, total
from plots.style import SMALL, Palette

SIDE = 132.0  # of the largest square, SVG units
CENTRE, WORDS = 76.0, 158.0  # of the squares, left edge of the words
LEAST, AIR = 40.0, 12.0  # height of a row at least, and more than its square
BEFORE_SEED = ("pre-seed", "angel-extension")  # one stack: of the second only the sum of both is reported
NAMES = {
    "seed": "种子轮",
    "series-a": "A 轮",
    "series-b": "B 轮",
    "series-c": "C 轮",
    "series-d": "D 轮",
    "nvidia-offer": "英伟达的报价",
}
HUNDRED_MILLION, TEN_THOUSAND = 10**8, 10**4
VALUED = {"series-c": "据报道估值", "series-d": "估值", "nvidia-offer": "据报道估值"}


def dollars(amount: int) -> str:
    """Return US dollars in Chinese units, exactly: 4 亿美元, 40 万美元."""
    if amount >= HUNDRED_MILLION:
        return f"{amount / HUNDRED_MILLION:g} 亿美元"
    return f"{amount / TEN_THOUSAND:g} 万美元"


def side_of(amount: float) -> float:
    """Return the side of the square of an amount: areas are to scale."""
    largest = max(one.valuation or one.amount for one in history().rounds)
    return SIDE * math.sqrt(amount / largest)


def draw_funding(palette: Palette) -> Figure:
    """A row for each round, from the top down: what came in full, the valuation as an outline."""
    rounds = history().rounds
    early = [one for one in rounds if one.id in BEFORE_SEED]
    rows = [early, *([one] for one in rounds if one.id not in BEFORE_SEED)]
    heights = [max(LEAST + 16 * (row[-1].valuation is not None), side_of(row[-1].valuation or 0) + AIR) for row in rows]
    figure, axes = style.board(sum(heights) + 48)
    plot = Chart(axes, palette)
    top = 4.0
    for row, height in zip(rows, heights, strict=True):
        draw_row(plot, row, top + height / 2)
        top += height
    plot.ring([CENTRE], [4.0 + heights[0] / 2])  # the square of the first money is too small to be found
    summed = f"{len(closed(rounds))} 笔合计 {dollars(total(rounds))}，不含报价"
    plot.note(CENTRE - SIDE / 2, top + 10, summed, size=13)
    plot.note(CENTRE - SIDE / 2, top + 29, "实心：筹得的钱；方框：估值。面积同一比例")
    return figure


def draw_row(plot: Chart, row: list[Round], y: float) -> None:
    """Draw the square of a round, and write what is known of it."""
    one, amount = row[-1], sum(each.amount for each in row)
    if one.valuation is not None:
        draw_part(plot, CENTRE, y, side_of(one.valuation), one, gid=f"{one.id} valuation", full=False)
    side = side_of(amount)
    left = CENTRE - side / 2
    for each in row:
        width = side * each.amount / amount
        draw_part(plot, left + width / 2, y, side, each, gid=each.id, width=width, full=each.status == "closed")
        left += width
    lines = words(row, amount)
    for i, (text, size) in enumerate(lines):
        plot.note(WORDS, y + 17 * (i - (len(lines) - 1) / 2), text, size=size)


def draw_part(
    plot: Chart, x: float, y: float, side: float, one: Round, *, gid: str, full: bool, width: float | None = None
) -> None:
    """Draw a square, or a part of one, round a centre; what did not come about is dashed."""
    wide = side if width is None else width
    colour = plot.palette.series[2] if one.status == "closed" else plot.palette.muted
    dash: Any = "-" if one.status == "closed" else (0, (4, 3))
    box = Rectangle((x - wide / 2, y - side / 2), wide, side, edgecolor=colour, linestyle=dash, gid=gid)
    box.set(facecolor=colour if full else "none", linewidth=0 if full else 1.2)
    plot.axes.add_patch(box)


def words(row: list[Round], amount: int) -> list[tuple[str, float]]:
    """Return the lines beside a square, each with its size."""
    one = row[-1]
    when = "—".join(in_chinese(each.date) for each in row)
    name = NAMES.get(one.id, "上线之前")
    money = dollars(amount)
    if len(row) > 1:
        parts = " + ".join(dollars(each.amount).removesuffix(" 万美元") for each in row)
        money = f"{parts} = {money}"
    lead = f"，{one.lead} 领投" if one.lead and one.status == "closed" and len(row) == 1 else ""
    if one.status != "closed":
        money = f"{money}，没有接受"
    lines = [(f"{name}　{when}", 13.0), (money + lead, SMALL)]
    if one.valuation is not None:
        lines.append((f"{VALUED[one.id]} {dollars(one.valuation)}", SMALL))
    return lines
