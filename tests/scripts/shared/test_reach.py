"""What a figure is keyed on: nothing that runs when it is drawn is missing, and little else is there."""

import ast
import dis
import functools
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from plots import registry, style
from scripts.assets import drawing
from scripts.assets.figure_files import render
from scripts.shared.paths import ROOT
from scripts.shared.reach import Reach, bound_by, read

FIGURES = {each.id: each.drawing for module in registry.figure_modules() for each in registry.figures(module)}
KINDS = {(bool(each.frames), isinstance(each.draw, functools.partial)): id for id, each in FIGURES.items()}
RENDERED = sorted(KINDS.values())  # one that moves or rests, and one that is drawn from a picture or by itself


def reached(figure):
    reach = Reach()
    reach.add(*drawing.DRAWING_CODE)
    reach.add_value(figure)
    return reach


def forget():
    """Let what is kept from one call to the next be computed again, as the process does that draws one figure."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "plots":
            for each in vars(module).values():
                getattr(each, "cache_clear", lambda: None)()
    gc.collect()  # a generator that is given up runs once more


@contextmanager
def recorded() -> Iterator[set]:
    """Collect the code of ours that is called."""
    called, seen = set(), set()

    def call(frame, event, argument):
        code = frame.f_code
        if code not in seen and frame.f_lasti <= beginning(code):  # not a generator that goes on, or is given up
            seen.add(code)
            name = frame.f_globals.get("__name__", "")
            if name.partition(".")[0] in {"plots", "scripts"} and code.co_name != "<module>":
                called.add((name, code.co_firstlineno))

    old = sys.gettrace()
    sys.settrace(call)
    try:
        yield called
    finally:
        sys.settrace(old)


@cache
def beginning(code):
    """Return where in its bytecode a function begins to run."""
    return next(each.offset for each in dis.get_instructions(code) if each.opname == "RESUME")


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


@pytest.mark.slow
def test_whatever_runs_when_a_figure_is_drawn_is_in_its_key():
    lacking = {}
    for id, figure in FIGURES.items():
        forget()
        with style.applied(style.LIGHT), recorded() as called:
            figure.draw(style.LIGHT)
            if figure.frames:
                figure.frames()
        lacking[id] = missing(called, reached(figure))
    assert not {id: parts for id, parts in lacking.items() if parts}


@pytest.mark.parametrize("id", RENDERED)
def test_whatever_runs_when_its_files_are_written_is_in_its_key(id):
    forget()
    with recorded() as called:
        render(FIGURES[id])
    assert not missing(called, reached(FIGURES[id]))
    assert ("scripts.assets.figure_files", "svg") in reached(FIGURES[id]).parts


def test_each_part_of_a_module_is_known_by_its_name():
    here = read("plots.models.descent")
    assert here is not None
    tree = ast.parse((ROOT / "plots/models/descent.py").read_bytes())
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert functions
    assert functions <= here.parts.keys()
