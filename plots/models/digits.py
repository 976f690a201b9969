"""Numbers as the reader sees them, the same in both interpreters and in JavaScript (format.mjs)."""

from plots.models.checks import require_integer, require_within

__all__ = ["significant"]

# A tie goes up in MicroPython and JavaScript, to even in CPython; raised by this little, none is left.
ABOVE = 1 + 1e-13
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SMALL, LARGE = 1e-4, 1e7  # outside, a power of ten is written


def significant(value: float, digits: int) -> str:
    """Return ``value`` with 1 to 12 significant digits, without zeros at its end: 0.1235, 123500, −9.78×10⁻⁶."""
    require_within("value", value, -1e300, 1e300)
    require_integer("digits", digits, 1, 12)
    text = "%.*e" % (int(digits) - 1, float(value) * ABOVE)
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
