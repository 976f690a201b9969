"""What is wrong with the files of authors, each taken by itself: encodings, Python, data, pictures, the glossary."""

import ast
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from scripts.shared import glossary
from scripts.shared.findings import Finding, findings_of, unexpected
from scripts.shared.paths import GENERATED, ROOT
from scripts.shared.sources import SourceError, read_text, shown

FOLDERS = ("docs", "plots", "overrides")
TEXTS = frozenset({".css", ".csv", ".html", ".ipynb", ".json", ".md", ".mjs", ".py", ".pyi", ".svg", ".txt", ".yml"})
PAGES = frozenset({".md", ".ipynb"})  # whose readers say so, with all else that is wrong in pages
PICTURES = frozenset({".gif", ".jpeg", ".jpg", ".png", ".webp"})
LARGEST = 300  # KB of a picture: all of an article has 150 without its figures
LONGEST_LINE = 20_000  # characters in a page
CONTROL = frozenset(map(chr, range(32))) - set("\t\n\r\f")


def findings() -> Iterator[Finding]:
    """Yield what is wrong, in the order of the files."""
    for path in paths():
        yield from file_findings(path)
    yield from glossary_findings()


def paths() -> list[Path]:
    """Return the files that authors write; what systems, editors and the build put beside them is left out."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.*") if path.is_file()]
    return [ROOT / "mkdocs.yml", *sorted(path for path in found if not is_apart(path))]


def is_apart(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return path.is_relative_to(GENERATED) or "__pycache__" in parts or any(part.startswith(".") for part in parts)


def file_findings(path: Path) -> Iterator[Finding]:
    suffix = path.suffix.lower()
    if suffix in PICTURES:
        yield from picture_findings(path)
    if suffix not in TEXTS:
        return
    try:
        text = read_text(path)
    except SourceError as error:
        if suffix not in PAGES:
            yield from findings_of(error)
        return
    if bad := next((character for character in text if character in CONTROL), None):
        line = text.count("\n", 0, text.index(bad)) + 1
        yield Finding(f"{shown(path)}:{line}", f"有看不见的控制字符 {bad!r}", "删去它")
    elif suffix == ".md":
        yield from length_findings(path, text)
    elif suffix == ".py":
        yield from python_findings(path)
    elif suffix == ".csv":
        yield from table_findings(path, text)


def length_findings(path: Path, text: str) -> Iterator[Finding]:
    """Yield the lines that nobody has typed: a picture as a data address, for one, keeps a converter busy for minutes."""
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            cure = "图片存成 docs/assets/ 里的文件再引用；文字分成几段"
            yield Finding(f"{shown(path)}:{number}", f"这一行有 {len(line)} 个字符", cure)


def python_findings(path: Path) -> Iterator[Finding]:
    try:
        ast.parse(path.read_bytes(), filename=str(path))
    except SyntaxError as error:
        yield unexpected(error)


def table_findings(path: Path, text: str) -> Iterator[Finding]:
    """Yield the lines of a table that have more or fewer cells than its head, and columns of one name."""
    rows = csv.reader(text.splitlines())
    head = next(rows, [])
    if not head:
        yield Finding(f"{shown(path)}:1", "是空的", "第一行写各列的名字，或删去这个文件")
    for name, count in Counter(head).items():
        if count > 1:
            yield Finding(f"{shown(path)}:1", f"有 {count} 列叫 {name}", "给其中一列换个名字")
    for row in rows:
        if row and len(row) != len(head):
            place = f"{shown(path)}:{rows.line_num}"
            yield Finding(place, f"这一行有 {len(row)} 格，表头有 {len(head)} 格", "补上或删去；格子里有逗号时加双引号")


def picture_findings(path: Path) -> Iterator[Finding]:
    place, size = f"{shown(path)}:1", path.stat().st_size / 1000
    try:
        with Image.open(path) as image:
            image.verify()
    except Exception:  # PIL's are of many kinds
        yield Finding(place, "不是能打开的图片", "重新导出它")
    if size > LARGEST:
        yield Finding(place, f"图片有 {size:.0f} KB，超过 {LARGEST} KB", "缩小它，或转成 WebP；图表用代码画")


def glossary_findings() -> Iterator[Finding]:
    """Yield the terms of docs/terms.md that are there twice."""
    if not glossary.GLOSSARY.is_file():
        return
    try:
        rows = list(glossary.rows(read_text(glossary.GLOSSARY)))
    except SourceError as error:
        yield from findings_of(error)
        return
    seen: dict[str, str] = {}
    for row in rows:
        for text in (f"{{ #{row['id']} }}", row.get("中文", "")):
            if text in seen:
                cure = "给其中一个换个锚点" if text.startswith("{") else f"与 #{seen[text]} 合成一行，或写明是哪一种"
                yield Finding(last_place(f"{{ #{row['id']} }}"), f"{text} 写了两次", cure)
            seen.setdefault(text, row["id"])


def last_place(text: str) -> str:
    """Return the last line of the glossary that holds ``text``."""
    lines = read_text(glossary.GLOSSARY).splitlines()
    line = max((number for number, each in enumerate(lines, start=1) if text in each), default=1)
    return f"{shown(glossary.GLOSSARY)}:{line}"
