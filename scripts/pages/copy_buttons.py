"""Each program on a page gets an id of its own, by which the theme's copy button finds it.

The theme names a program after its nearest ancestor with an id. All that stand below one such ancestor, be it the
article, a footnote or a box that an author has named, would share a name, and all their buttons copy the first of them.
"""

import itertools
import re

PROGRAM = re.compile(r"<pre(?=[\s>])(?![^>]*\sid=)([^>]*>)(?:<span></span>)?")  # the span is for browsers of 2009


def with_own_ids(html: str) -> str:
    """Return a whole page whose programs have ids."""
    numbers = itertools.count(1)
    return PROGRAM.sub(lambda match: f'<pre id="__{next(numbers)}"{match[1]}', html)
