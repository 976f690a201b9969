"""The check of Chinese typography: each rule finds what is wrong and leaves what is right."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.checks.typography import advice, articles, changes, check, main, old_titles
from scripts.shared import front_matter


def problems(text: str) -> list[str]:
    return [str(finding) for finding in check(text)]


WRONG_AND_RIGHT = [
    # the style guide's own examples
    (
        "使用AdamW训练16个epoch , 显存占用80GB，提升 15 %。",
        "使用 AdamW 训练 16 个 epoch，显存占用 80 GB，提升 15%。",
    ),
    ("调用`step()`之后,$t$增加1。", "调用 `step()` 之后，$t$ 增加 1。"),
    ('形状为（10，20）；"预热"(warmup)', "形状为 (10, 20)；“预热”（warmup）"),
    # spaces
    ("调用`step()` 之后", "调用 `step()` 之后"),
    ("调用 `step()`之后", "调用 `step()` 之后"),
    ("第$t$ 步", "第 $t$ 步"),
    ("学习率η 下降", "学习率 η 下降"),
    ("用PyTorch 训练", "用 PyTorch 训练"),
    ("第3 步", "第 3 步"),
    ("**重点**Adam 是", "**重点** Adam 是"),
    ("见[文档](a.md)`step()`", "见[文档](a.md) `step()`"),
    ("学习  率", "学习率"),
    ("学习 率变小", "学习率变小"),
    ("用  `a` 训练", "用 `a` 训练"),
    ("用 `a` ，再用 `b` 。", "用 `a`，再用 `b`。"),
    ("第一句。 第二句", "第一句。第二句"),
    ("括号（ 可选 ）里", "括号（可选）里"),
    ("括号 （可选） 外", "括号（可选）外"),
    ("他说 “好” 之后", "他说“好”之后"),
    ("图在 [](#demo/linear)。", "图在[](#demo/linear)。"),
    ("见[](#demo/linear)把它画出", "见[](#demo/linear) 把它画出"),
    # full-width punctuation
    ("先预热,再衰减", "先预热，再衰减"),
    ("先预热;再衰减", "先预热；再衰减"),
    ("公式:余弦", "公式：余弦"),
    ("图 2:余弦", "图 2：余弦"),
    ("为什么?因为", "为什么？因为"),
    ("用 `a`,再用", "用 `a`，再用"),
    ("有 `a`, `b` 两个", "有 `a`、`b` 两个"),
    ("值是 0.1;之后", "值是 0.1；之后"),
    ("学习率变小.", "学习率变小。"),
    ("调用 `step()`.", "调用 `step()`。"),
    ("显存占用 80 GB.", "显存占用 80 GB。"),
    ("系数(可选)不填", "系数（可选）不填"),
    ("预热(warmup)之后", "预热（warmup）之后"),
    ("他说'好的'", "他说‘好的’"),
    ("所谓「预热」", "所谓“预热”"),
    ("结束了。。", "结束了。"),
    ("是吗？？", "是吗？"),
    ("还有很多...", "还有很多……"),
    ("还有很多…", "还有很多……"),
    ("预热--先小后大", "预热——先小后大"),
    ("显存 16GB", "显存 16 GB"),
    ("占用 1.5GiB显存", "占用 1.5 GiB 显存"),
    ("提升 15 %", "提升 15%"),
    ("共１６步", "共 16 步"),
    # words
    ("显然它会变小", "它会变小"),
    ("众所周知，它会变小", "它会变小"),
    ("不难看出它会变小", "由上式，它会变小"),
    ("告诉您结果", "告诉你结果"),
    ("请运行代码", "运行代码"),
    ("它变小了！", "它变小了。"),
    ("首先预热，其次衰减，最后停住", "预热，衰减，然后停住"),
    # names
    *[
        (f"用 {wrong} 训练", f"用 {right} 训练")
        for wrong, right in [
            ("Pytorch", "PyTorch"),
            ("pytorch", "PyTorch"),
            ("numpy", "NumPy"),
            ("Github", "GitHub"),
            ("mkdocs", "MkDocs"),
            ("Zero", "ZeRO"),
            ("KMeans", "K-Means"),
            ("Xgboost", "XGBoost"),
            ("oneflow", "OneFlow"),
            ("Deepspeed", "DeepSpeed"),
            ("HuggingFace", "Hugging Face"),
            ("sklearn", "scikit-learn"),
            ("python", "Python"),
        ]
    ],
    # headings and footnotes
    ("## 预热限制方差。", "## 预热限制方差"),
    ("## 预热限制方差：{ #warmup }", "## 预热限制方差 { #warmup }"),
    ("约为 16 GB。[^zero]", "约为 16 GB[^zero]。"),
    ("约为 16 GB [^zero]。", "约为 16 GB[^zero]。"),
    # places other than paragraphs
    ("- 用Adam训练", "- 用 Adam 训练"),
    ("1. 用Adam训练", "1. 用 Adam 训练"),
    ("> 用Adam训练", "> 用 Adam 训练"),
    ('!!! note "用Adam训练"', '!!! note "用 Adam 训练"'),
    ("!!! note\n\n    用Adam训练", "!!! note\n\n    用 Adam 训练"),
    (
        "| 名称 | 说明 |\n| --- | --- |\n| `a|b` | 用Adam训练 |",
        "| 名称 | 说明 |\n| --- | --- |\n| `a|b` | 用 Adam 训练 |",
    ),
    ("![折线图:横轴为步数](figure:demo/a)\n题注。", "![折线图：横轴为步数](figure:demo/a)\n题注。"),
    ("![折线图](figure:demo/a)\n题注用$T$。", "![折线图](figure:demo/a)\n题注用 $T$。"),
    ("[^a]: 见第3 节。", "[^a]: 见第 3 节。"),
    ("---\ntitle: 好\ndescription: 用Adam训练\n---\n", "---\ntitle: 好\ndescription: 用 Adam 训练\n---\n"),
    ("---\ntitle: 用Adam训练\n---\n", "---\ntitle: 用 Adam 训练\n---\n"),
]


@pytest.mark.parametrize("wrong", [wrong for wrong, _ in WRONG_AND_RIGHT])
def test_what_is_wrong_is_found(wrong: str):
    assert problems(wrong)


@pytest.mark.parametrize("right", [right for _, right in WRONG_AND_RIGHT])
def test_what_is_right_is_left_alone(right: str):
    assert problems(right) == []


@pytest.mark.parametrize(
    "text",
    [
        "```python\nx = '中文',y  # 用Adam训练!\n```",
        "~~~text\n用Adam训练\n~~~",
        "````markdown\n```\n用Adam训练\n```\n````",
        "!!! note\n\n    ```python\n    用Adam训练\n    ```",
        "$$\n\\text{用Adam训练},x\n$$",
        "$$\\text{用Adam训练},x$$",
        "<!-- 用Adam训练 -->",
        "<!-- 用\nAdam训练\n,完 -->",
        "<!-- more -->",
        "<!--\n```\n用Adam训练\n-->\n好",
        "在 `<!-- more -->` 之前、`<!--` 之后不放图",
        "代码 `用Adam训练,x` 不查",
        "代码 `` `用Adam训练` `` 不查",
        "公式 $\\text{用Adam训练},x$ 不查",
        "地址 <https://example.org/用Adam训练> 不查",
        "地址 <https://example.org/a,b;c> 不查",
        "链接[文档](https://example.org/pytorch/用Adam.html)的地址不查",
        '<div class="a:b;c">文字</div>',
        "## 标题 { #kmeans-and-numpy .a:b }",
        "[](#demo/linear-versions) 把两者放在一起",
        "融资 \\$5 的公司",
        "*[LR]: 学习率（learning rate）",
        "[^a]: Loshchilov & Hutter, *SGDR: Stochastic Gradient Descent with Warm Restarts*, 2017, 第 3 节。[链接](https://example.org/a)",
        "[^a]: Arthur & Vassilvitskii, *k-means++: The Advantages of Careful Seeding*, 2007.",
        "[^a]: Rajbhandari 等，*ZeRO: Memory Optimizations Toward Training Trillion Parameter Models*, 2020, 式 (3)。",
        'They wrote: "Hello, world!" (it\'s 5.5 MB; see docs).',
        "比例 1:3，时间 12:30，日期 2022-06-05，约 1e-9，1,000 步，0.1, 0.09, 0.081。",
        "GPT-4、C++、F1-score、A100-80GB、ResNet50 与 7B 模型",
        "申请、请求、邀请与明显然后",
        "形状 (10, 20)、(n, d) 与式 (3)",
        "第一——第二……第三",
        "预热—稳定—衰减（warmup-stable-decay）",
        "他说“外面‘里面’外面”，《书名》与 *English Title*。",
        "“预热”`代码`（括号）之间不留空格",
        "`a`、`b` 和 `c`；$x$，$y$。",
        "（`a`）“`b`”：`c`",
        "`python`、`numpy` 与 `sklearn.cluster.KMeans` 是代码",
        "文件 scripts/numpy/a.py 与 example.github.com 不是名称",
        "AlphaGo Zero Shot 与 Zero Redundancy Optimizer",
        "PyTorch's 更新与 Adam's 更新",
        "最后一步停住",
        "为什么？因为步数。",
        '=== "OneFlow"\n\n    文字',
        '??? question "断点续训要存什么？"\n\n    文字',
        ":material-alert: 注意",
        "小于号 &lt; 与连接号 &amp;",
        "术语\n:   学习率的定义",
        "| 量 | `a|b` | $x$ |\n|:--|:-:|--:|\n| 步[^a] | [^b] | 1 |",
        "- [x] 完成的事",
        "**粗体**与==标记==，*斜体*与~~删除~~",
        "一个公式 $a < b$ 与另一个 $c > d$ 之间",
    ],
)
def test_good_text_raises_no_alarm(text: str):
    assert problems(text) == []


@pytest.mark.parametrize("title", sorted(old_titles()))
def test_the_old_titles_are_exempt(title: str):
    assert problems(f"---\ntitle: {title}\n---\n") == []
    assert problems(f'---\ntitle: "{title}"\n---\n') == []


def test_a_finding_names_line_place_and_cure():
    assert problems("好\n\n我们调用`step()`之后\n") == [
        "3: 汉字与行内代码、公式、希腊字母之间缺空格：我们调用`step()`之后 改法：写成 我们调用 `step()`之后",
        "3: 汉字与行内代码、公式、希腊字母之间缺空格：我们调用`step()`之后 改法：写成 我们调用`step()` 之后",
    ]


def test_lines_are_counted_with_front_matter_code_and_comments():
    text = "---\ntitle: 好\n---\n\n```\n代码\n```\n<!--\n注释\n-->\n先预热,再衰减\n"

    assert [line.split(":")[0] for line in problems(text)] == ["11"]


def test_a_comment_hides_only_itself():
    assert len(problems("先预热,再<!-- a,b -->衰减")) == 1


def test_one_line_may_have_several_findings():
    assert len(problems("显然,用Pytorch训练！")) >= 4


def test_long_sentences_are_advice_and_not_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "a.md"
    file.write_text("这是一个很长很长的句子" * 8 + "。\n", encoding="utf-8")

    assert main([str(file)]) == 0
    assert "1 句超过 40 个字，最长的在第 1 行，88 个字" in capsys.readouterr().out


def test_short_sentences_bring_no_advice():
    assert advice("第一句。第二句。" + "这是一个很长很长的句子" * 8 + "。第三句。第四句。") == ""


def test_the_report_names_the_file_and_the_exit_code_says_that_there_is_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "a.md"
    file.write_text("先预热,再衰减\n", encoding="utf-8")

    assert main([str(file)]) == 1
    assert f"{file}:1: 中文里用全角逗号：先预热,再衰减 改法：写成 先预热，再衰减" in capsys.readouterr().out


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "a.md"
    file.write_bytes("正文。\n".encode("gbk"))
    assert main([str(file)]) == 1
    assert "a.md:1：不是 UTF-8 编码。" in capsys.readouterr().out


def test_without_files_all_articles_are_checked():
    names = {path.name for path in articles()}

    assert {*(path.name for path in front_matter.posts()), "terms.md"} <= names


@pytest.mark.parametrize("title", sorted(old_titles()))
def test_an_old_title_may_be_named_in_a_sentence(title):
    assert not list(check(f"推导见[{title}](posts/old.md)。\n"))


# What is advised is the author's line


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("**重点**Adam 是", "**重点** Adam 是"),
        ("用**Adam** 好", "用 **Adam** 好"),
        ("见[文档](a.md)Adam", "见[文档](a.md) Adam"),
        ("见[Adam](a.md) 页", "见 [Adam](a.md) 页"),
        ("先[^a]预热**,**再衰减", "先[^a]预热**，**再衰减"),
        ("图 ![曲线](a.png) 里,再看", "图 ![曲线](a.png) 里，再看"),
        ("系数(**可选**)不填", "系数（**可选**）不填"),
        ("按++ctrl+c++ 键,再", "按++ctrl+c++ 键，再"),
        ("小于 &lt; 号,大于", "小于 &lt; 号，大于"),
    ],
)
def test_the_cure_is_the_line_with_all_its_markup(text: str, cure: str):
    assert cure in [finding.cure.removeprefix("写成 ") for finding in check(text)]


@pytest.mark.parametrize(
    "text", ["表情 :rocket: 与 :smile:。", "图 ![曲线](a.png) 在这里", "前 {{ x }} 后", "行<br>行"]
)
def test_what_is_seen_and_no_text_is_not_taken_for_nothing(text: str):
    assert problems(text) == []


@pytest.mark.parametrize("wrong", [wrong for wrong, _ in WRONG_AND_RIGHT if "\n" not in wrong])
def test_no_advice_deletes_a_word_or_its_markup(wrong: str):
    for text in (
        wrong,
        f"**{wrong}**[^a]",
        f"[{wrong}](a.md)",
        f"==前=={wrong}~~后~~",
        f"前 ![图](a.png) {wrong} <b>后</b>",
    ):
        for finding in check_all(text):
            rest = iter(finding.cure.removeprefix("写成 "))
            kept = [each for each in finding.problem.partition("：")[2] if each.isalpha() or each in "*`[]<>=~^$#"]
            assert all(each in rest for each in kept), finding


def check_all(text: str):
    return [finding for finding in check(text) if finding.cure.startswith("写成 ") and "名称" not in finding.problem]


# What other systems write


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("fence", ["---", "---  "])
def test_front_matter_is_never_read_as_prose(tmp_path: Path, capsys: pytest.CaptureFixture[str], mark, end, fence):
    lines = [fence, "title: 好", "slug: a,b", "tags: [甲,乙]", fence, "", "先预热,再衰减", ""]
    file = tmp_path / "a.md"
    file.write_bytes((mark + end.join(lines)).encode())

    assert main([str(file)]) == 1
    [finding] = [line for line in capsys.readouterr().out.splitlines() if line.startswith(str(file))]
    assert f"{file}:7: 中文里用全角逗号" in finding


few = st.text("字a ,，", max_size=12)


@given(wrong=few, right=few)
def test_changes_make_one_text_of_any_other(wrong, right):
    written = wrong
    for start, end, put in reversed([*changes(wrong, right)]):
        written = written[:start] + put + written[end:]
    assert written == right


@pytest.mark.parametrize(
    ("wrong", "right", "few"),
    [
        ("字a字", "字 a 字", [(1, 1, " "), (2, 2, " ")]),
        ("a  b", "a b", [(2, 3, "")]),
        ("好,啊", "好，啊", [(1, 2, "，")]),
    ],
)
def test_changes_are_those_that_a_person_would_make(wrong, right, few):
    assert [*changes(wrong, right)] == few
