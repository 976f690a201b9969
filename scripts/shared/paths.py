"""Where things are."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
GENERATED = ROOT / "docs" / "assets" / "generated"
CACHE = ROOT / ".cache"  # what was made from what; it and GENERATED may be removed, each without the other
BIN = Path(sys.executable).parent  # of the environment: node, npm, ruff and the like
