"""What can be set: the kinds of controls. Each knows how it reads and changes its text, and which fields it has in the page.

A control with ``shared`` set belongs to all compared settings and is kept in the first; one with ``kept`` set survives a
change of what is played with, and a shared one that does not say otherwise. What several playgrounds need is here, the
other kinds have modules of their own.
"""

from plots.playgrounds.numbers import exact, exponent, narrow, read_integer, read_number

SHOWN = 24  # characters of a bad text that a sentence repeats
LONGEST_ADVICE = 60  # characters of the options that it names
LINE = 32  # characters of code that have room side by side
LONGEST_TEXT, LONGEST_CODE = 80, 2000  # characters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Unpack

    from plots.playgrounds.calls import Node
    from plots.playgrounds.markup import Writer
    from plots.playgrounds.protocol import Common, Edit
    from plots.playgrounds.state import Field, Form

    Path = list[str | int]
    Values = dict[str, Any]


class SettingError(Exception):
    """A setting that cannot be shown, as one Chinese sentence.

    Args:
        message: The whole sentence.
        path: Of the control that it belongs to, e.g. ``["schedulers", 1, "gamma"]``; empty for none.
    """

    def __init__(self, message: str, path: "Path | None" = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path or []


class UnreadableError(SettingError):
    """A text that a control cannot take: the sentence begins with the control's label, the path below it."""


def quoted(text: str, most: int = SHOWN) -> str:
    """Return ``text`` in quotes, shortened and on one line."""
    text = " ".join(text.split())
    return "“{}”".format(text if len(text) <= most else text[:most] + "……")


class Control:
    """What all kinds have in common.

    Args:
        name: As in the URL; for an argument of a library, its name there.
        label: What stands before it; ``name`` unless it is a Chinese word.
        default: Text where the URL says nothing.
        hint: What it does, in a few words after the label.
        shared, kept: See the module.
        follows: Whether the default follows from other values: what is written stays, even if it is the same, and an empty
            text leaves the default.
        group: Name of a group that is closed at first, for what is seldom set.
    """

    kind = ""
    decides = False  # whether its text says which other controls there are
    prose = False  # whether its text is kept as it is
    beside = ""  # name of the nested control at whose joints it stands, instead of by itself

    def __init__(
        self,
        name: str,
        default: str,
        *,
        label: str = "",
        hint: str = "",
        shared: bool = False,
        kept: "bool | None" = None,
        follows: bool = False,
        group: str = "",
    ) -> None:
        self.name = name
        self.label = label or name
        self.default = default
        self.hint = hint
        self.shared = shared
        self.kept = shared if kept is None else kept
        self.follows = follows
        self.group = group

    def read(self, text: str) -> "Any":
        """Return the value that ``text`` stands for."""
        raise NotImplementedError

    def shown(self, text: str) -> str:
        """Return what the names of compared settings say of ``text``: itself where it is an argument of a library."""
        return text

    def travels(self, text: str) -> bool:
        """Return whether a link carries ``text``."""
        return True

    def is_foreign(self, text: str) -> bool:
        """Return whether ``text`` is code that is not ours."""
        return False

    def edited(self, text: str, path: "Path", operation: str, edit: "Edit") -> str:
        """Return the text after an edit; ``path`` leads on below this control.

        Raises:
            ValueError: If there is nothing at that path.
        """
        if path:
            raise ValueError(f"no entry {path[0]!r}")
        return edit["text"] if operation == "set" else text

    def change(self, form: "Form", path: "Path", operation: str, edit: "Edit") -> None:
        """Carry out an edit on the text of this control and on what follows it."""
        text = self.edited(form.text(self), path, operation, edit)
        form.set_text(self, text if self.prose else narrow(text))

    def fields(self, form: "Form", path: "Path") -> "list[Field]":
        """Return the fields that it has in a form."""
        return [(path, form.text(self), self)]

    def html(self, writer: "Writer", form: "Form", path: "Path") -> str:
        """Return what it is in the page."""
        return writer.field(self, form.text(self), path)

    def input(self, writer: "Writer", text: str, path: "Path") -> str:
        """Return its field."""
        return writer.line(text, path)

    def range(self) -> "list[str]":
        """Return lowest, highest and step of a slider, where they depend on another value."""
        return []

    def argument(self, text: str) -> "Node":
        """Return the node that holds ``text`` inside a nested control."""
        return text


class Number(Control):
    """A number, with a field and a slider.

    Args:
        name, default, **common: See Control.
        low, high: What is accepted, ends included.
        slider: What the slider covers, where that is less.
        step: Of the slider.
        integer: Whether it is a whole number.
        logarithmic: Whether the slider runs over the powers of ten.
        limit: What ``high`` is called in a sentence.
    """

    kind = "number"

    def __init__(
        self,
        name: str,
        default: str,
        low: float,
        high: float,
        *,
        slider: "tuple[float, float] | None" = None,
        step: float = 0.01,
        integer: bool = False,
        logarithmic: bool = False,
        limit: str = "",
        **common: "Unpack[Common]",
    ) -> None:
        super().__init__(name, default, **common)
        self.low = low
        self.high = high
        self.slider = slider or (low, high)
        self.step = 1 if integer else step
        self.integer = integer
        self.logarithmic = logarithmic
        self.limit = limit

    def read(self, text: str) -> float:
        try:
            value = read_integer(text) if self.integer else read_number(text)
        except ValueError:
            value = self.low - 1
        if not self.low <= value <= self.high:
            what = "整数" if self.integer else "数"
            limit = f"{self.limit}（{exact(self.high)}）" if self.limit else exact(self.high)
            raise UnreadableError(f"应为 {exact(self.low)} 到 {limit} 之间的{what}，现在是{quoted(text)}。")
        return value

    def slider_range(self) -> "list[str]":
        """Return lowest, highest and step of the slider; for a logarithmic one those of the exponent of ten."""
        low, high = self.slider
        if self.logarithmic:
            return [exponent(low), exponent(high), "0.01"]
        return [exact(low), exact(high), exact(self.step)]

    def range(self) -> "list[str]":
        return self.slider_range() if self.limit else []

    def position(self, text: str) -> str:
        """Return where the slider stands for ``text``: at its lower end where that is no number in its range."""
        low, high = self.slider
        try:
            value = min(max(self.read(text), low), high)
        except UnreadableError:
            value = low
        return exponent(value) if self.logarithmic else exact(value)

    def input(self, writer: "Writer", text: str, path: "Path") -> str:
        return writer.slider(self, text, path) + writer.line(text, path, mode="decimal")


class Choice(Control):
    """One of several.

    Args:
        name, default, **common: See Control.
        options: Pairs (text, label).
    """

    kind = "choice"

    def __init__(
        self,
        name: str,
        default: str,
        options: "tuple[tuple[str, str], ...]",
        **common: "Unpack[Common]",
    ) -> None:
        super().__init__(name, default, **common)
        self.options = options

    def read(self, text: str) -> str:
        if not any(text == option for option, _ in self.options):
            known = "、".join([option for option, _ in self.options])
            advice = f"，可选的有 {known}" if len(known) <= LONGEST_ADVICE else ""
            raise UnreadableError(f"没有{quoted(text)}这个选项{advice}。")
        return text

    def shown(self, text: str) -> str:
        for option, label in self.options:
            if option == text and self.label != self.name:
                return label.split("　")[-1]
        return text

    def input(self, writer: "Writer", text: str, path: "Path") -> str:
        return writer.select(self.options, text, path)


class Switch(Control):
    """On or off."""

    kind = "switch"

    def read(self, text: str) -> bool:
        if text not in ("true", "false"):
            raise UnreadableError(f"应为 true 或 false，现在是{quoted(text)}。")
        return text == "true"

    def shown(self, text: str) -> str:
        return text if self.label == self.name else "是" if text == "true" else "否"

    def input(self, writer: "Writer", text: str, path: "Path") -> str:
        return writer.box(text == "true", path)


def within(text: str, most: int) -> str:
    """Return ``text``, unless it has more characters."""
    if len(text) > most:
        raise UnreadableError(f"最长 {most} 个字符，现在有 {len(text)} 个。")
    return text


class Text(Control):
    """Words, as they are."""

    kind = "text"
    prose = True

    def read(self, text: str) -> str:
        return within(text, LONGEST_TEXT)


class Code(Control):
    """Python that the reader writes. Its value is the text: who runs it is another matter.

    Args:
        name, default, **common: See Control.
        ours: Texts that are not the reader's and may run unasked.
    """

    kind = "code"
    prose = True

    def __init__(self, name: str, default: str, *, ours: "tuple[str, ...]", **common: "Unpack[Common]") -> None:
        super().__init__(name, default, **common)
        self.ours = ours

    def read(self, text: str) -> str:
        if not text.strip():
            raise UnreadableError("还是空的。")
        return within(text, LONGEST_CODE)

    def is_foreign(self, text: str) -> bool:
        return text not in self.ours

    def input(self, writer: "Writer", text: str, path: "Path") -> str:
        rows = min(sum([1 + len(line) // LINE for line in text.split("\n")]), 12)
        return writer.area(text, path, self.kind, rows) + '<button type="button" data-run>运行</button>'


def read_text(control: Control, text: str) -> "Any":
    """Return the value that a control reads from a text, or raise the SettingError that names the control."""
    place: "Path" = [control.name]
    try:
        return control.read(text)
    except SettingError as problem:
        named = quoted(control.label) if isinstance(problem, UnreadableError) else ""
        raise SettingError(named + problem.message, place + problem.path) from None
