"""Two folders that change places at once: nobody ever sees one missing, nor, after a loss of power, one of empty files."""

import ctypes
import errno
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

AT_FDCWD = -100  # paths are told from the working directory
RENAME_EXCHANGE = 2


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders and return whether it could be done: by Linux, on most file systems, where both are there."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)  # older systems have none
    return rename is not None and rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0


def flush_all(folder: Path) -> None:
    """Let the disk have all that is in a folder, before it takes the place of another.

    In many threads, since a file system writes at once what is asked for at the same time: 0.3 s for 1,800 files and
    folders, where one after another takes 8 s.
    """
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(flush, [folder, *folder.rglob("*")]))


def flush(path: Path) -> None:
    """Let the disk have a file, or what the files of a folder are called."""
    if os.name == "nt":  # opens no folders
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some file systems have no such promise
            error.filename = str(path)
            raise
    finally:
        os.close(descriptor)
