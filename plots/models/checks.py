"""What an argument may be, and the sentence that says so: each ``require`` raises ValueError unless it is.

A public function checks once, at its door. A number is an int or a float, a count an int; True is neither, nan nothing.
Counts are limited so that no call takes for ever, sizes so that no quotient is infinite.
"""

import math

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

MOST = 100000  # of what is made one by one: points, draws, rounds
MANY = 10**15  # of what is only multiplied
LEAST_SIZE, LARGEST_SIZE = 1e-30, 1e30
LARGEST_FLOAT = 1.7976931348623157e308  # an integer may be larger
FAR = 1e100  # of a coordinate: sums of squares stay finite
LONGEST = 80  # characters of a value that a sentence repeats


def require(name: str, value: object, allowed: str, is_allowed: "Callable[[Any], bool]") -> None:
    """Raise ValueError, ``<name> must be <allowed>, got <value>``, unless the predicate ``holds``."""
    if not holds(is_allowed, value):
        raise ValueError(f"{name} must be {allowed}, got {shown(value)}")


def holds(predicate: "Callable[[Any], bool]", value: object) -> bool:
    """Return whether ``predicate`` is true of ``value``; one that raises is not."""
    try:
        return bool(predicate(value))
    except Exception:
        return False


def shown(value: object) -> str:
    """Return ``value`` for a sentence, cut where it is long."""
    if isinstance(value, (list, str)):
        value = value[:LONGEST]  # a million items take a quarter of a second
    try:
        text = repr(value)
    except Exception:  # too many digits, or too deep
        text = "a " + type(value).__name__
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def short(bound: float) -> str:
    """Return a bound for a sentence: 1e12, −1.5."""
    return ("%g" % bound).replace("e+", "e").replace("-", "−")


def is_integer(value: "Any") -> bool:
    """Return whether ``value`` is an int, NumPy's too; True and False are not, in either interpreter."""
    if isinstance(value, int):
        return not isinstance(value, bool)
    return hasattr(value, "dtype") and value.shape == () and value.dtype.kind in ("i", "u")


def is_finite(value: "Any") -> bool:
    """Return whether ``value`` is an int or a float, within what a float can be."""
    return (isinstance(value, float) or is_integer(value)) and bool(-LARGEST_FLOAT <= value <= LARGEST_FLOAT)


def is_number(value: object) -> bool:
    """Return whether ``value`` is a number; infinities are, nan is not."""
    return is_finite(value) or (isinstance(value, float) and abs(value) == math.inf)


def is_rate(value: "Any") -> bool:
    """Return whether ``value`` is finite and not negative."""
    return is_finite(value) and value >= 0


def require_integer(name: str, value: "Any", least: int = 1, most: int = MANY) -> None:
    """See that ``value`` is an integer from ``least`` to ``most``."""
    if not (is_integer(value) and least <= value <= most):
        raise ValueError(f"{name} must be an integer from {least} to {most}, got {shown(value)}")


def require_integers(**values: object) -> None:
    """See that all are integers ≥ 1."""
    for name, value in values.items():
        require_integer(name, value)


def require_count(name: str, value: object, least: int = 1) -> None:
    """See that so many can be made one by one."""
    require_integer(name, value, least, MOST)


def require_within(name: str, value: "Any", low: float, high: float) -> None:
    """See that low ≤ ``value`` ≤ high."""
    if not (is_finite(value) and low <= value <= high):
        raise ValueError(f"{name} must be a number from {short(low)} to {short(high)}, got {shown(value)}")


def require_size(name: str, value: object) -> None:
    """See that 0 ≤ ``value`` ≤ ``LARGEST_SIZE``."""
    require_within(name, value, 0, LARGEST_SIZE)


def require_positive_size(name: str, value: object) -> None:
    """See that ``LEAST_SIZE`` ≤ ``value`` ≤ ``LARGEST_SIZE``."""
    require_within(name, value, LEAST_SIZE, LARGEST_SIZE)


def require_number(name: str, value: object) -> None:
    """See that ``value`` is a number; infinities are, nan is not."""
    require(name, value, "a number", is_number)


def require_fraction(name: str, value: object) -> None:
    """See that 0 ≤ ``value`` ≤ 1."""
    require(name, value, "in [0, 1]", lambda x: is_finite(x) and 0 <= x <= 1)


def require_share(name: str, value: object) -> None:
    """See that 0 < ``value`` ≤ 1."""
    require(name, value, "> 0 and ≤ 1", lambda x: is_finite(x) and 0 < x <= 1)


def require_positive(name: str, value: object) -> None:
    """See that ``value`` > 0; infinity is allowed."""
    require(name, value, "> 0", lambda x: is_number(x) and x > 0)


def require_ratio(name: str, value: object) -> None:
    """See that 0 < ``value`` < ∞."""
    require(name, value, "> 0 and finite", lambda x: is_finite(x) and x > 0)


def require_rate(name: str, value: object) -> None:
    """See that 0 ≤ ``value`` < ∞."""
    require(name, value, "≥ 0 and finite", is_rate)


def require_flag(name: str, value: object) -> None:
    """See that ``value`` is True or False."""
    require_kind(name, value, bool, "True or False")


def require_kind(name: str, value: object, kind: type, words: str) -> None:
    """See that ``value`` is of a class."""
    require(name, value, words, lambda x: isinstance(x, kind))


def require_one_of(name: str, value: object, allowed: "Sequence[object]") -> None:
    """See that ``value`` is one of those that are allowed."""
    require(name, value, "one of " + ", ".join([repr(each) for each in allowed]), lambda x: x in allowed)


def is_list(value: object) -> bool:
    """Return whether ``value`` is a list, a tuple, a range or an array."""
    return isinstance(value, (list, tuple, range)) or getattr(value, "shape", ()) != ()


def require_list(name: str, values: object, what: str = "a list", least: int = 0) -> None:
    """See that ``values`` is a list of from ``least`` to ``MOST`` items."""
    words = f"{what}, of {least} to {MOST} items"
    require(name, values, words, lambda x: is_list(x) and least <= len(x) <= MOST)


def require_length(name: str, values: object, length: int, what: str) -> None:
    """See that ``values`` has ``length`` items, one per ``what``."""
    require(name, values, f"one value per {what} ({length})", lambda x: is_list(x) and len(x) == length)


def require_each(
    name: str, values: "Sequence[object]", what: str, is_allowed: "Callable[[Any], bool]", least: int = 0
) -> None:
    """See that ``is_allowed`` is true of every item of a list."""
    require_list(name, values, f"a list of {what}", least)
    for i, value in enumerate(values):
        if not holds(is_allowed, value):
            raise ValueError(f"{name} must be a list of {what}, {name}[{i}] is {shown(value)}")


def require_numbers(name: str, values: "Sequence[object]", largest: float = FAR, least: int = 0) -> None:
    """See that ``values`` is a list of numbers from −largest to largest."""
    what = f"numbers from {short(-largest)} to {short(largest)}"
    require_each(name, values, what, lambda x: is_finite(x) and -largest <= x <= largest, least)


def require_labels(name: str, labels: "Sequence[int]", below: int = MANY) -> None:
    """See that labels are whole numbers from 0 to ``below`` − 1."""
    require_each(name, labels, f"integers from 0 to {below - 1}", lambda x: is_integer(x) and 0 <= x < below)


def require_points(name: str, points: "Sequence[Any]", width: int = 0, *, far: float = FAR, gaps: bool = False) -> None:
    """See that there are points, of ``width`` coordinates unless it is 0, with ``gaps`` None for some."""
    require_list(name, points, "a list of points", 1)
    for i, point in enumerate(points):
        if not is_list(point) or not (width or 1) <= len(point) <= (width or MOST):
            raise ValueError(f"{name} must have {width or 'some'} coordinates each, {name}[{i}] is {shown(point)}")
        width = len(point)
        for coordinate in point:
            if type(coordinate) in (float, int) and -far <= coordinate <= far:
                continue  # as below, without calls, which take longer than a step
            if not (gaps and coordinate is None) and not (is_finite(coordinate) and -far <= coordinate <= far):
                allowed = f"from {short(-far)} to {short(far)}" + (" or None" if gaps else "")
                raise ValueError(f"{name} must have coordinates {allowed}, {name}[{i}] has {shown(coordinate)}")


def listed(
    name: str, values: "Iterable[Any]", what: str, is_allowed: "Callable[[Any], bool]", least: int = 0
) -> "list[Any]":
    """Return the items of what may be read only once, checked."""
    require(name, values, f"a list of {what}", iter)
    found: list[Any] = []
    for value in values:
        found.append(value)
        if len(found) > MOST:
            break
    require_each(name, found, what, is_allowed, least)
    return found
