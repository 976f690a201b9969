"""One more setting to compare: like another but for one thing, so that a difference is seen at once."""

from plots.playgrounds.controls import Choice, Control, Number, SettingError
from plots.playgrounds.state import edited, read_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds import query
    from plots.playgrounds.playground import Playground


def with_another(playground: "Playground", settings: "list[query.Pairs]", at: int) -> "list[query.Pairs]":
    """Return the settings and one like number ``at``, in which the first of ``varied`` that it has is another."""
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
