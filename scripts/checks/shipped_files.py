"""Open every file of the built site by a program of its kind: what is cut off, empty or something else is found here."""

import ast
import csv
import gzip
import io
import json
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from scripts.shared.kept import Kept
from scripts.shared.sources import last_line

WASM = b"\0asm"


def findings(folder: Path) -> Iterator[str]:
    """Yield a sentence for each file that cannot be read to its end."""
    with Kept("shipped-files") as kept:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            content = path.read_bytes()
            if wrong := kept.of(path.suffix, content, make=partial(what_is_wrong, path.suffix, content)):
                cure = "换上完整的文件；它若是构建出来的，运行 make clean 后重新构建"
                yield f"{path.relative_to(folder).as_posix()}：读不到头，{wrong}。{cure}。"


def what_is_wrong(suffix: str, content: bytes) -> str:
    """Return why a file cannot be read; nothing where it can."""
    try:
        if not content and suffix != ".py":  # __init__.py
            raise ValueError("it is empty")
        READERS.get(suffix, len)(content)
    except Exception as error:  # whatever its reader raises
        return last_line(error)
    return ""


def read_text(content: bytes) -> str:
    if b"\0" in content:
        raise ValueError("it is no text")
    return content.decode("utf-8-sig")


def read_html(content: bytes) -> None:
    if not read_text(content).rstrip().endswith("</html>"):
        raise ValueError("it has no end")


def read_xml(content: bytes) -> etree.Element:
    return etree.fromstring(content)


def read_svg(content: bytes) -> None:
    if not (tag := read_xml(content).tag).endswith("}svg"):
        raise ValueError(f"it is no drawing but <{tag}>")


def read_csv(content: bytes) -> None:
    if not any(csv.reader(io.StringIO(read_text(content)), strict=True)):
        raise ValueError("it has no rows")


def read_image(content: bytes, *, kind: str) -> None:
    from PIL import Image  # slow to import, as the next one

    with Image.open(io.BytesIO(content), formats=[kind]) as image:
        for frame in range(getattr(image, "n_frames", 1)):
            image.seek(frame)
            image.load()


def read_font(content: bytes) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(content))
    for table in font.keys():  # noqa: SIM118 (it is no dictionary)
        font[table]


def read_wasm(content: bytes) -> None:
    """Walk through the sections: each is a number, its length in groups of seven bits, and so many bytes."""
    if not content.startswith(WASM):
        raise ValueError("it is no WebAssembly")
    at = 8
    while at < len(content):
        at += 1
        length = shift = 0
        while True:
            byte = content[at]
            length |= (byte & 0x7F) << shift
            at, shift = at + 1, shift + 7
            if byte < 0x80:
                break
        at += length
    if at != len(content):
        raise ValueError("its last section is cut off")


READERS: dict[str, Callable[[bytes], object]] = {
    **dict.fromkeys((".css", ".js", ".md", ".mjs", ".txt"), read_text),
    **dict.fromkeys((".json", ".ipynb", ".webmanifest"), json.loads),
    **{f".{kind}": partial(read_image, kind=kind.upper()) for kind in ("gif", "ico", "jpeg", "png", "webp")},
    ".jpg": partial(read_image, kind="JPEG"),
    **dict.fromkeys((".woff", ".woff2"), read_font),
    ".csv": read_csv,
    ".gz": gzip.decompress,
    ".html": read_html,
    ".py": ast.parse,
    ".svg": read_svg,
    ".wasm": read_wasm,
    ".xml": read_xml,
}
