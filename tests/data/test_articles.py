"""The articles keep the addresses, titles and days under which they were first published."""

from scripts.external_links import places
from tests.posts import FRONT

PUBLISHED = {
    "posts/oneflow-lrscheduler-visualization/": ("图解OneFlow中的学习率调整策略", "2022-06-05"),
    "posts/zero/": ("DeepSpeed之ZeRO系列：将显存优化进行到底", "2022-05-14"),
    "posts/huggingface/": ("Hugging Face🤗 : NLP明星创业公司是如何炼成的", "2022-04-21"),
    "posts/k-means从入门到调包/": ("K-Means从入门到调包", "2016-07-19"),
    "posts/gradient-boosting-从入门到调包-调包篇/": ("Gradient Boosting 从入门到调包 (调包篇)", "2016-07-09"),
}


def test_they_are_known_by_what_they_have_always_been_called():
    assert {path: (FRONT[path].get("title"), FRONT[path].created) for path in PUBLISHED} == PUBLISHED


def test_they_cite_many_addresses():
    assert len(places()) > 100
