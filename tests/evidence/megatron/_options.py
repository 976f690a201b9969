"""What Megatron-LM makes of a command line: its own parser and its own checks, on a machine without a GPU."""

import contextlib
import io
import os
import shlex
import sys
from types import SimpleNamespace
from typing import Any
from unittest import mock

HOPPER = SimpleNamespace(major=9, minor=0)  # the card that the checks are told of
# What a run cannot do without, and neither a schedule nor the bytes of a model state depend on.
REST = (
    "--num-layers 4 --hidden-size 256 --num-attention-heads 8 --seq-length 128 --max-position-embeddings 128 "
    "--tokenizer-type NullTokenizer --vocab-size 127 --transformer-impl local "
)


def read(line: str, cards: int = 1, **variables: str) -> Any:
    """Return the options of a line, checked for so many cards and the variables that a reader sets.

    Raises:
        AssertionError, ValueError: If Megatron-LM refuses them.
        SystemExit: If it does not know one.
    """
    import torch
    from megatron.training import arguments

    variables |= {"RANK": "0", "WORLD_SIZE": str(cards)}
    with (
        mock.patch.object(sys, "argv", ["megatron", *shlex.split(line)]),
        mock.patch.object(torch.cuda, "get_device_properties", return_value=HOPPER),
        mock.patch.dict(os.environ, variables),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        return arguments.validate_args(arguments.parse_args(), {})
