"""Numbers as readers write them and as they are shown to them."""

import math

from plots.models.digits import significant, trimmed

LONGEST = 40  # characters; a longer text is no number that a person typed


def narrow(text: str) -> str:
    """Return ``text`` with the full-width characters of Chinese input methods, and the minus of sentences, in ASCII."""
    return "".join([chr(ord(each) - 0xFEE0) if "！" <= each <= "～" else each for each in text]).replace("−", "-")


def read_number(text: str) -> float:
    """Return the number that ``text`` is: decimal, with an exponent, or a fraction like 1/3.

    Raises:
        ValueError: If it is something else, or not finite.
    """
    above, slash, below = narrow(text).partition("/")
    if len(text) > LONGEST:
        raise ValueError(text)
    value = read_decimal(above)
    return finite(value / (read_decimal(below) or math.nan)) if slash else value


def read_decimal(text: str) -> float:
    """Return the number that ``text`` is, without a fraction."""
    text = narrow(text).strip()
    if not text or any(character not in "0123456789+-.eE" for character in text):
        raise ValueError(text)  # float() takes nan and 1_000
    return finite(float(text))


def finite(value: float) -> float:
    """Return ``value`` itself, unless it is infinite or no number."""
    if not -math.inf < value < math.inf:
        raise ValueError(value)
    return value


def read_integer(text: str) -> int:
    """Return the whole number that ``text`` is, or raise ValueError."""
    read_number(text)  # int() takes 1_000
    return int(narrow(text))


def exact(value: float) -> str:
    """Return ``value`` as short as reading it back allows, to 12 significant digits."""
    return trimmed("%.12g" % value)


def exponent(value: float) -> str:
    """Return the power of ten that ``value`` is, to two places."""
    return exact(round(math.log(value) / math.log(10), 2))


def rounded(value: float, digits: int = 4) -> str:
    """Return ``value`` for a sentence."""
    return significant(value, digits)
