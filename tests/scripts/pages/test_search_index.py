import json

import pytest

from scripts.markdown.formulas import mathml
from scripts.pages.formula_text import text_of
from scripts.pages.search_index import (
    Section,
    cut,
    divided,
    endings,
    files,
    index,
    keys_of,
    plain,
    sections,
    simplified,
    terms,
)

GLOSSARY = r"""
| 中文 | 英文 | 代码名 | 说明 |
| --- | --- | --- | --- |
| 热重启 { #warm-restart } | warm restart | `T_0` | $\eta$ 跳回高处，周期乘 $T_{\text{mult}}$ |
| 行采样、列采样 { #sampling } | row, column sampling | | 每棵树 |
"""


def entry(location, title, text=""):
    return {"location": location, "title": title, "text": text}


ENTRIES = [
    entry("terms/", "术语表"),
    entry("notebooks/n/", "本子"),
    entry("posts/p/", "文章&lt;一&gt;", "<p>学习率</p>"),
    entry("posts/p/#a", "余弦", "<p>最小\u200b学习率</p>"),
]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("学习率", "学习 习率 率"),
        ("早停，验证", "早停 停 验证 证"),
        ("lr_scheduler.step()", "lr scheduler step lrscheduler schedulerstep"),
        ("CosineDecayLR", "cosinedecaylr cosine decay lr cosinedecay decaylr"),
        ("用Ｋ－Means 的", "kmeans 用kmeans kmeans的 的"),
        ("16GB", "16 gb 16gb"),
    ],
)
def test_the_keys_of_a_text_are_its_pairs_and_its_latin_words(text, keys):
    assert sorted(keys_of(text).elements()) == sorted(keys.split())


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("10^9", "10^9"),
        ("2^{-10}", "2^−10"),
        (r"\frac{K\Psi}{N}", "KΨ/N"),
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"1-\sqrt{u}", "1−√u"),
        (r"\sqrt{1-u}", "√(1−u)"),
        (r"\sqrt[3]{8}", "3√8"),
        (r"T_{\text{max}}", "T_max"),
        (r"\sum_{i=1}^n x_i^2", "∑_(i=1)^nx_i^2"),
        ("f'(x)", "f′(x)"),
        (r"\min(a, b)", "min(a,b)"),
    ],
)
def test_a_formula_is_looked_through_as_a_line_of_text(tex, text):
    assert text_of(mathml(tex, display=False)) == text


def test_formulas_cells_and_the_controls_of_playgrounds_are_no_running_text():
    content = (
        "<h1 id=a>题</h1><p><math><msup><mn>10</mn><mn>9</mn></msup></math> 个</p>"
        "<table><tr><td>auto</td><td>924.10</td></tr></table>"
        "<play-ground><form><noscript>打开</noscript><select><option>多项式</select></form></play-ground>"
    )
    [(_, _, pieces)] = divided(content)
    assert plain("".join(pieces)) == "10^9 个\nauto 924.10"


def test_articles_come_first_and_each_term_is_a_section():
    found = sections(ENTRIES, GLOSSARY)
    assert [(each.kind, each.location) for each in found] == [
        ("文章", "posts/p/"),
        ("文章", "posts/p/#a"),
        ("术语", "terms/#warm-restart"),
        ("术语", "terms/#sampling"),
        ("notebook", "notebooks/n/"),
    ]
    assert found[1] == Section("文章", "posts/p/#a", "文章<一>", "余弦", "最小学习率")
    assert terms(GLOSSARY, found)["row"] == [3, "行采样", "列采样", "column sampling"]


def test_a_site_without_a_glossary_has_an_index():
    assert json.loads(files(ENTRIES[1:], "")["contents.json"])["terms"] == {}


def test_blocks_of_an_entry_are_lines():
    assert plain("<p>a &lt; b</p> <ul>\n<li><code>c</code></li></ul>") == "a < b\nc"


def test_a_key_tells_where_it_is_whether_in_a_heading_and_how_much():
    found = [Section("文章", "a", "页", "余弦", "余弦"), Section("文章", "b", "页", "题", "余弦" * 9)]
    assert index(found)["余弦"] == [8 + 4, 16 + 6]


def test_each_end_of_a_word_leads_to_it():
    assert endings({"decay", "relay"})["*ay"] == ["decay", "relay"]
    assert "*y" not in endings({"decay"})


def test_a_part_is_as_long_as_it_may_be():
    assert cut(["aa", "bb", "c" * 20, "d"], 10) == [["aa", "bb"], ["c" * 20], ["d"]]


def test_only_characters_that_the_text_has_in_simple_form_stand_for_it():
    assert simplified("学") == "學学"


def test_equal_sites_give_equal_files():
    assert files(ENTRIES, GLOSSARY) == files(ENTRIES, GLOSSARY)
