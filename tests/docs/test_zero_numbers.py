"""Numbers that the ZeRO article states in a sentence, a caption or a table, not as the output of a block.

Each test says the fragment as the article writes it, and computes its number from the models. A fragment that the
article no longer contains fails, so that a rewritten sentence takes its test along.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from plots.models.zero.activations import (
    PREFETCH_BUCKET,
    REDUCE_BUCKET,
    activation_bytes,
    bucket_bytes,
    checkpoint_bytes,
    fused_buffer_bytes,
    layer_activation_bytes,
    zero_activation_bytes,
)
from plots.models.zero.collectives import all_gather, all_reduce, last, reduce_scatter
from plots.models.zero.communication import (
    ZERO_PLUS_PLUS,
    partitioned_checkpoint_elements,
    step_multiples,
    step_sent,
    tensor_parallel_block_elements,
    tensor_parallel_layer_elements,
    zero3_block_elements,
)
from plots.models.zero.estimators import (
    estimate_zero2_before_0_14_3,
    estimate_zero2_model_states_mem_needs,
    estimate_zero3_model_states_mem_needs,
)
from plots.models.zero.infinity import (
    DGX_2,
    INFINITY_NVME,
    OFFLOAD,
    OFFLOAD_PARAMETERS,
    ON_GPU,
    bandwidth_for,
    checkpoint_intensity,
    efficiency,
    infinity_states,
    largest_on,
    optimizer_intensity,
    parameter_intensity,
    partitioned_bandwidth,
    placed_states,
    state_working_bytes,
)
from plots.models.zero.memory import (
    GB,
    GIB,
    TB,
    TIB,
    bytes_per_parameter,
    first_fit,
    largest_model,
    model_states,
    padded_parameters,
    reduction,
)
from plots.models.zero.offload_graph import MERGED, UNMERGED, best_cut, cuts, smallest_traffic
from plots.models.zero.pipeline import bubble, bubble_formula, in_flight, timeline
from plots.models.zero.trainer import ends, layout, train
from plots.models.zero.transformer import block_parameters
from scripts.checks.code_blocks import DOCS

ORACLES = Path(__file__).parent.parent / "oracles" / "zero.json"
ARTICLE = (DOCS / "posts" / "zero.md").read_text(encoding="utf-8")
# Table 1 of the ZeRO paper as it is printed: cards, then GB under P_os, P_os+g and P_os+g+p.
TABLE_1 = {
    7.5e9: (
        (1, "120", "120", "120"),
        (4, "52.5", "41.3", "30"),
        (16, "35.6", "21.6", "7.5"),
        (64, "31.4", "16.6", "1.88"),
        (256, "30.4", "15.4", "0.47"),
        (1024, "30.1", "15.1", "0.12"),
    ),
    128e9: (
        (1, "2048", "2048", "2048"),
        (4, "896", "704", "512"),
        (16, "608", "368", "128"),
        (64, "536", "284", "32"),
        (256, "518", "263", "8"),
        (1024, "513", "257", "2"),
    ),
    1e12: (
        (1, "16000", "16000", "16000"),
        (4, "7000", "5500", "4000"),
        (16, "4750", "2875", "1000"),
        (64, "4187", "2218", "250"),
        (256, "4046", "2054", "62.5"),
        (1024, "4011", "2013", "15.6"),
    ),
}
GPT2: dict[str, Any] = {"layers": 48, "hidden": 1600, "batch": 32, "sequence": 1024}


def says(*fragments):
    """Assert that the article contains each fragment."""
    for fragment in fragments:
        assert fragment in ARTICLE


def total(parameters, stage, ranks, recipe="adam"):
    """Return GB of model states on one card."""
    return sum(model_states(parameters, stage=stage, ranks=ranks, recipe=recipe)) / GB


def test_the_question_of_the_first_paragraphs():
    says(
        "75 亿个参数的模型，fp16 权重只有 15 GB",
        "一共要 120 GB",
        "64 张卡有 2048 GB 显存",
        "每张卡降到 1.9 GB",
        "数据并行 120 GB、ZeRO-1 31.4 GB、ZeRO-2 16.6 GB、ZeRO-3 1.88 GB",
        "剩下的 0.6 GB",
    )
    assert model_states(7.5e9, stage=0, ranks=1).parameters == 15 * GB
    assert [round(total(7.5e9, stage, 64), 2) for stage in range(4)] == [120.0, 31.41, 16.64, 1.88]
    assert 64 * 32 == 2048
    assert round(32 - total(7.5e9, 1, 64), 1) == 0.6


def test_units():
    says(
        "1 GiB 约为 1.074 GB", "只有 $10^9$ 能算出它的表", "32 GB 按 $2^{30}$ 算，ZeRO-1 的最大模型是 8.2B；论文印 7.6B"
    )
    assert round(GIB / GB, 3) == 1.074
    assert round(largest_model(32 * GIB, stage=1, ranks=64) / GB, 1) == 8.2
    assert round(largest_model(32 * GB, stage=1, ranks=64) / GB, 1) == 7.6


def test_sixteen_bytes():
    says("16 个字节里有 12 个是优化器状态，参数只占 2 个", "fp16 权重 3 GB，模型状态却要 24 GB", "3、3、6、6、6 GB")
    each = bytes_per_parameter()
    assert (sum(each), each.optimizer, each.parameters) == (16, 12, 2)
    assert total(1.5e9, 0, 1) == 24
    assert [1.5 * size for size in (2, 2, 4, 4, 4)] == [3, 3, 6, 6, 6]


@pytest.mark.parametrize(
    ("row", "recipes", "bytes_each"),
    [
        ("| ZeRO 论文 | 16 |", ["adam"], [16]),
        ("| ZeRO-Infinity 的记账 | 20 |", ["adam-infinity"], [20]),
        ("| Megatron-LM，fp16 参数与梯度 | 20 |", ["adam-infinity"], [20]),
        ("| Megatron-LM，16 位参数、fp32 梯度 | 18 |", ["adam-fp32-gradients"], [18]),
        ("| Megatron-LM，全部 fp32 | 16 |", ["adam-fp32"], [16]),
        ("| 带动量的 SGD，混合精度 | 12 | $K=8$", ["sgd-momentum"], [12]),
        ("| DeepSpeed，状态全用 bf16 | 8 或 10 |", ["adam-bf16", "adam-bf16-master"], [8, 10]),
    ],
)
def test_other_ways_to_count(row, recipes, bytes_each):
    says(row)
    assert [sum(bytes_per_parameter(recipe)) for recipe in recipes] == bytes_each


def test_activations_of_gpt2():
    says(
        "四个数差了 26 倍",
        "同样的设置要 287 GB（267 GiB）",
        "检查点是 5.03 GB",
        "合计 6.3 GB",
        "合计 11.0 GB",
        "1.5B 时 6 GB，3B 时 12 GB",
    )
    kept = activation_bytes(**GPT2, heads=25)
    recomputed = activation_bytes(**GPT2, heads=25, recompute="full")
    assert (round(kept / GB), round(kept / GIB)) == (287, 267)
    assert round(kept / recomputed) == 26
    assert round(recomputed / GB, 1) == 11.0
    shape: dict[str, Any] = {name: GPT2[name] for name in ("hidden", "batch", "sequence")}
    checkpoints = 48 * checkpoint_bytes(**shape)
    assert round(checkpoints / GB, 2) == 5.03
    assert round((checkpoints + zero_activation_bytes(**GPT2) / 48) / GB, 1) == 6.3
    assert recomputed == checkpoints + layer_activation_bytes(**shape, heads=25)
    assert [fused_buffer_bytes(size) / GB for size in (1.5e9, 3e9)] == [6, 12]


def test_the_recomputation_costs_a_third():
    says("一步的计算量从 3 变成 4，多 33%")
    assert round(4 / 3 - 1, 2) == 0.33


def test_tensor_parallel_traffic():
    says("每层 $8sbh$", "计入后是每层 $12sbh$", "多一次 all-gather 是 $bsh$，只多 1/12，约 8.3%")
    shape = {"batch": 2, "sequence": 3, "hidden": 5}
    many = 10**6
    elements = tensor_parallel_layer_elements(**shape, tensor_parallel=many)
    assert elements == pytest.approx(8 * 30, rel=1e-5)
    assert tensor_parallel_block_elements(**shape) == 12 * 30
    share = partitioned_checkpoint_elements(**shape) / tensor_parallel_block_elements(**shape)
    assert f"{share:.1%}" == "8.3%"


def test_pipelines():
    says(
        "共 96 个时间单位",
        "共 33；1F1B 前向反向交替，也是 33",
        "前者最多 8 个，后者最多 4 个",
        "朴素的做法四分之三的时间闲着",
    )
    runs = {name: timeline(name, stages=4, micro_batches=8) for name in ("naive", "gpipe", "1f1b")}
    assert [max(slot.stop for slot in slots) for slots in runs.values()] == [96, 33, 33]
    assert [max(in_flight(runs[name])) for name in ("gpipe", "1f1b")] == [8, 4]
    assert bubble(runs["naive"]).over_total == pytest.approx(3 / 4)
    for name in ("gpipe", "1f1b"):
        counted = bubble(runs[name])
        assert (counted.over_ideal, counted.over_total) == pytest.approx(bubble_formula(stages=4, micro_batches=8))


def test_three_dimensions():
    says(
        "384 张卡，181B 参数，$t=8$、$p=12$、$d=4$",
        "显存从 72 GB 降到 37 GB",
        "公式只预言少 17 GB（30.2 GB 降到 13.2 GB），实测少了 35 GB",
    )
    assert 8 * 12 * 4 == 384
    plain, first = [sum(model_states(181e9, stage=n, ranks=4, model_parallel=8 * 12)) / GB for n in (0, 1)]
    assert (round(plain, 1), round(first, 1), round(plain - first), 72 - 37) == (30.2, 13.2, 17, 35)
    held = sum(model_states(1, stage=1, ranks=4, model_parallel=8 * 12))
    assert held == pytest.approx((4 + 12 / 4) / (8 * 12))


def test_rings():
    says("三步之后，每张卡恰好有一段是完整的和", "总数仍是 $(N-1)S$")
    state = last(reduce_scatter([[1] * 4, [10] * 4, [100] * 4, [1000] * 4]))
    assert (state.step, [state.arrays[rank][rank] for rank in range(4)]) == (3, [1111] * 4)
    for length in (4, 5, 7):
        halfway = last(reduce_scatter([[1] * length for _ in range(4)], element_bytes=1))
        assert sum(halfway.sent) == 3 * length
        assert sum(last(all_gather(halfway.arrays, element_bytes=1)).sent) == 3 * length
    assert last(all_reduce([[1] * 4 for _ in range(4)])).step == 6


def test_the_floors_of_the_first_two_stages():
    says(
        "ZeRO-1 不低于 $4\\Psi=30$ GB，ZeRO-2 不低于 $2\\Psi=15$ GB",
        "ZeRO-1 趋于 30，ZeRO-2 趋于 15，ZeRO-3 沿直线降到 0.12",
        "8 张卡时，ZeRO-1 省 2.91 倍，ZeRO-2 省 4.27 倍；ZeRO-3 才是名副其实的 8 倍",
        "8 张卡时是 2.91 倍和 4.27 倍",
    )
    assert [round(total(7.5e9, stage, 10**9)) for stage in (1, 2)] == [30, 15]
    assert round(total(7.5e9, 3, 1024), 2) == 0.12
    assert [round(reduction(stage=stage, ranks=8), 2) for stage in (1, 2, 3)] == [2.91, 4.27, 8.0]


def test_the_cards_that_table_1_needs():
    says(
        "论文的表 1 只试 4 的幂，7.5B 一行得到 64、16、4", "128B 的 $2\\Psi$ 已有 256 GB", "128B 在 64 张卡上恰好 32 GB"
    )
    tried = tuple(ranks for ranks, *_ in TABLE_1[7.5e9])
    assert [first_fit(7.5e9, stage=stage, memory_bytes=32e9, degrees=tried) for stage in (1, 2, 3)] == [64, 16, 4]
    assert model_states(128e9, stage=2, ranks=1).parameters == 256 * GB
    assert total(128e9, 3, 64) == 32


def test_what_the_simulator_counts():
    says(
        "有 17 个参数，要分给 4 张卡，先补零到 20",
        "$16\\times20=320$",
        "$4\\times20+12\\times20/4=140$",
        "$2\\times20+14\\times20/4=110$，实际 134",
        "$16\\times20/4=80$，实际 128",
        "第一层的 12 个梯度",
        "共 60；ZeRO-3 是 1.5 倍，90",
        "2、2、3、6 倍的 $\\Psi$",
    )
    plan = layout((2, 4, 1), 4)
    assert (plan.parameters, plan.padded, plan.units[0]) == (17, 20, (0, 12))
    assert padded_parameters(17, 4) == 20
    formula = [sum(model_states(20, stage=stage, ranks=4)) for stage in range(4)]
    assert formula == [320, 140, 110, 80]
    runs = [ends(train(stage=stage, ranks=4))[0] for stage in range(4)]
    assert [run.peaks[0].states for run in runs] == [320, 140, 110 + 24, 80 + 24 + 24]
    assert [run.traffic.sent[0] for run in runs] == [60, 60, 60, 90]
    twice = [ends(train(stage=stage, ranks=4, micro_steps=2))[0].traffic.sent[0] for stage in range(4)]
    assert [bytes_sent / 30 for bytes_sent in twice] == [2, 2, 3, 6]


def test_traffic_of_a_step():
    says("1.5 倍与 $N$ 无关", "同样的字节数，跨不跨节点差 24 倍", "$m=8$ 时依次是 2、9、24 倍的 $\\Psi$")
    for ranks in (2, 5, 64):
        plain = sum(step_sent(1e9, stage=0, ranks=ranks))
        assert sum(step_sent(1e9, stage=3, ranks=ranks)) == pytest.approx(1.5 * plain)
    assert 300 / 12.5 == 24
    assert [sum(step_multiples(stage=stage, micro_steps=8)) for stage in range(4)] == [2, 2, 9, 24]


def test_where_tensor_parallelism_sends_as_much():
    says(
        "隐藏维度 8192、序列长度 1024 时，分界在批量 24", "只有 $bs<3h$ 时张量并行才传得少", "$b=3\\times12288/2048=18$"
    )
    assert tensor_parallel_block_elements(batch=24, sequence=1024, hidden=8192) == zero3_block_elements(hidden=8192)
    assert 3 * 12288 / 2048 == 18


def test_the_largest_models():
    says("2B、7.6B、14.4B、128B", "数据并行 1.3B，ZeRO-1 6.2B，是理论值的 65% 和 81%", "一张 32 GB 的卡按公式放得下 2B")
    largest = [largest_model(32e9, stage=stage, ranks=64) for stage in range(4)]
    assert [round(size / GB, 1) for size in largest] == [2.0, 7.6, 14.4, 128.0]
    assert [round(100 * measured / size) for measured, size in zip((1.3e9, 6.2e9), largest, strict=False)] == [65, 81]


def test_the_estimators():
    says(
        "| ZeRO-2，GPU | $2\\Psi+14\\Psi/N$ | $2\\Psi+18\\Psi/N$",
        "| ZeRO-2 卸载，CPU | $14\\Psi$ 合计 | $\\Psi\\cdot\\max(4N,16)\\cdot1.5$ |",
        "| ZeRO-3，GPU | $16\\Psi/N$ | $4L_{\\max}+18\\Psi/N$ |",
        "文档的例子印着 15.93，今天的代码给出 11.28",
        "与它的 32 次执行记录逐值相等",
    )
    size, largest, gpus = 8_000_000_000, 1_000_000, 8
    plain: dict[str, Any] = {"num_gpus_per_node": gpus, "cpu_offload": False}
    assert estimate_zero2_model_states_mem_needs(size, **plain).gpu_mem == 2 * size + 18 * size / gpus
    offloaded = estimate_zero2_model_states_mem_needs(size, num_gpus_per_node=gpus)
    assert offloaded.cpu_mem == size * max(4 * gpus, 16) * 1.5
    third = estimate_zero3_model_states_mem_needs(size, largest, **plain)
    assert third.gpu_mem == 4 * largest + 18 * size / gpus
    ignored = estimate_zero3_model_states_mem_needs(size, largest, **plain, cpu_offload_params=False)
    assert ignored == third
    assert f"{estimate_zero2_before_0_14_3(2_851_000_000, **plain).gpu_mem / GIB:.2f}" == "15.93"
    assert f"{estimate_zero2_model_states_mem_needs(2_851_000_000, **plain).gpu_mem / GIB:.2f}" == "11.28"
    kinds = [record["kind"] for record in json.loads(ORACLES.read_text(encoding="utf-8"))]
    assert kinds.count("estimator") + kinds.count("estimator_table") == 32


def test_the_default_buckets():
    says("| `reduce_bucket_size` | $5\\times10^8$ | fp16 时 1 GB", "| `stage3_prefetch_bucket_size` | $5\\times10^7$ |")
    assert (REDUCE_BUCKET, PREFETCH_BUCKET) == (5e8, 5e7)
    assert [bucket_bytes(REDUCE_BUCKET, overlap=overlap) / GB for overlap in (False, True)] == [1, 2]


def test_checkpoints_of_the_100b_model():
    says("共 67.1 GB；16 路张量并行切开之后，每张卡 4.2 GB", "公式给出 67.1 GB；33 相当于每个元素只算一个字节")
    shape = {"hidden": 8192, "batch": 32, "sequence": 1024}
    whole = 125 * checkpoint_bytes(**shape)
    assert round(whole / GB, 1) == 67.1
    assert round(whole / 16 / GB, 1) == 4.2
    assert round(whole / 2 / GB, 1) == pytest.approx(33.6)


def test_the_best_cut():
    says(
        "有三种放法达到了它",
        "是原来的 1/8",
        "断开任何一条，总量至少 $6\\Psi$",
        "128 种放法全部枚举",
        "每步要搬 $28\\Psi$，是它的七倍",
        "代价是 PCIe 多一半",
    )
    cheap = [cut for cut in cuts(MERGED) if cut.on_cpu and cut.traffic == smallest_traffic(MERGED)]
    assert (len(cuts(MERGED)), len(cheap), cheap[0].traffic) == (8, 3, 4)
    assert best_cut(MERGED).gpu_bytes / 16 == 1 / 8
    inner = [cut for cut in cuts(UNMERGED) if any(e.moved == 4 and e.source != "p16" for e in cut.edges)]
    assert (len(cuts(UNMERGED)), min(cut.traffic for cut in inner)) == (128, 6)
    all_on_cpu = next(cut for cut in cuts(MERGED) if len(cut.on_cpu) == 3)
    assert (all_on_cpu.traffic, all_on_cpu.gpu_bytes) == (6, 0)
    assert 28 / best_cut(MERGED).traffic == 7


def test_offloading_13b():
    says("按公式的上限是 16B；论文训练了 13B，fp16 参数就是 26 GB", "GPU 每个参数 2 字节，CPU 14 字节")
    places = placed_states(13e9, stage=2, ranks=1, placement=OFFLOAD)
    assert (places.gpu / GB, places.cpu / 13e9) == (26, 14)
    one_card = DGX_2._replace(gpus_per_node=1)
    assert largest_on(one_card, stage=2, placement=OFFLOAD).parameters == 16e9


def test_a_delay_halves_the_range_of_rates():
    says("必须 $0<\\eta<1$。这也足够", "稳定的学习率范围小了一半", "误差每步缩小到 0.900 倍与 0.887 倍")
    assert (1 - 0.1, round((1 + (1 - 4 * 0.1) ** 0.5) / 2, 3)) == (0.9, 0.887)
    for rate in (0.1, 0.5, 0.99, 1.01, 1.5):
        root = (1 + complex(1 - 4 * rate) ** 0.5) / 2
        assert (max(abs(root), abs(1 - root)) < 1) == (rate < 1)


def test_pcie_of_13b():
    says("13B 的梯度和参数各 26 GB", "一张卡每步处理的词元比这少，计算就盖不住 PCIe")
    moved = placed_states(13e9, stage=2, ranks=1, placement=OFFLOAD).gpu
    assert moved == 26 * GB
    assert round(2 * moved / 12e9 * 40e12 / (8 * 13e9)) == 1667


def test_low_precision_states():
    says("从 25.74 GB 降到 16.17 GB", "降到 0.63，更接近 10/16，而不是 8/16")
    ratio = 16.17 / 25.74
    assert round(ratio, 2) == 0.63
    assert abs(ratio - 10 / 16) < abs(ratio - 8 / 16)


def test_the_memory_wall():
    says(
        "从 BERT-large 的 5.4 GB 升到 MT-NLG 的 8480 GB",
        "模型状态涨了一千五百多倍，一张卡的显存只涨到 2.5 倍",
        "16 TB 要 500 张 32 GB 的卡，按 20 个字节算是 625 张",
    )
    first, last_one = total(0.34e9, 0, 1), total(530e9, 0, 1)
    assert (round(first, 1), last_one) == (5.4, 8480)
    assert 1500 < last_one / first < 1600
    assert 80 / 32 == 2.5
    assert [size * 1e12 / 32e9 for size in (16, 20)] == [500, 625]


def test_one_dgx_2():
    says(
        "按每个参数 20 字节能放下的模型 25.6B、75B、1.4T",
        "显存 0.5 TB，NVMe 28 TB，是它的 55 倍",
        "从 CPU 是 4 GB/s，从 NVMe 只有 1.75 GB/s",
        "GPU 显存 0.512 TB",
    )
    gpu = DGX_2.gpus_per_node * DGX_2.gpu_bytes
    assert [size / 20 / GB for size in (gpu, DGX_2.cpu_bytes, DGX_2.nvme_bytes)] == [25.6, 75, 1400]
    assert (gpu / TB, round(DGX_2.nvme_bytes / gpu)) == (0.512, 55)
    assert [node / DGX_2.gpus_per_node for node in (64, 28)] == [4, 1.75]


@pytest.mark.parametrize(
    ("row", "placement", "stage", "recipe", "cards"),
    [
        ("| 数据并行 | GPU，每个参数 16 字节 | 2B | 1.4B |", ON_GPU, 0, "adam", 16),
        ("| ZeRO-Offload | GPU，每个参数 2 字节 | 16B | 13B |", OFFLOAD, 2, "adam", 1),
        ("| ZeRO-3 | 16 张 GPU，每个参数 16 字节 | 32B | 20B |", ON_GPU, 3, "adam", 16),
        ("| ZeRO-Infinity（CPU） | 内存，每个参数 20 字节 | 75B | 70B |", OFFLOAD_PARAMETERS, 3, "adam-infinity", 16),
        ("| ZeRO-Infinity（NVMe） | NVMe，每个参数 20 字节 | 1400B | 1000B |", INFINITY_NVME, 3, "adam-infinity", 16),
    ],
)
def test_what_fits_on_one_dgx_2(row, placement, stage, recipe, cards):
    says(row)
    found = largest_on(DGX_2._replace(gpus_per_node=cards), stage=stage, placement=placement, recipe=recipe)
    limit, measured = [float(cell.strip().rstrip("B")) for cell in row.split("|")[3:5]]
    assert found.parameters / GB == pytest.approx(limit)
    assert measured < limit


def test_states_of_infinity():
    says(
        "240 是 $12\\times20$",
        "那是按 16 个字节算的",
        "1T 的模型状态有 18 TiB",
        "单个算子的参数和梯度就有 64 GiB",
        "$20\\times32$ TB 等于 640 TB，小于 32 台的 896 TB",
    )
    assert sum(infinity_states(1, 1)) == 12 * 20 == 240
    assert 12 * 16 == 192
    assert round(sum(infinity_states(128, 25 * 1024)) / TIB) == 18
    assert state_working_bytes(64 * 1024) == 64 * GIB
    assert (20 * 32, 32 * 28) == (640, 896)


def test_bandwidths():
    says(
        "激活检查点只要零点几 GB/s，参数和梯度要 70 GB/s，优化器状态要 280 GB/s",
        "参数和梯度 70 GB/s 以上，效率过半",
        "1.5 TB/s 让优化器状态到 90%",
        "隐藏维度 2K 时 2 GB/s 就过半，8K 时 3 GB/s 能超过 80%",
    )
    one = {"sequence": 1024, "batch": 1}
    intensities = [checkpoint_intensity(hidden=8192), parameter_intensity(**one), optimizer_intensity(**one)]
    halves = [bandwidth_for(0.5, intensity=intensity) / GB for intensity in intensities]
    assert halves == pytest.approx([0.36, 70, 280], rel=0.03)
    assert efficiency(optimizer_intensity(sequence=1024, batch=2), bytes_per_second=1500 * GB) > 0.9
    assert efficiency(checkpoint_intensity(hidden=2048), bytes_per_second=2 * GB) > 0.5
    assert efficiency(checkpoint_intensity(hidden=8192), bytes_per_second=3 * GB) > 0.8


def test_bandwidth_of_all_links_together():
    says(
        "从 CPU 读是 64 GB/s，从 NVMe 读是 28 GB/s",
        "分别在 18 张和 40 张卡时到达 70 GB/s",
        "数据从主机来时，差别是 6 倍",
    )
    for share, at_16, cards in ((64 / 16, 64, 18), (28 / 16, 28, 40)):
        reached = [partitioned_bandwidth(ranks=ranks, host_link=share, gpu_link=70) for ranks in range(1, 65)]
        assert reached[16 - 1] == at_16
        assert reached.index(70) + 1 == cards
    assert round(70 / 12) == 6


def test_tiles():
    says("不切要 64 GiB，切成 16 块只要 4 GiB")
    assert state_working_bytes(64 * 1024, tiles=16) == 4 * GIB


def test_zero_plus_plus():
    says("跨节点的通信从 $3\\Psi$ 降到 $0.75\\Psi$")
    assert sum(plain for _, plain, _, _ in ZERO_PLUS_PLUS) == 3
    assert sum(smaller for _, _, smaller, _ in ZERO_PLUS_PLUS) == 0.75


def test_eight_cards_of_80_gb():
    says("70B 在 8 张卡上，ZeRO-3 也要 140 GB", "32B 用 ZeRO-3 是 64 GB，剩下的 16 GB")
    assert total(70e9, 3, 8) == 140
    assert 80 - total(32e9, 3, 8) == 16


def test_the_memory_to_buy():
    says("给 ZeRO-2 卸载算 $24\\Psi$，一个节点 8 张卡时 $48\\Psi$；给 ZeRO-3 卸载算 $27\\Psi/n$")
    size = 1_000_000_000
    second = [estimate_zero2_model_states_mem_needs(size, num_gpus_per_node=gpus) for gpus in (1, 4, 8)]
    assert [needs.cpu_mem / size for needs in second] == [24, 24, 48]
    for nodes in (1, 2, 4):
        third = estimate_zero3_model_states_mem_needs(size, 1, num_gpus_per_node=4, num_nodes=nodes)
        assert third.cpu_mem / size == pytest.approx(27 / nodes)


def test_the_gpu_of_gpt_j():
    says("维护者的估算是 1 张卡和 4 张卡都要 10.89 GiB")
    for gpus in (1, 4):
        needs = estimate_zero2_model_states_mem_needs(5_844_000_000, num_gpus_per_node=gpus)
        assert f"{needs.gpu_mem / GIB:.2f}" == "10.89"


def test_a_frozen_backbone():
    says("冻结的主干约 33B，bf16，8 张卡，单是主干，每张卡从 66 GB（$2\\Psi$）降到约 8 GB（$2\\Psi/8$）")
    assert (33 * 2, round(33 * 2 / 8)) == (66, 8)


def test_the_contradictions():
    says(
        "4187.5 印成 4187，4046.875 印成 4046，257.75 印成 257。54 格都符合公式",
        "精确值是 30.57B",
        "只有代 6144 才得到 39.9B 与 59.8B",
    )
    assert (total(1e12, 1, 64), total(1e12, 1, 256), total(128e9, 2, 1024)) == (4187.5, 4046.875, 257.75)
    assert round(largest_model(32e9, stage=1, ranks=64, model_parallel=4) / GB, 2) == 30.57
    assert [round(block_parameters(layers, 6144) / GB, 1) for layers in (88, 132)] == [39.9, 59.8]
    cells = [(size, line) for size, lines in TABLE_1.items() for line in lines]
    assert 3 * len(cells) == 54
    for size, (ranks, *printed) in cells:
        for stage, cell in enumerate(printed, start=1):
            unit = 10 ** -len(str(cell).partition(".")[2])
            assert total(size, stage, ranks) == pytest.approx(float(cell), abs=unit)


def test_how_many_cards_13b_needs():
    says("ZeRO-1 的 $4\\Psi=52$ GB", "$26+182/N\\le32$，即 $N\\ge31$", "$208/N\\le32$，即 $N\\ge7$")
    degrees = tuple(range(1, 65))
    needed = [first_fit(13e9, stage=stage, memory_bytes=32e9, degrees=degrees) for stage in (1, 2, 3)]
    assert needed == [None, 31, 7]
    assert (4 * 13, 2 * 13, 14 * 13, 16 * 13) == (52, 26, 182, 208)
