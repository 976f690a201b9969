"""Pages of notebooks: in a small site with an address and a repository, and those of the real one."""

import json
import re
import shutil
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from scripts.notebooks import storage
from tests.notebook_files import FIGURE, METADATA, code, markdown, notebook_file
from tests.site_search import searched

ADDRESS = "https://reader.invalid/blog/"
NAME = "docs/notebooks/demo/ramp.ipynb"
OTHER = "docs/notebooks/聚类/第一篇.ipynb"
PAGE = "notebooks/demo/ramp/"
CELLS = [
    markdown("# 一个 notebook\n\n关于 $x^2$ 的一段[^one]，见[短文](../../posts/short.md)和[](#demo/ramp/line)。"),
    code("import matplotlib.pyplot as plt\nimport pandas as pd\n\nprint('先算')"),
    markdown('## 表格\n\n!!! note "说明"\n\n    一段说明。'),
    code("pd.DataFrame({'值': [1.5, 2.5]})"),
    code(
        "from IPython.display import Markdown, Math\n\ndisplay(Markdown('一段 **重点** 与 $y^2$'), Math(r'\\sqrt{z}'))"
    ),
    code("1 / 0", "raises-exception"),
    markdown("## 图 { #figures }\n\n[^one]: 一条脚注。"),
    code(f"{FIGURE}plt.plot([1, 2]);"),
]


@pytest.fixture(scope="module")
def project(drawn_project, tmp_path_factory):
    """Return a small project with a notebook, built with an address and a repository."""
    project = drawn_project.copy(tmp_path_factory.mktemp("notebooks") / "project")
    notebook_file(project.root / NAME, *CELLS, tags=["短文", "只在 notebook"])
    path = notebook_file(project.root / OTHER, code("import matplotlib.pyplot as plt"), CELLS[-1], title="另一个")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())  # as some editors begin a file
    (path.parent / ".ipynb_checkpoints").mkdir()
    shutil.copy(path, path.parent / ".ipynb_checkpoints/第一篇-checkpoint.ipynb")
    project.change("mkdocs.yml", "  - 术语: ", "  - Notebook: notebooks/index.md\n  - 术语: ")
    done = build(project)
    assert done.returncode == 0, done.stderr
    return project


def build(project):
    repository = {"REPO_URL": "https://github.com/some/site", "SITE_URL": ADDRESS}
    return project.build("--strict", **repository)


def soup(project, path):
    return BeautifulSoup((project.root / "site" / path / "index.html").read_text("utf-8"), "html.parser")


@pytest.fixture(scope="module")
def page(project):
    return soup(project, PAGE)


def test_its_reader_can_write_where_the_repository_is(page):
    links = {link.text: unquote(link["href"]) for link in page.select(".page-tools a[href^=https]")}
    issues = "https://github.com/some/site/issues"
    body = f"页面：{ADDRESS}{PAGE}\n小节：\n\n哪里不对：\n"
    assert links["指出错误"] == f"{issues}/new?title=《一个 notebook》有误：&body={body}"
    assert links["在仓库里讨论"] == f"{issues}?q=一个 notebook"


def test_text_goes_the_way_of_articles(page):
    article = page.article
    assert [heading.get_text().removesuffix("¶") for heading in article.find_all("h1")] == ["一个 notebook"]
    assert article.math
    assert article.select_one(".admonition.note p.admonition-title").text == "说明"
    assert article.select_one(".footnote li").get_text().startswith("一条脚注。")
    assert unquote(article.select_one("p > a:-soup-contains('短文')")["href"]) == "../../../posts/short/"


def test_headings_in_chinese_have_ids_and_the_contents_lead_to_them(page):
    ids = [heading["id"] for heading in page.article.find_all("h2", id=True)]
    assert ids == ["表格", "figures"]
    links = {unquote(link["href"]) for link in page.select(".md-sidebar--secondary a")}
    assert {f"#{id}" for id in ids} <= links


def test_code_is_highlighted_and_what_it_prints_is_below_it(page):
    source, printed = page.article.select(".highlight")[:2]
    assert source["class"] == ["language-python", "highlight"]
    assert source.select_one("code span")
    assert printed["class"] == ["language-text", "highlight"]
    assert printed.get_text().strip() == "先算"


def test_a_data_frame_is_a_table_of_the_site(page):
    table = page.article.select_one(".table-box > table.table")
    assert [cell.text for cell in table.select("td[align=right]")][-2:] == ["1.5", "2.5"]


def test_markdown_and_formulas_that_cells_make_go_the_same_way(page):
    assert page.article.find("strong", string="重点").parent.find("math")
    assert page.article.select_one("math[display=block] msqrt")


def test_an_announced_error_is_printed_without_its_traceback(page):
    assert [
        block for block in page.select(".language-text") if block.text.strip() == "ZeroDivisionError: division by zero"
    ]


def test_a_figure_is_numbered_captioned_and_there(project, page):
    figure = page.article.find("figure", id="demo/ramp/line")
    assert figure.figcaption.get_text() == "图 1：一条线。"
    [image] = figure.find_all("img")
    assert image["src"] == "../../../assets/generated/demo/ramp/line.svg"
    assert image["alt"] == "折线图：上升"
    assert (project.root / "site/assets/generated/demo/ramp/line.svg").is_file()
    assert "#|" not in page.article.get_text()
    assert page.article.find("a", href="#demo/ramp/line").text == "图 1"


def test_the_notebook_can_be_downloaded_with_what_it_printed_and_absolute_links(project, page):
    link = page.find("a", string="下载 .ipynb")
    cells = json.loads((project.root / "site" / PAGE / link["href"]).read_text("utf-8"))["cells"]
    said = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert f"[短文]({ADDRESS}posts/short/)" in said
    assert "图 1" in said
    printed = [output for cell in cells for output in cell.get("outputs", [])]
    assert printed[0]["text"] == "先算\n"
    assert "image/svg+xml" in printed[-1]["data"]


def test_a_repository_on_github_brings_a_link_to_colab(page):
    link = page.find("a", string="在 Colab 中打开")
    assert link["href"] == "https://colab.research.google.com/github/some/site/blob/notebooks/demo/ramp/ramp.ipynb"
    assert not page.find_all("img", src=re.compile("colab"))


def test_the_page_describes_itself_as_posts_do(page):
    described = {each["property"]: each["content"] for each in page.find_all("meta", property=True)}
    assert described["og:title"] == METADATA["title"]
    assert described["og:description"] == METADATA["description"]
    assert described["og:type"] == "article"
    assert described["article:published_time"] == METADATA["date"]
    assert page.find("link", rel="canonical")["href"] == ADDRESS + PAGE


def test_the_search_finds_its_sections_and_the_sitemap_has_its_date(project):
    locations = {section.location for section in searched(project.root / "site")}
    assert {f"{PAGE}#{anchor}" for anchor in ("表格", "figures")} <= locations
    sitemap = (project.root / "site/sitemap.xml").read_text("utf-8")
    assert re.search(rf"<loc>{re.escape(ADDRESS + PAGE)}</loc>\s*<lastmod>{METADATA['date']}</lastmod>", sitemap)


@pytest.mark.parametrize("path", ["archives/", "notebooks/", "tags/短文/", "tags/只在-notebook/"])
def test_the_lists_lead_to_it(project, path):
    [link] = [link for link in soup(project, path).main.find_all("a") if link.text == METADATA["title"]]
    assert link["href"].endswith("demo/ramp/")


def test_every_page_leads_to_the_list_of_notebooks(project):
    footer = soup(project, "about/").find("footer")
    assert footer.find("a", string="Notebook")["href"] == "../notebooks/"


def test_names_in_chinese_and_a_byte_order_mark_are_no_obstacle(project):
    folder = "notebooks/聚类/第一篇/"
    assert json.loads((project.root / "site" / folder / "第一篇.ipynb").read_text("utf-8"))["cells"]
    figure = soup(project, folder).find("figure", id="聚类/第一篇/line")
    assert (project.root / "site" / folder / unquote(figure.img["src"])).is_file()


def test_a_plain_rebuild_executes_nothing(project):
    done = build(project)
    assert done.returncode == 0, done.stderr
    assert "执行 notebook" not in done.stderr


def test_links_that_lead_nowhere_stop_a_strict_build(project, tmp_path):
    other = project.copy(tmp_path / "project")
    other.change(
        NAME, "见[短文](../../posts/short.md)", "见[短文](../../posts/shrot.md)和[短文](../../posts/short.md#nowhere)"
    )
    done = build(other)
    assert done.returncode != 0
    for address in ("shrot.md", "short.md#nowhere"):
        assert re.search(rf"WARNING .*{NAME}:\d+: 链接 .*{address} ", done.stderr), done.stderr


def test_there_is_a_page_for_every_notebook(site):
    found = [storage.read(path) for path in storage.paths()]
    assert found
    for notebook in found:
        assert (site / notebook.url / "index.html").is_file()
        assert (site / notebook.url / notebook.path.name).is_file()


def test_without_a_repository_no_page_leads_to_colab(site):
    for notebook in map(storage.read, storage.paths()):
        assert "colab" not in (site / notebook.url / "index.html").read_text("utf-8")
