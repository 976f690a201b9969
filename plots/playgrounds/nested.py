"""The control whose values are things with controls of their own; `calls` says how they are written."""

from plots.playgrounds import calls
from plots.playgrounds.controls import Choice, Control, SettingError, Text, UnreadableError, quoted, read_text
from plots.playgrounds.lists import Items
from plots.playgrounds.markup import attribute, escape, hint, option
from plots.playgrounds.state import Form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Unpack

    from plots.playgrounds.calls import Node
    from plots.playgrounds.controls import Path, Values
    from plots.playgrounds.markup import Writer
    from plots.playgrounds.protocol import Common, Edit
    from plots.playgrounds.state import Field

MOST = 6  # things


class InnerForm(Form):
    """The controls of one thing in a nested control; their texts are the arguments of a call."""

    def __init__(self, controls: "tuple[Control, ...]", call: calls.Call) -> None:
        super().__init__(controls, {})
        self.call = call

    def text(self, control: Control) -> str:
        node = self.call.argument(control.name)
        if node is None:
            return control.default
        nodes = node if isinstance(node, list) else [node]
        return ",".join([each if isinstance(each, str) else calls.write_node(each) for each in nodes])

    def set_text(self, control: Control, text: str) -> None:
        self.call.set_argument(control.name, control.argument(text))


class Kind(Choice):
    """What a thing in a nested control is."""

    decides = True


class Nested(Control):
    """A list of things that have controls of their own; see `calls` for how it is written.

    Args:
        name, default, **common: See Control.
        options: Pairs (kind of thing, label).
        parts: A function from a kind to the controls of such a thing.
        single: Whether there is always exactly one, and not from 1 to ``MOST``.
    """

    kind = "nested"

    def __init__(
        self,
        name: str,
        default: str,
        options: "tuple[tuple[str, str], ...]",
        parts: "Callable[[str], tuple[Control, ...]]",
        *,
        single: bool = False,
        **common: "Unpack[Common]",
    ) -> None:
        super().__init__(name, default, **common)
        self.options = options
        self.parts = parts
        self.single = single

    def read(self, text: str) -> "list[tuple[str, Values]]":
        try:
            nodes = calls.read(text)
        except ValueError as error:
            raise UnreadableError(f"写错了：{error}。") from None
        if not nodes or len(nodes) > (1 if self.single else MOST):
            raise UnreadableError(
                "要有 {} 项，现在有 {} 项。".format("1" if self.single else f"1 到 {MOST}", len(nodes))
            )
        return [self.read_thing(node, i) for i, node in enumerate(nodes)]

    def read_thing(self, node: "Node", i: int) -> "tuple[str, Values]":
        place: "Path" = [i]
        try:
            thing = self.thing(node)
        except ValueError as error:
            raise UnreadableError(f"的第 {i + 1} 项不能是{error}。", place) from None
        for name, _ in thing.call.arguments:
            if not any(control.name == name for control in thing.controls):
                raise UnreadableError(f"的第 {i + 1} 项 {thing.call.name} 没有参数{quoted(name)}。", place)
        values = {}
        for control in thing.controls:
            try:
                values[control.name] = read_text(control, thing.text(control))
            except SettingError as problem:
                raise SettingError(problem.message, place + problem.path) from None
        return thing.call.name, values

    def argument(self, text: str) -> "Node":
        nodes = calls.read(text)
        return nodes[0] if self.single and nodes else nodes

    def things(self, form: Form) -> "list[InnerForm] | None":
        """Return the things with their controls; None where they cannot be read."""
        try:
            return [self.thing(node) for node in calls.read(form.text(self))]
        except ValueError:
            return None

    def thing(self, node: "Node") -> InnerForm:
        """Return one thing with its controls; ValueError says what it is instead of one of the options."""
        if isinstance(node, list):
            raise ValueError("方括号")
        call = calls.Call(node, []) if isinstance(node, str) else node
        if not any(call.name == option for option, _ in self.options):
            raise ValueError(quoted(call.name))
        return InnerForm(self.parts(call.name), call)

    def new_thing(self, kind: str) -> calls.Call:
        """Return a thing of that kind, with its default texts written out; ValueError where there is no such kind."""
        made = self.thing(kind)
        for each in made.controls:
            made.set_text(each, each.default)
        return made.call

    def joints(self, form: Form) -> "list[Items]":
        """Return the controls whose entries stand between the things."""
        return [each for each in form.controls if isinstance(each, Items) and each.beside == self.name]

    def fields(self, form: Form, path: "Path") -> "list[Field]":
        things = self.things(form)
        if things is None:
            return super().fields(form, path)
        found: "list[Field]" = []
        for i, thing in enumerate(things):
            found.append((path + [i], thing.call.name, self.kinds(i, thing)))
            found.extend(thing.fields_of(list(thing.controls), path + [i]))
        for joint in self.joints(form):
            for i in range(len(things) - 1):
                found.append((path[:-1] + [joint.name, i], joint.at_joint(form.text(joint), i), joint.item))
        return found

    def kinds(self, i: int, thing: "InnerForm") -> "Kind":
        """Return the control that says what a thing is."""
        return Kind("kind", thing.call.name, self.options, label=self.label if self.single else f"第 {i + 1} 项")

    def change(self, form: Form, path: "Path", operation: str, edit: "Edit") -> None:
        if not path and operation == "set":
            form.set_text(self, edit["text"])
            return
        nodes = calls.read(form.text(self))
        if path:
            i = path[0]
            if not isinstance(i, int) or not 0 <= i < len(nodes):
                raise ValueError(f"no entry {i!r}")
            if len(path) == 1:
                nodes[i] = self.new_thing(edit["text"])
            else:
                thing = self.thing(nodes[i])
                thing.change(path[1:], operation, edit)
                nodes[i] = thing.call
        else:
            self.restructure(form, nodes, operation, edit)
        form.set_text(self, calls.write(nodes))

    def restructure(self, form: Form, nodes: "list[Node]", operation: str, edit: "Edit") -> None:
        """Add, remove or move a thing, and what stands at the joints with it."""
        i = edit.get("index", len(nodes))
        if operation == "add" and len(nodes) < MOST and not self.single:
            nodes.append(self.new_thing(edit["text"]))
            for joint in self.joints(form):
                form.set_text(joint, ",".join(joint.padded(joint.split(form.text(joint)), len(nodes) - 1)))
        elif operation == "remove" and len(nodes) > 1 and 0 <= i < len(nodes):
            del nodes[i]
            for joint in self.joints(form):
                left = joint.split(form.text(joint))
                if left:
                    del left[min(max(i - 1, 0), len(left) - 1)]
                form.set_text(joint, ",".join(left))
        elif operation in ("up", "down") and 0 <= i < len(nodes):
            other = i - 1 if operation == "up" else i + 1
            if 0 <= other < len(nodes):
                nodes[i], nodes[other] = nodes[other], nodes[i]

    def html(self, writer: "Writer", form: Form, path: "Path") -> str:
        things = self.things(form)
        if things is None:
            return writer.field(Text(self.name, "", label=self.label, hint=self.hint), form.text(self), path)
        items = []
        for i, thing in enumerate(things):
            kinds, fields = self.kinds(i, thing), []
            if i > 0:
                for joint in self.joints(form):
                    text = joint.at_joint(form.text(joint), i - 1)
                    fields.append(writer.field(joint.item, text, path[:-1] + [joint.name, i - 1]))
            fields.append(writer.field(kinds, thing.call.name, path + [i]))
            fields.append(writer.controls(thing, list(thing.controls), path + [i]))
            items.append(
                f'<fieldset class="control__item"><legend>{escape(kinds.label)}：{thing.call.name}</legend>'
                f"{''.join(fields)}{'' if self.single else buttons(path, i, len(things))}</fieldset>"
            )
        adding = "" if self.single or len(things) >= MOST else self.adding(writer.id(path), path)
        return (
            f'<fieldset class="control control--nested" data-problem="{attribute(path)}">'
            f'<legend class="control__name">{escape(self.label)}</legend>'
            f"{hint(self)}{''.join(items)}{adding}</fieldset>"
        )

    def adding(self, id: str, path: "Path") -> str:
        """Return the choice of what to add."""
        options = [option(kind, label, chosen=False) for kind, label in self.options]
        return (
            f'<div class="control control--add"><label class="control__name" for="{id}-add">加一项</label>'
            f'<select id="{id}-add" data-op="add" data-path="{attribute(path)}"><option value="">选一种……</option>'
            f"{''.join(options)}</select></div>"
        )


def buttons(path: "Path", i: int, count: int) -> str:
    """Return the buttons that move and remove a thing."""
    made = []
    for operation, sign, name, possible in (
        ("up", "↑", "上移", i > 0),
        ("down", "↓", "下移", i < count - 1),
        ("remove", "×", "去掉", count > 1),
    ):
        made.append(
            f'<button type="button" data-op="{operation}" data-path="{attribute(path)}" data-index="{i}"'
            f' aria-label="{name}第 {i + 1} 项"{"" if possible else " disabled"}>{sign}</button>'
        )
    return f'<div class="control__buttons">{"".join(made)}</div>'
