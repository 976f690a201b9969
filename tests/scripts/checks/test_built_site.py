"""A small sound site, and what is said of it when one thing is wrong."""

import base64
import json
import random

import pytest

from scripts.checks import built_site, published
from scripts.pages.content_policy import policy
from scripts.shared.html_page import read_pages
from scripts.shared.manifest import Manifest

PAGES = [
    *("", "posts/", "posts/first/", "posts/second/", "posts/d-means从入门到调包/"),
    *("posts/gradient-从入门到调包-调包篇/", "archives/", "tags/"),
]
PAGE = """<!doctype html>
<html lang="zh"><head>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title><meta name="description" content="描述"><link rel="canonical" href="https://example.org/blog/">
<link rel="stylesheet" href="{root}style.css">
</head><body><script>theme()</script>
<main><div class="md-content"><article><h1 id="top">标题</h1>
{content}
</article></div></main></body></html>
"""
MANIFEST: Manifest = {
    "plots.style": {
        "key": "",
        "figures": {"demo/linear": {"width": 480, "height": 300, "moving": True}},
    }
}
FIGURE = """<figure id="demo/linear"><img src="{root}assets/generated/demo/linear.svg" alt="折线图" width="4" height="3">
<a href="{root}assets/generated/demo/linear.gif">GIF</a></figure>"""
PIXEL = "GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


class SmallSite:
    def __init__(self, folder, url):
        self.folder = folder
        self.url = url

    def page(self, name, content="", *, title="页", without=""):
        root = {"404.html": "/blog/" if self.url else "/"}.get(name, "../" * name.count("/"))
        page = PAGE.replace(without, "")
        self.write(name, page.format(title=title, root=root, content=content, policy=policy(PAGE)))

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def findings(self):
        pages = read_pages(self.folder)
        return built_site.findings(self.folder, pages, site_url=self.url, manifest=MANIFEST)

    def addresses(self):
        return published.addresses(self.folder, read_pages(self.folder))

    def only_finding(self):
        [finding] = self.findings()
        return finding


@pytest.fixture(params=["", "https://example.org/blog/"], ids=["no address", "sub-path"])
def site(request, tmp_path, monkeypatch):
    """Return a site that nothing is wrong with and whose addresses have all been published."""
    small = SmallSite(tmp_path / "site", request.param)
    for address in PAGES:
        small.page(f"{address}index.html")
    small.page("404.html")
    small.page("index.html", FIGURE.format(root=""))
    small.write("style.css", "@font-face { src: url('fonts/a.ttf') } /* url(http://elsewhere/) */")
    small.write("fonts/a.ttf", "font")
    small.write("index.xml", "<rss><channel><link>./</link><item><link>posts/first/</link></item></channel></rss>")
    small.write(
        "sitemap.xml",
        "<urlset><url><loc>posts/d-means%E4%BB%8E%E5%85%A5%E9%97%A8%E5%88%B0%E8%B0%83%E5%8C%85/</loc></url></urlset>",
    )
    for suffix, content in (("svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'), ("json", "{}"), ("gif", PIXEL)):
        small.write(f"assets/generated/demo/linear.{suffix}", content)
    monkeypatch.setattr(published, "LIST", tmp_path / "published.json")
    published.LIST.write_text(json.dumps(small.addresses()), encoding="utf-8")
    return small


def test_a_sound_site_has_no_findings(site):
    assert site.findings() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('<a href="../nothing/">x</a>', "地址 ../nothing/ 没有对应的文件"),
        ('<a href="../../posts">x</a>', "在末尾加上 /"),
        ('<a href="#nothing">x</a>', "锚点 #nothing 在 posts/first/index.html 里不存在"),
        ('<a href="../second/#nothing">x</a>', "锚点 #nothing 在 posts/second/index.html 里不存在"),
        ('<img src="a.svg" alt="x" width="1" height="1">', "地址 a.svg 没有对应的文件"),
        ('<source srcset="../../fonts/a.ttf 1x, b.png 2x">', "地址 b.png 没有对应的文件"),
        ('<figure data-moments="m.json"></figure>', "地址 m.json 没有对应的文件"),
        ('<script src="https://cdn.example/x.js"></script>', "会向别的主机请求 https://cdn.example/x.js"),
        ('<iframe src="//cdn.example/x"></iframe>', "会向别的主机请求 //cdn.example/x"),
        ('<link rel="preconnect" href="https://cdn.example">', "会向别的主机请求 https://cdn.example"),
        ('<img src="../../style.css" width="1" height="1">', "没有替代文字"),
        ('<figure><img src="../../style.css" alt=" " width="1" height="1"></figure>', "没有替代文字"),
        ('<img src="../../style.css" alt="图">', "没有写宽和高"),
        ('<p id="top"></p>', "id “top” 出现了 2 次"),
        ("<h1>又一个</h1>", "有 2 个一级标题"),
        ("<p>这是**重点。**后面</p>", "正文里留下了 “**”"),
        ("<p>==高亮：==后</p>", "正文里留下了 “==”"),
        ("<p>学习率 $0.1^t$ 是</p>", "正文里留下了 “$0.1^t$”"),
        (r'<p><span class="arithmatex">\(x\)</span></p>', r"正文里留下了 “\(”"),
        ("<p>显存[^zero]。</p>", "脚注没有定义"),
        ("<p>~~删除~~</p>", "正文里留下了 “~~”"),
        ("<li>[ ] 待办</li>", "正文里留下了 “[ ]”"),
        ("<blockquote><p>[[wiki]] 链接</p></blockquote>", "正文里留下了 “[[wiki]]”"),
        ("<td>:rocket:</td>", "直接写表情符号 🚀"),
        ("<p>{{ site.title }}</p>", "没有模板和短代码"),
        ("<p>![图](figure:demo/step) 旁边</p>", "链接或图片没有被识别"),
        ("<h2>标题 { #id }</h2>", "属性标记没有被识别"),
        ('<p style="color:red">x</p>', '内联代码 <p style="color:red">'),
        ('<button onclick="go()">x</button>', '内联代码 <button onclick="go()">'),
        ("<script>go()</script>", "内联代码 <script>"),
        ("<script>go()</script>", "不在内容策略里"),
        ("<style>p {}</style>", "内联代码 <style>"),
        ('<a href="JavaScript:go()">x</a>', '内联代码 <a href="JavaScript:go()">'),
    ],
)
def test_what_is_wrong_with_a_page_is_said_in_a_sentence_that_names_it(site, content, said):
    site.page("posts/first/index.html", content)
    findings = site.findings()
    assert any(said in finding for finding in findings), findings
    assert all(finding.startswith("posts/first/index.html：") and finding.endswith("。") for finding in findings)


@pytest.mark.parametrize(
    "content",
    [
        '<a href="https://elsewhere.example/">外部链接</a>',
        '<a href="mailto:a@b.example">邮件</a>',
        '<a href="../d-means从入门到调包/#top">汉字地址</a>',
        '<a href="../d-means%E4%BB%8E%E5%85%A5%E9%97%A8%E5%88%B0%E8%B0%83%E5%8C%85/?play=lr#top">编码过的地址</a>',
        '<p id="一节"></p><a href="#%E4%B8%80%E8%8A%82">汉字锚点</a>',
        "<p><code>2 ** 3 == 8</code></p><pre>**kwargs $x$ \\(</pre>",
        "<p>从 $5 涨到 $6，再到 $7</p>",
        '<p><img src="data:image/gif;base64,R0" alt="" width="1" height="1"></p>',
    ],
)
def test_what_is_right_is_left_alone(site, content):
    site.page("posts/first/index.html", content)
    assert site.findings() == []


def test_what_a_title_holds_was_typed_and_is_no_left_over_markup(site):
    site.page(
        "posts/first/index.html", "<p>上一篇 Python 的 **kwargs 与 == 是</p>", title="Python 的 **kwargs 与 == - 站名"
    )
    site.page("posts/index.html", "<p>Python 的 **kwargs 与 ==</p>")
    assert site.findings() == []
    site.page("posts/index.html", "<p>别的 **kwargs</p>")
    assert "留下了 “**”" in site.only_finding()


def test_an_address_of_the_site_in_chinese_is_that_of_its_pages(tmp_path):
    small = SmallSite(tmp_path, "https://example.org/我的 博客/")
    address = "https://example.org/%E6%88%91%E7%9A%84%20%E5%8D%9A%E5%AE%A2/"
    small.page("posts/first/index.html", f'<a href="{address}posts/first/">文章</a>')
    assert not any("的地址 https" in finding for finding in small.findings())


def test_a_page_without_title_or_description_is_named(site):
    site.page("posts/first/index.html", title="")
    assert "没有标题" in site.only_finding()
    site.page("posts/first/index.html", without='<meta name="description" content="描述">')
    assert "没有描述" in site.only_finding()


def test_every_page_has_the_policy_that_the_build_writes(site):
    site.page("posts/first/index.html", without='<meta http-equiv="Content-Security-Policy" content="{policy}">')
    assert "没有内容策略" in site.only_finding()
    site.page("posts/first/index.html", without="{policy}")
    assert "没有内容策略" in site.only_finding()
    whole = (site.folder / "index.html").read_text(encoding="utf-8")
    site.write("posts/first/index.html", whole.replace("img-src 'self'", "img-src *").replace('src="', 'src="../../'))
    assert any("内容策略不是构建写的" in finding for finding in site.findings())


def test_an_address_that_was_published_must_answer(site):
    (site.folder / "posts/first/index.html").unlink()
    assert any("地址 /posts/first/ 打不开了" in finding for finding in site.findings())
    (site.folder / "index.xml").unlink()
    is_missed = any("地址 /index.xml 打不开了" in finding for finding in site.findings())
    assert is_missed is bool(site.url)  # a site that knows no address has no feeds


def test_an_anchor_that_was_published_must_answer(site):
    site.page("posts/first/index.html", '<h2 id="new">节</h2>')
    published.LIST.write_text(json.dumps(site.addresses()), encoding="utf-8")
    site.page("posts/first/index.html", '<h2 id="newer">节</h2>')
    assert "地址 /posts/first/#new 打不开了" in site.only_finding()


def test_a_redirect_counts_as_answering_where_it_leads_to_the_anchors(site):
    there = '<meta http-equiv="refresh" content="0; url=../second/">'
    site.page("posts/first/index.html", there)
    assert site.findings() == []
    site.page("posts/second/index.html", "")
    site.page("index.html", '<h2 id="what">节</h2>' + FIGURE.format(root=""))
    published.LIST.write_text(json.dumps({"posts/first/": ["top", "what"]}), encoding="utf-8")
    assert "地址 /posts/first/#what 打不开了" in site.only_finding()
    site.page("posts/first/index.html", there.replace("../second/", "../../"))
    assert site.findings() == []


def test_what_a_form_a_footnote_or_the_theme_names_is_no_address_of_ours(site):
    before = site.addresses()
    site.page(
        "posts/first/index.html",
        '<form><input id="a"></form><p id="__a"></p><ol><li id="fn:a"><sup id="fnref2:a"></ol>',
    )
    assert site.addresses() == before


def test_a_style_sheet_must_not_fetch_from_elsewhere_nor_what_is_not_there(site):
    site.write("style.css", "@import 'https://cdn.example/a.css'; a { background: url(no.png) }")
    elsewhere, missing = site.findings()
    assert "style.css：会向别的主机请求 https://cdn.example/a.css" in elsewhere
    assert "style.css：地址 no.png 没有对应的文件" in missing


def test_a_relative_address_in_the_404_page_is_wrong_since_it_answers_everywhere(site):
    site.page("404.html", '<a href="posts/">文章</a>')
    assert "404 页会出现在任何路径下" in site.only_finding()


def test_the_feed_must_name_pages_that_exist(site):
    site.write("index.xml", "<rss><channel><item><link>posts/nothing/</link></item></channel></rss>")
    assert "index.xml：地址 posts/nothing/ 在站点里不存在" in site.only_finding()


@pytest.mark.parametrize("name", ["posts/.draft.md", "posts/old.md", "assets/a.svg~"])
def test_a_file_that_no_reader_needs_is_named(site, name):
    site.write(name, "")
    assert f"{name}：不是给读者的文件" in site.only_finding()


@pytest.mark.parametrize("name", ["demo/old.svg", "demo/old.gif", "old/a.json", "manifest.json"])
def test_a_file_of_a_figure_that_is_not_registered_is_named(site, name):
    site.write(f"assets/generated/{name}", "")
    assert f"assets/generated/{name}：没有登记的图留下的文件" in site.only_finding()


def test_a_figure_that_no_page_shows_is_named_with_module_and_cure(site):
    published.LIST.unlink()
    site.page("index.html")
    finding = site.only_finding()
    assert "plots/style.py" in finding
    assert "图 demo/linear 没有页面使用" in finding
    assert "figure:demo/linear" in finding


def incompressible(size):
    """Return text that takes about ``size`` bytes when it is compressed."""
    return base64.b64encode(random.Random(0).randbytes(size)).decode()


def test_a_moving_figure_must_not_be_too_heavy(site):
    site.write("assets/generated/demo/linear.json", incompressible(41 * 1024))
    assert "图 demo/linear：动图的 SVG 和 JSON 压缩后共" in site.only_finding()
    site.write("assets/generated/demo/linear.json", incompressible(35 * 1024))
    assert site.findings() == []


def test_an_animation_must_not_be_too_heavy(site):
    site.write("assets/generated/demo/linear.gif", "x" * (400 * 1024 + 1))
    assert "图 demo/linear：GIF" in site.only_finding()


@pytest.mark.parametrize(("panels", "limit"), [(1, 25), (3, 25), (4, 45), (14, 45)])
def test_a_still_figure_must_not_be_too_heavy_and_a_sheet_may_be_heavier(site, monkeypatch, panels, limit):
    monkeypatch.setitem(MANIFEST["plots.style"]["figures"]["demo/linear"], "moving", False)
    axes = "".join(f'<g id="axes_{number}"/>' for number in range(1, panels + 1))
    site.write("assets/generated/demo/linear.svg", axes + incompressible((limit - 3) * 1024))
    assert site.findings() == []
    site.write("assets/generated/demo/linear.svg", axes + incompressible((limit + 1) * 1024))
    assert f"超过 {limit} KiB" in site.only_finding()


def test_the_page_of_a_notebook_must_not_be_too_heavy(site):
    site.page("notebooks/demo/basics/index.html", f"<p>{'字' * 20_000}</p>")
    assert site.findings() == []
    site.page("notebooks/demo/basics/index.html", f"<p>{'字' * 27_000}</p>")
    assert "超过 80 KB。少印几行，或把 notebook 分成两个。" in site.only_finding()


def test_the_report_counts_and_fails(site, capsys, monkeypatch):
    monkeypatch.setattr(built_site, "read_manifest", lambda: MANIFEST)
    assert built_site.report(site.folder, site_url=site.url) == 0
    assert "9 页没有问题；模板里的内联脚本每页至多 1 段" in capsys.readouterr().out
    site.page("posts/first/index.html", "<p>**</p>")
    site.write("assets/generated/demo/linear.svg", "<svg")
    assert built_site.report(site.folder, site_url=site.url) == 1
    assert "2 处问题" in capsys.readouterr().err


def test_under_a_sub_path_an_address_from_the_root_of_the_host_is_wrong(tmp_path):
    small = SmallSite(tmp_path, "https://example.org/blog/")
    small.page("index.html", '<a href="/posts/">文章</a>')
    assert any("它在 /blog/ 之外" in finding for finding in small.findings())


def test_another_site_on_the_same_host_may_be_linked_and_not_loaded(tmp_path):
    small = SmallSite(tmp_path, "https://example.org/blog/")
    small.page("index.html", '<a href="https://example.org/repository/edit/main/docs/index.md">修改这一页</a>')
    assert not any(finding.startswith("index.html") and "repository" in finding for finding in small.findings())
    small.page("index.html", '<script src="https://example.org/other/x.js"></script>')
    assert any("会向别的主机请求 https://example.org/other/x.js" in finding for finding in small.findings())
