"""What stands below a heading is one element."""

import re

import markdown

EXTENSIONS = ["fenced_code", "scripts.markdown.passages:PassageExtension", "footnotes", "toc"]


def html(text):
    made = markdown.markdown(text, extensions=EXTENSIONS).replace("\n", "")
    return re.sub(' data-lines="[0-9]+"', "", made)


def lines(text):
    made = markdown.markdown(f"## A\n\n{text}", extensions=EXTENSIONS)
    return int(made.partition('data-lines="')[2].partition('"')[0])


def test_headings_stand_between_passages():
    assert html("## A\n\na\n\n- b\n\n### C\n\nc") == (
        '<h2 id="a">A</h2><div class="passage"><p>a</p><ul><li>b</li></ul></div>'
        '<h3 id="c">C</h3><div class="passage"><p>c</p></div>'
    )


def test_what_stands_before_the_first_section_is_as_it_was():
    assert html("# T\n\nlead\n\n## A\n\na") == (
        '<h1 id="t">T</h1><p>lead</p><h2 id="a">A</h2><div class="passage"><p>a</p></div>'
    )
    assert html("lead") == "<p>lead</p>"


def test_nothing_between_two_headings_is_no_passage():
    assert html("## A\n\n### B") == '<h2 id="a">A</h2><h3 id="b">B</h3>'


def test_footnotes_belong_to_the_last_passage():
    assert html("## A\n\na[^1]\n\n[^1]: note").endswith("</ol></div></div>")


def test_a_passage_says_about_how_high_it_is():
    assert lines("a") == 2
    assert lines("字" * 430) == 12
    assert lines("- a\n" * 10) == 16
    assert lines("<figure></figure>\n\na") > lines("字" * 860)
    assert lines("```\n" + "x = 1\n" * 30 + "```") == 30
    assert lines("<form>" + "字" * 430 + "</form>\n\na") == 2
