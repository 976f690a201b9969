"""Highlighted code: one element a program, and marks where a colour tells something."""

import re
from pathlib import Path

import material
import pytest
from markdown import Markdown

from scripts.markdown.code import LOOKS, lean


@pytest.fixture(scope="module")
def md() -> Markdown:
    return Markdown(
        extensions=[
            "pymdownx.highlight",
            "pymdownx.inlinehilite",
            "pymdownx.superfences",
            "scripts.markdown.code:CodeExtension",
        ],
        extension_configs={"pymdownx.highlight": {"pygments_lang_class": True}},
    )


def test_a_program_is_one_element_with_its_language(md: Markdown):
    html = md.convert("```python\nx = lambda: [1, y]\n```")
    assert (
        html == '<pre class="language-python highlight"><code>x = <span class="k">lambda</span>: [1, y]\n</code></pre>'
    )


def test_what_follows_a_fence_is_left_as_it_is(md: Markdown):
    html = md.convert(
        '```text\na\n```\n\n<span class="n">x</span>\n\n<div class="note"><pre><code>b</code></pre></div>'
    )
    assert '<span class="n">x</span>' in html
    assert '<div class="note"><pre><code>b</code></pre></div>' in html


def test_code_in_a_sentence_has_few_marks_too(md: Markdown):
    html = md.convert("`#!python f('a', 1)`")
    assert html == '<p><code class="language-python highlight">f(<span class="s">\'a\'</span>, 1)</code></p>'


def test_marks_that_look_alike_and_follow_each_other_are_one(md: Markdown):
    html = md.convert('```python\nfrom a import b\nnot in\nf"{x:.2f} {y}"\n["a", "b"]\n```')
    assert re.findall(r"<span.*?</span>", html) == [
        '<span class="k">from</span>',
        '<span class="k">import</span>',
        '<span class="k">not in</span>',
        '<span class="s">"{</span>',
        '<span class="s">:.2f} {</span>',
        '<span class="s">}"</span>',
        '<span class="s">"a", "b"</span>',
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_marks_of_one_name_have_one_look_in_the_theme(look: str):
    (sheet,) = Path(material.__file__).parent.glob("templates/assets/stylesheets/main.*.css")
    rules = re.findall(r"([^{}]*)\{([^{}]*)\}", sheet.read_text(encoding="utf-8"))
    looks = {
        name: [declared for selectors, declared in rules if f".highlight .{name}" in selectors.split(",")]
        for name in LOOKS[look].split()
        if name != "ow"
    }
    assert looks[look]
    assert set(map(tuple, looks.values())) == {tuple(looks[look])}


def test_the_text_of_code_stays():
    code = '<span class="k">def</span><span class="w"> </span><span class="nf">f</span><span class="p">():</span>\n'
    assert lean(code) == '<span class="k">def</span> <span class="nf">f</span>():\n'
