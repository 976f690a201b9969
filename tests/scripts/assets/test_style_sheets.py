"""Style sheets as they are sent."""

import re
from pathlib import Path

import material
import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from scripts.assets import palette_css, theme_styles
from scripts.assets.style_sheets import bundle, bundled
from scripts.shared.paths import GENERATED, ROOT
from scripts.shared.sources import SourceError
from tests.searches import existing

LITERAL = r'("[^"]*"|`[^`]*`)'
SHEETS = [path for folder in ("docs/assets/stylesheets", "overrides") for path in (ROOT / folder).rglob("*.css")]
ADDED = re.compile(rf"(?:\bclass: |\bclassName = |\bclassList\.(?:add|remove|toggle)\(){LITERAL}")


@pytest.fixture
def write(tmp_path):
    def written(name, text):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_a_sheet_loses_comments_and_spaces_and_nothing_else(write):
    sheet = write("site.css", '/* why */\n.a > .b::before {\n  color: blue;\n  content: "#";\n}\n')
    assert bundled(sheet) == '.a>.b:before{color:#00f;content:"#"}\n'


def test_a_sheet_holds_what_it_imports_in_that_order(write):
    write("site/text.css", "b {\n  top: 1px;\n}\n")
    write("site/print.css", "a {\n  top: 2px;\n}\n")
    sheet = write("site.css", '@import "site/text.css";\n@import "site/print.css";\n')
    assert bundled(sheet) == "b{top:1px}a{top:2px}\n"


def test_a_sheet_may_import_a_folder_without_knowing_what_is_in_it(write):
    write("playgrounds/one.css", "b { top: 1px }")
    write("playgrounds/another.css", "a { top: 2px }")
    assert bundled(write("site.css", '@import "playgrounds/*.css";')) == "a{top:2px}b{top:1px}\n"
    assert bundled(write("other.css", '@import "none/*.css"; i { top: 3px }')) == "i{top:3px}\n"


def test_the_address_of_a_font_stays_as_it_is(write):
    rule = '@font-face{font-family:F;src:url(../fonts/not-there.woff2) format("woff2")}\n'
    assert bundled(write("site.css", rule)) == rule


def test_a_part_that_is_not_there_stops_the_build(write):
    with pytest.raises(SourceError, match=r"site\.css:1：.*text\.css"):
        bundled(write("site.css", '@import "text.css";\n'))


def test_the_parts_of_a_sheet_are_not_sent_and_what_the_theme_brings_is_left_alone(write, tmp_path):
    write("text.css", "b { top: 1px }")
    write("site.css", '@import "text.css";')
    docs, theme = str(tmp_path), str(tmp_path / "theme")
    config = MkDocsConfig()
    config.load_dict({"docs_dir": docs, "extra_css": ["site.css"]})
    files = Files([File(name, docs, "", use_directory_urls=True) for name in ("text.css", "site.css")])
    files.append(File("main.css", theme, "", use_directory_urls=True))

    bundle(files, config)

    assert [file.src_uri for file in files] == ["site.css", "main.css"]
    assert existing(files.get_file_from_path("site.css")).content_string == "b{top:1px}\n"


def test_only_the_sheets_of_playgrounds_name_one():
    naming = [path for path in SHEETS if re.search(r"\[data-(playground|anchor)\b", path.read_text(encoding="utf-8"))]
    assert {path.parent.name for path in naming} <= {"playgrounds"}


def test_each_class_that_a_script_adds_is_known_to_a_sheet_or_looked_for():
    palette_css.build()
    theme = Path(material.__path__[0], "templates").glob(theme_styles.SHEETS)
    sheets = theme_styles.read([*theme, *SHEETS, GENERATED / palette_css.STYLE_SHEET])
    scripts = theme_styles.read(theme_styles.OURS.rglob("*.*js"))
    known = re.findall(r"\.([a-z][\w-]*)", sheets + " ".join(re.findall(LITERAL, scripts)))
    added = {re.sub(r"\$\{.*?\}", "…", literal[1:-1]) for literal in ADDED.findall(scripts)}
    names = {name for literal in added for name in re.findall(r"(?<!\S)[a-z][\w-]*(?=…|\s|$)", literal)}

    assert "points__mark" in names
    assert [name for name in names if not any(each.startswith(name) for each in known)] == []
