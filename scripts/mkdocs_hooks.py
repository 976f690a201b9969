"""The events of MkDocs, each handed to the module that does the work."""

import gc
import os
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import escape
from material.plugins.blog.structure import Post
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from scripts.assets import (
    icons,
    licences,
    maths_font,
    page_script,
    palette_css,
    programs,
    python_files,
    style_sheets,
    theme_files,
    theme_styles,
)
from scripts.checks import built_site, playgrounds, templates
from scripts.checks import files as source_files
from scripts.notebooks import pages as notebook_pages
from scripts.notebooks.storage import NotebookError
from scripts.pages import (
    cards,
    citing,
    content_policy,
    copy_buttons,
    corrections,
    dates,
    drawer,
    embeds,
    excerpts,
    feed,
    figure_pages,
    glossary,
    kept_pages,
    listings,
    live,
    markdown_copies,
    onward,
    opening,
    presets,
    preview,
    publishing,
    redirects,
    search_index,
    sitemap,
    structured_data,
    titles,
)
from scripts.pages.source_footnotes import known_footnotes, with_footnotes
from scripts.shared import configuration, mkdocs_messages
from scripts.shared.faults import fault_of_encoding
from scripts.shared.files import write_if_changed
from scripts.shared.findings import Finding, Stopped, findings_of, told
from scripts.shared.manifest import read_manifest
from scripts.shared.site_address import encoded

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # which a build does without

BRANCH = "main"
DOWNLOADS = "notebooks"  # the branch to which .github/workflows/pages.yml puts the notebooks as they are handed out
SEARCH = "material/search"
log = get_plugin_logger("site")  # what it warns of is fatal with --strict


def on_startup(command: str, dirty: bool) -> None:
    """Stop where no file could have its name, and ``serve`` before its first build where it could not serve that."""
    gc.freeze()  # what is loaded stays: it need not be looked through whenever pages have made a lot of new things
    if fault := fault_of_encoding():
        raise PluginError(fault)
    if command == "serve":
        try:
            preview.refuse_taken_port(preview.option_of_command("dev_addr", preview.ADDRESS))
        except preview.PortError as error:
            raise PluginError(str(error)) from None
        live.PREVIEW.begin()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Point edit and Colab links at the repository where its address is known; encode that of the site."""
    mkdocs_messages.speak()
    live.PREVIEW.keeper.prepare(config)
    stop_at(configuration.text_findings())
    config.site_url = encoded(config.site_url or "")
    publishing.without_excerpts(config)
    notebook_pages.only_notebooks(config)
    if config.site_url:  # so that the theme's script is one on all pages, and in their policy once
        config.extra["scope"] = urlsplit(config.site_url).path or "/"
    if repository := os.environ.get("REPO_URL", "").rstrip("/"):
        config.edit_uri = f"{repository}/edit/{BRANCH}/docs/"
        config.extra["repository"] = repository
        config.extra["sources"] = f"{repository}/blob/{BRANCH}/"
        config.extra["colab"] = notebook_pages.colab_base(repository, DOWNLOADS)
        config.extra["history"] = f"{repository}/commits/{BRANCH}/docs/"
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Draw and execute what is stale, in processes of their own: ``serve`` must see the code as it is now."""
    if changed := preview.code_changed_since():
        log.warning(f"{'、'.join(changed)} 改过了，预览还在用启动时的代码。按 Ctrl-C 停下，再运行一次 make serve。")
    stop_at(source_files.findings())
    drawer.draw_and_execute()


def stop_at(found: Iterable[Finding]) -> None:
    if lines := told(found):
        raise PluginError(lines)


@event_priority(100)  # before other plugins read the files
def _on_files_as_written(files: Files, config: MkDocsConfig) -> Files:
    """Refuse front matter that is wrong, and leave out the posts that are not published yet."""
    config.extra["surroundings"] = kept_pages.surroundings(config)
    publishing.refuse_wrong_sources(files)
    for notice in publishing.notices(files):
        log.info(notice)
    if not publishing.shows_drafts(config):
        publishing.hold_posts(files)
    return files


@event_priority(-100)  # after the blog plugin (-50), which finds the posts
def _on_files_as_found(files: Files, config: MkDocsConfig) -> Files:
    """Add the lists of posts and notebooks, the pages for frames, and the Python that runs in the page."""
    if publishing.shows_drafts(config):
        publishing.mark_held(listings.posts_of(config))
    else:
        publishing.hold_notebooks(files)
    listings.put_in_order(config)
    listings.add_pages(files, config)
    corrections.add_page(files, config)
    sitemap.prepare(files, config)
    python_files.forget()
    stop_at(playgrounds.findings())
    embeds.add_pages(files, config)
    presets.add_pages(files, config)
    figure_pages.add_pages(files, config)
    for address, source in python_files.published():
        if isinstance(source, Path):
            file = File.generated(config, address, abs_src_path=str(source))
        else:
            file = File.generated(config, address, content=source)
        files.append(file)
    icons.add_files(files, config)
    licences.add(files, config)
    style_sheets.bundle(files, config)
    page_script.bundle(files, config)
    theme_files.leave_out(files, config)
    redirects.add_pages(files, config, taken=publishing.refuse_shared_addresses(files))
    return files


on_files = CombinedEvent(_on_files_as_written, _on_files_as_found)


@event_priority(-100)  # after the blog plugin, which finds the place of the posts
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Convert the Markdown of many pages on all cores, but for the preview, in which few changed; keep what its templates need."""

    def make(page: Page) -> None:
        page = config.plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        page.render(config, files)

    if not publishing.shows_drafts(config) and config.extra.get("makes_ahead", True):
        pages = [file.page for file in files.documentation_pages() if file.page]
        kept_pages.make_ahead(pages, config.extra["surroundings"], make)
    config.extra["nav"] = nav
    return nav


@event_priority(-100)  # after mkdocs-jupyter (0), which would render a notebook by other means than the site's
def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Let MkDocs render notebooks as it does all pages, take what is kept, and tell each mistake without a traceback."""
    if notebook_pages.is_notebook(page.file.abs_src_path):
        vars(page).pop("render", None)
    render = page.render

    def render_or_stop(config: MkDocsConfig, files: Files) -> None:
        try:
            kept_pages.render(page, files, config.extra["surroundings"], lambda asked: render(config, asked))
        except Exception as error:
            raise PluginError(told(findings_of(error, at=f"docs/{page.file.src_uri}"))) from None

    vars(page)["render"] = render_or_stop
    return page


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Give MkDocs a notebook as Markdown."""
    path = page.file.abs_src_path
    return notebook_pages.source(path) if path and notebook_pages.is_notebook(path) else None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Escape what templates show, Material's too, which write it as it is; warn of dead links; add what is generated."""
    for key in ("title", "description"):
        page.meta[key] = escape(" ".join(page.meta[key].split()))
    embeds.cross_link(page, files)
    for finding in publishing.links_to_held(markdown, page.file, files):
        log.warning(Finding.of(finding))
    if isinstance(page, Post):
        excerpts.require_separator(markdown, Path(page.file.abs_src_path))
    return with_footnotes(markdown + corrections.section(page, markdown, config), known_footnotes)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates what they show beside the text of a page, and write what is no HTML."""
    listings.add_globals(env, config, files)
    onward.add_globals(env, config, files)
    presets.add_globals(env, files)
    figure_pages.fill_pages(files)
    if not publishing.shows_drafts(config):
        cards.add(files, config)
    env.globals["papers"] = palette_css.papers()
    glossary.add_uses(file.page for file in files.documentation_pages() if file.page)
    feed.add_files(files, config)
    env.globals["edited"] = dates.edited
    env.globals["citation"] = lambda page: citing.citation(page, config.site_name)
    env.globals["structured_data"] = lambda page: structured_data.structured_data(page, config)
    env.filters["opening"] = opening.opening
    env.filters["breakable"] = titles.breakable
    markdown_copies.write(files, config)
    env.filters["markdown_copy"] = markdown_copies.copy_of
    env.tests["copied"] = markdown_copies.has_copy
    for finding in templates.findings(env):
        log.warning(finding)
    if SEARCH in config.plugins:
        search: Any = config.plugins[SEARCH]  # of the theme, which has no types
        config.extra["searched"] = search_index.noted(search.search_index)
    live.PREVIEW.built = live.Built(config, files, env, config.extra.pop("nav"))
    return env


def on_serve(server: "LiveReloadServer", config: MkDocsConfig, builder: Callable[[], None]) -> "LiveReloadServer":
    """Let the preview do after a save what the save makes necessary, and show what is wrong above the last good pages."""
    live.PREVIEW.attach(server, config.docs_dir, builder)
    live.PREVIEW.keeper.attend(server)
    return server


def on_shutdown() -> None:
    """End what runs beside a preview."""
    live.PREVIEW.stop()


@event_priority(50)  # before the blog plugin (0), which counts a Chinese clause as one word
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell how long a text and each section take to read, unless its front matter does; publish what a program needs."""
    measured = vars(page).pop("measured", None) or kept_pages.measured(html)  # `make check` keeps nothing
    if page.file.generated_by is None:
        stop_at(map(Finding.of, excerpts.same_ids(html, Path(str(page.file.abs_src_path)))))
    if isinstance(page, Post):
        excerpts.check(html, Path(page.file.abs_src_path))
        page.config.readtime = page.config.readtime or measured["minutes"]
        page.meta["minutes_in_full"] = measured["minutes in full"]
        page._title_from_render = page.title  # so that an excerpt does not get the title as Markdown
    if notebook_pages.is_notebook(page.file.abs_src_path):
        page.meta["readtime"] = measured["minutes"]
        page.meta["download"] = downloaded(page, config, files)
    if "readtime" in page.meta or isinstance(page, Post):
        page.meta["minutes"] = measured["minutes by section"]
    page.meta["folded"] = measured["folded headings"]
    if program := measured["program"]:
        files.append(File.generated(config, programs.address(page.file.dest_uri), content=program))
    return html


def downloaded(page: Page, config: MkDocsConfig, files: Files) -> bytes:
    """Return the file that the page of a notebook hands out."""
    try:
        return notebook_pages.download(str(page.file.abs_src_path), page.file, files, config.site_url or "")
    except NotebookError as error:
        raise PluginError(str(error)) from None


@event_priority(-100)  # after mkdocs-jupyter (0), which publishes the file as it lies there
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let every copy button find its own program; publish a notebook as a reader can use it."""
    if "download" in page.meta:
        published = Path(page.file.abs_dest_path).with_name(f"{page.file.name}.ipynb")
        write_if_changed(published, page.meta["download"])
    return copy_buttons.with_own_ids(output)


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Leave the pages for frames out of the sitemap, and let it say when a page changed."""
    if template_name == sitemap.ADDRESS:
        context["pages"] = embeds.without_embeds(context["pages"])
        sitemap.set_dates(file.page for file in context["pages"])
    return context


@event_priority(-100)  # after the theme's search (0), which writes its index
def on_post_build(config: MkDocsConfig) -> None:
    """Write what is made from all pages: styles, index of the search; warn of figures that no page shows."""
    site = Path(config.site_dir)
    theme_styles.put_before(site / config.extra_css[0], site)
    maths_font.build(site)
    if SEARCH in config.plugins:
        search: Any = config.plugins[SEARCH]
        found = search_index.entries(search.search_index, config.extra.pop("searched"))
        search_index.write(site / "search", found, docs=Path(config.docs_dir))
    if not publishing.shows_drafts(config):  # the preview puts a script of its own into pages
        content_policy.write(site, config.site_url or "")
    for finding in built_site.unused_figures(site, read_manifest()):
        log.warning(Finding.of(finding))
    if not config.site_url:
        log.info("没有设置 SITE_URL：页面之间用相对链接，不写订阅源、网站地图、规范地址和引用格式；要部署时设置它。")


def on_build_error(error: Exception) -> None:
    """Say what is wrong as its author can mend it, whatever raised it."""
    log.debug("".join(traceback.format_exception(error)))
    raise Stopped(told(findings_of(error))) from None
