"""Run the tests of what differs from ``main``: the quick look while one works; ``make test`` runs all.

Chosen are the changed test files; of another changed file those in the folder of tests that mirrors its own and named
after it, else all of that folder; and those at the top of ``tests/``. What is marked as slow is left to ``make test``.

Usage: ``python -m tests.quick [option of pytest …]``
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
FRONT_END = "overrides"  # is tested in the browser; all of that takes minutes
IN_BROWSER = TESTS / "browser"
EVERY_PLAYGROUND = IN_BROWSER / "test_every_playground.py"


def main(options: list[str]) -> int:
    chosen = {path for name in changed() for path in tests_of(Path(name))} | set(TESTS.glob("test_*.py"))
    return pytest.main(["-m", "not slow", *options, *map(str, sorted(chosen))])


def changed() -> Iterator[str]:
    """Yield the names of files that differ from where this branch left main, committed or not."""
    base = git("merge-base", "HEAD", "main") or ["HEAD"]
    yield from git("diff", "--name-only", "-z", *base)
    yield from git("ls-files", "--others", "--exclude-standard", "-z")


def git(*arguments: str) -> list[str]:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    return [name for name in done.stdout.replace("\n", "\0").split("\0") if name]


def tests_of(name: Path) -> set[Path]:
    """Return the test files of a file of the project."""
    if name.parts[0] == "tests":
        return {ROOT / name} & set(TESTS.rglob("test_*.py"))
    folder, is_front_end = mirror(name), name.parts[0] == FRONT_END
    beside = set((IN_BROWSER if is_front_end else folder).rglob("test_*.py"))
    named = {path for path in beside if plain(name.stem) in plain(path.stem)}
    if is_front_end:
        return named or {EVERY_PLAYGROUND}
    return named or (beside if folder != TESTS else set())


def mirror(name: Path) -> Path:
    """Return the deepest folder of tests that mirrors a file's; ``tests/`` itself where none does."""
    parts = name.parts[1:] if name.parts[0] == "plots" else name.parts
    folders = [TESTS.joinpath(*parts[:depth]) for depth in range(len(parts), 0, -1)]
    return next((folder for folder in folders if folder.is_dir()), TESTS)


def plain(name: str) -> str:
    return "".join(filter(str.isalnum, name))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
