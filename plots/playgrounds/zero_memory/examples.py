"""Settings with a name, and those that a registered figure shows."""

PRESETS = (
    ("paper", "ZeRO 论文的例子：7.5B，64 张 V100", "gpus=64"),
    ("gpt2", "GPT-2 1.5B，一张 V100", "model=GPT-2-1.5B&stage=0&gpus=1&batch=4&recompute=full"),
    ("zero-100b", "ZeRO 论文：100B，400 张 V100", "parameters=100&gpus=400&tensor=16"),
    ("offload", "ZeRO-Offload：13B，一张 V100", "parameters=13&gpus=1&offload_optimizer=cpu"),
    (
        "infinity",
        "ZeRO-Infinity：1T，一台 DGX-2",
        "parameters=1000&stage=3&gpus=16&offload_optimizer=nvme&offload_param=nvme&precision=mixed-20&gpus_per_node=16",
    ),
    (
        "llama",
        "Llama 2 7B，8 张 80 GB",
        "model=Llama-2-7B&stage=3&gpus=8&gpu_memory=80&batch=2&recompute=full",
    ),
    (
        "mt-nlg",
        "MT-NLG 530B，TP 8、PP 35",
        "model=MT-NLG-530B&stage=1&gpus=280&gpu_memory=80&recompute=full&tensor=8&pipeline=35&micro_batches=35",
    ),
)

# Query of a setting, and the id of the figure that shows it in the same box.
FIGURES = (("", "zero/stage-bars"),)
