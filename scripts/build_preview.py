"""Build the site as ``make serve`` shows it, drafts too: what the preview does not do after each save, it lets this do later.

Usage: ``python -m scripts.build_preview address folder``.
"""

import os
import sys

from mkdocs.commands.build import build
from mkdocs.config import load_config

from scripts.pages.publishing import blog
from scripts.shared.findings import exit_code
from scripts.shared.paths import ROOT


def main(address: str, folder: str) -> int:
    if hasattr(os, "nice"):
        os.nice(10)  # the next save comes first
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=folder)
    config.site_url = address
    blog(config).config.draft = True
    return exit_code(lambda: build(config, serve_url=address))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
