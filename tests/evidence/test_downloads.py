"""What the downloads did in a fresh environment of their line: printed what the site shows, in time, and left nothing."""

import re

import pytest

from scripts.notebooks import storage
from tests import downloads
from tests.docs.told import Told
from tests.evidence.environments import HERE, seen

NOTEBOOKS = {notebook.id: notebook for notebook in map(storage.read, storage.paths())}
RECORDS = {path.stem.rpartition("-")[2]: seen(path.stem) for path in sorted(HERE.glob("notebooks-downloads-*.json"))}
# A notebook that is begun has not been taken elsewhere yet: make evidence does that.
RECORDED = [id for id in NOTEBOOKS if any(id in record for record in RECORDS.values())]
SECONDS = 30
# What differs between the two versions, by a part of what is printed: each is told in its notebook or is the library's
# own wording.
BETWEEN_VERSIONS: dict[str, str] = {}


@pytest.mark.parametrize("python", RECORDS)
@pytest.mark.parametrize("id", RECORDED)
def test_a_download_ran_in_a_fresh_environment_of_its_own_line(python, id):
    record = RECORDS[python][id]
    assert record["code"] == downloads.digest(NOTEBOOKS[id]), "notebook 改过了：make evidence ONLY=notebooks"
    assert re.fullmatch(r"(?:[\w-]+==[\d.]+ ?)+", record["line"])
    assert (record["complaints"], record["left"]) == ([], [])
    assert record["seconds"] < SECONDS


@pytest.mark.parametrize("id", RECORDED)
def test_it_printed_there_what_the_site_shows_and_the_same_on_both_versions(id):
    shown = [text_of(outputs) for outputs in Told(id).outputs]
    for python, record in RECORDS.items():
        printed = record[id]["printed"][-len(shown) :]
        for one, other in zip(shown, printed, strict=True):
            assert one == other, f"{id} on Python {python}"


def text_of(outputs):
    """Return what a cell prints, as tests.downloads has it."""
    parts = [output.get("text") or next(data(output), "") for output in outputs]
    return "\n".join(part.rstrip("\n") for part in parts)


def data(output):
    yield from (output["data"][kind] for kind in ("text/markdown", "text/plain") if kind in output["data"])
