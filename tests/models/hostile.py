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
from plots.models.zero import budget, collectives, infinity, memory, offload_graph, pipeline, trainer, transformer
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


# A valid value by the name of the argument, made anew for each call; "function.argument" goes before "argument".
VALID = {
    "points": lambda: [list(point) for point in POINTS],
    "centers": lambda: [[0.0, 0.0], [4.0, 4.0]],
    "labels": lambda: [0, 1, 0, 1],
    "truth": lambda: [0, 1, 1, 1],
    "random": lambda: Random(1),
    "k": lambda: 2,
    "n": lambda: 6,
    "seed": lambda: 3,
    "count": lambda: 4,
    "size": lambda: 2,
    "weights": lambda: [1.0, 2.0],
    "name": lambda: "kmeans++",
    "ks": lambda: [1, 2],
    "most": lambda: 2,
    "found": lambda: [Gap(1, 0.5, 0.1, 3.0), Gap(2, 0.4, 0.1, 1.0)],
    "references": lambda: 2,
    "width": lambda: 3,
    "height": lambda: 2,
    "picture": lambda: PICTURE,
    "other": lambda: PICTURE,
    "palette": lambda: [[0, 0, 0], [255, 255, 255]],
    "pixels": lambda: 10,
    "colours": lambda: 4,
    "places": lambda: ((1.0, 2.0), (3.0, 4.0)),
    "deviations": lambda: [0.5, 0.5],
    "centre": lambda: [1.0, 1.0],
    "a": lambda: MATRIX,
    "b": lambda: MATRIX,
    "dz": lambda: MATRIX,
    "x": lambda: MATRIX,
    "squared_distance.a": lambda: [1.0, 2.0],
    "squared_distance.b": lambda: [0.0, 2.0],
    "left": lambda: 0.0,
    "right": lambda: 9.0,
    "bottom": lambda: 0.0,
    "top": lambda: 9.0,
    "batch_size": lambda: 2,
    "steps": lambda: 2,
    "numbers": lambda: [1.0, 2.0, 3.0],
    "scores": lambda: [1.0, 2.0, 3.0],
    "is_outlier": lambda: [True, False, False],
    "variance": lambda: 0.5,
    "problem": lambda: descent.QUADRATIC,
    "rates": lambda: [0.1, 0.1],
    "noise": lambda: [0.1, 0.2, 0.3, 0.4],
    "value": lambda: 1.5,
    "digits": lambda: 3,
    "text": lambda: "1e-05",
    # boosting
    "waves.x": lambda: 1.0,
    "stairs.x": lambda: 1.0,
    "peak.x": lambda: 1.0,
    "data": lambda: boosting_data.sine(5, Random(1)),
    "G": lambda: 1.0,
    "H": lambda: 2.0,
    "w": lambda: 0.5,
    "G_left": lambda: 1.0,
    "H_left": lambda: 2.0,
    "G_right": lambda: -1.0,
    "H_right": lambda: 2.0,
    "gain": lambda: 1.0,
    "trees": lambda: [state.tree for state in states() if state.tree],
    "tree": lambda: states()[-1].tree,
    "features": lambda: 1,
    "margin": lambda: 0.5,
    "p": lambda: 0.5,
    "objective_named.objective": lambda: "reg:squarederror",
    "base_margin.objective": lambda: "binary:logistic",
    "base_margin.targets": lambda: [0.0, 1.0],
    "targets": lambda: [0.0, 1.0, 1.0, 0.0],
    "base": lambda: 0.5,
    "margins_of.points": lambda: [[0.0], [1.0]],
    "states": states,
    "patience": lambda: 1,
    "losses": lambda: [3.0, 2.0, 1.0],
    "point": lambda: [1.0],
    "box": lambda: [(0.0, 2.0)],
    # schedules
    "optimizer": optimizer,
    "scheduler_or_optimizer": optimizer,
    "gamma": lambda: 0.5,
    "paper_gain.gamma": lambda: 0.5,
    "boost.gamma": lambda: 0.5,
    "step_size": lambda: 3,
    "milestones": lambda: [2, 4],
    "SequentialLR.milestones": list,
    "decay_steps": lambda: 5,
    "T_max": lambda: 5,
    "T_0": lambda: 3,
    "lr_lambda": lambda: lambda t: 1 / (t + 1),
    "build": lambda: lambda o: lr_schedules.StepLR(o, 3),
    "metrics": lambda: [1.0, 2.0],
    "ReduceLROnPlateau.step.metrics": lambda: 1.0,
    "base_lr": lambda: 0.1,
    "base_lrs": lambda: [0.1],
    "step": lambda: 3,
    "state_dict": dict,
    "scheduler": lambda: lr_schedules.StepLR(optimizer(), 3),
    "plateau": plateau,
    "call": lambda: watched(plateau(), [1.0, 2.0])[1],
    # ZeRO
    "layers": lambda: 2,
    "hidden": lambda: 4,
    "heads": lambda: 2,
    "batch": lambda: 2,
    "sequence": lambda: 8,
    "parameters": lambda: 100,
    "elements": lambda: 10,
    "shape": lambda: transformer.MODELS[0],
    "setup": lambda: budget.Setup(transformer.MODELS[0], stage=3, ranks=8),
    "hardware": lambda: infinity.DGX_2,
    "parts": lambda: budget.budget(budget.Setup(transformer.MODELS[0])),
    "place": lambda: "gpu",
    "length": lambda: 5,
    "ranks": lambda: 2,
    "arrays": lambda: [[1.0, 2.0], [3.0, 4.0]],
    "last.states": lambda: list(collectives.all_reduce([[1.0, 2.0], [3.0, 4.0]])),
    "collective": lambda: "all_reduce",
    "collective_sent.size": lambda: 100,
    "size_bytes": lambda: 100,
    "bytes_per_second": lambda: 1e9,
    "stage": lambda: 1,
    "tensor_parallel": lambda: 2,
    "total_params": lambda: 1000,
    "largest_layer_params": lambda: 100,
    "intensity": lambda: 10.0,
    "wanted": lambda: 0.5,
    "host_link": lambda: 1e9,
    "gpu_link": lambda: 1e10,
    "recipe": lambda: "adam",
    "recipe_of.recipe": lambda: memory.RECIPES[0],
    "recipe_named.recipe": lambda: "adam",
    "is_partitioned.state": lambda: "gradients",
    "state": lambda: "gradients",
    "memory_bytes": lambda: 1e9,
    "degrees": lambda: (1, 2, 4),
    "widths": lambda: (2, 3, 1),
    "graph": lambda: offload_graph.MERGED,
    "on_cpu": lambda: ("p16",),
    "schedule": lambda: "gpipe",
    "stages": lambda: 2,
    "micro_batches": lambda: 2,
    "slots": lambda: pipeline.timeline("gpipe", stages=2, micro_batches=2),
    "samples": lambda: [((1.0, 2.0), (1.0,)), ((0.5, 2.0), (0.0,))],
    "moments": lambda: list(trainer.train()),
    "initial_parameters.parameters": lambda: None,
    "single_process.parameters": lambda: None,
    "train.parameters": lambda: None,
    "vocabulary": lambda: 10,
    "positions": lambda: 8,
    "values": lambda: [1.0, 2.0],
    "source": lambda: 0,
    "target": lambda: 1,
    "rank": lambda: 0,
    "link": lambda: "to-cpu",
    "element_bytes": lambda: 2,
    "Device.hold.name": lambda: "x",
    "Device.drop.name": lambda: "x",
    "require_shape.name": lambda: "shape",
    "placement": lambda: infinity.ON_GPU,
    "bucket": lambda: 3,
    "sine.noise": lambda: 0.2,
    "initial_parameters.seed": lambda: 1,
    "inertia.labels": lambda: [0, 1, 0, 1],
    "SequentialLR.optimizer": lambda: SHARED,
    "schedulers": lambda: [lr_schedules.StepLR(SHARED, 3)],
    "WarmupLR.load_state_dict.state_dict": lambda: lr_schedules.WarmupLR(optimizer()).state_dict(),
    "SequentialLR.load_state_dict.state_dict": lambda: made_sequence().state_dict(),
    "ChainedScheduler.load_state_dict.state_dict": lambda: made_sequence().state_dict(),
    "LambdaLR.load_state_dict.state_dict": lambda: lr_schedules.LambdaLR(optimizer(), lambda t: 1).state_dict(),
    "Optimizer.load_state_dict.state_dict": lambda: optimizer().state_dict(),
}
VALID["trees.thresholds"] = VALID["trees"]
NOISE = ("sine", "steps", "tent", "xor", "disc", "diagonal", "spirals", "switch_and_waves")
VALID.update({f"{name}.noise": lambda: 0.2 for name in NOISE})


def deep(levels=3000):
    value: list[object] = []
    for _ in range(levels):
        value = [value]
    return value


# Made anew for each call, as some can be read only once.
HOSTILE: dict[str, Callable[[], object]] = {
    "None": lambda: None,
    "True": lambda: True,
    "'3'": lambda: "3",
    "''": lambda: "",
    "b''": lambda: b"",
    "nan": lambda: math.nan,
    "inf": lambda: math.inf,
    "-inf": lambda: -math.inf,
    "1e308": lambda: 1e308,
    "1e-320": lambda: 1e-320,
    "-0.0": lambda: -0.0,
    "0": lambda: 0,
    "-1": lambda: -1,
    "1.5": lambda: 1.5,
    "10**7": lambda: 10**7,
    "10**9": lambda: 10**9,
    "10**30": lambda: 10**30,
    "10**400": lambda: 10**400,
    "10**5000": lambda: 10**5000,
    "1j": lambda: 1j,
    "[]": list,
    "[[]]": lambda: [[]],
    "{}": dict,
    "set": lambda: {1, 2},
    "object": object,
    "function": lambda: len,
    "Fraction": lambda: Fraction(1, 3),
    "Decimal": lambda: Decimal("1.5"),
    "int64": lambda: np.int64(2),
    "float32": lambda: np.float32(1.5),
    "float64": lambda: np.float64(1.5),
    "array": lambda: np.array([1.0, 2.0]),
    "matrix": lambda: np.eye(2),
    "[None]": lambda: [None],
    "[nan]": lambda: [math.nan],
    "[nan, nan]": lambda: [math.nan] * 2,
    "['3']": lambda: ["3"],
    "[-1]": lambda: [-1],
    "[10**9]": lambda: [10**9],
    "[0, 1, 10**8, 1]": lambda: [0, 1, 10**8, 1],
    "[1e-320, 1]": lambda: [1e-320, 1],
    "[[1, 2]]": lambda: [[1, 2]],
    "[[nan, 0]]": lambda: [[math.nan, 0]],
    "[[1e308, 0]] * 4": lambda: [[1e308, 0.0]] * 4,
    "[[1, 2], [1]]": lambda: [[1, 2], [1]],
    "deep list": deep,
    "generator": lambda: (i for i in range(3)),
    "'x' * 10**6": lambda: "x" * 10**6,
    "[0] * 10**6": lambda: [0] * 10**6,
}


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
    for name in (".".join([*parts[-2:], parameter]), f"{parts[-1]}.{parameter}", parameter):
        if name in VALID:
            return VALID[name]()
    raise KeyError(f"tests/models/hostile.py: VALID needs a value of {parameter} of {where}")


def arguments(where, function):
    """Return the names of the parameters, and a function that makes valid values for all but those left to defaults."""
    parameters = inspect.signature(function).parameters.values()
    kinds = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    named = [each for each in parameters if each.name != "self" and each.kind not in kinds]
    needed = [each.name for each in named if each.default is inspect.Parameter.empty]
    return [each.name for each in named], lambda: {name: valid(where, name) for name in needed}


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
