"""Our style sheets as they are sent: each that pages name with all that it imports, without comments and spaces.

An author opens small files, a reader asks for few. esbuild, from the locked node_modules, makes these of those.
"""

import subprocess

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from scripts.shared.node import ESBUILD, node

OPTIONS = ("--bundle", "--minify", "--charset=utf8", "--external:*.woff2", "--log-level=error")


def bundle(files: Files, config: MkDocsConfig) -> None:
    """Bundle the style sheets among the files of the site that pages name, and leave out the others: their parts."""
    for file in list(files):
        if file.src_dir == config.docs_dir and file.src_uri.endswith(".css"):
            if file.src_uri in config.extra_css:
                assert file.abs_src_path is not None
                file.content_string = bundled(file.abs_src_path)
            else:
                files.remove(file)


def bundled(path: str) -> str:
    command = [node(), str(ESBUILD), path, *OPTIONS]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise PluginError(f"样式表有误：{done.stderr.strip()}")
    return done.stdout
