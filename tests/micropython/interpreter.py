"""Run Python in MicroPython, the interpreter of the playgrounds, under Node."""

import json
import subprocess
from functools import cache
from pathlib import Path

from scripts.shared.node import node
from tests import oracle_records

ROOT = Path(__file__).parents[2]
NODE = node()
RUNNER = Path(__file__).with_name("run.mjs")

# What must run in both interpreters (DESIGN.md §3), and what the tests add to it.
SHARED = [
    "plots/__init__.py",
    "plots/bridge.py",
    "plots/models/**/*.py",
    "plots/pictures/**/*.py",
    "plots/playgrounds/**/*.py",
]
DATA = ["plots/data/*.csv"]
REPLAYS = ["tests/replays/*.py"]


def python_files(*patterns):
    """Return the paths, relative to the repository and sorted, that match one of the patterns."""
    return sorted({path.relative_to(ROOT).as_posix() for pattern in patterns for path in ROOT.glob(pattern)})


def run_in_micropython(code, argument=None):
    """Return ``result`` after ``code`` has run; both ``argument`` and ``result`` are plain JSON data."""
    return json.loads(
        written_in_micropython(f"{code}\nwith open('result', 'w') as file: json.dump(result, file)", argument)
    )


def written_in_micropython(code, argument):
    """Return what ``code`` writes into the file ``result``."""
    files = {path: (ROOT / path).read_text(encoding="utf-8") for path in python_files(*SHARED, *DATA, *REPLAYS)}
    task = json.dumps({"files": files, "code": code, "argument": argument})
    done = subprocess.run([NODE, RUNNER], input=task, capture_output=True, encoding="utf-8", timeout=900)
    if done.returncode != 0:
        raise RuntimeError(f"MicroPython failed:\n{done.stderr}")
    return done.stdout


def run_in_cpython(code, argument=None):
    """Return ``result`` after ``code`` has run here, as plain JSON data, too."""
    names = {"argument": argument}
    exec(code, names)
    return json.loads(json.dumps(names["result"]))


@cache
def replay_in_micropython(topic):
    """Return what MicroPython computes for each oracle record of a topic: a value, or an error as a sentence."""
    code = f"""
from tests.replays.{topic} import replay
result = []
for record in argument:
    try:
        result.append({{"value": replay(record)}})
    except Exception as error:
        result.append({{"error": type(error).__name__ + ": " + str(error)}})
"""
    return run_in_micropython(code, oracle_records.load(topic))
