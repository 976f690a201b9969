"""Numbers as text, the same in both interpreters."""

# MicroPython rounds a tie up and CPython to even; raised by this little, no tie is left, and both round up.
ABOVE = 1 + 1e-13


def significant(value: float, digits: int) -> str:
    """Return ``value`` rounded to that many significant digits, without zeros at its end."""
    return trimmed(f"%.{digits}g" % (value * ABOVE))


def trimmed(text: str) -> str:
    """Return 1e-05 as 1e-5."""
    if "e" not in text:
        return text
    mantissa, exponent = text.split("e")
    return f"{mantissa}e{int(exponent)}"
