"""The second engine is compared as SUCCESSION.md says, and that names every event that we use."""

import ast
import re

import yaml

from scripts.shared.paths import ROOT
from tests import generators, second_engine

HOOKS = ROOT / "scripts" / "mkdocs_hooks.py"
TEXT = second_engine.SUCCESSION.read_text(encoding="utf-8")
ARTICLE = '<div class="md-content">{}</div>'


def test_every_event_of_the_hooks_is_named_and_none_that_is_gone():
    tree = ast.parse(HOOKS.read_text(encoding="utf-8"))
    events = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and re.match("_?on_", node.name)}
    assert set(re.findall(r"^\| `(_?on_\w+)` \|", TEXT, re.MULTILINE)) == events


def test_every_kind_of_difference_is_listed_with_a_reason():
    known = second_engine.listed(TEXT)
    assert all(known)
    assert sum(map(len, known)) == len(re.findall(r"^\| (?:addresses|our page|their page) \|", TEXT, re.MULTILINE))


def test_the_configuration_of_the_second_engine_names_no_code_of_ours():
    plain = second_engine.plain((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    found = yaml.load(plain, yaml.BaseLoader)  # tags of Python as plain values
    assert not re.search("scripts|overrides", str(found))
    assert found["plugins"] == ["search"]
    assert "attr_list" in found["markdown_extensions"]


def test_the_lock_file_says_which_engine_it_is():
    assert re.fullmatch(r"\d+\.\d+\.\d+", generators.version("zensical"))


def test_what_differs_is_found_unless_it_is_listed_and_what_is_listed_for_nothing_is_too(tmp_path):
    pages = {
        "ours": {"a": "<p>同一句话，只有这里有。</p><form>控件</form>", "list": "<p>列表</p>"},
        "theirs": {"a": "<p>同一句话。</p><p>多出来的</p>", "other": ""},
    }
    for engine, contents in pages.items():
        for name, content in contents.items():
            path = tmp_path / engine / name / "index.html"
            path.parent.mkdir(parents=True)
            path.write_text(ARTICLE.format(content), encoding="utf-8")
    known = second_engine.Differences(["/list/", "/gone/*"], ["form"], [])
    assert second_engine.findings(tmp_path / "ours", tmp_path / "theirs", known) == [
        "/other/：本站没有这一页。",
        "/a/：第二个引擎里没有“只有这里有”。",
        "/a/：第二个引擎里多出“多出来的”。",
        "SUCCESSION.md：`/gone/*` 已经没有不同，删去这一行。",
    ]
