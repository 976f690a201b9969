"""Two cases to learn from that the playground does not have: features of unlike use, and values that are missing."""

from plots.models.boosting.datasets import WIDTH, Data, hundredths, require_draw, waves
from plots.models.checks import LARGEST_SIZE, require_fraction, require_kind, require_within
from plots.models.randomness import require_random

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.models.randomness import Random


def switch_and_waves(n: int, random: "Random", noise: float = 0.3) -> Data:
    """Return targets of three features: a wave along the first, 5 for a switch that is 0 or 1, nothing of the third.

    The switch is soon used up: few splits, each of large gain. The wave takes many small ones, and noise is split last,
    again and again.
    """
    require_draw(n, random, noise)
    data = Data([], [])
    for _ in range(n):
        x, switch = hundredths(random.uniform(0, WIDTH)), random.below(2)
        data.points.append([x, float(switch), hundredths(random.uniform(0, WIDTH))])
        data.targets.append(hundredths(2 * waves(x) + 5 * switch + noise * random.normal()))
    return data


def with_gaps(data: Data, random: "Random", share: float = 0.3, least: float = 0.5) -> Data:
    """Return the data with missing first coordinates: a ``share`` of the points whose target is above ``least``.

    So that a value is missing says something, and a tree can learn where to send it.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_kind("data", data, Data, "a Data")
    require_random("random", random)
    require_fraction("share", share)
    require_within("least", least, -LARGEST_SIZE, LARGEST_SIZE)
    points = [
        [None] + list(point[1:]) if target > least and random.uniform() < share else list(point)
        for point, target in zip(data.points, data.targets)
    ]
    return Data(points, list(data.targets))
