"""Numbers as the reader sees them, the same in both interpreters and in JavaScript (``formatNumber`` in format.mjs)."""

from plots.models.checks import require_integer, require_within

__all__ = ["significant"]

# A tie is rounded up in MicroPython and in JavaScript, and to even in CPython; raised by this little, no tie is left.
ABOVE = 1 + 1e-13
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SMALL, LARGE = 1e-4, 1e7  # below and from here on a number is written with a power of ten


def significant(value: float, digits: int) -> str:
    """Return ``value`` rounded to that many significant digits, without zeros at its end: 0.1235, 123500, −9.78×10⁻⁶.

    Args:
        value: A number from −1e300 to 1e300.
        digits: From 1 to 12.
    """
    require_within("value", value, -1e300, 1e300)
    require_integer("digits", digits, 1, 12)
    text = "%.*e" % (digits - 1, value * ABOVE)
    rounded = float(text)
    if rounded == 0 or SMALL <= abs(rounded) < LARGE:
        return signed("%.12g" % rounded)
    mantissa, exponent = text.split("e")
    return f"{signed('%.12g' % float(mantissa))}×10{raised(int(exponent))}"


def nearest(value: float, digits: int) -> float:
    """Return ``value`` rounded to that many significant digits."""
    return float("%.*e" % (digits - 1, value * ABOVE))


def signed(text: str) -> str:
    """Return the text of a number with a real minus sign, and 0 without one."""
    return "0" if text == "-0" else text.replace("-", "−")


def raised(exponent: int) -> str:
    """Return an exponent in small raised digits."""
    return ("⁻" if exponent < 0 else "") + "".join([RAISED[int(digit)] for digit in str(abs(exponent))])


def trimmed(text: str) -> str:
    """Return 1e-05, as Python writes it, as 1e-5."""
    if "e" not in text:
        return text
    mantissa, exponent = text.split("e")
    return f"{mantissa}e{int(exponent)}"
