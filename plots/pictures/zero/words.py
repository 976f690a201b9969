"""What all pictures of ZeRO share: one word and one colour for each thing in memory, and how sizes are written.

GB are 10⁹ bytes, as in the papers.
"""

from plots.models.digits import nearest
from plots.models.zero.memory import GB, TB

# In the order of the bars, and of the colours: those of plots.models.zero.budget, and what is left free.
NAMES = ("parameters", "gradients", "optimizer", "activations", "bucket", "gathered", "reserved")
WORDS = ("参数", "梯度", "优化器状态", "激活值", "梯度桶", "临时凑齐的", "另留")
STAGES = ("数据并行", "ZeRO-1", "ZeRO-2", "ZeRO-3")
# What becomes of gathered parameters: overlap.AFTER_FORWARD, in words.
AFTER_FORWARD = (("release", "释放"), ("node", "每个节点留一份（hpZ）"), ("keep", "每张卡全留着"))


def word(name: str) -> str:
    return WORDS[NAMES.index(name)]


def role(name: str) -> int:
    """Return the number of its colour; the first four are series of the palette."""
    return NAMES.index(name) + 1


def look(name: str) -> str:
    """Return the look of a box that holds a part of it."""
    return f"series-{role(name)}"


def amount(size: float) -> str:
    """Return bytes with a unit, to three significant digits."""
    for unit, name in ((TB, "TB"), (GB, "GB"), (10**6, "MB")):
        if size >= 0.9995 * unit:
            return plain(size / unit) + " " + name
    return gigabytes(size) + " GB"


def gigabytes(size: float) -> str:
    """Return bytes in GB, without the unit."""
    return plain(size / GB)


def plain(value: float) -> str:
    """Return a number to three significant digits, never with an exponent."""
    if value >= 999.5:
        return str(round(value))
    return ("%.7f" % nearest(value, 3)).rstrip("0").rstrip(".")
