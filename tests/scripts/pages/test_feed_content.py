"""What is left of a page in a feed."""

import pytest

from scripts.pages.feed_content import plain, readable

BASE = "https://example.org/blog/posts/demo/"
PLAYGROUND = (
    '<play-ground class="playground" data-playground="demo" data-href="../../playgrounds/demo/" data-query="stage=3&amp;gpus=8">'
    '<figure class="figure" id="a/b"><div class="figure__picture"><img src="../../a.svg" alt="图" width="4" height="3" loading="lazy"></div>'
    '<p class="playground__sentence">一句话。</p><figcaption>题注</figcaption></figure>'
    "<form><noscript>打开 JavaScript</noscript><input></form></play-ground>"
)


def shown(content):
    return readable(content, BASE)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("甲<br />乙", "甲<br/>乙"),  # <br /></br> would be two line breaks
        ("<p>甲<!-- 待查 -->乙</p>", "<p>甲乙</p>"),
        ('<p>用<a class="term" href="../../terms/#lr" id="term:lr">学习率</a>。</p>', "<p>用学习率。</p>"),
        ('<h2 id="a">节<a class="headerlink" href="#a">¶</a></h2>', "<h2>节</h2>"),
        ('<div class="passage"><p>甲</p></div>', "<p>甲</p>"),
        ('<div class="note">甲</div>', "<p>甲</p>"),
        ('<pre id="__1" class="x"><code><span class="k">for</span> x</code></pre>', "<pre><code>for x</code></pre>"),
        (
            '<table class="table"><tr><th scope="col">甲</th></tr></table>',
            '<table><tr><th scope="col">甲</th></tr></table>',
        ),
        ('<script>1</script><button type="button">运行</button><p hidden>甲</p>', ""),
        ('<a href="../lr/#x" title="甲">乙</a>', '<a href="https://example.org/blog/posts/lr/#x" title="甲">乙</a>'),
        ('<a href="#fn:1" id="fnref:1">[1]</a>', f'<a href="{BASE}#fn:1">[1]</a>'),
    ],
)
def test_what_a_feed_has_no_use_for_is_left_out_and_addresses_are_whole(content, expected):
    assert shown(content) == expected


def test_a_playground_is_its_figure_its_sentence_and_a_link_to_the_setting():
    assert shown(PLAYGROUND) == (
        '<figure><img alt="图" height="3" src="https://example.org/blog/a.svg" width="4"/><p>一句话。</p>'
        "<figcaption>题注</figcaption></figure>"
        '<p><a href="https://example.org/blog/playgrounds/demo/?stage=3&amp;gpus=8">打开互动图</a></p>'
    )


def test_a_formula_carries_its_tex_where_only_text_is_kept():
    html = shown('<p>设 <math alttext="a&lt;\\frac12" display="block"><mi>a</mi></math>，<math><mi>N</mi></math></p>')
    assert html == (
        '<p>设 <math display="block"><semantics><mrow><mi>a</mi></mrow>'
        '<annotation encoding="application/x-tex">a&lt;\\frac12</annotation></semantics></math>，<math><mi>N</mi></math></p>'
    )


def test_the_pieces_of_a_formula_that_may_break_have_its_source_once():
    html = shown('<math alttext="a=b"><mi>a</mi></math><math alttext=""><mo>=</mo><mi>b</mi></math>')
    assert html.count("annotation encoding") == 1
    assert "alttext" not in html


def test_plain_text_has_formulas_as_tex():
    content = (
        '<p>设 <math alttext="\\Psi"><mi>Ψ</mi></math> 是\n<code>a &lt; b</code><math alttext=""><mo>=</mo></math></p>'
    )
    assert plain(content) == "设 $\\Psi$ 是 a < b"
