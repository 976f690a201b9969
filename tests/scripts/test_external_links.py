import json
import socket
import urllib.error

import pytest

from scripts.external_links import addresses, places, problem, report


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("见[论文](https://a.org/x_(y).pdf)。", ["https://a.org/x_(y).pdf"]),
        (
            "<https://a.org/b>，[https://a.org/c](https://a.org/d)。",
            ["https://a.org/b", "https://a.org/c", "https://a.org/d"],
        ),
        (
            "（https://a.org/e）；https://a.org/f. **https://a.org/g**",
            ["https://a.org/e", "https://a.org/f", "https://a.org/g"],
        ),
        ("https://a.org/?q=1&b=2#c，", ["https://a.org/?q=1&b=2#c"]),
        ("https://doi.org/10.1016/0377-0427(87)90125-7", ["https://doi.org/10.1016/0377-0427(87)90125-7"]),
        ("https://example.org/x http://localhost:8000/ https://this.invalid/ http://127.0.0.1/", []),
        ("https://myexample.org/", ["https://myexample.org/"]),
    ],
)
def test_an_address_ends_where_its_text_goes_on(text, found):
    assert list(addresses(text)) == found


def test_texts_tables_and_notebooks_are_read_and_code_is_not(tmp_path):
    files = {
        "docs/posts/a.md": "一 <https://a.org/1>\n\n```\nhttps://a.org/code\n```\n\n`https://a.org/span` <https://a.org/2>",
        "docs/notebooks/t/n.ipynb": json.dumps(
            {
                "cells": [
                    {"cell_type": "markdown", "source": ["见 <https://a.org/2>"]},
                    {"cell_type": "code", "source": ["https://a.org/code"]},
                ]
            }
        ),
        "plots/data/d.csv": 'url,name\n"https://a.org/3?a,b",三\n',
        "plots/data/archived_sources.csv": "url,archived\nhttps://a.org/1,https://a.org/copy\n",
        "tests/t.md": "<https://a.org/test>",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert dict(places(tmp_path)) == {
        "https://a.org/2": ["n.ipynb", "a.md:7"],
        "https://a.org/1": ["a.md:1"],
        "https://a.org/3?a,b": ["d.csv:2"],
    }


def answers(*given):
    """Return what stands for the network: answers in turn, an error is raised."""
    waiting = list(given)

    def status(address):
        answer = waiting.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return status


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([200], ""),
        ([404], "返回 404"),
        ([503, TimeoutError(), 200], ""),
        ([403, 403, 403], "返回 403"),
        ([TimeoutError()] * 3, "TimeoutError"),
        ([urllib.error.URLError(socket.gaierror())] * 3, "没有这个主机"),
    ],
)
def test_what_is_gone_is_told_from_what_does_not_answer_now(given, said):
    assert problem("https://a.org/", answers(*given), pause=0) == said


def test_the_report_says_where_what_and_the_cure_and_is_empty_where_all_is_well():
    codes = {"https://a.org/ok": 200, "https://a.org/gone": 404, "https://a.org/lost": 410, "https://a.org/kept": 404}
    where = {address: ["docs/a.md:1"] for address in codes}
    copies = {"https://a.org/gone": "https://archive.invalid/gone"}
    said = report(where, codes.__getitem__, lambda address: copies.get(address, ""), known=["https://a.org/kept"])
    assert said.splitlines() == [
        "## 打不开了",
        "",
        "换成新的地址，或把存档写进 `plots/data/archived_sources.csv`。",
        "",
        "- docs/a.md:1：<https://a.org/gone>，返回 404。存档可以写 `https://a.org/gone,https://archive.invalid/gone`。",
        "- docs/a.md:1：<https://a.org/lost>，返回 410。没有查到存档。",
    ]
    assert report({"https://a.org/ok": ["docs/a.md:1"]}, codes.__getitem__, lambda address: "") == ""
