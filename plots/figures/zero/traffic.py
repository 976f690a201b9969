"""What a step sends, in multiples of Ψ."""

from matplotlib.figure import Figure

from plots import style
from plots.figures.zero.charts import stage_line
from plots.marks import Chart
from plots.models.zero.communication import step_multiples
from plots.pictures.zero.words import STAGES
from plots.style import Palette

MICRO_STEPS = range(1, 9)


def draw_accumulation(palette: Palette) -> Figure:
    """Slices have to be reduced in every backward pass: accumulation saves traffic only below stage 2."""
    figure, (axes,) = style.figure(250)
    plot = Chart(axes, palette)
    plot.scale(last=MICRO_STEPS[-1], top=26, x_label="每次更新的微批数 $m$", y_label="每张卡发送的元素数（$Ψ$ 的倍数）")
    axes.set_xlim(0.8, 9.6)
    axes.set_xticks(MICRO_STEPS)
    for stage, name, at, offset in (
        (1, f"{STAGES[0]}与 {STAGES[1]}：2", 5, (0, 10)),
        (2, f"{STAGES[2]}：$m$ + 1", 5, (-6, 11)),
        (3, f"{STAGES[3]}：3$m$", 5, (-8, 8)),
    ):
        totals = multiples(stage)
        stage_line(plot, MICRO_STEPS, totals, stage)
        plot.note(MICRO_STEPS[at], totals[at], name, offset=offset, ha="center" if stage == 1 else "right")
        plot.note(MICRO_STEPS[-1], totals[-1], f"{totals[-1]}$Ψ$", offset=(8, 0), size=14)
    return figure


def multiples(stage: int) -> list[int]:
    """Return the multiples of Ψ that a rank sends, for each number of micro-steps."""
    return [sum(step_multiples(stage=stage, micro_steps=micro_steps)) for micro_steps in MICRO_STEPS]
