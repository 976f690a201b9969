"""What the figures of this article share: one word, one colour and one place in a row for each thing in memory.

All of them speak of 参数、梯度、优化器状态、激活值 in the order of `STATES`, in the first four colours of the palette; GB are
10⁹ bytes, as in the papers.
"""

from plots.models.zero.memory import GB

STATES = ("参数", "梯度", "优化器状态")  # as plots.models.zero.memory.STATES
ACTIVATIONS = "激活值"
SERIES = {"参数": 0, "梯度": 1, "优化器状态": 2, "激活值": 3}  # in Palette.series
STAGES = ("数据并行", "ZeRO-1", "ZeRO-2", "ZeRO-3")

GPT2 = 1.5e9  # parameters; the running example of the article's first half
PAPER = 7.5e9  # parameters; of the ZeRO paper's first figure
PAPER_RANKS = 64
V100 = 32 * GB


def gigabytes(size: float) -> str:
    """Return bytes in GB to three significant digits, without zeros at the end."""
    return f"{size / GB:.3g}"


def look(state: str) -> str:
    """Return the look of a box that holds a part of ``state``."""
    return f"series-{SERIES[state] + 1}"
