"""What Megatron-LM's own estimate of memory says, and whether it takes the options that the calculator writes for fp8.

The estimate is of ``megatron.training.theoretical_memory_usage``: of model states as a whole, of activations as what one
layer more takes.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from plots.playgrounds import query
from plots.playgrounds.state import read_settings
from plots.playgrounds.zero_memory import PLAYGROUND
from plots.playgrounds.zero_memory.programs import written
from tests.evidence.megatron import _options
from tests.evidence.torch import _ranks

VOCABULARY = 128
RUN = "--train-iters 10 --lr 0.1 --bf16"
CARDS = 8
ALONE = {"CUDA_DEVICE_MAX_CONNECTIONS": "1"}  # tensor parallelism refuses to run without, on cards before Blackwell
VARIABLE = re.compile(r"\b([A-Z_]+)=(\S+)")
SHAPES = ((256, 128, 2), (512, 64, 1))  # hidden, sequence, micro-batch
FP8 = [
    f"precision={precision}&stage={stage}&gpus=64{more}"
    for precision in ("fp8", "fp8-moments")
    for stage in (1, 2, 3)
    for more in (
        "",
        "&model=GPT-3-175B&recompute=selective",
        "&model=GPT-3-175B&recompute=full",
        "&tensor=8",
        "&tensor=2&pipeline=4",
        "&gpu=B200",
        "&gpu=MI300X",
    )
]


def estimated(line: str, estimate: Callable[..., float], layers: int = 4) -> float:
    options = _options.read(line.replace("--num-layers 4", f"--num-layers {layers}"), CARDS, **ALONE)
    options.padded_vocab_size = VOCABULARY
    return estimate(options)


def states() -> Iterator[dict[str, Any]]:
    """Yield the bytes of model states, with and without the distributed optimizer, by the degree of data parallelism."""
    from megatron.training.theoretical_memory_usage import compute_weight_and_optimizer_memory as estimate

    line = f"{_options.REST} {RUN} --micro-batch-size 1 --position-embedding-type none"
    for tensor in (1, 2, 4):
        plain = f"{line} --tensor-model-parallel-size {tensor}"
        whole, divided = estimated(plain, estimate), estimated(f"{plain} --use-distributed-optimizer", estimate)
        yield {"data parallel": CARDS // tensor, "tensor parallel": tensor, "whole": whole, "divided": divided}


def activations() -> Iterator[dict[str, Any]]:
    """Yield the bytes of the activations of a layer, with sequence parallelism and without."""
    from megatron.training import theoretical_memory_usage as usage

    for hidden, sequence, batch in SHAPES:
        shape = _options.REST.replace("hidden-size 256", f"hidden-size {hidden}").replace(" 128", f" {sequence}")
        for tensor, spread in ((1, False), (2, False), (2, True), (4, False), (4, True)):
            line = f"{shape} {RUN} --micro-batch-size {batch} --tensor-model-parallel-size {tensor}"
            line += " --recompute-granularity selective" + spread * " --sequence-parallel"
            estimate = usage.compute_activation_memory if spread else usage.compute_activation_memory_without_sp
            four, five = (estimated(line, partial(estimate, num_microbatches=1), layers) for layers in (4, 5))
            layer = {"hidden": hidden, "heads": 8, "sequence": sequence, "batch": batch}
            yield {"layer": layer, "tensor parallel": tensor, "sequence parallel": spread, "bytes": five - four}


def fp8() -> Iterator[dict[str, Any]]:
    """Yield what becomes of the lines of the calculator, with the model and the data that it leaves to its reader."""
    for text in FP8:
        [setting] = read_settings(PLAYGROUND, query.read(text))
        [(_, code)] = written(setting.values)
        line = " ".join(each for each in code.splitlines() if not each.startswith("#")).replace("\\", " ")
        start, _, options = line.partition("pretrain_gpt.py")
        variables = dict(VARIABLE.findall(start))
        try:
            _options.read(f"{_options.REST} --train-iters 10 --lr 0.1 {options}", setting.values["gpus"], **variables)
            said = ""
        except (AssertionError, ValueError, SystemExit) as error:
            said = f"{type(error).__name__}: {error}"
        yield {"query": text, "code": code, "refused": said}


def main() -> None:
    _ranks.write({"states": list(states()), "activations": list(activations()), "fp8": list(fp8())})


if __name__ == "__main__":
    main()
