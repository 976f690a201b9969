"""A copy of the project in another folder, to measure or change it without touching this one."""

import os
import shutil
import sys
from pathlib import Path

from scripts.shared.paths import ROOT

INSTALLED = "node_modules"
LEFT_OUT = {"site", "space", "site.new", "site.old", INSTALLED}  # at the top; hidden files there too
OF_TESTS = {"oracles"}  # records that values are counted from


def copy_project(root: Path) -> None:
    """Copy the sources to the folder ``root``; nothing is drawn there yet."""
    shutil.copytree(ROOT, root, ignore=left_out, dirs_exist_ok=True, symlinks=True)
    # Four thousand files that nobody changes: a link to the folder would be followed, and what is built told apart by it.
    shutil.copytree(ROOT / INSTALLED, root / INSTALLED, copy_function=linked, symlinks=True)


def linked(source: str, target: str) -> None:
    """Give a file another name, or copy it where it cannot have one there."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def left_out(folder: str, names: list[str]) -> set[str]:
    if Path(folder) == ROOT:
        return {name for name in names if name in LEFT_OUT or name.startswith(".") or name.endswith(".egg-info")}
    if Path(folder) == ROOT / "tests":
        return set(names) - OF_TESTS
    return {"__pycache__", "generated"}.intersection(names)


def module_command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs ``module``; in the folder of a copy it is that of the copy."""
    return [sys.executable, "-m", module, *arguments]


def environment(**more: str) -> dict[str, str]:
    """Return the environment of such a command: without addresses, speaking UTF-8, and leaving no compiled files."""
    kept = {name: value for name, value in os.environ.items() if name not in {"SITE_URL", "REPO_URL"}}
    always = {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    return {**kept, **always, **more}
