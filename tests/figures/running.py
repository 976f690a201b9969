"""What of ours runs when a figure is drawn, held against what the figure is keyed on."""

import ast
import cProfile
import gc
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import CodeType

from plots import bridge
from scripts.assets.drawing import DRAWING_CODE
from scripts.shared.reach import Reach, bound_by


def reached(figure):
    reach = Reach()
    reach.add(*DRAWING_CODE)
    reach.add_value(figure)
    return reach


def called_anew(work: Callable[[], object]) -> set[tuple[str, int]]:
    """Return module and line of what of ours is called by ``work``, in a process that keeps nothing of earlier calls.

    It is a profiler that sees the calls: to trace them takes as long as to draw.
    """
    forget()
    profile = cProfile.Profile(subcalls=False, builtins=False)
    gc.disable()  # a generator that is given up runs once more, and would count
    try:
        profile.runcall(work)
    finally:
        gc.enable()
    codes = [entry.code for entry in profile.getstats() if isinstance(entry.code, CodeType)]
    ours = {module.__file__: name for name, module in modules_of("plots", "scripts")}
    return {
        (ours[code.co_filename], code.co_firstlineno)
        for code in codes
        if code.co_filename in ours and code.co_name != "<module>"
    }


def forget():
    """Let what is kept from one call to the next be computed again, as the process does that draws one figure."""
    for _, module in modules_of("plots"):
        for each in vars(module).values():
            getattr(each, "cache_clear", lambda: None)()
    bridge.results.clear()
    bridge.recent.clear()
    gc.collect()
    gc.freeze()  # so that the next time it need not look at what stays


def modules_of(*packages):
    return [(name, module) for name, module in list(sys.modules.items()) if name.partition(".")[0] in packages]


@cache
def statements(module):
    return ast.parse(Path(str(sys.modules[module].__file__)).read_bytes()).body


@cache
def names_at(module, line):
    """Return the names that the statement binds in which a line of a module stands."""
    at = [node for node in statements(module) if first_line(node) <= line <= node.end_lineno]
    return {name for node in at for name in bound_by(node)}


def first_line(node):
    return min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])


def missing(called, reach):
    parts = {(module, line): names_at(module, line) for module, line in called}
    return {
        place: names for place, names in parts.items() if not any((place[0], name) in reach.parts for name in names)
    }
