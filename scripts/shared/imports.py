"""What a module of ours reads, found without importing it: other modules, and data files."""

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scripts.shared.paths import ROOT

DATA = ROOT / "plots" / "data"


def imported_files(*modules: str, at_once: bool = False) -> set[Path]:
    """Return the files of ours that modules import, their own included; ``at_once`` leaves out what functions import."""
    found: set[Path] = set()
    known: set[str] = set()
    waiting = set(modules)
    while waiting:
        known.add(module := waiting.pop())
        path = source_of(module)
        if path is None or path in found:
            continue
        found.add(path)
        source = read(path)
        waiting |= {*(source.imported_at_once if at_once else source.imported)} - known
    return found


class Source(NamedTuple):
    """What of a module's text says what it reads: names of modules, and all its strings."""

    imported_at_once: list[str]
    imported: list[str]
    by_name: list[str]  # of those, the modules of a package that imports them by their names, which no statement does
    strings: frozenset[str]


def read(path: Path) -> Source:
    return read_as_of(path, path.stat().st_mtime_ns)


@lru_cache(1024)
def read_as_of(path: Path, changed_ns: int) -> Source:
    """Read a module; what is drawn, executed and published asks for each many times, ``serve`` after each change."""
    tree = parsed(path)
    package = path.parent.relative_to(ROOT).as_posix().replace("/", ".")
    at_once = [node for each in tree.body if runs_at_import(each) for node in ast.walk(each)]
    nodes = [*at_once, *(node for each in tree.body if not runs_at_import(each) for node in ast.walk(each))]

    def imported(nodes: list[ast.AST]) -> list[str]:
        return [package, *imported_modules(nodes, package)]

    strings = strings_in(nodes)
    by_name = (
        [f"{package}.{each.stem}" for each in sorted(path.parent.glob("[!_]*.py"))] if f"{package}." in strings else []
    )
    return Source(imported(at_once), [*imported(nodes), *by_name], by_name, strings)


def runs_at_import(node: ast.stmt) -> bool:
    """Return whether the imports inside a statement of a module are carried out with it."""
    if isinstance(node, ast.If):
        return not (isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING")
    return not isinstance(node, ast.FunctionDef | ast.ClassDef)


def imported_modules(nodes: Iterable[ast.AST], package: str) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            yield origin
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def source_of(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split("."))
    candidates = [path.with_suffix(".py"), path / "__init__.py"]
    return next((each for each in candidates if each.exists()), None)


def parsed(source: Path) -> ast.Module:
    return ast.parse(source.read_bytes(), filename=str(source))


def with_data(sources: set[Path]) -> set[Path]:
    """Return the files, and the data files that stand in them by their names."""
    return sources | data_named_by(frozenset().union(*(read(source).strings for source in sources)))


def data_named_by(strings: frozenset[str]) -> set[Path]:
    return {path for path in DATA.rglob("*") if path.relative_to(DATA).as_posix() in strings and path.is_file()}


def strings_in(nodes: Iterable[ast.AST]) -> frozenset[str]:
    return frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
