import subprocess
from collections.abc import Callable

import pytest

from plots import registry, style
from scripts.shared.manifest import SUFFIXES, picture_path
from scripts.shared.paths import GENERATED, ROOT
from scripts.shared.project_copy import environment, module_command
from tests.conftest import alone

FIGURES = {figure.id: figure.drawing for module in registry.figure_modules() for figure in registry.figures(module)}


class Made(dict):
    """What is made of each figure, by id: made when it is first asked for, and kept."""

    def __init__(self, make: Callable):
        super().__init__()
        self.make = make

    def __missing__(self, id):
        self[id] = self.make(id)
        return self[id]


def draw_light(id):
    with style.applied(style.LIGHT):
        return FIGURES[id].draw(style.LIGHT)


def files(id):
    paths = {suffix: GENERATED / f"{id}{suffix}" for suffix in SUFFIXES}
    paths[".png"] = picture_path(id)
    return {suffix: path.read_bytes() for suffix, path in paths.items() if path.exists()}


@pytest.fixture(scope="session")
def rendered(run):
    """The files of every figure, by id and suffix, as the site has them: only what is stale is drawn."""
    with alone(run[0]):
        command = module_command("scripts.build_figures")
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return Made(files)


@pytest.fixture(scope="session")
def drawn():
    """Every figure at rest in the light scheme, by id: its artists can be looked at."""
    return Made(draw_light)
