"""What a module of ours reads, found without importing it: other modules, and data files."""

import ast
from collections.abc import Iterator
from pathlib import Path

from scripts.shared.paths import ROOT

DATA = ROOT / "plots" / "data"


def imported_files(*modules: str, at_once: bool = False) -> set[Path]:
    """Return the files of ours that modules import, their own included; ``at_once`` leaves out what functions import."""
    found: set[Path] = set()
    waiting = list(modules)
    while waiting:
        path = source_of(waiting.pop())
        if path is None or path in found:
            continue
        found.add(path)
        package = path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        tree = parsed(path)
        if at_once:
            tree.body = [node for node in tree.body if runs_at_import(node)]
        waiting += [package, *imported_modules(tree, package)]
    return found


def runs_at_import(node: ast.stmt) -> bool:
    """Return whether the imports inside a statement of a module are carried out with it."""
    if isinstance(node, ast.If):
        return not (isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING")
    return not isinstance(node, ast.FunctionDef | ast.ClassDef)


def imported_modules(tree: ast.Module, package: str) -> Iterator[str]:
    for node in ast.walk(tree):
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
    return ast.parse(source.read_bytes())


def with_data(sources: set[Path]) -> set[Path]:
    """Return the files, and the data files that stand in them by their names."""
    return sources | {data for source in sources for data in named_data(parsed(source))}


def named_data(tree: ast.Module) -> Iterator[Path]:
    """Yield the data files whose names stand as strings in a module."""
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    yield from (path for path in DATA.rglob("*") if path.relative_to(DATA).as_posix() in strings and path.is_file())
