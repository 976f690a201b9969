"""What the benches change, found by rule, whatever articles there are."""

import ast
import functools

from plots import registry
from scripts.shared.paths import ROOT
from scripts.shared.reach import Reach
from tests.posts import FRONT, LONGEST

PAGE = LONGEST
POST = FRONT[LONGEST].path.relative_to(ROOT).as_posix()
MODELS = "plots.models."


@functools.cache
def model() -> tuple[str, str]:
    """Return the file of a model that as few figures use as any, one where possible, and a function that they use there."""
    users: dict[str, set[str]] = {}
    functions: dict[str, set[str]] = {}
    for figure in (each for module in registry.figure_modules() for each in registry.figures(module)):
        reach = Reach()
        reach.add_value(figure.drawing)
        for module, name in reach.parts:
            if module.startswith(MODELS):
                users.setdefault(module, set()).add(figure.id)
                functions.setdefault(module, set()).add(name)
    for module in sorted(users, key=lambda each: (len(users[each]), each)):
        file = f"{module.replace('.', '/')}.py"
        if (ROOT / file).exists() and (found := functions_of((ROOT / file).read_text("utf-8")) & functions[module]):
            return file, min(found)
    raise LookupError("no figure uses a function of a model")


def functions_of(text: str) -> set[str]:
    return {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}


def in_model(text: str, run: int) -> str:
    """Change what figures are computed with: for a comment, or a name that nothing uses, none would be drawn."""
    name = model()[1]
    last = next(node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef) and node.name == name).body[
        -1
    ]
    lines = text.split("\n")
    lines.insert(last.lineno - 1, f"{' ' * last.col_offset}measured = {run}")
    return "\n".join(lines)
