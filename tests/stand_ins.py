"""Lets ``import oneflow`` and ``import torch`` find the stand-ins under their own names, as they are found in the page."""

import contextlib
import sys

from scripts.assets.programs import STAND_INS

LIBRARIES = {folder.parent.name for folder in STAND_INS.glob("*/__init__.py")}


def loaded():
    return {name: module for name, module in sys.modules.items() if name.partition(".")[0] in LIBRARIES}


@contextlib.contextmanager
def standing_in():
    """Let the stand-ins be found for a while; whatever had their names has them again afterwards."""
    before = loaded()
    for name in before:
        del sys.modules[name]
    sys.path.insert(0, str(STAND_INS))
    try:
        yield
    finally:
        sys.path.remove(str(STAND_INS))
        for name in loaded():
            del sys.modules[name]
        sys.modules.update(before)
