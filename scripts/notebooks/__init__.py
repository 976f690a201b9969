"""Notebooks: stored, executed, and turned into pages.

mkdocs-jupyter finds them for MkDocs, and would render them with two packages that take longer to import than all others
of a build together. Nothing asks it to: what it imports is loaded when something does. Whatever renders Markdown imports
this, and so it is here before MkDocs loads its plugins.
"""

import contextlib
import importlib.util
import sys
from typing import Any

NOT_AT_ONCE = ("jupytext", "mkdocs_jupyter.convert")


def import_later(name: str) -> None:
    """Let a module be loaded when a name in it is asked for that only loading gives it."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        return
    loader, module = spec.loader, importlib.util.module_from_spec(spec)

    def load(attribute: str) -> Any:
        del vars(module)["__getattr__"]
        loader.exec_module(module)
        return getattr(module, attribute)

    vars(module)["__getattr__"] = load
    sys.modules[name] = module


for _name in NOT_AT_ONCE:
    if _name not in sys.modules:
        with contextlib.suppress(ImportError):  # where there is no MkDocs
            import_later(_name)
