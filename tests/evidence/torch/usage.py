"""What Accelerate's ``estimate-memory`` says of a model of 2²⁰ parameters, and the parts that it takes the largest of."""

import io
from contextlib import redirect_stdout
from unittest import mock

from accelerate.commands import estimate
from torch import nn

from tests.evidence.torch import _ranks

WIDTH = 2**10
PARAMETERS = WIDTH**2
DTYPES = ("float32", "float16")


def main() -> None:
    model = nn.Sequential(nn.Linear(WIDTH, WIDTH, bias=False))
    arguments = estimate.estimate_command_parser().parse_args(["a-model", "--dtypes", *DTYPES])
    printed = io.StringIO()
    with mock.patch.object(estimate, "create_empty_model", return_value=model), redirect_stdout(printed):
        estimate.estimate_command(arguments)
    parts = {dtype: estimate.estimate_training_usage(4 * PARAMETERS, dtype) for dtype in DTYPES}
    _ranks.write({"parameters": PARAMETERS, "parts": parts, "printed": printed.getvalue().splitlines()})


if __name__ == "__main__":
    main()
