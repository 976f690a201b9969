"""From a save to its page: a preview that does again only what the save changed.

After a build of ``mkdocs serve`` this keeps what MkDocs made: configuration, files, navigation, templates. A page that is
saved is read alone; all others are written when a browser asks for them, so that lists and neighbours are right and cost
nothing before. Style sheets, templates, terms and the code behind figures and values have a way of their own; whatever
is unknown here, as a new file or one of the tool chain, is built whole. What no page shows, the search, feeds, the pages of
figures and the warnings of a build, follows: when nothing has been saved for a while, another process builds all
(`scripts.build_preview`), and is stopped by the next save.
"""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment
from material.plugins.blog.structure import Post, View
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from scripts.assets import programs, python_files, style_sheets
from scripts.assets.theme_styles import READ
from scripts.markdown.terms import MARKED
from scripts.pages import corrections, glossary, kept_pages, listings, markdown_copies, onward, preview, publishing
from scripts.pages.dates import published
from scripts.pages.drawer import Drawer, draw_and_execute, ended, started
from scripts.shared.files import write_if_changed
from scripts.shared.findings import Finding, findings_of
from scripts.shared.glossary import SOURCE, ids_by_name
from scripts.shared.manifest import read_manifest
from scripts.shared.paths import GENERATED, ROOT
from scripts.shared.records import NONE

Page = Any  # mkdocs.structure.pages.Page, or Material's
WATCHED = ("docs", "overrides", "plots", "scripts", "mkdocs.yml")
# What of front matter decides which pages there are, or their order: a change of it is built whole.
STRUCTURE = ("slug", "tags", "draft", "pin", "series", "notebooks", "redirect_from", "template")
KEPT = (
    "title",
    "parent",
    "previous_page",
    "next_page",
    "name",
    "posts",
    "views",
    "pages",
)  # of a page that is read again
FROM_CODE = ("(value:", "(playground:", "plots")  # what stands in a page that depends on code
QUIET = 3.0  # seconds without a save, before the rest is built
log = get_plugin_logger("site")


class Built:
    """What MkDocs made in a build, and what of it a later save has made old."""

    def __init__(self, config: MkDocsConfig, files: Files, env: Environment, nav: Navigation) -> None:
        self.config = config
        self.files = files
        self.env = env
        self.nav = nav
        self.saves = 0
        self.written: dict[str, int] = {}  # how many saves the file of a page knows
        self.unread: set[str] = set()  # sources of pages whose text something else has changed
        # Those that follow with the rest: what figures' pages show of others costs more than a save may.
        self.left = {file.src_uri for file in self.documents() if file.page and "figure" in file.page.meta}

    @property
    def site(self) -> Path:
        return Path(self.config.site_dir)

    def pages(self) -> list[Page]:
        return [file.page for file in self.documents() if file.page]

    def documents(self) -> list[File]:
        return list(self.files.documentation_pages(inclusion=InclusionLevel.is_in_serve))

    def read(self, page: Page) -> None:
        """Read a page again and let it take the place of what it was; where that fails it stays as it was."""
        state: dict[str, Any] = page.__dict__
        old = dict(state)
        if file := self.files.get_file_from_path(programs.address(page.file.dest_uri)):
            self.files.remove(file)
        try:
            state.clear()
            begin(page, old, self.config)
            state.update({name: old[name] for name in KEPT if name in old})
            _populate_page(page, self.config, self.files)
        except BaseException:
            state.clear()
            state.update(old)
            if file:
                self.files.append(file)
            raise
        self.unread.discard(page.file.src_uri)
        if program := self.files.get_file_from_path(programs.address(page.file.dest_uri)):
            program.copy_file()
        if markdown_copies.has_copy(page.file):
            copy = markdown_copies.copy(page, self.files, self.config)
            write_if_changed(self.site / markdown_copies.copy_of(page.file.dest_uri), copy.encode())

    def refresh(self) -> None:
        """Tell the templates what pages show of each other; let lists read again what they say of themselves."""
        posts, notebooks = listings.posts_of(self.config), listings.all_notebooks(self.config)
        corrected = corrections.corrections([*posts, *notebooks])
        sources = listings.pages(posts, notebooks)
        sources[corrections.SOURCE] = corrections.page(corrected, has_feed=bool(self.config.site_url))
        for source, content in sources.items():
            file = self.files.src_uris[source]
            if file.content_string != content:
                file.content_string = content
                self.unread.add(source)
        listings.add_globals(self.env, self.config, self.files)
        onward.add_globals(self.env, self.config, self.files)

    def write(self, page: Page) -> bool:
        """Write a page unless its file knows the last save; return whether it was written."""
        if self.written.get(page.file.src_uri, 0) == self.saves or page.file.src_uri in self.left:
            return False
        if page.file.src_uri in self.unread:
            self.read(page)
            self.refresh()
        if isinstance(page, View):
            for post in page.posts:
                post.excerpt = None  # which no template shows, and which cannot be rendered twice
        if page.file.src_uri == SOURCE:
            glossary.add_uses(self.pages())
        _build_page(page, self.config, self.documents(), self.nav, self.env, excluded=page.file.inclusion.is_excluded())
        self.written[page.file.src_uri] = self.saves
        return True


def begin(page: Page, old: dict[str, Any], config: MkDocsConfig) -> None:
    """Make of a page what it is before it is read."""
    if isinstance(page, View):
        page.__init__(old["name"], old["file"], config)  # the one object, which many others know
    elif isinstance(page, Post):
        page.__init__(old["file"], config)
    else:
        page.__init__(None, old["file"], config)


class Preview:
    """What serves: it decides after each save what is done again."""

    def __init__(self) -> None:
        self.built: Built | None = None
        self.whole: Callable[[], None] = lambda: None
        self.saved: dict[str, tuple[int, int]] = {}
        self.waiting: set[Path] = set()  # what was saved and is in no page yet, since something is wrong
        self.is_broken = False  # a build of the whole site has not come to its end
        self.rest: Rest | None = None
        self.keeper = preview.Keeper()
        self.drawer = Drawer()
        self.lock = threading.RLock()

    def begin(self) -> None:
        """Remember how the files are, and outlive a build that fails; to be called before the first."""
        self.saved = signatures()
        self.keeper.start()

    def attach(self, server: Any, docs: str, whole: Callable[[], None]) -> None:
        """Take the place of MkDocs' own way from a save to the site, and stand before what it serves."""
        self.whole, server.builder = whole, self.save
        self.drawer.begin()
        watch_sources(server, docs)

        def respond(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            self.ask(path.removeprefix(server.mount_path))
            answer: Iterable[bytes] = server.serve_request(environ, start_response)
            return answer

        server.set_app(respond)

    def save(self) -> None:
        """Do what the files that have changed make necessary: MkDocs calls this when there are such."""
        now = signatures()
        self.waiting |= {ROOT / path for path, _ in now.items() ^ self.saved.items()}
        is_known = now.keys() == self.saved.keys()
        self.saved = now
        if not self.waiting:
            return
        self.stop_rest()
        with self.lock:
            built = self.built
            if built is None or self.is_broken or not is_known or not self.follow(built, self.waiting):
                self.is_broken = True
                self.whole()
                self.is_broken = False
            else:
                self.rest = Rest(built, self.lock)
        self.waiting = set()

    def follow(self, built: Built, changed: set[Path]) -> bool:
        """Do again what depends on some files; return False where that is the whole site."""
        try:
            done = follow(built, changed)
        except BuildError as error:
            built.config.plugins.on_build_error(error=error)
            log.error(str(error))
            raise Abort("预览停在上一次。") from None
        if done:
            names = "、".join(sorted(path.relative_to(ROOT).as_posix() for path in changed))
            log.info(f"{names}：相关的页面已更新。搜索、订阅源、图的单页和构建时的检查，停手片刻后在后台补上。")
        return done

    def stop(self) -> None:
        """End what runs beside the preview."""
        self.stop_rest()
        self.drawer.stop()

    def stop_rest(self) -> None:
        if self.rest:
            self.rest.stop()

    def ask(self, path: str) -> None:
        """Write the page at an address, if a save has made it old."""
        address = path + "index.html" if path.endswith("/") or not path else path
        with self.lock:
            built = self.built
            if built is None or not built.saves:
                return
            try:
                for page in (page for page in built.pages() if page.file.dest_uri == address):
                    built.write(page)
            except Exception as error:  # the page is served as it was
                self.keeper.add(findings_of(error))


def watch_sources(server: Any, docs: str) -> None:
    """Let ``server`` overlook what is drawn: it would load a page again for each file that the drawing of it writes."""
    schedule = server.observer.schedule

    def schedule_sources(handler: Any, path: str, **options: Any) -> Any:
        hear = handler.on_any_event
        handler.on_any_event = lambda event: None if Path(event.src_path).is_relative_to(GENERATED) else hear(event)
        return schedule(handler, path, **options)

    server.observer.schedule = schedule_sources
    server.unwatch(docs)
    server.watch(docs)


def signatures() -> dict[str, tuple[int, int]]:
    """Return what tells whether the files of the site have changed, by their paths."""
    found = {}
    for path in files_in(WATCHED):
        state = path.stat()
        found[path.relative_to(ROOT).as_posix()] = (state.st_mtime_ns, state.st_size)
    return found


def files_in(names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        if (ROOT / name).is_file():
            yield ROOT / name
        for folder, folders, files in os.walk(ROOT / name):
            folders[:] = [each for each in folders if not each.startswith((".", "__pycache__"))]
            if Path(folder) != GENERATED:
                yield from (Path(folder, each) for each in files if not each.startswith("."))
            else:
                folders.clear()


def follow(built: Built, changed: set[Path]) -> bool:
    """Do again what depends on ``changed``; return False, with nothing done, where that is the whole site."""
    docs = Path(built.config.docs_dir)
    by_source = {docs / file.src_uri: file.page for file in built.documents() if file.page and not file.generated_by}
    code = {path for path in changed if path.is_relative_to(ROOT / "plots") and path.suffix in {".py", ".csv"}}
    sheets = {path for path in changed if path.suffix == ".css" and path.is_relative_to(docs)}
    templates = {path for path in changed if path.suffix == ".html" and path.is_relative_to(ROOT / "overrides")}
    templates.discard(ROOT / "overrides" / "figure.html")  # of pages that follow with the rest
    pages = [by_source[path] for path in sorted(changed) if path.suffix == ".md" and path in by_source]
    if len(code) + len(sheets) + len(templates) + len(pages) < len(changed):
        return False
    if templates and built.env.cache is not None:
        built.env.cache.clear()  # where MkDocs has it look for each once
    if (code and not redraw(built)) or (sheets and not restyle(built)):
        return False
    built.config.extra["surroundings"] = kept_pages.surroundings(built.config)  # what is kept is kept of what was
    if not all(reread(built, page) for page in pages):
        return False
    built.refresh()
    built.saves += 1
    for page in pages:
        built.write(page)
    return True


def reread(built: Built, page: Page) -> bool:
    """Read a page that was saved; return False where it changes which pages there are."""
    if found := publishing.source_findings(page.file):
        raise PluginError("\n".join(found))
    before, old = structure(page), page.markdown
    built.read(page)
    if page.file.src_uri == SOURCE:
        one, other = ids_by_name(old), ids_by_name(page.markdown)
        names = {name for name, _ in one.items() ^ other.items()}
        for each in built.pages():
            if each.url.startswith(MARKED) and any(name in each.markdown for name in names):
                built.unread.add(each.file.src_uri)
    page.validate_anchor_links(files=built.files, log_level=built.config.validation.links.anchors)
    return structure(page) == before


def structure(page: Page) -> list[Any]:
    return [published(page), *(page.meta.get(key) for key in STRUCTURE)]


def restyle(built: Built) -> bool:
    """Put our style sheet behind what the site uses of the theme's; return False where it may use more of that."""
    for address in built.config.extra_css:
        file = built.files.src_uris[str(address)]
        path = built.site / file.dest_uri
        whole, ours = path.read_text(encoding="utf-8"), style_sheets.bundled(Path(file.src_dir or "", file.src_uri))
        if not {*READ.findall(ours)} <= {*READ.findall(whole)}:  # may be one of the theme's that was left out
            return False
        write_if_changed(path, (whole.removesuffix(file.content_string) + ours).encode())
        file.content_string = ours
    return True


def redraw(built: Built) -> bool:
    """Draw, execute and publish what depends on code; return False where pages have to show something else of it."""
    before = known_figures()
    draw_and_execute(PREVIEW.drawer)
    if known_figures() != before:
        return False
    for file in built.files:
        path = Path(file.abs_src_path or "")
        if path.is_relative_to(GENERATED):
            write_if_changed(built.site / file.dest_uri, path.read_bytes())
    python_files.forget()
    for address, source in python_files.published():
        text = source.read_bytes() if isinstance(source, Path) else source.encode()
        write_if_changed(built.site / address, text)
    depending = [each for each in built.pages() if any(sign in each.markdown for sign in FROM_CODE)]
    built.unread |= {each.file.src_uri for each in depending if not each.file.generated_by}
    built.left |= {each.file.src_uri for each in depending if each.file.generated_by}  # of presets, and for frames
    return True


def known_figures() -> Any:
    """Return what pages show of figures and notebooks beside their files."""
    return [
        (name, {id: shown_of(facts) for id, facts in entry["figures"].items()}, entry.get("outputs"))
        for name, entry in sorted(read_manifest().items())
    ]


def shown_of(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in NONE}


class Rest:
    """The build of all that follows a save, in a process of its own, when nothing is saved for a while."""

    def __init__(self, built: Built, lock: Any) -> None:
        self.built = built
        self.lock = lock
        self.process: subprocess.Popen[str] | None = None
        self.is_stopped = False
        self.timer = threading.Timer(QUIET, self.build)
        self.timer.daemon = True
        self.timer.start()

    def stop(self) -> None:
        """Give up what is being built, or waits to be."""
        self.is_stopped = True
        self.timer.cancel()
        if self.process:
            self.process.kill()

    def build(self) -> None:
        folder = tempfile.mkdtemp()
        try:
            address = str(self.built.config.site_url)
            self.process = started("scripts.build_preview", address, folder, stdout=subprocess.PIPE)
            if self.is_stopped:  # meanwhile
                self.process.kill()
            status, found = ended(self.process)
            if status == 0:
                self.take_over(Path(folder))
            elif not self.is_stopped:
                PREVIEW.keeper.add(map(Finding.of, found.splitlines()))
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def take_over(self, new: Path) -> None:
        """Put the files of the build where those of an earlier one are served."""
        with self.lock:
            if not self.is_stopped:
                for path in new.rglob("*"):
                    if path.is_file():
                        write_if_changed(self.built.site / path.relative_to(new), path.read_bytes())
                log.info("搜索、订阅源、图的单页也是新的了。")


PREVIEW = Preview()
