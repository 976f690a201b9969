"""What a module of ours reads, found without importing it: other modules, and data files."""

import ast
from collections.abc import Iterator
from pathlib import Path

from scripts.shared.paths import ROOT

DATA = ROOT / "plots" / "data"


def imported_files(module: str) -> set[Path]:
    """Return the files of ours that importing ``module`` reads, its own included, without importing it."""
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        path = source_of(waiting.pop())
        if path is None or path in found:
            continue
        found.add(path)
        package = path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        waiting += [package, *imported_modules(parsed(path), package)]
    return found


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


def named_data(tree: ast.Module) -> Iterator[Path]:
    """Yield the data files whose names stand as strings in a module."""
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    yield from (path for path in DATA.rglob("*") if path.relative_to(DATA).as_posix() in strings and path.is_file())
