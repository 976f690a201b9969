"""Cards: what a list shows of a post or a playground."""

from types import SimpleNamespace

import pytest
from mkdocs.exceptions import PluginError

from scripts.pages import tiles

FIGURES = """<p>开头</p>
<figure id="demo/linear"><img alt="折线图，&lt;升&gt;到 3" class="figure__image" height="240" src="../../assets/generated/demo/linear.svg" width="480" /></figure>
<play-ground><img alt="散点图" class="figure__image" height="336" src="../../assets/generated/demo/start.svg" width="480" /></play-ground>
<img alt="别的" src="../../other.svg" width="1" height="1" />
"""


def post(title="题目", content=FIGURES, **meta):
    return SimpleNamespace(
        title=title,
        url="posts/%E9%A2%98%E7%9B%AE/",
        content=content,
        meta={"description": "摘要。", **meta},
        config=SimpleNamespace(readtime=7, draft=False),
        file=SimpleNamespace(src_uri="posts/题目.md"),
    )


def tile(**meta):
    return tiles.of_posts([post(**meta)])[0]


def test_the_picture_of_a_post_is_its_cover_with_the_words_of_the_article():
    assert tile(cover="demo/start").picture == ("assets/generated/demo/start.svg", 480, 336, "散点图")


def test_a_post_without_a_cover_shows_its_first_figure_and_one_without_figures_none():
    assert tile().picture == ("assets/generated/demo/linear.svg", 480, 240, "折线图，<升>到 3")
    assert tile(content="<p>开头</p>").picture is None


def test_a_cover_that_the_post_does_not_show_is_refused_with_file_and_cure():
    with pytest.raises(
        PluginError, match=r"docs/posts/题目\.md：封面 cover: demo/liner .*相近的有：demo/linear.*删去它"
    ):
        tile(cover="demo/liner")


def test_the_description_stands_in_for_a_question():
    assert tile(question="为什么？").question == "为什么？"
    assert tile().question == "摘要。"


def test_one_can_play_where_there_is_a_playground():
    assert tile().is_played
    assert not tile(content="<p>开头</p>").is_played


def test_the_editor_puts_some_before_others_which_keep_their_order():
    found = tiles.of_posts([post("甲"), post("乙"), post("丙", order=2), post("丁", order=1)])
    assert [each.title for each in tiles.in_order(found)] == ["丁", "丙", "甲", "乙"]
