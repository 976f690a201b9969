"""What was drawn: figures by their modules, and by the notebooks whose cells drew them; below the cache."""

from pathlib import Path
from typing import Any

from scripts.shared.paths import CACHE, GENERATED
from scripts.shared.records import NONE, Entries, Entry, read_entries

MANIFEST = "manifest.json"
NOTEBOOKS = "notebooks.json"  # the same for the figures of notebooks, with what their cells print
SUFFIXES = (".svg", ".json", ".gif", ".csv")
SCHEME = "figure:"  # how pages refer to a figure
PICTURES = CACHE / "pictures"  # of the figures, for the cards of pages: scripts/pages/cards.py

Manifest = Entries  # by module, records with {"figures": {id: Figure}}
# Figure: {"width": int, "height": int, "moving": bool, "table": bool, "source": str} and, of modules, {"function": str}
# and a record of its own: a figure is drawn again where another of its module need not be; where a playground takes it
# over, {"sentence": str}: what that says of it
NOTHING: Entry = NONE | {"figures": {}}  # the entry of what was never drawn


def read_manifest(cache: Path = CACHE) -> Manifest:
    """Return what was drawn last, by module, and by notebook; empty where nothing was."""
    return read_entries(cache / MANIFEST) | read_entries(cache / NOTEBOOKS)


def all_figures(cache: Path = CACHE) -> dict[str, dict[str, Any]]:
    """Return what is known of each figure, by its id."""
    return {id: facts for module in read_manifest(cache).values() for id, facts in module["figures"].items()}


def figure_ids(manifest: Manifest) -> set[str]:
    return {id for module in manifest.values() for id in module["figures"]}


def figure_paths(id: str, figure: dict[str, Any]) -> list[Path]:
    has = {".svg": True, ".json": figure["moving"], ".gif": figure["moving"], ".csv": figure.get("table", False)}
    return [GENERATED / f"{id}{suffix}" for suffix in SUFFIXES if has[suffix]]


def picture_path(id: str) -> Path:
    return PICTURES / f"{id}.png"


def figure_of_file(name: str) -> str | None:
    """Return the id of the figure that the file ``name``, told from GENERATED, belongs to; None where it is of none."""
    suffix = next((suffix for suffix in SUFFIXES if name.endswith(suffix)), None)
    return name.removesuffix(suffix) if suffix else None
