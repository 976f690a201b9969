"""Style sheets as they are sent."""

from scripts.assets.style_sheets import shortened


def test_a_sheet_loses_comments_and_spaces_and_nothing_else():
    sheet = '/* why */\n.a > .b::before {\n  color: blue;\n  content: "#";\n}\n'
    assert shortened(sheet) == '.a>.b:before{color:#00f;content:"#"}\n'
