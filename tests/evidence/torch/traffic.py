"""The collectives of one optimizer step: data parallel, DeepSpeed's stages by their settings, FSDP2.

Elements are those of whole arrays, whatever a ring of N ranks makes of them; a step is the third, when nothing is set up
any more. The model is eight linear layers, of bfloat16 in DeepSpeed, of float32 elsewhere.
"""

import importlib
from typing import Any

import torch
from torch import nn

from tests.evidence.torch import _ranks

NARROW, WIDE = 256, 512  # of a layer: fewer, and more, elements than DeepSpeed keeps whole on every rank (100,000)
WARM_UP = 2  # steps
AT_ONCE = dict.fromkeys(("stage3_max_reuse_distance", "stage3_max_live_parameters", "stage3_prefetch_bucket_size"), 0)
DEEPSPEED: tuple[tuple[int, int, int, dict[str, Any]], ...] = (  # stage, accumulation, width, settings
    (1, 1, NARROW, {}),
    (1, 4, NARROW, {}),
    (2, 1, NARROW, {}),
    (2, 4, NARROW, {}),
    (1, 1, NARROW, {"use_multi_rank_bucket_allreduce": False}),
    (2, 1, NARROW, {"use_multi_rank_bucket_allreduce": False}),
    (2, 4, NARROW, {"use_multi_rank_bucket_allreduce": False}),
    (3, 1, NARROW, {}),
    (3, 1, WIDE, {}),
    (3, 4, WIDE, {}),
    (3, 1, WIDE, AT_ONCE),
    (3, 4, WIDE, AT_ONCE),
)
NODES = (
    (3, 1, WIDE, {**AT_ONCE, "zero_hpz_partition_size": 2}),
    (3, 4, WIDE, {**AT_ONCE, "zero_hpz_partition_size": 2}),
)


def layers(width: int) -> nn.Sequential:
    return nn.Sequential(*[nn.Linear(width, width) for _ in range(8)])


def size(model: nn.Module) -> int:
    return sum(each.numel() for each in model.parameters())


def measured(step: Any) -> dict[str, dict[str, int]]:
    for _ in range(WARM_UP):
        step()
    return _ranks.collectives_of(step)


def of_deepspeed(stage: int, accumulation: int, width: int, settings: dict[str, Any]) -> dict[str, dict[str, int]]:
    import deepspeed

    backend: Any = importlib.import_module("deepspeed.comm.torch")
    backend.build_shm_op = lambda *arguments, **named: None  # would be compiled
    deepspeed.init_distributed(dist_backend="gloo", auto_mpi_discovery=False)
    model = layers(width)
    engine, *_ = deepspeed.initialize(
        model=model,
        model_parameters=model.parameters(),
        config={
            "train_micro_batch_size_per_gpu": 2,
            "gradient_accumulation_steps": accumulation,
            "bf16": {"enabled": True},
            "optimizer": {"type": "Adam", "params": {"lr": 1e-3, "torch_adam": True}},
            "zero_optimization": {"stage": stage, **settings},
        },
    )

    def step() -> None:
        for _ in range(accumulation):
            loss = engine(torch.randn(2, width, dtype=torch.bfloat16)).float().pow(2).mean()
            engine.backward(loss)
            engine.step()

    return measured(step)


def of_data_parallel() -> dict[str, dict[str, int]]:
    from torch.nn.parallel import DistributedDataParallel

    model = DistributedDataParallel(layers(NARROW))
    model.register_comm_hook(None, reduce_by_python)  # its own calls are in C++, where they are not seen
    optimizer = torch.optim.Adam(model.parameters())

    def step() -> None:
        optimizer.zero_grad()
        model(torch.randn(2, NARROW)).pow(2).mean().backward()
        optimizer.step()

    return measured(step)


def reduce_by_python(state: None, bucket: torch.distributed.GradBucket) -> torch.futures.Future[torch.Tensor]:
    torch.distributed.all_reduce(bucket.buffer())
    done = torch.futures.Future()
    done.set_result(bucket.buffer())
    return done


def of_fsdp2(accumulation: int, reshard: bool, width: int) -> dict[str, dict[str, int]]:
    from torch.distributed.device_mesh import init_device_mesh
    from torch.distributed.fsdp import fully_shard

    mesh = init_device_mesh("cpu", (torch.distributed.get_world_size(),))
    model = layers(width)
    for layer in model:
        fully_shard(layer, mesh=mesh, reshard_after_forward=reshard)
    fully_shard(model, mesh=mesh, reshard_after_forward=reshard)
    optimizer = torch.optim.Adam(model.parameters())

    def step() -> None:
        optimizer.zero_grad()
        for _ in range(accumulation):
            model(torch.randn(2, width)).pow(2).mean().backward()
        optimizer.step()

    return measured(step)


def count_apart(name: str) -> None:
    """From now on count a collective among fewer processes than there are under a name of its own."""
    call = getattr(torch.distributed, name)

    def counter(*arguments: Any, **named: Any) -> Any:
        total = _ranks.counts.setdefault(name, [0, 0])
        before = list(total)
        done = call(*arguments, **named)
        members = torch.distributed.get_world_size(named.get("group"))
        if members < torch.distributed.get_world_size():
            own = _ranks.counts.setdefault(f"{name} among {members}", [0, 0])
            own[:] = [kept + now - then for kept, now, then in zip(own, total, before, strict=True)]
            total[:] = before
        return done

    setattr(torch.distributed, name, counter)


def cases() -> list[dict[str, Any]]:
    """Return what is seen of each case, one after the other in the same processes."""
    torch.distributed.barrier()
    count_apart("all_gather_into_tensor")
    ranks = torch.distributed.get_world_size()
    seen: list[dict[str, Any]] = []
    several = NODES if ranks > 2 else ()  # last: what DeepSpeed knows of nodes outlives an engine
    for stage, accumulation, width, settings in (*DEEPSPEED, *several):
        about = {"system": "deepspeed", "ranks": ranks, "stage": stage, "accumulation": accumulation}
        counted = of_deepspeed(stage, accumulation, width, settings)
        seen.append({**about, "settings": settings, "parameters": size(layers(width)), "collectives": counted})
    counted = of_data_parallel()
    seen.append({"system": "ddp", "ranks": ranks, "parameters": size(layers(NARROW)), "collectives": counted})
    for accumulation, reshard in ((1, True), (4, True), (1, False), (4, False)):
        about = {"system": "fsdp2", "ranks": ranks, "accumulation": accumulation, "reshard_after_forward": reshard}
        counted = of_fsdp2(accumulation, reshard, NARROW)
        seen.append({**about, "parameters": size(layers(NARROW)), "collectives": counted})
    return seen


def main() -> None:
    _ranks.write([case for ranks in (2, 4) for case in _ranks.on_ranks(cases, ranks=ranks)])


if __name__ == "__main__":
    main()
