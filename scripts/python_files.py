"""The Python that runs in the page, published as it is, below ``assets/python/``.

Every file is there under its path. For each playground two more files hold what it needs, so that a page fetches one
and not forty: ``<id>.json`` maps the paths of what the first picture needs to their texts, ``<id>.later.json`` those
that are imported inside a function, when something is asked for.
"""

import ast
import json
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from scripts.build_figures import ROOT, imported_files, imported_modules, source_of

ADDRESS = "assets/python/"
MANIFEST = "manifest.json"
PLAYGROUNDS = ROOT / "plots" / "playgrounds"
IN_THE_PAGE = ("plots.bridge", "plots.models", "plots.playgrounds")


def publish(files: Files, config: MkDocsConfig) -> None:
    """Add the Python files to the site, and forget what was imported of them before."""
    forget()
    needed = {}
    for id in playground_ids():
        first, later = first_files(id), later_files(id)
        needed[id] = first + later
        for suffix, paths in ((".json", first), (".later.json", later)):
            files.append(File.generated(config, f"{ADDRESS}{id}{suffix}", content=texts(paths)))
    for path in sorted({path for paths in needed.values() for path in paths}):
        files.append(File.generated(config, ADDRESS + path, abs_src_path=str(ROOT / path)))
    files.append(File.generated(config, ADDRESS + MANIFEST, content=json.dumps(needed, indent=1) + "\n"))


def texts(paths: list[str]) -> str:
    """Return the files as one JSON object, path to text."""
    return json.dumps({path: (ROOT / path).read_text("utf-8") for path in paths}, ensure_ascii=False)


def forget() -> None:
    """Let the next import read the files again: ``mkdocs serve`` goes on in one process while they change."""
    for name in list(sys.modules):
        if any(f"{name}.".startswith(f"{package}.") for package in IN_THE_PAGE):
            del sys.modules[name]


def playground_ids() -> list[str]:
    """Return the ids of the playgrounds, sorted: modules or packages that name an ``ID``."""
    candidates = [*PLAYGROUNDS.glob("*.py"), *PLAYGROUNDS.glob("*/__init__.py")]
    return sorted(id for path in candidates if (id := named_id(path)))


def named_id(path: Path) -> str | None:
    """Return the text that a module assigns to ``ID``, without importing it."""
    for node in ast.parse(path.read_bytes()).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            if any(isinstance(target, ast.Name) and target.id == "ID" for target in node.targets):
                return node.value.value
    return None


def first_files(id: str) -> list[str]:
    """Return the files, relative to the repository and sorted, that are read when a playground is imported."""
    found: set[Path] = set()
    waiting = ["plots.bridge", module_name(id)]
    while waiting:
        path = source_of(waiting.pop())
        if path is None or path in found:
            continue
        found.add(path)
        package = path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        tree = ast.parse(path.read_bytes())
        tree.body = [node for node in tree.body if runs_at_import(node)]
        waiting += [package, *imported_modules(tree, package)]
    return relative(found)


def runs_at_import(node: ast.stmt) -> bool:
    """Return whether the imports inside a statement of a module are carried out with it."""
    if isinstance(node, ast.If):
        return not (isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING")
    return not isinstance(node, ast.FunctionDef | ast.ClassDef)


def later_files(id: str) -> list[str]:
    """Return the other files that a playground may come to need."""
    return [path for path in relative(imported_files(module_name(id))) if path not in first_files(id)]


def relative(paths: set[Path]) -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def module_name(id: str) -> str:
    """Return the full name of a playground's module."""
    return f"plots.playgrounds.{id.replace('-', '_')}"
