"""What an argument may be, and the sentence that says so."""

import math

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence


def is_integer(value: object) -> bool:
    """Return whether ``value`` is an int; True and False are not, in either interpreter."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_real(value: object) -> bool:
    """Return whether ``value`` is a finite int or float."""
    return is_integer(value) or (isinstance(value, float) and -math.inf < value < math.inf)


def require_integer(name: str, value: int, low: int = 1, high: "int | None" = None) -> None:
    """Raise ValueError unless ``value`` is an integer in [low, high]; ``high`` None is no bound."""
    if not is_integer(value) or value < low or (high is not None and value > high):
        allowed = f"an integer ≥ {low}" if high is None else f"an integer from {low} to {high}"
        raise ValueError(f"{name} must be {allowed}, got {value!r}")


def require_positive(name: str, value: float) -> None:
    """Raise ValueError unless 0 < ``value`` < ∞."""
    if not is_real(value) or value <= 0:
        raise ValueError(f"{name} must be > 0 and finite, got {value!r}")


def require_not_negative(name: str, value: float) -> None:
    """Raise ValueError unless 0 ≤ ``value`` < ∞."""
    if not is_real(value) or value < 0:
        raise ValueError(f"{name} must be ≥ 0 and finite, got {value!r}")


def require_one_of(name: str, value: object, allowed: "Sequence[object]") -> None:
    """Raise ValueError unless ``value`` is one of ``allowed``."""
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(str(one) for one in allowed)}, got {value!r}")
