"""What is wrong with a playground is told before anything is shown of it."""

import re

import pytest

from plots.playgrounds.controls import Choice, Control, Number
from plots.playgrounds.playground import Playground
from scripts.checks import playgrounds

K = Number("k", "3", 1, 9, integer=True)
WRONG = {
    "another id": ({"id": "kmean"}, "PLAYGROUND 的 id 是 kmean，文件夹却叫 kmeans"),
    "a default outside its range": ({"controls": [Number("k", "30", 1, 9)]}, r"默认值不能用：.*1 到 9 之间的数.*30"),
    "a default that is no option": ({"controls": [K, Choice("data", "b", (("a", "甲"),))]}, "没有“b”这个选项"),
    "two controls of a name": ({"controls": [K, K]}, "有两个参数叫 k"),
    "a Chinese name": ({"controls": [K, Number("簇数", "3", 1, 9)]}, "参数 簇数 的名字不能作地址"),
    "a control of no kind": ({"controls": [Control("k", "3")]}, "没有种类|NotImplementedError"),
    "an unknown subject": ({"subject": "n"}, "subject 是 n，没有这个参数 · 改成 k 之一"),
    "a preset out of range": ({"presets": (("many", "多", "k=99"),)}, "many 的设置 k=99 不能用"),
    "a preset of what is not there": ({"presets": (("many", "多", "m=1"),)}, "没有名为“m”的参数"),
    "a Chinese preset": ({"presets": (("多", "多", "k=9"),)}, "预设 多 的名字不能作地址"),
    "two presets of a name": ({"presets": (("a", "甲", "k=1"), ("a", "乙", "k=2"))}, "有两个预设叫 a"),
    "a mistake in its code": ({"controls": 1}, "互动图 kmeans 不能用，TypeError"),
}


def test_nothing_is_wrong_with_those_of_the_site():
    assert list(playgrounds.findings()) == []


@pytest.mark.parametrize(("parts", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_file_line_and_cure(monkeypatch, parts, said):
    parts = {"id": "kmeans", "subject": "k", "controls": [K]} | parts
    controls = parts.pop("controls")
    made = Playground(**parts, controls=lambda texts: tuple(controls))
    monkeypatch.setattr(playgrounds, "playground", lambda id: made)
    told = "\n".join(map(str, playgrounds.playground_findings("kmeans")))
    assert re.search(said, told), told
    assert all(re.match(r"plots/playgrounds/\S+\.py:\d+: .+ · .+", line) for line in told.splitlines()), told
