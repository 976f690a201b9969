"""Activations, and models against cards over the years."""

import csv
from pathlib import Path
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plots import style
from plots.figures.zero.charts import GPT2, log_ticks
from plots.marks import AUXILIARY, Chart
from plots.models.zero.activations import activation_bytes, checkpoint_bytes, zero_activation_bytes
from plots.models.zero.memory import GB, model_states
from plots.pictures.zero.words import gigabytes, role
from plots.style import SMALL, Palette

LAYERS, HIDDEN, HEADS = 48, 1600, 25  # of GPT-2 1.5B
BATCHES = (1, 2, 4, 8, 16, 32)
SEQUENCES = (512, 1024, 2048, 4096, 8192)
ESTIMATES = ("保存注意力分数", "不存注意力分数", "ZeRO 论文的估计", "重计算")

DATA = Path(__file__).resolve().parents[2] / "data" / "zero-memory-wall.csv"
LEFT = {"Megatron-LM": (-8, -4), "T5": (-8, 7), "Llama 3.1": (-8, -11), "DeepSeek-V3": (-8, 11)}  # of their dots
ABOVE = ("V100", "B200")  # the stair; the other cards stand below it
LAST_YEAR = 2026.3  # the stairs end there


def activations(batch: int, sequence: int) -> tuple[float, ...]:
    """Return the bytes of activations of GPT-2 1.5B, in the order of `ESTIMATES`."""
    kept, selective = (
        activation_bytes(layers=LAYERS, hidden=HIDDEN, heads=HEADS, batch=batch, sequence=sequence, recompute=recompute)
        for recompute in ("none", "selective")
    )
    rule = zero_activation_bytes(layers=LAYERS, hidden=HIDDEN, batch=batch, sequence=sequence)
    checkpoint = checkpoint_bytes(hidden=HIDDEN, batch=batch, sequence=sequence)
    recomputed = LAYERS * checkpoint + selective / LAYERS  # the layer at work keeps no scores either
    return kept, selective, rule, recomputed


def draw_activations(palette: Palette) -> Figure:
    """Against the batch and against the sequence: only the attention scores grow with its square."""
    figure, (upper, lower) = style.figure(400, rows=2)
    by_batch = [activations(batch, 1024) for batch in BATCHES]
    draw_estimates(upper, palette, BATCHES, by_batch, "批量 $b$（$s$ = 1024）", offsets=(0, 5, -5, 0))
    by_sequence = [activations(1, sequence) for sequence in SEQUENCES]
    draw_estimates(lower, palette, SEQUENCES, by_sequence, "序列长度 $s$（$b$ = 1）", offsets=(0, 9, -1, -9))
    return figure


def draw_estimates(
    axes: Axes,
    palette: Palette,
    x: tuple[int, ...],
    rows: list[tuple[float, ...]],
    x_label: str,
    *,
    offsets: tuple[float, ...],
) -> None:
    """Draw the four estimates on log axes, and the model states for comparison."""
    plot = Chart(axes, palette)
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    axes.set_xlim(x[0] / 1.06, x[-1] * 1.06)
    axes.set_ylim(0.08, 800)
    log_ticks(axes.xaxis, x)
    log_ticks(axes.yaxis, [0.1, 1, 10, 100])
    axes.set_title("激活值（GB）", fontsize=SMALL, color=palette.muted)
    axes.set_xlabel(x_label, loc="right", fontsize=SMALL, color=palette.muted, labelpad=1)
    states = sum(model_states(GPT2, stage=0, ranks=1))
    axes.axhline(states / GB, color=palette.ink, linewidth=AUXILIARY, linestyle=(0, (4, 3)), zorder=1.5)
    plot.note(x[0], states / GB, f"模型状态 {gigabytes(states)}", offset=(0, 3), va="bottom")
    series = role("activations") - 1
    for dash, (name, offset, sizes) in enumerate(zip(ESTIMATES, offsets, zip(*rows, strict=True), strict=True)):
        plot.dots(x, [size / GB for size in sizes], series=series, dash=dash, size=4, width=1.5, name=name)
        plot.note(x[-1], sizes[-1] / GB, f"{gigabytes(sizes[-1])} {name}", offset=(8, offset), series=series)


class Entry(NamedTuple):
    """A model and its parameters, or a card and its bytes."""

    kind: str
    name: str
    year: float
    value: float


def entries(kind: str) -> list[Entry]:
    """Return the models or the cards of the table, in the order of time."""
    with DATA.open(newline="", encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["kind"] == kind]
    return [Entry(kind, row["name"], year(row["month"]), float(row["value"])) for row in rows]


def year(month: str) -> float:
    """Return the middle of a month, e.g. ``2018-10``, in years."""
    whole, number = map(int, month.split("-"))
    return whole + (number - 0.5) / 12


def draw_memory_wall(palette: Palette) -> Figure:
    """What the states of a model need, against what one card has."""
    figure, (axes,) = style.figure(300)
    plot = Chart(axes, palette)
    axes.set_yscale("log")
    axes.set_xlim(2017.5, LAST_YEAR)
    axes.set_ylim(2, 30000)
    axes.set_xticks(range(2018, 2027))
    log_ticks(axes.yaxis, [10, 100, 1000, 10000])
    axes.set_title("显存（GB）", fontsize=SMALL, color=palette.muted)
    axes.set_xlabel("年份", loc="right", fontsize=SMALL, color=palette.muted, labelpad=1)
    cards, models = entries("card"), entries("model")
    memory = [card.value / GB for card in cards]
    stairs = plot.line(
        [*(card.year for card in cards), LAST_YEAR], [*memory, memory[-1]], stairs=True, name="一张卡的显存"
    )
    stairs.set_color(palette.mark)
    for card in cards:
        is_above = card.name in ABOVE
        words = f"{card.name} {gigabytes(card.value)}"
        plot.note(card.year, card.value / GB, words, offset=(-12, 10) if is_above else (3, -10))
    plot.note(2022.2, cards[2].value / GB, "一张卡的显存", offset=(0, 10), ha="center")
    dots = plot.line(
        [model.year for model in models], [states_of(model) / GB for model in models], size=6.5, name="模型状态"
    )
    dots.set_linestyle("none")
    dots.set_color(palette.ink)
    for model in models:
        size = states_of(model) / GB
        text = f"{model.name} {size:.0f}" if size >= 100 else f"{model.name} {size:.3g}"
        plot.note(
            model.year, size, text, offset=LEFT.get(model.name, (8, 0)), ha="right" if model.name in LEFT else "left"
        )
    plot.note(2021.1, 1000, "模型状态，每个参数 16 字节")
    return figure


def states_of(model: Entry) -> float:
    """Return the bytes of the model states under mixed-precision Adam."""
    total: float = sum(model_states(model.value, stage=0, ranks=1))
    return total
