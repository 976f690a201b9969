"""Short names for compared settings: what is played with, and in what they differ."""

from plots.playgrounds import query
from plots.playgrounds.state import Setting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Path

MOST_DIFFERENCES = 2  # a name is read beside a curve
LONGEST = 18  # characters of a text


def labels(settings: "list[Setting]") -> "list[str]":
    """Return one name per setting: those that a preset gives, else what differs."""
    for text, names in settings[0].playground.names:
        if query.read(text) == [setting.pairs for setting in settings]:
            return list(names)
    subjects = [setting.subject() for setting in settings]
    found = []
    for i, name in enumerate(subjects):
        if subjects.count(name) == 1:
            found.append(name)
            continue
        difference = apart(settings, subjects, i) or f"设置 {i + 1}"
        found.append(difference if subjects.count(name) == len(settings) else f"{name}（{difference}）")
    return [name if found.count(name) == 1 else apart(settings, found, i) or name for i, name in enumerate(found)]


def apart(settings: "list[Setting]", names: "list[str]", i: int) -> str:
    """Return in what a setting differs from those of the same name."""
    others = [other for j, other in enumerate(settings) if j != i and names[j] == names[i]]
    return "，".join(differences(settings[i], others)[:MOST_DIFFERENCES])


def differences(setting: Setting, others: "list[Setting]") -> "list[str]":
    """Return what differs from at least one of the others, e.g. ``gamma = 0.5``; of other things inside, which they are."""
    theirs = [{str(path): text for path, text, _ in other.fields()} for other in others]
    found: "list[str]" = []
    told: "list[Path]" = []
    for path, text, control in setting.fields():
        if any(path[: len(place)] == place for place in told) or control.shared:
            continue
        if control.decides and any(kinds(other, path[:-1]) != kinds(setting, path[:-1]) for other in others):
            told.append(path[:-1])
            found.append(" → ".join(kinds(setting, path[:-1])))
            continue
        if all(their.get(str(path), control.default) == text for their in theirs):
            continue
        shown = control.shown(text)
        short = shown if len(shown) <= LONGEST else " ".join(shown[:LONGEST].split()) + "……"
        found.append(f"{control.label} = {short}")
    return found


def kinds(setting: Setting, place: "Path") -> "list[str]":
    """Return the kinds of the things in a nested control."""
    return [text for path, text, control in setting.fields() if control.decides and path[:-1] == place]
