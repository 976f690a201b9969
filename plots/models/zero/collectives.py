"""Collective operations on lists of numbers, step by step: each is a generator of states.

    for state in all_reduce([[1, 2, 3, 4], [10, 20, 30, 40]]):
        print(state.phase, state.arrays, state.messages, state.sent)
    last(reduce_scatter([[1, 2], [10, 20]])).arrays     # [[11, None], [None, 22]]

The first state is the start, with no messages; each further one is what the ranks hold after one step, in which all
messages travel at once. ``None`` in an array: the rank does not hold this element (any more). The array is divided
among the N ranks by ``slices``; rank r sends to r + 1 on a ring, except in all-to-all. With one rank there is nothing
to send and the start is also the end.
"""

from collections import namedtuple

from plots.models.checks import (
    is_finite,
    is_integer,
    listed,
    require_count,
    require_each,
    require_integer,
    require_kind,
    require_list,
    require_positive_size,
    shown,
)
from plots.models.zero.transport import Transport

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Array = list[float | None]
    Bounds = list[tuple[int, int]]

__all__ = [
    "all_gather",
    "all_reduce",
    "all_to_all",
    "broadcast",
    "last",
    "reduce",
    "reduce_scatter",
    "slices",
]

# ``step``: 0 is the start; ``phase``: the operation, for all-reduce "reduce_scatter" then "all_gather"; ``arrays``: a
# list per rank; ``messages``: those of this step (transport.Message); ``sent``: bytes each rank has sent so far.
State = namedtuple("State", "step phase arrays messages sent")


def slices(length: int, ranks: int) -> "Bounds":
    """Return (start, stop) of the slice of each rank: of one length if N divides ``length``, else one longer or not."""
    require_integer("length", length, 0)
    require_count("ranks", ranks)
    return [(length * rank // ranks, length * (rank + 1) // ranks) for rank in range(ranks)]


def last(states: "Iterator[State]") -> State:
    """Run a collective to its end and return the last state."""
    found = listed("states", states, "states of a collective", lambda state: isinstance(state, State), 1)
    return found[-1]  # type: ignore[no-any-return] # they are states


def require_arrays(arrays: "Sequence[Sequence[float | None]]") -> int:
    """Return the common length of the ranks' arrays; raise ValueError unless there is one."""
    require_list("arrays", arrays, "a list of the ranks' lists", 1)
    for rank, array in enumerate(arrays):
        if not isinstance(array, list):  # they are changed in place
            raise ValueError(f"arrays must be lists, arrays[{rank}] is {shown(array)}")
        for value in array:
            if value is not None and not is_finite(value):
                raise ValueError(f"arrays must hold numbers or None, arrays[{rank}] has {shown(value)}")
    lengths = [len(array) for array in arrays]
    if min(lengths) != max(lengths):
        raise ValueError(f"arrays must be of one length, got {lengths}")
    return lengths[0]


def is_range(pair: "tuple[int, int]", length: int) -> bool:
    """Return whether ``pair`` is a start and a stop within so many elements."""
    start, stop = pair
    return is_integer(start) and is_integer(stop) and 0 <= start <= stop <= length


class _Ring:
    """What the ring algorithms share: the arrays, which they change in place, and a step of messages."""

    def __init__(
        self,
        arrays: "Sequence[Array]",
        bounds: "Bounds | None",
        transport: "Transport | None",
        element_bytes: int,
        start: int,
    ) -> None:
        length = require_arrays(arrays)
        self.arrays = arrays
        self.ranks = len(arrays)
        self.bounds = slices(length, self.ranks) if bounds is None else bounds
        require_each("bounds", self.bounds, f"pairs within {length} elements", lambda pair: is_range(pair, length))
        if len(self.bounds) != self.ranks:
            raise ValueError(f"bounds must hold a pair for each of {self.ranks} ranks, got {len(self.bounds)}")
        self.transport = Transport(self.ranks) if transport is None else transport
        require_kind("transport", self.transport, Transport, "a Transport")
        require_integer("ranks of transport", self.transport.ranks, self.ranks, self.ranks)
        require_positive_size("element_bytes", element_bytes)
        require_integer("start", start, 0)
        self.before = list(self.transport.sent)
        self.element_bytes = element_bytes
        self.start = start
        self.step = 0

    def state(self, phase: str) -> State:
        """Return a copy of what is held now, with the messages since the last state."""
        sent = [now - before for now, before in zip(self.transport.sent, self.before)]
        return State(self.step, phase, [list(array) for array in self.arrays], self.transport.take(), sent)

    def exchange(
        self, chunk: "Callable[[int], int | None]", target: "Callable[[int], int]", *, adds: bool, hands_on: bool
    ) -> None:
        """Let every rank send one chunk of its array at once.

        Args:
            chunk: Which chunk a rank sends; None if it has none to send now.
            target: To which rank.
            adds: Whether the receiver adds what arrives to what it holds, or puts it in its place.
            hands_on: Whether the sender gives up what it has sent.
        """
        arriving = []
        for rank in range(self.ranks):
            index = chunk(rank)
            if index is None:
                continue
            start, stop = self.bounds[index]
            if start == stop:
                continue
            values: list[float] = self.arrays[rank][start:stop]  # type: ignore[assignment] # no None is ever sent
            sent = self.transport.send(
                values,
                source=rank,
                target=target(rank),
                element_bytes=self.element_bytes,
                start=self.start + start,
            )
            arriving.append((target(rank), start, sent))
            if hands_on:
                self.arrays[rank][start:stop] = [None] * (stop - start)
        for rank, start, values in arriving:
            array = self.arrays[rank]
            for i, value in enumerate(values):
                held = array[start + i]
                array[start + i] = held + value if adds and held is not None else value
        self.step += 1

    def next_rank(self, rank: int) -> int:
        """Return the rank that follows on the ring."""
        return (rank + 1) % self.ranks


def _reduce_scatter(ring: _Ring) -> "Iterator[State]":
    for k in range(ring.ranks - 1):
        # Rank r starts with chunk r − 1, so that after N − 1 steps chunk r ends at r.
        ring.exchange(lambda rank, k=k: (rank - k - 1) % ring.ranks, ring.next_rank, adds=True, hands_on=True)  # type: ignore[misc]
        yield ring.state("reduce_scatter")


def _all_gather(ring: _Ring) -> "Iterator[State]":
    for k in range(ring.ranks - 1):
        ring.exchange(lambda rank, k=k: (rank - k) % ring.ranks, ring.next_rank, adds=False, hands_on=False)  # type: ignore[misc]
        yield ring.state("all_gather")


def reduce_scatter(
    arrays: "Sequence[Array]",
    *,
    bounds: "Bounds | None" = None,
    transport: "Transport | None" = None,
    element_bytes: int = 2,
    start: int = 0,
) -> "Iterator[State]":
    """Yield the states of a ring reduce-scatter: at the end rank r holds the sum of slice r, and nothing else.

    A partial sum is handed on, so of its other slices a rank holds nothing after it has sent them. Each rank sends all
    slices but its own: (N − 1)/N of the array if they are equally long.

    Args:
        arrays: A full array for each rank, all of one length; they are changed in place.
        bounds: (start, stop) of the slice of each rank; by default ``slices``. Slices may be empty.
        transport: What carries and counts the messages; by default a new one.
        element_bytes: Bytes of one element.
        start: Place of the first element in a larger array, for the messages.

    Raises:
        ValueError: If the arrays differ in length, or there are not as many bounds as arrays.
    """
    ring = _Ring(arrays, bounds, transport, element_bytes, start)
    yield ring.state("reduce_scatter")
    yield from _reduce_scatter(ring)


def all_gather(
    arrays: "Sequence[Array]",
    *,
    bounds: "Bounds | None" = None,
    transport: "Transport | None" = None,
    element_bytes: int = 2,
    start: int = 0,
) -> "Iterator[State]":
    """Yield the states of a ring all-gather: rank r starts with slice r of its array, at the end all hold all.

    Args: as for ``reduce_scatter``; of the arrays only the slices of their ranks are read, the rest may be None.
    """
    ring = _Ring(arrays, bounds, transport, element_bytes, start)
    yield ring.state("all_gather")
    yield from _all_gather(ring)


def all_reduce(
    arrays: "Sequence[Array]",
    *,
    bounds: "Bounds | None" = None,
    transport: "Transport | None" = None,
    element_bytes: int = 2,
    start: int = 0,
) -> "Iterator[State]":
    """Yield the states of a ring all-reduce: a reduce-scatter, then an all-gather; at the end all hold the sum.

    Args: as for ``reduce_scatter``.
    """
    ring = _Ring(arrays, bounds, transport, element_bytes, start)
    yield ring.state("reduce_scatter")
    yield from _reduce_scatter(ring)
    yield from _all_gather(ring)


def broadcast(
    arrays: "Sequence[Array]",
    *,
    root: int = 0,
    transport: "Transport | None" = None,
    element_bytes: int = 2,
    start: int = 0,
) -> "Iterator[State]":
    """Yield the states of a broadcast down a chain, in N pieces one after the other: at the end all hold root's array.

    Root and all ranks but the last of the chain send the whole array once.

    Args: as for ``reduce_scatter``; only the array of ``root`` is read.
    """
    ring = _Ring(arrays, None, transport, element_bytes, start)
    require_integer("root", root, 0, ring.ranks - 1)
    n = ring.ranks
    yield ring.state("broadcast")
    for k in range(2 * n - 2 if n > 1 else 0):

        def piece(rank: int, k: int = k) -> "int | None":
            distance = (rank - root) % n
            return k - distance if distance < n - 1 and 0 <= k - distance < n else None

        ring.exchange(piece, ring.next_rank, adds=False, hands_on=False)
        yield ring.state("broadcast")


def reduce(
    arrays: "Sequence[Array]",
    *,
    root: int = 0,
    transport: "Transport | None" = None,
    element_bytes: int = 2,
    start: int = 0,
) -> "Iterator[State]":
    """Yield the states of a reduce down a chain that ends at ``root``, in N pieces: at the end root holds the sum.

    All ranks but root send the whole array once, and hand on what they have sent.

    Args: as for ``reduce_scatter``.
    """
    ring = _Ring(arrays, None, transport, element_bytes, start)
    require_integer("root", root, 0, ring.ranks - 1)
    n = ring.ranks
    yield ring.state("reduce")
    for k in range(2 * n - 2 if n > 1 else 0):

        def piece(rank: int, k: int = k) -> "int | None":
            distance = (rank - root - 1) % n  # 0 is the first of the chain, n − 1 is root
            return k - distance if distance < n - 1 and 0 <= k - distance < n else None

        ring.exchange(piece, ring.next_rank, adds=True, hands_on=True)
        yield ring.state("reduce")


def all_to_all(
    arrays: "Sequence[Array]",
    *,
    transport: "Transport | None" = None,
    element_bytes: int = 2,
) -> "Iterator[State]":
    """Yield the states of an all-to-all: slice j of rank i goes to rank j, where it becomes slice i.

    In step k every rank sends to the one k places further on, which is not a ring. N must divide the length.

    Args: as for ``reduce_scatter``.
    """
    ring = _Ring(arrays, None, transport, element_bytes, 0)
    n = ring.ranks
    if len(arrays[0]) % n:
        raise ValueError(f"arrays must have a length that {n} ranks divide, got {len(arrays[0])}")
    given = [list(array) for array in arrays]
    yield ring.state("all_to_all")
    for k in range(1, n):
        for rank in range(n):
            target = (rank + k) % n
            start, stop = ring.bounds[target]
            values: list[float] = given[rank][start:stop]  # type: ignore[assignment] # no None is ever sent
            sent = ring.transport.send(values, source=rank, target=target, element_bytes=element_bytes, start=start)
            place = ring.bounds[rank][0]
            arrays[target][place : place + len(sent)] = sent
        ring.step += 1
        yield ring.state("all_to_all")


COLLECTIVES: "dict[str, Callable[..., Iterator[State]]]" = {
    "broadcast": broadcast,
    "reduce": reduce,
    "reduce_scatter": reduce_scatter,
    "all_gather": all_gather,
    "all_reduce": all_reduce,
    "all_to_all": all_to_all,
}
