"""Every public function of the models, one valid call of each, and the values that no model may be broken by.

What a module offers is its ``__all__``, or else all that it defines without an underscore. Values by the names of numbers
follow from their types; others are in tests/models/<topic>/valid.py, which a topic with none does not need.
"""

import functools
import importlib
import inspect
import itertools
import math
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np

import plots.models
from plots.models import descent
from plots.models.randomness import Random
from scripts.shared.limits import limited
from scripts.shared.paths import ROOT

TOPICS = [
    importlib.import_module(f"tests.models.{path.parent.name}.valid")
    for path in sorted((ROOT / "tests" / "models").glob("*/valid.py"))
]


def of_topics(name: str) -> list[Any]:
    """Return what the topics have under a name."""
    return [getattr(topic, name) for topic in TOPICS if hasattr(topic, name)]


# The checks themselves, and what each topic says is refused in another way.
APART = ("plots.models.checks", *itertools.chain(*of_topics("APART")))
# Not called from outside: what step() calls; the abstract bases; what is made of checked lists, element by element.
INSIDE = tuple(itertools.chain(*of_topics("INSIDE")))
MADE = {Random: lambda: Random(3), **{kind: make for made in of_topics("MADE") for kind, make in made.items()}}
OFFERED = {
    str(topic.__package__).replace("tests", "plots"): topic.OFFERED for topic in TOPICS if hasattr(topic, "OFFERED")
}
SECONDS = 1.5  # of one call
MOST_ITEMS = 20  # that are taken from a generator

POINTS = [[0.0, 1.0], [2.0, 3.0], [4.0, 1.0], [5.0, 5.0]]

PLAIN = {int: 2, float: 0.5}  # a valid value by the type of most arguments that are numbers
# The others by the name of the argument, made anew for each call; "function.argument" goes before "argument".
VALID: dict[str, Callable[[], object]] = {
    "random": lambda: Random(1),
    "problem": lambda: descent.QUADRATIC,
    "rates": lambda: [0.1, 0.1],
    "noise": lambda: [0.1, 0.2, 0.3, 0.4],
    "points": lambda: [list(point) for point in POINTS],
    "centers": lambda: [[0.0, 0.0], [4.0, 4.0]],
    **dict.fromkeys(("right", "top"), lambda: 9.0),
    **{name: make for values in of_topics("VALID") for name, make in values.items()},
}


def deep(levels=3000):
    value: list[object] = []
    for _ in range(levels):
        value = [value]
    return value


# As sources, since each call needs one of its own: some can be read only once.
HOSTILE = [
    *("None", "True", "'3'", "''", "b''", "nan", "inf", "-inf", "1e308", "1e-320", "-0.0", "0", "-1", "1.5", "1j"),
    *("10**7", "10**9", "10**30", "10**400", "10**5000", "[]", "[[]]", "{}", "{1, 2}", "object()", "len"),
    *("Fraction(1, 3)", "Decimal('1.5')", "np.int64(2)", "np.float32(1.5)", "np.float64(1.5)"),
    *("np.array([1.0, 2.0])", "np.eye(2)", "[None]", "[nan]", "[nan] * 2", "['3']", "[-1]", "[10**9]"),
    *("[0, 1, 10**8, 1]", "[1e-320, 1]", "[[1, 2]]", "[[nan, 0]]", "[[1e308, 0.0]] * 4", "[[1, 2], [1]]", "deep()"),
    *("(i for i in range(3))", "'x' * 10**6", "[0] * 10**6"),
]
NAMES = {"nan": math.nan, "inf": math.inf, "np": np, "Decimal": Decimal, "Fraction": Fraction, "deep": deep}


def modules():
    """Return the modules of the models, but those apart."""
    names = [module.name for module in pkgutil.walk_packages(plots.models.__path__, "plots.models.")]
    return [importlib.import_module(name) for name in names if not name.startswith(APART)]


def public():
    """Return what the models offer, by name: functions, classes to be made, and methods of such."""
    found: dict[str, Callable[..., object]] = {}
    for module in modules():
        everything = [name for name in vars(module) if not name.startswith("_")]
        offered = getattr(module, "__all__", everything)
        if offered is everything and module.__package__ in OFFERED:
            offered = [name for name in everything if name in OFFERED[module.__package__]]
        for name in offered:
            thing = getattr(module, name)
            if getattr(thing, "__module__", None) != module.__name__ or name.startswith("require_"):
                continue
            where = f"{module.__name__.removeprefix('plots.models.')}.{name}"
            if any(part in f"{where}." for part in INSIDE):
                continue
            if inspect.isfunction(thing):
                found[where] = thing
            elif inspect.isclass(thing) and not issubclass(thing, tuple):
                found[where] = thing
                for method, function in inspect.getmembers(thing, inspect.isfunction):
                    if not method.startswith(("_", "require_")):
                        if not any(part in f"{where}.{method}." for part in INSIDE):
                            found[f"{where}.{method}"] = function
    return found


def valid(where, parameter):
    """Return a valid value of a parameter of the function."""
    parts = where.split(".")
    for name in (".".join([*parts[-2:], parameter.name]), f"{parts[-1]}.{parameter.name}", parameter.name):
        if name in VALID:
            return VALID[name]()
    if parameter.annotation in PLAIN:
        return PLAIN[parameter.annotation]
    raise KeyError(f"tests/models/hostile.py: VALID needs a value of {parameter.name} of {where}")


@functools.cache
def arguments(where, function):
    """Return the names of the parameters, and a function that makes valid values for all but those left to defaults."""
    parameters = inspect.signature(function).parameters.values()
    kinds = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    named = [each for each in parameters if each.name != "self" and each.kind not in kinds]
    needed = [each for each in named if each.default is inspect.Parameter.empty]
    return [each.name for each in named], lambda: {each.name: valid(where, each) for each in needed}


def ready(where, function):
    """Return the function, bound to an object of its class if it is a method."""
    parts = where.split(".")
    if not parts[-2][0].isupper():
        return function
    holder = getattr(importlib.import_module(f"plots.models.{'.'.join(parts[:-2])}"), parts[-2])
    return getattr(made(".".join(parts[:-1]), holder), parts[-1])


def made(where, holder):
    if holder in MADE:
        return MADE[holder]()
    _, values = arguments(where, holder)
    return holder(**values())


def result_of(function, values):
    """Return what a call gives, of a generator the first items."""
    with limited(SECONDS):
        result = function(**values)
        return list(islice(result, MOST_ITEMS)) if isinstance(result, Iterator) else result


def fault(result):
    """Return what is wrong with a result, or None: a number in it that is not finite, or complex."""
    waiting = [result]
    seen = 0
    while waiting and seen < 100_000:
        one = waiting.pop()
        seen += 1
        if isinstance(one, complex) and not isinstance(one, float):
            return f"complex {one!r}"
        if isinstance(one, float) and not math.isfinite(one):
            return repr(one)
        if isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, Iterable) and not isinstance(one, (str, bytes)):
            waiting.extend(one)
    return None
