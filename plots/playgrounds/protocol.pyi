"""What a control is made of and what the page asks, for the type checker; no page loads it.

What is said to the page and by it is written in full in overrides/assets/javascripts/playground/types.d.ts.
"""

from typing import TypedDict

from plots.playgrounds.controls import Path
from plots.playgrounds.query import Pairs

class Common(TypedDict, total=False):
    """What every kind of control takes; see `plots.playgrounds.controls.Control`."""

    label: str
    hint: str
    shared: bool
    kept: bool | None
    follows: bool
    group: str

class Edit(TypedDict, total=False):
    """What the reader does to a control or to the settings; a text is written where no ``op`` is given.

    ``add`` (``text`` is the kind), ``remove``, ``up`` and ``down`` (``index``) change the things in a nested control,
    ``add`` and ``remove`` those of one that is points; ``copy-setting`` and ``remove-setting`` the list of settings;
    ``write`` (``text`` is a query) several controls at once; ``preset`` (``text`` is its name) and ``reset`` all.
    """

    setting: int
    path: Path
    text: str
    op: str
    index: int

class Request(TypedDict, total=False):
    """What the page asks; see `plots.bridge`."""

    playground: str
    do: str
    query: str
    settings: list[Pairs]
    edits: list[Edit]
    name: str
    brief: bool
    setting: int
    step: int | None
    have: list[str]
    prefix: str
    page: bool
    run: bool
