"""The formulas of OneFlow's schedulers as source code: functions of the base learning rate b and the step t."""

from plots.playgrounds.lr.code import NAME, as_function, is_statements
from plots.playgrounds.lr.schedulers import record_of
from plots.playgrounds.numbers import exact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.controls import Values


class Formulas:
    """Writes functions, those that others call first.

    Args:
        base: The base learning rate, as source.
        stays: Whether LinearLR stays at its end, as in PyTorch, and does not jump back to b.
    """

    base = "BASE_LR"

    def __init__(self, base: str, *, stays: bool = False) -> None:
        self.definitions = [f"{self.base} = {base}"]
        self.stays = stays
        self.names: "list[str]" = []

    def add(self, name: str, values: "Values") -> str:
        """Write the function of a scheduler and return its name."""
        record = record_of(name)
        lines = record.formula(values, self)
        function = self.unused(record.module)
        body = "\n".join(["    " + line for line in lines])
        self.definitions.append(f"def {function}(b, t):\n{body}")
        return function

    def unused(self, name: str) -> str:
        """Return ``name``, with a number where it is taken."""
        self.names.append(name)
        count = self.names.count(name)
        return name if count == 1 else f"{name}_{count}"

    def value(self, value: "Any") -> str:
        return source(value)

    def half_cosine(self, low: float, high: str, way: str) -> str:
        """Return the line that goes along half a cosine from ``high`` to ``low``."""
        cosine = f"(1 + math.cos(math.pi * {way})) / 2"
        return f"return {source(low)} + ({high} - {source(low)}) * {cosine}" if low else f"return {high} * {cosine}"

    def function(self, code: str) -> str:
        """Return the reader's code as an expression that is a function."""
        return reader_function(code, self.definitions)


def reader_function(code: str, definitions: "list[str]") -> str:
    """Return the reader's code as an expression that is a function; statements go into ``definitions``."""
    if not is_statements(code):
        return as_function(code)
    number = sum([1 for definition in definitions if f"= {NAME}" in definition]) + 1
    definitions.append(f"{code.strip()}\n\n\nlambda_{number} = {NAME}")
    return f"lambda_{number}"


def source(value: "Any") -> str:
    """Return a value as Python."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return repr(value)
    return exact(value)
