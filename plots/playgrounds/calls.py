"""Values that nest, as text: ``LinearLR(total_iters=5),StepLR(step_size=3)`` and lists like ``2,5,9``.

A text is a list of nodes. A node is a string (a leaf, kept as it was written, so that a bad one can be shown and
named), a `Call` or a list of nodes in brackets. What is no plain word stands in double quotes.
"""

LONGEST = 6000  # characters
DEEPEST = 8  # brackets within brackets; recursion is short in MicroPython
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-/ "

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Union

    Node = Union[str, "Call", list["Node"]]


class Call:
    """``name(argument=node,…)``; the arguments are pairs, in order."""

    def __init__(self, name: str, arguments: "list[tuple[str, Node]]") -> None:
        self.name = name
        self.arguments = arguments

    def argument(self, name: str) -> "Node | None":
        """Return the node of the argument ``name``, or None where it is not written."""
        for each, node in self.arguments:
            if each == name:
                return node
        return None

    def set_argument(self, name: str, node: "Node") -> None:
        """Write the argument ``name``, in its place or last."""
        for i, (each, _) in enumerate(self.arguments):
            if each == name:
                self.arguments[i] = (name, node)
                return
        self.arguments.append((name, node))


def read(text: str) -> "list[Node]":
    """Return the nodes of ``text``; ValueError says in Chinese where it is not written that way."""
    if len(text) > LONGEST:
        raise ValueError(f"太长，最多 {LONGEST} 个字符")
    reader = Reader(text)
    return reader.items("", DEEPEST)


def write(nodes: "list[Node]") -> str:
    """Return the text of which ``read`` gives ``nodes``."""
    return ",".join([write_node(node) for node in nodes])


def write_node(node: "Node") -> str:
    if isinstance(node, Call):
        return "{}({})".format(node.name, ",".join([name + "=" + write_node(value) for name, value in node.arguments]))
    if isinstance(node, list):
        return "[" + write(node) + "]"
    if node == node.strip() and node and all(character in PLAIN for character in node):
        return node
    return '"' + node.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


class Reader:
    """Walks through a text once, from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def fail(self, what: str) -> ValueError:
        return ValueError(f"第 {self.at + 1} 个字符处{what}")

    def peek(self) -> str:
        """Return the next character that is no space, or an empty string at the end."""
        while self.at < len(self.text) and self.text[self.at] in " \n\t":
            self.at += 1
        return self.text[self.at] if self.at < len(self.text) else ""

    def items(self, closing: str, depth: int) -> "list[Node]":
        """Return nodes up to the character ``closing``, which is consumed."""
        nodes: "list[Node]" = []
        if self.peek() == closing:
            self.at += 1
            return nodes
        while True:
            nodes.append(self.node(depth))
            if self.is_last(closing):
                return nodes

    def is_last(self, closing: str) -> bool:
        """Consume a comma (and return False) or ``closing``."""
        found = self.peek()
        if found == closing:
            self.at += 1
            return True
        if found != ",":
            raise self.fail("缺少{}".format(f"“{closing}”或逗号" if closing else "逗号"))
        self.at += 1
        return False

    def node(self, depth: int) -> "Node":
        """Return the node that starts here."""
        if depth == 0:
            raise self.fail("嵌套太深")
        start = self.peek()
        if start == '"':
            return self.quoted()
        if start == "[":
            self.at += 1
            return self.items("]", depth - 1)
        word = self.word()
        if self.peek() == "(":
            self.at += 1
            return Call(word, self.arguments(depth - 1))
        return word

    def arguments(self, depth: int) -> "list[tuple[str, Node]]":
        """Return the arguments of a call, its closing bracket consumed."""
        arguments: "list[tuple[str, Node]]" = []
        if self.peek() == ")":
            self.at += 1
            return arguments
        while True:
            name = self.word()
            if self.peek() != "=":
                raise self.fail("缺少等号：参数要写成 名称=值")
            self.at += 1
            arguments.append((name, self.node(depth)))
            if self.is_last(")"):
                return arguments

    def word(self) -> str:
        """Return the characters up to the next one with a meaning."""
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in ',()[]="':
            self.at += 1
        return self.text[start : self.at].strip()

    def quoted(self) -> str:
        characters: "list[str]" = []
        self.at += 1
        while self.at < len(self.text):
            character = self.text[self.at]
            self.at += 1
            if character == '"':
                return "".join(characters)
            if character == "\\":
                escaped = self.text[self.at : self.at + 1]
                self.at += 1
                character = "\n" if escaped == "n" else escaped
            characters.append(character)
        raise self.fail("缺少收尾的引号")
