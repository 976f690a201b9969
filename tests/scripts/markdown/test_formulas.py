"""The formulas: what comes out of a real Markdown instance, what stops a build, and the font they are set in."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import partial
from types import SimpleNamespace

import pytest
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from material.plugins.search.plugin import Parser

from scripts.markdown import formulas
from scripts.markdown.formulas import FormulaError, render
from scripts.shared.kept import Kept
from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError

STYLESHEET = (ROOT / "docs" / "assets" / "stylesheets" / "formulas.css").read_text(encoding="utf-8")

WIDE_LIST = [
    r"t",
    r"\eta_{\min} + \frac{1}{2}(\eta_{\max}-\eta_{\min})\left(1+\cos\frac{\pi t}{T}\right)",
    r"\begin{cases}\text{base\_lr}\cdot\alpha, & t<T_w,\\ \gamma^{\lfloor t/s\rfloor}\,\eta_0, & \text{否则}\end{cases}",
    r"\begin{cases}a, & t<T\\ b\end{cases}",
    r"\left\lceil\log_{T_m}\left(\frac{t}{T_0}(T_m-1)+1\right)\right\rceil",
    r"\sum_{i=1}^{n}\bigl\|x_i-\mu_{c(i)}\bigr\|^2,\quad\prod_{k=0}^{K-1}(1-\beta_k)",
    r"\int_0^T \eta(t)\,\mathrm{d}t,\quad\lim_{t\to\infty}\eta_t,\quad\arg\min_{\theta}\mathcal{L}(\theta)",
    r"\begin{aligned}\hat{m}_t &= \frac{m_t}{1-\beta_1^t} \\ \hat{v}_t &= \frac{v_t}{1-\beta_2^t}\end{aligned}",
    r"\begin{alignedat}{2}a&=b&c&=d\\a&=b&c&=d\end{alignedat}",
    r"\begin{gathered}a=b\\c\end{gathered}",
    r"\text{学习率} = \text{峰值}\times d_{\text{model}}^{-0.5}\cdot\min\left(t^{-0.5},\;t\cdot T_w^{-1.5}\right)",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}\begin{bmatrix}1&0\\0&1\end{bmatrix}\begin{vmatrix}a\end{vmatrix}",
    r"\begin{smallmatrix}a&b\end{smallmatrix}",
    r"\begin{array}{|c|cc|}\hline t&0&1\\\hline \eta&0.1&0.05\\\hline\end{array}",
    r"\overline{x+y},\underline{x},\tilde{y},\bar z,\vec{v},\dot x,\ddot x,\check x,\breve x,\acute x,\grave x",
    r"\widehat{a}\widehat{ab},\widehat{abc},\widetilde{abc},\overrightarrow{AB},\overleftarrow{AB}",
    r"f'(x),\ f'_t,\ f'',\ f''',\ \underbrace{a+b}_{n},\ \overbrace{1+2}^{\text{两项}}",
    r"\mathbb{E}_{x\sim p}\left[\nabla_\theta\log p_\theta(x)\right]=\mathbf{w}^\top\mathbf{x}\in\mathbb{R}^d",
    r"\operatorname{softmax}(z)_i,\ \operatorname*{arg\,max}_k,\ x\bmod T,\ a\equiv b\pmod n,\ \boldsymbol{\mu}\bm{x}",
    r"\boxed{E=mc^2},\ \fbox{x},\ \phantom{x},\ \smash{x}",
    r"2\Psi+2\Psi+\frac{K\Psi}{N_d}\ \text{GB},\ 1.5\times10^{9},\ 10\%,\ 1{,}000,\ 1\,000",
    r"\binom nk,\ \tfrac12,\ \dfrac12,\ \cfrac{1}{2},\ \sqrt[3]{x},\ \sqrt{\frac ab},\ \xrightarrow{abc}",
    r"\frac{\frac{\frac{a}{b}}{c}}{d},\ x^{\frac{a_{\frac12}}{b}}",
    r"\dots,\cdots,\ldots,\vdots,\ddots,\ne,\le,\ge,\approx,\to,\gets,\mapsto,\Rightarrow,\iff,\ll,\gg,\propto,\equiv",
    r"\in,\notin,\subset,\subseteq,\cup,\cap,\setminus,\emptyset,\forall,\exists,\partial,\nabla,\infty,\pm,\odot,\otimes",
    r"\left.\frac{\partial f}{\partial x}\right|_{x=0},\ \left\{\,x\;\middle|\;\frac{x}{2}>0\right\},\ \lVert x\rVert_2",
    r"\sum_{\substack{i<j\\ j\le n}}\!a_{ij},\ \overset{?}{=},\ \stackrel{\text{def}}{=},\ \underset{x}{y}",
    r"\texttt{last\_step},\ \mathtt{lr},\ \textbf{x},\ \mathscr{L}",
    r"\alpha\beta\gamma\delta\epsilon\varepsilon\zeta\eta\theta\iota\kappa\lambda\mu\nu\xi\pi\rho\sigma\tau\phi\varphi\chi\psi\omega",
    r"\Gamma\Delta\Theta\Lambda\Xi\Pi\Sigma\Phi\Psi\Omega,\ \ell,\ \hbar,\ \Re,\ \Im",
    r"\hspace{1em}\kern1em\mkern1mu\quad\qquad\!a",
]


def markdown(*, page: str | None = None) -> Markdown:
    """Return an instance with the site's extensions that matter here; with ``page`` it looks like one of MkDocs."""
    md = Markdown(
        extensions=[
            "attr_list",
            "footnotes",
            "tables",
            "toc",
            "pymdownx.arithmatex",
            "pymdownx.superfences",
            "scripts.markdown.formulas:FormulaExtension",
        ],
        extension_configs={"pymdownx.arithmatex": {"generic": True}},
    )
    if page:
        relpath = Treeprocessor(md)
        relpath.file = SimpleNamespace(  # type: ignore[attr-defined]
            src_uri=page, abs_src_path=None, content_string="---\ntitle: 页\n---\n\n文 $\\frac{1$ 文\n"
        )
        md.treeprocessors.register(relpath, "relpath", 0)
    return md


def to_html(text: str) -> str:
    return markdown().convert(text)


def classes_in(markup: str) -> set[str]:
    return {name for value in re.findall(r'class="([^"]*)"', markup) for name in value.split()}


# What comes out


def test_a_formula_between_dollars_becomes_mathml_within_its_sentence():
    assert to_html("第 $t$ 步") == "<p>第 <math><mi>t</mi></math> 步</p>"


def test_a_formula_of_its_own_becomes_a_block_in_a_box():
    html = to_html("前\n\n$$\na=b\n$$\n\n后")

    assert '<div class="formula" data-search-exclude=""><math display="block">' in html
    assert "$" not in html


@pytest.mark.parametrize("tex", WIDE_LIST)
@pytest.mark.parametrize("display", [False, True])
def test_no_formula_brings_a_style_a_script_or_its_source(tex: str, display: bool):
    markup = render(tex, display=display)

    assert not re.search(r"\sstyle=|<script|<annotation|<style|href=|\son\w+=", markup)
    ET.fromstring(f"<p>{markup}</p>")


@pytest.mark.parametrize("tex", WIDE_LIST)
def test_every_class_that_matters_has_a_rule(tex: str):
    without_look = re.compile(r"tml-vec|(chr|wbk)-.*|mathcal|mathscr")

    for name in classes_in(render(tex, display=True)):
        assert without_look.fullmatch(name) or f".{name} " in STYLESHEET or f".{name}," in STYLESHEET


@pytest.mark.parametrize("name", sorted({name for name in formulas.STYLES.values() if name}))
def test_every_class_that_stands_for_a_style_has_a_rule(name: str):
    assert re.search(rf"\.{name}\b", STYLESHEET)


@pytest.mark.parametrize(
    ("tex", "inside"),
    [
        (r"f(x)", "<mi>f</mi><mo>(</mo><mi>x</mi><mo>)</mo>"),
        (r"\sum_i x", "<msub><mo>∑</mo><mi>i</mi></msub><mi>x</mi>"),
        (r"\frac{a}{-1}", "<mfrac><mi>a</mi><mn>−1</mn></mfrac>"),
        (r"x-1", "<mi>x</mi><mo>−</mo><mn>1</mn>"),
        (r"2\Psi", "<mn>2</mn><mi>Ψ</mi>"),
        (r"K\Psi", "<mi>K</mi><mrow><mi>Ψ</mi><mspace></mspace></mrow>"),  # Firefox would put a space between them
        (r"x\left(\frac1n\right)", "<mi>x</mi><mrow><mo>(</mo><mfrac><mn>1</mn><mi>n</mi></mfrac><mo>)</mo></mrow>"),
    ],
)
def test_a_group_is_there_where_it_changes_something(tex: str, inside: str):
    assert re.sub(r"(<\w+)[^>]*", r"\1", render(tex)) == f"<math>{inside}</math>"


def test_markdown_signs_within_a_formula_stay_what_they_are():
    html = to_html(r"$a_1 * b_2 * c < d$ 与 $x_i \& y_i$" + "\n\n$$p < q \\text{ 且 } r > s$$")

    assert "<em>" not in html
    assert html.count("<mo>&lt;</mo>") == 2
    assert "&amp;amp;" not in html


def test_an_ampersand_aligns_in_a_block():
    assert to_html("$$\n\\begin{aligned}a&=b\\\\c&=d\\end{aligned}\n$$").count("<mtr>") == 2


def test_formulas_work_in_headings_lists_tables_and_footnotes():
    html = to_html("## 步长 $\\eta$ { #eta }\n\n- 项 $a$\n\n| 甲 |\n| - |\n| $b$ |\n\n文[^n]\n\n[^n]: 注 $c$")

    assert html.count("<math") == 4
    assert '<h2 id="eta">' in html


def test_the_table_of_contents_holds_no_tex():
    md = markdown()
    md.convert("## 步长 $\\eta_t$ { #eta }")

    assert md.toc_tokens[0]["name"] == "步长 ηt"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("复杂度 $O(n^2)$", "复杂度 O(n²)"),
        ("$10^{-3}$ 与 `a<b`", "10⁻³ 与 a&lt;b"),
        ("**粗** $e^{kx}$[^n]", "粗 e^kx"),
        ("$a<b^2$", "a&lt;b²"),
    ],
)
def test_a_power_in_a_heading_stays_above_the_line_in_the_contents(heading: str, name: str):
    md = markdown()
    md.convert(f"## {heading} {{ #a }}\n\n[^n]: 注")

    assert md.toc_tokens[0]["name"] == name  # type: ignore[attr-defined]


def test_dollars_of_money_and_code_are_left_alone():
    html = to_html("融资 \\$5，又 $10 万；`$$x_1$$` 与\n\n```text\n$$ x^2 $$\n```\n")

    assert "<math" not in html
    assert "$$x_1$$" in html


def test_no_space_comes_between_a_formula_and_what_follows():
    assert "</math><strong>" in to_html("$x$**粗**")


def test_a_formula_stays_with_the_punctuation_that_it_touches():
    html = to_html("因此 $x$，而（$y$）成立")

    assert '<span class="formula-unit"><math><mi>x</mi></math>，</span>而' in html
    assert '<span class="formula-unit">（<span class="formula-unit"><math><mi>y</mi></math>）</span></span>成立' in html


def test_a_long_formula_in_a_line_can_be_broken_after_its_operators():
    tex = r"\eta_t = \eta_{\min} + \tfrac{1}{2}(\eta_{\max}-\eta_{\min})(1+\cos(\pi t/T)),\ 0\le t\le T"
    pieces = render(tex).replace("</math>", "</math>\n").splitlines()

    assert len(pieces) == 3  # as few as fit lines of a phone with large letters
    assert pieces[0].endswith('<mo form="infix">+</mo></math>')
    assert render("a=b+c+d+e+f+g").startswith('<math alttext="a=b+c+d+e+f+g"><mi>a</mi>')  # the source of all of it


def test_one_with_nothing_but_a_long_group_can_be_broken_in_it_unless_its_parentheses_grow():
    assert render("sb(16h+4ad+4gd+8I+4a+8)").count("<math") == 2
    assert render(r"sb\left(\frac{h}{2}+4ad+4gd+8I+4a+8\right)").count("<math") == 1


def test_a_short_formula_stays_in_one_piece():
    assert render(r"0\le t\le T").count("<math") == 1


def test_only_a_wide_block_is_a_stop_for_the_keyboard():
    assert 'tabindex="0" role="group" aria-label="公式，可左右滚动"' in render("+".join("abcdefghijklm"), display=True)
    assert "tabindex" not in render("a=b", display=True)


def test_operators_in_scripts_have_no_space_beside_them():
    assert '<mo lspace="0em" rspace="0em">=</mo>' in render(r"\sum_{i=1}^n")


def test_a_relation_between_words_is_spaced_like_any_other():
    assert "mspace" not in render(r"\text{甲}=\text{乙}", display=True)


def test_chinese_words_have_the_size_of_the_text_but_not_in_scripts():
    assert '<mtext class="formula-chinese">步数</mtext>' in render(r"\text{步数}\ge 1")
    assert "<mtext>峰</mtext>" in render(r"\eta_{\text{峰}}")


def test_the_search_index_finds_words_but_no_tex_and_no_block_formulas():
    parser = Parser()
    parser.feed(to_html("## 一 { #a }\n\n第 $\\eta_t$ 步\n\n$$\\frac{a}{b}$$\n\n后文"))

    found = "".join("".join(section.text) for section in parser.data)
    assert re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", found)) == "第ηt步后文"


def test_the_same_formula_gives_the_same_text_in_another_process():
    tex = WIDE_LIST[1]
    code = f"from scripts.markdown.formulas import render; print(render({tex!r}, display=True))"

    other = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    assert other.stdout.strip() == render(tex, display=True)


def test_a_definition_in_one_formula_does_not_reach_the_next():
    render(r"\gdef\mine{x}\mine")

    with pytest.raises(FormulaError, match="mine"):
        render(r"\mine")


# What stops a build


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\frac{1", "花括号没有配对"),
        (r"a}", "多出一个 }"),
        (r"a & b", "& 不在对齐环境里"),
        (r"\foo", r"没有 \foo 这个命令"),
        (r"\begin{foo}a\end{foo}", "没有 foo 这个环境"),
        (r"\begin{cases} a", "环境没有结束"),
        (r"\left( x", r"补上 \right"),
        (r"x^2^3", "连着写了两个上标"),
        (r"x_2_3", "连着写了两个下标"),
        (r"x^", "^ 或 _ 后面没有内容"),
        (r"\text{base_lr}", "写成 \\_"),
        (r"50% 的步", "写成 \\%"),
        (r"a \\% b", "写成 \\%"),
        (r"\color{red}x", "color:#ff0000"),
        (r"\cancel{x}", "tml-cancel"),
        (r"x \tag{1}", "不支持编号和引用"),
        (r"\ref{a}", "不支持编号和引用"),
        (r"\includegraphics{a.png}", r"不允许 \includegraphics"),
        (r"10 万、", "若是金额则把 $ 写成"),
        (r"\text{😀}", "公式字体里没有字符 😀（U+1F600）"),
        ("", "公式是空的"),
    ],
)
def test_a_formula_that_cannot_be_shown_is_refused_with_its_cure(tex: str, reason: str):
    with pytest.raises(FormulaError) as caught:
        render(tex, display=True)

    assert reason in str(caught.value)
    assert "改法：" in str(caught.value)


def test_a_percent_sign_that_is_escaped_is_accepted():
    assert "%" in render(r"10\%")


def test_outside_mkdocs_the_error_is_a_value_error_that_shows_the_formula():
    with pytest.raises(ValueError, match=r"公式 \\frac\{1 排不出来"):
        to_html(r"文 $\frac{1$ 文")


def test_in_mkdocs_the_error_ends_the_build_and_names_file_and_line():
    with pytest.raises(SourceError, match=r"^docs/posts/a\.md:5：公式 \\frac\{1 排不出来"):
        markdown(page="posts/a.md").convert(r"文 $\frac{1$ 文")


def test_the_same_formula_is_right_on_one_page_and_named_with_its_page_on_the_next():
    with pytest.raises(SourceError, match=r"a\.md"):
        markdown(page="a.md").convert(r"$\foo$")
    with pytest.raises(SourceError, match=r"b\.md"):
        markdown(page="b.md").convert(r"$\foo$")


@pytest.mark.parametrize("text", ["前文 $$x^2$$ 后文", "前文\n$$\nx^2\n$$\n后文"])
def test_a_block_formula_within_a_paragraph_is_refused(text: str):
    with pytest.raises(FormulaError, match="前后各空一行"):
        to_html(text)


@pytest.mark.parametrize(
    "text", ["写成 $ x^2 $ 时", r"写成 $\alpha $ 时", "写成 $ x $ 时", "写成 $x $ 时", "写成 $ x$ 时"]
)
def test_a_formula_that_arithmatex_overlooks_is_refused(text: str):
    with pytest.raises(FormulaError, match="里侧不留空格"):
        to_html(text)


def test_a_formula_too_wide_for_a_line_is_refused_but_for_tables_which_scroll():
    wide = r"$\left(" + "a+b" * 20 + r"\right)$"

    with pytest.raises(FormulaError, match="独占一行"):
        to_html(wide)
    assert "<math" in to_html(f"| 甲 |\n| - |\n| {wide} |\n")


# The child


def test_one_child_serves_all_formulas():
    render("a")
    first = formulas.child()
    render("b")

    assert formulas.child() is first


def test_a_child_that_died_is_reported_and_replaced():
    formulas.child().process.kill()
    formulas.child().process.wait()

    with pytest.raises(RuntimeError, match="改法"):
        render("a_{died}")
    assert "<math" in render("a_{died}")


def test_the_child_ends_with_its_python():
    code = "from scripts.markdown import formulas; formulas.render('x'); print(formulas.child().process.pid)"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    with pytest.raises(ProcessLookupError):
        os.kill(int(result.stdout), 0)


def test_formulas_of_many_pages_are_asked_for_once_and_need_no_child_when_they_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(formulas, "Kept", partial(Kept, folder=tmp_path))
    monkeypatch.setattr(formulas, "ANSWERS", {})
    pages = ["取 $\\sqrt v$。\n\n$$\n\\frac{7}{11}\n$$\n", "价格 \\$5 和 \\$6，$\\sqrt v$。"]
    formulas.ask_ahead(pages)
    first = dict(formulas.ANSWERS)
    assert len(first) == 2

    formulas.ANSWERS.clear()
    monkeypatch.setattr(formulas, "Child", None)
    formulas.ask_ahead(pages)
    assert first == formulas.ANSWERS
    assert "<mfrac>" in render(r"\frac{7}{11}", display=True)
    assert "<msqrt>" in render(r"\sqrt v")


@pytest.mark.parametrize("tex", [r"1/\sqrt{n}", r"\sqrt\eta", r"\sqrt v", r"\sqrt[3]x", r"\sqrt 2"])
def test_a_root_over_a_low_letter_stands_on_the_line(tex: str):
    assert "<mphantom>" in render(tex)


def test_only_a_root_has_a_strut():
    assert "<mphantom>" not in render("1/n")


def test_a_sign_made_large_has_no_space_beside_it():
    assert '<mi mathsize="1.2em">/</mi>' in render(r"a\big/b")
    assert 'lspace="0em" rspace="0em">|</mo>' in render(r"a\Big|b")
    assert "lspace" not in render(r"\bigl(a\bigr)")


def test_a_formula_knows_its_source_where_its_text_says_less():
    assert '<math alttext="\\frac{a}{b}">' in render("\\frac{a}{b}")
    assert render("k") == "<math><mi>k</mi></math>"
    assert 'alttext="a&lt;b"' not in render("a<b")
    assert ' alttext="a_b &lt; c"' in render("a_b < c")


def test_of_a_formula_in_pieces_the_first_has_the_source_of_all():
    tex = r"a_{\min} + \tfrac{1}{2}(b_{\max}-c_{\min})(1+\cos(\pi t/T))=0"
    sources = re.findall(r'<math alttext="([^"]*)"', render(tex))

    assert sources[0] == tex
    assert len(sources) > 1
    assert set(sources[1:]) == {""}
