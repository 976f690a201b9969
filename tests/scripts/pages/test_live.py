"""What each kind of save makes, told by what is read, written and drawn; and that it is what a whole build makes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.shared.project_copy import environment
from tests.project import POST

SHORT = "posts/short.md"
TERMS = """---
title: 术语表
description: 两个术语。
---

# 术语表

## 训练 { #training }

| 中文 | 英文 | 符号 | 代码名 | 说明 |
| --- | --- | --- | --- | --- |
| 学习率 { #learning-rate } | learning rate | $\\eta$ | `lr` | 每一步走多远。 |
| 预热 { #warmup } | warmup |  |  | 先小后大。 |
"""
SECOND = POST.replace("一篇短文", "另一篇").replace("slug: short", "slug: second").replace("开头。", "学习率的开头。")
SECOND += "\n两处[^one]提到[^one]。\n\n## 参考资料 { #references }\n\n[^one]: 某某，*某书*，2020。\n"
THIRD = SECOND.replace("second", "third").replace("另一篇", "第三篇")
STEPS = {
    "sentence": [["docs/posts/short.md", "会动的斜线。", "会动的斜线，学习率。"]],
    "description": [["docs/posts/short.md", "description: 一篇只有", "description: 换了说法，一篇只有"]],
    "title": [["docs/posts/short.md", "title: 一篇短文", "title: 一篇改了题目的短文"]],
    "page": [["docs/about.md", "# 关于\n", "# 关于\n\n多写一句。\n"]],
    "style": [["docs/assets/stylesheets/site/print.css", "}", "  --saved: 1;\n}"]],
    "template": [["overrides/partials/footer.html", "</footer>", "<p>改了页脚</p></footer>"]],
    "explanation": [["docs/terms.md", "每一步走多远。", "每一步沿梯度走多远。"]],
    "term": [["docs/terms.md", "| 预热 {", "| 开头 {"]],
    "comment": [["plots/models/ramp.py", "    return", "    # 一半\n    return"]],
    "model": [["plots/models/ramp.py", "0.5 * step", "0.25 * step * step"]],
    "mistake": [["docs/posts/short.md", "figure:demo/rest", "figure:demo/rset"]],
    "cure": [["docs/posts/short.md", "figure:demo/rset", "figure:demo/rest"]],
    "tag": [["docs/posts/short.md", "tags: [短文]", "tags: [短文, 新的]"]],
    "new": [["docs/posts/third.md", "", THIRD.replace("figure:other/flat", "figure:other/flit")]],
    "mended": [["docs/posts/third.md", "figure:other/flit", "figure:other/flat"]],
    "last": [["docs/posts/second.md", "一条水平线。", "一条平的线。"]],
}
ASKED = {
    "title": ["", "tags/短文/"],
    "description": ["", "posts/"],
    "template": ["about/"],
    "term": ["posts/second/"],
}


@pytest.fixture(scope="module")
def told(drawn_project, tmp_path_factory):
    """Return what the steps made, by their names, and which files differ from a whole build."""
    project = drawn_project.copy(tmp_path_factory.mktemp("live") / "project")
    project.write("docs/terms.md", TERMS)
    project.write("docs/posts/second.md", SECOND)
    steps = [{"edits": edits, "ask": ASKED.get(name, [])} for name, edits in STEPS.items()]
    command = [sys.executable, str(Path(__file__).with_name("saves.py")), str(project.root / "one")]
    done = subprocess.run(
        command,
        cwd=project.root,
        env=environment(PYTHONPATH=str(project.root)),
        input=json.dumps(steps),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.splitlines()[-1])
    return dict(zip(STEPS, answer["steps"], strict=True)) | {name: answer[name] for name in ("differ", "said")}


@pytest.mark.parametrize(("name", "page"), [("sentence", SHORT), ("page", "about.md"), ("last", "posts/second.md")])
def test_a_sentence_reads_and_writes_its_page_alone(told, name, page):
    assert (told[name]["read"], told[name]["written"]) == ([page], [page])
    assert not told[name]["whole"]


def test_a_list_is_written_when_it_is_asked_for(told):
    assert told["description"]["written"] == [SHORT]
    assert told["description"]["asked"] == ["index.md", "posts.md"]
    assert told["title"]["asked"] == ["index.md", "tags/短文.md"]


def test_a_style_sheet_writes_one_sheet_and_no_page(told):
    assert (told["style"]["read"], told["style"]["files"]) == ([], ["assets/stylesheets/site.css"])


def test_a_template_reads_nothing_and_writes_what_is_asked_for(told):
    assert (told["template"]["read"], told["template"]["asked"]) == ([], ["about.md"])
    assert told["template"]["files"] == ["about/index.html"]


def test_a_term_that_says_something_else_is_read_alone(told):
    assert told["explanation"]["read"] == ["terms.md"]


def test_a_term_with_another_name_reads_the_pages_that_have_it_when_they_are_asked_for(told):
    assert told["term"]["read"] == ["terms.md"]
    assert told["term"]["asked"] == ["posts/second.md"]


def test_a_comment_in_a_model_changes_no_file_of_a_figure(told):
    assert not [name for name in told["comment"]["files"] if name.endswith((".svg", ".gif"))]


def test_a_model_publishes_the_figures_that_it_changes(told):
    drawings = [name for name in told["model"]["files"] if name.endswith(".svg")]
    assert drawings == ["assets/generated/demo/move.svg", "assets/generated/demo/rest.svg"]
    assert not told["model"]["whole"]


def test_a_mistake_stops_with_its_sentence_and_leaves_what_was_there(told):
    assert told["mistake"]["stopped"]
    assert told["mistake"]["files"] == []
    assert any("demo/rset" in sentence for sentence in told["mistake"]["said"])
    assert not told["cure"]["stopped"]


@pytest.mark.parametrize("name", ["tag", "new", "mended"])
def test_what_changes_which_pages_there_are_is_built_whole(told, name):
    assert told[name]["whole"]


def test_after_a_whole_build_that_failed_the_next_save_builds_whole(told):
    assert told["new"]["stopped"]
    assert told["mended"]["whole"]
    assert "posts/third/index.html" in told["mended"]["files"]
    assert not told["last"]["whole"]


def test_the_rest_follows_from_a_build_by_itself(told):
    assert any("sitemap" in name or name.startswith("search/") for name in told["differ"])
    assert any("也是新的了" in sentence for sentence in told["said"])


def test_every_page_is_what_a_whole_build_makes_of_it(told):
    pages = [name for name in told["differ"] if name.endswith((".html", ".md", ".css"))]
    assert not [name for name in pages if not name.startswith("figures/")]  # a page of a figure follows with the rest
