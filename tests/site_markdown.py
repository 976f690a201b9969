"""Markdown as the site reads it: an instance with the extensions and settings of mkdocs.yml."""

import functools
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from mkdocs.config import load_config

ROOT = Path(__file__).resolve().parent.parent
HEAD = "---\ntitle: 页\n---\n\n"
FIRST_LINE = HEAD.count("\n") + 1  # of the text, in its file


@functools.cache
def settings():
    config = load_config(str(ROOT / "mkdocs.yml"))
    return config.markdown_extensions, config.mdx_configs


def convert(text):
    """Return the HTML of ``text``, which stands below a front matter in docs/posts/page.md."""
    extensions, configs = settings()
    md = Markdown(extensions=extensions, extension_configs=configs)
    links: Any = Treeprocessor(md)
    links.file = SimpleNamespace(
        src_uri="posts/page.md", url="posts/page/", abs_src_path=None, content_string=HEAD + text
    )
    md.treeprocessors.register(links, "relpath", 0)
    return md.convert(text)
