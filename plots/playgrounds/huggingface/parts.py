"""The events that a setting asks for."""

from collections import namedtuple

from plots.models.history.events import LANES, filtered
from plots.playgrounds.controls import SettingError
from plots.playgrounds.huggingface.tables import events

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Values

# ``events``: those that are shown; ``of``: how many there are in all; ``first`` and ``last``: years.
Events = namedtuple("Events", "events of first last")


def events_of(values: "Values") -> Events:
    """Return the events of some lanes and years that hold some words."""
    first, last = values["first"], values["last"]
    if first > last:
        raise SettingError(f"起始年份不能晚于结束年份，现在是 {first} 到 {last}。", ["first"])
    lanes = [lane for lane in LANES if values[lane]]
    shown = filtered(events(), lanes=lanes, first_year=first, last_year=last, search=values["search"])
    return Events(shown, len(events()), first, last)
