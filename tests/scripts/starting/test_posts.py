import datetime

import pytest
import yaml

from scripts.new import main
from scripts.shared.front_matter import POST, findings, read
from scripts.starting import posts
from scripts.starting.posts import create, place, rename
from scripts.starting.templates import StartError

TODAY = datetime.date(2026, 12, 1)


def front_matter(path):
    return yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])


def test_the_front_matter_is_what_a_post_needs(tmp_path):
    path = create("momentum-visualized", "图解动量法", today=TODAY, posts=tmp_path)
    assert path == tmp_path / "momentum-visualized.md"
    written = front_matter(path)
    assert written.pop("description").startswith("待写：")
    assert written.pop("question").startswith("待写：")
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
question: 待写：读者会问的一句话，它站在文章和首页卡片的最上面？
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
    with pytest.raises(StartError, match=r"小写字母、数字和单个连字符"):
        create(slug, "标题", today=TODAY, posts=tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("slug", "title"), [("", "标题"), ("post", "")])
def test_a_missing_part_is_asked_for_with_an_example(tmp_path, slug, title):
    with pytest.raises(StartError, match=r"make new-post SLUG=.* TITLE="):
        create(slug, title, today=TODAY, posts=tmp_path)


def test_a_post_that_exists_is_not_overwritten(tmp_path):
    path = create("post", "标题", today=TODAY, posts=tmp_path)
    before = path.read_text(encoding="utf-8")
    with pytest.raises(StartError, match="已经存在"):
        create("post", "另一个", today=TODAY, posts=tmp_path)
    assert path.read_text(encoding="utf-8") == before


def test_an_address_that_another_file_has_is_refused(tmp_path):
    create("post", "标题", today=TODAY, posts=tmp_path).rename(tmp_path / "other.md")
    with pytest.raises(StartError, match=r"other\.md 已经用了地址 post"):
        create("post", "标题", today=TODAY, posts=tmp_path)


@pytest.mark.parametrize("slug", ["'post'", "Post  # 注释"])
def test_an_address_that_another_file_has_in_another_spelling_is_refused(tmp_path, slug):
    other = create("other", "标题", today=TODAY, posts=tmp_path)
    other.write_text(other.read_text(encoding="utf-8").replace("slug: other", f"slug: {slug}"), encoding="utf-8")
    with pytest.raises(StartError, match=r"other\.md 已经用了地址 post"):
        create("post", "标题", today=TODAY, posts=tmp_path)


def test_a_post_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "other.md").write_bytes("---\ntitle: 题目\n---\n".encode("gbk"))
    with pytest.raises(StartError, match=r"other\.md:2：不是 UTF-8 编码"):
        create("post", "标题", today=TODAY, posts=tmp_path)


def test_the_command_says_in_one_sentence_what_is_wrong(capsys):
    assert main(["post", "动量", "图解动量法"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_paragraph_is_placed_before_the_summary(tmp_path):
    path = create("post", "标题", today=TODAY, posts=tmp_path)
    place(path, "![折线图](figure:post/first)\n题注。")
    text = path.read_text(encoding="utf-8")
    assert "<!-- more -->\n\n![折线图](figure:post/first)\n题注。\n\n## 小结" in text


@pytest.fixture
def linked(tmp_path, monkeypatch):
    """Two posts of which one links to the other, and a page that does."""
    monkeypatch.setattr(posts, "DOCS", tmp_path)
    folder = tmp_path / "posts"
    folder.mkdir()
    create("old-name", "一", today=TODAY, posts=folder)
    place(
        create("other", "二", today=TODAY, posts=folder),
        "见[一](old-name.md#summary)和[它](very-old-name.md)，[三][3]。\n\n[3]: old-name.md",
    )
    (tmp_path / "about.md").write_text("[一](posts/old-name.md)\n", encoding="utf-8")
    return folder


def test_a_post_that_moves_says_where_it_was_and_what_links_to_it_follows(linked):
    changed = rename("old-name", "new-name", posts=linked)
    assert {path.name for path in changed} == {"new-name.md", "other.md", "about.md"}
    assert not (linked / "old-name.md").exists()
    front = read(linked / "new-name.md")
    assert (front.get("slug"), front.get("redirect_from")) == ("new-name", ["/posts/old-name/"])
    assert findings(front, POST) == []
    other = (linked / "other.md").read_text(encoding="utf-8")
    assert "[一](new-name.md#summary)和[它](very-old-name.md)" in other
    assert "[3]: new-name.md\n" in other
    assert (linked.parent / "about.md").read_text(encoding="utf-8") == "[一](posts/new-name.md)\n"


def test_a_post_that_moves_twice_answers_at_both_old_addresses_and_one_that_moves_back_at_the_other(linked):
    rename("old-name", "new-name", posts=linked)
    rename("new-name", "third", posts=linked)
    assert read(linked / "third.md").get("redirect_from") == ["/posts/old-name/", "/posts/new-name/"]
    rename("third", "old-name", posts=linked)
    assert read(linked / "old-name.md").get("redirect_from") == ["/posts/new-name/", "/posts/third/"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "b", "没有地址为 （空） 的文章"),
        ("nothing", "b", "没有地址为 nothing 的文章"),
        ("old-name", "新名", "TO“新名”不能作地址"),
        ("old-name", "", "TO“”不能作地址"),
        ("old-name", "other", "已经用了地址 other"),
    ],
)
def test_a_post_that_cannot_move_is_told_why(linked, old, new, said):
    with pytest.raises(StartError, match=said):
        rename(old, new, posts=linked)
    assert (linked / "old-name.md").exists()
