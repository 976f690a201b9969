"""What DeepSpeed makes of the configurations that the calculator of memory writes: one optimizer step on four processes.

PyTorch's Adam stands in for DeepSpeed's, which would be compiled; nothing else is changed.
"""

import importlib
import json
from typing import Any

import torch
from torch import nn

from plots.playgrounds import query, zero_memory
from plots.playgrounds.state import read_settings
from plots.playgrounds.zero_memory.programs import configuration
from plots.playgrounds.zero_memory.setups import setup_of
from tests.evidence.torch import _ranks

RANKS = 4
PRECISIONS = ("mixed", "fp32-gradients", "mixed-20", "fp32", "bf16", "bf16-master")
OPTIMIZERS = ("sgd-momentum", "muon")
ON_CPU = "offload_optimizer=cpu"
SETTINGS = [
    *[f"stage={stage}&precision={each}" for stage in range(4) for each in PRECISIONS],
    *[f"stage={stage}&optimizer={each}" for stage in range(4) for each in OPTIMIZERS],
    *[f"stage={stage}&{ON_CPU}" for stage in (1, 2, 3)],
    *[f"stage={stage}&{ON_CPU}&optimizer=sgd-momentum" for stage in (1, 2, 3)],
    f"stage=3&{ON_CPU}&offload_param=cpu",
    "stage=3&after_forward=keep",
    "stage=3&parameters=0.1",
    "stage=3&parameters=0.1&after_forward=node&gpus_per_node=2",  # the last: its groups stay
]


def written(setting: str) -> Any:
    """Return what the calculator writes for a setting of so many cards."""
    [found] = read_settings(zero_memory.PLAYGROUND, query.read(f"gpus={RANKS}&{setting}"))
    assert not found.problems
    return json.loads(configuration(found.values, setup_of(found.values)))


def answer(config: dict[str, Any]) -> dict[str, Any]:
    """Return whether a step is taken, or what is said instead; and whether master weights are tensors of their own."""
    import deepspeed

    if config["optimizer"]["type"] == "AdamW":
        config["optimizer"]["params"]["torch_adam"] = True
    model = nn.Sequential(nn.Linear(512, 512), nn.Linear(512, 512))
    for parameter in model.parameters():
        parameter.use_muon = parameter.ndim == 2  # asked for by DeepSpeed
    try:
        engine, *_ = deepspeed.initialize(model=model, model_parameters=model.parameters(), config=config)
        data = torch.randn(config["train_micro_batch_size_per_gpu"], 512, dtype=next(engine.module.parameters()).dtype)
        engine.backward(engine(data).float().pow(2).mean())
        engine.step()
    except (AssertionError, ValueError, NotImplementedError, RuntimeError, AttributeError, TypeError) as error:
        return {"says": f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"}
    return {"steps": engine.global_steps, **of_master(engine.optimizer)}


def of_master(optimizer: Any) -> dict[str, bool]:
    for own, half in (
        ("single_partition_of_fp32_groups", "parallel_partitioned_bit16_groups"),
        ("fp32_partitioned_groups_flat", "fp16_partitioned_groups_flat"),
    ):
        if hasattr(optimizer, own):
            part = getattr(optimizer, half)[0]
            part = part[torch.distributed.get_rank()] if isinstance(part, list) else part
            return {"has_master": part is None or part.data_ptr() != getattr(optimizer, own)[0].data_ptr()}
    return {}


def answers(configurations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    import deepspeed

    backend: Any = importlib.import_module("deepspeed.comm.torch")
    backend.build_shm_op = lambda *arguments, **named: None  # would be compiled
    deepspeed.init_distributed(dist_backend="gloo", auto_mpi_discovery=False)
    return [answer(each) for each in configurations]


def main() -> None:
    configurations = [written(each) for each in SETTINGS]
    seen = _ranks.on_ranks(answers, configurations, ranks=RANKS)
    _ranks.write(
        [
            {"setting": setting, "configuration": config, **each}
            for setting, config, each in zip(SETTINGS, configurations, seen, strict=True)
        ]
    )


if __name__ == "__main__":
    main()
