"""The controls of a setting as HTML: what the build writes into the page, and what the page sets when they change.

Whatever comes from a text is escaped. Every field has the path of its control in ``data-path``, as JSON; a number's
slider and field share one. What is wrong with a control is said at the end of the element with that path in ``data-problem``.
"""

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Control, Number, Path
    from plots.playgrounds.state import Form, Setting

PLAIN = 'autocomplete="off" autocapitalize="off" spellcheck="false"'  # a field for no prose


def escape(text: str) -> str:
    """Return ``text`` for use in HTML, in attributes too."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def setting_html(setting: "Setting", prefix: str, *, page: bool) -> str:
    """Return the controls of one setting.

    Args:
        setting: What to show.
        prefix: Beginning of the ids, unique in the document.
        page: Whether they stand on the playground's own page, where one may choose what is played with.
    """
    controls = [control for control in setting.shown() if page or control.name != setting.playground.subject]
    presets = presets_html(setting, prefix) if page else ""
    return presets + Writer(prefix).controls(setting, controls, [])


def presets_html(setting: "Setting", prefix: str) -> str:
    if not setting.playground.presets:
        return ""
    options = [f'<option value="{name}">{escape(label)}</option>' for name, label, _ in setting.playground.presets]
    return (
        f'<div class="control control--preset"><label class="control__name" for="{prefix}-preset">现成的配方</label>'
        f'<select id="{prefix}-preset" data-op="preset"><option value="">选一个……</option>{"".join(options)}</select></div>'
    )


class Writer:
    """Writes controls whose ids begin with ``prefix``; what a kind of control is made of comes from the kind."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def controls(self, form: "Form", controls: "list[Control]", path: "Path") -> str:
        """Return some controls of a form; those that are seldom set stand in closed groups after the others."""
        shown = [control for control in controls if not control.beside]
        groups = [""]
        for control in shown:
            if control.group not in groups:
                groups.append(control.group)
        html = ""
        for name in groups:
            inside = "".join([each.html(self, form, path + [each.name]) for each in shown if each.group == name])
            html += f'<details class="control__more"><summary>{name}</summary>{inside}</details>' if name else inside
        return html

    def id(self, path: "Path") -> str:
        return self.prefix + "-" + "-".join([str(step) for step in path])

    def field(self, control: "Control", text: str, path: "Path") -> str:
        """Return a control that has one text: its name, with what it does or its unit, and its field."""
        return (
            f'<div class="control control--{control.kind}" data-problem="{attribute(path)}">'
            f'<label class="control__name" for="{self.id(path)}">{escape(control.label)}{hint(control)}</label>'
            f"{control.input(self, text, path)}</div>"
        )

    def common(self, path: "Path") -> str:
        """Return the attributes that all fields have."""
        return f'id="{self.id(path)}" data-path="{attribute(path)}"'

    def line(self, text: str, path: "Path", mode: str = "text") -> str:
        return f'<input type="text" inputmode="{mode}" {self.common(path)} value="{escape(text)}" {PLAIN}>'

    def area(self, text: str, path: "Path", kind: str, rows: int) -> str:
        return f'<textarea {self.common(path)} data-kind="{kind}" rows="{rows}" {PLAIN}>{escape(text)}</textarea>'

    def box(self, on: bool, path: "Path") -> str:
        return f'<input type="checkbox" {self.common(path)}{" checked" if on else ""}>'

    def select(self, options: "tuple[tuple[str, str], ...]", text: str, path: "Path") -> str:
        inside = [option(value, label, chosen=value == text) for value, label in options]
        return f"<select {self.common(path)}>{''.join(inside)}</select>"

    def slider(self, control: "Number", text: str, path: "Path") -> str:
        low, high, step = control.slider_range()
        scale = ' data-scale="log"' if control.logarithmic else ""
        name = f"{control.label} {control.hint}" if control.hint else control.label
        value = control.position(text)
        said = "" if value == text else f' aria-valuetext="{escape(text)}"'
        return (
            f'<input type="range"{scale} data-path="{attribute(path)}" aria-label="{escape(name)}"{said}'
            f' min="{low}" max="{high}" step="{step}" value="{value}">'
        )


def hint(control: "Control") -> str:
    return f' <span class="control__hint">{escape(control.hint)}</span>' if control.hint else ""


def attribute(path: "Path") -> str:
    """Return a path for an attribute in double quotes."""
    return escape(json.dumps(path))


def option(value: str, label: str, *, chosen: bool) -> str:
    return f'<option value="{escape(value)}"{" selected" if chosen else ""}>{escape(label)}</option>'
