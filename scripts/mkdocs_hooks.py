"""The events of MkDocs, each handed to the module that does the work."""

import os
import subprocess
import sys

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

BRANCH = "main"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Point edit links at the repository where its address is known."""
    if repository := os.environ.get("REPO_URL", "").rstrip("/"):
        config.edit_uri = f"{repository}/edit/{BRANCH}/docs/"
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Draw what is stale, in a process of its own: ``serve`` must see the code as it is now."""
    result = subprocess.run([sys.executable, "-m", "scripts.build_figures"], stderr=subprocess.PIPE, text=True)
    if result.returncode != 0:
        raise PluginError(result.stderr.strip())
