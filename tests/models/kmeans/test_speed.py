"""In the page, a step on 2,000 points with ten centres takes at most 100 ms."""

from tests.micropython.interpreter import run_in_micropython

CODE = """
import time
from plots.models.kmeans import half_steps, starting_centers
from plots.models.kmeans.datasets import uniform
from plots.models.randomness import Random

points = uniform(2000, Random(1)).points
states = half_steps(points, starting_centers("random", points, 10, Random(3)))
next(states)
result = []
for _ in range(8):
    start = time.ticks_us()
    next(states), next(states)
    result.append(time.ticks_diff(time.ticks_us(), start) / 1000)
"""


def test_an_update_and_an_assignment_of_2000_points_take_at_most_100_ms():
    assert min(run_in_micropython(CODE)) <= 100  # the best of eight: the machine may have other things to do
