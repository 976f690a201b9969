import pytest

from scripts.markdown import playgrounds
from scripts.markdown.plain import plain


def written(source):
    return plain(source, lambda address: f"<{address}>")


@pytest.mark.parametrize(
    ("source", "copy"),
    [
        ("## 余弦 { #cosine }", "## 余弦"),
        ('<span id="bic"></span>BIC 是', "BIC 是"),
        ("| 学习率 { #lr } | lr |", "| 学习率 | lr |"),
        ("```python {.no-run}\nx = {1}\n\n\ny = 2\n```", "```python\nx = {1}\n\n\ny = 2\n```"),
        ("有 [623.15](value:demo/hero.inertia:.2f) 和 `[1](value:x)`", "有 623.15 和 `[1](value:x)`"),
        ("$f[x](y)$ 与 [词](../terms.md#rank)", "$f[x](y)$ 与 [词](<../terms.md#rank>)"),
        ("$$\nf[x](y){ #a }\n$$", "$$\nf[x](y){ #a }\n$$"),
        ("前\n\n<!-- more -->\n\n<!-- no terms:\nstep -->\n\n后[^a]\n\n[^a]: 注。", "前\n\n后[^a]\n\n[^a]: 注。"),
        (
            '??? note reference "题"\n    一。\n\n    ```python\n    x\n    ```\n\n后',
            "**题**\n\n一。\n\n```python\nx\n```\n\n后",
        ),
        ('1. 问\n\n    ??? note "答案"\n        答。\n', "1. 问\n\n    **答案**\n\n    答。"),
        ('<details markdown="1"><summary>题</summary>\n\n一。\n\n</details>\n\n后', "**题**\n\n一。\n\n后"),
        ('!!! note "题"\n    一。\n', "> **题**\n>\n> 一。"),
        ('```\n??? note "题"\n```', '```\n??? note "题"\n```'),
        ("> [!NOTE]\n> 一。", "> [!NOTE]\n> 一。"),
        ("```\n![a](figure:a/b)\n题注\n```\n```sh {.x}\nls\n```", "```\n![a](figure:a/b)\n题注\n```\n```sh\nls\n```"),
    ],
)
def test_what_only_this_site_understands_is_written_as_all_do(source, copy):
    assert written(source) == f"{copy}\n"


def test_a_figure_is_its_picture_and_its_numbered_caption():
    source = "见 [](#demo/a)。\n\n![随 [1](value:x) 变](figure:demo/a)\n题注，\n两行。\n\n![乙](figure:demo/b)\n题。"
    copy = "见 [图 1](<#demo/a>)。\n\n![随 1 变](<figure:demo/a>)\n[图 1](<figure-page:demo/a>)：题注，\n两行。\n\n"
    assert written(source) == f"{copy}![乙](<figure:demo/b>)\n[图 2](<figure-page:demo/b>)：题。\n"


def test_a_playground_is_the_figure_of_its_setting_and_leads_to_it(monkeypatch):
    monkeypatch.setattr(playgrounds, "figure_of", lambda source: "demo/first")
    copy = "![甲](<figure:demo/first>)\n[图 1](<figure-page:demo/first>)（[打开互动图](<playground:demo?a=1>)）：题。\n"
    assert written("![甲](playground:demo?a=1)\n题。") == copy
