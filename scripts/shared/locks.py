"""One at a time, of builds that would be in each other's way."""

import contextlib
import os
import sys
from collections.abc import Iterator

from scripts.shared.files import make_way
from scripts.shared.paths import CACHE

BUILD = "build.lock"  # of what puts a site into its place
DRAWING = "drawing.lock"  # of what writes below docs/assets/generated/


@contextlib.contextmanager
def alone(name: str) -> Iterator[None]:
    """Hold a lock below the cache, when whoever holds it has ended; until this process has, however that happens."""
    path = CACHE / name
    make_way(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                print(f"另一个构建正在进行（进程 {file.read()}），等它结束……", file=sys.stderr, flush=True)
                fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        file.write(f"{os.getpid()}")
        file.flush()
        yield
