"""The state of a playground: settings as pairs of texts, read into values, and changed by edits.

A setting is a list of pairs (name, text), only what differs from the defaults, in the order of the controls. What is
shared by all compared settings is kept in the first.
"""

from plots.playgrounds import query
from plots.playgrounds.controls import Code, Control, Items, Nested, Number, SettingError, as_call, quoted, read_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds import calls
    from plots.playgrounds.controls import Path, Values
    from plots.playgrounds.playground import Playground
    from plots.playgrounds.protocol import Edit

    Field = tuple[Path, str, Control | None]


class Group:
    """Controls and their texts: those of a setting.

    Args:
        controls: In the order in which they are shown.
        texts: Text by name; a default counts where there is none.
    """

    def __init__(self, controls: "tuple[Control, ...]", texts: "dict[str, str]") -> None:
        self.controls = controls
        self.texts = texts

    def control(self, name: "str | int") -> Control:
        """Return the control of that name.

        Raises:
            ValueError: If there is none.
        """
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

    def nodes(self, control: Control) -> "list[calls.Node]":
        """Return the entries of a list or a nested control.

        Raises:
            ValueError: If they are not written as such.
        """
        return split(control, self.text(control))

    def fields_of(self, controls: "list[Control]", path: "Path") -> "list[Field]":
        """Return path, text and control of all fields of some controls; the kind of a nested thing has no control."""
        found: "list[Field]" = []
        for control in controls:
            here = path + [control.name]
            if isinstance(control, Items) and control.beside:
                joined = entries(self, self.control(control.beside)) or []
                for i in range(len(joined) - 1):
                    found.append((here + [i], entry_text(self, control, i), control.item))
                continue
            things = entries(self, control)
            if things is None:
                found.append((here, self.text(control), control))
                continue
            for i, thing in enumerate(things):
                found.append((here + [i], thing.call.name, None))
                found.extend(thing.fields_of(list(thing.controls), here + [i]))
        return found

    def set_nodes(self, control: Control, nodes: "list[calls.Node]") -> None:
        """Write the entries of a list or a nested control."""
        self.set_text(control, joined(control, nodes))


class Inner(Group):
    """Controls and their texts: those of one thing in a nested control."""

    def __init__(self, controls: "tuple[Control, ...]", call: "calls.Call") -> None:
        super().__init__(controls, {})
        self.call = call

    def text(self, control: Control) -> str:
        """Return what stands in the field of ``control``."""
        node = self.call.argument(control.name)
        if node is None:
            return control.default
        return node if isinstance(node, str) else joined(control, node if isinstance(node, list) else [node])

    def set_text(self, control: Control, text: str) -> None:
        """Write ``text`` into the field of ``control``."""
        if isinstance(control, (Items, Nested)):
            self.set_nodes(control, split(control, text))
        else:
            self.call.set_argument(control.name, text)

    def nodes(self, control: Control) -> "list[calls.Node]":
        """Return the entries of a list or a nested control."""
        node = self.call.argument(control.name)
        if node is None:
            return split(control, control.default)
        return node if isinstance(node, list) else [node]

    def set_nodes(self, control: Control, nodes: "list[calls.Node]") -> None:
        """Write the entries of a list or a nested control."""
        single = isinstance(control, Nested) and control.single
        self.call.set_argument(control.name, nodes[0] if single else nodes)


def split(control: Control, text: str) -> "list[calls.Node]":
    """Return the entries of the text of a list or a nested control."""
    if isinstance(control, Items):
        return [part.strip() for part in text.replace("，", ",").split(",")] if text.strip() else []
    from plots.playgrounds import calls

    return calls.read(text)


def joined(control: Control, nodes: "list[calls.Node]") -> str:
    """Return the text of which ``split`` gives ``nodes``."""
    if isinstance(control, Items):
        return ",".join([entry_of(node) for node in nodes])
    from plots.playgrounds import calls

    return calls.write(nodes)


def inner(control: Nested, node: "calls.Node") -> Inner:
    """Return the controls of one thing in a nested control.

    Raises:
        ValueError: If it is no such thing.
    """
    call = as_call(node)
    if call is None or not any(call.name == option for option, _ in control.options):
        raise ValueError("unknown kind")
    return Inner(control.parts(call.name), call)


def entries(group: Group, control: Control) -> "list[Inner] | None":
    """Return the things in a nested control; None for another control, and where its text cannot be read."""
    if not isinstance(control, Nested):
        return None
    try:
        return [inner(control, node) for node in group.nodes(control)]
    except ValueError:
        return None


def entry_text(group: Group, control: Items, i: int) -> str:
    """Return the text of entry ``i`` of a list, empty where there is none."""
    nodes = group.nodes(control)
    return entry_of(nodes[i]) if i < len(nodes) else ""


def entry_of(node: "calls.Node") -> str:
    """Return the text of an entry of a list: a plain word as it is."""
    if isinstance(node, str):
        return node
    from plots.playgrounds import calls

    return calls.write_node(node)


def example(control: Nested, kind: str) -> "calls.Call":
    """Return a new thing of that kind, with its default texts written out."""
    from plots.playgrounds import calls

    made = Inner(control.parts(kind), calls.Call(kind, []))
    for each in made.controls:
        made.set_text(each, each.default)
    return made.call


class Setting(Group):
    """One setting, read.

    Args:
        playground: The playground.
        pairs: Names and texts.
        first: The first setting, where the shared ones stand; None if this is it.
    """

    def __init__(self, playground: "Playground", pairs: "query.Pairs", first: "Setting | None" = None) -> None:
        given = {}
        for name, text in pairs:
            given[name] = text
        super().__init__(playground.controls(given), given)
        self.playground = playground
        self.first = first
        self.given = [name for name, _ in pairs]
        self.is_read = False
        self.kept_fields: "list[Field] | None" = None
        self.kept_values: "Values" = {}
        self.kept_problems: "list[SettingError]" = []

    @property
    def values(self) -> "Values":
        """The values by name, as far as they can be read; those of shared controls come from the first setting."""
        self.read()
        return self.kept_values

    @property
    def problems(self) -> "list[SettingError]":
        """What is wrong with the texts."""
        self.read()
        return self.kept_problems

    @property
    def pairs(self) -> "query.Pairs":
        """The names and texts that differ from the defaults, in the order of the controls."""
        found = []
        for control in self.own():
            text = self.text(control)
            if text != control.default:
                found.append((control.name, text))
        return found

    @property
    def unknown_names(self) -> "list[str]":
        """The given names that no control has."""
        return [] if self.problems else [name for name in self.given if not self.has(name)]

    def read(self) -> None:
        """Read the texts, once."""
        if self.is_read:
            return
        self.is_read = True
        for control in self.controls:
            if control.shared and self.first is not None:
                if control.name in self.first.values:
                    self.kept_values[control.name] = self.first.values[control.name]
                continue
            try:
                self.kept_values[control.name] = read_text(control, self.text(control))
            except SettingError as problem:
                self.kept_problems.append(problem)

    def has(self, name: "str | int") -> bool:
        """Return whether ``name`` is one of the controls that are set here."""
        return any(control.name == name for control in self.own())

    def own(self) -> "list[Control]":
        """Return the controls that are set here: all but those shared with the first setting."""
        return [control for control in self.controls if self.first is None or not control.shared]

    def fields(self) -> "list[Field]":
        """Return path, text and control of all fields that are set here; the kind of a nested thing has no control."""
        if self.kept_fields is None:
            self.kept_fields = self.fields_of(self.own(), [])
        return self.kept_fields

    def structure(self, *, page: bool) -> str:
        """Return a text that changes only when the markup must."""
        parts = ["page" if page else "", str(self.first is None)]
        for path, text, control in self.fields():
            parts.append("/".join([str(step) for step in path]) + ("=" + text if control is None else ""))
        return " ".join(parts)

    def ranges(self) -> "list[tuple[Path, list[str]]]":
        """Return path and range of the sliders whose range depends on another value."""
        return [
            (path, control.slider_range())
            for path, _, control in self.fields()
            if isinstance(control, Number) and control.limit
        ]

    @property
    def linked(self) -> "query.Pairs":
        """The pairs that a link carries: all but those that are too long for it."""
        return [(name, text) for name, text in self.pairs if self.control(name).travels(text)]

    def subject(self) -> str:
        """Return what is played with."""
        control = self.control(self.playground.subject)
        return self.first.text(control) if control.shared and self.first is not None else self.text(control)

    def foreign(self) -> "list[Path]":
        """Return the paths of code that is not ours."""
        return [path for path, text, control in self.fields() if isinstance(control, Code) and text not in control.ours]

    def key(self) -> str:
        """Return a text that is equal where all that is shown is equal."""
        shared = self.first.pairs if self.first else []
        return query.joined(self.pairs) + "&&" + query.joined([pair for pair in shared if not self.has(pair[0])])


def read_settings(playground: "Playground", settings: "list[query.Pairs]") -> "list[Setting]":
    """Return the settings, read; there is always one, and at most as many as it compares."""
    first = Setting(playground, settings[0] if settings else [])
    return [first] + [Setting(playground, pairs, first) for pairs in settings[1 : playground.most_settings]]


def unknown_names(settings: "list[Setting]") -> "list[tuple[int, SettingError]]":
    """Return a problem for each name that no control has: it is left out, and the rest is shown."""
    found = []
    for i, setting in enumerate(settings):
        for name in setting.unknown_names:
            found.append((i, SettingError(f"没有名为{quoted(name)}的参数，已忽略。", [])))
    return found


def edited(playground: "Playground", settings: "list[query.Pairs]", edit: "Edit") -> "list[query.Pairs]":
    """Return the settings after one edit.

    Args:
        playground: The playground.
        settings: Pairs of each setting.
        edit: ``{"setting", "path", "text"}`` writes a text. With ``"op"``: ``add`` (``text`` is the kind),
            ``remove``, ``up`` and ``down`` (``index``) change the entries of a nested control, ``add`` and ``remove``
            those of one that is points; ``copy-setting`` and ``remove-setting`` the list of settings; ``preset``
            (``text`` is its name) and ``reset`` all.

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
        return settings + [Setting(playground, settings[at], Setting(playground, settings[0])).pairs]
    if operation == "remove-setting":
        return without(playground, settings, at)
    first = Setting(playground, settings[0])
    setting = first if at == 0 else Setting(playground, settings[at], first)
    path = edit["path"]
    implied = playground.implied.get(str(path[0]))
    if implied is not None and not setting.has(path[0]):
        setting = Setting(playground, setting.pairs + [implied], setting.first)
    if path == [playground.subject]:
        kept = [pair for pair in setting.pairs if setting.control(pair[0]).kept and pair[0] != playground.subject]
        changed = Setting(playground, [(playground.subject, edit["text"])] + kept, setting.first).pairs
    else:
        change(setting, path, operation, edit)
        changed = Setting(playground, [(c.name, setting.text(c)) for c in setting.own()], setting.first).pairs
    return [changed if i == at else pairs for i, pairs in enumerate(settings)]


def preset(playground: "Playground", name: str) -> "list[query.Pairs]":
    """Return the settings of a preset."""
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
        rest[0] = rest[0] + [(c.name, first.text(c)) for c in first.controls if c.shared and first.text(c) != c.default]
        rest[0] = Setting(playground, rest[0]).pairs
    return rest


def change(group: Group, path: "Path", operation: str, edit: "Edit") -> None:
    """Carry out an edit below a group of controls."""
    control = group.control(path[0])
    if hasattr(control, "edited"):  # it knows how its own text changes
        group.set_text(control, control.edited(group.text(control), path[1:], operation, edit))
        return
    if len(path) == 1:
        if operation == "set":
            group.set_text(control, edit["text"])
        elif isinstance(control, Nested):
            restructure(group, control, operation, edit)
        return
    nodes = list(group.nodes(control))
    i = path[1]
    if isinstance(control, Items) and control.beside and isinstance(i, int) and i < control.most:
        nodes = padded(control, nodes, i + 1)
    if not isinstance(i, int) or not 0 <= i < len(nodes):
        raise ValueError(f"no entry {i!r}")
    if isinstance(control, Nested):
        if len(path) == 2:
            nodes[i] = example(control, edit["text"])
        else:
            thing = inner(control, nodes[i])
            change(thing, path[2:], operation, edit)
            nodes[i] = thing.call
    else:
        nodes[i] = edit["text"]
    group.set_nodes(control, nodes)


def padded(control: Items, nodes: "list[calls.Node]", count: int) -> "list[calls.Node]":
    """Return the entries, with more put behind them until there are ``count``."""
    nodes = list(nodes)
    while len(nodes) < count:
        nodes.append(following(control.item, nodes))
    return nodes


def restructure(group: Group, control: Nested, operation: str, edit: "Edit") -> None:
    """Add, remove or move an entry of a nested control, and what stands at its joints with it."""
    nodes = list(group.nodes(control))
    joints = [each for each in group.controls if each.beside == control.name and isinstance(each, Items)]
    i = edit.get("index", len(nodes))
    if operation == "add" and len(nodes) < control.most and not control.single:
        nodes.append(example(control, edit["text"]))
        for joint in joints:
            group.set_nodes(joint, padded(joint, group.nodes(joint), len(nodes) - 1))
    elif operation == "remove" and len(nodes) > 1 and 0 <= i < len(nodes):
        del nodes[i]
        for joint in joints:
            left = list(group.nodes(joint))
            if left:
                del left[min(max(i - 1, 0), len(left) - 1)]
            group.set_nodes(joint, left)
    elif operation in ("up", "down") and 0 <= i < len(nodes):
        other = i - 1 if operation == "up" else i + 1
        if 0 <= other < len(nodes):
            nodes[i], nodes[other] = nodes[other], nodes[i]
    group.set_nodes(control, nodes)


def following(item: Control, entries: "list[calls.Node]") -> str:
    """Return the text of one more entry: numbers go on in tens."""
    if not isinstance(item, Number) or not entries or not isinstance(entries[-1], str):
        return item.default
    try:
        return str(int(item.read(entries[-1])) + 10)
    except Exception:
        return item.default
