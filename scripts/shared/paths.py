"""Where things are."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
GENERATED = ROOT / "docs" / "assets" / "generated"
BIN = Path(sys.executable).parent  # of the environment: node, npm, ruff and the like
