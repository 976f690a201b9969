"""What DeepSpeed's own estimators of model states return, also where rounding decides the last byte."""

import random
from typing import Any

from deepspeed.runtime.zero.stage3 import estimate_zero3_model_states_mem_needs
from deepspeed.runtime.zero.stage_1_and_2 import estimate_zero2_model_states_mem_needs

from tests.evidence.torch import _ranks

ESTIMATORS = (estimate_zero2_model_states_mem_needs, estimate_zero3_model_states_mem_needs)
ROUNDED = {"num_gpus_per_node": 8, "num_nodes": 7}  # 1/7 is none that two powers make
CALLS = 60


def calls() -> list[dict[str, Any]]:
    """Return the arguments of calls: one that is known to be awkward, then any."""
    drawn = random.Random(0)
    seen: list[dict[str, Any]] = [{"total_params": 38_539_092_158, "largest_layer_params": 10**8, **ROUNDED}]
    for _ in range(CALLS):
        seen.append(
            {
                "total_params": drawn.choice([drawn.randrange(10**12), drawn.random() * 10**12]),
                "largest_layer_params": drawn.randrange(10**9),
                "num_gpus_per_node": drawn.randint(1, 8),
                "num_nodes": drawn.randint(1, 100),
                "cpu_offload": drawn.random() < 0.7,
                "cpu_offload_params": drawn.random() < 0.7,
                "zero_init": drawn.random() < 0.7,
                "additional_buffer_factor": drawn.choice([1.5, 1.1]),
            }
        )
    return seen


def returned(estimator: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """Return a call and its answer; an estimator takes what it has a name for."""
    taken = estimator.__code__.co_varnames[: estimator.__code__.co_argcount]
    passed = {name: value for name, value in arguments.items() if name in taken}
    return {"estimator": estimator.__name__, "arguments": passed, "returned": estimator(**passed)}


def main() -> None:
    _ranks.write([returned(estimator, arguments) for arguments in calls() for estimator in ESTIMATORS])


if __name__ == "__main__":
    main()
