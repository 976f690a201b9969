"""Data for figures and playground: curves with noise on one feature, two classes on two; ``cases`` has two more.

    data = sine(60, Random(seed=0), noise=0.2)
    data.points, data.targets

Coordinates and targets of the curves are whole hundredths: short in a program that is copied, and the same in every
interpreter.
"""

import math
from collections import namedtuple

from plots.models.checks import require_count, require_size
from plots.models.randomness import require_random

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Callable

    from plots.models.randomness import Random

__all__ = ["diagonal", "disc", "sine", "spirals", "steps", "tent", "xor"]

Data = namedtuple("Data", "points targets")

WIDTH = 10.0  # coordinates lie between 0 and this


def hundredths(number: float) -> float:
    """Return the nearest whole hundredth."""
    return math.floor(100 * number + 0.5) / 100


def require_draw(n: int, random: "Random", noise: float) -> None:
    """See that n ≥ 1 points can be drawn, with noise ≥ 0."""
    require_count("n", n)
    require_random("random", random)
    require_size("noise", noise)


def curve(n: int, random: "Random", noise: float, truth: "Callable[[float], float]") -> Data:
    """Return n points at random places, sorted, and the truth there with normal noise.

    Args:
        n: Number of points, ≥ 1.
        random: Draws places and noise.
        noise: Its standard deviation, ≥ 0.
        truth: The curve.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require_draw(n, random, noise)
    places = sorted([hundredths(random.uniform(0, WIDTH)) for _ in range(n)])
    return Data([[x] for x in places], [hundredths(truth(x) + noise * random.normal()) for x in places])


def waves(x: float) -> float:
    """Return sin(0.6·x) + ½·sin(1.8·x)."""
    return math.sin(0.6 * x) + 0.5 * math.sin(1.8 * x)


def stairs(x: float) -> float:
    """Return −1, 1 or 0, in three steps."""
    return -1.0 if x < 3 else 1.0 if x < 7 else 0.0


def peak(x: float) -> float:
    """Return a straight rise to 1 in the middle and the same fall."""
    return 1 - abs(x - WIDTH / 2) / (WIDTH / 2)


def sine(n: int, random: "Random", noise: float = 0.2) -> Data:
    """Return two waves, a long and a short one."""
    return curve(n, random, noise, waves)


def steps(n: int, random: "Random", noise: float = 0.2) -> Data:
    """Return three steps, which few splits can give, with one outlier of 3 in the middle."""
    data = curve(n, random, noise, stairs)
    data.targets[n // 2] = 3.0
    return data


def tent(n: int, random: "Random", noise: float = 0.1) -> Data:
    """Return a tent: straight lines, which trees can only give in steps."""
    return curve(n, random, noise, peak)


def classes(n: int, random: "Random", noise: float, of: "Callable[[float, float], bool]") -> Data:
    """Return n points in the square, of class 1 where ``of`` is true of the place with normal noise, else 0."""
    require_draw(n, random, noise)
    data = Data([], [])
    for _ in range(n):
        x, y = hundredths(random.uniform(0, WIDTH)), hundredths(random.uniform(0, WIDTH))
        data.points.append([x, y])
        data.targets.append(1 if of(x + noise * random.normal(), y + noise * random.normal()) else 0)
    return data


def xor(n: int, random: "Random", noise: float = 0.3) -> Data:
    """Return four squares of two classes crosswise: no first split gains anything much."""
    return classes(n, random, noise, lambda x, y: (x < WIDTH / 2) != (y < WIDTH / 2))


def disc(n: int, random: "Random", noise: float = 0.3) -> Data:
    """Return a disc of one class within the other."""
    return classes(n, random, noise, lambda x, y: (x - 5) * (x - 5) + (y - 5) * (y - 5) < 9)


def diagonal(n: int, random: "Random", noise: float = 0.3) -> Data:
    """Return two classes with a slanted border: easy for a line, a stair for trees."""
    return classes(n, random, noise, lambda x, y: y < x)


def spirals(n: int, random: "Random", noise: float = 0.15) -> Data:
    """Return two spirals, one in the other, in turn one point of each."""
    require_draw(n, random, noise)
    data = Data([], [])
    for i in range(n):
        turn = math.sqrt(random.uniform(0.02, 1.0)) * 3 * math.pi
        radius, sign = 0.46 * turn, 1 if i % 2 else -1
        x = 5 + sign * radius * math.cos(turn) + noise * random.normal()
        y = 5 + sign * radius * math.sin(turn) + noise * random.normal()
        data.points.append([hundredths(x), hundredths(y)])
        data.targets.append(i % 2)
    return data


CURVES = (("sine", sine), ("steps", steps), ("tent", tent))
CLASSES = (("xor", xor), ("disc", disc), ("diagonal", diagonal), ("spirals", spirals))
