"""What tests try on a playground beside what holds for all: ``TRIED`` in tests/playgrounds/tried/<package>.py.

A playground needs no such file: what is not said follows from its first number.
"""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from plots import bridge
from plots.playgrounds.controls import Number

Query = str


@dataclass(kw_only=True)
class Tried:
    """Settings, as queries, and what is seen of them."""

    # Values
    changed: tuple[str, str] = ("", "")  # a number, and another value for it
    wrong: tuple[str, str] = ("", "")  # a field, and what it does not take
    cannot_be_drawn: Query = ""
    bad: Sequence[tuple[Query, str]] = ()  # what gets a sentence, and the sentence or how it begins
    hostile: Sequence[Query] = ()
    # Settings
    full: Query = ""  # shows much
    compared: Query = ""  # two settings side by side
    plain: Query = ""  # what is looked at in forced colours and large text
    wordy: Query = ""
    short: Query = ""  # has a few steps
    by_hand: Sequence[Query] = ()  # pictures that hold what can be dragged or drawn
    spoken: Sequence[tuple[Query, str, str]] = ()  # more settings of which every change is said once; a number, a value
    # Random settings
    among: Sequence[dict[str, Any]] = field(default_factory=lambda: 12 * [{}])  # texts asked for, one entry a setting
    texts: dict[str, Callable[[Random, Any], str]] = field(default_factory=dict)  # of controls that nobody else has
    agree: Callable[[dict[str, str]], dict[str, str]] = dict  # texts that have to agree, and no control says so
    # Where a slider goes further than a test has time for, or further than where all that can be seen is.
    ranges: dict[str, tuple[float, float]] = field(default_factory=dict)
    close: dict[str, float] = field(default_factory=dict)  # how close the numbers of both interpreters are
    kept: Sequence[Any] = ()  # what it keeps of what it has computed
    # The picture
    first_colour: tuple[str, str] = (".chart__line", "stroke")  # what has the first colour of the palette
    walks: bool = True  # it has steps
    tells: bool = False  # a sentence for every step, or no curve to go along
    glides: bool = False  # what moves is seen between two steps
    same_height_on_phones: bool = True
    same_width: bool = True  # as its figure


def tried(id: str) -> Tried:
    """Return what is tried on a playground."""
    path = Path(__file__).parent / "tried" / f"{id.replace('-', '_')}.py"
    found: Tried = importlib.import_module(f"tests.playgrounds.tried.{path.stem}").TRIED if path.exists() else Tried()
    number = next((each for each in bridge.find(id).controls({}) if isinstance(each, Number)), None)
    if number:
        low, high = number.slider
        other = next(value for value in (low, high) if number.read(number.default) != value)
        found.changed = found.changed if found.changed[0] else (number.name, f"{other:g}")
        found.wrong = found.wrong if found.wrong[0] else (number.name, "x")
    found.cannot_be_drawn = found.cannot_be_drawn or "=".join(found.wrong)
    return found
