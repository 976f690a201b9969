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

PAGE = "---\ntitle: 页\ndescription: 说明。\n---\n\n页。\n"
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


FIGURES = {  # that the short post lacks here: only a post shows each that is not published
    "held": "![折线图：一条水平线](figure:other/flat)\n一条水平线。\n",
    "draft": "![折线图：横轴为步数，纵轴为值，均匀上升](figure:demo/move)\n会动的斜线。\n",
}
DAY = "2026-02-01"  # of several posts
OLD = ["/old/post/", "/旧.html"]
PUBLISHED = {
    **{slug: post(title, slug) for slug, title in TITLES.items()},
    "tags": post("标签", "tags", more=f"tags: {json.dumps(TAGS, ensure_ascii=False)}\n"),
    **{
        name: post(f"文 {slug}", slug, date=DAY, more="tags: [文]\n")
        for name, slug in zip("123", ("cc", "aa", "bb"), strict=True)
    },
    "code": post("代码", "code", text="```markdown\n## 标题 [^z]\n```\n\n<!-- more -->\n\n正文。\n"),
    "moved": post(
        "A & B",
        "moved",
        more=f"redirect_from: {json.dumps(OLD, ensure_ascii=False)}\n",
        text="开头。\n\n<!-- more -->\n\n## 节 { #part }\n",
    ),
}
HELD = {
    "held": post("等着的", "held", date="2099-03-01", text=f"开头。\n\n<!-- more -->\n\n{FIGURES['held']}"),
    "draft": post("草稿", "draft", more="draft: true\n", text=f"开头。\n\n<!-- more -->\n\n{FIGURES['draft']}"),
}


@pytest.fixture(scope="module")
def project(drawn_project, tmp_path_factory):
    """Return a project whose titles and tags hold what markup is made of, and some of which is not published yet."""
    project = drawn_project.copy(tmp_path_factory.mktemp("published") / "project")
    for figure in FIGURES.values():
        project.change("docs/posts/short.md", figure, "")
    for name, text in {**PUBLISHED, **HELD}.items():
        project.write(f"docs/posts/{name}.md", text)
    facts = f"title: {json.dumps(TITLES['angle'])}\ndescription: '说 \"好\" <b> & 完'\n"
    project.write("docs/page.md", f"---\n{facts}---\n\n页。\n")
    project.change("mkdocs.yml", "not_in_nav: |\n", "not_in_nav: |\n  page.md\n")
    notebooks = project.root / "docs" / "notebooks" / "t"
    notebook_file(notebooks / "x.ipynb", code("1"), title=NOTEBOOK_TITLE)
    notebook_file(notebooks / "held.ipynb", code("1"), date="2099-03-01", title="等着的 notebook")
    return project


@pytest.fixture(scope="module")
def said(project):
    """Return what is said when the project is built as it is deployed."""
    done = project.build("--strict", SITE_URL=ADDRESS, CONTACT_MAIL="us@example.org")
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def site(project, said):
    return project.root / "site"


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


@pytest.mark.parametrize(("slug", "title"), [("held", "等着的"), ("draft", "草稿")])
def test_what_is_held_back_is_nowhere_on_the_site_and_its_figures_are_not_unused(site, slug, title):
    assert not (site / "posts" / slug).exists()
    assert [path for path in site.rglob("*.*ml") if title in path.read_text(encoding="utf-8")] == []
    assert not any(slug in section.location for section in searched(site))
    assert not (site / "notebooks/t/held").exists()


def test_what_waits_for_its_day_is_told_and_a_draft_is_not(said):
    assert "INFO    -  site: docs/posts/held.md：日期 2099-03-01 还没到，到那天再构建才发布。" in said
    assert "docs/notebooks/t/held.ipynb：日期 2099-03-01 还没到" in said
    assert said.count("还没到") == 2


def test_what_was_held_back_is_published_on_its_day(project, said):
    done = project.build("--strict", folder="later", SOURCE_DATE_EPOCH="4076064000")  # 2099-03-02
    assert done.returncode == 0, done.stderr
    assert "还没到" not in done.stderr
    later = project.root / "later"
    assert "等着的" in texts(page(later, "posts/index.html").select(".entry__title"))
    assert "等着的 notebook" in texts(page(later, "notebooks/index.html").select("a"))


def test_posts_of_one_day_have_one_order_in_lists_and_feed(site):
    expected = ["文 aa", "文 bb", "文 cc", "一篇短文"]
    for name, selector in (
        ("index.html", ".tile h3"),
        ("posts/index.html", ".entry__title"),
        ("archives/index.html", ".entry__title"),
    ):
        shown = [each.get_text() for each in page(site, name).select(selector)]
        assert [title for title in shown if title in expected] == expected
    assert [each.get_text() for each in page(site, "tags/文/index.html").select(".entry__title")] == expected[:3]
    fed = [item.findtext("title") for item in etree.parse(site / "index.xml").iter("item")]
    assert [title for title in fed if title in expected] == expected
    assert "文 bb" in page(site, "posts/aa/index.html").select_one(".neighbours [rel=prev]").get_text()


def test_markup_in_code_is_no_figure_of_an_excerpt(site):
    assert "## 标题 [^z]" in page(site, "posts/code/index.html").article.get_text()


def test_an_old_address_leads_to_where_its_page_is_now_and_a_reader_can_write(site):
    pages = read_pages(site)
    for name in ("old/post/index.html", "旧.html"):
        assert published.answering(name, pages) == ["part"]
        assert list(built_site.page_findings(pages[name])) == []
        old = page(site, name)
        assert old.select_one("link[rel=canonical]")["href"] == f"{ADDRESS}posts/moved/"
        assert (site / name).parent.joinpath(old.a["href"]).resolve() == site / "posts/moved"
        assert old.a.text == "A & B"
    [report] = page(site, "posts/moved/index.html").select("a[data-report]")
    assert unquote(report["href"]) == (
        f"mailto:us@example.org?subject=《A & B》有误&body=页面：{ADDRESS}posts/moved/\n小节：\n\n哪里不对：\n"
    )


def refusal(done):
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr + done.stdout


def test_two_sources_of_one_address_stop_the_build_and_all_are_named_at_once(small_project):
    small_project.write("docs/posts/a.md", post(slug="short"))
    small_project.write("docs/posts/b.md", post(slug="short", more="draft: true\n"))
    for name in ("docs/About.md", "docs/about/index.md", "docs/Archives.md"):
        small_project.write(name, PAGE)
    said = refusal(small_project.build("--strict"))
    for one, address, other in (
        ("docs/posts/a.md:3", "/posts/short/", "docs/posts/b.md:3"),
        ("docs/posts/a.md:3", "/posts/short/", "docs/posts/short.md:3"),
        ("docs/About.md:1", "/about/", "docs/about.md"),
        ("docs/About.md:1", "/about/", "docs/about/index.md"),
        ("docs/Archives.md:1", "/archives/", "构建生成的 archives.md"),
    ):
        assert f"{one}: 地址 {address} 与 {other} 的相同" in said


def test_a_page_that_the_build_makes_itself_stops_it(small_project):
    small_project.write("docs/tags/短文.md", PAGE)
    assert "docs/tags/短文.md:1: 这一页由构建生成" in refusal(small_project.build("--strict"))


def test_all_sources_that_are_wrong_are_named_at_once(small_project):
    files = {
        "docs/posts/a.md": (post(more="tags: PyTorch\n"), "utf-8"),
        "docs/posts/b.md": (post("汉字"), "gbk"),
        "docs/posts/C.MD": (post(), "utf-8"),
        "docs/d.md": ("正文。\n", "utf-8"),
    }
    for name, (content, encoding) in files.items():
        (small_project.root / name).write_bytes(content.encode(encoding))
    said = refusal(small_project.build("--strict"))
    assert "docs/posts/a.md:6: tags 要写成列表" in said
    assert "docs/posts/b.md:2: 不是 UTF-8 编码 · 用编辑器把它另存为 UTF-8" in said
    assert "docs/posts/C.MD:1: 后缀要写成小写的 .md" in said
    assert "docs/d.md:1: 开头没有完整的 front matter" in said


def test_what_is_wrong_with_links_excerpts_and_old_addresses_is_told_with_line_and_cure(small_project):
    texts = {
        "link": "开头。\n\n<!-- more -->\n\n见[它](draft.md#x)。\n",
        "figure": f"{FIGURES['held']}\n<!-- more -->\n\n正文。\n",
        "more": "开头。\n\n<!--more-->\n\n正文。\n",
    }
    for slug, text in texts.items():
        small_project.write(f"docs/posts/{slug}.md", post(slug=slug, text=text))
    small_project.write("docs/posts/draft.md", HELD["draft"])
    small_project.write("docs/posts/moved.md", post(slug="moved", more='redirect_from: ["/posts/short/"]\n'))
    said = refusal(small_project.run("scripts.checks.sources"))
    for finding in (
        "docs/posts/link.md:12: 链接到 docs/posts/draft.md，而它是草稿（draft: true）",
        "docs/posts/figure.md:8: <!-- more --> 之前有图，",
        "docs/posts/more.md:10: 正文里没有 <!-- more --> · “<!--more-->”要一字不差地写成它，前后各空一行",
        "docs/posts/moved.md:6: redirect_from 里的 /posts/short/ 已经是 docs/posts/short.md:3 的地址 · 删去它",
    ):
        assert finding in said
