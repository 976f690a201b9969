"""How much the processors work for a browser: the times of all processes that come from this one (Linux)."""

import os
from collections.abc import Iterator
from pathlib import Path

PARENT, USER, SYSTEM = 1, 11, 12  # fields of /proc/<pid>/stat, behind the name


def cpu_seconds() -> float:
    """Return what all processes that this one has started, and theirs, have used so far, this one left out."""
    fields = dict(stats())
    ours = {os.getpid()}
    while more := {pid for pid, each in fields.items() if int(each[PARENT]) in ours} - ours:
        ours |= more
    ticks = sum(int(fields[pid][time]) for pid in ours - {os.getpid()} for time in (USER, SYSTEM))
    return ticks / os.sysconf("SC_CLK_TCK")


def stats() -> Iterator[tuple[int, list[str]]]:
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            yield int(file.parent.name), file.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
