"""The memory of one rank in one place: named lists, whose bytes are read off their lengths."""

from collections import namedtuple

from plots.models.checks import require, require_integer, require_list, require_one_of
from plots.models.zero.memory import STATES

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from typing import Any

ACTIVATIONS = "activations"
KINDS = STATES + (ACTIVATIONS,)

# A list that is held: which of KINDS it belongs to, and which elements it covers: of the flat, padded parameters, or
# for activations of itself.
Holding = namedtuple("Holding", "name state start stop bytes")

# The most bytes that were held at one time: of each kind, and of all model states together.
Peaks = namedtuple("Peaks", "parameters gradients optimizer activations states")


class Device:
    """Lists with an element size each; ``peaks`` follows them."""

    def __init__(self) -> None:
        self.lists: dict[str, Any] = {}
        self.facts: list[tuple[str, str, int, int]] = []  # name, kind, start, bytes per element; in order of arrival
        self.peaks = Peaks(0, 0, 0, 0, 0)

    def hold(self, name: str, values: "list[Any]", *, state: str, element_bytes: int, start: int = 0) -> "list[Any]":
        """Keep a list, this very object, under a name and return it."""
        require("name", name, "a text", lambda x: isinstance(x, str))
        require_list("values", values)
        require_one_of("state", state, KINDS)
        require_integer("element_bytes", element_bytes)
        require_integer("start", start, 0)
        self.drop(name)
        self.lists[name] = values
        self.facts.append((name, state, start, element_bytes))
        now = [self.bytes(kind) for kind in KINDS]
        now.append(sum(now[: len(STATES)]))
        self.peaks = Peaks(*[max(old, new) for old, new in zip(self.peaks, now)])
        return values

    def drop(self, name: str) -> None:
        """Forget a list; if there is none of this name nothing happens."""
        if any(fact[0] == name for fact in self.facts):
            del self.lists[name]
            self.facts = [fact for fact in self.facts if fact[0] != name]

    def bytes(self, state: str) -> int:
        """Return the bytes held of one kind: lengths of lists times bytes per element."""
        require_one_of("state", state, KINDS)
        return sum(len(self.lists[name]) * size for name, kind, _, size in self.facts if kind == state)

    def holdings(self) -> list[Holding]:
        """Return what is held now, in order of arrival."""
        found = []
        for name, state, start, size in self.facts:
            length = len(self.lists[name])
            found.append(Holding(name, state, start, start + length, length * size))
        return found
