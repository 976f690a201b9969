"""Look at the finished site as a reader's browser would, and say in one sentence each what is wrong.

Usage: ``python -m scripts.checks.built_site [folder]``; ``SITE_URL`` is that of the build.
"""

import argparse
import gzip
import os
import re
import sys
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from scripts.checks import published, shipped_files
from scripts.markdown.dialect import left_over
from scripts.pages.content_policy import BEGINNING, script_hash
from scripts.pages.publishing import held_figures
from scripts.shared.findings import Finding
from scripts.shared.front_matter import TO_WRITE
from scripts.shared.html_page import Page, parse
from scripts.shared.imports import source_of
from scripts.shared.kept import Kept
from scripts.shared.manifest import Manifest, figure_ids, figure_of_file, read_manifest
from scripts.shared.paths import ROOT
from scripts.shared.site_address import encoded

ORIGIN = "http://this.site.invalid"  # of pages that know no address
GENERATED = "assets/generated/"  # figures in the site
KIB = 1024
NOTEBOOK_LIMIT = 80 * 1000  # HTML of the page of a notebook, as it is
STILL_LIMIT = 25 * KIB  # gzipped, as servers send it
SHEET_LIMIT = 45 * KIB  # of many panels
SHEET_PANELS = 4
MOVING_LIMIT = 40 * KIB  # picture and moments together
GIF_LIMIT = 400 * KIB  # as it is


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="检查建好的站点")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "site", help="站点的文件夹，默认 site")
    folder = parser.parse_args(arguments).folder
    if not folder.is_dir():
        print(f"没有文件夹 {folder}。先运行 make site。", file=sys.stderr)
        return 1
    return report(folder, site_url=os.environ.get("SITE_URL", ""))


def report(folder: Path, *, site_url: str) -> int:
    """Print what is wrong with the site in ``folder``, or what was looked at; return the exit code."""
    pages = looked_at(folder)
    found = [*shipped_files.findings(folder), *findings(folder, pages, site_url=site_url, manifest=read_manifest())]
    for finding in found:
        print(Finding.of(finding), file=sys.stderr)
    if found:
        print(f"站点检查：{len(found)} 处问题。", file=sys.stderr)
        return 1
    scripts = max((len(page.programs) for page in pages.values()), default=0)
    print(f"站点检查：{len(pages)} 页没有问题；模板里的内联脚本每页至多 {scripts} 段。")
    return 0


def looked_at(folder: Path) -> dict[str, Page]:
    """Return the pages; of their prose, which is most of them, what looks as if Markdown were left in it."""

    def facts(html: str) -> dict[str, Any]:
        page = parse(html)
        return vars(page) | {"prose": [text for text in page.prose if left_over(text)]}

    with Kept("pages") as kept:
        pages = {}
        for path in sorted(folder.rglob("*.html")):
            text = path.read_text(encoding="utf-8")
            pages[path.relative_to(folder).as_posix()] = Page.of(kept.of(text, make=partial(facts, text)))
        return pages


def findings(folder: Path, pages: dict[str, Page], *, site_url: str, manifest: Manifest) -> list[str]:
    """Return a sentence for all that is wrong."""
    site = Site(folder, pages, site_url)
    titles = {page.title.rpartition(" - ")[0] for page in pages.values()}
    found: list[str] = []
    for name, page in pages.items():
        for finding in [*page_findings(page, titles), *site.address_findings(name, page)]:
            found.append(f"{name}：{finding}")
    found += policy_findings(pages)
    found += missing_addresses(folder, pages, has_address=bool(site_url))
    found += site.style_sheet_findings()
    found += site.feed_findings()
    found += leftovers(folder, manifest)
    found += unused_figures(folder, manifest)
    found += size_findings(folder, manifest)
    found += notebook_findings(folder, pages)
    return found


def page_findings(page: Page, titles: Iterable[str] = ()) -> Iterator[str]:
    """Yield what is wrong with a page taken by itself; ``titles`` are shown as they were typed, whatever is in them."""
    is_title = "|".join(re.escape(title) for title in titles if left_over(title))
    if not page.title.strip():
        yield "没有标题。在前置元数据里写 title。"
    if not page.description:
        yield "没有描述。在前置元数据里写 description。"
    elif page.description.startswith(TO_WRITE):
        yield "描述还没有写。改写前置元数据里的 description。"
    if page.headings["h1"] != 1:
        yield f"有 {page.headings['h1']} 个一级标题。每页只能有一个。"
    for identity, count in page.ids.items():
        if count > 1:
            yield f"id “{identity}” 出现了 {count} 次。给标题或图换一个不同的 id。"
    for image in page.images:
        source = image.get("src")
        if "alt" not in image or (image["in figure"] and not (image["alt"] or "").strip()):
            yield f"图片 {source} 没有替代文字。补上 alt。"
        if not image.get("width") or not image.get("height"):
            yield f"图片 {source} 没有写宽和高，加载时页面会跳动。补上 width 和 height。"
    for code in page.inline:
        yield f"正文里有内联代码 {code}。样式放进样式表，脚本放进文件。"
    for text in page.prose:
        text = re.sub(is_title, "", text) if is_title else text
        if found := left_over(text):
            match, reason = found
            start = max(0, match.start() - 8)
            yield f"正文里留下了 “{match[0]}”（…{text[start : match.end() + 8]}…）：{reason}。"


def policy_findings(pages: dict[str, Page]) -> Iterator[str]:
    """Yield the pages that may load more than the build lets them, or may not run what is in them."""
    for name, page in pages.items():
        if not page.policy.startswith(f"{BEGINNING}; script-src 'self'"):
            yield f"{name}：{'内容策略不是构建写的' if page.policy else '没有内容策略'}。运行 make site，构建会写进每一页。"
        elif any(script_hash(text) not in page.policy for text in page.programs):
            yield f"{name}：有一段内联脚本不在内容策略里，浏览器不会运行它。把它放进文件。"


class Target(NamedTuple):
    """Where an address leads: absolute, whether that is meant for this site, and what answers there."""

    absolute: str
    is_ours: bool
    name: str | None
    anchor: str


class Site:
    """The pages together, at the address where they will be."""

    def __init__(self, folder: Path, pages: dict[str, Page], site_url: str) -> None:
        self.folder = folder
        self.names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        self.pages = pages
        self.has_address = bool(site_url)
        parts = urlsplit(encoded(site_url or ORIGIN))
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.base = f"{parts.path.rstrip('/')}/"
        self.targets: dict[tuple[str, str], Target] = {}  # most addresses stand in the frame of many pages

    def address_of(self, name: str) -> str:
        """Return the absolute address of the file ``name``."""
        return f"{self.origin}{self.base}{quote(name.removesuffix('index.html'))}"

    def is_ours(self, value: str, absolute: str) -> bool:
        """Return whether an address, as written and resolved, is meant for this site; others may share its host."""
        return not urlsplit(value).netloc or f"{absolute}/".startswith(self.origin + self.base)

    def target(self, name: str, value: str) -> Target:
        """Return where an address in the page ``name`` leads."""
        while value.startswith("../") and (folder := name.rpartition("/")[0]):
            name, value = f"{folder.rpartition('/')[0]}/index.html".lstrip("/"), value.removeprefix("../")
        if (name, value) not in self.targets:
            absolute = urljoin(self.address_of(name), value)
            anchor = unquote(urlsplit(absolute).fragment)
            target = Target(absolute, self.is_ours(value, absolute), self.name_of(absolute), anchor)
            self.targets[name, value] = target
        return self.targets[name, value]

    def name_of(self, address: str) -> str | None:
        """Return the path below the folder of what answers at an absolute address of ours; None where nothing does."""
        path = urlsplit(address).path
        if not path.startswith(self.base):
            return None
        name = unquote(path.removeprefix(self.base))
        if not name or name.endswith("/"):
            name += "index.html"
        return name if name in self.names else None

    def address_findings(self, name: str, page: Page) -> Iterator[str]:
        """Yield what is wrong with the addresses in a page."""
        for address in dict.fromkeys(page.addresses):
            if address.value.startswith(("data:", "mailto:", "javascript:")):  # the last is inline code
                continue
            target = self.target(name, address.value)
            if not target.is_ours:
                if address.is_loaded:
                    yield f"<{address.tag}> 会向别的主机请求 {address.value}。把它放进本站。"
                continue
            parts = urlsplit(address.value if name == "404.html" else "")
            if parts.path and not parts.netloc and not parts.path.startswith("/"):
                yield f"<{address.tag}> 的地址 {address.value} 是相对的，而 404 页会出现在任何路径下。写成以 / 开头。"
            if target.name is None:
                yield f"<{address.tag}> 的地址 {address.value} 没有对应的文件{self.advice(target.absolute)}"
            elif target.anchor and address.tag in {"a", "area"} and target.name in self.pages:
                if target.anchor not in self.pages[target.name].ids:
                    yield f"链接 {address.value} 的锚点 #{target.anchor} 在 {target.name} 里不存在。改正锚点，或给标题加上这个 id。"

    def advice(self, absolute: str) -> str:
        path = urlsplit(absolute).path
        if not path.startswith(self.base):
            return f"，它在 {self.base} 之外。改成相对地址。"
        if (self.folder / unquote(path.removeprefix(self.base))).is_dir():
            return "，它是文件夹。在末尾加上 /。"
        return "。改正地址，或补上文件。"

    def style_sheet_findings(self) -> Iterator[str]:
        for path in sorted(self.folder.rglob("*.css")):
            name = path.relative_to(self.folder).as_posix()
            text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            for match in re.finditer(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", text):
                value = (match[1] or match[2]).strip()
                if value.startswith(("data:", "#")):
                    continue
                absolute = urljoin(self.address_of(name), value)
                if not self.is_ours(value, absolute):
                    yield f"{name}：会向别的主机请求 {value}。把它放进本站。"
                elif self.name_of(absolute) is None:
                    yield f"{name}：地址 {value} 没有对应的文件。改正地址，或补上文件。"

    def feed_findings(self) -> Iterator[str]:
        for name, tag in (("index.xml", "link"), ("sitemap.xml", "loc")):
            path = self.folder / name
            if not path.is_file():
                continue  # among the missing addresses, or the site knows none of its own
            try:
                root = etree.parse(path).getroot()
            except etree.ParseError:
                continue  # among those that cannot be read: shipped_files
            for element in root.iter():
                if element.tag.rpartition("}")[2] == tag and element.text:
                    absolute = urljoin(self.address_of(name), element.text)
                    if not self.is_ours(element.text, absolute) or self.name_of(absolute) is None:
                        yield f"{name}：地址 {element.text} 在站点里不存在。"


def missing_addresses(folder: Path, pages: dict[str, Page], *, has_address: bool) -> Iterator[str]:
    for address in published.missing(published.read(), published.addresses(folder, pages)):
        if has_address or not any(fnmatch(address, feed) for feed in published.FEEDS):
            yield f"地址 /{address} 打不开了。它已经公开，必须一直能打开：改回来，或在那里留一页跳转。"


def leftovers(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Yield the files that no reader needs."""
    known = figure_ids(manifest)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir():
            if not any(path.iterdir()):
                yield f"{name}/：文件夹是空的。删去它的来源。"
        elif path.suffix == ".md" and (path.with_suffix("") / "index.html").is_file():
            continue  # the copy of a page
        elif path.name.startswith(".") or path.name.endswith(("~", ".md", ".orig", ".tmp")):
            yield f"{name}：不是给读者的文件。在 mkdocs.yml 的 exclude_docs 里排除它。"
        elif name.startswith(GENERATED) and (id := figure_of_file(name.removeprefix(GENERATED))) and id not in known:
            yield f"{name}：没有登记的图留下的文件。运行 make clean 后重新构建。"


def unused_figures(folder: Path, manifest: Manifest) -> list[str]:
    """Return a sentence for every registered figure that no page shows, nor will when what is held back is published."""
    shown = held_figures()
    for path in folder.rglob("*.html"):
        shown |= set(re.findall(rf"{GENERATED}([\w/-]+)\.svg", path.read_text(encoding="utf-8")))
    return [
        f"{source(module)}：图 {id} 没有页面使用。在文章里写 ![替代文字](figure:{id})，或从 FIGURES 表中删去它。"
        for module, entry in manifest.items()
        for id in entry["figures"]
        if id not in shown
    ]


def source(module: str) -> str:
    path = source_of(module)
    return path.relative_to(ROOT).as_posix() if path else module


def size_findings(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Yield the figures that are too heavy for a phone."""
    for id, figure in sorted((id, figure) for module in manifest.values() for id, figure in module["figures"].items()):
        picture, moments, animation = (folder / f"{GENERATED}{id}{suffix}" for suffix in (".svg", ".json", ".gif"))
        if figure["moving"]:
            yield from over(id, "动图的 SVG 和 JSON 压缩后共", gzipped(picture) + gzipped(moments), MOVING_LIMIT)
            yield from over(id, "GIF", len(contents(animation)), GIF_LIMIT)
        else:
            panels = len(re.findall(rb'id="axes_\d+"', contents(picture)))
            yield from over(id, "SVG 压缩后", gzipped(picture), SHEET_LIMIT if panels >= SHEET_PANELS else STILL_LIMIT)


def notebook_findings(folder: Path, pages: Iterable[str]) -> Iterator[str]:
    """Yield the pages of notebooks that are too heavy."""
    for name in pages:
        size = len(contents(folder / name))
        if name.startswith("notebooks/") and size > NOTEBOOK_LIMIT:
            yield f"{name}：HTML {size / 1000:.1f} KB，超过 {NOTEBOOK_LIMIT // 1000} KB。少印几行，或把 notebook 分成两个。"


def over(id: str, what: str, size: int, limit: int) -> Iterator[str]:
    if size > limit:
        yield f"图 {id}：{what} {size / KIB:.1f} KiB，超过 {limit // KIB} KiB。减少点数、文字或面板。"


def gzipped(path: Path) -> int:
    return len(gzip.compress(contents(path), compresslevel=6))


def contents(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""  # the page that shows it has a finding of its own


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
