"""The one way by which lists travel between ranks, and to and from the CPU; it counts the bytes.

    transport = Transport(ranks=2)
    transport.send([1.0, 2.0], source=0, target=1, element_bytes=2)   # [1.0, 2.0], a copy
    transport.sent                                                    # [4, 0]

Bytes are the length of the list that is handed over times the bytes of an element; nothing else adds to a count.
"""

from collections import namedtuple

from plots.models.checks import require_count, require_integer, require_list, require_one_of, require_positive_size

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

NETWORK, TO_CPU, TO_GPU = LINKS = ("network", "to-cpu", "to-gpu")

# ``start``, ``stop``: which elements of the whole array these are. On the links to and from the CPU source and target
# are the same rank.
Message = namedtuple("Message", "source target start stop bytes link")


class Transport:
    """Delivers copies of lists and keeps account.

    Attributes:
        sent: Bytes that each rank has sent to others.
        received: Bytes that each rank has received from others.
        to_cpu, to_gpu: Bytes that each rank has moved over its own link to the CPU, and back.
        messages: All messages since the last ``take``.
    """

    def __init__(self, ranks: int) -> None:
        require_count("ranks", ranks)
        self.ranks = ranks
        self.sent = [0] * ranks
        self.received = [0] * ranks
        self.to_cpu = [0] * ranks
        self.to_gpu = [0] * ranks
        self.messages: list[Message] = []

    def require_sendable(self, values: "Sequence[float]", element_bytes: int, start: int, **ranks: int) -> None:
        """Raise ValueError unless there are ranks of these numbers, and ``values`` is a list."""
        require_list("values", values)
        require_positive_size("element_bytes", element_bytes)
        require_integer("start", start, 0)
        for name, rank in ranks.items():
            require_integer(name, rank, 0, self.ranks - 1)

    def send(
        self, values: "Sequence[float]", *, source: int, target: int, element_bytes: int = 2, start: int = 0
    ) -> list[float]:
        """Return ``values`` as they arrive at another rank; ``start`` is the place of the first in the array."""
        self.require_sendable(values, element_bytes, start, source=source, target=target)
        size = len(values) * element_bytes
        self.sent[source] += size
        self.received[target] += size
        self.messages.append(Message(source, target, start, start + len(values), size, NETWORK))
        return list(values)

    def move(
        self, values: "Sequence[float]", *, rank: int, link: str, element_bytes: int = 2, start: int = 0
    ) -> list[float]:
        """Return ``values`` as they arrive on the other side of the rank's link between GPU and CPU."""
        self.require_sendable(values, element_bytes, start, rank=rank)
        require_one_of("link", link, (TO_CPU, TO_GPU))
        size = len(values) * element_bytes
        counts = self.to_cpu if link == TO_CPU else self.to_gpu
        counts[rank] += size
        self.messages.append(Message(rank, rank, start, start + len(values), size, link))
        return list(values)

    def take(self) -> list[Message]:
        """Return the messages since the last call, and forget them; the counts go on."""
        messages, self.messages = self.messages, []
        return messages
