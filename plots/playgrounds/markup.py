"""The controls of a setting as HTML: what the build writes into the page, and what the page sets when they change.

Whatever comes from a text is escaped. Every field has the path of its control in ``data-path``, as ``schedulers/1/gamma``; these
are also the keys of ``texts`` and ``limits``. A number's slider and field share one path.
"""

import math

from plots.playgrounds.calls import write_node
from plots.playgrounds.controls import Choice, Code, Control, Curve, Items, Nested, Number, Switch
from plots.playgrounds.numbers import exact
from plots.playgrounds.state import Group, Inner, Setting, inner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.calls import Node
    from plots.playgrounds.state import Path


def escape(text: str) -> str:
    """Return ``text`` for use in HTML, in attributes too."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def key(path: "Path") -> str:
    """Return a path as the text under which a page finds its field."""
    return "/".join([str(part) for part in path])


def setting_html(setting: Setting, index: int, prefix: str, *, compact: bool) -> str:
    """Return the controls of one setting.

    Args:
        setting: What to show.
        index: Its place among those compared.
        prefix: Beginning of the ids, unique on the page.
        compact: Whether to leave out the choice of what is played with.
    """
    subject = setting.module.SUBJECT if compact else ""
    return group_html(setting, [], f"{prefix}-{index}", [c for c in setting.own() if c.name != subject])


def group_html(group: Group, path: "Path", id: str, controls: "list[Control]") -> str:
    """Return some controls of a group."""
    return "".join([control_html(group, control, path, id) for control in controls if not control.beside])


def control_html(group: Group, control: Control, path: "Path", id: str) -> str:
    """Return one control: its name, its fields and a place for what is wrong with it."""
    path = path + [control.name]
    id = f"{id}-{control.name}"
    text = group.text(control)
    if isinstance(control, Nested):
        return nested_html(group, control, path, id)
    return field_html(control, text, path, id)


def field_html(control: Control, text: str, path: "Path", id: str) -> str:
    """Return a control that has one text."""
    name = f'<label class="play-control__name" for="{id}">{escape(control.label)}</label>'
    hint = f'<span class="play-control__hint">{escape(control.hint)}</span>' if control.hint else ""
    shared = f'id="{id}" data-path="{key(path)}" aria-describedby="{id}-problem"'
    return (
        f'<div class="play-control play-control--{control.kind}" data-kind="{control.kind}">{name}{hint}{input_html(control, text, path, id, shared)}'
        f'<p class="play-control__problem" id="{id}-problem" data-problem="{key(path)}"></p></div>'
    )


def input_html(control: Control, text: str, path: "Path", id: str, shared: str) -> str:
    """Return the field of a control, and the slider of a number before it."""
    if isinstance(control, Choice):
        options = [
            '<option value="{}"{}>{}</option>'.format(
                escape(value), " selected" if value == text else "", escape(label)
            )
            for value, label in control.options
        ]
        return "<select {}>{}</select>".format(shared, "".join(options))
    if isinstance(control, Switch):
        return '<input type="checkbox" {}{}>'.format(shared, " checked" if text == "true" else "")
    if isinstance(control, (Code, Curve)):
        rows = min(text.count("\n") + 1, 12) if isinstance(control, Code) else 2
        return f'<textarea {shared} rows="{rows}" spellcheck="false" autocapitalize="off">{escape(text)}</textarea>'
    mode = ' inputmode="decimal"' if isinstance(control, Number) else ""
    field = f'<input type="text"{mode} {shared} value="{escape(text)}" autocomplete="off" spellcheck="false">'
    return slider_html(control, text, path) + field if isinstance(control, Number) else field


def slider_html(control: Number, text: str, path: "Path") -> str:
    """Return the slider of a number."""
    low, high, step = slider_limits(control)
    logarithmic = ' data-scale="log"' if control.logarithmic else ""
    return f'<input type="range"{logarithmic} data-path="{key(path)}" aria-label="{escape(control.label or control.hint)}" min="{low}" max="{high}" step="{step}" value="{slider_value(control, text)}">'


def slider_limits(control: Number) -> "list[str]":
    """Return lowest, highest and step of a slider; for a logarithmic one those of the exponent of ten."""
    low, high = control.slider
    if control.logarithmic:
        return [exact(math.log(low) / math.log(10)), exact(math.log(high) / math.log(10)), "0.01"]
    return [exact(low), exact(high), exact(control.step)]


def slider_value(control: Number, text: str) -> str:
    """Return where a slider stands for a text; at its lower end where that is no number."""
    low, high = control.slider
    try:
        value = min(max(control.read(text), low), high)
    except Exception:
        value = low
    return exact(math.log(value) / math.log(10)) if control.logarithmic else exact(value)


def nested_html(group: Group, control: Nested, path: "Path", id: str) -> str:
    """Return a builder: its entries with their own controls, and what stands at their joints."""
    things = entries(group, control)
    if things is None:
        return field_html(control, group.text(control), path, id)
    legend = f'<legend class="play-control__name">{escape(control.label)}</legend>'
    hint = f'<span class="play-control__hint">{escape(control.hint)}</span>' if control.hint else ""
    joints = [each for each in group.controls if each.beside == control.name and isinstance(each, Items)]
    items = []
    for i, thing in enumerate(things):
        here = path + [i]
        here_id = f"{id}-{i}"
        parts = [joint_html(group, joint, i - 1, path[:-1], id) for joint in joints] if i else []
        kinds = Choice("kind", thing.call.name, control.options, label=f"第 {i + 1} 项")
        parts.append(field_html(kinds, thing.call.name, here, here_id))
        parts.append(group_html(thing, here, here_id, list(thing.controls)))
        if not control.single:
            parts.append(buttons_html(path, i, len(things)))
        items.append('<li class="play-nested__item">{}</li>'.format("".join(parts)))
    add = ""
    if not control.single and len(things) < control.most:
        add = '<button type="button" class="play-nested__add" data-op="add" data-path="{}" data-text="{}">{}</button>'.format(
            key(path), escape(control.options[0][0]), "加一项"
        )
    return (
        '<fieldset class="play-control play-control--nested" data-kind="nested">{}{}'
        '<ol class="play-nested">{}</ol>{}<p class="play-control__problem" id="{}-problem" data-problem="{}"></p></fieldset>'
    ).format(legend, hint, "".join(items), add, id, key(path))


def joint_html(group: Group, joint: Items, i: int, path: "Path", id: str) -> str:
    """Return entry ``i`` of a list whose entries stand between those of a builder."""
    text = entry_text(group.nodes(joint), i)
    return field_html(joint.item, text, path + [joint.name, i], f"{id}-{joint.name}-{i}")


def entry_text(entries: "list[Node]", i: int) -> str:
    """Return the text of entry ``i``, empty where there is none."""
    return write_node(entries[i]) if i < len(entries) else ""


def buttons_html(path: "Path", i: int, count: int) -> str:
    """Return the buttons that move and remove an entry of a builder."""
    buttons = []
    for operation, sign, name, possible in (
        ("up", "↑", "上移", i > 0),
        ("down", "↓", "下移", i < count - 1),
        ("remove", "×", "去掉", count > 1),
    ):
        buttons.append(
            '<button type="button" data-op="{}" data-path="{}" data-index="{}" aria-label="{}第 {} 项"{}>{}</button>'.format(
                operation, key(path), i, name, i + 1, "" if possible else " disabled", sign
            )
        )
    return '<div class="play-nested__buttons">{}</div>'.format("".join(buttons))


def structure(settings: "list[Setting]") -> str:
    """Return a text that changes only when the set of fields does."""
    found = []
    for setting in settings:
        for name, text, kind in fields(setting, [], setting.own()):
            found.append(name + ("=" + text if kind is None else ""))
        found.append("&")
    return " ".join(found)


def texts(setting: Setting) -> "dict[str, str]":
    """Return the text of every field by the key of its path."""
    return {name: text for name, text, _ in fields(setting, [], setting.own())}


def limits(setting: Setting) -> "dict[str, list[str]]":
    """Return the slider's lowest, highest and step by key for those numbers whose range depends on another."""
    found = {}
    for name, _, control in fields(setting, [], setting.own()):
        if isinstance(control, Number) and control.limit:
            found[name] = slider_limits(control)
    return found


def fields(group: Group, path: "Path", controls: "list[Control]") -> "list[tuple[str, str, Control | None]]":
    """Return key, text and control of all fields, those in builders included; the kind of a thing has no control."""
    found: "list[tuple[str, str, Control | None]]" = []
    for control in controls:
        here = path + [control.name]
        if isinstance(control, Items) and control.beside:
            joined = entries(group, group.control(control.beside)) or []
            nodes = group.nodes(control)
            found.extend([(key(here + [i]), entry_text(nodes, i), control.item) for i in range(len(joined) - 1)])
            continue
        things = entries(group, control)
        if things is None:
            found.append((key(here), group.text(control), control))
            continue
        for i, thing in enumerate(things):
            found.append((key(here + [i]), thing.call.name, None))
            found.extend(fields(thing, here + [i], list(thing.controls)))
    return found


def entries(group: Group, control: Control) -> "list[Inner] | None":
    """Return the things in a nested control; None for another control, and where its text cannot be read."""
    if not isinstance(control, Nested):
        return None
    try:
        return [inner(control, node) for node in group.nodes(control)]
    except ValueError:
        return None
