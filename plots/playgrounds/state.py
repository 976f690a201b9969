"""The state of a playground: settings as pairs of texts, read into values.

A setting is a list of pairs (name, text), only what differs from the defaults, in the order of the controls. What is
shared by all compared settings is kept in the first.
"""

from plots.playgrounds import query
from plots.playgrounds.controls import Control, SettingError, quoted, read_text

MOST_NAMED = 3  # names that a sentence repeats

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Path, Values
    from plots.playgrounds.playground import Playground
    from plots.playgrounds.protocol import Edit

    Field = tuple[Path, str, Control]


class Form:
    """Controls, and the texts in their fields.

    Args:
        controls: In the order in which they are shown.
        texts: Text by name; a default counts where there is none.
    """

    def __init__(self, controls: "tuple[Control, ...]", texts: "dict[str, str]") -> None:
        self.controls = controls
        self.texts = texts

    def control(self, name: "str | int") -> Control:
        """Return the control of that name, or raise ValueError."""
        for control in self.controls:
            if control.name == name:
                return control
        raise ValueError(f"no control {name!r}")

    def text(self, control: Control) -> str:
        """Return what stands in the field of ``control``."""
        return self.texts.get(control.name, control.default)

    def set_text(self, control: Control, text: str) -> None:
        """Write ``text`` into the field of ``control``."""
        self.texts[control.name] = text

    def fields_of(self, controls: "list[Control]", path: "Path") -> "list[Field]":
        return [field for control in controls for field in control.fields(self, path + [control.name])]

    def change(self, path: "Path", operation: str, edit: "Edit") -> None:
        """Carry out an edit at a path; ValueError if there is nothing."""
        self.control(path[0]).change(self, path[1:], operation, edit)


class Setting(Form):
    """One setting, read.

    Args:
        playground: Whose it is.
        pairs: Names and texts.
        first: The first setting, where the shared ones stand; None if this is it.
    """

    def __init__(self, playground: "Playground", pairs: "query.Pairs", first: "Setting | None" = None) -> None:
        given = {}
        for name, text in pairs:
            given[name] = text
        asked = dict(given)
        if first is not None:
            asked.update({control.name: first.text(control) for control in first.controls if control.shared})
        super().__init__(playground.controls(asked), given)
        self.playground = playground
        self.first = first
        self.given = [name for name, _ in pairs]
        self.kept_fields: "list[Field] | None" = None
        self.kept_read: "tuple[Values, list[SettingError]] | None" = None

    def text(self, control: Control) -> str:
        return self.first.text(control) if control.shared and self.first is not None else super().text(control)

    @property
    def values(self) -> "Values":
        """The values by name, as far as they can be read; those of shared controls come from the first setting."""
        return self.read()[0]

    @property
    def problems(self) -> "list[SettingError]":
        """What is wrong with the texts."""
        return self.read()[1]

    @property
    def pairs(self) -> "query.Pairs":
        """The names and texts that differ from the defaults, in the order of the controls."""
        found = []
        for control in self.own():
            text = self.text(control)
            if (control.name in self.texts and text.strip()) if control.follows else text != control.default:
                found.append((control.name, text))
        return found

    def read(self) -> "tuple[Values, list[SettingError]]":
        """Return the values and what is wrong, here and with what is shared; the texts are read once."""
        if self.kept_read is None:
            values: "Values" = {}
            problems: "list[SettingError]" = []
            for control in self.shown():
                try:
                    if not control.shared or self.first is None:
                        values[control.name] = read_text(control, self.text(control))
                    elif control.name in self.first.values:
                        values[control.name] = self.first.values[control.name]
                    else:
                        problems += [each for each in self.first.problems if each.path[:1] == [control.name]]
                except SettingError as problem:
                    problems.append(problem)
            self.kept_read = values, problems
        return self.kept_read

    def has(self, name: "str | int") -> bool:
        """Return whether ``name`` is one of the controls that are set here."""
        return any(control.name == name for control in self.own())

    def own(self) -> "list[Control]":
        """Return the controls that are set here: all but those shared with the first setting."""
        return [control for control in self.controls if self.first is None or not control.shared]

    def shown(self) -> "list[Control]":
        """Return the controls that are shown with it: its own, and those that all share."""
        if self.first is None:
            return list(self.controls)
        shared = [control for control in self.first.controls if control.shared]
        found: "list[Control]" = []
        for control in self.controls:
            found += [each for each in shared if each.name == control.name] if control.shared else [control]
        return found + [control for control in shared if control not in found]

    def fields(self) -> "list[Field]":
        """Return path, text and control of all fields that are shown."""
        if self.kept_fields is None:
            self.kept_fields = self.fields_of(self.shown(), [])
        return self.kept_fields

    def structure(self, *, page: bool) -> str:
        """Return a text that changes only when the markup must."""
        parts = ["page" if page else "", str(self.first is None)]
        for path, text, control in self.fields():
            parts.append("/".join([str(step) for step in path]) + ("=" + text if control.decides else ""))
        return " ".join(parts)

    def ranges(self) -> "list[tuple[Path, list[str]]]":
        """Return path and range of the sliders whose range depends on another value."""
        return [(path, control.range()) for path, _, control in self.fields() if control.range()]

    @property
    def linked(self) -> "query.Pairs":
        """The pairs that a link carries: all but those that are too long for it."""
        return [(name, text) for name, text in self.pairs if self.control(name).travels(text)]

    def subject(self) -> str:
        name = self.playground.subject
        return self.text(self.control(name)) if name else self.playground.title

    def foreign(self) -> "list[Path]":
        """Return the paths of code that is not ours."""
        return [path for path, text, control in self.fields() if control.is_foreign(text)]

    def key(self) -> str:
        """Return a text that is equal where all that is shown is equal."""
        first = self.first or self
        shared = [first.text(control) for control in first.controls if control.shared]
        return query.joined(self.pairs) + "&&" + "&".join(shared)


def read_settings(playground: "Playground", settings: "list[query.Pairs]") -> "list[Setting]":
    """Return the settings, read; there is always one, and at most as many as it compares."""
    first = Setting(playground, settings[0] if settings else [])
    others = [Setting(playground, pairs, first) for pairs in settings[1 : playground.most_settings]]
    for control in [each for each in first.controls if each.follows]:
        defaults = [int(other.control(control.name).default) for other in [first] + others]
        control.default = str(max(defaults))  # all of each setting is seen
    return [first] + others


def unknown_names(settings: "list[Setting]") -> "list[tuple[int, SettingError]]":
    """Return one problem for all names that no control has."""
    found = [
        (i, name)
        for i, setting in enumerate(settings)
        for name in ([] if setting.problems else setting.given)
        if not setting.has(name)
    ]
    if not found:
        return []
    names = "、".join([quoted(name) for _, name in found[:MOST_NAMED]])
    many = f"（共 {len(found)} 个）" if len(found) > MOST_NAMED else ""
    return [(found[0][0], SettingError(f"没有名为{names}的参数{many}，已忽略。"))]
