"""The one reader of the glossary."""

import re

from scripts.shared.glossary import GLOSSARY, ids_by_name, rows

TABLES = r"""
| 中文 | 英文 | 代码名 | 说明 |
| --- | --- | --- | --- |
| 热重启 { #warm-restart } | warm restart | `T_0` | $\eta$ 跳回高处，周期乘 $T_{\text{mult}}$ |
| 行采样、列采样 { #sampling } | row, column sampling | | 每棵树 |
"""


def test_the_glossary_gives_its_terms_by_their_heads():
    [one, other] = rows(TABLES)
    assert one == {
        "中文": "热重启",
        "英文": "warm restart",
        "代码名": "T_0",
        "说明": "eta 跳回高处，周期乘 T_mult",
        "id": "warm-restart",
    }
    assert other["中文"] == "行采样、列采样"


def test_each_name_of_a_term_leads_to_it():
    assert ids_by_name(TABLES) == {"热重启": "warm-restart", "行采样": "sampling", "列采样": "sampling"}


def test_no_two_terms_of_the_site_share_a_name_or_an_anchor():
    text = GLOSSARY.read_text(encoding="utf-8")
    ids = re.findall(r"^\|[^|]*\{ #(\S+) \}", text, re.MULTILINE)
    assert len(ids) == len(set(ids)) == len(list(rows(text)))
    names = [name for row in rows(text) for name in row["中文"].split("、")]
    assert len(names) == len(ids_by_name(text))
