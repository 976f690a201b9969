"""What is done to the settings as a whole: a preset, one more to compare, one less."""

from plots.playgrounds import query
from plots.playgrounds.controls import Choice, Control, Number, SettingError
from plots.playgrounds.state import Setting, edited, read_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.playground import Playground
    from plots.playgrounds.protocol import Edit


def arranged(playground: "Playground", settings: "list[query.Pairs]", edit: "Edit") -> "list[query.Pairs]":
    """Return the settings after an edit of all of them; see state.edited."""
    operation, at = edit["op"], edit.get("setting", 0)
    if operation == "preset":
        return preset(playground, edit["text"])
    if operation == "reset":
        return [[]]
    if not 0 <= at < len(settings):
        raise ValueError(f"no setting {at!r}")
    return (with_another if operation == "copy-setting" else without)(playground, settings, at)


def preset(playground: "Playground", name: str) -> "list[query.Pairs]":
    for each, _, text in playground.presets:
        if each == name:
            return query.read(text)
    raise ValueError(f"no preset {name!r}")


def with_another(playground: "Playground", settings: "list[query.Pairs]", at: int) -> "list[query.Pairs]":
    """Return the settings and one like number ``at``, in which the first of ``varied`` that it has is another.

    So a difference is seen at once.
    """
    if len(settings) >= playground.most_settings:
        return settings
    read = read_settings(playground, settings)
    own = [pair for pair in read[at].pairs if not read[at].control(pair[0]).shared]
    longer = settings + [own]
    for name in playground.varied:
        if read[at].has(name):
            control = read[at].control(name)
            taken = [each.text(control) for each in read if each.has(name)]
            text = read[at].text(control)
            for _ in taken:
                text = following(control, text)
                if text not in taken:
                    break
            return edited(playground, longer, {"setting": len(settings), "path": [name], "text": text})
    return longer


def following(control: "Control", text: str) -> str:
    """Return what comes after ``text`` among the options, or among whole numbers; after the last comes the first."""
    if isinstance(control, Choice):
        options = [option for option, _ in control.options]
        return options[(options.index(text) + 1) % len(options)] if text in options else control.default
    assert isinstance(control, Number)
    try:
        value = control.read(text)
    except SettingError:
        return control.default
    return str(int(value + 1 if value < control.high else control.low))


def without(playground: "Playground", settings: "list[query.Pairs]", at: int) -> "list[query.Pairs]":
    """Return the settings without one; what is shared goes to the first that stays."""
    if len(settings) == 1:
        return settings
    rest = [pairs for i, pairs in enumerate(settings) if i != at]
    if at == 0:
        first = Setting(playground, settings[0])
        rest[0] = rest[0] + [pair for pair in first.pairs if first.control(pair[0]).shared]
        rest[0] = Setting(playground, rest[0]).pairs
    return rest
