"""A function on several processes of this machine, joined by gloo, and the collectives that one of them calls."""

import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import multiprocessing

# The size of the array as a whole: what is put in, or, where parts are put in, what comes out.
WHOLE = {
    "all_reduce": lambda tensor, *rest: tensor.numel(),
    "reduce": lambda tensor, *rest: tensor.numel(),
    "broadcast": lambda tensor, *rest: tensor.numel(),
    "all_gather": lambda parts, *rest: sum(each.numel() for each in parts),
    "all_gather_into_tensor": lambda whole, *rest: whole.numel(),
    "all_gather_single": lambda whole, *rest: whole.numel(),
    "reduce_scatter": lambda part, parts, *rest: sum(each.numel() for each in parts),
    "reduce_scatter_tensor": lambda part, whole, *rest: whole.numel(),
    "reduce_scatter_single": lambda part, whole, *rest: whole.numel(),
    "all_to_all_single": lambda whole, *rest: whole.numel(),
}
NAMES = ("tensor", "tensor_list", "output_tensor", "output", "output_tensor_list", "input", "input_list")

Counts = dict[str, list[int]]  # of a collective: calls and elements
counts: Counts = {}  # of this process


def count_collectives() -> None:
    """From now on count what is called in ``torch.distributed``."""
    for name, size in WHOLE.items():
        if hasattr(dist, name):  # the last words for the same are of PyTorch 2.13
            setattr(dist, name, counted(name, getattr(dist, name), size))


def counted(name: str, call: Callable[..., Any], size: Callable[..., int]) -> Callable[..., Any]:
    def counter(*arguments: Any, **named: Any) -> Any:
        entry = counts.setdefault(name, [0, 0])
        entry[0] += 1
        entry[1] += size(*arguments, *(named[each] for each in NAMES if each in named))
        return call(*arguments, **named)

    return counter


def collectives_of(step: Callable[[], None]) -> dict[str, dict[str, int]]:
    """Return the collectives that this process calls in ``step``, with the elements of each whole array."""
    counts.clear()
    step()
    return {name: {"calls": calls, "elements": elements} for name, (calls, elements) in sorted(counts.items())}


def on_ranks(function: Callable[..., Any], *arguments: Any, ranks: int) -> Any:
    """Return what the first of ``ranks`` processes gets from ``function(*arguments)``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answer = Path.cwd() / f"answer-{port}.json"
    multiprocessing.spawn(start, (ranks, port, str(answer), function, arguments), nprocs=ranks)
    return json.loads(answer.read_text(encoding="utf-8"))


def start(
    rank: int, ranks: int, port: int, answer: str, function: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    here = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port), "GLOO_SOCKET_IFNAME": "lo", "DS_ACCELERATOR": "cpu"}
    place = {"RANK": rank, "LOCAL_RANK": rank, "WORLD_SIZE": ranks, "LOCAL_WORLD_SIZE": ranks, "LOCAL_SIZE": ranks}
    os.environ |= here | {name: str(value) for name, value in place.items()} | {"OMP_NUM_THREADS": "1"}
    torch.set_num_threads(1)
    torch.manual_seed(0)
    count_collectives()
    dist.init_process_group("gloo", rank=rank, world_size=ranks)
    seen = function(*arguments)
    if rank == 0:
        Path(answer).write_text(json.dumps(seen), encoding="utf-8")
    dist.barrier()
    os._exit(0)  # threads of gloo that outlive its group end the process with an error


def write(seen: Any) -> None:
    """Write what was seen to the file that the command line names."""
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")
