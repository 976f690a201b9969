"""The Python that runs in the page, published as it is, below ``assets/python/``.

Every file is there under its path. For each playground three more files map paths to texts, so that a page fetches one
and not forty: ``<id>.json`` holds what the first picture needs, ``<id>.later.json`` what other pictures and controls import
when they are asked for, and what is imported by name; ``<id>.rest.json`` what is imported in other functions. A data file
goes with the module that names it.
"""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.shared.imports import imported_files, imported_modules, parsed, read, source_of, with_data
from scripts.shared.paths import ROOT

if TYPE_CHECKING:
    from plots.playgrounds.playground import Playground

ADDRESS = "assets/python/"
ASKED = ("picture", "advance")  # the functions of a playground that make pictures when they are asked for
BRIDGE = ROOT / "plots" / "bridge.py"
PLAYGROUNDS = ROOT / "plots" / "playgrounds"
IN_THE_PAGE = ("plots.bridge", "plots.models", "plots.pictures", "plots.playgrounds")
OF_VALUES = ("plots.data", "plots.registry", "plots.values")


def published() -> Iterator[tuple[str, str | Path]]:
    """Yield the addresses of the site that hold Python, each with its text or the file that it is."""
    paths: set[str] = set()
    for id in playground_ids():
        for name, pack in packs(id).items():
            yield ADDRESS + name, texts(pack)
            paths.update(pack)
    for path in sorted(paths):
        yield ADDRESS + path, ROOT / path


def texts(paths: list[str]) -> str:
    """Return the files as one JSON object, path to text."""
    return json.dumps({path: (ROOT / path).read_text("utf-8") for path in paths}, ensure_ascii=False)


def forget() -> None:
    """Let the next import read the files again: ``mkdocs serve`` goes on in one process while they change."""
    for name in list(sys.modules):
        if any(f"{name}.".startswith(f"{package}.") for package in (*IN_THE_PAGE, *OF_VALUES)):
            del sys.modules[name]


def playground_ids() -> list[str]:
    """Return the ids of the playgrounds, sorted: their packages name a ``PLAYGROUND``."""
    packages = [path for path in PLAYGROUNDS.glob("*/__init__.py") if "\nPLAYGROUND = " in path.read_text("utf-8")]
    return sorted(path.parent.name.replace("_", "-") for path in packages)


def playground(id: str) -> "Playground":
    """Return a playground as it is now: it may have changed since the last build of ``serve`` (`forget`)."""
    from plots.bridge import find

    return find(id)


def packs(id: str) -> dict[str, list[str]]:
    """Return the files of a playground, relative to the repository and sorted, by the name of their pack."""
    module = module_name(id)
    source = source_of(module)
    assert source is not None
    at_once = imported_files("plots.bridge", module, at_once=True)
    first = with_data(at_once)
    functions = [node for node in parsed(source).body if isinstance(node, ast.FunctionDef)]
    making = ast.Module([function for function in functions if function.name in ASKED], [])
    by_name = [name for path in sorted(at_once) for name in read(path).by_name]
    asked = [*imported_modules(ast.walk(making), module), *read(BRIDGE).imported, *by_name]
    later = with_data(imported_files(*asked, at_once=True)) - first
    rest = with_data(imported_files(module, f"{module}.programs")) - first - later
    return {f"{id}.json": relative(first), f"{id}.later.json": relative(later), f"{id}.rest.json": relative(rest)}


def relative(paths: set[Path]) -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def module_name(id: str) -> str:
    """Return the full name of a playground's module."""
    return f"plots.playgrounds.{id.replace('-', '_')}"
