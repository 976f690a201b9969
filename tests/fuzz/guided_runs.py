"""Run the targets of tests/fuzz/guided, which coverage guides from byte to byte, in their own environment."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.shared.paths import CACHE, ROOT
from tests.evidence.environments import InstallationError, installed, pythons
from tests.fuzz.running import Failure, Tally

FOLDER = Path(__file__).with_name("guided")
NAMES = ("request", "address", "table", "nested", "csv")
INPUTS = re.compile(r"^stat::number_of_executed_units:\s*(\d+)", re.MULTILINE)
RAISED = re.compile(r"^ === Uncaught Python exception: ===\n(.*?)\n==", re.MULTILINE | re.DOTALL)


def guided(seconds: float) -> dict[str, Tally]:
    """Return how the targets did, each tried for so long; none where the environment cannot be had, which is said."""
    try:
        python = installed(FOLDER, *pythons(FOLDER))
    except InstallationError as error:
        print(f"没有用 Atheris 试字节：{error}", file=sys.stderr)
        return {}
    return {f"bytes {name}": tried_in(python, name, seconds) for name in NAMES}


def tried_in(python: Path, name: str, seconds: float) -> Tally:
    """Return how one target did; what it has learned is kept for the next time."""
    corpus = CACHE / "fuzz" / name
    corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        limits = [f"-max_total_time={seconds:.0f}", "-max_len=2000", "-timeout=20", "-print_final_stats=1"]
        done = subprocess.run(
            [str(python), "-m", "tests.fuzz.guided.program", name, *limits, f"-artifact_prefix={folder}/", str(corpus)],
            cwd=ROOT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
        inputs = int(match[1]) if (match := INPUTS.search(done.stderr)) else 0
        if done.returncode == 0:
            return Tally(inputs, seconds)
        [broke, *_] = [*(each.read_bytes() for each in Path(folder).iterdir()), b""]
        told = match[1] if (match := RAISED.search(done.stdout + done.stderr)) else done.stderr[-2000:]
        return Tally(inputs, seconds, (Failure(told.splitlines()[0] if told else name, repr(broke), f"{told}\n"),))
