"""Ask the bridge in both interpreters."""

import json

from plots import bridge
from tests.micropython.interpreter import run_in_micropython


def ask(do, **request):
    """Return what the bridge answers in CPython; an error fails the test."""
    answer = json.loads(bridge.handle(json.dumps({"playground": "lr", "do": do, **request})))
    assert "error" not in answer, answer
    return answer["ok"]


def opened(query="", **request):
    return ask("open", query=query, **request)


def ask_micropython(requests):
    """Return what the bridge answers to each request in MicroPython, errors included."""
    code = """
from plots.bridge import handle
result = [json.loads(handle(json.dumps(request))) for request in argument]
"""
    return run_in_micropython(code, [{"playground": "lr", **request} for request in requests])


def ask_both(requests):
    """Return the answers of both interpreters to each request, as pairs."""
    ours = [json.loads(bridge.handle(json.dumps({"playground": "lr", **request}))) for request in requests]
    return list(zip(ours, ask_micropython(requests), strict=True))


def series(state, picture="lr"):
    """Return the values of the series of a picture of a state."""
    [found] = [each for each in state["pictures"] if each["name"] == picture]
    return [each["values"] for each in found["series"]]
