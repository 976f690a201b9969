"""The Python that runs in the page, published as it is below ``assets/python/``, and which playground needs what.

``assets/python/manifest.json`` maps the id of a playground to the files that it imports, the bridge's included.
"""

import ast
import json
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from scripts.build_figures import ROOT, imported_files

ADDRESS = "assets/python/"
MANIFEST = "manifest.json"
PLAYGROUNDS = ROOT / "plots" / "playgrounds"
IN_THE_PAGE = ("plots.bridge", "plots.models", "plots.playgrounds")


def publish(files: Files, config: MkDocsConfig) -> None:
    """Add the Python files and their manifest to the site, and forget what was imported of them before."""
    forget()
    needed = {id: python_files(id) for id in playground_ids()}
    for path in sorted({path for paths in needed.values() for path in paths}):
        files.append(File.generated(config, ADDRESS + path, abs_src_path=str(ROOT / path)))
    content = json.dumps(needed, indent=1) + "\n"
    files.append(File.generated(config, ADDRESS + MANIFEST, content=content))


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


def python_files(id: str) -> list[str]:
    """Return the files that a playground needs, relative to the repository and sorted."""
    paths = imported_files("plots.bridge") | imported_files(module_name(id))
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def module_name(id: str) -> str:
    """Return the full name of a playground's module."""
    return f"plots.playgrounds.{id.replace('-', '_')}"
