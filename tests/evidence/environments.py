"""The environments in which other people's systems run, their programs, and the records of these.

A folder beside this file is an environment: ``.python-version`` says of which Python, or of which several, one a line,
``requirements.txt`` of which packages, locked. Its modules are programs: each writes what it saw, as JSON, to the file that its one argument names.
A record says what ran, so that a test can tell one which is older than its program.
"""

import datetime
import hashlib
import json
import os
import platform
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from scripts.shared.imports import imported_files
from scripts.shared.paths import BIN, CACHE, ROOT

HERE = Path(__file__).resolve().parent
LOCK = "requirements.txt"
FIRST = "torch.txt"  # what is locked by hand; before the packages that are built with it
LIMIT_S = 3600  # for one program
ASK = "import importlib.metadata as m, json, sys; print(json.dumps({name: m.version(name) for name in sys.argv[1:]}))"


class InstallationError(Exception):
    """An environment cannot be had on this machine; the message is a sentence."""


class Program(NamedTuple):
    """A module that runs in an environment of its own, with one of its Pythons."""

    path: Path
    python: str

    @property
    def environment(self) -> str:
        return self.path.parent.name

    @property
    def name(self) -> str:
        return f"{self.environment}/{self.path.stem}{self.which}"

    @property
    def module(self) -> str:
        return f"tests.evidence.{self.environment}.{self.path.stem}"

    @property
    def record(self) -> Path:
        return HERE / f"{self.environment}-{self.path.stem}{self.which}.json"

    @property
    def which(self) -> str:
        """Return what of a name tells Pythons apart where there are several."""
        return f"-{self.python}" if len(pythons(self.path.parent)) > 1 else ""

    def digest(self) -> str:
        """Return a digest of what says what is run: the program, what of this folder it imports, and the packages."""
        digest = hashlib.sha256()
        ours = [path for path in imported_files(self.module) if HERE in path.parents]
        for path in sorted([*ours, *locks(self.path.parent)]):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:16]

    def run(self) -> dict[str, Any]:
        """Return the record of a run now.

        Raises:
            InstallationError: If its environment cannot be had.
            subprocess.CalledProcessError: If the program fails.
        """
        python, digest = installed(self.path.parent, self.python), self.digest()
        command = [str(python), "-m", self.module]
        with tempfile.TemporaryDirectory() as folder:
            written = Path(folder) / "seen.json"
            ours = {
                "PYTHONPATH": str(ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONHASHSEED": "0",
                "OMP_NUM_THREADS": "1",
            }
            variables = {**os.environ, **ours}
            subprocess.run([*command, str(written)], cwd=folder, env=variables, check=True, timeout=LIMIT_S)
            seen = json.loads(written.read_text(encoding="utf-8"))
        return {
            "system": versions(python, self.path.parent),
            "python": text_of(python, "import platform; print(platform.python_version())").strip(),
            "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
            "date": datetime.date.today().isoformat(),
            "command": f"python -m {self.module}",
            "digest": digest,
            "seen": seen,
        }

    def write_record(self, record: dict[str, Any]) -> None:
        text = json.dumps(record, ensure_ascii=False, indent=1)
        self.record.write_text(f"{text}\n", encoding="utf-8")


def programs() -> Iterator[Program]:
    """Yield the programs of all environments."""
    for lock in sorted(HERE.glob(f"*/{LOCK}")):
        modules = sorted(lock.parent.glob("[!_]*.py"))
        yield from (Program(path, python) for path in modules for python in pythons(lock.parent))


def seen(record: str) -> Any:
    """Return what a record says, by its name without a suffix."""
    return json.loads((HERE / f"{record}.json").read_text(encoding="utf-8"))["seen"]


def pythons(folder: Path) -> list[str]:
    return (folder / ".python-version").read_text(encoding="utf-8").split()


def locks(folder: Path) -> list[Path]:
    """Return the files that say what is in an environment, in the order in which they are installed."""
    return [path for path in (folder / FIRST, folder / LOCK) if path.exists()]


def installed(folder: Path, version: str) -> Path:
    """Return the program of a Python with the packages of an environment, which is made where it is not there yet."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in locks(folder))).hexdigest()[:12]
    home = CACHE / f"evidence-{folder.name}-{version}-{digest}"
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not (home / "installed").exists():
        print(f"安装 {folder.name} 的环境……", flush=True)
        make(home, python, folder, version)
        (home / "installed").touch()
    return python


def make(home: Path, python: Path, folder: Path, version: str) -> None:
    made = subprocess.run(
        [
            str(BIN / "uv"),
            "venv",
            "--quiet",
            "--clear",
            "--seed",
            "--no-python-downloads",
            "--python",
            version,
            str(home),
        ],
        stderr=subprocess.DEVNULL,
    )
    if made.returncode != 0:
        raise InstallationError(f"要 Python {version}，这台机器上没有；装上它再来。")
    quiet = ["--quiet", "--disable-pip-version-check", "--require-hashes"]
    for lock in locks(folder):
        # Without isolation: what is built from source is built with the packages that are locked, and none else.
        how = ["--no-deps"] if lock.name == FIRST else ["--no-build-isolation"]
        if subprocess.run([str(python), "-m", "pip", "install", *quiet, *how, "-r", str(lock)]).returncode != 0:
            raise InstallationError(f"{lock.relative_to(ROOT)} 没有装成，原因见上。")


def versions(python: Path, folder: Path) -> dict[str, str]:
    """Return the versions of the packages that ``requirements.in`` asks for by their versions or without."""
    lines = (folder / "requirements.in").read_text(encoding="utf-8").splitlines()
    names = [line.partition("#")[0].strip() for line in lines]
    wanted = [re.split("[<>=]", name)[0] for name in names if name]
    found: dict[str, str] = json.loads(text_of(python, ASK, *wanted))
    return found


def text_of(python: Path, program: str, *arguments: str) -> str:
    done = subprocess.run(
        [str(python), "-c", program, *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return done.stdout
