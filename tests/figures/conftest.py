from collections.abc import Callable

import pytest

from plots import registry, style
from scripts.figure_files import render

FIGURES = {figure.id: figure.drawing for module in registry.figure_modules() for figure in registry.figures(module)}


class Made(dict):
    """What is made of each figure, by id: made when it is first asked for, and kept."""

    def __init__(self, make: Callable):
        super().__init__()
        self.make = make

    def __missing__(self, id):
        self[id] = self.make(FIGURES[id])
        return self[id]


def draw_light(drawing):
    with style.applied(style.LIGHT):
        return drawing.draw(style.LIGHT)


@pytest.fixture(scope="session")
def rendered():
    """The files of every figure, by id and suffix."""
    return Made(lambda drawing: render(drawing)[0])


@pytest.fixture(scope="session")
def drawn():
    """Every figure at rest in the light scheme, by id: its artists can be looked at."""
    return Made(draw_light)
