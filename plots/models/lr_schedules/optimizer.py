"""The smallest optimizer, and the loop in which a scheduler's rates are used."""

from plots.models.checks import require, require_count, require_list

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    class AnyOptimizer(Protocol):
        """What a scheduler touches, and optimizers of libraries have."""

        param_groups: list[dict[str, Any]]


class Optimizer:
    """Parameter groups with a learning rate and no parameters: all that a scheduler touches.

    Args:
        lr: Base learning rate of the one group, or a list of one per group.
    """

    def __init__(self, lr: "float | Sequence[float]" = 0.1) -> None:
        if isinstance(lr, (list, tuple)):
            require_list("lr", lr)
        rates = lr if isinstance(lr, (list, tuple)) else [lr]
        self.param_groups: "list[dict[str, Any]]" = [{"lr": rate} for rate in rates]

    def step(self) -> None:
        """Do nothing: there are no parameters to update."""

    def state_dict(self) -> "dict[str, Any]":
        """Return a copy of the groups, ``initial_lr`` included where a scheduler has set it."""
        return {"param_groups": [dict(group) for group in self.param_groups]}

    def load_state_dict(self, state_dict: "dict[str, Any]") -> None:
        """Take the groups back."""
        require("state_dict", state_dict, "what state_dict() gives", is_state)
        self.param_groups = [dict(group) for group in state_dict["param_groups"]]


def is_state(state: "Any") -> bool:
    """Return whether ``state`` holds groups with a learning rate."""
    return all(isinstance(group, dict) and "lr" in group for group in state["param_groups"])


def learning_rates(
    build: "Callable[[Optimizer], Any]",
    steps: int,
    lr: "float | Sequence[float]" = 0.1,
    metrics: "Sequence[float] | None" = None,
) -> list[float]:
    """Return the learning rates of the first updates, from the loop as it is written in training.

    Rate i is the one that ``optimizer.step()`` uses for update i, counted from 0: η(i).

    Args:
        build: A function that makes the scheduler for an optimizer, e.g.
            ``lambda optimizer: StepLR(optimizer, 30)``.
        steps: Number n of updates, ≥ 0.
        lr: Base learning rate, or a list of one per group; rates of the first group are returned.
        metrics: For ReduceLROnPlateau: metrics[i] is passed to its step() after update i.

    Returns:
        A list of n learning rates.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    require("build", build, "a function", callable)
    require_count("steps", steps, 0)
    if metrics is not None:
        require_list("metrics", metrics, "a list of one number per update", steps)
    optimizer = Optimizer(lr)
    scheduler = build(optimizer)
    if metrics is not None and not hasattr(scheduler, "is_better"):
        raise ValueError("metrics must be None for a scheduler that takes none")
    rates = []
    for update in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if metrics is None:
            scheduler.step()
        else:
            scheduler.step(metrics[update])
    return rates
