"""Our style sheets as they are sent: esbuild, from the locked node_modules, takes comments and spaces out of them."""

import functools
import subprocess

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from scripts.shared.node import ESBUILD, node

FOLDER = "assets/stylesheets/"


def shorten(files: Files) -> None:
    """Shorten the style sheets among the files of the site."""
    for file in files:
        if file.src_uri.startswith(FOLDER) and file.src_uri.endswith(".css"):
            file.content_string = shortened(file.content_string)


@functools.lru_cache(maxsize=32)  # ``serve`` builds again and again
def shortened(sheet: str) -> str:
    command = [node(), str(ESBUILD), "--loader=css", "--minify", "--charset=utf8"]
    done = subprocess.run(command, input=sheet, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise PluginError(f"样式表有误：{done.stderr.strip()}")
    return done.stdout
