"""What both frameworks have of training where nothing is trained: an optimizer that keeps learning rates, a tensor of zeros."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


class SGD:
    """Parameter groups with a learning rate, saved and loaded; ``step()`` updates nothing."""

    def __init__(self, params: "Sequence[Any]", lr: float = 0.001) -> None:
        groups: list[dict[str, Any]] = list(params) if isinstance(params[0], dict) else [{"params": params}]
        self.param_groups = [dict(group) for group in groups]
        for group in self.param_groups:
            group.setdefault("lr", lr)

    def step(self) -> None:
        """Do nothing: there are no gradients."""

    def state_dict(self) -> "dict[str, Any]":
        """Return the groups without their parameters."""
        return {"param_groups": [{n: v for n, v in group.items() if n != "params"} for group in self.param_groups]}

    def load_state_dict(self, state_dict: "dict[str, Any]") -> None:
        """Take the settings of the groups back."""
        for group, saved in zip(self.param_groups, state_dict["param_groups"]):  # noqa: B905 - MicroPython has no strict
            group.update(saved)


def zeros(length: int) -> list[float]:
    """Return a tensor of zeros."""
    return [0.0] * length
