"""What was drawn: figures by their modules, and by the notebooks whose cells drew them."""

import json
from pathlib import Path
from typing import Any

from scripts.shared.paths import GENERATED

MANIFEST = "manifest.json"
NOTEBOOKS = "notebooks.json"  # the same for the figures of notebooks, with what their cells print
SUFFIXES = (".light.svg", ".dark.svg", ".json", ".gif")
SCHEME = "figure:"  # how pages refer to a figure

Manifest = dict[str, Any]  # module -> {"key": str, "figures": {id: {"width": int, "height": int, "moving": bool}}}
NOTHING: dict[str, Any] = {"key": None, "figures": {}}  # the entry of what was never drawn


def read_manifest(generated: Path = GENERATED) -> Manifest:
    """Return what was drawn last, by module, and by notebook; empty where nothing was."""
    return read_part(generated / MANIFEST) | read_part(generated / NOTEBOOKS)


def read_part(path: Path) -> Manifest:
    """Return what one file knows of what was drawn; empty where it is not there."""
    try:
        manifest: Manifest = json.loads(path.read_text(encoding="utf-8"))
        return manifest
    except FileNotFoundError:
        return {}


def figure_ids(manifest: Manifest) -> set[str]:
    return {id for module in manifest.values() for id in module["figures"]}


def is_current(entry: dict[str, Any], key: str, generated: Path) -> bool:
    paths = [path for id, figure in entry["figures"].items() for path in figure_paths(id, figure, generated)]
    return entry["key"] == key and all(path.exists() for path in paths)


def figure_paths(id: str, figure: dict[str, Any], generated: Path) -> list[Path]:
    return [generated / f"{id}{suffix}" for suffix in (SUFFIXES if figure["moving"] else SUFFIXES[:2])]


def remove_files(ids: set[str], generated: Path) -> None:
    for id in ids:
        for suffix in SUFFIXES:
            (generated / f"{id}{suffix}").unlink(missing_ok=True)
