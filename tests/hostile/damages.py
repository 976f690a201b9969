"""Ways in which a file may be damaged that nobody looks at."""

import random
from collections.abc import Callable, Iterable
from pathlib import Path


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def scramble(path: Path) -> None:
    path.write_bytes(random.Random(path.name).randbytes(1000))


def shape_otherwise(path: Path) -> None:
    path.write_text('[{"frames": []}]', encoding="utf-8")


def alter(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2].swapcase() + content[len(content) // 2 :])


def lose(path: Path) -> None:
    path.unlink()


def put_a_folder_there(path: Path) -> None:
    path.unlink()
    (path / "within").mkdir(parents=True)


WAYS: list[Callable[[Path], None]] = [truncate, empty, scramble, shape_otherwise, alter, lose, put_a_folder_there]


def damage(paths: Iterable[Path], first: int) -> None:
    """Damage each file in another way, beginning with that one."""
    for index, path in enumerate(sorted(paths)):
        WAYS[(first + index) % len(WAYS)](path)


def put_foreign_files(folder: Path) -> None:
    """Put a file of another kind, a hidden one, and one of an older version beside those of each folder."""
    for each in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
        for name in ("foreign.txt", ".draft-1-x.svg", "older.svg"):
            (each / name).write_text("foreign", encoding="utf-8")
