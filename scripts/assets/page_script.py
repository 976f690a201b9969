"""Our scripts as they are sent: of all pages, and what comes later. Each is one file, without comments.

An author opens small files, a reader asks for few. esbuild, from the locked node_modules, makes this of those.
"""

import subprocess
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

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
    for script in asked_for(config):
        if file := files.get_file_from_path(script):
            file.content_string = bundled(Path(str(file.abs_src_path)))


def bundled(module: Path) -> str:
    """Return a module with what it imports."""
    command = [*esbuild(), module.name, *OPTIONS]
    done = subprocess.run(command, cwd=module.parent, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise SourceError(refusal(done.stderr, module.parent))
    return done.stdout
