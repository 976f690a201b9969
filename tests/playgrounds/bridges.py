"""Ask the bridge in both interpreters."""

import json

from plots import bridge
from scripts.assets.python_files import playground_ids
from tests.micropython.interpreter import written_in_micropython


def ask(do, **request):
    """Return what the bridge answers in CPython; an error fails the test."""
    answer = json.loads(bridge.handle(json.dumps({"playground": "lr", "do": do, **request})))
    assert "error" not in answer, answer
    return answer["ok"]


def opened(query="", **request):
    return ask("open", query=query, **request)


def ask_micropython(requests):
    """Return what the bridge answers to each request in MicroPython, errors included.

    The answers are written one by one: kept there, each collection of garbage would search all that came before.
    """
    code = """
from plots.bridge import handle
with open("result", "w") as file:
    for request in argument:
        file.write(handle(json.dumps(request)) + "\\n")
"""
    answers = written_in_micropython(code, [{"playground": "lr", **request} for request in requests])
    return [json.loads(line) for line in answers.splitlines()]


def ask_both(requests):
    """Return the answers of both interpreters to each request, as pairs."""
    ours = [json.loads(bridge.handle(json.dumps({"playground": "lr", **request}))) for request in requests]
    return list(zip(ours, ask_micropython(requests), strict=True))


def ask_both_for_each(requests_of):
    """Return such pairs by playground, for what ``requests_of`` gives for its id; MicroPython starts once for all of them."""
    asked = [{"playground": id, **request} for id in playground_ids() for request in requests_of(id)]
    answers: dict = {id: [] for id in playground_ids()}
    for request, pair in zip(asked, ask_both(asked), strict=True):
        answers[request["playground"]].append(pair)
    return answers


def series(state, picture="lr"):
    """Return the values of the series of a picture of a state."""
    [found] = [each for each in state["pictures"] if each["name"] == picture]
    return [each["values"] for each in found["series"]]
