"""All figures and values of the site, found in the modules of `plots.figures` and `plots.values`."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import plots.figures
import plots.values
from plots.figures import Drawing


class RegisteredFigure(NamedTuple):
    """A figure and where it comes from."""

    id: str
    drawing: Drawing
    module: str  # full name, e.g. "plots.figures.momentum"


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


def value_topics() -> list[str]:
    """Return the names of the modules of values, sorted, without importing them."""
    return sorted(module.name for module in pkgutil.iter_modules(plots.values.__path__))


def values(topic: str) -> dict[str, Callable[[], Any]]:
    """Return the values of one topic, by name: the module's own functions without arguments."""
    module = importlib.import_module(f"plots.values.{topic}")
    own = inspect.getmembers(module, lambda each: inspect.isfunction(each) and each.__module__ == module.__name__)
    return {name: function for name, function in own if not inspect.signature(function).parameters}


@cache
def value(topic: str, name: str) -> Any:
    """Return what a function of ``values`` returns; it is called once."""
    return values(topic)[name]()
