"""What the site uses of the theme's style sheets."""

import pytest

from scripts.assets.theme_styles import NOTICE, Names, names_in, put_before, with_used_selectors, without_unread

NAMES = Names(frozenset({"a", "li", "tip", "open", "dir", "ltr", "for", "summary", "__toc"}), ("tip--",))


@pytest.mark.parametrize(
    ("css", "used"),
    [
        (".tip{top:0}.gone{top:0}", ".tip{top:0}"),
        (".tip,.gone>li,a .tip:hover{top:0}", ".tip,a .tip:hover{top:0}"),
        ("li.gone{top:0}#gone{top:0}video{top:0}", ""),
        (".tip--left{top:0}", ".tip--left{top:0}"),
        (".tip[open]{top:0}.tip[hidden]{top:0}", ".tip[open]{top:0}"),
        ("[dir=ltr] li{top:0}[dir=rtl] li{top:0}[for='__toc']{top:0}", "[dir=ltr] li{top:0}[for='__toc']{top:0}"),
        ("a[for$='#gone']{top:0}", "a[for$='#gone']{top:0}"),
        ("a:not(.gone):first-child::before{top:0}", "a:not(.gone):first-child::before{top:0}"),
        ("*,:root{top:0}", "*,:root{top:0}"),
        ("@media screen{.gone{top:0}a{top:0}}@media speech{.gone{top:0}}", "@media screen{a{top:0}}"),
        (
            ".tip>summary:before,.tip>summary:after{top:0}",
            ".tip>summary:after{top:0}",
        ),  # site/boxes.css has no such signs
        ("@media print{a{top:0}}", ""),  # site/print.css alone tells how
        ("@keyframes gone{from{top:0}}@page{margin:0}", "@keyframes gone{from{top:0}}@page{margin:0}"),
    ],
)
def test_a_selector_stays_where_elements_may_have_all_its_names(css, used):
    assert with_used_selectors(css, NAMES).replace('"', "'") == used


def test_names_stand_in_tags_and_in_scripts_and_not_in_what_a_page_says():
    page = '<ol class="first wide tip" title="a > b" hidden>said <b>&lt;i class="shown"&gt;</b></ol>'
    names = names_in(
        [page], theme_script='e.add("md-tip--active")', our_scripts="html('li', {class: `md-hit--${kind}`}, 'red')"
    )

    assert all(map(names.has, ["ol", "first", "wide", "hidden", "b", "md-tip--active", "li", "md-hit--post"]))
    assert not any(map(names.has, ["said", "shown", "md-hit", "md-tip", "red"]))
    assert not names.has("tip")  # a kind of box


def test_what_the_themes_script_makes_for_a_part_counts_where_the_part_is():
    script = 'make("tabbed-control tabbed-control--next")'

    assert not names_in(["<p>"], theme_script=script, our_scripts="").has("tabbed-control")
    assert names_in(['<div class="tabbed-set">'], theme_script=script, our_scripts="").has("tabbed-control")


def test_a_custom_property_stays_where_something_reads_it():
    css = ':root{--a:var(--b);--b:1px;--c:var(--d);--d:url("x;{}");--e:0}.x--a:hover{top:var( --a)}'

    assert without_unread(css, readers="get('--e')") == ":root{--a:var(--b);--b:1px;--e:0}.x--a:hover{top:var( --a)}"


def test_one_sheet_holds_the_themes_and_then_ours(tmp_path):
    sheets = tmp_path / "assets" / "stylesheets"
    sheets.mkdir(parents=True)
    for name, css in (("main.1", "p{top:0}.never-there{top:0}"), ("palette.2", "p{top:1px}"), ("site", "p{top:2px}")):
        (sheets / f"{name}{'' if name == 'site' else '.min'}.css").write_text(css, encoding="utf-8")
    (tmp_path / "index.html").write_text("<p>", encoding="utf-8")

    put_before(sheets / "site.css", tmp_path)

    assert [path.name for path in sheets.iterdir()] == ["site.css"]
    notice, rules = (sheets / "site.css").read_text(encoding="utf-8").splitlines()
    assert notice == NOTICE.strip()
    assert rules == "p{top:0}p{top:1px}p{top:2px}"
