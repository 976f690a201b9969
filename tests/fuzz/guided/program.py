"""Bytes guided by coverage, by Atheris: what runs in the page must answer whatever comes in an address or a field.

Runs in the environment of this folder, as ``python -m tests.fuzz.guided.program TARGET`` and libFuzzer's own arguments; an
exception that a target lets through ends it. Imports only what needs no other package than Atheris.
"""

import contextlib
import json
import sys

import atheris

with atheris.instrument_imports(include=["plots"]):
    from plots import bridge
    from plots.models.history import tables
    from plots.playgrounds import calls

IDS = ("boosting", "huggingface", "kmeans", "lr", "zero-communication", "zero-memory")


def answered(id: str, request: dict[str, object]) -> None:
    """Check that a playground answers, or says in a sentence why not."""
    answer = json.loads(bridge.handle(json.dumps({"playground": id, **request})))
    assert "ok" in answer or answer["error"]["type"] == "SettingError", answer


def request(text: str) -> None:
    assert json.loads(bridge.handle(text)).keys() <= {"ok", "error"}


def address(text: str) -> None:
    answered(IDS[len(text) % len(IDS)], {"do": "open", "query": text})


def table(text: str) -> None:
    edit = {"setting": 0, "path": ["table"], "text": text}
    answered("kmeans", {"do": "show", "settings": [[]], "edits": [edit]})


def nested(text: str) -> None:
    with contextlib.suppress(ValueError):
        calls.write(calls.read(text))


def csv(text: str) -> None:
    with contextlib.suppress(ValueError):
        tables.rows(text)


TARGETS = {each.__name__: each for each in (request, address, table, nested, csv)}

if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, lambda data: target(data.decode(errors="replace")))
    atheris.Fuzz()
