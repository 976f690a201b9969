"""Which headings of a page are folded away."""

import re
from html import unescape

FOLD_OR_HEADING = re.compile(r'<(?P<end>/?)details\b|<h[2-6]\b[^>]*\bid="(?P<id>[^"]+)"')


def folded_headings(html: str) -> list[str]:
    """Return the ids of the headings that stand in folds: nobody sees them pass, and to ask where they are lays them out."""
    found: list[str] = []
    depth = 0
    for piece in FOLD_OR_HEADING.finditer(html):
        if not piece["id"]:
            depth += -1 if piece["end"] else 1
        elif depth:
            found.append(unescape(piece["id"]))
    return found
