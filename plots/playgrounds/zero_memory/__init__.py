"""The calculator of memory: what every GPU holds in one training setup, and what would make it fit.

GB are 10⁹ bytes, as in the ZeRO papers. What the picture does not need is imported where it is used.
"""

from plots.playgrounds.playground import Drawn, Playground, all_alike
from plots.playgrounds.zero_memory.pictures import memory_picture
from plots.playgrounds.zero_memory.sentences import sentence
from plots.playgrounds.zero_memory.settings import SUBJECT, controls
from plots.playgrounds.zero_memory.sizes import Result, compute

PRESETS = (
    ("paper", "ZeRO 论文的例子：7.5B，64 张 V100", "gpus=64"),
    ("gpt2", "GPT-2 1.5B，一张 V100", "model=GPT-2-1.5B&stage=0&gpus=1&gpu=V100&batch=4&recompute=full"),
    ("zero-100b", "ZeRO 论文：100B，400 张 V100", "parameters=100&gpus=400&gpu=V100&gpus_per_node=16&tensor=16"),
    ("offload", "ZeRO-Offload：13B，一张 V100", "parameters=13&gpus=1&gpu=V100&offload_optimizer=cpu"),
    (
        "infinity",
        "ZeRO-Infinity：1T，一台 DGX-2",
        "parameters=1000&stage=3&gpus=16&gpu=V100&offload_optimizer=nvme&offload_param=nvme&precision=mixed-20&gpus_per_node=16",
    ),
    (
        "llama",
        "Llama 2 7B，8 张 80 GB",
        "model=Llama-2-7B&stage=3&gpus=8&gpu_memory=80&batch=2&recompute=full",
    ),
    ("llama-3", "Llama 3.1 8B，8 张 H100", "model=Llama-3.1-8B&stage=2&gpus=8&gpu=H100&recompute=full"),
    (
        "llama-3-qlora",
        "QLoRA：Llama 3.1 70B，一张 H100",
        "model=Llama-3.1-70B&stage=0&gpus=1&gpu=H100&sequence=2048&recompute=full&training=qlora",
    ),
    ("qwen", "Qwen3 32B，16 张 H200", "model=Qwen3-32B&stage=3&gpus=16&gpu=H200&recompute=full"),
    ("gpt-oss", "gpt-oss 120B，16 张 B200", "model=gpt-oss-120B&stage=3&gpus=16&gpu=B200&recompute=full"),
    ("deepseek", "DeepSeek-V3 671B，64 张 B300", "model=DeepSeek-V3-671B&stage=3&gpus=64&gpu=B300&recompute=full"),
    (
        "mt-nlg",
        "MT-NLG 530B，TP 8、PP 35",
        "model=MT-NLG-530B&stage=1&gpus=280&gpu_memory=80&recompute=full&tensor=8&pipeline=35&micro_batches=35",
    ),
)
FIGURES = (("", "zero/stage-bars"),)


def pictures(drawn: "list[Drawn[Result]]") -> "tuple[list[str], list[str]]":
    return ["memory"], []


def picture(name: str, drawn: "list[Drawn[Result]]") -> str:
    return memory_picture(drawn)


PLAYGROUND = Playground(
    id="zero-memory",
    title="显存计算器",
    subject=SUBJECT,
    controls=controls,
    compute=compute,
    pictures=pictures,
    picture=picture,
    sentence=sentence,
    presets=PRESETS,
    figures=FIGURES,
    varied=("stage",),
    roles=all_alike,  # colours tell what is held, and not whose it is
)
