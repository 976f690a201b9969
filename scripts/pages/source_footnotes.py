"""Footnotes that articles refer to and need not write: those that the source columns of plots/data give.

``…融资 1 亿美元[^blog-series-c]。`` is enough; the definition is put at the end of the page. A definition in the page
itself comes first. An id that neither has stays as it is, and the check of the site reports it.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable

from mkdocs.exceptions import PluginError

import plots.data
from scripts.shared.markdown_code import without_code

REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)


def with_footnotes(markdown: str, known: Callable[[], dict[str, str]]) -> str:
    """Return a page with the definitions that it lacks; ``known`` gives them by id, and is asked only if one is lacking."""
    text = without_code(markdown)
    defined = set(DEFINITION.findall(text))
    lacking = [id for id in dict.fromkeys(REFERENCE.findall(text)) if id not in defined]
    given = known() if lacking else {}
    definitions = [given[id] for id in lacking if id in given]
    return "\n\n".join([markdown.rstrip("\n"), *definitions]) + "\n" if definitions else markdown


def known_footnotes() -> dict[str, str]:
    """Return the footnotes that the data give, by id: what the functions ``footnotes`` in plots/data return."""
    names = [module.name for module in pkgutil.iter_modules(plots.data.__path__, "plots.data.")]
    try:
        given = [module.footnotes() for module in map(importlib.import_module, names) if hasattr(module, "footnotes")]
    except ValueError as error:  # a mistake in a data file, with its place
        raise PluginError(str(error)) from error
    return {id: footnote for footnotes in given for id, footnote in footnotes.items()}
