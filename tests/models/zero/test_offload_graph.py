"""Every cut between GPU and CPU is tried; ZeRO-Offload's is the only best one."""

import pytest

from plots.models.zero.offload_graph import MERGED, UNMERGED, best_cut, cut, cuts

# p16, g16, update: bytes per parameter over PCIe and left on the GPU.
PLACEMENTS = {
    (): (0, 16),
    ("g16",): (4, 14),
    ("update",): (4, 4),
    ("g16", "update"): (4, 2),
    ("p16",): (6, 14),
    ("p16", "update"): (6, 2),
    ("p16", "g16"): (10, 12),
    ("p16", "g16", "update"): (6, 0),
}


def test_all_eight_placements():
    assert {one.on_cpu: (one.traffic, one.gpu_bytes) for one in cuts(MERGED)} == PLACEMENTS
    assert len(cuts(MERGED)) == 8


def test_the_best_cut_is_that_of_zero_offload():
    best = best_cut(MERGED)

    assert best.on_cpu == ("g16", "update")
    assert [(edge.source, edge.target) for edge in best.edges] == [("fwd_bwd", "g16"), ("update", "p16")]


def test_the_same_comes_out_if_no_nodes_are_merged_first():
    best = best_cut(UNMERGED)

    assert len(cuts(UNMERGED)) == 2**7
    assert (best.traffic, best.gpu_bytes) == (4, 2)
    assert {*best.on_cpu} == {"g16", "adam", "p32", "m32", "v32", "float2half"}


@pytest.mark.parametrize("graph", [MERGED, UNMERGED], ids=["merged", "unmerged"])
def test_every_node_lies_on_a_cycle_so_every_cut_crosses_two_edges(graph):
    assert all(len(one.edges) >= 2 for one in cuts(graph) if one.on_cpu)


def test_a_node_whose_work_grows_with_the_batch_stays_on_the_gpu():
    with pytest.raises(ValueError, match="on_cpu must name nodes among p16, g16, update"):
        cut(MERGED, ("fwd_bwd",))
