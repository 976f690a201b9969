"""What is wrong with our templates: what Jinja cannot read, and names that nothing gives a value, which it shows as nothing."""

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateAssertionError, TemplateSyntaxError, meta, nodes

from scripts.shared.findings import Finding, findings_of
from scripts.shared.kept import Kept
from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError, numbered, place_in, read_text, shown

FOLDER = ROOT / "overrides"
GIVEN = frozenset(  # by MkDocs, its blog plugin and ours
    "config page nav base_url extra_css extra_javascript mkdocs_version build_date_utc pages posts post self super loop "
    "caller kwargs varargs".split()
)

# The theme has a hundred templates, of which Jinja would make trees only for the names in these tags.
SETTING = re.compile(r"\{%-?\s*(?:(?:set|for)\b(.*?)(?:=|\bin\b|%\})|(?:macro|call|import|from)\b(.*?)%\})", re.DOTALL)


def findings(env: Environment, *, is_whole: bool = True) -> list[Finding]:
    """Return what is wrong; ``env`` knows the templates of the theme and, where it is whole, what the hooks give to ours."""
    given: list[str | bytes] = [str(is_whole), *map(str, folders_of(env))]
    given += ["globals", *env.globals, "filters", *env.filters, "tests", *env.tests]
    for path in sorted(path for path in FOLDER.rglob("*") if path.is_file()):
        given += [shown(path), path.read_bytes() if path.suffix == ".html" else b""]
    with Kept("templates") as kept:
        return [Finding(*each) for each in kept.of(*given, make=lambda: list(looked_for(env, is_whole=is_whole)))]


def looked_for(env: Environment, *, is_whole: bool) -> Iterator[Finding]:
    ours: dict[Path, nodes.Template] = {}
    paths = sorted(FOLDER.rglob("*.html"))
    for path in paths:
        try:
            ours[path] = env.parse(read_text(path), filename=str(path))
        except (SourceError, TemplateSyntaxError) as error:
            yield from findings_of(error)
        else:
            yield from lost_templates(path, ours[path], env)
    if not is_whole or len(ours) < len(paths):  # one of them may be what gives another its names
        return
    known = GIVEN | set(env.globals)
    for folder in folders_of(env):
        for path in folder.glob("[!.]*/**/*.html"):
            known |= names_set_in(path)
        for path in folder.glob("*.html"):
            known |= names_set_in(path)
    for path, tree in ours.items():
        try:
            unknown = sorted(meta.find_undeclared_variables(tree) - known)
        except TemplateAssertionError as error:
            yield Finding(f"{shown(path)}:{error.lineno}", f"模板有误，{error.message}", "改正过滤器或测试的名字")
            continue
        for name in unknown:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
            cure = f"是 {near[0]} 吗？" if near else ""
            yield Finding(f"{shown(path)}:{line_of(tree, name)}", f"模板里没有变量 {name}", f"{cure}改正名字")


def lost_templates(path: Path, tree: nodes.Template, env: Environment) -> Iterator[Finding]:
    """Yield the templates that a template of ours includes, extends or imports, and that are not there."""
    for name in meta.find_referenced_templates(tree):
        if name is not None and not any((folder / name).is_file() for folder in folders_of(env)):
            place = numbered(place_in(path, name))
            yield Finding(place, f"没有模板 {name}", "改正路径，它从 overrides/ 算起，或补上文件")


def line_of(tree: nodes.Template, name: str) -> int:
    return next((each.lineno for each in tree.find_all(nodes.Name) if each.name == name), 1)


def folders_of(env: Environment) -> list[Path]:
    loader: Any = env.loader  # MkDocs's, which reads from folders
    return [Path(folder) for folder in loader.searchpath]


def names_set_in(template: Path) -> set[str]:
    """Return the names that a template sets, and a few words beside them: one that includes another hands them on."""
    heads = SETTING.findall(template.read_text(encoding="utf-8", errors="replace"))
    return {name for head in heads for name in re.findall(r"\w+", re.sub(r"\"[^\"]*\"|'[^']*'", "", "".join(head)))}
