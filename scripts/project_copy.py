"""A copy of the project in another folder, to measure or change it without touching this one."""

import os
import shutil
import sys
from pathlib import Path

from scripts.build_figures import ROOT

SOURCES = ("docs", "overrides", "plots", "scripts", "mkdocs.yml", "pyproject.toml")


def copy_project(root: Path) -> None:
    """Copy the sources to the folder ``root``; nothing is drawn there yet."""
    ignored = shutil.ignore_patterns("__pycache__", "generated")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=ignored)
        else:
            shutil.copy2(ROOT / name, root / name)
    (root / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)


def module_command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs ``module``; in the folder of a copy it is that of the copy."""
    return [sys.executable, "-m", module, *arguments]


def environment(**more: str) -> dict[str, str]:
    """Return the environment of such a command: without addresses, and leaving no compiled files."""
    kept = {name: value for name, value in os.environ.items() if name not in {"SITE_URL", "REPO_URL"}}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1", **more}
