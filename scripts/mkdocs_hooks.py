"""The events of MkDocs, each handed to the module that does the work."""

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from jinja2 import Environment
from material.plugins.blog.structure import Post
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from scripts import check_site, feed, listings, notebook_pages, python_files, search_words, sitemap
from scripts.build_figures import read_manifest
from scripts.files import write_if_changed
from scripts.reading_time import reading_minutes
from scripts.source_footnotes import known_footnotes, with_footnotes

BRANCH = "main"
SEARCH = "material/search"
log = get_plugin_logger("site")  # what it warns of is fatal with --strict


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Point edit and Colab links at the repository where its address is known."""
    logging.getLogger("jieba").setLevel(logging.WARNING)  # it tells of every dictionary that it loads
    if SEARCH in config.plugins:
        search_words.learn_terms(Path(config.docs_dir))
    if repository := os.environ.get("REPO_URL", "").rstrip("/"):
        config.edit_uri = f"{repository}/edit/{BRANCH}/docs/"
        config.extra["colab"] = notebook_pages.colab_base(repository, BRANCH)
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Draw and execute what is stale, in processes of their own: ``serve`` must see the code as it is now."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}  # ``serve`` watches the folders where it would go
    for module, failure in (
        ("scripts.build_figures", "图没有画成，原因见上。"),
        ("scripts.build_notebooks", "Notebook 没有执行成，原因见上。"),
    ):
        command = [sys.executable, "-m", module]
        if subprocess.run(command, env=environment).returncode != 0:  # it shows progress and errors by itself
            raise PluginError(failure)


@event_priority(-100)  # after the blog plugin (-50), which finds the posts
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the lists of posts and notebooks, and the Python that runs in the page."""
    listings.add_pages(files, config)
    python_files.publish(files, config)
    if SEARCH in config.plugins:
        search_words.change_worker(files)
    return files


@event_priority(-100)  # after mkdocs-jupyter (0), which would render a notebook by other means than the site's
def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Let MkDocs render notebooks as it does all pages."""
    if notebook_pages.is_notebook(page.file.abs_src_path):
        vars(page).pop("render", None)
    return page


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Give MkDocs a notebook as Markdown."""
    path = page.file.abs_src_path
    return notebook_pages.source(path) if path and notebook_pages.is_notebook(path) else None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Refuse a page without a description, which search results and shared links show; add the footnotes of the data."""
    if not str(page.meta.get("description") or "").strip():
        raise PluginError(
            f"docs/{page.file.src_uri}：缺少摘要。在文件开头的 front matter 里写一行 description: 一句话说清这一页。"
        )
    if '"' in page.meta["description"]:  # Material writes it into an attribute as it is
        raise PluginError(f"docs/{page.file.src_uri}：摘要 description 里有半角引号。改成全角的“ ”。")
    return with_footnotes(markdown, known_footnotes)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates the posts, notebooks, tags and covers."""
    listings.add_globals(env, config)
    return env


@event_priority(50)  # before the blog plugin (0), which counts a Chinese clause as one word
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell how long a post takes to read, unless its front matter does, and how long a notebook takes.

    A search shows posts before what belongs to them: notebooks, playgrounds, the glossary.
    """
    if isinstance(page, Post):
        page.meta.setdefault("search", {"boost": 2})
    if isinstance(page, Post) and not page.config.readtime:
        page.config.readtime = reading_minutes(html)
    if notebook_pages.is_notebook(page.file.abs_src_path):
        page.meta["readtime"] = reading_minutes(html)
        return notebook_pages.lean(html)
    return html


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Let the sitemap say when a page changed."""
    if template_name == "sitemap.xml":
        sitemap.set_dates(file.page for file in context["pages"])
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write the feed, and warn of figures that no page shows."""
    site = Path(config.site_dir)
    items = feed.items(listings.posts_of(config))
    title, description = config.site_name, config.site_description or ""
    content = feed.rss(items, title=title, description=description, language="zh-cn", site_url=config.site_url)
    write_if_changed(site / feed.ADDRESS, content)
    for finding in check_site.unused_figures(site, read_manifest()):
        log.warning(finding)
