"""What the playground knows of one scheduler: a class with what most of them have in common.

In the records ``v`` are the values of a setting by name, and b is the base learning rate. What a record says of
PyTorch is said of the scheduler there that comes nearest.
"""

from plots.pictures.annotations import note
from plots.playgrounds.controls import Number, SettingError
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from plots.playgrounds.lr.schedulers.types import Controls, Formulas, Helpers, Part, Path, Rates, Room, Said, Values

LONGEST = 100000  # steps of any part of a schedule; further nobody would see
NO_SCHEDULER = "optimizer"  # what WarmupLR may be given instead of a scheduler
MOST_NAMED = 4  # steps that a sentence lists
SEEN = 0.1  # of the highest rate: a drop that can be named


class Call:
    """The call that makes a scheduler; of a library, or of our models.

    Args:
        name: Of the class.
        given: Positional arguments: OPTIMIZER, a Call, a list of them, a Function, or a plain value.
        named: Names and values of the others.
    """

    def __init__(self, name: str, given: "list[Any]", named: "list[tuple[str, Any]]") -> None:
        self.name = name
        self.given = given
        self.named = named


class Function:
    """The reader's function, as its code."""

    def __init__(self, code: str) -> None:
        self.code = code


OPTIMIZER = Function("optimizer")  # the argument that is the optimizer


def result(call: Call, class_of: "Callable[[str], Any]", optimizer: "Any") -> "Any":
    """Return the scheduler that a call makes; ``class_of`` finds a class by its name, ``optimizer`` stands for OPTIMIZER."""

    def passed(value: "Any") -> "Any":
        if value is OPTIMIZER:
            return optimizer
        if isinstance(value, Call):
            return result(value, class_of, optimizer)
        if isinstance(value, Function):
            from plots.playgrounds.lr.code import function_of

            return function_of(value.code)
        return [passed(each) for each in value] if isinstance(value, list) else value

    return class_of(call.name)(*[passed(value) for value in call.given], **dict(call.named))


class Record:
    """A scheduler that is like most: a formula in t, a namesake in PyTorch with the same rates.

    Args:
        name: Of its class.
        module: Of the record; what its formula is called in the reader's code.
    """

    model: "type"  # of plots.models.lr_schedules
    arguments = ""  # those that it takes as they are
    duration = ""  # the argument that says how many steps it takes, if there is one
    last = 30  # step up to which it is drawn where the reader has not said
    is_stairs = False  # whether it is constant between its changes
    is_composite = False  # whether it is made of others
    is_product = False  # whether those are factors of one product
    has_formula = True  # in t; only such a one may be inside another
    fits_in_oneflow = True  # whether OneFlow 0.7 takes it into a composite
    is_different = False  # whether its namesake in PyTorch is missing or gives other rates
    multiplies = False  # whether PyTorch's multiplies the rate that it finds, and so those of others in a chain
    least_gap = 1  # between its milestones

    def __init__(self, name: str, module: str) -> None:
        self.name = name
        self.module = module

    def controls(self, base: float, depth: int) -> "Controls":
        """Return the controls of its arguments.

        Their ranges are those within which the rates are finite and ≥ 0.

        Args:
            base: Base learning rate b, the upper end of absolute rates.
            depth: How many levels of composites may be inside.
        """
        raise NotImplementedError

    def metric_controls(self, chosen: str) -> "Controls":
        """Return the controls of the metric that drives it."""
        return ()

    def metrics(self, v: "Values") -> "list[float] | None":
        """Return what it is given after each update."""
        return None

    def parts(self, v: "Values") -> "list[Part]":
        """Return the schedulers that it is made of."""
        return []

    def check(self, v: "Values", base: float, path: "Path") -> None:
        """Refuse values that do not go together; ``path`` is where their controls are."""

    def call(self, v: "Values") -> Call:
        """Return how it is made."""
        return Call(self.name, [OPTIMIZER], picked(v, self.arguments))

    def end(self, v: "Values") -> int:
        """Return the step at which all that its arguments name has been seen; 0 where they name none."""
        return int(v[self.duration]) if self.duration else 0

    def helpers(self, v: "Values", result: "Rates") -> "Helpers":
        """Return curves that help to understand its own, each with a note that names it."""
        return []

    def annotations(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        """Return what is said beside its curve, the most important first."""
        return []

    def watched(self, v: "Values", room: "Room", result: "Rates") -> "Said":
        """Return what is said beside the metric that drives it."""
        return []

    def shape(self, v: "Values", result: "Rates") -> str:
        """Return what its curve does, as a sentence."""
        raise NotImplementedError

    # In other people's code

    def formula(self, v: "Values", write: "Formulas") -> "list[str]":
        """Return the body of a function of b and t that gives its rates."""
        raise NotImplementedError

    def has_twin(self, v: "Values") -> bool:
        """Return whether PyTorch's gives the same rates at every step."""
        return True

    def refuse(self, v: "Values") -> None:
        """Refuse what PyTorch refuses."""

    def pytorch(self, v: "Values", base: float) -> Call:
        """Return how PyTorch's is made."""
        return self.call(v)

    def remark(self, v: "Values") -> str:
        """Return what PyTorch's does otherwise, as a sentence; empty where there is nothing to say."""
        return ""

    def like_pytorch(self, v: "Values", base: float) -> "tuple[str, Values] | None":
        """Return name and values of OneFlow's that gives the rates of PyTorch's; None where there is none.

        LinearLR is taken to stay at its end.
        """
        return self.name, dict(v)


def picked(v: "Values", names: str) -> "list[tuple[str, Any]]":
    return [(name, v[name]) for name in names.split()]


def length(argument: str, default: int, hint: str) -> Number:
    return Number(argument, str(default), 1, LONGEST, slider=(1, 100), integer=True, hint=hint)


def fraction(argument: str, default: str, hint: str) -> Number:
    return Number(argument, default, 0, 1, hint=hint)


def lowest(argument: str, default: str, base: float, hint: str, *, group: str = "") -> Number:
    """Return the control of a rate that is at most b."""
    return Number(argument, default, 0, base, step=base / 100, limit="初始学习率", hint=hint, group=group)


def factor(default: str, hint: str) -> Number:
    """Return the control of gamma."""
    return Number("gamma", default, 0.01, 1.2, hint=hint)


def refuse_zero(name: str, v: "Values") -> None:
    """Refuse 0, as PyTorch does."""
    if v[name] == 0:
        raise SettingError(f"PyTorch 不接受 {name} = 0：把它调大一点，或只看 OneFlow。", [name])


def listed(steps: "list[int]") -> str:
    """Return some steps in words, the first few of many."""
    said = "、".join([str(step) for step in steps[:MOST_NAMED]])
    return f"第 {said} 步" if len(steps) <= MOST_NAMED else f"第 {said}……步"


def times_gamma(steps: "Sequence[int]", gamma: float, room: "Room") -> "Said":
    """Return what is said at the steps where a rate is multiplied by gamma, as far as that is seen."""
    found: "Said" = []
    for step in steps:
        before, after = room.rates[step - 1], room.rates[step]
        if abs(before - after) > SEEN * room.highest:
            words = "×$γ$" if found else f"×$γ$，$γ$ = {rounded(gamma)}"
            found.append([note(step, (before + after) / 2, words, dx=5)])
    return found
