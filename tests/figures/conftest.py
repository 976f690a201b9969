import pytest

from plots import registry, style
from scripts.figure_files import render

FIGURES = {figure.id: figure.drawing for module in registry.figure_modules() for figure in registry.figures(module)}


@pytest.fixture(scope="session")
def rendered():
    """The files of every figure, by id and suffix."""
    return {id: render(drawing)[0] for id, drawing in FIGURES.items()}


@pytest.fixture(scope="session")
def drawn():
    """Every figure at rest in the light scheme, by id: its artists can be looked at."""
    with style.applied(style.LIGHT):
        return {id: drawing.draw(style.LIGHT) for id, drawing in FIGURES.items()}
