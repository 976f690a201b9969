"""The training runs that pages print, as they stand there, on two processes without a GPU."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from scripts.checks.code_blocks import DOCS, pages
from tests.evidence.launches import Launch, launches
from tests.evidence.torch import _ranks

WITHOUT_GPU = {"DS_ACCELERATOR": "cpu", "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
TRIES = 3  # threads of gloo that outlive its group now and then end a process with an error when all is done
OF_LIBRARIES = re.compile(r"\[|\{|DeepSpeed |$")  # how lines begin that the program does not print itself


def run(launch: Launch) -> str:
    """Return what a program prints itself, started where its files are and nothing else is."""
    folder = Path.cwd() / "run"
    folder.mkdir(exist_ok=True)
    for name, text in launch.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, **WITHOUT_GPU, "PATH": path}
    for _ in range(TRIES):
        done = subprocess.run(
            shlex.split(launch.command), cwd=folder, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
        )
        if done.returncode == 0:
            break
    done.check_returncode()
    return "".join(f"{line}\n" for line in done.stdout.splitlines() if not OF_LIBRARIES.match(line))


def main() -> None:
    found = [(path, launch) for path in pages() for launch in launches(path)]
    _ranks.write(
        [
            {
                "page": path.relative_to(DOCS).as_posix(),
                "command": launch.command,
                "files": launch.files,
                "printed": run(launch),
            }
            for path, launch in found
        ]
    )


if __name__ == "__main__":
    main()
