"""Find what is wrong in the sources without building the site: what the build would stop at, all of it at once.

Usage: ``python -m scripts.checks.sources``: prints ``file:line: what · cure`` for each, and ends with 1 if there is one.

Pages are read and rendered as the build does it, by the same configuration and hooks. No figure is drawn for that, no
notebook executed, no template filled. A page in which something is wrong is rendered again without the block that holds it.
"""

import re
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from plots import registry
from scripts.assets import icons, palette_css, style_sheets
from scripts.assets.drawing import figures_findings
from scripts.checks import files as source_files
from scripts.checks import playgrounds, templates
from scripts.markdown.source import front_matter_length
from scripts.notebooks import storage
from scripts.notebooks.storage import NotebookError
from scripts.pages import publishing
from scripts.shared import mkdocs_messages
from scripts.shared.findings import Finding, findings_of, tell
from scripts.shared.manifest import MANIFEST, NOTHING, read_manifest
from scripts.shared.mkdocs_messages import heard
from scripts.shared.paths import ROOT
from scripts.shared.records import write_entries
from scripts.shared.sources import SourceError, read_text

FIGURES = "scripts.markdown.figures:FigureExtension"
MOST = 20  # mistakes of a page
POSTS = "docs/posts/"


def main() -> int:
    found: list[Finding] = []
    try:
        found.extend(findings())
    except Exception as error:  # what has been found before is told all the same
        found += findings_of(error)
    if found:
        tell(sorted(found, key=in_order))
    return 1 if found else 0


def in_order(finding: Finding) -> tuple[str, int]:
    path, _, line = finding.place.rpartition(":")
    return path, int(line) if line.isdecimal() else 0


def findings() -> Iterator[Finding]:
    """Yield what is wrong in all that authors write."""
    alone = list(source_files.findings())
    yield from alone
    long = {ROOT / finding.place.rpartition(":")[0] for finding in alone if finding.place.startswith(POSTS)}
    figures: dict[str, Any] = {}
    for module in registry.figure_modules():
        of_table = figures_findings(module)
        yield from of_table
        if of_table:
            figures[module] = read_manifest().get(module, NOTHING)  # so that its figures are not unknown besides
        else:
            known = {figure.id: facts(figure.drawing.frames is not None) for figure in registry.figures(module)}
            figures[module] = NOTHING | {"figures": known}
    yield from playgrounds.findings()
    yield from notebooks(figures)
    config, wrong = mkdocs_messages.load()
    yield from wrong
    if config is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        write_entries(Path(folder, MANIFEST), figures)
        config.mdx_configs.setdefault(FIGURES, {})["cache"] = folder
        config.extra["makes_ahead"] = False  # pages whose figures have no size are for nobody else
        config.site_dir = str(Path(folder, "site"))  # what hooks write beside pages is for nobody either
        yield from pages(config, left_out=long)


def facts(moving: bool) -> dict[str, Any]:
    return {"width": 1, "height": 1, "moving": moving, "table": False, "source": ""}


def notebooks(figures: dict[str, Any]) -> Iterator[Finding]:
    """Yield what is wrong with the notebooks; note the figures that their cells draw."""
    for sentence in storage.misplaced():
        yield Finding.of(sentence)
    for path in storage.paths():
        try:
            notebook = storage.read(path)
            storage.tree_of(notebook)
        except NotebookError as error:
            yield from findings_of(error)
            storage.LEFT_OUT.add(path)
            continue
        drawn = {f"{notebook.id}/{cell.figure.name}": facts(False) for cell in notebook.cells if cell.figure}
        figures[notebook.id] = NOTHING | {"figures": drawn}


def pages(config: MkDocsConfig, *, left_out: set[Path]) -> Iterator[Finding]:
    """Yield what is wrong in pages, style sheets and templates; of those ``left_out`` all has been said."""
    for others in (palette_css, icons):  # files of the site that links may lead to
        others.build()
    config = config.plugins.on_config(config)
    files = get_files(config)
    left_out |= storage.LEFT_OUT
    yield from front_matter(files, left_out)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    with heard() as warned:
        files = yield from with_added(files, config)
        set_exclusions(files, config)
        config.plugins.on_nav(get_navigation(files, config), config=config, files=files)  # where posts become pages
        wrong = [found for file in files.documentation_pages() for found in page_findings(file, config, files)]
        yield from wrong
        try:
            config.plugins.on_env(env, config=config, files=files)  # looks at the templates, too
        except Exception as error:
            yield from [] if wrong else findings_of(error)  # it is about all pages, and one is not whole
            yield from templates.findings(env, is_whole=False)
    yield from (finding for finding in warned if not leads_to(left_out, finding))


def leads_to(left_out: set[Path], finding: Finding) -> bool:
    """Return whether a finding is of a link to a page that is lacking only here."""
    link = re.match(r"链接 ([^\s#?]+)", finding.what)
    folder = (ROOT / finding.place).parent
    return link is not None and (folder / unquote(link[1])).resolve() in left_out


def with_added(files: Files, config: MkDocsConfig) -> Generator[Finding, None, Files]:
    """Let every plugin add its files, whatever another one refuses; return all."""
    for method in config.plugins.events["files"]:
        try:
            files = method(files, config=config) or files
        except Exception as error:
            yield from findings_of(error)
    for sheet in config.extra_css:
        try:
            style_sheets.bundled(Path(config.docs_dir, sheet))
        except (SourceError, FileNotFoundError) as error:  # the latter has been told
            yield from findings_of(error) if isinstance(error, SourceError) else ()
    return files


def front_matter(files: Files, left_out: set[Path]) -> Iterator[Finding]:
    """Yield what is wrong above the texts of pages, and leave these pages out: nothing else can be said of them."""
    for file in publishing.sources(files):
        if wrong := publishing.source_findings(file):
            yield from map(Finding.of, wrong)
            left_out.add(publishing.path_of(file))
    for file in list(files):
        if publishing.path_of(file) in left_out:
            files.remove(file)


def page_findings(file: File, config: MkDocsConfig, files: Files) -> Iterator[Finding]:
    """Yield what is wrong in the text of a page, going on behind each."""
    page = file.page or Page(None, file, config)
    page.content, empty = "", set[int]()
    for _ in range(MOST):
        try:
            populate(page, config, files, empty)
            return
        except Exception as error:
            found = findings_of(error, at=f"docs/{file.src_uri}")
        yield from found
        if not (more := block_of(found[0], page) - empty):
            return
        empty |= more


def populate(page: Page, config: MkDocsConfig, files: Files, empty: set[int]) -> None:
    """Read and render a page as MkDocs does, without the lines whose numbers, from 0, are in ``empty``."""
    plugins = config.plugins
    page.read_source(config)
    lines = enumerate((page.markdown or "").split("\n"))
    markdown = "\n".join("" if number in empty else line for number, line in lines)
    page.markdown = plugins.on_page_markdown(markdown, page=page, config=config, files=files)
    page.render(config, files)
    page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)


def block_of(finding: Finding, page: Page) -> set[int]:
    """Return the lines between empty ones that a finding is in, as numbers from 0 in the text below the front matter."""
    path, _, line = finding.place.rpartition(":")
    if path != f"docs/{page.file.src_uri}" or page.file.generated_by is not None:
        return set()
    lines = read_text(ROOT / path).split("\n")
    above = front_matter_length("\n".join(lines))
    above += next((count for count, each in enumerate(lines[above:]) if each.strip()), 0)  # MkDocs strips these
    number = int(line) - 1
    if not above <= number < len(lines) or not lines[number].strip():
        return set()
    first = max((place for place in range(above, number) if not lines[place].strip()), default=above - 1) + 1
    last = min((place for place in range(number, len(lines)) if not lines[place].strip()), default=len(lines))
    return set(range(first - above, last - above))


if __name__ == "__main__":
    sys.exit(main())
