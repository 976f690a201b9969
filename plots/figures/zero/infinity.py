"""ZeRO-Infinity: three places for the model states, the links between them, and the bandwidth that is needed."""

from matplotlib.figure import Figure

from plots import style
from plots.figures.zero.charts import log_ticks
from plots.marks import Chart
from plots.models.zero.infinity import (
    DGX_2,
    INFINITY_NVME,
    OFFLOAD_PARAMETERS,
    ON_GPU,
    checkpoint_intensity,
    efficiency,
    largest_on,
    optimizer_intensity,
    parameter_intensity,
    partitioned_bandwidth,
)
from plots.models.zero.memory import GB, TB
from plots.pictures.zero.words import role
from plots.style import Palette

# Links of a DGX-2, ZeRO-Infinity, SC21 slides; bytes per second.
ONE_LINK = 12 * GB
CPU_NODE, NVME_NODE = 64 * GB, 28 * GB
GPU_LINK = 70 * GB

BANDWIDTHS = tuple(0.5 * (3000 / 0.5) ** (i / 60) for i in range(61))  # GB/s, evenly spaced on a log axis
GPUS = tuple(2**power for power in range(11))
DENSE = (*range(1, 65), *GPUS[7:])  # every number as long as the curves rise


def draw_hierarchy(palette: Palette) -> Figure:
    """Three levels of one node: each larger and further away; the bars are as long as the levels are large."""
    figure, axes = style.board(246)
    plot = Chart(axes, palette)
    levels = (
        ("16 张 GPU", DGX_2.gpus_per_node * DGX_2.gpu_bytes, ON_GPU),
        ("CPU 内存", DGX_2.cpu_bytes, OFFLOAD_PARAMETERS),
        ("NVMe", DGX_2.nvme_bytes, INFINITY_NVME),
    )
    links = (
        f"CPU→GPU：每节点 {CPU_NODE / GB:g} GB/s，一条 PCIe {ONE_LINK / GB:g} GB/s",
        f"NVMe→GPU：每节点 {NVME_NODE / GB:g} GB/s",
    )
    full, left = 386.0, 84.0
    for row, (name, capacity, placement) in enumerate(levels):
        y = 34 + 88 * row
        width = max(full * capacity / DGX_2.nvme_bytes, 5)
        largest = largest_on(DGX_2, stage=3, placement=placement, recipe="adam-infinity").parameters
        plot.note(left - 8, y, name, ha="right", size=13)
        plot.box(left + width / 2, y, width, 34, look="shade")
        words = f"{capacity / TB:.3g} TB，最大 {billions(largest)} 个参数"
        inside = width > 200
        plot.note(left + (width / 2 if inside else width + 8), y, words, ha="center" if inside else "left", size=13)
        if row < len(links):
            plot.arrow((left + 16, y + 71), (left + 16, y + 17), gap=2)
            plot.note(left + 26, y + 44, links[row])
    plot.note(470, 34, f"GPU 之间 {GPU_LINK / GB:g} GB/s", ha="right")
    return figure


def billions(parameters: float) -> str:
    """Return a number of parameters in B or T."""
    return f"{parameters / 1e12:.3g}T" if parameters >= 1e12 else f"{parameters / 1e9:.3g}B"


def draw_efficiency(palette: Palette) -> Figure:
    """The share of the peak that is left, as bandwidth grows: three kinds of data, three needs."""
    figure, (axes,) = style.figure(280)
    plot = Chart(axes, palette)
    plot.scale(last=1, top=104, x_label="带宽（GB/s，每张 GPU）", y_label="效率（%）")
    axes.set(xscale="log", xlim=(0.5, 3000))
    log_ticks(axes.xaxis, [1, 10, 100, 1000])
    axes.set_yticks([0, 25, 50, 75, 100])
    plot.level(50)
    curves = (
        ("激活值检查点", "activations", checkpoint_intensity(hidden=8192), 3),
        ("参数与梯度", "parameters", parameter_intensity(sequence=1024, batch=1), 70),
        ("优化器状态", "optimizer", optimizer_intensity(sequence=1024, batch=1), 280),
    )
    for name, state, intensity, needed in curves:
        series = role(state) - 1
        plot.line(BANDWIDTHS, [percent(intensity, bandwidth) for bandwidth in BANDWIDTHS], series=series, name=name)
        there = percent(intensity, needed)
        plot.ring([needed], [there])
        label = f"{name}\n{needed} GB/s → {there:.1f}%"
        if state == "activations":
            plot.note(needed, there, label, offset=(10, -12), series=series, va="top")
        elif state == "parameters":
            plot.note(needed, there, label, offset=(-9, 22), series=series, ha="right")
        else:
            plot.note(needed, there, label, offset=(10, -22), series=series)
    return figure


def percent(intensity: float, gigabytes_per_second: float) -> float:
    return 100 * efficiency(intensity, bytes_per_second=gigabytes_per_second * GB)


def draw_partitioning(palette: Palette) -> Figure:
    """One owner has one link; if each rank loads its part, the links add up."""
    figure, (axes,) = style.figure(262)
    plot = Chart(axes, palette)
    plot.scale(last=1, top=80, x_label="GPU 数", y_label="取一层参数的有效带宽（GB/s）")
    axes.set(xscale="log", xlim=(0.9, 1200))
    log_ticks(axes.xaxis, [1, 4, 16, 64, 256, 1024])
    owner = plot.dots(GPUS, [ONE_LINK / GB] * len(GPUS), series=0, dash=1, size=4.5, name="一人持有再广播")
    owner.set_color(palette.muted)
    for source, node, dash in (("CPU", CPU_NODE, 0), ("NVMe", NVME_NODE, 2)):
        plot.line(DENSE, [partitioned(ranks, node) for ranks in DENSE], dash=dash).set_label("_between")
        rates = [partitioned(ranks, node) for ranks in GPUS]
        dots = plot.line(GPUS, rates, size=4.5, name=f"人人一份，从 {source}")
        dots.set_linestyle("none")
        at = DGX_2.gpus_per_node
        there = rates[GPUS.index(at)]
        plot.ring([at], [there])
        plot.note(at, there, f"{there:g}", offset=(-9, 8), ha="right")
        plot.note(
            at,
            there,
            f"人人一份，从 {source}",
            offset=(-16, -12) if source == "CPU" else (12, -12),
            series=0,
            ha="right" if source == "CPU" else "left",
        )
    plot.note(GPUS[-1], ONE_LINK / GB, f"一人持有再广播：{ONE_LINK / GB:g}", offset=(0, -11), ha="right")
    plot.level(GPU_LINK / GB, f"GPU–GPU {GPU_LINK / GB:g}", at="left")
    return figure


def partitioned(ranks: int, node: float) -> float:
    """Return GB/s if each of the ranks loads its part over its share of the node's links."""
    return partitioned_bandwidth(ranks=ranks, host_link=node / DGX_2.gpus_per_node, gpu_link=GPU_LINK) / GB
