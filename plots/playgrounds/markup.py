"""The controls of a setting as HTML: what the build writes into the page, and what the page sets when they change.

Whatever comes from a text is escaped. Every field has the path of its control in ``data-path``, as JSON; a number's
slider and field share one. What is wrong with a control is said in the element with that path in ``data-problem``.
"""

import json

from plots.playgrounds.controls import Choice, Code, Control, Curve, Items, Nested, Number, Switch
from plots.playgrounds.numbers import exact, exponent
from plots.playgrounds.state import Group, Inner, Setting, entries, entry_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Path


def escape(text: str) -> str:
    """Return ``text`` for use in HTML, in attributes too."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def setting_html(setting: Setting, prefix: str, *, page: bool) -> str:
    """Return the controls of one setting.

    Args:
        setting: What to show.
        prefix: Beginning of the ids, unique in the document.
        page: Whether they stand on the playground's own page, where one may choose what is played with.
    """
    controls = [control for control in setting.own() if page or control.name != setting.playground.subject]
    presets = presets_html(setting, prefix) if page and setting.first is None else ""
    return presets + Writer(prefix).controls(setting, controls, [])


def presets_html(setting: Setting, prefix: str) -> str:
    """Return the choice of ready-made settings."""
    if not setting.playground.presets:
        return ""
    options = [f'<option value="{name}">{escape(label)}</option>' for name, label, _ in setting.playground.presets]
    return (
        f'<div class="control control--preset"><label class="control__name" for="{prefix}-preset">现成的配方</label>'
        f'<select id="{prefix}-preset" data-op="preset"><option value="">选一个……</option>{"".join(options)}</select></div>'
    )


class Writer:
    """Writes controls whose ids begin with ``prefix``."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def controls(self, group: Group, controls: "list[Control]", path: "Path") -> str:
        """Return some controls of a group; those that are seldom set stand in closed groups after the others."""
        shown = [control for control in controls if not control.beside]
        parts = [self.control(group, control, path) for control in shown if not control.group]
        names: "list[str]" = []
        for control in shown:
            if control.group and control.group not in names:
                names.append(control.group)
        for name in names:
            inside = [self.control(group, control, path) for control in shown if control.group == name]
            parts.append(f'<details class="control__more"><summary>{name}</summary>{"".join(inside)}</details>')
        return "".join(parts)

    def control(self, group: Group, control: Control, path: "Path") -> str:
        """Return one control of a group."""
        here = path + [control.name]
        if isinstance(control, Nested):
            things = entries(group, control)
            if things is not None:
                return self.nested(group, control, things, here)
        return self.field(control, group.text(control), here)

    def id(self, path: "Path") -> str:
        """Return the id of the field of a path."""
        return self.prefix + "-" + "-".join([str(step) for step in path])

    def field(self, control: Control, text: str, path: "Path") -> str:
        """Return a control that has one text: its name, its field and a place for what is wrong with it."""
        id = self.id(path)
        hint = f'<span class="control__hint">{escape(control.hint)}</span>' if control.hint else ""
        kind = "text" if isinstance(control, Nested) else control.kind  # its text cannot be read
        return (
            f'<div class="control control--{kind}"><label class="control__name" for="{id}">{escape(control.label)}</label>'
            f"{hint}{self.input(control, text, path)}{self.place(path)}</div>"
        )

    def place(self, path: "Path") -> str:
        """Return the place where problems with the control of a path are said."""
        return (
            f'<p class="playground__problem" id="{self.id(path)}-problem" data-problem="{attribute(path)}" hidden></p>'
        )

    def input(self, control: Control, text: str, path: "Path") -> str:
        """Return the field of a control, with the slider of a number before it."""
        id = self.id(path)
        common = f'id="{id}" data-path="{attribute(path)}" aria-describedby="{id}-problem"'
        if isinstance(control, Choice):
            options = [option(value, label, chosen=value == text) for value, label in control.options]
            return f"<select {common}>{''.join(options)}</select>"
        if isinstance(control, Switch):
            return f'<input type="checkbox" {common}{" checked" if text == "true" else ""}>'
        plain = 'autocomplete="off" autocapitalize="off" spellcheck="false"'
        if isinstance(control, Code):
            rows = min(text.count("\n") + 1, 12)
            area = f'<textarea {common} data-kind="code" rows="{rows}" {plain}>{escape(text)}</textarea>'
            return area + '<button type="button" data-run>运行</button>'
        if isinstance(control, Curve):
            return f'<textarea {common} data-kind="curve" rows="2" {plain}>{escape(text)}</textarea>'
        field = f'type="text" {common} value="{escape(text)}" {plain}'
        if isinstance(control, Number):
            return slider(control, text, path) + f'<input inputmode="decimal" {field}>'
        return f"<input {field}>"

    def nested(self, group: Group, control: Nested, things: "list[Inner]", path: "Path") -> str:
        """Return a builder: its things with their own controls, and what stands at their joints."""
        joints = [each for each in group.controls if each.beside == control.name and isinstance(each, Items)]
        items = []
        for i, thing in enumerate(things):
            here = path + [i]
            parts = [
                self.field(joint.item, entry_text(group, joint, i - 1), path[:-1] + [joint.name, i - 1])
                for joint in joints
                if i > 0
            ]
            title = control.label if control.single else f"第 {i + 1} 项"
            kinds = Choice("kind", thing.call.name, control.options, label=title)
            parts.append(self.field(kinds, thing.call.name, here))
            parts.append(self.controls(thing, list(thing.controls), here))
            if not control.single:
                parts.append(buttons(path, i, len(things)))
            items.append(
                f'<fieldset class="control__item"><legend>{escape(title)}：{thing.call.name}</legend>'
                f"{''.join(parts)}</fieldset>"
            )
        hint = f'<span class="control__hint">{escape(control.hint)}</span>' if control.hint else ""
        add = "" if control.single or len(things) >= control.most else self.adding(control, path)
        return (
            f'<fieldset class="control control--nested"><legend class="control__name">{escape(control.label)}</legend>'
            f"{hint}{''.join(items)}{add}{self.place(path)}</fieldset>"
        )

    def adding(self, control: Nested, path: "Path") -> str:
        """Return the choice of what to add to a builder."""
        id = self.id(path) + "-add"
        options = [option(value, label, chosen=False) for value, label in control.options]
        return (
            f'<div class="control control--add"><label class="control__name" for="{id}">加一项</label>'
            f'<select id="{id}" data-op="add" data-path="{attribute(path)}"><option value="">选一种……</option>'
            f"{''.join(options)}</select></div>"
        )


def attribute(path: "Path") -> str:
    """Return a path for an attribute in double quotes."""
    return escape(json.dumps(path))


def option(value: str, label: str, *, chosen: bool) -> str:
    """Return one option of a choice."""
    return f'<option value="{escape(value)}"{" selected" if chosen else ""}>{escape(label)}</option>'


def slider(control: Number, text: str, path: "Path") -> str:
    """Return the slider of a number."""
    low, high, step = control.slider_range()
    scale = ' data-scale="log"' if control.logarithmic else ""
    return (
        f'<input type="range"{scale} data-path="{attribute(path)}" aria-label="{escape(control.label)}"'
        f' min="{low}" max="{high}" step="{step}" value="{slider_value(control, text)}">'
    )


def slider_value(control: Number, text: str) -> str:
    """Return where a slider stands for a text; at its lower end where that is no number in its range."""
    low, high = control.slider
    try:
        value = min(max(control.read(text), low), high)
    except Exception:
        value = low
    return exponent(value) if control.logarithmic else exact(value)


def buttons(path: "Path", i: int, count: int) -> str:
    """Return the buttons that move and remove a thing in a builder."""
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
