"""Numbers that the ZeRO article states in a sentence, a caption or a table, not as the output of a block.

Each test says the fragment as the article writes it, and computes its number from the models. A fragment that the
article no longer contains fails, so that a rewritten sentence takes its test along.
"""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from plots.models.zero import activations, communication, estimators, infinity, memory, overlap, transformer
from plots.models.zero.collectives import all_gather, all_reduce, last, reduce_scatter
from plots.models.zero.offload_graph import MERGED, UNMERGED, best_cut, cuts, smallest_traffic
from plots.models.zero.pipeline import bubble, in_flight, timeline
from plots.models.zero.trainer import ends, layout, train
from plots.models.zero.transformer import block_parameters
from scripts.checks.code_blocks import DOCS
from tests.docs.told import Text
from tests.evidence.environments import HERE as EVIDENCE

ORACLES = Path(__file__).parent.parent / "oracles" / "zero.json"
ARTICLE = (DOCS / "posts" / "zero.md").read_text(encoding="utf-8")
says = Text(ARTICLE).says
# Table 1 of the ZeRO paper as it is printed: cards, then GB under P_os, P_os+g and P_os+g+p.
PRINTED = {
    7.5e9: "1 120 120 120, 4 52.5 41.3 30, 16 35.6 21.6 7.5, 64 31.4 16.6 1.88, 256 30.4 15.4 0.47, 1024 30.1 15.1 0.12",
    128e9: "1 2048 2048 2048, 4 896 704 512, 16 608 368 128, 64 536 284 32, 256 518 263 8, 1024 513 257 2",
    1e12: "1 16000 16000 16000, 4 7000 5500 4000, 16 4750 2875 1000, 64 4187 2218 250, 256 4046 2054 62.5, 1024 4011 2013 15.6",
}
TABLE_1 = {size: [row.split() for row in rows.split(", ")] for size, rows in PRINTED.items()}
NVLINK = 6 * 50 // 2  # GB/s of a V100 in one direction
GPT2: dict[str, Any] = {"layers": 48, "hidden": 1600, "batch": 32, "sequence": 1024}


def evidence(name: str) -> Any:
    """Return a record of what a library did."""
    return json.loads((EVIDENCE / f"{name}.json").read_text(encoding="utf-8"))


def total(parameters, stage, ranks, recipe="adam"):
    """Return GB of model states on one card."""
    return sum(memory.model_states(parameters, stage=stage, ranks=ranks, recipe=recipe)) / memory.GB


def test_the_question_of_the_first_paragraphs():
    plain, first, second, third = (total(7.5e9, stage, 64) for stage in range(4))
    says(
        f"75 亿个参数的模型，fp16 权重只有 {memory.model_states(7.5e9, stage=0, ranks=1).parameters / memory.GB:g} GB",
        f"一共要 {plain:g} GB",
        f"64 张卡有 {64 * 32} GB 显存",
        f"每张卡降到 {third:.1f} GB",
        f"数据并行 {plain:g} GB、ZeRO-1 {first:.1f} GB、ZeRO-2 {second:.1f} GB、ZeRO-3 {third:.2f} GB",
    )


def test_units():
    binary, decimal = (
        memory.largest_model(32 * unit, stage=1, ranks=64) / memory.GB for unit in (memory.GIB, memory.GB)
    )
    says(
        f"1 GiB 约为 {memory.GIB / memory.GB:.3f} GB",
        "只有 $10^9$ 能算出它的表",
        f"32 GB 按 $2^{{30}}$ 算，ZeRO-1 的最大模型是 {binary:.1f}B；论文印 {decimal:.1f}B",
    )


def test_sixteen_bytes():
    each = memory.bytes_per_parameter()
    says(
        f"{sum(each)} 个字节里有 {each.optimizer} 个是优化器状态，参数只占 {each.parameters} 个",
        f"fp16 权重 {1.5 * each.parameters:g} GB，模型状态却要 {total(1.5e9, 0, 1):g} GB",
        "、".join(f"{1.5 * size:g}" for size in (2, 2, 4, 4, 4)) + " GB",
    )


@pytest.mark.parametrize(
    ("row", "recipes", "bytes_each"),
    [
        ("| ZeRO 论文 | 16 |", ["adam"], [16]),
        ("| ZeRO-Infinity 的记账 | 20 |", ["adam-infinity"], [20]),
        ("| Megatron-LM，fp16 参数与梯度 | 20 |", ["adam-infinity"], [20]),
        ("| Megatron-LM，16 位参数、fp32 梯度 | 18 |", ["adam-fp32-gradients"], [18]),
        ("| Megatron-LM，全部 fp32 | 16 |", ["adam-fp32"], [16]),
        ("| 带动量的 SGD，混合精度 | 12 | $K=8$", ["sgd-momentum"], [12]),
        ("| DeepSeek-V3，fp8 参数 | 13 | $1+4+8$", ["adam-fp8"], [13]),
        ("| DeepSpeed，状态全用 bf16 | 10 |", ["adam-bf16-master"], [10]),
    ],
)
def test_other_ways_to_count(row, recipes, bytes_each):
    says(row)
    assert [sum(memory.bytes_per_parameter(recipe)) for recipe in recipes] == bytes_each


def test_activations_of_gpt2():
    kept = activations.activation_bytes(**GPT2, heads=25)
    recomputed = activations.activation_bytes(**GPT2, heads=25, recompute="full")
    shape: dict[str, Any] = {name: GPT2[name] for name in ("hidden", "batch", "sequence")}
    checkpoints = 48 * activations.checkpoint_bytes(**shape)
    unscored = checkpoints + activations.layer_activation_bytes(**shape, heads=25, recompute="selective")
    buffers = [activations.fused_buffer_bytes(size) / memory.GB for size in (1.5e9, 3e9)]
    says(
        f"full 不存分数   {unscored / memory.GB:.1f}",
        f"五个数差了 {kept / unscored:.0f} 倍",
        f"同样的设置要 {kept / memory.GB:.0f} GB（{kept / memory.GIB:.0f} GiB）",
        f"这里是 {recomputed / memory.GB:.1f} 和 {unscored / memory.GB:.1f}，其中检查点 {checkpoints / memory.GB:.2f} GB",
        "1.5B 时 {:g} GB，3B 时 {:g} GB".format(*buffers),
    )
    assert recomputed == checkpoints + activations.layer_activation_bytes(**shape, heads=25)


def test_activations_of_llama():
    shape = next(each for each in transformer.MODELS if each.name == "Llama 3.1 8B")
    layer = {"hidden": shape.hidden, "heads": shape.heads, **shape.gated._asdict()}
    record = evidence("torch-activations")
    each = activations.gated_layer_activation_bytes(**layer, batch=1, sequence=1) / shape.hidden
    says(
        f"Llama 3.1 8B 是 ${each:.0f}\\,sbh$",
        f"{record['date']}：Transformers {record['system']['transformers']}",
        f"{len(record['seen'])} 次与公式一个不差",
    )


def test_the_recomputation_costs_a_third():
    says(f"一步的计算量从 3 变成 4，多 {4 / 3 - 1:.0%}")


def test_tensor_parallel_traffic():
    shape = {"batch": 2, "sequence": 3, "hidden": 5}
    block = communication.tensor_parallel_block_elements(**shape)
    layer = communication.tensor_parallel_layer_elements(**shape, tensor_parallel=10**6)  # many
    says(
        f"每层 ${layer / 30:.0f}sbh$",
        f"计入后是每层 ${block / 30:g}sbh$",
        f"多一次 all-gather 是 $bsh$，只多 1/12，约 {communication.partitioned_checkpoint_elements(**shape) / block:.1%}",
    )


def test_pipelines():
    runs = {name: timeline(name, stages=4, micro_batches=8) for name in ("naive", "gpipe", "1f1b")}
    naive, gpipe, alternating = (max(slot.stop for slot in slots) for slots in runs.values())
    most = [max(in_flight(runs[name])) for name in ("gpipe", "1f1b")]
    says(
        f"共 {naive:g} 个时间单位",
        f"共 {gpipe:g}；1F1B 前向反向交替，也是 {alternating:g}",
        "前者最多 {} 个，后者最多 {} 个".format(*most),
        "朴素的做法四分之三的时间闲着",
    )
    assert bubble(runs["naive"]).over_total == pytest.approx(3 / 4)


def test_three_dimensions():
    plain, first = [
        sum(memory.model_states(181e9, stage=n, ranks=4, model_parallel=8 * 12)) / memory.GB for n in (0, 1)
    ]
    says(
        f"{8 * 12 * 4} 张卡，181B 参数，$t=8$、$p=12$、$d=4$",
        "显存从 72 GB 降到 37 GB",
        f"公式只预言少 {plain - first:.0f} GB（{plain:.1f} GB 降到 {first:.1f} GB），实测少了 {72 - 37} GB",
    )


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
    floors = [total(7.5e9, stage, 10**9) for stage in (1, 2)]
    saved = [memory.reduction(stage=stage, ranks=8) for stage in (1, 2, 3)]
    says(
        "ZeRO-1 不低于 $4\\Psi={:.0f}$ GB，ZeRO-2 不低于 $2\\Psi={:.0f}$ GB".format(*floors),
        "ZeRO-1 趋于 {:.0f}，ZeRO-2 趋于 {:.0f}，ZeRO-3 沿直线降到 {:.2f}".format(*floors, total(7.5e9, 3, 1024)),
        "8 张卡时，ZeRO-1 省 {:.2f} 倍，ZeRO-2 省 {:.2f} 倍；ZeRO-3 才是名副其实的 {:.0f} 倍".format(*saved),
        "8 张卡时是 {:.2f} 倍和 {:.2f} 倍".format(*saved),
    )


def test_the_cards_that_table_1_needs():
    tried = tuple(int(ranks) for ranks, *_ in TABLE_1[7.5e9])
    needed = [memory.first_fit(7.5e9, stage=stage, memory_bytes=32e9, degrees=tried) for stage in (1, 2, 3)]
    says(
        "论文的表 1 只试 4 的幂，7.5B 一行得到 {}、{}、{}".format(*needed),
        f"128B 的 $2\\Psi$ 已有 {memory.model_states(128e9, stage=2, ranks=1).parameters / memory.GB:g} GB",
        f"128B 在 64 张卡上恰好 {total(128e9, 3, 64):g} GB",
    )


def test_what_the_simulator_counts():
    says(
        "有 17 个参数，要分给 4 张卡，先补零到 20",
        "$16\\times20=320$",
        "$4\\times20+12\\times20/4=140$",
        "$2\\times20+14\\times20/4=110$，实际 134",
        "$16\\times20/4=80$，实际 128",
        "第一层的 12 个梯度",
        "共 60；ZeRO-3 是 1.5 倍，90",
    )
    plan = layout((2, 4, 1), 4)
    assert (plan.parameters, plan.padded, plan.units[0]) == (17, 20, (0, 12))
    assert memory.padded_parameters(17, 4) == 20
    formula = [sum(memory.model_states(20, stage=stage, ranks=4)) for stage in range(4)]
    assert formula == [320, 140, 110, 80]
    runs = [ends(train(stage=stage, ranks=4))[0] for stage in range(4)]
    assert [run.peaks[0].states for run in runs] == [320, 140, 110 + 24, 80 + 24 + 24]
    assert [run.traffic.sent[0] for run in runs] == [60, 60, 60, 90]
    twice = [ends(train(stage=stage, ranks=4, micro_steps=2))[0].traffic.sent[0] for stage in range(4)]
    assert [bytes_sent / 30 for bytes_sent in twice] == [2, 2, 3, 6]


def test_traffic_of_a_step():
    multiples = [sum(communication.step_multiples(stage=stage, micro_steps=8)) for stage in range(1, 4)]
    defaults = [
        sum(communication.step_multiples(stage=1, micro_steps=8, naive=True)),
        sum(communication.step_multiples(stage=2, micro_steps=8, naive=True)),
        sum(communication.step_multiples(stage=3, micro_steps=8, keeps=True)),
    ]
    says(
        "1.5 倍与 $N$ 无关",
        f"150 GB/s（论文写的 {2 * NVLINK} 是两个方向的和",
        f"跨节点的时间是节点内的 {NVLINK / (8 * 12.5):g} 倍；每个节点只有一块网卡，就是 {NVLINK / 12.5:g} 倍",
        "$m=8$ 时依次是 {}、{}、{} 倍的 $\\Psi$".format(*multiples),
        "DeepSpeed 默认的三个阶段是 {}、{} 和 {} 到 {} 倍".format(*defaults, multiples[-1]),
    )
    for ranks in (2, 5, 64):
        plain = sum(communication.step_sent(1e9, stage=0, ranks=ranks))
        assert sum(communication.step_sent(1e9, stage=3, ranks=ranks)) == pytest.approx(1.5 * plain)


@pytest.mark.parametrize(
    ("row", "counts", "told"),
    [
        ("| DDP | $2\\Psi$ | $2\\Psi$ |", {"system": "ddp"}, lambda m: 2),
        (
            "| DeepSpeed ZeRO-1 | $2\\Psi$ | $3\\Psi$ |",
            {"system": "deepspeed", "stage": 1, "settings": {}},
            lambda m: 3,
        ),
        ("| DeepSpeed ZeRO-2 | $(m+1)\\Psi$ | $(2m+1)\\Psi$ |", {"stage": 2, "settings": {}}, lambda m: 2 * m + 1),
        ("| DeepSpeed ZeRO-3，模型小 | $3m\\Psi$ | $2m\\Psi$ |", {"stage": 3, "settings": {}}, lambda m: 2 * m),
        ("`reshard_after_forward=True` | $3m\\Psi$ | $3m\\Psi$ |", {"reshard_after_forward": True}, lambda m: 3 * m),
        ("`reshard_after_forward=False` | | $2m\\Psi$ |", {"reshard_after_forward": False}, lambda m: 2 * m),
    ],
)
def test_the_traffic_that_was_counted(row, counts, told):
    """A row of the table says what all cases of the record sent."""
    record = evidence("torch-traffic")
    version = record["system"]["deepspeed"]
    says(row, f"我们让 DeepSpeed {version} 在 2 个和 4 个 CPU 进程上训练", f"{record['date']}：DeepSpeed {version}")
    cases = [case for case in record["seen"] if counts.items() <= case.items()]
    assert {case["ranks"] for case in cases} == {2, 4}
    for case in cases:
        passes = {name: 2 if name == "all_reduce" else 1 for name in case["collectives"]}
        sent = sum(passes[name] * each["elements"] for name, each in case["collectives"].items())
        assert sent / case["parameters"] == pytest.approx(told(case.get("accumulation", 1)), rel=2e-3)


@pytest.mark.parametrize(
    ("row", "peak", "links"),
    [
        ("| V100，DGX-2，2018 | 70 | 150，467 | 100，700 | 12.5，5600 |", 70e12, (NVLINK, 8 * 12.5, 12.5)),
        ("| H100、H200，2022、2023 | 989 | 450，2198 | 400，2473 | 50，19780 |", 989e12, (900 / 2, 8 * 50, 50)),
        ("| B200，2024 | 2250 | 900，2500 | 400，5625 | 50，45000 |", 2250e12, (14400 / 8 / 2, 8 * 50, 50)),
    ],
)
def test_tokens_that_hide_the_traffic_of_stage_3(row, peak, links):
    says(row)
    told = [tuple(map(float, cell.split("，"))) for cell in row.strip("| ").split(" | ")[2:]]
    for (link, tokens), known in zip(told, links, strict=True):
        assert link == known
        assert tokens == math.ceil(overlap.tokens_to_hide(flops_per_second=peak, bytes_per_second=link * 1e9))


def test_what_changes_the_tokens_that_hide_the_traffic():
    h100: dict[str, Any] = {"flops_per_second": 989e12, "bytes_per_second": 400e9}
    plain = overlap.tokens_to_hide(**h100)
    recomputed = overlap.tokens_to_hide(**h100, backward_flops=6)
    paper, deepspeed = (overlap.tokens_to_hide(**h100, passes=overlap.Passes(0, 0, sent)) for sent in (1, 2))
    llama = overlap.tokens_to_hide(flops_per_second=400e12, bytes_per_second=400e9)
    says(
        f"要 {math.ceil(plain)} 个；只有一条，要 {8 * plain:.0f} 个",
        "前向没有变：词元数不变",
        "反向只规约 $\\Psi$，乘以 1/2；DeepSpeed 默认规约 $2\\Psi$，不变",
        f"128 × 16 条，每条 8192 个词元，16384 张 H100 每张 {128 * 16 * 8192 / 16384:.0f} 个；按当时实测的 400 T，盖住 ZeRO-3 要 {llama:.0f} 个",
    )
    assert recomputed == deepspeed == plain
    assert paper == plain / 2
    assert sum(communication.step_multiples(stage=3)) == sum(communication.step_multiples(stage=1, naive=True)) == 3


def test_the_overlap_that_is_drawn():
    fast, slow = (overlap.length(overlap.step(layers=4, transfer=transfer)) for transfer in (0.6, 1.5))
    says(f"计算几乎连续，全程 {fast:g}", f"计算一段一段地等，全程 {slow:g}")


def test_the_exercise_after_the_stages():
    first, second, third = (total(13e9, stage, 8) for stage in (1, 2, 3))
    says(
        f"$4\\times13+12\\times13/8={first:g}$ GB",
        f"={second:g}$ GB，都超过 40 GB",
        f"={third:g}$ GB，余下的 {40 - third:g} GB",
    )


def test_where_tensor_parallelism_sends_as_much():
    says(
        "隐藏维度 8192、序列长度 1024 时，分界在批量 24",
        "只有 $bs<3h$ 时张量并行才传得少",
        f"$b=3\\times12288/2048={3 * 12288 / 2048:g}$，是 8 张卡一共的样本数；每张 ZeRO-3 的卡是 {18 / 8:g} 个",
        f"8 张卡的话，每张 ZeRO-3 的卡只要 {24 // 8} 个样本",
        "384 张卡时",
        f"从 {1536 // 384} 个样本减到 {1536 // 1536} 个",
    )
    assert communication.tensor_parallel_block_elements(
        batch=24, sequence=1024, hidden=8192
    ) == communication.zero3_block_elements(hidden=8192)


def test_the_largest_models():
    largest = [memory.largest_model(32e9, stage=stage, ranks=64) / memory.GB for stage in range(4)]
    says(
        "{:.0f}B、{:.1f}B、{:.1f}B、{:.0f}B".format(*largest),
        f"数据并行 1.3B，ZeRO-1 6.2B，是理论值的 {1.3 / largest[0]:.0%} 和 {6.2 / largest[1]:.0%}",
        f"一张 32 GB 的卡按公式放得下 {largest[0]:g}B",
    )


def test_the_estimators():
    says(
        "| ZeRO-2，GPU | $2\\Psi+14\\Psi/N$ | $2\\Psi+18\\Psi/N$",
        "| ZeRO-2 卸载，CPU | $14\\Psi$ 合计 | $\\Psi\\cdot\\max(4N,16)\\cdot1.5$ |",
        "| ZeRO-3，GPU | $16\\Psi/N$ | $4L_{\\max}+18\\Psi/N$ |",
        "文档的例子印着 15.93，今天的代码给出 11.28",
        "与它的 32 次执行记录逐值相等",
        f"0.19.8 的 {len(evidence('torch-estimators')['seen'])} 次返回值逐字节相等",
    )
    size, largest, gpus = 8_000_000_000, 1_000_000, 8
    plain: dict[str, Any] = {"num_gpus_per_node": gpus, "cpu_offload": False}
    assert estimators.estimate_zero2_model_states_mem_needs(size, **plain).gpu_mem == 2 * size + 18 * size / gpus
    offloaded = estimators.estimate_zero2_model_states_mem_needs(size, num_gpus_per_node=gpus)
    assert offloaded.cpu_mem == size * max(4 * gpus, 16) * 1.5
    third = estimators.estimate_zero3_model_states_mem_needs(size, largest, **plain)
    assert third.gpu_mem == 4 * largest + 18 * size / gpus
    ignored = estimators.estimate_zero3_model_states_mem_needs(size, largest, **plain, cpu_offload_params=False)
    assert ignored == third
    assert f"{estimators.estimate_zero2_before_0_14_3(2_851_000_000, **plain).gpu_mem / memory.GIB:.2f}" == "15.93"
    assert (
        f"{estimators.estimate_zero2_model_states_mem_needs(2_851_000_000, **plain).gpu_mem / memory.GIB:.2f}"
        == "11.28"
    )
    kinds = [record["kind"] for record in json.loads(ORACLES.read_text(encoding="utf-8"))]
    assert kinds.count("estimator") + kinds.count("estimator_table") == 32


def test_the_estimate_of_accelerate():
    record = evidence("torch-usage")
    seen = record["seen"]
    full, half = (
        {name: size / seen["parameters"] for name, size in seen["parts"][dtype].items()}
        for dtype in ("float32", "float16")
    )
    printed = [line.split("│")[-2].split()[0] for line in seen["printed"] if "float" in line]  # MB, of 2²⁰ parameters
    says(
        f"Accelerate {record['system']['accelerate']} 的 `estimate-memory`",
        f"float32 印 ${full['step']:g}\\Psi$；float16 只印 ${max(half.values()):g}\\Psi$",
        f"参数 ${half['model']:g}\\Psi$、梯度 ${half['gradients']:g}\\Psi$、优化器 ${half['optimizer']:g}\\Psi$",
    )
    assert seen["parameters"] == 2**20
    assert list(map(float, printed)) == [max(full.values()), max(half.values())] == [full["step"], half["optimizer"]]


def test_the_default_buckets():
    says("| `reduce_bucket_size` | $5\\times10^8$ | fp16 时 1 GB", "| `stage3_prefetch_bucket_size` | $5\\times10^7$ |")
    assert (activations.REDUCE_BUCKET, activations.PREFETCH_BUCKET) == (5e8, 5e7)
    assert 10**9 / 2 == 5e8  # forward and backward pass a parameter within twice the model
    assert [
        activations.bucket_bytes(activations.REDUCE_BUCKET, overlap=overlap) / memory.GB for overlap in (False, True)
    ] == [1, 2]


def test_checkpoints_of_the_100b_model():
    whole = 125 * activations.checkpoint_bytes(hidden=8192, batch=32, sequence=1024) / memory.GB
    says(
        f"共 {whole:.1f} GB；16 路张量并行切开之后，每张卡 {whole / 16:.1f} GB",
        f"公式给出 {whole:.1f} GB；33 相当于每个元素只算一个字节",
    )
    assert int(whole / 2) == 33


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
    places = infinity.placed_states(13e9, stage=2, ranks=1, placement=infinity.OFFLOAD)
    assert (places.gpu / memory.GB, places.cpu / 13e9) == (26, 14)
    one_card = infinity.DGX_2._replace(gpus_per_node=1)
    assert infinity.largest_on(one_card, stage=2, placement=infinity.OFFLOAD).parameters == 16e9


def test_a_delay_halves_the_range_of_rates():
    says("没有延迟时学习率在 0 到 2 之间收敛，晚一步就只到 1")
    for rate in (0.1, 0.5, 0.99, 1.01, 1.5):
        root = (1 + complex(1 - 4 * rate) ** 0.5) / 2
        assert (max(abs(root), abs(1 - root)) < 1) == (rate < 1)


def test_pcie_of_13b():
    says("13B 的梯度和参数各 26 GB", "一张卡每步处理的词元比这少，计算就盖不住 PCIe")
    moved = infinity.placed_states(13e9, stage=2, ranks=1, placement=infinity.OFFLOAD).gpu
    assert moved == 26 * memory.GB
    assert round(2 * moved / 12e9 * 40e12 / (8 * 13e9)) == 1667
    assert round(2 * moved / 50e9 * 400e12 / (8 * 13e9)) == 4000


def test_the_memory_wall():
    first, last_one = total(0.34e9, 0, 1), total(530e9, 0, 1)
    llama, deepseek = total(405e9, 0, 1), total(671e9, 0, 1)
    says(
        f"Llama 3.1 405B 是 {llama:g} GB，混合专家的 DeepSeek-V3 是 {deepseek:g} GB",
        f"显存从 80 GB 涨到 {270} GB",
        f"从 BERT-large 的 {first:.1f} GB 升到 MT-NLG 的 {last_one:g} GB",
        f"模型状态涨了一千五百多倍，一张卡的显存只涨到 {80 / 32:g} 倍",
        f"16 TB 要 {16e12 / 32e9:g} 张 32 GB 的卡，按 20 个字节算是 {20e12 / 32e9:g} 张",
    )
    assert 1500 < last_one / first < 1600


def test_one_dgx_2():
    gpu = infinity.DGX_2.gpus_per_node * infinity.DGX_2.gpu_bytes
    sizes = [size / 20 / memory.GB for size in (gpu, infinity.DGX_2.cpu_bytes, infinity.DGX_2.nvme_bytes)]
    cpu, nvme = (node / infinity.DGX_2.gpus_per_node for node in (64, 28))
    says(
        "按每个参数 20 字节能放下的模型 {:.1f}B、{:g}B、{:g}T".format(*sizes[:2], sizes[2] / 1000),
        f"显存 {gpu / memory.TB:.1f} TB，NVMe {infinity.DGX_2.nvme_bytes / memory.TB:g} TB，是它的 {infinity.DGX_2.nvme_bytes / gpu:.0f} 倍",
        f"从 CPU 是 {cpu:g} GB/s，从 NVMe 只有 {nvme:g} GB/s",
        f"GPU 显存 {gpu / memory.TB:g} TB",
    )


@pytest.mark.parametrize(
    ("row", "placement", "stage", "recipe", "cards"),
    [
        ("| 数据并行 | GPU，每个参数 16 字节 | 2B | 1.4B |", infinity.ON_GPU, 0, "adam", 16),
        ("| ZeRO-Offload | GPU，每个参数 2 字节 | 16B | 13B |", infinity.OFFLOAD, 2, "adam", 1),
        ("| ZeRO-3 | 16 张 GPU，每个参数 16 字节 | 32B | 20B |", infinity.ON_GPU, 3, "adam", 16),
        (
            "| ZeRO-Infinity（CPU） | 内存，每个参数 20 字节 | 75B | 70B |",
            infinity.OFFLOAD_PARAMETERS,
            3,
            "adam-infinity",
            16,
        ),
        (
            "| ZeRO-Infinity（NVMe） | NVMe，每个参数 20 字节 | 1400B | 1000B |",
            infinity.INFINITY_NVME,
            3,
            "adam-infinity",
            16,
        ),
    ],
)
def test_what_fits_on_one_dgx_2(row, placement, stage, recipe, cards):
    says(row)
    found = infinity.largest_on(
        infinity.DGX_2._replace(gpus_per_node=cards), stage=stage, placement=placement, recipe=recipe
    )
    limit, measured = [float(cell.strip().rstrip("B")) for cell in row.split("|")[3:5]]
    assert found.parameters / memory.GB == pytest.approx(limit)
    assert measured < limit


def test_states_of_infinity():
    says(
        f"{sum(infinity.infinity_states(1, 1)):g} 是 $12\\times20$",
        "写成 192 的，是按 16 个字节算的",
        f"1T（128 层，隐藏维度 25K）的模型状态有 {sum(infinity.infinity_states(128, 25 * 1024)) / memory.TIB:.0f} TiB",
        f"单个算子的参数和梯度就有 {infinity.state_working_bytes(64 * 1024) / memory.GIB:g} GiB",
        f"$20\\times32$ TB 等于 {20 * 32} TB，小于 32 台的 {32 * 28} TB",
    )


def test_bandwidths():
    at_8k = infinity.efficiency(infinity.checkpoint_intensity(hidden=8192), bytes_per_second=memory.GB)
    says(
        "激活检查点只要零点几 GB/s，参数和梯度要 70 GB/s，优化器状态要 280 GB/s",
        "参数和梯度 70 GB/s 以上，效率过半",
        "1.5 TB/s 让优化器状态到 90%",
        "隐藏维度 2K 时 2 GB/s 就过半",
        f"隐藏维度 8K 时，1 GB/s 已有 {at_8k:.1%}",
    )
    one = {"sequence": 1024, "batch": 1}
    intensities = [
        infinity.checkpoint_intensity(hidden=8192),
        infinity.parameter_intensity(**one),
        infinity.optimizer_intensity(**one),
    ]
    halves = [infinity.bandwidth_for(0.5, intensity=intensity) / memory.GB for intensity in intensities]
    assert halves == pytest.approx([0.36, 70, 280], rel=0.03)
    assert (
        infinity.efficiency(infinity.optimizer_intensity(sequence=1024, batch=2), bytes_per_second=1500 * memory.GB)
        > 0.9
    )
    assert infinity.efficiency(infinity.checkpoint_intensity(hidden=2048), bytes_per_second=2 * memory.GB) > 0.5


def test_bandwidth_of_all_links_together():
    says(
        "从 CPU 读是 64 GB/s，从 NVMe 读是 28 GB/s",
        "分别在 18 张和 40 张卡时到达 70 GB/s",
        "数据从主机来时，差别最多近 6 倍（70 对 12）",
    )
    for share, at_16, cards in ((64 / 16, 64, 18), (28 / 16, 28, 40)):
        reached = [infinity.partitioned_bandwidth(ranks=ranks, host_link=share, gpu_link=70) for ranks in range(1, 65)]
        assert reached[16 - 1] == at_16
        assert reached.index(70) + 1 == cards
    assert round(70 / 12) == 6


def test_tiles():
    whole, part = (infinity.state_working_bytes(64 * 1024, tiles=tiles) / memory.GIB for tiles in (1, 16))
    says(f"不切要 {whole:g} GiB，切成 16 块只要 {part:g} GiB")


def test_zero_plus_plus():
    before, _ = overlap.stage3_passes()
    after, _ = overlap.stage3_passes(after_forward="node", int8_parameters=True, int4_gradients=True)
    says(f"跨节点的通信从 ${sum(before):g}\\Psi$ 降到 ${sum(after):g}\\Psi$")


def test_eight_cards_of_80_gb():
    large, small = total(70e9, 3, 8), total(32e9, 3, 8)
    says(f"70B 在 8 张卡上，ZeRO-3 也要 {large:g} GB", f"32B 用 ZeRO-3 是 {small:g} GB，剩下的 {80 - small:g} GB")


def test_the_memory_to_buy():
    size = 1_000_000_000
    one, four, eight = (
        estimators.estimate_zero2_model_states_mem_needs(size, num_gpus_per_node=gpus).cpu_mem / size
        for gpus in (1, 4, 8)
    )
    third = [
        estimators.estimate_zero3_model_states_mem_needs(size, 1, num_gpus_per_node=4, num_nodes=n).cpu_mem / size
        for n in (1, 2, 4)
    ]
    says(
        f"给 ZeRO-2 卸载算 ${one:g}\\Psi$，一个节点 8 张卡时 ${eight:g}\\Psi$；给 ZeRO-3 卸载算 ${third[0]:.0f}\\Psi/n$"
    )
    assert one == four
    assert third == pytest.approx([27, 27 / 2, 27 / 4])


def test_the_gpu_of_gpt_j():
    one, four = (
        estimators.estimate_zero2_model_states_mem_needs(5_844_000_000, num_gpus_per_node=gpus).gpu_mem / memory.GIB
        for gpus in (1, 4)
    )
    says(f"维护者的估算是 1 张卡和 4 张卡都要 {one:.2f} GiB")
    assert f"{one:.2f}" == f"{four:.2f}"


def test_a_frozen_backbone():
    says(
        f"冻结的主干约 33B，bf16，8 张卡，单是主干，每张卡从 {33 * 2} GB（$2\\Psi$）降到约 {33 * 2 / 8:.0f} GB（$2\\Psi/8$）"
    )


def test_the_contradictions():
    smaller = [f"{block_parameters(layers, 6144) / memory.GB:.1f}B" for layers in (88, 132)]
    says("只有代 6144 才得到 {} 与 {}".format(*smaller))
    for size, rows in TABLE_1.items():
        for ranks, *printed in rows:
            for stage, cell in enumerate(printed, start=1):
                unit = 10 ** -len(cell.partition(".")[2])
                assert total(size, stage, int(ranks)) == pytest.approx(float(cell), abs=unit)
