"""The lists of posts: what they hold, and their pages in a small site."""

import datetime
import re
import unicodedata
from types import SimpleNamespace
from urllib.parse import unquote, urljoin

import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis.strategies import text as texts
from mkdocs.exceptions import PluginError

from scripts.pages import listings
from tests.posts import NAME

OLDER_POST = """---
title: 一篇旧文
slug: older-post
date: {created: 2016-07-09}
description: 旧文的提要。
tags: [Hugging Face, 短文]
---

旧文的开头。

<!-- more -->

旧文的其余。
"""
DRAFT = (
    OLDER_POST.replace("一篇旧文", "一篇草稿")
    .replace("older-post", "draft")
    .replace("---\n\n旧文", "draft: true\n---\n\n旧文", 1)
)


def post(title="题目", *, created="2026-01-02", tags=()):
    date = datetime.datetime.fromisoformat(created)
    return SimpleNamespace(
        title=title,
        meta={"tags": list(tags)},
        config=SimpleNamespace(date=SimpleNamespace(created=date)),
        file=SimpleNamespace(src_uri=f"posts/{title}.md"),
        url=f"posts/{title}/",
    )


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("学习率", "学习率"),
        ("PyTorch", "pytorch"),
        ("Hugging Face", "hugging-face"),
        ("C/C++", "c-c++"),
        ("scikit-learn", "scikit-learn"),
        ("C#", "c~23"),
        (".NET", "~2enet"),
        ("C.", "c~2e"),
        ("#", "~23"),
        ("/", "~2f"),
        ("Index", "~69ndex"),
        ("🤗", "~1f917"),
        ("e\u0301", "é"),
    ],
)
def test_the_address_of_a_tag_is_lower_case_and_keeps_chinese(name, slug):
    assert listings.tag_slug(name) == slug


def test_tags_with_more_posts_come_first():
    one, other = post("一", tags=["甲", "乙"]), post("二", tags=["乙"])
    assert [(tag.name, tag.posts) for tag in listings.tags([one, other])] == [("乙", [one, other]), ("甲", [one])]


def test_two_spellings_of_one_tag_are_refused():
    with pytest.raises(PluginError, match=r"docs/posts/二\.md：标签“pytorch”与别处的“PyTorch”写法不同.*改成同一种写法"):
        listings.tags([post("一", tags=["PyTorch"]), post("二", tags=["pytorch"])])


def test_the_archive_goes_by_the_year_of_first_publication_even_with_a_pinned_post():
    pinned, newer, older = (
        post("钉住", created="2016-07-09"),
        post("新", created="2026-01-02"),
        post("旧", created="2016-07-19"),
    )
    assert list(listings.years([pinned, newer, older])) == [(2026, [newer]), (2016, [older, pinned])]


def test_every_page_of_a_list_has_a_title_and_a_description():
    sources = listings.pages([post(tags=["甲：乙"])])
    assert set(sources) == {"posts.md", "archives.md", "tags.md", "tags/甲-乙.md"}
    for source in sources.values():
        front_matter = yaml.safe_load(source.split("---\n")[1])
        assert front_matter["title"]
        assert front_matter["description"]


@pytest.fixture(scope="module")
def site(drawn_project, tmp_path_factory):
    """Return the folder of a small site with two posts and a draft."""
    project = drawn_project.copy(tmp_path_factory.mktemp("lists") / "project")
    project.write("docs/posts/older.md", OLDER_POST)
    project.write("docs/posts/draft.md", DRAFT)
    done = project.build("--strict", SITE_URL="https://reader.invalid/blog/")
    assert done.returncode == 0, done.stderr
    return project.root / "site"


def soup(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def links(site, path):
    """Return the links of a page's main part, from the root of the site."""
    page = soup(site / path / "index.html")
    found = [link["href"] for link in page.main.find_all("a", href=True) if link.get("aria-hidden") != "true"]
    assert not any(address.startswith("/") for address in found), "breaks under a sub-path"
    return [unquote(urljoin(f"/{path}/", address)).lstrip("/") for address in found]


def test_all_posts_and_archives_list_every_post_newest_first(site):
    for path in ("posts", "archives"):
        assert [link for link in links(site, path) if re.fullmatch("posts/.+", link)] == [
            "posts/short/",
            "posts/older-post/",
        ]


def test_tags_lead_to_their_pages_and_those_to_their_posts(site):
    assert links(site, "tags")[-2:] == ["tags/短文/", "tags/hugging-face/"]
    assert [link for link in links(site, "tags/短文") if re.fullmatch("posts/.+", link)] == [
        "posts/short/",
        "posts/older-post/",
    ]
    assert [link for link in links(site, "tags/hugging-face") if re.fullmatch("posts/.+", link)] == [
        "posts/older-post/"
    ]


def test_the_home_page_shows_a_tile_of_each_post(site):
    short, older = soup(site / "index.html").select(".tile")
    assert short.h3.get_text(strip=True) == "一篇短文"
    assert [image["src"] for image in short.find_all("img")] == ["assets/generated/demo/rest.svg"]
    assert short.select_one(".tile__facts").get_text(strip=True) == "1 分钟"
    assert older.select_one(".tile__question").get_text() == "旧文的提要。"
    assert older.find("img") is None


def test_a_draft_is_in_no_list(site):
    for path in site.rglob("*.html"):
        assert "一篇草稿" not in path.read_text(encoding="utf-8"), path


def test_no_id_occurs_twice_on_a_list(site):
    for path in ("", "posts", "archives", "tags", "tags/短文"):
        page = soup(site / path / "index.html")
        ids = [element["id"] for element in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), path


def test_a_shared_post_shows_title_dates_and_tags(site):
    page = soup(site / "posts/older-post/index.html")
    told = {meta["property"]: meta["content"] for meta in page.find_all("meta", property=True)}
    assert told["og:type"] == "article"
    assert told["og:title"] == "一篇旧文"
    assert told["og:site_name"] == NAME
    assert told["og:locale"] == "zh_CN"
    assert told["og:url"] == "https://reader.invalid/blog/posts/older-post/"
    assert told["article:published_time"] == "2016-07-09"
    assert [meta["content"] for meta in page.find_all("meta", property="article:tag")] == ["Hugging Face", "短文"]


def test_the_missing_page_finds_its_parts_from_any_depth(site):
    page = soup(site / "404.html")
    assert page.h1.get_text(strip=True) == "没有这个页面"
    assert all(sheet["href"].startswith("/blog/") for sheet in page.find_all("link", rel="stylesheet"))
    assert "/blog/posts/short/" in [link["href"] for link in page.main.find_all("a")]


@given(one=texts(min_size=1), other=texts(min_size=1))
def test_two_tags_have_one_address_only_if_they_differ_in_case_or_between_words(one, other):
    def plain(name):
        return listings.BETWEEN_WORDS.sub("", unicodedata.normalize("NFC", name).lower()).replace("-", "")

    assert listings.tag_slug(one) != listings.tag_slug(other) or plain(one) == plain(other)


@given(name=texts(min_size=1))
def test_the_address_of_a_tag_is_a_folder_on_every_disk(name):
    slug = listings.tag_slug(name)
    assert slug not in {"", "index"}
    assert not re.search(r'^\.|\.$|[\s/\\:*?"<>|#%]', slug)


def test_an_unknown_cover_is_named_with_its_line(small_project):
    small_project.change("docs/posts/short.md", "cover: demo/rest", "cover: demo/rset")
    done = small_project.build()
    assert done.returncode != 0
    assert "docs/posts/short.md:7: 封面 cover: demo/rset 不是这篇文章里的图 · 相近的有：demo/rest" in done.stderr
