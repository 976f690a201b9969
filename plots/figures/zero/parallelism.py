"""What is divided among the cards: samples, matrices, layers, or only what is stored."""

from collections.abc import Callable

from matplotlib.figure import Figure

from plots import style
from plots.marks import AUXILIARY, Chart
from plots.style import Palette

CARDS, LAYERS, COLUMNS = 4, 4, 4
CELL = 12.0
CARD = 57.0  # from one card to the next
GATHERED = 1  # the layer that ZeRO-3 is at work on, from 0

Held = Callable[[int, int, int], bool]  # whether a card holds a column of a layer

# name, what each card holds, the samples of each card or of all
PANELS: tuple[tuple[str, Held, tuple[str, ...]], ...] = (
    ("数据并行：切样本", lambda card, layer, column: True, tuple(f"样本 {card}" for card in range(CARDS))),
    ("张量并行：切每一层的矩阵", lambda card, layer, column: column == card, ("同一批样本，每层通信",)),
    ("流水线并行：按层切", lambda card, layer, column: layer == card, ("同一批样本，切成微批依次流过",)),
    (
        "ZeRO-3：切样本，也切存储",
        lambda card, layer, column: column == card,
        tuple(f"样本 {card}" for card in range(CARDS)),
    ),
)


def draw_parallelism(palette: Palette) -> Figure:
    """Four cards each; a card is a model of four layers, each cut in four columns."""
    figure, axes = style.board(288)
    plot = Chart(axes, palette)
    for i, (name, held, samples) in enumerate(PANELS):
        left, top = 10 + 240 * (i % 2), 16 + 134 * (i // 2)
        plot.note(left, top, name, size=13)
        for card in range(CARDS):
            draw_card(plot, left + CARD * card, top + 32, card, held, gathers=i == 3)
        y = top + 32 + LAYERS * CELL + 16
        if len(samples) == CARDS:
            for card, words in enumerate(samples):
                plot.note(left + CARD * card + COLUMNS * CELL / 2, y, words, ha="center")
        else:
            right = left + CARD * (CARDS - 1) + COLUMNS * CELL
            axes.plot(
                [left, left, right, right], [y - 11, y - 8, y - 8, y - 11], color=palette.muted, linewidth=AUXILIARY
            )
            plot.note((left + right) / 2, y + 2, samples[0], ha="center")
    plot.note(10, 276, "一行是一层，涂色的格子由这张卡保存")
    plot.note(250, 276, "虚线：正在算这一层，临时收集来的部分")
    return figure


def draw_card(plot: Chart, left: float, top: float, card: int, held: Held, *, gathers: bool) -> None:
    """Draw the cells of a card, row by row a layer."""
    plot.note(left + COLUMNS * CELL / 2, top - 10, f"卡 {card}", ha="center")
    for layer in range(LAYERS):
        for column in range(COLUMNS):
            x, y = left + (column + 0.5) * CELL, top + (layer + 0.5) * CELL
            holds = held(card, layer, column)
            is_gathered = gathers and layer == GATHERED and not holds
            look = "series-1" if holds else "empty"
            box = plot.box(x, y, CELL - 1.6, CELL - 1.6, look=look, dashed=is_gathered, sharp=True)
            if is_gathered:
                box.set_edgecolor(plot.palette.series[0])


def draw_tensor_parallel(palette: Palette) -> Figure:
    """Columns, then rows: between the two nothing has to be sent."""
    figure, axes = style.board(250)
    plot = Chart(axes, palette)
    lanes, middle = (58.0, 168.0), 113.0
    plot.box(24, middle, 34, 60, "$X$", size=15)
    plot.box(86, middle, 30, 30, "$f$", look="strong", size=15)
    plot.box(418, middle, 30, 30, "$g$", look="strong", size=15)
    plot.box(460, middle, 26, 60, "$Z$", size=15)
    plot.arrow((41, middle), (71, middle), gap=1)
    plot.arrow((433, middle), (447, middle), gap=1)
    for rank, y in enumerate(lanes):
        side, number = (15 if rank else -15), rank + 1
        plot.box(270, y, 264, 80, look="empty")
        plot.note(396, y - 28, f"卡 {rank}", ha="right")
        plot.arrow((96, middle + side), (152, y), gap=1)
        plot.box(174, y, 34, 60, f"$A_{number}$", look="series-1", size=15)
        plot.arrow((191, y), (214, y), gap=1)
        plot.box(242, y, 54, 30, "GeLU")
        plot.arrow((269, y), (294, y), gap=1)
        plot.note(281, y - 13, f"$Y_{number}$", ha="center")
        plot.box(324, y, 58, 34, f"$B_{number}$", look="series-1", size=15)
        plot.arrow((353, y), (374, y), gap=1)
        plot.note(385, y, f"$Z_{number}$", ha="center", size=14)
        plot.arrow((396, y), (414, middle + side), gap=1)
    plot.note(174, middle, "$A$ 按列切", ha="center")
    plot.note(324, middle, "$B$ 按行切", ha="center")
    plot.note(474, middle + 44, "$Z = Z_1 + Z_2$", ha="right")
    plot.note(10, 230, "$f$：前向照抄，反向 all-reduce")
    plot.note(470, 230, "$g$：前向 all-reduce，反向照抄", ha="right")
    return figure
