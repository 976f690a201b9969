import datetime

import pytest
import yaml

from scripts.new_post import PostError, create, main
from scripts.shared.front_matter import POST, findings, read

TODAY = datetime.date(2026, 12, 1)


def front_matter(path):
    return yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])


def test_the_front_matter_is_what_a_post_needs(tmp_path):
    path = create("momentum-visualized", "图解动量法", today=TODAY, posts=tmp_path)
    assert path == tmp_path / "momentum-visualized.md"
    written = front_matter(path)
    assert written.pop("description").startswith("待写：")
    assert written == {
        "title": "图解动量法",
        "slug": "momentum-visualized",
        "date": {"created": TODAY, "updated": TODAY},
        "tags": [],
        "draft": True,
        "revisions": [{"date": TODAY, "what": "首次发表。"}],
    }


def test_the_front_matter_is_written_for_people(tmp_path):
    text = create("momentum", "图解动量法 🤗", today=TODAY, posts=tmp_path).read_text(encoding="utf-8")
    assert text.startswith(
        """---
title: 图解动量法 🤗
slug: momentum
date:
  created: 2026-12-01
  updated: 2026-12-01
description: 待写：用一句话说清这篇文章回答什么问题，搜索结果和分享卡片会显示它。
tags: []
draft: true
revisions:
- date: 2026-12-01
  what: 首次发表。
---
"""
    )


def test_a_new_post_is_sound(tmp_path):
    front = read(create("momentum", '说 "好" # <b>: & {x}', today=TODAY, posts=tmp_path))
    assert findings(front, POST) == []


@pytest.mark.parametrize("title", ['动量：从"球"说起', "- # & * {x}", "2026", "yes", "'单引号'"])
def test_any_title_is_read_back_as_it_was_given(tmp_path, title):
    assert front_matter(create("post", title, today=TODAY, posts=tmp_path))["title"] == title


def test_the_body_has_the_separator_and_headings_with_ids(tmp_path):
    text = create("post", "标题", today=TODAY, posts=tmp_path).read_text(encoding="utf-8")
    assert "\n<!-- more -->\n" in text
    assert "## 小结 { #summary }" in text


@pytest.mark.parametrize("slug", ["动量", "Momentum", "a_b", "a--b", "-a", "a/b", "a.md", "a b", "index"])
def test_a_slug_that_is_no_address_is_refused(tmp_path, slug):
    with pytest.raises(PostError, match=r"小写字母、数字和单个连字符"):
        create(slug, "标题", today=TODAY, posts=tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("slug", "title"), [("", "标题"), ("post", "")])
def test_a_missing_part_is_asked_for_with_an_example(tmp_path, slug, title):
    with pytest.raises(PostError, match=r"make new-post SLUG=.* TITLE="):
        create(slug, title, today=TODAY, posts=tmp_path)


def test_a_post_that_exists_is_not_overwritten(tmp_path):
    path = create("post", "标题", today=TODAY, posts=tmp_path)
    before = path.read_text(encoding="utf-8")
    with pytest.raises(PostError, match="已经存在"):
        create("post", "另一个", today=TODAY, posts=tmp_path)
    assert path.read_text(encoding="utf-8") == before


def test_an_address_that_another_file_has_is_refused(tmp_path):
    create("post", "标题", today=TODAY, posts=tmp_path).rename(tmp_path / "other.md")
    with pytest.raises(PostError, match=r"other\.md 已经用了地址 post"):
        create("post", "标题", today=TODAY, posts=tmp_path)


@pytest.mark.parametrize("slug", ["'post'", "Post  # 注释"])
def test_an_address_that_another_file_has_in_another_spelling_is_refused(tmp_path, slug):
    other = create("other", "标题", today=TODAY, posts=tmp_path)
    other.write_text(other.read_text(encoding="utf-8").replace("slug: other", f"slug: {slug}"), encoding="utf-8")
    with pytest.raises(PostError, match=r"other\.md 已经用了地址 post"):
        create("post", "标题", today=TODAY, posts=tmp_path)


def test_a_post_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "other.md").write_bytes("---\ntitle: 题目\n---\n".encode("gbk"))
    with pytest.raises(PostError, match=r"other\.md:2：不是 UTF-8 编码"):
        create("post", "标题", today=TODAY, posts=tmp_path)


def test_the_command_says_in_one_sentence_what_is_wrong(capsys):
    assert main(["动量", "图解动量法"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
