"""What can be set: the kinds of controls, and how each reads the text that the reader gave it.

A control with ``shared`` set belongs to all compared settings and is kept in the first. One with ``beside``
set is drawn inside the nested control of that name, entry i at the joint between its items i and i + 1; one with
``kept`` set survives a change of what is played with, and a shared one that does not say otherwise.

Only nested controls need ``calls``, so it is imported where they are read: a page without them does not load it.
"""

from plots.playgrounds.numbers import exact, exponent, read_integer, read_number

SHOWN = 24  # characters of a bad text that a sentence repeats
LONGEST_ADVICE = 60  # characters of the options that it names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Unpack

    from plots.playgrounds import calls
    from plots.playgrounds.protocol import Common

    Path = list[str | int]
    Values = dict[str, Any]


class UnreadableError(Exception):
    """A text that a control cannot take.

    Args:
        message: What is wrong, in Chinese: the rest of a sentence that begins with the control's label.
        path: Where, below the control; empty for the control itself.
    """

    def __init__(self, message: str, path: "Path | None" = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path or []


class SettingError(Exception):
    """A setting that cannot be shown, as one Chinese sentence.

    Args:
        message: The whole sentence.
        path: Of the control that it belongs to, e.g. ``["schedulers", 1, "gamma"]``; empty for none.
    """

    def __init__(self, message: str, path: "Path") -> None:
        super().__init__(message)
        self.message = message
        self.path = path


def quoted(text: str) -> str:
    """Return ``text`` in quotes, shortened and on one line."""
    text = " ".join(text.split())
    return "“{}”".format(text if len(text) <= SHOWN else text[:SHOWN] + "……")


class Control:
    """What all kinds have in common.

    Args:
        name: As in the URL; for an argument of a library, its name there.
        label: What stands before it; ``name`` unless it is a Chinese word.
        default: Text where the URL says nothing.
        hint: What it does, in a few words after the label.
        shared, kept, beside: See the module.
        group: Name of a group that is closed at first, for what is seldom set.
    """

    kind = ""

    def __init__(
        self,
        name: str,
        default: str,
        *,
        label: str = "",
        hint: str = "",
        shared: bool = False,
        kept: "bool | None" = None,
        beside: str = "",
        group: str = "",
    ) -> None:
        self.name = name
        self.label = label or name
        self.default = default
        self.hint = hint
        self.shared = shared
        self.kept = shared if kept is None else kept
        self.beside = beside
        self.group = group

    def read(self, text: str) -> "Any":
        """Return the value that ``text`` stands for."""
        raise NotImplementedError

    def shown(self, text: str) -> str:
        """Return what the names of compared settings say of ``text``."""
        return text

    def travels(self, text: str) -> bool:
        """Return whether a link carries ``text``."""
        return True


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
        """Return the number."""
        try:
            value = read_integer(text) if self.integer else read_number(text)
        except ValueError:
            value = None
        if value is None or not self.low <= value <= self.high:
            what = "整数" if self.integer else "数"
            limit = f"{self.limit}（{exact(self.high)}）" if self.limit else exact(self.high)
            raise UnreadableError(f"要是 {exact(self.low)} 到 {limit} 之间的{what}，现在是{quoted(text)}。")
        return value

    def slider_range(self) -> "list[str]":
        """Return lowest, highest and step of the slider; for a logarithmic one those of the exponent of ten."""
        low, high = self.slider
        if self.logarithmic:
            return [exponent(low), exponent(high), "0.01"]
        return [exact(low), exact(high), exact(self.step)]


class Choice(Control):
    """One of several.

    Args:
        name, default, **common: See Control.
        options: Pairs (text, label).
        named: Whether compared settings are named by the label, and not by the text.
    """

    kind = "choice"

    def __init__(
        self,
        name: str,
        default: str,
        options: "tuple[tuple[str, str], ...]",
        *,
        named: bool = False,
        **common: "Unpack[Common]",
    ) -> None:
        super().__init__(name, default, **common)
        self.options = options
        self.named = named

    def read(self, text: str) -> str:
        """Return the chosen text."""
        if not any(text == option for option, _ in self.options):
            known = "、".join([option for option, _ in self.options])
            advice = f"，可选的有 {known}" if len(known) <= LONGEST_ADVICE else ""
            raise UnreadableError(f"没有{quoted(text)}这个选项{advice}。")
        return text

    def shown(self, text: str) -> str:
        """Return what the names of compared settings say of ``text``."""
        for option, label in self.options:
            if self.named and option == text:
                return label
        return text


class Switch(Control):
    """On or off."""

    kind = "switch"

    def read(self, text: str) -> bool:
        """Return whether it is on."""
        if text not in ("true", "false"):
            raise UnreadableError(f"要是 true 或 false，现在是{quoted(text)}。")
        return text == "true"


class Text(Control):
    """Words, as they are.

    Args:
        name, default, **common: See Control.
        most: Longest text, in characters.
    """

    kind = "text"

    def __init__(self, name: str, default: str, *, most: int = 80, **common: "Unpack[Common]") -> None:
        super().__init__(name, default, **common)
        self.most = most

    def read(self, text: str) -> str:
        """Return the text."""
        if len(text) > self.most:
            raise UnreadableError(f"最长 {self.most} 个字符，现在有 {len(text)} 个。")
        return text


class Items(Control):
    """Several values separated by commas.

    Args:
        name, default, **common: See Control.
        item: A control that reads one of them.
        most: How many there may be.
        increasing: Whether each must be larger than the one before ("strictly"), or at least as large ("weakly").
    """

    kind = "list"

    def __init__(
        self,
        name: str,
        default: str,
        item: Control,
        *,
        most: int = 50,
        increasing: str = "",
        **common: "Unpack[Common]",
    ) -> None:
        super().__init__(name, default, **common)
        self.item = item
        self.most = most
        self.increasing = increasing

    def read(self, text: str) -> "list[Any]":
        """Return the values."""
        return self.read_texts(text.replace("，", ",").split(",") if text.strip() else [])

    def read_texts(self, texts: "list[str]") -> "list[Any]":
        """Return the values of the given texts."""
        if len(texts) > self.most:
            raise UnreadableError(f"最多 {self.most} 个，现在有 {len(texts)} 个。")
        values: "list[Any]" = []
        for i, text in enumerate(texts):
            try:
                value = self.item.read(text.strip())
            except UnreadableError as problem:
                raise UnreadableError(f"的第 {i + 1} 个{problem.message}", self.place(i)) from None
            if values and self.increasing and not self.follows(values[-1], value):
                raise UnreadableError(
                    "要从小到大排列{}，第 {} 个是 {}，它前面是 {}。".format(
                        "且不重复" if self.increasing == "strictly" else "", i + 1, exact(value), exact(values[-1])
                    ),
                    self.place(i),
                )
            values.append(value)
        return values

    def place(self, i: int) -> "Path":
        """Return where entry ``i`` has a field, below this control: only beside another it has one of its own."""
        return [i] if self.beside else []

    def follows(self, before: float, value: float) -> bool:
        """Return whether ``value`` may stand after ``before``."""
        return before < value if self.increasing == "strictly" else before <= value


class Marks(Items):
    """Steps that are also marks on the x axis of the first picture, and can be dragged there."""

    kind = "marks"


class Curve(Items):
    """Values over the steps, drawn with the pointer on a picture."""

    kind = "curve"


class Code(Control):
    """Python that the reader writes. Its value is the text: who runs it is another matter.

    Args:
        name, default, **common: See Control.
        ours: Texts that are not the reader's and may run unasked.
        most: Longest text, in characters.
    """

    kind = "code"

    def __init__(
        self, name: str, default: str, *, ours: "tuple[str, ...]" = (), most: int = 2000, **common: "Unpack[Common]"
    ) -> None:
        super().__init__(name, default, **common)
        self.ours = ours
        self.most = most

    def read(self, text: str) -> str:
        """Return the code."""
        if not text.strip():
            raise UnreadableError("还是空的。")
        if len(text) > self.most:
            raise UnreadableError(f"最长 {self.most} 个字符，现在有 {len(text)} 个。")
        return text


class Nested(Control):
    """A list of things that have controls of their own; see `calls` for how it is written.

    Args:
        name, default, **common: See Control.
        options: Pairs (kind of thing, label).
        parts: A function from a kind to the controls of such a thing.
        most: How many there may be.
        single: Whether there is always exactly one.
    """

    kind = "nested"

    def __init__(
        self,
        name: str,
        default: str,
        options: "tuple[tuple[str, str], ...]",
        parts: "Callable[[str], tuple[Control, ...]]",
        *,
        most: int = 6,
        single: bool = False,
        **common: "Unpack[Common]",
    ) -> None:
        super().__init__(name, default, **common)
        self.options = options
        self.parts = parts
        self.most = most
        self.single = single

    def read(self, text: str) -> "list[tuple[str, Values]]":
        """Return the things as pairs of their kind and their values by name."""
        from plots.playgrounds import calls

        try:
            nodes = calls.read(text)
        except ValueError as error:
            raise UnreadableError(f"写错了：{error}。") from None
        return self.read_nodes(nodes)

    def read_nodes(self, nodes: "list[calls.Node]") -> "list[tuple[str, Values]]":
        """Return the values of nodes."""
        if not nodes or len(nodes) > (1 if self.single else self.most):
            raise UnreadableError(
                "要有 {} 项，现在有 {} 项。".format("1" if self.single else f"1 到 {self.most}", len(nodes))
            )
        return [self.read_item(node, i) for i, node in enumerate(nodes)]

    def read_item(self, node: "calls.Node", i: int) -> "tuple[str, Values]":
        """Return kind and values of one thing."""
        call = as_call(node)
        if call is None or not any(call.name == option for option, _ in self.options):
            name = "方括号" if call is None else quoted(call.name)
            raise UnreadableError(f"的第 {i + 1} 项不能是{name}。", [i])
        controls = self.parts(call.name)
        for name, _ in call.arguments:
            if not any(control.name == name for control in controls):
                raise UnreadableError(f"的第 {i + 1} 项 {call.name} 没有参数{quoted(name)}。", [i])
        values = {}
        for control in controls:
            try:
                values[control.name] = read_nodes(control, call.argument(control.name))
            except SettingError as problem:
                raise SettingError(problem.message, below(i, problem.path)) from None
        return call.name, values


def as_call(node: "calls.Node") -> "calls.Call | None":
    """Return the node as a call; a plain word is a call without arguments."""
    from plots.playgrounds import calls

    if isinstance(node, calls.Call):
        return node
    return None if isinstance(node, list) else calls.Call(node, [])


def read_nodes(control: Control, node: "calls.Node | None") -> "Any":
    """Return the value that ``control`` reads from an argument, or its default where there is none.

    Raises:
        SettingError: If it cannot be read.
    """
    if node is None:
        return read_text(control, control.default)
    nodes: "list[calls.Node]" = node if isinstance(node, list) else [node]
    try:
        if isinstance(control, Nested):
            return control.read_nodes(nodes)
        texts = [each for each in nodes if isinstance(each, str)]
        if isinstance(control, Items) and len(texts) == len(nodes):
            return control.read_texts(texts)
        if len(texts) == 1 and texts[0] is node:
            return control.read(texts[0])
        raise UnreadableError("不能是带括号的值。")
    except UnreadableError as problem:
        raise sentence(control, problem) from None
    except SettingError as problem:
        raise SettingError(problem.message, below(control.name, problem.path)) from None


def read_text(control: Control, text: str) -> "Any":
    """Return the value that ``control`` reads from ``text``.

    Raises:
        SettingError: If it cannot be read.
    """
    try:
        return control.read(text)
    except UnreadableError as problem:
        raise sentence(control, problem) from None
    except SettingError as problem:
        raise SettingError(problem.message, below(control.name, problem.path)) from None


def below(step: "str | int", path: "Path") -> "Path":
    """Return the path that goes one step down and then on."""
    whole: "Path" = [step]
    whole.extend(path)
    return whole


def sentence(control: Control, problem: UnreadableError) -> SettingError:
    """Return what is wrong as a whole sentence."""
    space = "" if problem.message[:1] == "的" else " "
    return SettingError(control.label + space + problem.message, below(control.name, problem.path))
