import re
from pathlib import Path

import material
import pytest
from mkdocs.exceptions import PluginError

from scripts.assets.search_words import CHANGES, changed, terms

FOLDER = Path(material.__file__).parent / "templates" / "assets" / "javascripts" / "workers"
WORKER = next(FOLDER.glob("search.*.min.js")).read_text(encoding="utf-8")


def test_the_worker_of_the_installed_theme_asks_ours_at_each_place():
    worker = changed(WORKER, name="search.js")
    assert worker.endswith('\nimportScripts("../search-words.js");\n')
    for old, new in CHANGES:
        assert worker.count(new) == 1
        assert old not in worker


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_a_worker_that_is_written_in_another_way_stops_the_build_in_one_sentence(old, new):
    with pytest.raises(PluginError, match=re.escape(f"search.js 换了写法，找不到要改的 {old}")):
        changed(WORKER.replace(old, "x"), name="search.js")


def test_the_terms_are_the_chinese_words_of_the_first_columns():
    glossary = """
| 中文 | 英文 | 说明 |
| --- | --- | --- |
| 热重启 { #warm-restart } | warm restart | 跳回高处 |
| 行采样、列采样 | sampling | 每棵树 |
| 第 $t$ 步的学习率 { #lr } | | |
| 卡 { #rank } | rank | 一张 GPU |
"""
    assert terms(glossary) == ["中文", "热重启", "行采样", "列采样"]
