"""All figures of the site, by id, found in the modules of `plots.figures`."""

import importlib
import pkgutil
from typing import NamedTuple

import plots.figures
from plots.figures import Drawing


class RegisteredFigure(NamedTuple):
    """A figure and where it comes from."""

    id: str
    drawing: Drawing
    module: str  # full name, e.g. "plots.figures.lr_schedules"


def figure_modules() -> list[str]:
    """Return the names of the figure modules, sorted, without importing them."""
    return sorted(f"plots.figures.{module.name}" for module in pkgutil.iter_modules(plots.figures.__path__))


def figures(module: str) -> list[RegisteredFigure]:
    """Return the figures of one module, in the order of its table.

    Raises:
        ValueError: If the module lacks ``TOPIC`` or ``FIGURES``.
    """
    loaded = importlib.import_module(module)
    try:
        topic, table = loaded.TOPIC, loaded.FIGURES
    except AttributeError as error:
        raise ValueError(f"{module} must define TOPIC and FIGURES: {error}") from error
    return [RegisteredFigure(f"{topic}/{name}", drawing, module) for name, drawing in table.items()]
