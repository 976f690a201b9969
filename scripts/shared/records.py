"""What was made from what: below the cache, a digest of all that goes into some files, and one of each file that came out.

A record is an entry ``{"key": …, "files": {path: digest}, "seal": …}``, in a file that maps names to such, with what else
its maker has to know. A file of records that cannot be read counts as empty, and an entry that is not as it was written,
or whose files are not, counts as none: they are made again.
"""

import json
import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from scripts.shared.files import digest, read_if_there, remove_drafts, write_if_changed
from scripts.shared.paths import CACHE, GENERATED

Entry = dict[str, Any]
Entries = dict[str, Entry]
NONE: Entry = {"key": None, "files": {}}  # of what was never made


def read_entries(path: Path) -> Entries:
    """Return the entries of a file that are as they were written."""
    try:
        state = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    return dict(read_as_of(path, state.st_ino, state.st_size, state.st_mtime_ns))


@lru_cache(32)
def read_as_of(path: Path, *state: int) -> Entries:
    """Read a file of records; pages ask for each figure what the manifest knows of it."""
    try:
        found = json.loads(read_if_there(path) or b"{}")
    except ValueError:
        return {}
    entries = found.items() if isinstance(found, dict) else ()
    return {name: entry for name, entry in entries if isinstance(entry, dict) and entry.get("seal") == seal(entry)}


def write_entries(path: Path, entries: Mapping[str, Entry]) -> None:
    sealed = {name: entry | {"seal": seal(entry)} for name, entry in entries.items()}
    write_if_changed(path, f"{json.dumps(sealed, ensure_ascii=False, indent=1)}\n".encode())


def seal(entry: Entry) -> str:
    """Return a digest of an entry, by which one is told that something else has changed."""
    told = {name: value for name, value in entry.items() if name != "seal"}
    return digest(json.dumps(told, sort_keys=True).encode())


def digests(contents: Mapping[Path, bytes], cache: Path = CACHE) -> dict[str, str]:
    """Return the part ``files`` of an entry; paths are told from the cache, so that both may move together."""
    return {Path(os.path.relpath(path, cache)).as_posix(): digest(content) for path, content in contents.items()}


def is_current(entry: Entry, key: str, cache: Path = CACHE) -> bool:
    """Return whether files were made from what ``key`` is the digest of, and are all there as they were written."""
    return entry["key"] == key and all(is_whole(place(path, cache), known) for path, known in entry["files"].items())


def place(path: str, cache: Path) -> Path:
    return Path(os.path.normpath(cache / path))  # not as the system takes "..": the cache may be a link to elsewhere


def is_whole(path: Path, known: str | None) -> bool:
    content = read_if_there(path)
    return content is not None and digest(content) == known


def make(record: Path, key: str, contents: Callable[[], Mapping[Path, bytes]], **more: Any) -> bool:
    """Write the files that ``contents`` returns unless they are current; return whether it was called."""
    name, cache = record.stem, record.parent
    if is_current(read_entries(record).get(name, NONE), key, cache):
        return False
    made = contents()
    for path, content in made.items():
        write_if_changed(path, content)
    write_entries(record, {name: {"key": key, "files": digests(made, cache), **more}})  # last: it says they are whole
    return True


def remove_unknown() -> None:
    """Remove what no record knows of the files that are generated, and what builds that were killed left in the cache."""
    entries = [entry for path in CACHE.glob("*.json") for entry in read_entries(path).values()]
    known = {place(path, CACHE) for entry in entries for path in entry["files"]}
    for path in sorted(GENERATED.rglob("*"), reverse=True):  # what is in a folder before the folder
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in known:
            path.unlink()
    remove_drafts(CACHE)
