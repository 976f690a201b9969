"""Playgrounds in Markdown: through a Markdown instance, and through a small site built by MkDocs."""

import xml.etree.ElementTree as etree

import markdown
import pytest
from bs4 import BeautifulSoup

from plots.playgrounds import lr
from plots.playgrounds.huggingface.tables import events
from scripts.markdown.figures import FigureExtension
from scripts.markdown.playgrounds import PlaygroundExtension, write_sentence
from scripts.shared.records import write_entries
from scripts.shared.sources import SourceError
from tests.playgrounds.bridges import opened

IDS = sorted(id for _, id in lr.PLAYGROUND.figures)
IDS += ["huggingface/timeline", "huggingface/stars"]
SIZES: dict[str, dict[str, int | str]] = {
    id: {"width": 480, "height": 240, "moving": id.startswith("lr/") and id != "lr/three-cosines", "panels": 1}
    for id in IDS
}
SAID = "第一轮融资。证据：[一次采访](https://a.example/b)，2024 年 4 月。"
SIZES["huggingface/timeline"]["sentence"] = SAID  # as scripts/assets/figure_files.py notes it when it draws
MANIFEST = {"plots.figures.lr_schedules": {"key": "", "figures": SIZES}}
STEP = "![阶梯图，逐级下降](playground:lr?scheduler=StepLR)\n每级乘 *一半*。"
LINEAR = "![折线图，上升](playground:lr?scheduler=LinearLR)\n斜坡。"


@pytest.fixture
def convert(tmp_path):
    """Return a function from Markdown to parsed HTML, outside MkDocs."""
    write_entries(tmp_path / "manifest.json", MANIFEST)
    cache = {"cache": str(tmp_path)}

    def to_soup(text):
        html = markdown.markdown(text, extensions=[FigureExtension(**cache), PlaygroundExtension(**cache), "attr_list"])
        return BeautifulSoup(html, "html.parser")

    return to_soup


def test_a_playground_holds_the_figure_of_its_setting_and_its_caption(convert):
    playground = convert(STEP).find("play-ground")

    assert playground.figure["id"] == "lr/step"
    assert playground.figure.figcaption.get_text() == "图 1：每级乘 一半。"
    assert playground.figure.img["alt"] == "阶梯图，逐级下降"


def test_it_carries_what_brings_it_to_life(convert):
    playground = convert(STEP).find("play-ground")

    assert playground["data-playground"] == "lr"
    assert playground["data-query"] == "scheduler=StepLR"
    assert playground["data-anchor"] == "lr/step"
    assert playground["data-state"] == "static"
    assert playground["data-href"] == "playgrounds/lr/"


def test_its_controls_are_those_that_the_page_writes(convert):
    form = convert(STEP).find("play-ground").find("form", recursive=False)
    state = opened("scheduler=StepLR", prefix="lr-step")
    form.noscript.extract()

    assert form["data-structure"] == state["structure"][0]
    written = BeautifulSoup(state["markup"][0], "html.parser")
    assert form.decode_contents() == written.decode_contents()


def test_a_sentence_has_its_links(convert):
    playground = convert("![时间线](playground:huggingface)\n题注。").find("play-ground")
    sentence = playground.find("p", class_="playground__sentence")

    assert sentence.get_text() == "第一轮融资。证据：一次采访，2024 年 4 月。"
    assert sentence.a["href"] == "https://a.example/b"
    assert playground["data-most"] == "1"


def test_a_list_stands_in_the_playground_that_has_one(convert):
    timeline, stars = convert(
        "![时间线](playground:huggingface)\n题注。\n\n![星标](playground:huggingface?view=stars)\n题注。"
    ).find_all("play-ground")

    assert len(timeline.select(".playground__list [data-item]")) == len(events())
    assert not stars.select(".playground__list")


def test_without_javascript_a_sentence_says_so(convert):
    assert convert(STEP).find("form").noscript.get_text() == "打开 JavaScript 后，这里的参数可以调。"


def test_the_playground_moves_the_figure_and_the_gif_stays(convert):
    playground = convert(STEP).find("play-ground")

    assert not playground.find("moving-figure")
    assert "figure--moving" not in playground.figure["class"]
    assert playground.figure.find("a", download=True)["href"].endswith("lr/step.gif")
    assert playground.figure.find(class_="figure__picture")


def test_playgrounds_and_figures_are_numbered_together(convert):
    cosines = "![三条](figure:lr/three-cosines)\n三条。"
    soup = convert(f"{STEP}\n\n{cosines}\n\n{LINEAR}\n\n见 [](#lr/linear)。")

    assert [caption.get_text()[:4] for caption in soup.find_all("figcaption")] == ["图 1：", "图 2：", "图 3："]
    assert soup.find_all("a")[-1].get_text() == "图 3"


def test_every_id_occurs_once(convert):
    soup = convert("\n\n".join(f"![图](playground:lr?{query})\n题注。" for query, _ in lr.PLAYGROUND.figures))
    ids = [element["id"] for element in soup.find_all(id=True)]

    assert len(soup.find_all("play-ground")) == len(lr.PLAYGROUND.figures)
    assert len(ids) == len(set(ids))


def test_a_setting_written_another_way_is_the_same_setting(convert):
    assert convert(STEP.replace("StepLR", "StepLR&gamma=0.5")).find("play-ground")["data-query"] == "scheduler=StepLR"


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("playground:l?scheduler=StepLR", "没有 id 为 l 的互动图。相近的有：lr。"),
        ("playground:none", "没有 id 为 none 的互动图。已有的是：.*lr"),
        ("playground:lr?scheduler=StepLR&gamma=0.77", "没有一张登记的图与这个设置"),
        ("playground:lr?scheduler=StepLR&gamma=x", "“gamma”应为 0.01 到 1.2 之间的数，现在是“x”。"),
        ("playground:lr?scheduler=StepLR&gama=0.5", "没有名为“gama”的参数"),
    ],
)
def test_a_tag_that_cannot_be_shown_stops_the_build_with_the_cure(convert, source, complaint):
    with pytest.raises(SourceError, match=complaint.replace("?", r"\?")):
        convert(f"![图]({source})\n题注。")


def test_a_playground_without_alternative_text_or_caption_is_refused_as_a_figure_is(convert):
    with pytest.raises(SourceError, match="没有替代文字"):
        convert(STEP.replace("阶梯图，逐级下降", ""))
    with pytest.raises(SourceError, match="没有题注"):
        convert(STEP.splitlines()[0])


def test_an_image_inside_a_sentence_is_left_alone(convert):
    assert not convert(f"文字 {STEP}").find("play-ground")


def size(html):
    import gzip

    return len(gzip.compress(html.encode(), 9))


def test_one_playground_adds_at_most_15_kb_to_a_page_and_fourteen_60(convert):
    fourteen = [f"![图](playground:lr?{query})\n题注。" for query, _ in lr.PLAYGROUND.figures[:14]]

    assert all(size(str(convert(one))) < 8_000 for one in fourteen)
    assert size(str(convert("\n\n".join(fourteen)))) < 20_000


@pytest.mark.parametrize(
    ("sentence", "html"),
    [
        ("0.9^7 = 0.478", "0.9<sup>7</sup> = 0.478"),
        ("0.8^(30 − 15)·2", "0.8<sup>30 − 15</sup>·2"),
        ("0.5^floor((9 − 4)/5)", "0.5<sup>floor((9 − 4)/5)</sup>"),
        ("10^-3 + 10^1e-5", "10<sup>-3</sup> + 10<sup>1e-5</sup>"),
        ("见 [a](https://example.org)，2^3。", '见 <a href="https://example.org">a</a>，2<sup>3</sup>。'),
    ],
)
def test_powers_in_a_sentence_are_raised_as_the_page_raises_them(sentence, html):
    paragraph = etree.Element("p")
    write_sentence(paragraph, sentence)

    assert etree.tostring(paragraph, encoding="unicode") == f"<p>{html}</p>"
