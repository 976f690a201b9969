"""The tables that are played with: the files of plots/data themselves, which come with the Python into the page.

The build has checked them; here they are read again, each when it is first asked for, and kept.
"""

from collections import namedtuple

from plots.models.history.events import LANES, filtered, timeline
from plots.models.history.sources import citation, known_pages
from plots.models.history.tables import rows
from plots.pictures.huggingface.landmarks import LANDMARKS
from plots.playgrounds.controls import SettingError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from plots.models.history.events import Event
    from plots.models.history.sources import Citation, Page
    from plots.playgrounds.controls import Values

FOLDER = __file__.replace("\\", "/").rsplit("/", 3)[0] + "/data/"
# Full names: scripts/assets/python_files.py sends along the data files that stand here by their names.
TIMELINE = "hf_timeline.csv"
SOURCES = "hf_sources.csv"

# Of the timeline: ``events``: those that are shown; ``of``: how many there are in all; ``first`` and ``last``: years;
# ``is_story``: whether they are told one after the other.
Events = namedtuple("Events", "events of first last is_story")

kept: "dict[str, Any]" = {}


def table(name: str, make: "Callable[[list[dict[str, str]]], Any]") -> "Any":
    """Return what a model makes of the rows of a file, made once."""
    if name not in kept:
        with open(FOLDER + name, encoding="utf-8") as file:  # noqa: PTH123 (MicroPython has no pathlib)
            kept[name] = make(rows(file.read()))
    return kept[name]


def events() -> "list[Event]":
    found: "list[Event]" = table(TIMELINE, timeline)
    return found


def cited(event: "Event") -> "Citation":
    """Return what an event cites: a page that was not opened is cited through the one that was read."""
    pages: "list[Page]" = table(SOURCES, known_pages)
    return citation(event.source, pages)


def events_of(values: "Values") -> Events:
    """Return the events of some lanes and years that hold some words; of a story the landmarks among them."""
    first, last = values["first"], values["last"]
    if first > last:
        raise SettingError(f"起始年份不能晚于结束年份，现在是 {first} 到 {last}。", ["first"])
    lanes = [lane for lane in LANES if values[lane]]
    shown = filtered(events(), lanes=lanes, first_year=first, last_year=last, search=values["search"])
    if values["story"]:
        shown = [one for one in shown if one.id in LANDMARKS]
    return Events(shown, len(events()), first, last, values["story"])
