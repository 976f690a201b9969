"""What of ours runs when a figure is drawn, held against what the figure is keyed on."""

import ast
import gc
import inspect
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

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

    What a function makes within itself counts with it. Where ``work`` has imported more of ours, it is done again.
    """
    before: list[str] = []
    while before != (before := [name for name, _ in modules_of("plots", "scripts")]):
        watch_new()
        forget()
        called.clear()
        for each in watched.values():
            each.function.__code__ = each.watching
        try:
            work()
        finally:
            for each in watched.values():
                each.function.__code__ = each.own
    ours = {module.__file__: name for name, module in modules_of("plots", "scripts")}
    return {(ours[code.co_filename], code.co_firstlineno) for code in called if code.co_filename in ours}


class Watched:
    """A function that notes its first call: a profiler, which sees all calls, takes longer than to draw."""

    def __init__(self, function: FunctionType):
        self.function = function
        self.own = function.__code__
        template = (generator if self.own.co_flags & inspect.CO_GENERATOR else plain).__code__
        constants = tuple(self.begin if each == "begin" else each for each in template.co_consts)
        self.watching = template.replace(
            co_consts=constants, co_freevars=self.own.co_freevars, co_filename=self.own.co_filename
        )

    def begin(self, *arguments, **named):
        self.function.__code__ = self.own
        called.add(self.own)
        return self.function(*arguments, **named)


def watch_new() -> None:
    """Find the functions of ours that there are now, with those that others have made; what `forget` froze is known."""
    if not watched:
        gc.unfreeze()
    for each in gc.get_objects():
        if type(each) is FunctionType and each not in watched and is_ours(str(each.__module__)):
            watched[each] = Watched(each)


def is_ours(module: str) -> bool:
    return module.partition(".")[0] in {"plots", "scripts"}


def plain(*arguments, **named):
    begin: Any = "begin"  # a constant of the code, for which the method of one function is put
    return begin(*arguments, **named)


def generator(*arguments, **named):
    begin: Any = "begin"
    return (yield from begin(*arguments, **named))


called: set[CodeType] = set()
watched: dict[FunctionType, Watched] = {}


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
