"""The pages that import PyTorch, on PyTorch itself; OneFlow is replaced by our models, as in the page."""

import sys

from scripts.shared.paths import ROOT
from tests.evidence.pages import write_blocks

if __name__ == "__main__":
    sys.path.append(str(ROOT / "plots" / "stand_ins"))  # behind what is installed: its PyTorch is not found there
    write_blocks("torch")
