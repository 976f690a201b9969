"""A title as a heading: on a phone a line breaks at its punctuation or between Latin and Chinese letters, not within a word.

The style sheet keeps Chinese letters together (site/text.css), and with them Latin ones beside them.
"""

import re

from markupsafe import Markup, escape

from scripts.markdown.line_breaks import FULL_WIDTH, HAN

BREAK = re.compile(rf"[\s{FULL_WIDTH}]")
JOINT = re.compile(rf"(?<=[A-Za-z0-9])(?=[{HAN}])|(?<=[{HAN}])(?=[A-Za-z0-9])")


def breakable(title: str) -> Markup:
    """Return a title as HTML that has a place to break a line, if there is one."""
    text = escape(title)
    return text if BREAK.search(text) else Markup(JOINT.sub("<wbr>", text))
