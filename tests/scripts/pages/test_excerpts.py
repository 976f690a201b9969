"""What may stand before ``<!-- more -->``, and where the sentence says that something may not."""

import markdown
import pytest
from mkdocs.exceptions import PluginError

from scripts.pages import excerpts


def refusal(tmp_path, source):
    path = tmp_path / "post.md"
    path.write_text(f"---\ntitle: 题 # 号\n---\n\n{source}\n\n[^z]: 甲。\n", encoding="utf-8")
    with pytest.raises(PluginError) as refused:
        excerpts.check(
            markdown.markdown(path.read_text(encoding="utf-8").split("---\n")[2], extensions=["footnotes"]), path
        )
    return str(refused.value)


@pytest.mark.parametrize(
    ("excerpt", "said"),
    [
        ("开头[^z]。", "post.md:5：<!-- more --> 之前有脚注，订阅源会重复它。移到它之后。"),
        ("开头。\n\n## 标题", "post.md:7：<!-- more --> 之前有标题，"),
        ("标题\n----", "post.md:6：<!-- more --> 之前有标题，"),
        ('<h3 id="x">标题</h3>', "post.md:5：<!-- more --> 之前有标题，"),
        ('<figure id="x"></figure>', "post.md:5：<!-- more --> 之前有图，"),
        ("<play-ground></play-ground>", "之前有互动图，"),
    ],
)
def test_what_lists_cannot_repeat_is_refused_with_its_line(tmp_path, excerpt, said):
    assert said in refusal(tmp_path, f"{excerpt}\n\n<!-- more -->\n\n正文。")


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    assert refusal(tmp_path, "# 标题\n\n开头[^z]。\n\n<!-- more -->").count("移到它之后。") == 2


def test_after_the_separator_everything_may_stand(tmp_path):
    excerpts.check("<p>开头</p><!-- more --><h2>标题</h2><figure></figure>", written(tmp_path, ""))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("开头。", r"post\.md：正文里没有 <!-- more -->。在订阅源要显示的开头之后单独写一行，"),
        ("开头。\n\n<!--more-->", r"post\.md:3：正文里没有 <!-- more -->。“<!--more-->”要一字不差地写成它，"),
        ("开头。\n\n<!-- MORE -->", "“<!-- MORE -->”要一字不差"),
        ("```html\n<!-- more -->\n```", "正文里没有"),
    ],
)
def test_a_post_must_say_where_its_excerpt_ends(tmp_path, text, said):
    with pytest.raises(PluginError, match=said):
        excerpts.require_separator(text, written(tmp_path, text))


def written(tmp_path, text):
    path = tmp_path / "post.md"
    path.write_text(text or "---\ntitle: 题\n---\n", encoding="utf-8")
    return path
