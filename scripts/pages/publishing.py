"""What is published: sound pages, each at an address of its own, and none before its day."""

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import markdown_extensions

from scripts.notebooks import pages as notebook_pages
from scripts.notebooks import storage
from scripts.notebooks.storage import Notebook
from scripts.shared import front_matter
from scripts.shared.front_matter import PAGE, POST, FrontMatter
from scripts.shared.manifest import SCHEME
from scripts.shared.markdown_code import without_code
from scripts.shared.sources import SourceError, place_in, read_text, shown

POSTS = "posts"  # how Material's blog plugin recognises the sources of posts: by how their paths begin
LINK = re.compile(r"\]\(\s*<?([^)\s<>#]+\.(?:md|ipynb))|^ {0,3}\[[^\]]+\]:\s*<?([^\s<>#]+\.(?:md|ipynb))", re.MULTILINE)


def shows_drafts(config: MkDocsConfig) -> bool:
    """Return whether what is held back is built, as it is by ``mkdocs serve``."""
    return bool(blog(config).config.draft)


def blog(config: MkDocsConfig) -> Any:
    """Return Material's blog plugin, which has no types."""
    return config.plugins["material/blog"]


def without_excerpts(config: MkDocsConfig) -> None:
    """Keep the blog plugin from what it does for each post and this site has no use for.

    It renders the post once more for a list of excerpts, and looks for it among all, to count the minutes that we count.
    """
    for name in ("page_markdown", "page_content"):
        events = config.plugins.events[name]
        events[:] = [event for event in events if event != getattr(blog(config), f"on_{name}")]


def refuse_wrong_sources(files: Files) -> None:
    """Refuse what MkDocs, Material or we would misunderstand; to be called before plugins read the files.

    Raises:
        PluginError: With a sentence for each thing that is wrong.
    """
    found = [finding for file in sources(files) for finding in source_findings(file)]
    if found:
        raise PluginError("\n".join(found))


def sources(files: Files) -> list[File]:
    """Return the Markdown files that authors wrote, also those that MkDocs does not take for such."""
    kept = [file for file in files if file.generated_by is None and file.inclusion is not InclusionLevel.EXCLUDED]
    return [file for file in kept if PurePosixPath(file.src_uri).suffix.lower() in markdown_extensions]


def source_findings(file: File) -> list[str]:
    path = path_of(file)
    if path.suffix != ".md":
        return [f"{shown(path)}：后缀要写成小写的 .md，否则不会成为页面。给它改名。"]
    try:
        return front_matter.findings(front_matter.read(path), POST if is_post(file) else PAGE)
    except SourceError as error:
        return [str(error)]


def is_post(file: File) -> bool:
    return file.src_uri.startswith(POSTS) and file.generated_by is None and file.is_documentation_page()


def hold_posts(files: Files) -> None:
    """Leave out the posts that are not to be published yet, before the blog plugin sees them."""
    for file in sources(files):
        if is_post(file) and held(file):
            file.inclusion = InclusionLevel.EXCLUDED
            file.dest_uri = f"{POSTS}/{front_matter.read(path_of(file)).get('slug')}/index.html"  # its own all the same


def hold_notebooks(files: Files) -> None:
    """Leave out the notebooks that are not to be published yet, after mkdocs-jupyter has found them."""
    waiting = {str(path) for path in storage.paths() if storage.read(path).held()}
    for file in files:
        if file.abs_src_path in waiting:
            file.inclusion = InclusionLevel.EXCLUDED


def notices(files: Files) -> Iterator[str]:
    """Yield a sentence for each post and notebook that waits for its day; drafts know that they are."""
    for file in files:
        is_read = file.inclusion is not InclusionLevel.EXCLUDED
        if is_read and (source := publication(file)) and (reason := front_matter.day_to_come(source.created)):
            yield f"{shown(path_of(file))}：{reason}，到那天再构建才发布。"


def mark_held(posts: list[Any]) -> None:
    """Let a preview show the posts that are held back as drafts."""
    for post in posts:
        post.config.draft = bool(held(post.file))


def held(file: File) -> str:
    """Return why a post or a notebook is not published yet; nothing where it is."""
    source = publication(file)
    return source.held() if source else ""


def publication(file: File) -> FrontMatter | Notebook | None:
    """Return what a file says of its publication; None where it is neither a post nor a notebook."""
    if notebook_pages.is_notebook(file.abs_src_path):
        return storage.read(path_of(file))
    return front_matter.read(path_of(file)) if is_post(file) else None


def held_figures() -> set[str]:
    """Return the figures that only posts and notebooks show that are held back: they are not unused."""
    found = set()
    for path in front_matter.posts():
        if (front := front_matter.read(path)).held():
            found |= {str(front.get("cover")), *re.findall(rf"{SCHEME}([\w/-]+)", read_text(path))}
    for notebook in filter(Notebook.held, map(storage.read, storage.paths())):
        found |= {f"{notebook.id}/{cell.figure.name}" for cell in notebook.cells if cell.figure}
    return found


def path_of(file: File) -> Path:
    return Path(str(file.abs_src_path))


def refuse_shared_addresses(files: Files) -> dict[str, File]:
    """Refuse sources that share an address, to be called when all files are known; return the files by `address_key`.

    Disks that take capital and small letters for the same keep one of the two as well.

    Raises:
        PluginError: If there are such; the message has a sentence for each two.
    """
    taken: dict[str, File] = {}
    found = []
    for file in files:
        if file.inclusion is InclusionLevel.EXCLUDED and not is_post(
            file
        ):  # the blog plugin excludes posts for a while
            continue
        other = taken.setdefault(address_key(file.dest_uri), file)
        if other is not file:
            one, two = sorted((other, file), key=lambda each: each.generated_by is not None)
            found.append(
                f"{source_of_address(one)}：地址 /{file.dest_uri.removesuffix('index.html')} 与 {source_of_address(two)} "
                f"的相同，只有一个能打开。换一个 slug 或文件名。"
            )
    if found:
        raise PluginError("\n".join(found))
    return taken


def address_key(path: str) -> str:
    """Return what is the same for two paths in the site where a disk takes them for one."""
    return unicodedata.normalize("NFC", path).casefold()


def source_of_address(file: File) -> str:
    """Return what gives a file its address, as its author finds it."""
    if file.generated_by is not None:
        return f"构建生成的 {file.src_uri}"
    return front_matter.read(path_of(file)).place("slug") if is_post(file) else f"docs/{file.src_uri}"


def links_to_held(markdown: str, file: File, files: Files) -> Iterator[str]:
    """Yield a sentence for each link of a page to what is held back."""
    for match in LINK.finditer(without_code(markdown)):
        link = match[1] or match[2]
        path = posixpath.join(posixpath.dirname(file.src_uri), unquote(link))
        target = files.get_file_from_path(posixpath.normpath(path))
        if target and target.inclusion is InclusionLevel.EXCLUDED and (reason := held(target)):
            yield f"{place_in(path_of(file), link)}：链接到 docs/{target.src_uri}，而它{reason}，不在站点里。等它发布后再链接。"
