import datetime

import pytest
import yaml

from scripts.new_post import PostError, create, main

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
    }


@pytest.mark.parametrize("title", ['动量：从"球"说起', "- # & * {x}", "2026", "yes", "'单引号'"])
def test_any_title_is_read_back_as_it_was_given(tmp_path, title):
    assert front_matter(create("post", title, today=TODAY, posts=tmp_path))["title"] == title


def test_the_body_has_the_separator_and_headings_with_ids(tmp_path):
    text = create("post", "标题", today=TODAY, posts=tmp_path).read_text(encoding="utf-8")
    assert "\n<!-- more -->\n" in text
    assert "## 小结 { #summary }" in text
    assert "- 2026-12-01：首次发表。" in text


@pytest.mark.parametrize("slug", ["动量", "Momentum", "a_b", "a--b", "-a", "a/b", "a.md", "a b"])
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


def test_the_command_says_in_one_sentence_what_is_wrong(capsys):
    assert main(["动量", "图解动量法"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
