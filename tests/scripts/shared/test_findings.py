"""Any error becomes a finding with file, line, what and cure: ours, MkDocs's, and those that nobody foresaw."""

import logging
import re

import jinja2
import pytest
from mkdocs.exceptions import Abort, PluginError

from scripts.shared import configuration, mkdocs_messages
from scripts.shared.findings import Finding, exit_code, findings_of
from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError

HERE = "tests/scripts/shared/test_findings.py"
SENTENCES = {
    "docs/posts/a.md:3：key 写错了。改正它，或删去它。": "docs/posts/a.md:3: key 写错了 · 改正它，或删去它",
    "docs/posts/a.md：没有结尾。写上它。另起一行。": "docs/posts/a.md:1: 没有结尾 · 写上它。另起一行",
    "docs/notebooks/t/x.ipynb：第 3 个单元：坏了。修。": "docs/notebooks/t/x.ipynb:1: 第 3 个单元：坏了 · 修",
    "docs/posts/a.md:6：tags 要写成列表，如 [甲]。": "docs/posts/a.md:6: tags 要写成列表，如 [甲] · 改正它",
    "没有 notebook demo/x。已有的是：无。": "没有 notebook demo/x · 已有的是：无",
    "docs/a.md:3: 坏了 · 修": "docs/a.md:3: 坏了 · 修",
}


@pytest.mark.parametrize(("sentence", "shape"), SENTENCES.items())
def test_a_sentence_of_ours_takes_the_shape_and_keeps_its_words(sentence, shape):
    assert str(Finding.of(sentence)) == shape


@pytest.mark.parametrize("kind", [SourceError, PluginError, Abort])
def test_an_error_with_several_sentences_is_as_many_findings(kind):
    assert [found.place for found in findings_of(kind("a/b.md:1：甲。乙。\na/b.md:2：丙。丁。"))] == [
        "a/b.md:1",
        "a/b.md:2",
    ]


def caught(work):
    with pytest.raises(BaseException) as raised:  # noqa: PT011 # whatever it is
        work()
    (found,) = findings_of(raised.value)
    return found


def test_an_error_that_nobody_foresaw_is_told_at_the_line_nearest_to_it_that_is_not_a_library_s():
    line = test_an_error_that_nobody_foresaw_is_told_at_the_line_nearest_to_it_that_is_not_a_library_s.__code__
    found = caught(lambda: re.compile("("))
    assert found.place == f"{HERE}:{line.co_firstlineno + 2}"
    assert "missing )" in found.what
    assert found.cure


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("<p>\n{% if %}", 2, "语法有误，"),
        ("<p>\n\n{{ x | nofilter }}", 3, "nofilter"),
        ("<p>\n{{ x.y.z }}", 2, "undefined"),
    ],
)
def test_an_error_in_a_template_is_told_at_its_line(tmp_path, monkeypatch, text, line, words):
    monkeypatch.setattr("scripts.shared.findings.ROOT", tmp_path)
    monkeypatch.setattr("scripts.shared.sources.ROOT", tmp_path)
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "page.html").write_text(text, encoding="utf-8")
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(tmp_path / "overrides"), autoescape=True)
    found = caught(lambda: env.get_template("page.html").render())
    assert found.place == f"overrides/page.html:{line}"
    assert words in found.what


def test_a_command_that_fails_writes_findings_and_no_traceback(capsys):
    assert exit_code(lambda: 1 / 0) == 1
    told = capsys.readouterr()
    assert re.fullmatch(rf"{HERE}:\d+: ZeroDivisionError: division by zero · 改正这一行\n", told.out)
    assert told.err == ""


MESSAGES = {  # of MkDocs
    "Doc file 'index.md' contains a link 'no.md', but the target is not found among documentation files.": (
        r"docs/index\.md:1: 链接 no\.md 没有对应的文件 · 改正地址，或补上文件"
    ),
    "Doc file 'index.md' contains an absolute link '/about/', it was left as is. Did you mean 'about.md'?": (
        r"docs/index\.md:1: 链接 /about/ 不是相对于.* · 是 about\.md 吗？写成.*"
    ),
    "Doc file 'index.md' contains a link '#no', but there is no such anchor on this page.": (
        r"docs/index\.md:1: 链接 #no 在这一页没有这个锚点 · .*"
    ),
    "A reference to 'abuot.md' is included in the 'nav' configuration, which is not found in the documentation files.": (
        r"mkdocs\.yml:1: nav 里的 abuot\.md 没有这个文件 · .*"
    ),
    "Config value 'use_directory_urls': Expected type: <class 'bool'> but received: <class 'str'>": (
        r"mkdocs\.yml:\d+: use_directory_urls 要用 true 或 false，写的却是文字 · 改正它"
    ),
}


@pytest.mark.parametrize(("message", "shape"), MESSAGES.items())
def test_what_mkdocs_says_takes_the_shape(message, shape):
    with mkdocs_messages.heard() as heard:
        logging.getLogger("mkdocs.structure.pages").warning(message)
    (found,) = heard
    assert re.fullmatch(shape, str(found)), found


HEAD = "site_name: 一\n"
CONFIGURATIONS = {
    "": "mkdocs.yml:1: 没有写配置 · ",
    "- a\n": "mkdocs.yml:1: 没有写配置 · ",
    "a: \udcb4\n": "mkdocs.yml:1: 不是 UTF-8 编码 · ",
    "a: \0\n": "mkdocs.yml:1: YAML 读不懂（有不能用的字符） · ",
    "strict: true\n": "mkdocs.yml:1: 没有写 site_name · 写上它",
    f"{HEAD}nav:\n\t- 甲: a.md\n": "mkdocs.yml:3: YAML 读不懂（这里有制表符） · 缩进用空格",
    'site_name: "一\nnav: []\n': "mkdocs.yml:3: YAML 读不懂（引号或括号没有配对） · ",
    "site_name: 一: 二\n": "mkdocs.yml:1: YAML 读不懂（一行里有两个冒号，或上一行没有写完） · ",
    "site_name: !NO 一\n": "mkdocs.yml:1: YAML 读不懂（不认识 !NO） · ",
    f"{HEAD}nav: []\nsite_name: 二\n": "mkdocs.yml:3: site_name 写了两次，第 1 行已有 · 删去一处",
    f"{HEAD}theme:\n  name: mkdocs\n  name: mkdocs\n": "mkdocs.yml:4: name 写了两次，第 3 行已有 · 删去一处",
    f"{HEAD}foo: bar\n": "mkdocs.yml:2: 不认识 foo · 改正它，或删去它",
    "site_name: [一]\n": "mkdocs.yml:1: site_name 要用文字，写的却是列表 · 改正它",
    f"{HEAD}strict: 一\n": "mkdocs.yml:2: strict 要用 true 或 false，写的却是文字 · 改正它",
    f"{HEAD}nav: a.md\n": "mkdocs.yml:2: nav 应为列表 · 每项一行，以 - 开头",
    f"{HEAD}site_url: a.org\n": "mkdocs.yml:2: site_url 不是完整的地址 · 以 https:// 开头",
    f"{HEAD}hooks: [no.py]\n": "mkdocs.yml:2: hooks 里的 no.py 不在那里 · 改正路径，或补上它",
    f"{HEAD}theme:\n  name: absent\n": "mkdocs.yml:3: 没有主题 absent · ",
    f"{HEAD}theme:\n  name: mkdocs\n  custom_dir: absent\n": "mkdocs.yml:4: 没有 absent · 改正路径，或补上它",
    f"{HEAD}plugins:\n  - nothing\n": "mkdocs.yml:3: 没有插件 nothing · ",
    f"{HEAD}plugins:\n  - search:\n      absent: 1\n": "mkdocs.yml:4: 不认识 absent · ",
    f"{HEAD}plugins:\n  - search:\n      separator: 1\n": "mkdocs.yml:4: separator 要用文字，写的却是数字 · ",
    f"{HEAD}markdown_extensions:\n  - absent\n": "mkdocs.yml:3: 扩展 absent 用不了（ModuleNotFoundError: No module named 'absent'）",
    f"{HEAD}markdown_extensions:\n  - toc:\n      absent: 1\n": "mkdocs.yml:4: 扩展 toc 没有选项 absent · 改正它，或删去它",
    f"{HEAD}validation:\n  anchors: absent\n": "mkdocs.yml:3: anchors 不能是 absent · 写成 ",
}


# Named by the words: not every text is UTF-8.
@pytest.mark.parametrize(("text", "words"), CONFIGURATIONS.items(), ids=CONFIGURATIONS.values())
def test_a_configuration_that_mkdocs_refuses_is_told_in_one_line_and_not_raised(tmp_path, monkeypatch, text, words):
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_bytes(text.encode(errors="surrogateescape"))
    monkeypatch.setattr(configuration, "FILE", tmp_path / "mkdocs.yml")
    monkeypatch.setattr(configuration, "ROOT", tmp_path)
    _, (found,) = mkdocs_messages.load()
    assert str(found).startswith(words)


def test_nothing_is_wrong_with_the_configuration_of_the_site():
    assert mkdocs_messages.load()[1] == []
    assert (ROOT / "mkdocs.yml").is_file()
