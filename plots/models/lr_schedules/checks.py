"""What an argument may be, and the sentence that says so."""

import math

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Callable, Sized
    from typing import Any


def require(name: str, value: object, allowed: str, is_allowed: "Callable[[Any], bool]") -> None:
    """Raise ValueError unless ``value`` is allowed.

    Args:
        name: The argument, as the caller knows it.
        value: What was given.
        allowed: The range in words, e.g. ``"in [0, 1]"``.
        is_allowed: The range as a predicate; see ``holds``.

    Raises:
        ValueError: ``<name> must be <allowed>, got <value>``.
    """
    if not holds(is_allowed, value):
        raise ValueError(f"{name} must be {allowed}, got {value!r}")


def holds(predicate: "Callable[[Any], bool]", value: object) -> bool:
    """Return whether ``predicate`` is true of ``value``; if it raises (a string has no order) it is not."""
    try:
        return bool(predicate(value))
    except Exception:
        return False


def is_number(value: float) -> bool:
    """Return whether ``value`` is a real number; infinities are, nan is not."""
    return -math.inf <= value <= math.inf


def is_rate(value: float) -> bool:
    """Return whether ``value`` can be a learning rate: finite and not negative."""
    return 0 <= value < math.inf


def require_number(name: str, value: object) -> None:
    """Raise ValueError unless ``value`` is a real number; infinities are, nan is not."""
    require(name, value, "a number", is_number)


def require_positive(name: str, value: object) -> None:
    """Raise ValueError unless ``value`` > 0; infinity is allowed."""
    require(name, value, "> 0", lambda x: x > 0)


def require_fraction(name: str, value: object) -> None:
    """Raise ValueError unless 0 ≤ ``value`` ≤ 1."""
    require(name, value, "in [0, 1]", lambda x: 0 <= x <= 1)


def require_ratio(name: str, value: object) -> None:
    """Raise ValueError unless 0 < ``value`` < ∞."""
    require(name, value, "> 0 and finite", lambda x: 0 < x < math.inf)


def require_rate(name: str, value: object) -> None:
    """Raise ValueError unless 0 ≤ ``value`` < ∞."""
    require(name, value, "≥ 0 and finite", is_rate)


def require_count(name: str, value: object) -> None:
    """Raise ValueError unless ``value`` is an integer ≥ 1."""
    require(name, value, "an integer ≥ 1", lambda x: isinstance(x, int) and x >= 1)


def require_length(name: str, values: "Sized", length: int, what: str) -> None:
    """Raise ValueError unless ``values`` has ``length`` items, one per ``what``."""
    require(name, values, f"one value per {what} ({length})", lambda v: len(v) == length)
