"""Two folders that change places at once: nobody ever sees one of them missing."""

import ctypes
import os
import sys
from pathlib import Path

AT_FDCWD = -100  # paths are told from the working directory
RENAME_EXCHANGE = 2


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders and return whether it could be done: by Linux, on most file systems, where both are there."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)  # older systems have none
    return rename is not None and rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0
