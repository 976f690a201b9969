"""Figures in Markdown: through a Markdown instance, and through a small site built by MkDocs."""

from urllib.parse import urljoin, urlsplit

import markdown
import pytest
from bs4 import BeautifulSoup

from scripts.markdown.figures import FigureExtension
from scripts.shared.records import write_entries
from scripts.shared.sources import SourceError

MANIFEST = {
    "plots.figures.demo": {
        "key": "",
        "figures": {
            "demo/rest": {"width": 480, "height": 200, "moving": False},
            "demo/move": {"width": 480, "height": 240, "moving": True},
        },
    }
}
REST = "![折线图，上升](figure:demo/rest)\n一条 *斜线*。"
MOVE = "![折线图，下降](figure:demo/move)\n会动的斜线。"


@pytest.fixture
def convert(tmp_path):
    """Return a function from Markdown to parsed HTML, outside MkDocs."""
    write_entries(tmp_path / "manifest.json", MANIFEST)

    def to_soup(text):
        html = markdown.markdown(text, extensions=[FigureExtension(cache=str(tmp_path)), "attr_list"])
        return BeautifulSoup(html, "html.parser")

    return to_soup


def test_an_image_and_its_lines_become_a_figure_with_a_numbered_caption(convert):
    figure = convert(REST).figure
    assert figure["id"] == "demo/rest"
    assert figure.figcaption.get_text() == "图 1：一条 斜线。"
    assert figure.figcaption.em.get_text() == "斜线"


def test_a_figure_has_one_picture_with_its_size_and_alternative_text(convert):
    [image] = convert(REST).select("figure img")
    assert image["src"] == "assets/generated/demo/rest.svg"
    assert (image["width"], image["height"], image["alt"]) == ("480", "200", "折线图，上升")


def test_only_the_first_figure_of_a_page_loads_at_once(convert):
    first, second = convert(f"{REST}\n\n{MOVE}").find_all("figure")
    assert "loading" not in first.img.attrs
    assert second.img["loading"] == "lazy"


def test_a_moving_figure_names_its_moments_and_its_gif(convert):
    moving = convert(MOVE).figure.find("moving-figure")
    assert moving["data-moments"] == "assets/generated/demo/move.json"
    assert moving.a["href"] == "assets/generated/demo/move.gif"
    assert moving.a.get_text() == "下载 GIF"


def test_a_figure_at_rest_has_nothing_to_play(convert):
    assert convert(REST).find("moving-figure") is None
    assert [link["class"] for link in convert(REST).find_all("a")] == [["figure__number"]]


def test_the_number_of_a_figure_leads_to_its_own_page(convert):
    assert [link["href"] for link in convert(f"{REST}\n\n{MOVE}").select(".figure__number")] == [
        "figures/demo/rest/",
        "figures/demo/move/",
    ]


def test_figures_are_numbered_and_empty_links_take_their_numbers(convert):
    page = convert(f"见 [](#demo/move) 和 [](#demo/rest)。\n\n{REST}\n\n{MOVE}")
    assert [link.get_text() for link in page.p.find_all("a")] == ["图 2", "图 1"]
    assert [number.get_text() for number in page.select(".figure__number")] == ["图 1", "图 2"]


def test_a_link_with_words_of_its_own_keeps_them(convert):
    assert convert(f"[上面那张](#demo/rest)\n\n{REST}").p.a.get_text() == "上面那张"


def test_an_image_that_is_no_figure_stays_an_image(convert):
    assert convert("![照片](photo.png)\n一行字。").figure is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (REST.replace("demo/rest", "demo/ret"), "没有 id 为 demo/ret 的图。相近的有：demo/rest"),
        (f"{REST}\n\n{REST}", "图 demo/rest 在这一页出现了两次"),
        (REST.replace("折线图，上升", " "), "图 demo/rest 没有替代文字"),
        ("![折线图](figure:demo/rest)", "图 demo/rest 没有题注"),
        (f"如下图：{REST}", "图 demo/rest 不在段首"),
        ("- 看 ![折线图](figure:demo/rest) 就懂", "图 demo/rest 不在段首"),
    ],
)
def test_a_figure_that_is_wrong_stops_the_build_and_says_the_cure(convert, text, said):
    with pytest.raises(SourceError) as refused:
        convert(text)
    assert said in str(refused.value)
    assert "Markdown：" in str(refused.value)


@pytest.mark.parametrize("site_url", ["", "https://reader.invalid/blog/"])
def test_the_addresses_of_a_figure_are_right_from_every_page(small_project, site_url):
    done = small_project.run(
        "mkdocs", "build", "--strict", "--site-dir", str(small_project.root / "site"), SITE_URL=site_url
    )
    assert done.returncode == 0, done.stderr
    site = small_project.root / "site"
    found = 0
    for path in ("index.html", "posts/short/index.html"):
        page = BeautifulSoup((site / path).read_text(encoding="utf-8"), "html.parser")
        for element in page.select("main :is(img, [data-moments], a[download], .figure__number)"):
            address = str(element.get("src") or element.get("data-moments") or element["href"])
            assert not address.startswith("/"), "breaks under a sub-path"
            target = site / urlsplit(urljoin(path, address)).path.lstrip("/")
            assert (target / "index.html" if target.is_dir() else target).is_file(), address
            found += 1
    assert found == 1 + 3 + 3 + 2  # the cover; three figures in the post with their numbers, of which one moves
