"""Which files of the theme, and of ours among them, are sent: none that no page asks for."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from scripts.assets import page_script

SCRIPTS = "assets/javascripts/"  # the search of the theme is not asked for; ours takes its place
ASKED_FOR = tuple(f"{SCRIPTS}{name}" for name in ("bundle.", "embed.js"))  # by templates
SUFFIXES = (".map", ".d.ts")
NOTICE = "/*! ../../licences.txt */\n"  # where its licences are told (scripts/assets/licences.py)
SOURCE_MAP = "\n//# sourceMappingURL="


def leave_out(files: Files, config: MkDocsConfig) -> None:
    """Take from the files of the site what nothing asks for, and from scripts the addresses of their source maps."""
    asked_for = (*ASKED_FOR, *page_script.asked_for(config))
    for file in list(files):
        is_part = file.src_uri.startswith(SCRIPTS) and not file.src_uri.startswith(asked_for)
        if is_part or file.src_uri.endswith(SUFFIXES):
            files.remove(file)
        elif file.src_uri.endswith(".min.js"):
            script = Path(file.abs_src_path or "").read_text(encoding="utf-8")
            file.content_string = f"{NOTICE}{script.partition(SOURCE_MAP)[0]}\n"
