"""Our scripts as they are sent: of all pages, and what comes later. Each is one file, without comments.

An author opens small files, a reader asks for few. esbuild, from the locked node_modules, makes this of those.
"""

import subprocess
import tempfile
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from scripts.shared.node import esbuild, refusal
from scripts.shared.sources import SourceError

START = "assets/javascripts/start.mjs"  # of all pages, named by main.html
PARTS = ("glossary", "moving-figure", "search/hits", "search/marks", "tip", "zoom")
LATER = (*(f"./{part}.mjs" for part in PARTS if "/" not in part), "./search/*")  # imported when the reader comes to it
ALONE = tuple(f"assets/javascripts/{part}.mjs" for part in PARTS)
OPTIONS = (
    *("--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=error"),
    "--loader:.css=text",
    "--ignore-annotations",  # package.json says that modules do nothing by themselves; these do
    *(f"--external:{name}" for name in LATER),
)


def asked_for(config: MkDocsConfig) -> list[str]:
    """Return the modules that pages name, and those that come later; the others are in them."""
    return [START, *map(str, config.extra_javascript), *ALONE]


def bundle(files: Files, config: MkDocsConfig) -> None:
    """Bundle the modules that are asked for."""
    folders: dict[Path, list[File]] = {}
    for script in asked_for(config):
        if file := files.get_file_from_path(script):
            folders.setdefault(Path(str(file.abs_src_path)).parent, []).append(file)
    for folder, those in folders.items():
        names = [Path(str(file.abs_src_path)).name for file in those]
        for file, text in zip(those, bundled(folder, *names), strict=True):
            file.content_string = text


def bundled(folder: Path, *names: str) -> list[str]:
    """Return modules of a folder, each with what it imports; to start esbuild for each would take longer than its work."""
    with tempfile.TemporaryDirectory() as made:
        command = [*esbuild(), *names, *OPTIONS, f"--outdir={made}", "--out-extension:.js=.mjs"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
        if done.returncode != 0:
            raise SourceError(refusal(done.stderr, folder))
        return [Path(made, name).read_text(encoding="utf-8") for name in names]
