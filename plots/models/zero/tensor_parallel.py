"""Tensor parallelism of a two-layer MLP: the first matrix split by columns, the second by rows.

    for state in tensor_parallel_mlp(x, a, b, dz, ranks=2):
        print(state.event, state.held[0], state.messages)

Z = GeLU(X·A)·B. Rank r holds some columns of A and the same rows of B, so it computes its share of GeLU(X·A) alone;
the shares of Z are partial sums, added by one all-reduce. Backward mirrors this: the partial sums of ∂L/∂X are added by
another. Matrices are lists of rows.
"""

import math
from collections import namedtuple

from plots.models.checks import require_integer, require_points, require_positive_size
from plots.models.zero.collectives import all_reduce, slices
from plots.models.zero.transport import Message, Transport

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterator

    Matrix = list[list[float]]

__all__ = ["mlp", "mlp_gradients", "tensor_parallel_mlp"]

LARGEST = 1e12  # of an element: products of all matrices stay finite

# One stage of the computation. ``event``: EVENTS; ``held``: for each rank pairs (name, matrix) of what it has now;
# ``messages``: of this event; ``sent``: bytes each rank has sent so far; ``all_reduces``: how many so far.
State = namedtuple("State", "event held messages sent all_reduces")

EVENTS = ("split", "columns", "rows", "all_reduce forward", "gradients", "all_reduce backward")

# GeLU by tanh, Hendrycks & Gimpel, arXiv 1606.08415: 0.5·u·(1 + tanh(√(2/π)·(u + 0.044715·u³))).
SLOPE, CUBE = math.sqrt(2 / math.pi), 0.044715


def gelu(u: float) -> float:
    """Return GeLU(u), by its tanh formula."""
    return 0.5 * u * (1 + tanh(SLOPE * (u + CUBE * u**3)))


def gelu_slope(u: float) -> float:
    """Return the derivative of ``gelu``."""
    t = tanh(SLOPE * (u + CUBE * u**3))
    return 0.5 * (1 + t) + 0.5 * u * (1 - t * t) * SLOPE * (1 + 3 * CUBE * u * u)


def tanh(u: float) -> float:
    """Return the hyperbolic tangent, from one exponential that does not overflow."""
    e = math.exp(-2 * abs(u))
    return (1 - e) / (1 + e) if u >= 0 else (e - 1) / (1 + e)


def times(left: "Matrix", right: "Matrix") -> "Matrix":
    """Return the matrix product."""
    return [[sum(row[k] * right[k][j] for k in range(len(right))) for j in range(len(right[0]))] for row in left]


def transposed(matrix: "Matrix") -> "Matrix":
    """Return the matrix with rows and columns exchanged."""
    return [[row[j] for row in matrix] for j in range(len(matrix[0]))]


def elementwise(one: "Matrix", other: "Matrix") -> "Matrix":
    """Return the products of the elements in the same places."""
    return [[a * b for a, b in zip(*rows)] for rows in zip(one, other)]


def mapped(function: "object", matrix: "Matrix") -> "Matrix":
    """Return the function's values, element by element."""
    assert callable(function)
    return [[function(value) for value in row] for row in matrix]


def require_factors(x: "Matrix", a: "Matrix", b: "Matrix") -> None:
    """See that X·A·B can be multiplied."""
    for name, matrix in (("x", x), ("a", a), ("b", b)):
        require_points(name, matrix, far=LARGEST)
    if len(a) != len(x[0]) or len(b) != len(a[0]):
        raise ValueError("x, a and b must fit together: (n, i), (i, h) and (h, o)")


def require_matrices(x: "Matrix", a: "Matrix", b: "Matrix", dz: "Matrix") -> None:
    """See that X·A·B can be multiplied, and is as large as dZ."""
    require_factors(x, a, b)
    require_points("dz", dz, len(b[0]), far=LARGEST)
    if len(dz) != len(x):
        raise ValueError("x and dz must fit together: (n, i) and (n, o)")


def mlp(x: "Matrix", a: "Matrix", b: "Matrix") -> "Matrix":
    """Return Z = GeLU(X·A)·B, on one rank."""
    require_factors(x, a, b)
    return times(mapped(gelu, times(x, a)), b)


def mlp_gradients(x: "Matrix", a: "Matrix", b: "Matrix", dz: "Matrix") -> "tuple[Matrix, Matrix, Matrix]":
    """Return the derivatives with respect to X, A and B, given those with respect to Z; on one rank."""
    require_matrices(x, a, b, dz)
    u = times(x, a)
    du = elementwise(times(dz, transposed(b)), mapped(gelu_slope, u))
    return times(du, transposed(a)), times(transposed(x), du), times(transposed(mapped(gelu, u)), dz)


def tensor_parallel_mlp(
    x: "Matrix", a: "Matrix", b: "Matrix", dz: "Matrix", *, ranks: int, element_bytes: int = 2
) -> "Iterator[State]":
    """Yield the states of a forward and backward pass on several ranks; both matrices are split along the hidden width.

    What the ranks hold in the end, under the names X, A, B, Z, dX, dA and dB: X, Z and dX whole on all, of A and dA
    their columns, of B and dB their rows.

    Args:
        x: X, samples times inputs, on all ranks.
        a: A, inputs times hidden.
        b: B, hidden times outputs.
        dz: ∂L/∂Z, samples times outputs, on all ranks.
        ranks: t ≥ 1, at most the hidden width.
        element_bytes: Bytes of one element.

    Raises:
        ValueError: If an argument is outside its range, or the matrices do not fit together; the message names it.

    Source:
        Shoeybi et al., Megatron-LM, arXiv 1909.08053, Sec. 3: f and g, an all-reduce in backward and in forward.
    """
    require_matrices(x, a, b, dz)
    require_integer("ranks", ranks, 1, len(b))
    require_positive_size("element_bytes", element_bytes)
    transport = Transport(ranks)
    held: list[list[tuple[str, Matrix]]] = []
    for start, stop in slices(len(b), ranks):
        held.append([("X", x), ("A", [row[start:stop] for row in a]), ("B", b[start:stop])])
    reduced = 0

    def state(event: str, messages: "list[Message] | None" = None) -> State:
        copies = [list(one) for one in held]
        return State(event, copies, messages or [], list(transport.sent), reduced)

    def named(rank: int, name: str) -> "Matrix":
        return next(matrix for key, matrix in held[rank] if key == name)

    def add_up(name: str, partial: str) -> "list[Message]":
        """Replace every rank's partial sums by their sum, with one all-reduce."""
        nonlocal reduced
        width = len(named(0, partial)[0])
        buffers: list[list[float | None]] = [[v for row in named(rank, partial) for v in row] for rank in range(ranks)]
        messages: list[Message] = []
        for step in all_reduce(buffers, transport=transport, element_bytes=element_bytes):
            messages += step.messages
        reduced += 1
        for rank, values in enumerate(buffers):
            whole: Matrix = [values[i : i + width] for i in range(0, len(values), width)]  # type: ignore[misc] # no None is left
            held[rank] = [pair for pair in held[rank] if pair[0] != partial] + [(name, whole)]
        return messages

    yield state("split")
    for rank in range(ranks):
        held[rank].append(("U", times(x, named(rank, "A"))))
    yield state("columns")
    for rank in range(ranks):
        held[rank].append(("Z part", times(mapped(gelu, named(rank, "U")), named(rank, "B"))))
    yield state("rows")
    messages = add_up("Z", "Z part")
    yield state("all_reduce forward", messages)
    for rank in range(ranks):
        dx, da, db = mlp_gradients(x, named(rank, "A"), named(rank, "B"), dz)
        held[rank] = [pair for pair in held[rank] if pair[0] != "U"] + [("dA", da), ("dB", db), ("dX part", dx)]
    yield state("gradients")
    messages = add_up("dX", "dX part")
    yield state("all_reduce backward", messages)
