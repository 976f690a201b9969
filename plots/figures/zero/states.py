"""The model states: what a parameter costs, and what each stage leaves of it on one card."""

from matplotlib.figure import Figure

from plots import style
from plots.figures import Frame, Marker
from plots.figures.zero.charts import GPT2, PAPER, V100, log_ticks, stage_line
from plots.marks import AUXILIARY, Chart
from plots.models.zero.memory import GB, bytes_per_parameter, model_states, recipe_named
from plots.pictures.zero.words import STAGES, gigabytes, look, word
from plots.style import SMALL, Palette

RANKS = tuple(2**power for power in range(11))  # 1 … 1024
PARTS = {"master": "主权重", "momentum": "动量", "variance": "方差"}


def draw_sixteen_bytes(palette: Palette) -> Figure:
    """One cell a byte; below, the same bar for a whole model."""
    figure, axes = style.board(214)
    plot = Chart(axes, palette)
    each, recipe = bytes_per_parameter(), recipe_named("adam")
    whole = model_states(GPT2, stage=0, ranks=1)
    cell, start, upper, lower, height = 28.0, 16.0, 74.0, 182.0, 34.0
    parts = [("fp16", word(state), state, getattr(each, state)) for state in ("parameters", "gradients")]
    parts += [("fp32", PARTS[name], "optimizer", size) for name, size in recipe.parts]
    plot.note(start, 22, f"每个参数 {sum(each)} 字节，一格一字节", size=13)
    plot.note(start, 147, f"GPT-2，{GPT2 / 1e9:g}B 个参数：{gigabytes(sum(whole))} GB", size=13)
    left = start
    for precision, name, state, size in parts:
        width = size * cell
        for byte in range(size):
            plot.box(left + (byte + 0.5) * cell, upper, cell - 2, height, look=look(state))
        label = f"{precision}\n{name}" if size == 2 else f"{precision} {name}"
        plot.note(left + width / 2, upper + height / 2 + 5, label, ha="center", va="top")
        share = getattr(whole, state) * size / getattr(each, state)
        plot.box(left + width / 2, lower, width - 2, height, f"{gigabytes(share)} GB", look=look(state))
        left += width
    first = start + (each.parameters + each.gradients) * cell
    axes.plot(
        [first + 2, first + 2, left - 2, left - 2], [51, 46, 46, 51], color=palette.ink, linewidth=AUXILIARY, zorder=2
    )
    plot.note((first + left) / 2, 46, f"$K$ = {each.optimizer}：优化器状态", offset=(0, 5), ha="center", va="bottom")
    return figure


def draw_stages_n(palette: Palette) -> Figure:
    """On log axes: what falls with N, and what stays."""
    figure, (axes,) = style.figure(290)
    plot = Chart(axes, palette)
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    axes.set_xlim(0.9, 2048)  # room for the values of the last point
    axes.set_ylim(0.08, 260)
    log_ticks(axes.xaxis, [1, 4, 16, 64, 256, 1024])
    log_ticks(axes.yaxis, [0.1, 1, 10, 100])
    axes.set_xlabel("卡数 $N$", loc="right", fontsize=SMALL, color=palette.muted, labelpad=1)
    axes.set_title("每张卡的模型状态（GB）", fontsize=SMALL, color=palette.muted)
    axes.axhline(V100 / GB, color=palette.mark, linewidth=AUXILIARY, linestyle=(0, (4, 3)), zorder=1.5)
    plot.note(RANKS[-2], V100 / GB, f"一张 V100：{gigabytes(V100)} GB", offset=(0, 3), ha="right", va="bottom")
    each = bytes_per_parameter()
    for limit, words in ((each.parameters + each.gradients, "4$Ψ$"), (each.parameters, "2$Ψ$")):
        axes.axhline(limit * PAPER / GB, color=palette.muted, linewidth=AUXILIARY, linestyle=(0, (1, 2)))
        plot.note(1, limit * PAPER / GB, f"{words} = {gigabytes(limit * PAPER)}", offset=(0, -2), va="top")
    for stage, (ranks, offset) in enumerate(((256, (0, 10)), (16, (0, 11)), (256, (0, -10)), (128, (8, 8)))):
        sizes = stage_sizes(stage)
        stage_line(plot, RANKS, sizes, stage)
        plot.note(ranks, sizes[RANKS.index(ranks)], STAGES[stage], offset=offset, ha="center" if stage < 3 else "left")
    return figure


def stage_sizes(stage: int) -> list[float]:
    """Return the GB on one card for each of `RANKS`."""
    return [sum(model_states(PAPER, stage=stage, ranks=ranks)) / GB for ranks in RANKS]


def stages_n_frames() -> list[Frame]:
    """A point on each curve, walking over N; where curves meet there is one."""
    frames = []
    for position, ranks in enumerate(RANKS):
        sizes = [stage_sizes(stage)[position] for stage in range(len(STAGES))]
        shown = dict.fromkeys(sizes)  # each height once
        markers = tuple(Marker(ranks, size, f"{size:.3g}") for size in shown)
        named = "、".join(f"{size:.3g}" for size in sizes)
        frames.append(Frame(markers, f"N = {ranks}，阶段 0 到 3：{named} GB"))
    return frames
