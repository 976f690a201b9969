"""From a mistake to its cure: whatever an author does wrong is told as ``file:line: what · cure``, and nothing is lost.

One look at the sources finds all that can be found without a build; each mistake is a row of ``MISTAKES``.
"""

import re
from typing import NamedTuple

import pytest

from tests.notebook_files import code, markdown, notebook_file

FINDING = re.compile(r"(?P<path>[\w./-]+):(?P<line>\d+): (?P<what>.+?) · (?P<cure>.+)")


def post(slug, text="正文。", *, title="题", date="2026-03-01", tags="[短文]", more=""):
    head = f"---\ntitle: {title}\nslug: {slug}\ndate: {date}\ndescription: 说明。\ntags: {tags}\n{more}---\n"
    return f"{head}\n开头。\n\n<!-- more -->\n\n## 一 {{ #{slug}-one }}\n\n{text}\n"


TEXT = 15  # the line of the text of such a post


class Mistake(NamedTuple):
    """A file and what is to be said of it: the line, words of the sentence."""

    path: str
    content: str | bytes
    line: int
    words: str


def page(name, *arguments, line=TEXT, words, **options):
    return Mistake(f"docs/posts/{name}.md", post(name, *arguments, **options), line, words)


FIGURES = "from plots.figures import Drawing\nfrom plots.figures.other import draw_flat\n\n"
MISTAKES = [
    # front matter
    page("day", date="2026-02-30", line=4, words="没有 2026-02-30 这一天"),
    page("day-form", date="2026/3/1", line=4, words="要写成 2026-01-31 的样子"),
    page("tag", tags="PyTorch", line=6, words="tags 要写成列表"),
    page("tag-number", tags="[2026]", line=6, words="用引号把它括起来"),
    page("colon", title="甲: 乙: 丙", line=2, words="用单引号把整个值括起来"),
    page("comment", title="甲 #1", line=2, words="会被当作注释而丢失"),
    page("key", more="tittle: 题\n", line=7, words="不认识 tittle"),
    page(
        "other-blog", more="categories: [a]\n", line=7, words="categories 在这里不用 · mkdocs.yml 关掉了分类，用 tags"
    ),
    page("draft", more="draft: 是\n", line=7, words="只能是 true 或 false"),
    page("twice", more="slug: other\n", line=7, words="slug 写了两次"),
    Mistake("docs/posts/lacks.md", post("lacks").replace("description: 说明。\n", ""), 1, "缺少摘要"),
    Mistake("docs/posts/Slug.md", post("My_Post"), 3, "不能作地址"),
    Mistake("docs/posts/full-width.md", post("full-width").replace("title: ", "title："), 2, "键后要有半角冒号"),
    Mistake("docs/posts/nothing.md", "", 1, "开头没有完整的 front matter"),
    Mistake(
        "docs/posts/open.md", "---\ntitle: 题\n\n正文。\n", 1, "开头没有完整的 front matter · 在它下面另起一行写 ---"
    ),
    Mistake("docs/posts/B.MD", post("b"), 1, "后缀要写成小写的 .md"),
    # encodings
    Mistake("docs/posts/gbk.md", post("gbk").encode("gbk"), 2, "不是 UTF-8 编码 · 用编辑器把它另存为 UTF-8"),
    Mistake("docs/posts/utf-16.md", post("utf-16").encode("utf-16"), 1, "不是 UTF-8 编码"),
    Mistake("docs/posts/nul.md", post("nul", "正\0文。"), TEXT, "看不见的控制字符"),
    # what lists show
    Mistake("docs/posts/more.md", post("more").replace("<!-- more -->", ""), 1, "正文里没有 <!-- more --> · 在订阅源"),
    # what other editors know, tables, formulas
    page("fence", "```python\nx = 1\n\n正文。", words="没有被识别"),
    page("callout", ":::note\n内容\n:::", words="正文里留下了 “:::”"),
    page("wiki", "见 [[别处]]。", words="链接写成 [文字](文件.md)"),
    page("emoji", "真好 :rocket: 啊。", words="直接写表情符号 🚀"),
    page("diagram", "```mermaid\ngraph TD\n```", words="mermaid 代码块不会变成图"),
    page("bars", "| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 | 三 |", line=TEXT + 2, words="这一行有 3 格，表头只有 2 格"),
    page("columns", "| 甲 | 乙 |\n| --- |\n| 一 | 二 |", words="表头有 2 格，下面的分隔行却有 1 格"),
    page("formula", "写 $\\frac{1$ 时。", words="公式"),
    page("note", "见[^no]。", words="脚注没有定义"),
    page("script", "<script>alert(1)</script>", words="页面里不能有脚本"),
    page("same-id", "## 二 { #same-id-one }", line=13, words="id “same-id-one” 出现了 2 次"),
    page("deep", "> " * 400 + "深。", words="引文嵌套太深"),
    page("several", "见 [[一]]。\n\n正文。\n\n见 [[二]]。", line=TEXT + 4, words="[[二]]"),
    # figures, playgrounds, values, links, pictures
    page("figure", "![折线图](figure:demo/mvoe)\n题注。", words="没有 id 为 demo/mvoe 的图 · 相近的有：demo/move"),
    page("caption", "![折线图](figure:demo/move)", words="没有题注"),
    page("alt", "![](figure:demo/move)\n题注。", words="没有替代文字"),
    page("playground", "![图](playground:none)\n题注。", words="没有 id 为 none 的互动图"),
    page("value", "有 [2](value:demo/edn) 个。", words="没有数值 demo/edn，找不到其中的"),
    page("stale-value", "有 [3](value:demo/end:g) 个。", words="这里写着 3，代码给出 2 · 运行 make values 改写"),
    page("broken-value", "有 [3](value:demo/broken:g) 个。", words="没有算出 broken，ZeroDivisionError"),
    page("dead-link", "见[那里](nowhere.md)。", words="链接 nowhere.md 没有对应的文件 · 改正地址，或补上文件"),
    page("linked", "见[有错的一篇](day.md)、[那里](nowhere.md)。", words="链接 nowhere.md"),
    page("absolute", "见[那里](/posts/short/)。", words="不是相对于这个文件的地址"),
    page("lost-picture", "![一张图](none.png)", words="链接 none.png 没有对应的文件"),
    page("far-picture", "![一张图](https://example.org/a.png)", words="在别的主机上"),
    page("data-picture", f"![一张图](data:image/png;base64,{'iVBORw0KGgo' * 9000})", words="这一行有 99030 个字符"),
    Mistake("docs/assets/large.png", b"\x89PNG" + bytes(400_000), 1, "图片有 400 KB，超过 300 KB · 缩小它"),
    Mistake("docs/assets/empty.jpg", b"", 1, "不是能打开的图片"),
    # notebooks
    Mistake("docs/notebooks/t/json.ipynb", '{"cells": [,]}', 1, "不是合法的 JSON"),
    Mistake("docs/notebooks/t/empty.ipynb", "", 1, "不是合法的 JSON"),
    Mistake("docs/notebooks/flat.ipynb", "{}", 1, "notebook 放在别处没有页面 · 把它移到"),
    # figures and playgrounds
    Mistake("plots/figures/f1.py", "def draw(:\n", 1, "语法有误"),
    Mistake("plots/figures/f2.py", '"""F."""\n\nimport plots.models.rmap\n', 3, "No module named 'plots.models.rmap'"),
    Mistake("plots/figures/f3.py", "from plots.models.ramp import lamp\n", 1, "cannot import name 'lamp'"),
    Mistake("plots/figures/f4.py", '"""F."""\n\n1 / 0\n', 3, "无法导入，ZeroDivisionError"),
    Mistake("plots/figures/f5.py", '"""Nothing yet."""\n', 1, "没有 TOPIC 和 FIGURES"),
    Mistake("plots/figures/f6.py", f'{FIGURES}TOPIC = "f6"\nFIGURES = {{"静": Drawing(draw_flat)}}\n', 5, "不能作地址"),
    Mistake("plots/figures/f7.py", f'{FIGURES}TOPIC = "f7"\nFIGURES = {{"a": draw_flat}}\n', 5, "不是 Drawing"),
    Mistake(
        "plots/figures/f8.py", f'{FIGURES}TOPIC = "f8"\nFIGURES = [Drawing(draw_flat)]\n', 1, "没有 TOPIC 和 FIGURES"
    ),
    Mistake("plots/models/broken.py", "def f():\nreturn 1\n", 2, "语法有误"),
    Mistake("plots/values/gbk.py", '"""值。"""\n'.encode("gbk"), 1, "不是 UTF-8 编码"),
    # data, templates, styles, the glossary, mkdocs.yml
    Mistake("plots/data/cells.csv", "year,value\n2016,1\n2017,1,2\n", 3, "这一行有 3 格，表头有 2 格"),
    Mistake("plots/data/columns.csv", "year,year\n2016,1\n", 1, "有 2 列叫 year"),
    Mistake("plots/data/empty.csv", "", 1, "是空的"),
    Mistake("overrides/lost.html", '<p>\n{% include "partials/nothing.html" %}\n', 2, "没有模板 partials/nothing.html"),
    Mistake("overrides/syntax.html", "{% if page %}\n<p>\n", 1, "语法有误，Unexpected end of template"),
    Mistake("overrides/gbk.html", "<p>中文</p>".encode("gbk"), 1, "不是 UTF-8 编码"),
]
CHANGES = [  # of files that are there: what is put at the end, and what is said
    Mistake("docs/assets/stylesheets/site.css", ".a {\n  color: red;\n", 0, 'Expected "}" to go with "{"'),
    Mistake("docs/terms.md", "\n| 中文 | 英文 | 符号 | 代码名 | 说明 |\n| --- | --- | --- | --- | --- |\n"
            "| 步 { #step } | step | | | 一 |\n| 步 { #step } | step | | | 二 |\n", 0, "步 写了两次"),
    Mistake("mkdocs.yml", "\nfoo: bar\n", 0, "不认识 foo · 改正它，或删去它"),
]  # fmt: skip


@pytest.fixture(scope="module")
def look(drawn_project, tmp_path_factory):
    """Return what a look at a project says in which everything is wrong that can be."""
    project = drawn_project.copy(tmp_path_factory.mktemp("mistakes") / "project")
    root = project.root
    for mistake in MISTAKES:
        path = root / mistake.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mistake.content if isinstance(mistake.content, bytes) else mistake.content.encode())
    for change in CHANGES:
        with (root / change.path).open("a", encoding="utf-8") as file:
            file.write(change.content)
    project.write("plots/values/demo.py", "def end():\n    return 2\n\n\ndef broken():\n    return 1 / 0\n")
    notebook_file(root / "docs/notebooks/t/code.ipynb", code("x = 1\ny = (\n"))
    notebook_file(
        root / "docs/notebooks/t/prose.ipynb", markdown("# 题"), code("x = 1"), markdown("一\n\n见 [[别处]]。")
    )
    notebook_file(root / "docs/notebooks/t/formula.ipynb", markdown("# 题\n\n写 $x^{2$ 时。"))
    return project.run("scripts.checks.sources")


def test_a_look_at_what_is_right_says_and_leaves_nothing(small_project):
    site = small_project.root / "site"
    before = sorted(site.rglob("*"))

    found = small_project.run("scripts.checks.sources")

    assert (found.returncode, found.stdout) == (0, "")
    assert sorted(site.rglob("*")) == before


def test_a_look_ends_with_findings_alone_and_no_traceback(look):
    assert look.returncode == 1
    assert "Traceback" not in look.stdout + look.stderr
    lines = look.stdout.splitlines()
    assert [line for line in lines if not FINDING.fullmatch(line)] == []
    assert len(lines) == len(set(lines))
    assert "链接 day.md" not in look.stdout, "what is wrong is told where it is, and not where it is linked to"


@pytest.mark.parametrize("mistake", [*MISTAKES, *CHANGES], ids=lambda mistake: mistake.path)
def test_a_mistake_is_told_with_file_line_and_cure(look, mistake):
    matches = filter(None, map(FINDING.fullmatch, look.stdout.splitlines()))
    found = [match for match in matches if match["path"] == mistake.path]
    told = [match for match in found if mistake.words in match[0] and mistake.line in {0, int(match["line"])}]
    assert told, "\n".join(match[0] for match in found) or look.stdout


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("formula", "第 1 个单元：第 3 行：公式"),
        ("code", "第 1 个单元.*第 2 行：不是 Python 代码"),
        ("prose", r"第 3 个单元：第 3 行：正文里留下了 “\[\[别处\]\]”"),
    ],
)
def test_a_mistake_in_a_notebook_is_told_with_its_cell(look, name, words):
    assert re.search(rf"docs/notebooks/t/{name}\.ipynb:1: {words}.* · ", look.stdout), look.stdout


def test_where_a_build_fails_late_the_site_stays_byte_by_byte(small_project):
    root = small_project.root
    assert small_project.run("mkdocs", "build", "--site-dir", str(root / "site")).returncode == 0
    before = contents(root / "site")
    small_project.change("overrides/main.html", "{% endblock %}", "{{ page.no.such }}{% endblock %}")
    done = small_project.run("scripts.build_site")
    assert done.returncode == 1
    assert re.search(r"^overrides/main\.html:\d+: UndefinedError: .* · 改正这一行$", done.stderr, re.MULTILINE), (
        done.stderr
    )
    assert "Traceback" not in done.stderr
    assert contents(root / "site") == before


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_file_of_a_site_holds_the_bar_of_a_preview(site):
    assert not [path for path in site.rglob("*.html") if b"preview-findings" in path.read_bytes()]
