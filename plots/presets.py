"""The settings of a playground that the build shows: those with a figure, and each preset; a page never loads this."""

import functools
import json

from plots import bridge
from plots.playgrounds import query
from plots.playgrounds.state import read_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.playground import Playground
    from plots.playgrounds.protocol import Request


def canonical(playground: "Playground", text: str) -> str:
    """Return a query as a page would write it."""
    return query.write([setting.pairs for setting in read_settings(playground, query.read(text))])


def figures(playground: "Playground") -> "dict[str, str]":
    """Return the ids of the figures that show a setting of a playground, by its query; each preset has one."""
    topic = playground.figures[0][1].partition("/")[0] if playground.figures else playground.id
    of_presets = [(text, f"{topic}/{playground.id}/{name}") for name, _, text in playground.presets]
    found: dict[str, str] = {}
    for text, figure in (*playground.figures, *of_presets):
        found.setdefault(canonical(playground, text), figure)
    return found


@functools.lru_cache(1)  # a figure asks for its pictures, its table and its sentence
def whole(playground: "Playground", text: str) -> "dict[str, Any]":
    """Return the state of a setting when all that its first pictures show has been computed; not to be changed."""
    state: dict[str, Any] = json.loads(bridge.answer_open(playground, {"query": text}))
    if not any("progress" in picture for picture in state["pictures"] or []):
        return state
    growing: list[Request] = [
        {"settings": state["settings"], "name": picture["name"], "brief": True} for picture in state["pictures"]
    ]
    while growing:
        growing = [each for each in growing if "progress" in json.loads(bridge.answer_picture(playground, each))]
    grown: dict[str, Any] = json.loads(bridge.answer_open(playground, {"query": text}))
    return grown
