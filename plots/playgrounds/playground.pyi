"""What a playground tells the engine, which is the other modules here; the page loads playground.py alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, Protocol

from typing_extensions import TypeVar

from plots.playgrounds.controls import Control, Values
from plots.playgrounds.state import Setting

Result = TypeVar("Result", default=Any)

class Drawn(NamedTuple, Generic[Result]):
    """A setting that could be computed."""

    setting: int  # its number, from 0
    label: str  # a short name that says in what it differs from the others
    values: Values
    result: Result  # what the playground computed

class Listing(Protocol):
    def __call__(self, query: str, *, page: bool, href: str) -> str: ...

@dataclass(kw_only=True)
class Playground(Generic[Result]):
    """A playground: each package has one, its ``PLAYGROUND``.

    The module ``programs`` of a package is imported when it is asked for: ``written(values)`` returns code that does the
    same elsewhere, as pairs (name, code).
    """

    id: str  # as in addresses; with ``_`` for ``-`` the name of the package
    title: str  # in Chinese
    subject: str  # name of the control that says what is played with; empty for none

    controls: Callable[[dict[str, str]], tuple[Control, ...]]  # those that are shown while a setting has these texts
    compute: Callable[[Values], Result]  # all that is slow, or a SettingError; kept by the engine

    # The names of the pictures shown at once, and of those that may come later; one of them as JSON, or how far it is.
    pictures: Callable[[list[Drawn[Result]]], tuple[list[str], list[str]]]
    picture: Callable[[str, list[Drawn[Result]]], str]

    # What is seen at a step, in a few Chinese sentences; a link in them is written as ``[name](address)``.
    sentence: Callable[[list[Drawn[Result]], int], str]

    presets: tuple[tuple[str, str, str], ...] = ...  # settings worth a name: (name, label, query)
    names: tuple[tuple[str, tuple[str, ...]], ...] = ...  # of the settings that a preset compares: (query, names)
    figures: tuple[tuple[str, str], ...] = ...  # settings that a registered figure shows: (query, figure id)

    # Lets the computation behind a picture go on for about 50 ms, where it takes longer: before the picture is made,
    # each time that the page asks for it by name. Making it changes nothing; where that takes long, too, it is told
    # whether more is to come.
    advance: Callable[[str, list[Drawn[Result]]], bool | None] = ...

    # For each setting the place of its first curve in the palette, 1 to 4; by default its own.
    roles: Callable[[list[Setting]], list[int]] = ...

    # All that a picture can show as a list in HTML that is XML, too; the page hides those ``data-item`` that are not
    # among the picture's ``items``.
    listing: Listing = ...

    implied: dict[str, tuple[str, str]] = ...  # control -> (other control, text) that setting it implies
    varied: tuple[
        str, ...
    ] = ...  # controls, choices or whole numbers, of which a new setting to compare changes the first
    more: str = ...  # what stands over the pictures that come later
    first_step: int = ...  # the step that is shown at first
    most_settings: int = ...  # how many settings are compared at most

def one_each(name: str, drawn: list[Drawn[Result]]) -> list[str]:
    """Return the names of pictures of which every setting has its own: ``board``, ``board-2``, …"""

def all_alike(settings: list[Setting]) -> list[int]:
    """Return the first role for every setting."""
