"""Build the project in the current folder as ``make site`` does, in one process, and tell what each part of it took.

Usage: ``python phases.py <folder of the site> <file for the times>``, with the project on ``PYTHONPATH``.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from mkdocs.__main__ import cli
from mkdocs.commands import build

from scripts.assets import icons, maths_font, page_script, style_sheets, theme_styles
from scripts.checks import built_site
from scripts.pages import cards, drawer, feed, figure_pages, kept_pages, listings, markdown_copies, onward, search_index

PARTS: dict[str, list[tuple[Any, str]]] = {
    "figures and notebooks": [(drawer, "draw_and_execute")],
    "cards": [(cards, "add")],
    "feeds": [(feed, "add_files")],
    "search index": [(search_index, "entries"), (search_index, "write")],
    "Markdown copies": [(markdown_copies, "write")],
    "lists, related posts, pages of figures": [
        (listings, "add_pages"),
        (listings, "add_globals"),
        (onward, "add_globals"),
        (figure_pages, "fill_pages"),
    ],
    "style sheets, scripts, fonts": [
        (icons, "add_files"),
        (style_sheets, "bundle"),
        (page_script, "bundle"),
        (theme_styles, "put_before"),
        (maths_font, "build"),
    ],
    "text to HTML": [(kept_pages, "make_ahead"), (build, "_populate_page")],
    "HTML to pages": [(build, "_build_page")],
    "checks": [(built_site, "report"), (built_site, "unused_figures")],
}


def main(site: str, to: str) -> int:
    times = {part: [0.0, 0.0] for part in PARTS}
    for part, functions in PARTS.items():
        for module, name in functions:
            setattr(module, name, timed(getattr(module, name), times, part))
    code = cli(["build", "--strict", "--quiet", "--site-dir", site], standalone_mode=False)
    code = code or built_site.report(Path(site), site_url=os.environ.get("SITE_URL", ""))
    Path(to).write_text(json.dumps(times), encoding="utf-8")
    return int(code or 0)


def timed(function: Any, times: dict[str, list[float]], part: str) -> Any:
    """Return a function that adds to ``times``, by part, what it takes: seconds of the processors, and on the clock."""

    def measured(*arguments: Any, **more: Any) -> Any:
        start, begun = used(), time.perf_counter()
        try:
            return function(*arguments, **more)
        finally:
            times[part][0] += used() - start
            times[part][1] += time.perf_counter() - begun

    return measured


def used() -> float:
    """Return what this process and those that it started and that have ended have used, in seconds."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
