"""One optimizer step of Megatron-LM, data parallel on several CPUs: the collectives, and the bytes that a rank keeps.

Its own data parallelism with and without the distributed optimizer, and Megatron-FSDP by its strategies. Elements are
those of whole arrays, as in torch/traffic.py; the model is eight linear layers. Without a GPU: see ``_without_gpu``.
"""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import nn

from tests.evidence.megatron._without_gpu import without_gpu
from tests.evidence.torch import _ranks

WIDTH = 256
WARM_UP = 2  # steps
PRECISIONS = {  # the rows of dist_optimizer.md: of parameters, of gradients
    "16 bit, gradients 16 bit": (torch.bfloat16, False),
    "16 bit, gradients fp32": (torch.bfloat16, True),
    "fp32": (torch.float32, True),
}
STRATEGIES = ("no_shard", "optim", "optim_grads", "optim_grads_params")


class Unit(nn.Linear):  # type: ignore[misc]  # PyTorch has no types here
    """What Megatron-FSDP gathers and lets go as one."""


def layers(precision: torch.dtype) -> nn.Module:
    return nn.Sequential(*[Unit(WIDTH, WIDTH) for _ in range(8)]).to(precision)


def loss_of(model: Callable[..., torch.Tensor], precision: torch.dtype) -> torch.Tensor:
    return model(torch.randn(2, WIDTH, dtype=precision)).float().pow(2).mean()


def bytes_of(tensors: Iterable[torch.Tensor]) -> int:
    return sum(each.numel() * each.element_size() for each in tensors)


def apart(tensors: Iterable[torch.Tensor], *others: Iterable[torch.Tensor]) -> list[torch.Tensor]:
    """Return the tensors that are no parts of others."""
    taken = {each.untyped_storage().data_ptr() for group in others for each in group}
    return [each for each in tensors if each.untyped_storage().data_ptr() not in taken]


def moments(optimizer: torch.optim.Optimizer) -> list[torch.Tensor]:
    """Return what Adam keeps of this rank's parameters, its counts of steps left out."""
    kept = [state[name] for state in optimizer.state.values() for name in ("exp_avg", "exp_avg_sq")]
    return [getattr(each, "_local_tensor", each) for each in kept]


def measured(step: Callable[[], None]) -> dict[str, dict[str, int]]:
    for _ in range(WARM_UP):
        step()
    return _ranks.collectives_of(step)


def of_megatron(precision: str, distributed: bool, accumulation: int) -> dict[str, Any]:
    from megatron.core.distributed import DistributedDataParallel, DistributedDataParallelConfig
    from megatron.core.optimizer import OptimizerConfig, get_megatron_optimizer
    from megatron.core.transformer import TransformerConfig

    dtype, in_fp32 = PRECISIONS[precision]
    config = TransformerConfig(num_layers=1, hidden_size=WIDTH, num_attention_heads=1)
    how = DistributedDataParallelConfig(grad_reduce_in_fp32=in_fp32, use_distributed_optimizer=distributed)
    model = DistributedDataParallel(config, how, layers(dtype))
    optimizer = get_megatron_optimizer(
        OptimizerConfig(
            lr=1e-3,
            clip_grad=0,
            bf16=dtype is torch.bfloat16,
            params_dtype=dtype,
            use_distributed_optimizer=distributed,
        ),
        [model],
    )

    def step() -> None:
        model.zero_grad_buffer()
        optimizer.zero_grad()
        for _ in range(accumulation):
            loss_of(model, dtype).backward()
        model.finish_grad_sync()
        optimizer.step()

    counted = measured(step)
    inner = optimizer.chained_optimizers[0].optimizer
    parameters, gradients = list(model.parameters()), [buffer.grad_data for buffer in model.buffers]
    updated = [each for group in inner.param_groups for each in group["params"]]
    kept = {
        "parameters": bytes_of(parameters),
        "gradients": bytes_of(gradients),
        "optimizer": bytes_of(apart(updated, parameters))
        + bytes_of(apart([each.grad for each in updated], gradients))
        + bytes_of(moments(inner)),
    }
    about = {"precision": precision, "distributed optimizer": distributed, "accumulation": accumulation}
    return {"system": "megatron-core", **about, "collectives": counted, "bytes": kept}


def of_megatron_fsdp(strategy: str) -> dict[str, Any]:
    from megatron_fsdp import fully_shard
    from torch.distributed.device_mesh import init_device_mesh

    mesh = init_device_mesh("cpu", (torch.distributed.get_world_size(), 1), mesh_dim_names=("dp", "tp"))
    model = layers(torch.bfloat16)
    model, optimizer = fully_shard(
        model,
        torch.optim.Adam(model.parameters(), lr=1e-3),
        device_mesh=mesh,
        dp_shard_dim="dp",
        tp_dim="tp",
        fsdp_unit_modules=[Unit] if strategy == "optim_grads_params" else [],  # as Megatron-LM calls it
        zero_dp_strategy=strategy,
        device=torch.device("cpu"),
    )

    def step() -> None:
        optimizer.zero_grad()
        loss_of(model, torch.bfloat16).backward()
        optimizer.step()

    counted = measured(step)
    groups = model.param_and_grad_buffer.parameter_groups
    whole = [each.model_weight_buffer for each in groups if each.model_weight_buffer]
    kept = {
        "parameters": bytes_of([each.data for each in whole] or [each for group in groups for each in group.params]),
        "gradients": bytes_of(each.main_grad_buffer.data for each in groups),
        "optimizer": bytes_of(each.main_weight_buffer.data for each in groups) + bytes_of(moments(optimizer)),
    }
    return {"system": "megatron-fsdp", "strategy": strategy, "accumulation": 1, "collectives": counted, "bytes": kept}


def cases() -> list[dict[str, Any]]:
    """Return what is seen of each case, one after the other in the same processes."""
    with without_gpu():
        from megatron.core import parallel_state

        parallel_state.initialize_model_parallel()
        seen = [
            of_megatron(precision, distributed, accumulation)
            for precision in PRECISIONS
            for distributed in (False, True)
            for accumulation in (1, 4)
        ]
        seen += [of_megatron_fsdp(strategy) for strategy in STRATEGIES]
    parameters = sum(each.numel() for each in layers(torch.float32).parameters())
    return [{"ranks": torch.distributed.get_world_size(), "parameters": parameters, **case} for case in seen]


def main() -> None:
    _ranks.write([case for ranks in (2, 4) for case in _ranks.on_ranks(cases, ranks=ranks)])


if __name__ == "__main__":
    main()
