"""What the page, the engine and a playground are to each other, for the type checker; no page loads it.

What is said to the page and by it is written in full in overrides/assets/javascripts/playground/types.d.ts.
"""

from typing import Any, Protocol, TypedDict

from plots.playgrounds.controls import Control, Path, Values
from plots.playgrounds.query import Pairs
from plots.playgrounds.state import Drawn, Setting

class Playground(Protocol):
    """A playground's module.

    Where it needs them, it has these, too:

    ``FIRST_STEP``                   the step that is shown at first, where that is not 0
    ``advance(name, drawn)``         goes on with what a picture shows, a slice further: called when more of it is asked for
    ``MOST_SETTINGS``                how many settings are compared at most, if not ``query.MOST_SETTINGS``
    ``listing(query, page, href)``   all that a picture can show as a list in HTML that is XML, too; the page hides
                                     those ``data-item`` that are not among the picture's ``items``
    """

    ID: str
    TITLE: str  # in Chinese
    SUBJECT: str  # name of the control that says what is played with
    IMPLIED: dict[str, tuple[str, str]]  # control -> (other control, text) that setting it implies
    MORE: str  # what stands over the pictures that come later

    @property
    def PRESETS(self) -> tuple[tuple[str, str, str], ...]:  # noqa: N802 (a constant; read only: of any length)
        """Settings worth a name: (name, label, query)."""

    @property
    def FIGURES(self) -> tuple[tuple[str, str], ...]:  # noqa: N802 (the same)
        """Settings that a registered figure shows: (query, figure id)."""

    def controls(self, texts: dict[str, str]) -> tuple[Control, ...]:
        """Return the controls that are shown while the texts of a setting are these."""

    def compute(self, values: Values) -> Any:
        """Return the result of one setting, all that is slow to compute; kept by the engine, read by the module."""

    def roles(self, settings: list[Setting]) -> list[int]:
        """Return for each setting the place of its first curve in the palette, 1 to 4."""

    def pictures(self, drawn: list[Drawn]) -> tuple[list[str], list[str]]:
        """Return the names of the pictures shown at once, and of those that may come later."""

    def picture(self, name: str, drawn: list[Drawn]) -> str:
        """Return one of them as JSON, or how far it is."""

    def sentence(self, drawn: list[Drawn], step: int) -> str:
        """Return what is seen, in a few Chinese sentences; a link in them is written as ``[name](address)``."""

    def snippets(self, values: Values) -> list[tuple[str, str]]:
        """Return code that does the same elsewhere: (name, code)."""

class Common(TypedDict, total=False):
    """What every kind of control takes; see `plots.playgrounds.controls.Control`."""

    label: str
    hint: str
    shared: bool
    kept: bool | None
    beside: str
    group: str

class Edit(TypedDict, total=False):
    """What the reader does to a control or to the settings; see `plots.playgrounds.state.edited`."""

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
    setting: int
    step: int | None
    have: list[str]
    prefix: str
    page: bool
    run: bool
