"""What is tried on the playground of memory."""

import math
from urllib.parse import quote

from tests.playgrounds.tries import Tried


def possible(texts):
    """Return a setting with enough GPUs to be divided, whole nodes where each keeps a copy, and something left of a card."""
    gpus = math.prod(int(texts[name]) for name in ("gpus", "tensor", "pipeline"))
    if texts.get("after_forward") == "node":
        gpus *= max(1, int(texts["gpus_per_node"]) // int(texts["tensor"]))
        texts["offload_param"] = {"nvme": "cpu"}.get(texts["offload_param"], texts["offload_param"])
    if "gpu_memory" in texts and float(texts["reserved"]) >= float(texts["gpu_memory"]):
        texts["reserved"] = "0.5"
    texts["gpus"] = str(gpus)
    return texts


TRIED = Tried(
    changed=("gpus", "8"),
    wrong=("gpus", "x"),
    cannot_be_drawn="gpus=0",
    bad=[
        ("gpus=7&tensor=2", "“GPU 数”应为张量并行 × 流水线并行（2 × 1）的整数倍，现在是 7。"),
        ("model=GPT-2-1.5B&tensor=32&gpus=32", "张量并行不能超过注意力头数 25，现在是 32。"),
        ("model=GPT-2-1.5B&pipeline=64&gpus=64", "流水线并行不能超过层数 48，现在是 64。"),
        ("stage=3&gpus=12&after_forward=node", "数据并行度 12 不是每个节点 8 张的整数倍，不能每个节点留一份。"),
        ("stage=3&offload_param=nvme&after_forward=node", "参数放在 NVMe 时，不能每个节点留一份。"),
        ("stage=2&reserved=40", "“另留”应小于一张卡的 32 GB，现在是 40 GB。"),
        ("stage=2&offload_optimizer=nvme", "“优化器放在”没有“nvme”这个选项，可选的有 none、cpu。"),
    ],
    hostile=[
        "gpus=%3Cimg%20src%3Dx%20onerror%3D%22window.harmed%3D1%22%3E",
        f"parameters={'9' * 5000}",
        "stage=__proto__&model=constructor",
        "gpus=7&tensor=3",
        "model=custom&layers=1000&hidden=200000&heads=1000&vocabulary=1000000&sequence=10000000&batch=4096",
        f"vs={quote('vs=' + quote('gpus=1'))}&" * 30,
    ],
    full="model=Llama-2-7B&stage=3&gpus=8&gpu_memory=80&batch=2&offload_optimizer=cpu",
    compared="vs=stage%3D1",
    plain="vs=stage%3D3",
    agree=possible,
    among=40 * [{}],
    ranges={"layers": (8, 128), "heads": (8, 128), "tensor": (1, 8), "pipeline": (1, 8), "gpus": (1, 64)},
    close={"relative": 1e-5},
    first_colour=(".board__box--bar-1", "fill"),
    walks=False,
)
