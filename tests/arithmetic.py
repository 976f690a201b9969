"""Read lines of arithmetic as the expressions that they are: those that show how a rate comes about."""

import math
import re

RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def plain(text):
    """Return 9.78×10⁻⁶ as 9.78e-6."""
    return re.sub("×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda power: "e" + power[1].translate(RAISED), text)


def read(line):
    """Return what a line says of η: the step, the formulas, the value as text, and whether it is said to be rounded."""
    said = re.search(r"η\((\d+)\)( [=≈] .+)", line)
    assert said, f"nothing is said of η: {line}"
    step, right = said.groups()
    _, *formulas, shown = re.split(" [=≈] ", plain(right))
    return int(step), formulas, shown, "≈" in right


def evaluated(expression):
    """Return the value of an expression of a readout."""
    for sign, operator in (("×", "*"), ("−", "-"), ("^", "**")):
        expression = expression.replace(sign, operator)
    assert re.fullmatch(r"(?:[\d\s.,*/()+-]|(?<=\d)e-?\d|cos|floor|min|max|π)+", expression), expression
    return eval(expression, {"cos": math.cos, "floor": math.floor, "min": min, "max": max, "π": math.pi})


def rounds_to(value, shown):
    """Return whether ``shown`` is ``value`` to four significant digits; a tie may go either way."""
    if float(shown) == 0:
        return abs(value) < 1e-15
    unit = 10.0 ** (math.floor(math.log10(abs(float(shown)))) - 3)
    return abs(value - float(shown)) <= 0.5 * unit * (1 + 1e-9)
