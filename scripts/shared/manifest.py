"""What was drawn: figures by their modules, and by the notebooks whose cells drew them; below the cache."""

import json
from pathlib import Path
from typing import Any

from scripts.shared.paths import CACHE, GENERATED

MANIFEST = "manifest.json"
NOTEBOOKS = "notebooks.json"  # the same for the figures of notebooks, with what their cells print
SUFFIXES = (".svg", ".json", ".gif", ".csv")
SCHEME = "figure:"  # how pages refer to a figure
PICTURES = CACHE / "pictures"  # of the figures, for the cards of pages: scripts/pages/cards.py

Manifest = dict[str, Any]  # module -> {"key": str, "figures": {id: Figure}}
# Figure: {"width": int, "height": int, "moving": bool, "table": bool, "source": str} and, of modules, {"function": str}
NOTHING: dict[str, Any] = {"key": None, "figures": {}}  # the entry of what was never drawn


def read_manifest(cache: Path = CACHE) -> Manifest:
    """Return what was drawn last, by module, and by notebook; empty where nothing was."""
    return read_part(cache / MANIFEST) | read_part(cache / NOTEBOOKS)


def read_part(path: Path) -> Manifest:
    """Return what one file knows of what was drawn; empty where it is not there."""
    try:
        manifest: Manifest = json.loads(path.read_text(encoding="utf-8"))
        return manifest
    except FileNotFoundError:
        return {}


def figure_ids(manifest: Manifest) -> set[str]:
    return {id for module in manifest.values() for id in module["figures"]}


def is_current(entry: dict[str, Any], key: str) -> bool:
    paths = [path for id, figure in entry["figures"].items() for path in figure_paths(id, figure)]
    paths += [picture_path(id) for id in entry["figures"]]
    return entry["key"] == key and all(path.exists() for path in paths)


def figure_paths(id: str, figure: dict[str, Any]) -> list[Path]:
    has = {".svg": True, ".json": figure["moving"], ".gif": figure["moving"], ".csv": figure.get("table", False)}
    return [GENERATED / f"{id}{suffix}" for suffix in SUFFIXES if has[suffix]]


def picture_path(id: str) -> Path:
    return PICTURES / f"{id}.png"


def figure_of_file(name: str) -> str | None:
    """Return the id of the figure that the file ``name``, told from GENERATED, belongs to; None where it is of none."""
    suffix = next((suffix for suffix in SUFFIXES if name.endswith(suffix)), None)
    return name.removesuffix(suffix) if suffix else None


def remove_unknown() -> None:
    """Remove the files of figures that the manifest does not know: those that are gone, all where it was removed."""
    known = figure_ids(read_manifest())
    for path in GENERATED.rglob("*.*"):
        id = figure_of_file(path.relative_to(GENERATED).as_posix())
        if id and id not in known:
            path.unlink()
