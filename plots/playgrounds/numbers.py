"""Numbers as readers write them and as they are shown to them."""

import math

from plots.models.digits import significant, trimmed

DIGITS = "0123456789"
LONGEST = 40  # characters; a longer text is no number that a person typed


def read_number(text: str) -> float:
    """Return the number that ``text`` is: decimal, with an exponent, or a fraction like 1/3.

    Raises:
        ValueError: If it is something else, or not finite.
    """
    parts = text.split("/")
    if len(text) > LONGEST or len(parts) > 2:
        raise ValueError(text)
    values = [read_decimal(part.strip()) for part in parts]
    if len(values) == 1:
        return values[0]
    if values[1] == 0:
        raise ValueError(text)
    return finite(values[0] / values[1])


def read_decimal(text: str) -> float:
    """Return the number that ``text`` is, without a fraction."""
    # float() alone takes nan, 1_000 and, in one of the two interpreters, full-width digits.
    if not text or any(character not in "0123456789+-.eE" for character in text):
        raise ValueError(text)
    return finite(float(text))


def finite(value: float) -> float:
    """Return ``value`` itself, unless it is infinite or no number."""
    if not -math.inf < value < math.inf:
        raise ValueError(value)
    return value


def read_integer(text: str) -> int:
    """Return the whole number that ``text`` is, or raise ValueError."""
    text = text.strip()
    digits = text[1:] if text[:1] in ("-", "+") else text
    if not digits or len(digits) > LONGEST or any(character not in DIGITS for character in digits):
        raise ValueError(text)
    return int(text)


def exact(value: float) -> str:
    """Return ``value`` as short as reading it back allows, to 12 significant digits."""
    return trimmed("%.12g" % value)


def exponent(value: float) -> str:
    """Return the power of ten that ``value`` is, to two places."""
    return exact(round(math.log(value) / math.log(10), 2))


def rounded(value: float, digits: int = 4) -> str:
    """Return ``value`` for a sentence."""
    return significant(value, digits)
