"""The reader's Python for LambdaLR: what it may look like, and which of it is ours.

A text is an expression in t (``1 / (1 + t)``), an expression that is a function (``lambda t: …``), or statements
that define a function ``lr_lambda``. ``math`` is at hand. Only text that stands in this module runs unasked;
whatever came by a URL or was typed runs where the page has set up an interpreter for it.
"""

import math

from plots.playgrounds.controls import SettingError, quoted
from plots.playgrounds.lr.examples import HALVING, MINUS_SQRT, NOAM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

EXAMPLE = "lambda t: 1 / (1 + 0.2 * t)"
OURS = (EXAMPLE, NOAM, MINUS_SQRT.format(12), HALVING.format(12))
NAME = "lr_lambda"
FORMS = "代码应为 t 的表达式、lambda t: ……，或定义一个函数 lr_lambda(t)。"
SHOWN = 160  # characters of what the interpreter says


def is_statements(text: str) -> bool:
    """Return whether ``text`` is statements that define the function, and not an expression. Runs nothing."""
    return any(line.startswith((f"def {NAME}", f"{NAME} =", f"{NAME}=")) for line in text.split("\n"))


def as_function(text: str) -> str:
    """Return an expression as one that is a function. Runs nothing."""
    text = text.strip()
    if text.startswith("lambda"):
        return text
    return f"lambda t: (\n{text}\n)" if "\n" in text or "#" in text else f"lambda t: {text}"


def function_of(text: str) -> "Callable[[float], float]":
    """Return the function that ``text`` is or defines. This runs it.

    Raises:
        SettingError: If it is no such text.
    """
    names: "dict[str, Any]" = {"math": math}
    try:
        if is_statements(text):
            exec(text, names)
            made = names.get(NAME)
        else:
            made = eval(as_function(text), names)
    except BaseException as error:
        raise broken(error) from None
    if not callable(made):
        raise SettingError(FORMS, [NAME])

    def function(t: float) -> float:
        try:
            return made(t)  # type: ignore[no-any-return]
        except Exception:
            raise
        except BaseException as error:  # an end that the reader's code came to; callers know exceptions
            raise RuntimeError(type(error).__name__) from None

    return function


def broken(error: BaseException) -> SettingError:
    """Return what the reader's code did wrong, as a sentence."""
    problem = quoted(str(error).replace("__", ""), SHOWN)
    advice = FORMS if isinstance(error, SyntaxError) else ""
    return SettingError(f"代码出错：{type(error).__name__} {problem}。{advice}", [NAME])
