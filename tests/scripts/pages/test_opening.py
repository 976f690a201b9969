"""How a post opens: the hero before the text, the questions in a fold, and nothing lost or told twice."""

import pytest

from scripts.pages.opening import opening

HEROES = {
    "figure": '<figure class="figure" id="a/b"><img src="b.svg"><figcaption>题注</figcaption></figure>',
    "playground": '<play-ground id="x"><figure><img src="b.svg"></figure><form>控件</form></play-ground>',
}
EXCERPT = "<p>开头。读完之后，你能回答：</p>\n<ol>\n<li>一？</li>\n<li>二？</li>\n</ol>\n"
REST = '\n<h2 id="first">节</h2>\n<figure id="c/d"></figure>'


@pytest.mark.parametrize("hero", HEROES.values(), ids=HEROES)
def test_what_stands_right_behind_the_excerpt_is_the_hero(hero):
    found = opening(f"{EXCERPT}<!-- more -->\n{hero}{REST}")
    assert (found.hero, found.rest) == (hero, REST)


@pytest.mark.parametrize("between", ["<p>一句话。</p>", '<h2 id="a">节</h2>'])
def test_a_picture_further_down_stays_where_it_is(between):
    found = opening(f"{EXCERPT}<!-- more -->\n{between}{HEROES['figure']}")
    assert found.hero == ""
    assert found.rest == f"\n{between}{HEROES['figure']}"


def test_the_questions_that_end_the_excerpt_are_a_fold_that_counts_them():
    before, _, questions = EXCERPT.partition("<ol>")
    fold = f'<details class="questions"><summary>2 个问题</summary><ol>{questions.rstrip()}</details>\n'
    assert opening(f"{EXCERPT}<!-- more -->").excerpt == before + fold


@pytest.mark.parametrize("excerpt", ["<p>开头。</p>\n", f"{EXCERPT}<p>还有一段。</p>\n", "<ul>\n<li>一</li>\n</ul>\n"])
def test_an_excerpt_that_ends_otherwise_stays_as_it_is(excerpt):
    assert opening(f"{excerpt}<!-- more -->{REST}").excerpt == excerpt
