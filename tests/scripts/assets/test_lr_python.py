"""The Python of the schedulers in the page: what a playground fetches, and libraries that nobody installs."""

import gzip
import json

from scripts.assets.programs import pack, program
from scripts.assets.python_files import packs, texts


def test_the_packs_of_the_schedulers_stay_small():
    first, later, rest = (len(gzip.compress(texts(paths).encode(), 9)) for paths in packs("lr").values())

    # Of the 300 KB that a start may take, MicroPython and the front end take 240: a browser test adds up the whole.
    assert first < 51_000
    assert first + later + rest < 91_500


def test_a_block_runs_where_libraries_stand_in_for_others():
    [block] = program(["import torch\nfrom oneflow.optim.lr_scheduler import StepLR\nprint(torch, StepLR)"])
    assert block.runs


def test_the_pack_holds_what_is_imported_under_the_names_by_which_it_is_found():
    content = json.loads(pack(program(["from oneflow.optim import SGD\nx = SGD", "x.y = 1\nprint(x)"])))
    assert {"oneflow/optim.py", "plots/stand_ins/training.py", "plots/models/lr_schedules/base.py"} <= content[
        "files"
    ].keys()
    assert content["needs"] == {"0": [], "1": [0]}
    assert content["names"] == {"SGD": [0], "x": [0, 1]}
    assert content["libraries"] == ["oneflow"]
