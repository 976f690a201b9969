"""What is published and what is not, in a small site: addresses, drafts, days to come, titles as they were typed."""

import json
import xml.etree.ElementTree as etree
from urllib.parse import unquote, urljoin

import pytest
from bs4 import BeautifulSoup

from scripts.checks import built_site, published
from scripts.shared.html_page import read_pages
from tests.notebook_files import code, notebook_file
from tests.posts import NAME
from tests.site_search import searched

TITLES = {
    "angle": "vector<int> 与 A & B 的区别",
    "quotes": '🤗 说 "你好" & it\'s',
    "marks": "`f(x)` **粗** $x$ [^z] == {{ x }} ![图](figure:no/no) &amp; </h2><script>alert(1)</script>",
}
ADDRESS = "https://example.org/blog/"  # a site that knows none has no feed
NOTEBOOK_TITLE = '说 "好" <T> & `x`'
TAGS = ["C", "C#", "C++", ".NET", "#", "Index", "CI/CD", "🤗", "R&D", "a<b>", "%23", "深度 学习", "C."]


def post(title="题", slug="other", *, date="2026-03-01", more="", text="开头。\n\n<!-- more -->\n\n正文。\n"):
    facts = f"title: {json.dumps(title, ensure_ascii=False)}\nslug: {slug}\ndate: {date}\ndescription: 说明。\n{more}"
    return f"---\n{facts}---\n\n{text}"


def build(project, *options, **variables):
    return project.run("mkdocs", "build", "--strict", "--site-dir", str(project.root / "site"), *options, **variables)


def soup(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def refusal(project):
    done = build(project)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def site(drawn_project):
    """Return the folder of a small site whose titles and tags hold what markup is made of."""
    written = {f"docs/posts/{slug}.md": post(title, slug) for slug, title in TITLES.items()}
    written["docs/posts/tags.md"] = post("标签", "tags", more=f"tags: {json.dumps(TAGS, ensure_ascii=False)}\n")
    written["docs/page.md"] = (
        f"---\ntitle: {json.dumps(TITLES['angle'])}\ndescription: '说 \"好\" <b> & 完'\n---\n\n页。\n"
    )
    for name, text in written.items():
        drawn_project.write(name, text)
    mkdocs = (drawn_project.root / "mkdocs.yml").read_text(encoding="utf-8")
    drawn_project.write("mkdocs.yml", mkdocs.replace("not_in_nav: |\n", "not_in_nav: |\n  page.md\n"))
    notebook = notebook_file(drawn_project.root / "docs/notebooks/t/x.ipynb", code("1"), title=NOTEBOOK_TITLE)
    folder = str(drawn_project.root / "site-of-titles")
    done = drawn_project.run("mkdocs", "build", "--strict", "--site-dir", folder, SITE_URL=ADDRESS)
    for path in [notebook, *(drawn_project.root / name for name in written)]:
        path.unlink()
    drawn_project.write("mkdocs.yml", mkdocs)
    assert done.returncode == 0, done.stderr
    return drawn_project.root / "site-of-titles"


def page(site, name):
    return BeautifulSoup((site / name).read_text(encoding="utf-8"), "html.parser")


def texts(elements):
    return {element.get_text().strip() for element in elements}


@pytest.mark.parametrize(
    ("name", "selector"),
    [
        ("index.html", ".tile h3"),
        ("posts/index.html", ".entry__title"),
        ("archives/index.html", ".entry__title"),
        ("404.html", ".missing li a"),
    ],
)
def test_every_list_shows_titles_as_they_were_typed(site, name, selector):
    assert set(TITLES.values()) <= texts(page(site, name).select(selector))


def test_a_post_shows_its_title_as_it_was_typed_wherever_it_does(site):
    for slug, title in TITLES.items():
        post = page(site, f"posts/{slug}/index.html")
        assert post.h1.get_text() == title
        assert post.title.get_text() == f"{title} - {NAME}"
        assert post.find("meta", property="og:title")["content"] == title
        assert title in texts(post.select(".md-header__topic"))


def test_the_neighbours_of_a_post_show_their_titles_as_they_were_typed(site):
    shown = {
        link.get_text().partition("：")[2]
        for path in site.glob("posts/*/index.html")
        for link in page(site, path.relative_to(site)).select(".neighbours__link")
    }
    assert set(TITLES.values()) <= shown


def test_pages_and_notebooks_show_titles_and_descriptions_as_they_were_typed(site):
    for name, title in {"page/index.html": TITLES["angle"], "notebooks/t/x/index.html": NOTEBOOK_TITLE}.items():
        assert page(site, name).h1.get_text() == title
        assert page(site, name).find("meta", property="og:title")["content"] == title
    for attribute in ({"name": "description"}, {"property": "og:description"}):
        assert page(site, "page/index.html").find("meta", attribute)["content"] == '说 "好" <b> & 完'
    listed = {
        *page(site, "tags/短文/index.html").select(".entry__title"),
        *page(site, "notebooks/index.html").select("a"),
    }
    assert NOTEBOOK_TITLE in texts(listed)


def test_the_description_of_a_list_quotes_titles_as_they_were_typed(site):
    description = page(site, "tags/短文/index.html").find("meta", {"name": "description"})["content"]
    assert f"《{NOTEBOOK_TITLE}》" in description


def test_the_feed_and_the_search_index_hold_titles_as_they_were_typed(site):
    titles = {item.findtext("title") for item in etree.parse(site / "index.xml").iter("item")}
    assert set(TITLES.values()) <= titles
    found = {section.location: section.title for section in searched(site)}
    assert {slug: found[f"posts/{slug}/"] for slug in TITLES} == TITLES


def test_what_a_title_holds_is_no_finding_of_the_check_of_the_site(site):
    pages = read_pages(site)
    found = built_site.findings(site, pages, site_url=ADDRESS, manifest={})
    assert [finding for finding in found if "它已经公开" not in finding and "没有登记的图" not in finding] == []


def test_every_tag_has_an_address_of_its_own_that_answers_and_shows_its_name(site):
    addresses = set()
    for link in page(site, "posts/tags/index.html").select(".post-foot a[href^='../../tags/']"):
        target = unquote(urljoin("/posts/tags/", link["href"]).lstrip("/"))
        assert page(site, f"{target}index.html").h1.get_text() == f"标签：{link.get_text()}"
        addresses.add(target.casefold())
    assert len(addresses) == len(TAGS)


def test_two_posts_with_one_address_stop_the_build_and_both_are_named(small_project):
    for more in ("", "draft: true\n"):
        small_project.write("docs/posts/a.md", post(slug="short", more=more))
        said = "docs/posts/a.md:3: 地址 /posts/short/ 与 docs/posts/short.md:3 的相同"
        assert said in refusal(small_project)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("docs/About.md", "docs/about.md"),
        ("docs/about/index.md", "docs/about.md"),
        ("docs/tags/短文.md", "这一页由构建生成"),
        ("docs/Archives.md", "构建生成的 archives.md"),
    ],
)
def test_two_pages_with_one_address_stop_the_build_whatever_makes_them(small_project, name, other):
    small_project.write(name, "---\ntitle: 页\ndescription: 说明。\n---\n\n页。\n")
    said = refusal(small_project)
    assert name in said
    assert other in said


def test_all_sources_that_are_wrong_are_named_at_once(small_project):
    files = {
        "docs/posts/a.md": (post(more="tags: PyTorch\n"), "utf-8"),
        "docs/posts/b.md": (post("汉字"), "gbk"),
        "docs/posts/C.MD": (post(), "utf-8"),
        "docs/d.md": ("正文。\n", "utf-8"),
    }
    for name, (content, encoding) in files.items():
        (small_project.root / name).write_bytes(content.encode(encoding))
    said = refusal(small_project)
    assert "docs/posts/a.md:6: tags 要写成列表" in said
    assert "docs/posts/b.md:2: 不是 UTF-8 编码 · 用编辑器把它另存为 UTF-8" in said
    assert "docs/posts/C.MD:1: 后缀要写成小写的 .md" in said
    assert "docs/d.md:1: 开头没有完整的 front matter" in said


FIGURE = "![折线图：一条水平线](figure:other/flat)\n一条水平线。\n"


@pytest.mark.parametrize("facts", [{"date": "2099-03-01"}, {"more": "draft: true\n"}])
def test_what_is_held_back_is_nowhere_on_the_site_and_its_figures_are_not_unused(small_project, facts):
    text = (small_project.root / "docs/posts/short.md").read_text(encoding="utf-8")
    small_project.write("docs/posts/short.md", text.replace(FIGURE, ""))
    held = post("等着的", "held", text=f"开头。\n\n<!-- more -->\n\n{FIGURE}", more=facts.pop("more", ""), **facts)
    small_project.write("docs/posts/held.md", held)
    done = build(small_project)
    assert done.returncode == 0, done.stderr
    is_told = "INFO    -  site: docs/posts/held.md：日期 2099-03-01 还没到，到那天再构建才发布。" in done.stderr
    assert is_told == ("2099" in held)
    site = small_project.root / "site"
    assert not (site / "posts/held").exists()
    assert [path for path in site.rglob("*.*ml") if "等着的" in path.read_text(encoding="utf-8")] == []
    assert not any("held" in section.location for section in searched(site))


def test_what_was_held_back_is_published_on_its_day(small_project):
    small_project.write("docs/posts/held.md", post("等着的", "held", date="2099-03-01"))
    notebook_file(
        small_project.root / "docs/notebooks/t/x.ipynb", code("1"), date="2099-03-01", title="等着的 notebook"
    )
    done = build(small_project)
    assert done.returncode == 0, done.stderr
    assert "docs/notebooks/t/x.ipynb：日期 2099-03-01 还没到" in done.stderr
    assert not (small_project.root / "site/notebooks").exists()
    done = build(small_project, SOURCE_DATE_EPOCH="4076064000")  # 2099-03-02
    assert done.returncode == 0, done.stderr
    assert "还没到" not in done.stderr
    assert "等着的" in (small_project.root / "site/posts/index.html").read_text(encoding="utf-8")
    assert "等着的 notebook" in (small_project.root / "site/notebooks/index.html").read_text(encoding="utf-8")


def test_a_link_to_what_is_held_back_is_told_with_its_line_and_the_reason(small_project):
    small_project.write("docs/posts/draft.md", post("草稿", "draft", more="draft: true\n"))
    small_project.write("docs/posts/a.md", post(slug="a", text="开头。\n\n<!-- more -->\n\n见[它](draft.md#x)。\n"))
    assert "docs/posts/a.md:12: 链接到 docs/posts/draft.md，而它是草稿（draft: true）" in refusal(small_project)


def test_posts_of_one_day_have_one_order_in_lists_and_feed(small_project):
    for name, slug in (("1", "cc"), ("2", "aa"), ("3", "bb")):
        small_project.write(f"docs/posts/{name}.md", post(f"文 {slug}", slug, more="tags: [文]\n"))
    done = build(small_project, SITE_URL=ADDRESS)
    assert done.returncode == 0, done.stderr
    site = small_project.root / "site"
    expected = ["文 aa", "文 bb", "文 cc", "一篇短文"]
    for name, selector in (("index.html", ".tile h3"), ("posts/index.html", ".entry__title")):
        assert [each.get_text() for each in page(site, name).select(selector)] == expected
    assert [each.get_text() for each in page(site, "archives/index.html").select(".entry__title")] == expected
    assert [each.get_text() for each in page(site, "tags/文/index.html").select(".entry__title")] == expected[:3]
    assert [item.findtext("title") for item in etree.parse(site / "index.xml").iter("item")] == expected
    assert "文 bb" in page(site, "posts/aa/index.html").select_one(".neighbours [rel=prev]").get_text()


def test_an_excerpt_with_a_figure_stops_the_build_and_one_with_markup_in_code_does_not(small_project):
    text = (small_project.root / "docs/posts/short.md").read_text(encoding="utf-8")
    small_project.write("docs/posts/short.md", text.replace(FIGURE, ""))
    small_project.write("docs/posts/a.md", post(text=f"{FIGURE}\n<!-- more -->\n\n正文。\n"))
    assert "docs/posts/a.md:8: <!-- more --> 之前有图，" in refusal(small_project)
    small_project.write("docs/posts/short.md", text)
    small_project.write("docs/posts/a.md", post(text="```markdown\n## 标题 [^z]\n```\n\n<!-- more -->\n\n正文。\n"))
    assert build(small_project).returncode == 0


def test_a_post_without_the_end_of_its_excerpt_stops_the_build_with_the_cure(small_project):
    small_project.write("docs/posts/a.md", post(text="开头。\n\n<!--more-->\n\n正文。\n"))
    said = "docs/posts/a.md:10: 正文里没有 <!-- more --> · “<!--more-->”要一字不差地写成它，前后各空一行"
    assert said in refusal(small_project)


def test_an_old_address_leads_to_where_its_page_is_now_and_a_reader_can_write(small_project):
    old = ["/old/post/", "/旧.html"]
    more = f"redirect_from: {json.dumps(old, ensure_ascii=False)}\n"
    small_project.write(
        "docs/posts/moved.md", post("A & B", "moved", more=more, text="开头。\n\n<!-- more -->\n\n## 节 { #part }\n")
    )
    done = build(small_project, SITE_URL="https://reader.invalid/blog/", CONTACT_MAIL="us@reader.invalid")
    assert done.returncode == 0, done.stderr
    site = small_project.root / "site"
    pages = read_pages(site)
    for name in ("old/post/index.html", "旧.html"):
        assert published.answering(name, pages) == ["part"]
        assert list(built_site.page_findings(pages[name])) == []
        page = soup(site / name)
        assert page.select_one("link[rel=canonical]")["href"] == "https://reader.invalid/blog/posts/moved/"
        assert (site / name).parent.joinpath(page.a["href"]).resolve() == site / "posts/moved"
        assert page.a.text == "A & B"
    moved = soup(site / "posts/moved/index.html")
    [report] = moved.select("a[data-report]")
    assert unquote(report["href"]) == (
        "mailto:us@reader.invalid?subject=《A & B》有误&body=页面：https://reader.invalid/blog/posts/moved/\n小节：\n\n哪里不对：\n"
    )


def test_an_old_address_at_which_something_is_is_told_with_file_line_and_cure(small_project):
    small_project.write("docs/posts/moved.md", post(slug="moved", more='redirect_from: ["/posts/short/"]\n'))
    said = "docs/posts/moved.md:6: redirect_from 里的 /posts/short/ 已经是 docs/posts/short.md:3 的地址 · 删去它"
    assert said in refusal(small_project)
