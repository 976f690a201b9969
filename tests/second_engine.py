"""Build the same pages with Zensical, as plain Markdown, and compare addresses and text with those of the site.

Before it the copies of pages in Markdown that the site holds (scripts/pages/markdown_copies.py) become the sources, and of mkdocs.yml
stays what needs none of our code. What differs stands, with its reason, in the tables of SUCCESSION.md; anything else is an error, and so
is a line there that nothing needs any more.

Usage: ``python -m tests.second_engine [--site folder]``
"""

import argparse
import contextlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from scripts.shared.paths import ROOT
from scripts.shared.project_copy import environment
from tests import generators
from tests.bench.bench_build import served

SUCCESSION = ROOT / "SUCCESSION.md"
HAN = r"[\u3400-\u9fff]"
PAUSE = re.compile(r"[。！？；：，、（）“”《》…—|·\n]")
NO_TEXT = "math, .arithmatex, pre, code, script, style, svg, button"  # other engines write these otherwise
BLOCKS = "p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6, div, figcaption, summary, label, option"
# Of mkdocs.yml: what is code of ours, and what other engines have of their own or not at all.
OURS = re.compile(
    r"^  - scripts\..*\n|^  custom_dir:.*\n|^  icon:\n    .*\n|^(?:hooks|watch|strict):.*\n"
    r"|^(?:extra_css|extra_javascript|nav|plugins):\n(?:(?:  .*)?\n)*?(?=\S)|^not_in_nav: \|\n(?:  .*\n)*",
    re.MULTILINE,
)


class Differences(NamedTuple):
    """What the tables of SUCCESSION.md list: patterns of addresses, and selectors of elements by whose page they are in."""

    addresses: list[str]
    ours: list[str]
    theirs: list[str]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="用第二个引擎构建，对照地址和文字")
    parser.add_argument("--site", type=Path, help="已构建的站点；默认另构建一份")
    options = parser.parse_args(arguments)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())).resolve()
        site, address = stack.enter_context(served(options.site))
        prepare(site, folder)
        command = [str(generators.python()), "-m", "zensical", "build", "--strict"]
        subprocess.run(command, cwd=folder, env=environment(SITE_URL=address), check=True)
        found = findings(site, folder / "site", listed(SUCCESSION.read_text(encoding="utf-8")))
    for finding in found:
        print(finding, file=sys.stderr)
    print(f"第二个引擎 Zensical {generators.version('zensical')}：{len(found)} 处没有列出的不同。")
    return 1 if found else 0


def prepare(site: Path, folder: Path) -> None:
    """Write the sources for another engine: the Markdown that the site holds, and what is left of its configuration."""
    for copy in site.rglob("*.md"):
        source = folder / "docs" / copy.relative_to(site)
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(copy.read_bytes())
    (folder / "mkdocs.yml").write_text(plain(ROOT.joinpath("mkdocs.yml").read_text(encoding="utf-8")), encoding="utf-8")


def plain(configuration: str) -> str:
    """Return of mkdocs.yml what needs no code of ours."""
    return f"{OURS.sub('', configuration).replace('language: zh-Hans', 'language: zh')}\nplugins: [search]\n"


def listed(text: str) -> Differences:
    """Return the differences that have a reason."""
    rows = re.findall(r"^\| (addresses|our page|their page) \| `([^`]+)` \| .+ \|$", text, re.MULTILINE)
    return Differences(
        *([row[1] for row in rows if row[0] == kind] for kind in ("addresses", "our page", "their page"))
    )


def findings(ours: Path, theirs: Path, known: Differences) -> list[str]:
    """Return a sentence for every difference that is not listed, and for what is listed and is none."""
    one, other = pages_of(ours), pages_of(theirs)
    used: set[str] = set()
    found = []
    for name in sorted(one ^ other):
        matching = [pattern for pattern in known.addresses if fnmatch(name, pattern)]
        used.update(matching)
        if not matching:
            found.append(f"{name}：{'第二个引擎没有这一页' if name in one else '本站没有这一页'}。")
    for name in sorted(one & other):
        lost, added = (
            text_of(folder / name[1:] / "index.html", selectors, used)
            for folder, selectors in ((ours, known.ours), (theirs, known.theirs))
        )
        found += [f"{name}：第二个引擎里没有“{each}”。" for each in sorted(lost - added)]
        found += [f"{name}：第二个引擎里多出“{each}”。" for each in sorted(added - lost)]
    stale = [each for each in (*known.addresses, *known.ours, *known.theirs) if each not in used]
    return [*found, *(f"SUCCESSION.md：`{each}` 已经没有不同，删去这一行。" for each in stale)]


def pages_of(site: Path) -> set[str]:
    """Return the addresses of pages, told from the root of the site."""
    return {f"/{path.parent.relative_to(site).as_posix()}/".replace("/./", "/") for path in site.rglob("index.html")}


def text_of(page: Path, selectors: Iterable[str], used: set[str]) -> set[str]:
    """Return what a page says in Chinese, in pieces between pauses; the ``selectors`` that it needs are ``used``."""
    content = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select_one(".md-content")
    assert content
    apart = {selector: content.select(selector) for selector in (NO_TEXT, *selectors)}
    used.update(selector for selector, elements in apart.items() if elements)
    for element in chain.from_iterable(apart.values()):
        element.extract()
    return set(pieces(content))


def pieces(content: Tag) -> Iterator[str]:
    for block in content.select(BLOCKS):
        block.insert(0, "\n")
        block.append("\n")
    for piece in PAUSE.split(content.get_text()):
        if han := "".join(re.findall(HAN, piece)):
            yield han


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
