"""Records made by other people's code, and how close to them we must come.

They are read from tests/oracles/, or from the folder that the environment variable ORACLES names. Nothing is assumed
about how many there are or what they are called. A file is a list of records, or a document that holds such lists. For
each topic, tests/replays/<topic>.py has ``replay(record)``, which computes a record again, and ``expected(record)``,
what it must give; both run in CPython and in MicroPython.
"""

import json
import os
from pathlib import Path

FOLDER = Path(os.environ.get("ORACLES") or Path(__file__).parent / "oracles")
# Of each format of document, the keys that hold records; of all, those that say how they were made.
RECORDS = {"kmeans-golden-1": ["datasets", "extras"], "boosting-golden-1": ["datasets"]}
ABOUT = {"format", "generated_with", "conventions"}


def load(topic):
    """Return all records of a topic; that there are none is an error, as nothing would then be tested."""
    path = FOLDER / f"{topic}.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    records = records_of(content, path) if isinstance(content, dict) else content
    if not isinstance(records, list) or not records:
        raise ValueError(f"{path} must hold a list of at least one record")
    return records


def records_of(document, path):
    """Return the records of a document; a format or key that is not known raises."""
    keys = RECORDS[document["format"]]
    unknown = document.keys() - ABOUT - set(keys)
    if unknown:
        raise ValueError(f"{path} has unknown keys: {sorted(unknown)}")
    return [record for key in keys for record in document.get(key, [])]


def names(records):
    """Return a name for each record to show in test reports; neither its presence nor uniqueness is needed."""
    return [
        str(record.get("id", record.get("name", index))) if isinstance(record, dict) else str(index)
        for index, record in enumerate(records)
    ]


def difference(actual, expected, *, where="value", absolute=1e-12, relative=1e-9):
    """Return a sentence about the first place where two nested results differ, or None.

    Numbers may differ by ``absolute + relative·|expected|``: sums and cosines are rounded differently by other
    libraries and interpreters, in the last bits. Everything else must be equal.
    """
    tolerances = {"absolute": absolute, "relative": relative}
    if isinstance(expected, dict) and isinstance(actual, dict) and expected.keys() == actual.keys():
        parts = [(f"{where}.{key}", actual[key], expected[key]) for key in expected]
    elif isinstance(expected, list) and isinstance(actual, (list, tuple)) and len(expected) == len(actual):
        parts = [(f"{where}[{i}]", *pair) for i, pair in enumerate(zip(actual, expected, strict=True))]
    elif is_number(expected) and is_number(actual):
        close = abs(actual - expected) <= absolute + relative * abs(expected)
        return None if close else f"{where} is {actual!r}, expected {expected!r}"
    else:
        same = actual == expected and is_number(actual) == is_number(expected)  # 1 is not True
        return None if same else f"{where} is {actual!r}, expected {expected!r}"
    found = (difference(a, e, where=place, **tolerances) for place, a, e in parts)
    return next((sentence for sentence in found if sentence), None)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)
