"""The theme's style sheets, cut down to what the site uses of them and put before ours: a page asks for one sheet.

A selector stays where every name in it — element, class, id, attribute, value — stands in a tag of a page or in a script
that may write it into one. So all states stay: what a script makes, toggles or opens it has to name. Of the words in ours
those count that are the theme's: names with ``md-``, and the elements that they make. A custom property stays where
something reads it. How a page is printed is told by site/print.css alone.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import tinycss2

from scripts.shared.files import write_if_changed
from scripts.shared.kept import Kept
from scripts.shared.paths import ROOT

SHEETS = "assets/stylesheets/*.min.css"  # main and palette, in the order of the cascade
SCRIPT = "assets/javascripts/bundle.*.min.js"
OURS = ROOT / "overrides" / "assets" / "javascripts"
# How the names begin that the theme's script writes only where a page has another one: what tells that the part is there.
PARTS = {
    "md-annotation": "annotate",
    "md-search-result": "search-result",
    "md-source": "md-source",
    "md-tag": "md-tag",
    "md-tooltip2": "md-tooltip2",
    "md-version": "outdated",
    "mermaid": "mermaid",
    "rtl": "rtl",
    "tabbed-": "tabbed-set",
}
# It styles everything anew, so that nothing fades when the scheme changes; theme.css knows what would.
COSTLY = {"data-md-color-switching"}
# What the boxes of the theme are about: all that it says of them, boxes.css says otherwise.
KINDS = set("note abstract info tip success question warning failure danger bug example quote".split())
# What no reader sees: the signs before titles of boxes, which ours have none of, and what belongs to features that are off.
UNSEEN = re.compile(r"(\.admonition-title|summary)::?before$|\[data-md-type=.?select|\.md-status\b")
NOTICE = "/*! ../../licences.txt */\n"  # where the licence of theirs is told (scripts/assets/licences.py)
TAG = re.compile(r"""<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>""")
NAME = re.compile(r"[A-Za-z_][\w-]*")
OF_THEME = re.compile(r"""\b(?:data-)?md-[\w-]*|\bhtml\(\s*["']([\w-]+)""")
PROPERTY = re.compile(r'(?<=[{;])(--[\w-]+):(?:"[^"]*"|[^;{}"])*;?')
READ = re.compile(r"var\(\s*(--[\w-]+)")


class Names(NamedTuple):
    """Names that an element may have; one that a script completes is known by its beginning."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def has(self, name: str) -> bool:
        return name in self.whole or name.startswith(self.beginnings)


def put_before(sheet: Path, site: Path) -> None:
    """Put what the pages in ``site`` use of the theme's sheets before our sheet, in its file; remove theirs."""
    ours, script = read([sheet]), read(site.glob(SCRIPT))
    sheets = sorted(site.glob(SHEETS))
    # One at a time: together they are large.
    pages = (page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    names = names_in(pages, theme_script=script, our_scripts=read(OURS.rglob("*.*js")))
    whole = read(sheets)
    with Kept("theme-styles") as kept:
        used = kept.of(whole, *sorted(names.whole), make=lambda: with_used_selectors(whole, names))
    theirs = without_unread(used, readers=ours + script)
    write_if_changed(sheet, (NOTICE + theirs + ours).encode())
    for path in sheets:
        path.unlink()


def read(paths: Iterable[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def names_in(pages: Iterable[str], *, theme_script: str, our_scripts: str) -> Names:
    """Return the names that elements have or may get."""
    tags = {tag for page in pages for tag in TAG.findall(page)}
    in_pages = {name for tag in tags for name in NAME.findall(tag)}
    absent = tuple(part for part, sign in PARTS.items() if sign not in in_pages)
    in_script = {name for name in NAME.findall(theme_script) if not name.startswith(absent)}
    in_ours = {found[1] or found[0] for found in OF_THEME.finditer(our_scripts)}
    names = in_pages.union(in_script, in_ours) - COSTLY - KINDS
    return Names(frozenset(names), tuple(name for name in names if name.endswith("-")))


def with_used_selectors(css: str, names: Names) -> str:
    """Return a style sheet without the selectors, and the rules, that can match nothing."""
    return "".join(used(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), names))


def used(rules: Iterable[Any], names: Names) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            known = [each for each in parts(rule.prelude) if all(map(names.has, names_of(each)))]
            selectors = [tinycss2.serialize(each).strip() for each in known]
            if head := ",".join(each for each in selectors if not UNSEEN.search(each)):
                yield f"{head}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.lower_at_keyword == "media" and tinycss2.serialize(rule.prelude).strip() == "print":
            continue
        elif rule.lower_at_keyword in {"media", "supports"}:
            inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            if body := "".join(used(inner, names)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{body}}}"
        else:
            yield rule.serialize()


def parts(prelude: Iterable[Any]) -> list[list[Any]]:
    """Return the selectors of a list that commas part."""
    selectors: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def names_of(selector: Iterable[Any]) -> Iterator[str]:
    """Yield the names that must be there for a selector to match; what stands in ``:not(…)`` and its like need not."""
    before = None
    for token in selector:
        if token.type == "hash" or (token.type == "ident" and before != ":"):
            yield token.value
        elif token.type == "[] block":
            attribute, *value = [each for each in token.content if each.type in {"ident", "string"}]
            yield attribute.value
            if "=" in token.content:  # and not ^= or its like, which know a part of the value
                yield from (name for each in value for name in NAME.findall(each.value))
        before = token


def without_unread(css: str, *, readers: str) -> str:
    """Return a style sheet without the custom properties that neither it nor anything else reads."""
    needed = {*re.findall(r"--[\w-]+", readers), *READ.findall(css)}
    less = PROPERTY.sub(lambda found: found[0] if found[1] in needed else "", css)
    return css if less == css else without_unread(less, readers=readers)
