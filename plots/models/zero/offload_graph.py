"""The data flow of one training step as a graph, and every way to cut it between GPU and CPU (ZeRO-Offload).

    best = best_cut(MERGED)
    best.on_cpu, best.traffic, best.gpu_bytes    # (("g16", "update"), 4, 2): ZeRO-Offload

Bytes are per parameter (the paper's M): 2 for an fp16 tensor, 4 for an fp32 one.
"""

from collections import namedtuple

from plots.models.checks import holds, require_each, require_integer, require_kind, require_list, shown

# A node: bytes it holds; ``is_fixed`` to the GPU where its work grows with the batch.
Node = namedtuple("Node", "name held is_fixed")

# Bytes that flow from one node to another in a step.
Edge = namedtuple("Edge", "source target moved")

Graph = namedtuple("Graph", "nodes edges")

# A placement: the nodes on the CPU, bytes over PCIe a step, bytes left on the GPU, and the edges that are cut.
Cut = namedtuple("Cut", "on_cpu traffic gpu_bytes edges")

# As in the paper after its merging of nodes. The parameters are read in forward and in backward.
MERGED = Graph(
    (Node("fwd_bwd", 0, True), Node("p16", 2, False), Node("g16", 2, False), Node("update", 12, False)),
    (
        Edge("p16", "fwd_bwd", 4),
        Edge("fwd_bwd", "g16", 2),
        Edge("g16", "update", 2),
        Edge("update", "p16", 2),
    ),
)

# Before it: the optimizer's tensors one by one, each read and written by Adam.
UNMERGED = Graph(
    (
        Node("fwd_bwd", 0, True),
        Node("p16", 2, False),
        Node("g16", 2, False),
        Node("adam", 0, False),
        Node("p32", 4, False),
        Node("m32", 4, False),
        Node("v32", 4, False),
        Node("float2half", 0, False),
    ),
    (
        Edge("p16", "fwd_bwd", 4),
        Edge("fwd_bwd", "g16", 2),
        Edge("g16", "adam", 2),
        Edge("p32", "adam", 4),
        Edge("adam", "p32", 4),
        Edge("m32", "adam", 4),
        Edge("adam", "m32", 4),
        Edge("v32", "adam", 4),
        Edge("adam", "v32", 4),
        Edge("p32", "float2half", 4),
        Edge("float2half", "p16", 2),
    ),
)


def require_graph(graph: Graph) -> None:
    """Raise ValueError unless it is a Graph of nodes and edges."""
    require_kind("graph", graph, Graph, "a Graph")
    require_each("nodes of graph", graph.nodes, "nodes", lambda node: isinstance(node, Node))
    require_each("edges of graph", graph.edges, "edges", lambda edge: isinstance(edge, Edge))


def cut(graph: Graph, on_cpu: "tuple[str, ...]") -> Cut:
    """Return what it costs to have the named nodes on the CPU and the others on the GPU.

    Raises:
        ValueError: If a name is unknown, or its node cannot leave the GPU.
    """
    require_graph(graph)
    require_list("on_cpu", on_cpu, "a tuple of names of nodes")
    free = [node.name for node in graph.nodes if not node.is_fixed]
    for name in on_cpu:
        if not holds(lambda x: x in free, name):
            raise ValueError(f"on_cpu must name nodes among {', '.join(free)}, got {shown(name)}")
    crossed = tuple(edge for edge in graph.edges if (edge.source in on_cpu) != (edge.target in on_cpu))
    held = sum(node.held for node in graph.nodes if node.name not in on_cpu)
    return Cut(tuple(on_cpu), sum(edge.moved for edge in crossed), held, crossed)


def cuts(graph: Graph = MERGED) -> list[Cut]:
    """Return all 2^k placements of the k nodes that may leave the GPU, all on the GPU first."""
    require_graph(graph)
    free = [node.name for node in graph.nodes if not node.is_fixed]
    require_integer("nodes that may leave the GPU", len(free), 0, 12)
    found = []
    for number in range(2 ** len(free)):
        found.append(cut(graph, tuple(name for i, name in enumerate(free) if number >> i & 1)))
    return found


def smallest_traffic(graph: Graph = MERGED) -> int:
    """Return the fewest bytes per parameter and step that any cut moves: 4, found by trying them all."""
    fewest: int = min(one.traffic for one in cuts(graph) if one.on_cpu)
    return fewest


def best_cut(graph: Graph = MERGED) -> Cut:
    """Return the cut that leaves least on the GPU among those with the smallest traffic.

    Raises:
        ValueError: If there are several.

    Source:
        ZeRO-Offload, Sec. 3 and Table 1, which argues that it is the only one.
    """
    fewest = smallest_traffic(graph)
    cheap = [one for one in cuts(graph) if one.on_cpu and one.traffic == fewest]
    least = min(one.gpu_bytes for one in cheap)
    best = [one for one in cheap if one.gpu_bytes == least]
    if len(best) != 1:
        raise ValueError(f"graph must have one best cut, got {len(best)}")
    return best[0]
