"""Random numbers that a seed determines, the same in the build, in the tests and in the page.

    random = Random(seed=7)
    die = 1 + random.below(6)
    height = random.normal(mean=1.7, deviation=0.1)

Pass the generator on to whoever draws from it; none is global. The two interpreters' own generators give different
numbers for the same seed.
"""

import math

from plots.models.checks import FAR, require_count, require_integer, require_kind, require_within

PRIME = 2147483647  # 2^31 − 1
MULTIPLIER = 16807


def require_random(name: str, value: object) -> None:
    """See that ``value`` is a generator of this module."""
    require_kind(name, value, Random, "a Random of plots.models.randomness")


class Random:
    """Uniform numbers u = s/p with s ← 16807·s mod p and p = 2^31 − 1, and what is made of them.

    All but ``normal`` give bit for bit the same in every interpreter; logarithm and cosine may differ in the last bit.

    Args:
        seed: A whole number ≥ 0. The numbers of neighbouring seeds have nothing to do with each other.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        Park & Miller, Random number generators: good ones are hard to find (1988); normal numbers by Box & Muller
        (1958). For figures and examples; too short a period and too regular for simulations of size.
    """

    def __init__(self, seed: int) -> None:
        require_integer("seed", seed, 0)
        # s is linear in its first value, so seeds in a row would give numbers in a row. The fifth power mod p breaks
        # this and maps no two seeds to one state, as 5 has no factor in common with p − 1.
        first = 1 + (7919 * seed + 104729) % (PRIME - 1)
        square = first * first % PRIME
        self.state = square * square % PRIME * first % PRIME
        self.spare: float | None = None  # normal numbers come in pairs

    def uniform(self, low: float = 0.0, high: float = 1.0) -> float:
        """Return a number between ``low`` and ``high``; with 0 and 1 it is neither of them."""
        require_within("low", low, -FAR, FAR)
        require_within("high", high, -FAR, FAR)
        return low + (high - low) * self._next()

    def _next(self) -> float:
        """Return the next number between 0 and 1."""
        self.state = self.state * MULTIPLIER % PRIME
        return self.state / PRIME

    def below(self, count: int) -> int:
        """Return a whole number from 0 to ``count`` − 1, each as likely as the others."""
        require_integer("count", count)
        return int(count * self._next())

    def normal(self, mean: float = 0.0, deviation: float = 1.0) -> float:
        """Return a number from the normal distribution with this mean and standard deviation."""
        require_within("mean", mean, -FAR, FAR)
        require_within("deviation", deviation, -FAR, FAR)
        if self.spare is not None:
            number, self.spare = self.spare, None
        else:
            radius = math.sqrt(-2.0 * math.log(self._next()))
            angle = 2.0 * math.pi * self._next()
            number, self.spare = radius * math.cos(angle), radius * math.sin(angle)
        return mean + deviation * number

    def sample(self, count: int, size: int) -> list[int]:
        """Return ``size`` different whole numbers from 0 to ``count`` − 1, in random order; 0 ≤ size ≤ count ≤ 100 000."""
        require_count("count", count, 0)
        require_integer("size", size, 0, count)
        numbers = list(range(count))
        for i in range(size):
            j = i + int((count - i) * self._next())
            numbers[i], numbers[j] = numbers[j], numbers[i]
        return numbers[:size]
