"""All pages as a validator reads them: html-validate, whose rules for this site are in ``validate_html.mjs``."""

import json
import subprocess
from collections import Counter
from pathlib import Path

from scripts.shared.node import node

SCRIPT = Path(__file__).with_name("validate_html.mjs")
SWITCHES = 2  # of the theme, for the drawer and the search, on each page
KNOWN = {  # rule and message -> how many at most on a page
    ("input-attributes", 'Attribute "autocomplete" is not allowed on <input type="checkbox">'): SWITCHES,
    ("valid-autocomplete", 'autocomplete attribute cannot be used on <input type="checkbox">'): SWITCHES,
    # What goes to the right in a table is said without a style attribute, which a content policy would forbid.
    ("no-deprecated-attr", 'Attribute "align" is deprecated on <td> element'): None,
    ("no-deprecated-attr", 'Attribute "align" is deprecated on <th> element'): None,
}


def test_a_validator_finds_nothing_but_what_is_known_of_the_theme(deployed_site):
    done = subprocess.run([node(), str(SCRIPT), str(deployed_site)], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    pages = json.loads(done.stdout)
    assert len(pages) == len(list(deployed_site.rglob("*.html")))
    unknown = []
    for page, messages in pages.items():
        counts = Counter((rule, message) for rule, message, _ in messages)
        for rule, message, line in messages:
            most = KNOWN.get((rule, message), 0)
            if most is not None and counts[rule, message] > most:
                unknown.append(f"{page}:{line}: {message} ({rule})")
    assert unknown == []
