"""The figures of the ZeRO article: they show what the models compute, and say so truly."""

import itertools
import re
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import FancyBboxPatch

from plots import style
from plots.figures import zero
from plots.figures.zero import collectives, offload, overlap, pipelines, wall
from plots.models.zero.activations import activation_bytes, zero_activation_bytes
from plots.models.zero.collectives import last
from plots.models.zero.communication import step_multiples
from plots.models.zero.infinity import DGX_2, efficiency, partitioned_bandwidth
from plots.models.zero.memory import GB, model_states
from plots.models.zero.offload_graph import best_cut, cuts
from plots.models.zero.overlap import LINK, length, step
from plots.models.zero.pipeline import BACKWARD, bubble, in_flight, timeline
from plots.pictures.looks import LOOKS
from tests.figures.reading import frames, shows, texts
from tests.searches import existing

every_stage = pytest.mark.parametrize("stage", range(4))
every_collective = pytest.mark.parametrize("name", collectives.RUNS)


def boxes(figure, look):
    """Return the boxes of a figure that have this look in the light scheme, as (centre x, centre y, width, height)."""
    shown = LOOKS[look]
    colours = style.colour(style.LIGHT, shown.edge), style.filling(style.LIGHT, shown)
    found = []
    for patch in figure.findobj(FancyBboxPatch):
        if (to_hex(patch.get_edgecolor()), to_hex(patch.get_facecolor())) == colours:
            x, y, width, height = patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height()
            found.append((x + width / 2, y + height / 2, width, height))
    return found


# The model states.


def test_a_parameter_has_sixteen_cells_of_three_kinds(drawn):
    figure = drawn["zero/sixteen-bytes"]
    cells = [len([box for box in boxes(figure, look) if box[2] < 30]) for look in ("series-1", "series-2", "series-3")]
    assert cells == [2, 2, 12]


def test_the_bar_of_a_whole_model_has_its_gigabytes(drawn):
    words = texts(drawn["zero/sixteen-bytes"])
    assert words.count("3 GB") == 2
    assert words.count("6 GB") == 3
    assert any("24 GB" in text for text in words)
    assert any("12" in text and "优化器状态" in text for text in words)


@every_stage
def test_a_stage_falls_with_the_cards_as_the_model_says(stage, drawn):
    ranks = [2**power for power in range(11)]
    sizes = [sum(model_states(7.5e9, stage=stage, ranks=n)) / 1e9 for n in ranks]
    assert shows(drawn["zero/stages-n"].axes[0], ranks, sizes)


def test_the_walk_over_the_cards_reads_out_every_stage():
    made = frames("zero/stages-n")
    assert len(made) == 11
    assert made[6].readout == "N = 64，阶段 0 到 3：120、31.4、16.6、1.88 GB"
    assert [marker.label for marker in made[6].markers] == ["120", "31.4", "16.6", "1.88"]
    assert len(made[0].markers) == 1  # with one card all stages are one


def test_the_limits_of_two_stages_are_named(drawn):
    words = texts(drawn["zero/stages-n"])
    assert "4$Ψ$ = 30" in words
    assert "2$Ψ$ = 15" in words


# Activations, models and cards.


@pytest.mark.parametrize("panel", range(2))
def test_the_activations_are_those_of_the_formulas(panel, drawn):
    shape: dict[str, Any] = {"layers": 48, "hidden": 1600}
    x = (1, 2, 4, 8, 16, 32) if panel == 0 else (512, 1024, 2048, 4096, 8192)
    settings: list[dict[str, Any]] = [
        {"batch": value, "sequence": 1024} if panel == 0 else {"batch": 1, "sequence": value} for value in x
    ]
    axes = drawn["zero/activations"].axes[panel]
    for recompute in ("none", "selective"):
        sizes = [activation_bytes(**shape, **setting, heads=25, recompute=recompute) / GB for setting in settings]
        assert shows(axes, x, sizes)
    whole = [activation_bytes(**shape, **setting, heads=25, recompute="full") for setting in settings]
    scores = [5 * 25 * setting["batch"] * setting["sequence"] ** 2 for setting in settings]  # of the layer at work
    assert shows(axes, x, [(size - dropped) / GB for size, dropped in zip(whole, scores, strict=True)])
    assert shows(axes, x, [zero_activation_bytes(**shape, **setting) / GB for setting in settings])


def test_the_activations_at_batch_32_are_named(drawn):
    words = texts(drawn["zero/activations"])
    for text in ("287 保存注意力分数", "85.6 不存注意力分数", "60.4 ZeRO 论文的估计", "6.82 重计算"):
        assert text in words


def test_the_wall_shows_sixteen_bytes_for_each_parameter(drawn):
    models = wall.entries("model")
    sizes = [16 * model.value / 1e9 for model in models]
    assert shows(drawn["zero/memory-wall"].axes[0], [model.year for model in models], sizes)
    until_2021 = [size for model, size in zip(models, sizes, strict=True) if model.year < 2022]
    assert until_2021[-1] / until_2021[0] == pytest.approx(1559, abs=0.5)


def test_the_stairs_of_the_wall_are_the_cards(drawn):
    cards = wall.entries("card")
    memory = [card.value / 1e9 for card in cards]
    assert memory == [32, 40, 80, 141, 180, 270]
    x = [*(card.year for card in cards), wall.LAST_YEAR]
    assert shows(drawn["zero/memory-wall"].axes[0], x, [*memory, memory[-1]])


# Overlap.


@pytest.mark.parametrize(("panel", "transfer"), [*enumerate(overlap.TRANSFERS)])
def test_the_overlap_is_drawn_as_the_model_has_it_on_one_scale(panel, transfer, drawn):
    slots = step(layers=overlap.LAYERS, transfer=transfer)
    longest = max(length(step(layers=overlap.LAYERS, transfer=each)) for each in overlap.TRANSFERS)
    scale = (overlap.RIGHT - overlap.LEFT) / longest
    expected = [
        (
            overlap.LEFT + (slot.start + slot.stop) / 2 * scale,
            overlap.TOPS[panel] + (1.5 if slot.lane == LINK else 0.5) * overlap.ROW,
        )
        for slot in slots
    ]
    there = [box for look in ("plain", "shade") for box in boxes(drawn["zero/overlap"], look)]
    shown = [(x, y) for x, y, *_ in there if overlap.TOPS[panel] < y < overlap.TOPS[panel] + 2 * overlap.ROW]
    assert np.array(sorted(shown)) == pytest.approx(np.array(sorted(expected)))
    assert any(f"全程 {length(slots):g}" in text for text in texts(drawn["zero/overlap"]))


# Ways to divide the work.


def test_each_way_to_divide_fills_the_cells_that_a_card_holds(drawn):
    figure = drawn["zero/parallelism"]
    held = boxes(figure, "series-1")
    solid = [patch for patch in figure.findobj(FancyBboxPatch) if patch.get_linestyle() == "-"]
    dashed = [patch for patch in figure.findobj(FancyBboxPatch) if patch.get_linestyle() != "-"]
    halves = [(x > 240, y > 145) for x, y, *_ in held]
    assert [halves.count(half) for half in ((False, False), (True, False), (False, True), (True, True))] == [
        4 * 16,
        4 * 4,
        4 * 4,
        4 * 4,
    ]
    assert len(dashed) == 4 * 3  # of one layer: what is not a card's own
    assert len(solid) + len(dashed) == 4 * 4 * 16


def test_the_two_halves_of_a_tensor_parallel_layer_are_named(drawn):
    words = " ".join(texts(drawn["zero/tensor-parallel"]))
    for word in ("A_1", "A_2", "B_1", "B_2", "GeLU", "按列切", "按行切", "前向 all-reduce", "反向 all-reduce"):
        assert word in words


SCHEDULES = {
    "朴素": timeline("naive", stages=4, micro_batches=1, forward=8, backward=16),
    "GPipe": timeline("gpipe", stages=4, micro_batches=8, forward=1, backward=2),
    "1F1B": timeline("1f1b", stages=4, micro_batches=8, forward=1, backward=2),
}


@pytest.mark.parametrize(("panel", "name"), list(enumerate(SCHEDULES)))
def test_a_timeline_has_a_box_for_each_piece_of_work(panel, name, drawn):
    slots, top = SCHEDULES[name], pipelines.TOPS[panel]
    scale = (pipelines.RIGHT - pipelines.LEFT) / max(slot.stop for slot in slots)
    for look, kinds in (("shade", [BACKWARD]), ("plain", ["forward"])):
        expected = sorted(
            (pipelines.LEFT + (slot.start + slot.stop) / 2 * scale, top + (slot.stage + 0.5) * pipelines.ROW)
            for slot in slots
            if slot.kind in kinds
        )
        there = boxes(drawn["zero/pipelines"], look)
        shown = sorted((x, y) for x, y, *_ in there if top < y < top + 4 * pipelines.ROW)
        assert np.allclose(shown, expected)


def test_the_timelines_say_how_long_they_are_and_how_idle(drawn):
    words = texts(drawn["zero/pipelines"])
    assert "朴素：长 96，空闲 75%" in words
    for name, micro_batches in (("GPipe", 8), ("1F1B", 4)):
        assert f"{name}：长 33，空闲 27.3%（9/33），一张卡上最多 {micro_batches} 个微批在途" in words
        assert max(in_flight(SCHEDULES[name])) == micro_batches
        assert bubble(SCHEDULES[name]).over_total == pytest.approx(9 / 33)


def test_the_time_walks_over_the_work_that_is_done_then():
    made = frames("zero/pipelines")
    assert len(made) == 33
    for time, frame in enumerate(made):
        busy = [sum(slot.start <= time < slot.stop for slot in slots) for slots in SCHEDULES.values()]
        counts = [int(number) for number in re.findall(r"(?:朴素|GPipe|1F1B) (\d)", frame.readout)]
        assert counts == busy
        assert len(frame.boxes) == sum(busy)
    work = sum(int(existing(re.search(r"1F1B (\d)", frame.readout))[1]) for frame in made)
    assert work == 8 * 4 * 3


# The collectives.


def grid(frame):
    """Return the values in the cells of a frame, a list for each card."""
    words = {(box.x, box.y): box.text for box in frame.boxes if box.look in ("empty", "plain", "shade")}
    return [[words[collectives.cell(rank, slice)] for slice in range(4)] for rank in range(4)]


def as_text(arrays):
    return [["" if value is None else str(value) for value in array] for array in arrays]


@every_collective
def test_a_collective_has_a_moment_for_each_step_and_shows_what_the_cards_hold(name):
    run, start, *_ = collectives.RUNS[name]
    states = list(run([list(array) for array in start]))
    made = frames(f"zero/{name}")
    assert [grid(frame) for frame in made] == [as_text(state.arrays) for state in states]


@every_collective
def test_a_collective_reads_out_every_message_and_count(name):
    run, start, *_ = collectives.RUNS[name]
    states = list(run([list(array) for array in start], element_bytes=1))
    for frame, state in zip(frames(f"zero/{name}")[1:], states[1:], strict=True):
        way, sent = existing(re.search(r"卡 ([\d→]+)，(.*) 个元素$", frame.readout)).groups()
        links = {(int(one), int(other)) for one, other in itertools.pairwise(way.split("→"))}
        assert links == {(message.source, message.target) for message in state.messages}
        counts = [int(number) for number in re.findall(r"\d+", sent)]
        assert (counts if len(counts) > 1 else counts * 4) == state.sent


@every_collective
def test_a_message_carries_what_its_sender_held(name):
    for before, frame in itertools.pairwise(frames(f"zero/{name}")):
        held = [value for row in grid(before) for value in row]
        messages = [box.text for box in frame.boxes if box.look == "mark"]
        assert messages
        assert all(text in held for text in messages)
        assert len(messages) == frame.readout.count("→")
        assert len(messages) == sum(box.look == "ring" for box in frame.boxes)


def test_the_halves_of_an_all_reduce_are_named():
    phases = [existing(re.match(r"第 \d 步 ([a-z-]+)", frame.readout))[1] for frame in frames("zero/all-reduce")[1:]]
    assert phases == ["reduce-scatter"] * 3 + ["all-gather"] * 3


@every_collective
def test_a_collective_rests_at_its_start_with_the_first_messages_on_their_way(name, drawn):
    first = frames(f"zero/{name}")[1]
    waiting = [(box.x, box.y) for box in first.boxes if box.look == "mark"]
    assert sorted((x, y) for x, y, *_ in boxes(drawn[f"zero/{name}"], "mark")) == sorted(waiting)


def test_the_end_of_a_collective_stands_beside_it(drawn):
    run, start, *_ = collectives.RUNS["reduce-scatter"]
    assert texts(drawn["zero/reduce-scatter"]).count("Σ") == sum(
        value == 1111 for array in last(run([list(array) for array in start])).arrays for value in array
    )
    assert texts(drawn["zero/all-reduce"]).count("Σ") == 4 + 16


# Traffic.


@pytest.mark.parametrize(("stage", "last_value"), [(0, 2), (1, 2), (2, 9), (3, 24)])
def test_accumulation_multiplies_the_traffic_as_the_model_says(stage, last_value, drawn):
    m = range(1, 9)
    values = [sum(step_multiples(stage=stage, micro_steps=each)) for each in m]
    assert values[-1] == last_value
    assert shows(drawn["zero/accumulation"].axes[0], list(m), values)
    assert f"{last_value}$Ψ$" in texts(drawn["zero/accumulation"])


# Offload and Infinity.


def test_all_cuts_are_points(drawn):
    found = cuts()
    axes = drawn["zero/offload-cut"].axes[1]
    assert shows(axes, [cut.traffic for cut in found], [cut.gpu_bytes for cut in found])
    assert shows(axes, [4], [2])  # the ring


def test_the_placements_read_out_are_those_of_the_paper_and_ours():
    readouts = {frame.readout for frame in frames("zero/offload-cut")}
    assert readouts == {
        "都在 GPU：过 PCIe 0，GPU 留 16Ψ 字节",
        "g16 在 CPU：过 PCIe 4Ψ，GPU 留 14Ψ 字节",
        "Update 在 CPU：过 PCIe 4Ψ，GPU 留 4Ψ 字节",
        "g16、Update 在 CPU：过 PCIe 4Ψ，GPU 留 2Ψ 字节",
        "p16 在 CPU：过 PCIe 6Ψ，GPU 留 14Ψ 字节",
        "p16、Update 在 CPU：过 PCIe 6Ψ，GPU 留 2Ψ 字节",
        "p16、g16 在 CPU：过 PCIe 10Ψ，GPU 留 12Ψ 字节",
        "p16、g16、Update 在 CPU：过 PCIe 6Ψ，GPU 留 0 字节",
    }


def test_a_placement_marks_the_edges_that_it_cuts():
    for frame in frames("zero/offload-cut"):
        over = [int(existing(re.search(r"\d+", box.text))[0]) for box in frame.boxes if box.text.startswith("PCIe")]
        assert sum(over) == frame.markers[0].x
        assert len(over) == sum(box.look == "mark" for box in frame.boxes)


def test_the_published_cut_is_at_rest_and_last(drawn):
    figure, final = drawn["zero/offload-cut"], frames("zero/offload-cut")[-1]
    assert final.boxes == tuple(offload.boxes(best_cut()))
    assert set(texts(figure)) >= {box.text for box in final.boxes if box.text}
    assert len(boxes(figure, "mark")) == 2


def test_the_levels_of_a_node_are_as_long_as_they_are_large(drawn):
    figure = drawn["zero/hierarchy"]
    widths = [box[2] for box in sorted(boxes(figure, "shade"), key=lambda box: box[1])]
    sizes = [16 * DGX_2.gpu_bytes, DGX_2.cpu_bytes, DGX_2.nvme_bytes]
    assert np.array(widths) / widths[-1] == pytest.approx(np.array(sizes) / sizes[-1], rel=1e-9)


@pytest.mark.parametrize(
    "words",
    [
        "0.512 TB，最大 25.6B",
        "1.5 TB，最大 75B",
        "28 TB，最大 1.4T",
        "64 GB/s，一条 PCIe 12 GB/s",
        "28 GB/s",
        "70 GB/s",
    ],
)
def test_the_levels_say_what_they_hold_and_how_fast_they_are(words, drawn):
    assert any(words in text for text in texts(drawn["zero/hierarchy"]))


@pytest.mark.parametrize(
    ("intensity", "needed", "label"),
    [(24 * 8192, 3, "3 GB/s → 89.4%"), (1024, 70, "70 GB/s → 50.6%"), (256, 280, "280 GB/s → 50.6%")],
)
def test_the_efficiency_is_that_of_the_formula(intensity, needed, label, drawn):
    axes = drawn["zero/efficiency"].axes[0]
    x = next(line.get_xdata() for line in axes.lines if len(line.get_xdata()) > 2)
    assert (min(x), max(x)) == pytest.approx((0.5, 3000))
    assert shows(axes, x, [100 * efficiency(intensity, bytes_per_second=each * 1e9) for each in x])
    assert shows(axes, [needed], [100 * efficiency(intensity, bytes_per_second=needed * 1e9)])
    assert any(label in text for text in texts(drawn["zero/efficiency"]))


@pytest.mark.parametrize(("node", "at_16"), [(64, 64), (28, 28)])
def test_links_add_up_where_everybody_loads_a_part(node, at_16, drawn):
    axes = drawn["zero/partitioning"].axes[0]
    ranks = [2**power for power in range(11)]
    rates = [partitioned_bandwidth(ranks=n, host_link=node / 16, gpu_link=70) for n in ranks]
    assert shows(axes, ranks, rates)
    assert shows(axes, [16], [at_16])
    assert shows(axes, ranks, [12] * 11)


# What stands in the figures.

AXES = {
    "stages-n": ["卡数", "GB"],
    "activations": ["批量", "序列长度", "GB"],
    "accumulation": ["微批数", "倍数"],
    "offload-cut": ["过 PCIe 的字节", "留在 GPU 的字节"],
    "memory-wall": ["年份", "GB"],
    "efficiency": ["GB/s", "%"],
    "partitioning": ["GPU 数", "GB/s"],
}


@pytest.mark.parametrize("name", AXES)
def test_a_chart_names_its_axes_and_their_units(name, drawn):
    words = texts(drawn[f"zero/{name}"])
    for part in AXES[name]:
        assert any(part in text for text in words), part


def test_no_figure_speaks_of_gib(drawn):
    for name in zero.FIGURES:
        assert not any("GiB" in text for text in texts(drawn[f"zero/{name}"]))
