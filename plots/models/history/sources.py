"""What stands behind an address, in words, and the footnote for it.

pages = known_pages(rows)                   # those that an address does not explain by itself
citation("https://huggingface.co/blog/series-c", pages).id        # blog-series-c
footnote(citation(…, pages))                # [^blog-series-c]: [Hugging Face 官方博客 series-c 一文](https://…)。

Commits, releases, posts of the official blog and daily snapshots explain themselves; every other page has a row. A page
that was not opened is cited through the one that was read, and the footnote says so.
"""

from collections import namedtuple

from plots.models.history.rows import Row, read, require_unique

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plots.models.history.rows import Table

# ``through``: the id of the page that was read instead, "" if this one was.
Page = namedtuple("Page", "id address name through")

# What a page cites: ``id`` of the footnote; ``name`` in Chinese; ``address`` of what was read; ``remark``: "" or a clause.
Citation = namedtuple("Citation", "id name address remark")

GITHUB = "https://github.com/"
BLOG = "https://huggingface.co/blog/"
RANKING = "EvanLi/Github-Ranking"
SNAPSHOT = "github-ranking-"
SHORT_HASH = 10
REFERENCES = {"commit": ("提交", ""), "tree": ("源代码", "tree-"), "commits": ("提交历史", "commits-")}
UPLOADED = "日期取软件包索引里的上传时间"


def known_pages(table: "Table") -> list[Page]:
    """Return the pages of the table of sources.

    Args:
        table: Rows with the columns of ``hf_sources.csv``.

    Raises:
        RowError: If a cell is wrong, an id or address occurs twice, or a page that was not opened is not cited through
            one that was.
    """
    pages = read(table, page)
    require_unique(table, "id")
    require_unique(table, "url")
    opened = [one.id for one in pages if not one.through]
    for index, one in enumerate(pages):
        if one.through and one.through not in opened:
            Row(index, table[index]).refuse("through", "opened")
    return pages


def page(row: Row) -> Page:
    """Return the page of a row."""
    is_opened = row.choice("opened", ("yes", "no")) == "yes"
    if is_opened != (row.optional("through") == ""):
        row.refuse("through", "empty" if is_opened else "filled", "the page was opened")
    return Page(row.slug("id"), row.address("url"), row.text("name"), row.optional("through"))


def citation(address: str, pages: "Sequence[Page]") -> Citation:
    """Return what to cite for an address of a source column.

    Raises:
        ValueError: If the address neither explains itself nor is that of a page.
    """
    for one in pages:
        if one.address == address:
            if not one.through:
                return Citation(one.id, one.name, address, "")
            read_instead = next(other for other in pages if other.id == one.through)
            remark = f"另据 {one.name}（原文未读到）"
            return Citation(one.id, read_instead.name, read_instead.address, remark)
    found = explained(address)
    if found is None:
        raise ValueError(f"address must explain itself or be that of a known page, got {address!r}")
    return found


def explained(address: str) -> "Citation | None":
    """Return what a commit, a release, an official post or a daily snapshot is; None for another address."""
    if address.startswith(BLOG) and "/" not in address[len(BLOG) :]:
        post = address[len(BLOG) :]
        return Citation("blog-" + post.replace("_", "-"), f"Hugging Face 官方博客 {post} 一文", address, "")
    if not address.startswith(GITHUB):
        return None
    parts = address[len(GITHUB) :].split("/")
    repository = "/".join(parts[:2])
    if repository == RANKING and SNAPSHOT in parts[-1]:
        day = parts[-1][len(SNAPSHOT) :].split(".")[0]
        return Citation(f"stars-on-{day}", f"{RANKING}，{day} 的每日快照", address, "")
    return of_repository(address, repository, parts[2:])


def of_repository(address: str, repository: str, path: list[str]) -> "Citation | None":
    """Return what an address within a repository is."""
    own = repository.partition("/")[2]
    if not path:
        return Citation(f"{own}-repository", f"GitHub 仓库 {repository}", address, UPLOADED)
    if path == ["releases"]:
        return Citation(f"{own}-releases", f"GitHub 发布列表，{repository}", address, UPLOADED)
    if path[:2] == ["releases", "tag"] and len(path) == 3:
        return Citation(f"{own}-{path[2]}", f"GitHub 发布页，{repository} {path[2]}", address, UPLOADED)
    if len(path) == 2 and path[0] in REFERENCES:
        what, prefix = REFERENCES[path[0]]
        short = path[1][:SHORT_HASH]
        return Citation(f"{own}-{prefix}{short}", f"GitHub {what} {repository}@{short}", address, "")
    return None


def footnote(cited: Citation) -> str:
    """Return the Markdown of a footnote."""
    remark = f"，{cited.remark}" if cited.remark else ""
    return f"[^{cited.id}]: [{cited.name}]({cited.address}){remark}。"


def citations(addresses: "Sequence[str]", pages: "Sequence[Page]") -> list[Citation]:
    """Return what is cited for these addresses, each once, in their order.

    Raises:
        ValueError: If an address is unknown, or two of them would share an id.
    """
    found: list[Citation] = []
    seen: dict[str, str] = {}
    for address in addresses:
        one = citation(address, pages)
        if one.id not in seen:
            seen[one.id] = address
            found.append(one)
        elif seen[one.id] != address:
            raise ValueError(f"addresses must have ids of their own, {seen[one.id]} and {address} share {one.id}")
    return found
