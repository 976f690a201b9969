"""What points, targets and parameters of boosting may be, and the sentence that says so."""

import math

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    Points = Sequence[Sequence[float | None]]

LARGEST = 1e12  # of a coordinate or target: squares of sums stay within single precision


def require(name: str, value: object, allowed: str, is_allowed: "Callable[[Any], bool]") -> None:
    """Raise ValueError unless ``value`` is allowed: ``<name> must be <allowed>, got <value>``."""
    if not holds(is_allowed, value):
        raise ValueError(f"{name} must be {allowed}, got {value!r}")


def holds(predicate: "Callable[[Any], bool]", value: object) -> bool:
    """Return whether ``predicate`` is true of ``value``; if it raises (a string has no order) it is not."""
    try:
        return bool(predicate(value))
    except Exception:
        return False


def require_count(name: str, value: object, least: int) -> None:
    """Raise ValueError unless ``value`` is an integer ≥ ``least``."""
    require(
        name,
        value,
        f"an integer ≥ {least}",
        lambda x: isinstance(x, int) and not isinstance(x, bool) and x >= least,
    )


def require_penalty(name: str, value: object) -> None:
    """Raise ValueError unless 0 ≤ ``value`` < ∞."""
    require(name, value, "≥ 0 and finite", lambda x: 0 <= x < math.inf)


def require_share(name: str, value: object) -> None:
    """Raise ValueError unless 0 < ``value`` ≤ 1."""
    require(name, value, "> 0 and ≤ 1", lambda x: 0 < x <= 1)


def require_one_of(name: str, value: object, allowed: "Sequence[object]") -> None:
    """Raise ValueError unless ``value`` is one of those that are allowed."""
    require(name, value, "one of " + ", ".join([repr(each) for each in allowed]), lambda x: x in allowed)


def require_points(name: str, points: "Points", like: "Points") -> None:
    """Raise ValueError unless each point has as many coordinates ≥ 1 as the first of ``like``, numbers or None."""
    for i, point in enumerate(points):
        if not holds(lambda x: len(x) >= 1, point):
            raise ValueError(f"{name} must be lists of at least one coordinate, {name}[{i}] is {point!r}")
        if len(point) != len(like[0]):
            raise ValueError(f"{name} must all have {len(like[0])} coordinates, {name}[{i}] has {len(point)}")
        for coordinate in point:
            if coordinate is not None and not holds(is_moderate, coordinate):
                raise ValueError(
                    f"{name} must have coordinates from −1e12 to 1e12 or None, {name}[{i}] has {coordinate!r}"
                )


def require_targets(name: str, targets: "Sequence[float]", length: int) -> None:
    """Raise ValueError unless there is one finite number for each point."""
    if len(targets) != length:
        raise ValueError(f"{name} must hold one number per point ({length}), got {len(targets)}")
    for i, target in enumerate(targets):
        if not holds(is_moderate, target):
            raise ValueError(f"{name} must be numbers from −1e12 to 1e12, {name}[{i}] is {target!r}")


def is_moderate(value: float) -> bool:
    """Return whether ``value`` is a number that can be squared and summed without harm; nan is not."""
    return -LARGEST <= value <= LARGEST
