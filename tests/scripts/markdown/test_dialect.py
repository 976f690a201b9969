"""What authors know from other editors: each piece of syntax works as they see it there, or is refused with its line."""

import pytest
from bs4 import BeautifulSoup

from scripts.shared.sources import SourceError
from tests.searches import existing
from tests.site_markdown import FIRST_LINE, convert


def squeezed(html):
    return "".join(html.split("\n"))


# Where it works, by where authors know it from


@pytest.mark.parametrize(
    ("text", "html"),
    [
        # GitHub, VS Code
        ("~~删除。~~后面", "<del>删除。</del>后面"),
        ("~~**粗**与 `码`~~", "<del><strong>粗</strong>与 <code>码</code></del>"),
        ("约 3~5 个、6~8 个，3~5与6~8", "约 3~5 个、6~8 个，3~5与6~8"),
        ("路径 ~/a 与 ~/b", "路径 ~/a 与 ~/b"),
        ("行尾\\\n下一行", "行尾<br />下一行"),
        ("[TOC]\n\n## 一 { #one }", '<a href="#one">一</a>'),
        ("- a\n---", "<li>a</li></ul><hr />"),
        ("1) 一\n2) 二", "<ol><li>一</li><li>二</li></ol>"),
        ("3. 三\n4. 四", '<ol start="3">'),
        ("- 一\n\n1. 二", "</ul><ol>"),
        ("<u>下</u>、<kbd>K</kbd>与<br>行", "<u>下</u>、<kbd>K</kbd>与<br>行"),
        # Typora, Obsidian, Pandoc
        ("==高亮：==后面", "<mark>高亮：</mark>后面"),
        ("H~2~O 与 CO~2~", "H<sub>2</sub>O 与 CO<sub>2</sub>"),
        ("x^2^ 与 2^10^", "x<sup>2</sup> 与 2<sup>10</sup>"),
        ("^^插入^^", "<ins>插入</ins>"),
        ("术语\n:   定义", "<dt>术语</dt><dd>定义</dd>"),
        ("行内 \\(x\\) 公式", "行内 <math><mi>x</mi></math> 公式"),
        ("\\[\ny\n\\]", 'display="block"'),
        ("$$x=1$$", 'display="block"'),
        ("按++ctrl+c++键", '<kbd class="key-control">Ctrl</kbd><span>+</span><kbd class="key-c">C</kbd></span>键'),
        ("C++和G++", "C++和G++"),
        ("标题\n---", '<h2 id="标题">标题'),
        # what looks like syntax and is none
        ("形状 [[1, 2], [3]]，a[i][j] 与 x[0][1]", "形状 [[1, 2], [3]]，a[i][j] 与 x[0][1]"),
        ("比例 1:2:3，时间 12:30:45，std::vector，键:值:对", "std::vector，键:值:对"),
        ("`:::`、`{{ x }}`、`[[a]]`、`:rocket:`、`~~`", "<code>{{ x }}</code>"),
        ("```text\n[[a]] :::\n~~~\n> [!NOTE]\n- [ ] {{< x >}}\n#a\n```", "- [ ] {{&lt; x &gt;}}"),
        ("    [[a]] 与 **b**", "[[a]] 与 **b**"),
        ("<!-- [[a]] ::: {{ b }} -->\n\n文", "<p>文</p>"),
        ("从 $5 涨到 $6，再到 $7", "从 $5 涨到 $6，再到 $7"),
        ("\\#1 与 \\`x、\\*\\*", "#1 与 `x、**"),
    ],
)
def test_syntax_of_another_editor_works_as_it_does_there(text, html):
    assert html in squeezed(convert(text))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("见 https://example.org/a_b_c 在句中。", "https://example.org/a_b_c"),
        ("见https://example.org/a?b=c#d，然后", "https://example.org/a?b=c#d"),
        ("（https://example.org/a）", "https://example.org/a"),
        ("(https://example.org/a_(b)).", "https://example.org/a_(b)"),
        ("**https://example.org/~x**", "https://example.org/~x"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("[https://example.org](https://example.org)", "https://example.org"),
        ("| 一 | 二 |\n| --- | --- |\n| https://example.org | 乙 |", "https://example.org"),
    ],
)
def test_a_bare_address_is_a_link_that_ends_where_it_does(text, address):
    [link] = BeautifulSoup(convert(text), "html.parser").find_all("a")
    assert link["href"] == link.get_text() == address


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("> [!NOTE]\n> 内容", "note", "注意"),
        ("> [!tip] 自己的标题\n> 内容", "tip", "自己的标题"),
        ("> [!IMPORTANT]\n> - 一\n>   - 二", "important", "重要"),
        ("!!! warning\n\n    内容", "warning", "警告"),
        ('!!! warning "小心"\n    内容', "warning", "小心"),
        ("??? example\n    内容", "example", "例"),
        ("> [!WARNING]- 折起来\n> 内容", "warning", "折起来"),
    ],
)
def test_a_callout_is_a_box_with_a_chinese_title(text, kind, title):
    box = existing(BeautifulSoup(convert(text), "html.parser").find(class_=kind))
    assert existing(box.find(["summary", "p"])).get_text() == title


def test_a_task_is_a_box_that_nobody_can_tick_named_by_its_text():
    page = BeautifulSoup(convert("- [ ] 写 **完**\n  - [x] 里面\n- [x] 见[这里](https://example.org)"), "html.parser")
    labels = page.find_all("label")
    assert [label.get_text().strip() for label in labels] == ["写 完", "里面", "见这里"]
    assert [existing(label.input).has_attr("checked") for label in labels] == [False, True, True]
    assert all(existing(label.input).has_attr("disabled") for label in labels)
    assert existing(labels[1].find_parent("ul")).find_parent("li") is labels[0].parent


def test_a_task_may_stand_in_a_loose_or_a_numbered_list():
    page = BeautifulSoup(convert("1. [ ] 甲\n\n2. [X] 乙"), "html.parser")
    assert [label.get_text().strip() for label in page.find_all("label")] == ["甲", "乙"]


# What is refused, with what is said of it


REFUSED = [
    ("a == b 且 c", "写成行内代码"),
    ("**没有配对", "粗体标记"),
    ("~~没有配对", "删除线标记"),
    ("`没有配对", "反引号没有配对"),
    ("__粗__体", r"\*\*…\*\*"),
    ("x~最大~", "下标写成公式"),
    ("x^最大^", "上标写成公式"),
    ("++foo+bar++", "没有这个按键"),
    ("起飞 :rocket:", "直接写表情符号 🚀"),
    ("起飞:rocket:了", "直接写表情符号 🚀"),
    (":material-alert: 注意", "直接写表情符号本身"),
    ("https://example.org/a后面", "写成 <https://example.org/a>"),
    ("www.example.org", "写成 <https://www.example.org>"),
    ("写 $ x $ 时", "里侧不留空格"),
    ("写 $x $ 时", "里侧不留空格"),
    ("写 $$x$$ 时", "前后各空一行"),
    ("写 $`x`$ 时", "里面不用反引号"),
    ("写\\[y\\]时", r"写成 \$…\$"),
    ("用 \\textbf{粗}", "LaTeX 命令"),
    ("注^[行内]", "脚注不能写在行内"),
    ("注[^zzz]", "脚注没有定义"),
    ("[文][id]", "引用式链接没有定义"),
    ("[[wiki]] 链接", "链接写成"),
    ("![[a.png]]", "链接写成"),
    ("%%注释%%", "注释写成 <!-- … -->"),
    ("段落 ^abc123", "没有段落锚点"),
    ("![图|300](a.png)", "删去它"),
    ("![外](https://example.org/a.png)", "下载到 docs/assets/"),
    ("![外[$x$](#a)](b.png)", "替代文字里不能有链接"),
    ("> " * 9 + "太深", "引文嵌套太深"),
    ("<div>\n<![x\n</div>", "注释写成"),
    ("[toc]", "目录"),
    ("* TOC\n{:toc}", "不用写目录标记"),
    ("{{< figure src=a >}}", "没有模板和短代码"),
    ("{% highlight python %}", "没有模板和短代码"),
    ("{{ site.title }}", "没有模板和短代码"),
    ("+++\ntitle = '甲'\n+++", "前置元数据写在两行 --- 之间"),
    (":::note\n内容\n:::", '写成 !!! note "标题"'),
    ("::: {.callout-note}\n内容\n:::", '写成 !!! note "标题"'),
    ("!!! note 标题\n\n    内容", '写成 !!! note "标题"'),
    ("!!! note “标题”\n\n    内容", "用半角双引号"),
    ("!!! note\n没有缩进", "提示框是空的"),
    ("> [!FOO]\n> 内容", "没有 foo 这种提示框"),
    ("- []没有空格", "待办写成"),
    ("见 @fig-loss", "图写成"),
    ("见 [@key2020]", "引文写成脚注"),
    ("{ref}`x`", "没有这种角色标记"),
    ("(label)=\n\n## 标题", "锚点写在标题后面"),
    ("#标题", "# 后面空一格"),
    ("| 甲 | 乙 |\n后文", "表格没有被识别"),
    ("文字 {: .x } 后文", "属性标记"),
    ("<center>居中</center>", "已经废弃"),
    ('<font color="red">红</font>', "已经废弃"),
    ('<img src="a.png" style="zoom:50%">', "样式放进样式表"),
    ('<button onclick="x()">按</button>', "样式放进样式表"),
    ("<iframe src='a'></iframe>", "外来的框架"),
    ("<details><summary>点开</summary>\n\n**里面**\n\n</details>", 'markdown="1"'),
    ("<details>\n<summary>点开</summary>\n\n第一段\n\n- 一\n\n</details>", 'markdown="1"'),
    ("<aside>\n💡 **提示**\n</aside>", 'markdown="1"'),
    ("```mermaid\ngraph LR\n```", "画成图"),
    ("~~~ plantuml\na\n~~~", "画成图"),
    ("```math\nx\n```", r"公式写成 \$\$"),
    ("```{python}\nx\n```", "语言直接写在"),
    ("```{note}\nx\n```", "语言直接写在"),
    ("```python:main.py\nx\n```", "代码块"),
    ("```python\n没有结束", "没有结束"),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_has_no_meaning_here_is_refused_with_file_line_and_cure(text, said):
    with pytest.raises(SourceError, match=rf"^docs/posts/page\.md:\d+：.*{said}"):
        convert(text)


@pytest.mark.parametrize("text", [text for text, _ in REFUSED])
def test_the_line_is_that_of_the_mistake_and_not_of_what_looks_like_it(text):
    sound = f"**粗**、`{text.splitlines()[0].replace('`', '')}` 与 $x^2$\n\n```text\n{text.replace('`', '')}\n```\n\n"
    with pytest.raises(SourceError) as caught:
        convert(f"{sound}{text}\n\n后文")
    line = int(str(caught.value).partition("：")[0].rpartition(":")[2])
    first = FIRST_LINE + sound.count("\n")
    assert first <= line <= first + text.count("\n")


@pytest.mark.parametrize(
    "before", ["- 甲\n\n    ", "> ", "!!! note\n\n    ", "文[^a]\n\n[^a]: ", "## ", "| 甲 |\n| --- |\n| "]
)
def test_it_is_refused_wherever_it_stands(before):
    with pytest.raises(SourceError, match=r"page\.md:\d+：.*链接写成"):
        convert(f"{before}[[wiki]]")
