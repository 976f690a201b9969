"""The pages that import PyTorch, on PyTorch itself; OneFlow is replaced by our models, as in the tests."""

import sys

from plots.models import lr_schedules
from tests.evidence.pages import write_blocks
from tests.stand_ins import library

if __name__ == "__main__":
    sys.modules |= library("oneflow", lr_schedules)
    write_blocks("torch")
