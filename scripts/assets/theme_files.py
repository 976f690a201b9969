"""Which files of the theme, and of ours among them, are sent: none that no page asks for."""

from pathlib import Path

from mkdocs.structure.files import Files

NOT_SENT = (
    "assets/javascripts/workers/",  # the theme's search: ours takes its place
    "assets/javascripts/lunr/",
    "assets/javascripts/playground/",  # bundled in assets/generated/playground
    "assets/javascripts/programs/",  # there, too
    # What is in page.mjs and in the scripts that come later (page_script.py):
    *(
        f"assets/javascripts/{part}.mjs"
        for part in (
            *("arithmetic", "contents", "figures", "filter", "folded", "links", "moving-figures", "player"),
            *("playgrounds", "png", "programs", "reachable", "search", "tex", "tips"),
        )
    ),
    "assets/javascripts/zoom.css",  # in zoom.mjs
    "assets/javascripts/scheme.js",  # in every page
)
SUFFIXES = (".map", ".d.ts")
SOURCE_MAP = "\n//# sourceMappingURL="


def leave_out(files: Files) -> None:
    """Take from the files of the site what nothing asks for, and from scripts the addresses of their source maps."""
    for file in list(files):
        if file.src_uri.startswith(NOT_SENT) or file.src_uri.endswith(SUFFIXES):
            files.remove(file)
        elif file.src_uri.endswith(".min.js"):
            script = Path(file.abs_src_path or "").read_text(encoding="utf-8")
            file.content_string = f"{script.partition(SOURCE_MAP)[0]}\n"
