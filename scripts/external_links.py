"""Ask every foreign address of the articles whether it still answers, and print a report in Markdown where one does not.

Usage: ``python -m scripts.external_links``. It needs the network and nothing but Python; ``.github/workflows/links.yml`` runs it
every week and keeps the report in an issue. An archive is asked for a copy of what is gone.
"""

import concurrent.futures
import csv
import json
import re
import socket
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

from scripts.shared.archives import TABLE, archived
from scripts.shared.markdown_code import without_code
from scripts.shared.paths import ROOT
from scripts.shared.sources import read_text, shown

ADDRESS = re.compile(r"https?://[^\s<>\]\"'`|，。；：、！？（）《》“”\\]+")
OURS = re.compile(
    r"(?:^|\.)(?:localhost|invalid|example|example\.(?:com|net|org)|127\.0\.0\.1)$"
)  # reserved for examples
SOURCES = ("docs/**/*.md", "docs/**/*.ipynb", "plots/data/*.csv")
NO_HOST = "没有这个主机"
DEAD = ("返回 404", "返回 410", NO_HOST)
TIMEOUT = 20  # seconds
TRIES, PAUSE = 3, 10  # seconds between them
AT_ONCE = 8
HEADERS = {"User-Agent": "Mozilla/5.0 (link check of a blog)", "Accept": "*/*"}
ARCHIVE = "https://archive.org/wayback/available?url="

Places = dict[str, list[str]]  # address -> files and lines
Ask = Callable[[str], int]  # the status with which an address answers; OSError where nothing does


def main() -> int:
    print(report(places(), status, copy_of, archived()), end="")
    return 0


def places(root: Path = ROOT) -> Places:
    """Return where each foreign address stands."""
    found: Places = defaultdict(list)
    for path in sorted(path for pattern in SOURCES for path in root.glob(pattern) if path.name != TABLE.name):
        for line, text in texts(path):
            for address in addresses(text):
                found[address].append(f"{shown(path)}:{line}" if line else shown(path))
    return found


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield what readers get of a file, with lines from 1: cells of a table; of Markdown no code; of a notebook its text."""
    source = read_text(path)
    if path.suffix == ".csv":
        rows = csv.reader(source.splitlines())
        yield from ((rows.line_num, cell) for row in rows for cell in row)
    elif path.suffix == ".ipynb":
        yield from (
            (0, "".join(cell["source"])) for cell in json.loads(source)["cells"] if cell["cell_type"] == "markdown"
        )
    else:
        yield from enumerate(without_code(source).split("\n"), start=1)


def addresses(text: str) -> Iterator[str]:
    """Yield the foreign addresses in a text: each ends before what closes around it, or is punctuation."""
    for match in ADDRESS.finditer(text):
        address = match[0]
        opened = 0
        for place, sign in enumerate(address):
            opened += (sign == "(") - (sign == ")")
            if opened < 0:
                address = address[:place]
                break
        address = address.rstrip(".,;:*")
        if not OURS.search(urlsplit(address).hostname or ""):
            yield address


def report(places: Places, status: Ask, copy_of: Callable[[str], str], known: Iterable[str] = ()) -> str:
    """Return what is to be done, in Markdown; nothing where all addresses answer. Those in ``known`` have a copy."""
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        said = dict(zip(places, pool.map(lambda address: problem(address, status), places), strict=True))
    dead = [address for address in places if said[address] in DEAD and address not in known]
    unclear = [address for address in places if said[address] and said[address] not in DEAD]
    lines = []
    if dead:
        lines += ["## 打不开了", "", f"换成新的地址，或把存档写进 `{shown(TABLE)}`。", ""]
    for address in dead:
        copy = copy_of(address)
        cure = f"存档可以写 `{address},{copy}`" if copy else "没有查到存档"
        lines.append(f"- {'、'.join(places[address])}：<{address}>，{said[address]}。{cure}。")
    if unclear:
        lines += ["", "## 没有答复", "", "可能只是不让程序打开。用浏览器看一看。", ""]
        lines += [f"- {'、'.join(places[address])}：<{address}>，{said[address]}。" for address in unclear]
    return "\n".join(lines).strip() + "\n" if lines else ""


def problem(address: str, status: Ask, pause: float = PAUSE) -> str:
    """Return why an address does not answer; nothing where it does. Only what is surely gone is not asked again."""
    said = ""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(pause)
        try:
            code = status(address)
        except OSError as error:
            is_unknown = isinstance(getattr(error, "reason", error), socket.gaierror)
            said = NO_HOST if is_unknown else type(error).__name__
            continue
        said = "" if code < 400 else f"返回 {code}"
        if not said or said in DEAD:
            break
    return said


def status(address: str) -> int:
    parts = urlsplit(address)
    ascii_only = parts._replace(
        path=quote(parts.path, safe="/%~:@!$&'()*+,;="), query=quote(parts.query, safe="/%~:@!$&'()*+,;=?")
    ).geturl()
    try:
        with urllib.request.urlopen(urllib.request.Request(ascii_only, headers=HEADERS), timeout=TIMEOUT) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def copy_of(address: str) -> str:
    """Return the copy that the Internet Archive has of an address; nothing where it has none, or does not say."""
    try:
        with urllib.request.urlopen(ARCHIVE + quote(address, safe=""), timeout=TIMEOUT) as answer:
            found: str = json.load(answer)["archived_snapshots"]["closest"]["url"]
            return found
    except (OSError, KeyError, ValueError):
        return ""


if __name__ == "__main__":
    sys.exit(main())
