"""A machine without a GPU that code for one takes for one: what is asked of CUDA, the CPU does.

The arithmetic, the collectives and the sizes of what is kept stay as they are; what streams do at once is done in turn.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest import mock

import torch
from torch.overrides import TorchFunctionMode


class OnCpu(TorchFunctionMode):  # type: ignore[misc]  # PyTorch has no types here
    """Makes tensors of the CPU where they are asked of CUDA, and calls their types as they are called there."""

    def __torch_function__(
        self,
        function: Callable[..., Any],
        types: Sequence[type],
        arguments: Sequence[Any] = (),
        named: dict[str, Any] | None = None,
    ) -> Any:
        named = dict(named or {})
        if function is torch.device and "cuda" in str(arguments[0]):
            return torch.device("cpu")
        if function is torch.Tensor.cuda:
            return arguments[0]
        if function is torch.Tensor.type and len(arguments) == 1:
            return function(*arguments).replace("torch.", "torch.cuda.")
        if "cuda" in str(named.get("device")):
            named["device"] = "cpu"
        return function(*arguments, **named)


class Stream:
    """A stream, an event or their context: all is done when it is asked for."""

    def __init__(self, *arguments: Any, **named: Any) -> None: ...

    def __getattr__(self, name: str) -> Callable[..., "Stream"]:
        return lambda *arguments, **named: self

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, *error: object) -> None: ...


@contextmanager
def without_gpu() -> Iterator[None]:
    instead: dict[str, Any] = dict.fromkeys(("Stream", "Event", "stream", "current_stream"), Stream)
    instead |= {"current_device": lambda: "cpu", "synchronize": lambda: None, "empty_cache": lambda: None}
    with mock.patch.multiple(torch.cuda, **instead), OnCpu():
        yield
