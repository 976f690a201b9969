"""Every public function of the models, one valid call of each, and the values that no model may be broken by.

What a module offers is its ``__all__``, or else all that it defines without an underscore; of the schedulers' modules
what their package offers.
"""

import importlib
import inspect
import math
import pkgutil
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from itertools import islice

import numpy as np

import plots.models
from plots.models import descent, lr_schedules
from plots.models.boosting import boost
from plots.models.boosting import datasets as boosting_data
from plots.models.kmeans.choice import Gap
from plots.models.lr_schedules.workings import watched
from plots.models.randomness import Random
from plots.models.zero import (
    budget,
    collectives,
    infinity,
    memory,
    offload_graph,
    overlap,
    pipeline,
    trainer,
    transformer,
)
from plots.models.zero.transport import Transport

# The checks themselves; PyTorch's schedulers, which refuse what PyTorch refuses, in its words; and the history, which is
# read from tables that are checked row by row (RowError).
APART = ("plots.models.checks", "plots.models.lr_schedules.pytorch", "plots.models.history")
# Not called from outside: what step() calls; the abstract bases; what is made of checked lists, element by element.
INSIDE = (
    "print_lr",
    "update_lrs",
    "is_better",
    "_LRScheduler",
    "lr_schedules.base.",
    "lr_schedules.state.",
    "ReduceLROnPlateau.state_dict",  # the best metric so far is at first infinite, as in OneFlow
    "transport.Transport.",
    "device.Device.",
)
SECONDS = 1.5  # of one call
MOST_ITEMS = 20  # that are taken from a generator

POINTS = [[0.0, 1.0], [2.0, 3.0], [4.0, 1.0], [5.0, 5.0]]
MATRIX = [[0.5, -1.0], [2.0, 0.25]]
PICTURE = [[[0, 10, 20], [255, 0, 3]], [[9, 9, 9], [1, 2, 3]]]


def optimizer():
    return lr_schedules.Optimizer(0.1)


def states():
    return list(boost([[0.0], [1.0], [2.0]], [0.0, 1.0, 1.0], rounds=2, test=([[0.5]], [1.0])))


def plateau():
    return lr_schedules.ReduceLROnPlateau(optimizer(), patience=0)


SHARED = optimizer()


def made_sequence():
    return lr_schedules.SequentialLR(SHARED, [lr_schedules.StepLR(SHARED, 3)], [])


PLAIN = {int: 2, float: 0.5}  # a valid value by the type of most arguments that are numbers
# The others by the name of the argument, made anew for each call; "function.argument" goes before "argument".
VALID = {
    "points": lambda: [list(point) for point in POINTS],
    "centers": lambda: [[0.0, 0.0], [4.0, 4.0]],
    "labels": lambda: [0, 1, 0, 1],
    "truth": lambda: [0, 1, 1, 1],
    "random": lambda: Random(1),
    "weights": lambda: [1.0, 2.0],
    "name": lambda: "kmeans++",
    "ks": lambda: [1, 2],
    "found": lambda: [Gap(1, 0.5, 0.1, 3.0), Gap(2, 0.4, 0.1, 1.0)],
    **dict.fromkeys(("picture", "other"), lambda: PICTURE),
    "palette": lambda: [[0, 0, 0], [255, 255, 255]],
    "places": lambda: ((1.0, 2.0), (3.0, 4.0)),
    "deviations": lambda: [0.5, 0.5],
    "centre": lambda: [1.0, 1.0],
    **dict.fromkeys(("a", "b", "dz", "x"), lambda: MATRIX),
    **dict.fromkeys(("squared_distance.a", "squared_distance.b"), lambda: [1.0, 2.0]),
    **dict.fromkeys(("numbers", "scores"), lambda: [1.0, 2.0, 3.0]),
    "is_outlier": lambda: [True, False, False],
    "problem": lambda: descent.QUADRATIC,
    "rates": lambda: [0.1, 0.1],
    "noise": lambda: [0.1, 0.2, 0.3, 0.4],
    **dict.fromkeys(("right", "top"), lambda: 9.0),
    # boosting
    "data": lambda: boosting_data.sine(5, Random(1)),
    "trees": lambda: [state.tree for state in states() if state.tree],
    "tree": lambda: states()[-1].tree,
    "objective_named.objective": lambda: "reg:squarederror",
    "base_margin.objective": lambda: "binary:logistic",
    "base_margin.targets": lambda: [0.0, 1.0],
    "targets": lambda: [0.0, 1.0, 1.0, 0.0],
    "margins_of.points": lambda: [[0.0], [1.0]],
    "states": states,
    "losses": lambda: [3.0, 2.0, 1.0],
    "point": lambda: [1.0],
    "box": lambda: [(0.0, 2.0)],
    # schedules
    **dict.fromkeys(("optimizer", "scheduler_or_optimizer"), optimizer),
    "milestones": lambda: [2, 4],
    "SequentialLR.milestones": list,
    "lr_lambda": lambda: lambda t: 1 / (t + 1),
    "build": lambda: lambda o: lr_schedules.StepLR(o, 3),
    "metrics": lambda: [1.0, 2.0],
    "ReduceLROnPlateau.step.metrics": lambda: 1.0,
    "base_lrs": lambda: [0.1],
    "state_dict": dict,
    "scheduler": lambda: lr_schedules.StepLR(optimizer(), 3),
    "plateau": plateau,
    "call": lambda: watched(plateau(), [1.0, 2.0])[1],
    # ZeRO
    "shape": lambda: transformer.MODELS[0],
    "setup": lambda: budget.Setup(transformer.MODELS[0], stage=3, ranks=8),
    "hardware": lambda: infinity.DGX_2,
    "parts": lambda: budget.budget(budget.Setup(transformer.MODELS[0])),
    "place": lambda: "gpu",
    "arrays": lambda: [[1.0, 2.0], [3.0, 4.0]],
    "last.states": lambda: list(collectives.all_reduce([[1.0, 2.0], [3.0, 4.0]])),
    "collective": lambda: "all_reduce",
    "recipe_of.recipe": lambda: memory.RECIPES[0],
    "recipe": lambda: "adam",
    "state": lambda: "gradients",
    "degrees": lambda: (1, 2, 4),
    "widths": lambda: (2, 3, 1),
    "graph": lambda: offload_graph.MERGED,
    "on_cpu": lambda: ("p16",),
    "schedule": lambda: "gpipe",
    "length.slots": lambda: overlap.step(layers=2, transfer=0.5),
    "slots": lambda: pipeline.timeline("gpipe", stages=2, micro_batches=2),
    "samples": lambda: [((1.0, 2.0), (1.0,)), ((0.5, 2.0), (0.0,))],
    "moments": lambda: list(trainer.train()),
    "SequentialLR.optimizer": lambda: SHARED,
    "schedulers": lambda: [lr_schedules.StepLR(SHARED, 3)],
    "WarmupLR.load_state_dict.state_dict": lambda: lr_schedules.WarmupLR(optimizer()).state_dict(),
    "SequentialLR.load_state_dict.state_dict": lambda: made_sequence().state_dict(),
    "ChainedScheduler.load_state_dict.state_dict": lambda: made_sequence().state_dict(),
    "LambdaLR.load_state_dict.state_dict": lambda: lr_schedules.LambdaLR(optimizer(), lambda t: 1).state_dict(),
    "Optimizer.load_state_dict.state_dict": lambda: optimizer().state_dict(),
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
        if offered is everything and module.__package__ == lr_schedules.__name__:
            offered = [name for name in everything if name in lr_schedules.__all__]
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
    if holder is Transport:
        return Transport(2)
    if holder is Random:
        return Random(3)
    _, values = arguments(where, holder)
    return holder(**values())


@contextmanager
def limited(seconds):
    """Raise TimeoutError in the block after so many seconds of computing, whatever else the machine does."""

    def ring(signal_number, frame):
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


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
