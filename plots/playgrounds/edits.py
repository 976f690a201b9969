"""What a reader changes in the settings: a control, a preset, one more setting or one less."""

from plots.playgrounds import query
from plots.playgrounds.controls import Choice, Number, SettingError
from plots.playgrounds.state import Setting, read_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Control
    from plots.playgrounds.playground import Playground
    from plots.playgrounds.protocol import Edit


def edited(playground: "Playground", settings: "list[query.Pairs]", edit: "Edit") -> "list[query.Pairs]":
    """Return the settings after one edit; protocol.pyi says what it holds.

    Raises:
        ValueError: If there is nothing at that path.
    """
    operation = edit.get("op", "set")
    at = edit.get("setting", 0)
    if operation == "preset":
        return preset(playground, edit["text"])
    if operation == "reset":
        return [[]]
    if not 0 <= at < len(settings):
        raise ValueError(f"no setting {at!r}")
    if operation == "copy-setting":
        if len(settings) >= playground.most_settings:
            return settings
        return with_another(playground, settings, at)
    if operation == "remove-setting":
        return without(playground, settings, at)
    if operation == "write":
        setting = read_settings(playground, settings)[at]
        texts = dict(setting.pairs)
        texts.update(dict(query.fields(edit["text"])))
        made = Setting(playground, list(texts.items()), setting.first).pairs
        return [made if i == at else pairs for i, pairs in enumerate(settings)]
    path = edit["path"]
    if not path:
        raise ValueError("no path")
    if any(control.shared and control.name == path[0] for control in Setting(playground, settings[0]).controls):
        at = 0
    implied = playground.implied.get(str(path[0]))
    if implied is not None and not read_settings(playground, settings)[at].has(path[0]):
        name, text = implied
        settings = edited(playground, settings, {"setting": at, "path": [name], "text": text})
    setting = read_settings(playground, settings)[at]
    if path == [playground.subject]:
        kept = [pair for pair in setting.pairs if setting.control(pair[0]).kept and pair[0] != playground.subject]
        changed = Setting(playground, [(playground.subject, edit["text"])] + kept, setting.first).pairs
    else:
        setting.change(path, operation, edit)
        written = [(c.name, setting.texts[c.name]) for c in setting.own() if c.name in setting.texts]
        changed = Setting(playground, written, setting.first).pairs
    return [changed if i == at else pairs for i, pairs in enumerate(settings)]


def preset(playground: "Playground", name: str) -> "list[query.Pairs]":
    for each, _, text in playground.presets:
        if each == name:
            return query.read(text)
    raise ValueError(f"no preset {name!r}")


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
