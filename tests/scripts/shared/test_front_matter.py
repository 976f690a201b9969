"""Front matter: what each key may hold, and the sentence that says where it does not."""

import datetime

import pytest

from scripts.shared import front_matter
from scripts.shared.sources import SourceError

FIRST = "title: 题\nslug: post\ndate: 2026-01-31\ndescription: 说明。\n"


@pytest.fixture
def notebooks(tmp_path, monkeypatch):
    """Let there be two notebooks."""
    monkeypatch.setattr(front_matter, "NOTEBOOKS", tmp_path)
    (tmp_path / "t").mkdir()
    for name in ("a", "b"):
        (tmp_path / "t" / f"{name}.ipynb").touch()


def read(tmp_path, source, *, closed=True):
    path = tmp_path / "post.md"
    path.write_text(f"---\n{source}{'---' if closed else ''}\n\n正文。\n", encoding="utf-8")
    return front_matter.read(path)


def finding(tmp_path, source, schema=front_matter.POST):
    [only] = front_matter.findings(read(tmp_path, source), schema)
    return only


def changed(key, line):
    """Return a sound front matter with the line of one key replaced."""
    return "".join(f"{line}\n" if each.startswith(f"{key}:") else f"{each}\n" for each in FIRST.splitlines())


@pytest.mark.parametrize(
    "more",
    [
        "",
        "tags: []\n",
        "tags: [C++, 'C#', 学习率]\ncover: demo/linear\nreadtime: 7\ndraft: false\npin: true\norder: 2\nquestion: 为什么？\nhide: [toc]\n",
        "search: {exclude: true}\n",
        "redirect_from: [/old/post/, /旧/文章.html, /a.html]\n",
        "question: 为什么？\nseries: 从入门到调包\nnotebooks: [t/a, t/b]\n",
    ],
)
def test_a_sound_front_matter_has_no_findings(tmp_path, notebooks, more):
    assert front_matter.findings(read(tmp_path, FIRST + more), front_matter.POST) == []


@pytest.mark.parametrize("slug", ["a", "demo", "3d-2", "d-means从入门到调包", "gradient-从入门到调包-调包篇"])
def test_an_address_may_be_ascii_or_one_of_the_old_chinese_ones(tmp_path, slug):
    assert front_matter.findings(read(tmp_path, changed("slug", f"slug: {slug}")), front_matter.POST) == []


@pytest.mark.parametrize("slug", ["My-Post", "a b", "a/b", "../a", "a--b", "-a", "a_b", "index", "a.md", "'#'"])
def test_what_is_no_address_is_refused(tmp_path, slug):
    assert finding(tmp_path, changed("slug", f"slug: {slug}")).startswith("post.md:3：slug “")


@pytest.mark.parametrize(
    "title", ['说 "好"', "vector<int> 与 A & B", "'2026'", "'yes'", "'C # 入门'", "🤗", "'`code` 与 **粗**'", "it's"]
)
def test_a_title_may_hold_any_text(tmp_path, title):
    assert front_matter.findings(read(tmp_path, changed("title", f"title: {title}")), front_matter.POST) == []


@pytest.mark.parametrize(
    ("key", "line", "said"),
    [
        ("title", "title: 2026", "post.md:2：title 应为一段文字，这样写是数字。用引号把它括起来。"),
        ("title", "title: 12:30", "这样写是数字"),
        ("title", "title: 2026-01-31", "这样写是日期"),
        ("title", "title: yes", "这样写是是非值"),
        ("title", "title: [图解]", "这样写是列表"),
        ("title", "title: {x: 1}", "这样写是一组键值"),
        ("title", "title:", "post.md:2：title 后面没有值。"),
        ("title", "title: # 号", "title 后面没有值"),
        ("title", "title: ' '", "title 是空的"),
        ("slug", "slug: 2024", "post.md:3：slug 应为一段文字，这样写是数字"),
        ("date", "date: 2026-1-2", "post.md:4：date 要写成 2026-01-31 的样子"),
        ("date", "date: 2026-02-30", "post.md:4：date 里没有 2026-02-30 这一天"),
        ("date", "date: 2026-13-01", "date 里没有 2026-13-01 这一天"),
        ("date", "date: 2026-01-02 10:00:00", "不带时刻"),
        ("date", "date: 2026-01-02T10:00:00+08:00", "不带时刻"),
        ("date", 'date: "2026-01-02"', "不加引号"),
        ("date", "date: 昨天", "要写成 2026-01-31 的样子"),
        ("date", "date: 20260102", "要写成 2026-01-31 的样子"),
        ("date", "date:", "date 后面没有值"),
        ("date", "date: [2026-01-02]", "要写成 2026-01-31 的样子"),
        ("date", "date: {updated: 2026-01-02}", "post.md:1：缺少日期"),
        ("date", "date: {created: 2026-01-02, updated: 2026-1-3}", "date.updated 要写成"),
        ("date", "date:\n  created: 2026-01-02\n  updated:", "post.md:6：date.updated 后面没有值"),
        ("date", "date: {created: 2026-01-02, modified: 2026-01-03}", "不认识 date.modified"),
        (
            "date",
            "date: {created: 2026-01-02, updated: 2026-01-01}",
            "date.updated 2026-01-01 早于首次发表的 2026-01-02",
        ),
        ("date", "date: {created: 2026-01-02, updated: 2999-01-01}", "date.updated 2999-01-01 还没到"),
        ("description", "description: 7", "description 应为一段文字"),
    ],
)
def test_a_value_that_is_wrong_is_told_with_its_line_and_cure(tmp_path, key, line, said):
    assert said in finding(tmp_path, changed(key, line))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("tags: PyTorch", 'post.md:6：tags 要写成列表，如 ["PyTorch", "学习率"]。'),
        ("tags: 7", "tags 要写成列表"),
        ("tags: {a: b}", "tags 要写成列表"),
        ("tags:", "tags 后面没有值"),
        ("tags: [2024]", "tags 里的 2024 应为文字。用引号把它括起来。"),
        ("tags: [2024-01-01]", "tags 里的 2024-01-01 应为文字"),
        ("tags: [yes]", "tags 里的 True 应为文字"),
        ("tags: [[a]]", "应为文字"),
        ("tags: ['']", "是空的，或有多余的空格"),
        ("tags: [' a']", "是空的，或有多余的空格"),
        ("tags: ['a  b']", "是空的，或有多余的空格"),
        ("tags:\n  - a\n  -", "里有一个空的标签"),
        ("tags: [a, a]", "tags 里“a”写了两次"),
        ("tags: [AI, ai]", "tags 里“ai”写了两次"),
        ("question: [1]", "question 应为一段文字"),
        ("series: 7", "series 应为一段文字"),
        ("notebooks: t/a", "notebooks 要写成列表"),
        ("notebooks: [t/aa]", "post.md:6：notebooks 里的 t/aa 不是 docs/notebooks/ 里的 notebook。是 t/a 吗？"),
        ("notebooks: [7]", "notebooks 里的 7 不是 docs/notebooks/ 里的 notebook。改正它，或删去它。"),
        ("notebooks: [t/a, t/a]", "notebooks 里 t/a 写了两次"),
        ("cover: [1]", "cover 应为一段文字"),
        ("order: 0", "order 应为一个正整数"),
        ("redirect_from: /old/", "redirect_from 要写成列表"),
        *(
            (f"redirect_from: ['{each}']", f"里的 {each} 应为站点里的一个旧地址")
            for each in ("/", "old/", "/old", "/../x/", "/a/?b", "//a/", "/.git/")
        ),
        ("redirect_from: [/a/, /a/]", "里 /a/ 写了两次"),
        ("aliases: [/a/]", "aliases 在这里不用。用 redirect_from"),
        ("readtime: 0", "readtime 应为分钟数"),
        ("readtime: 五", "readtime 应为分钟数"),
        ("readtime: true", "readtime 应为分钟数"),
        ("draft: 是", "draft 只能是 true 或 false"),
        ("draft: 'true'", "draft 只能是 true 或 false"),
        ("pin: 1", "pin 只能是 true 或 false"),
        ("hide: toc", "hide 只能写成 hide: [toc]"),
        ("search: no", "search 只能写成"),
        ("search: {exclude: 1}", "search 只能写成"),
        ("tag: [a]", "post.md:6：不认识 tag。是 tags 吗？可用的有 title、slug、"),
        ("Cover: a/b", "是 cover 吗？"),
        ("categories: [a]", "categories 在这里不用。mkdocs.yml 关掉了分类，用 tags。"),
        ("authors: [a]", "authors 在这里不用"),
        ("links: [a.md]", "links 在这里不用"),
        ("7: a", "不认识 7"),
    ],
)
def test_a_further_key_that_is_wrong_is_told_with_its_line_and_cure(tmp_path, notebooks, line, said):
    assert said in finding(tmp_path, f"{FIRST}{line}\n")


@pytest.mark.parametrize("key", ["title", "slug", "date", "description"])
def test_a_key_that_a_post_needs_is_asked_for(tmp_path, key):
    source = "".join(f"{line}\n" for line in FIRST.splitlines() if not line.startswith(f"{key}:"))
    assert f"{key}: " in finding(tmp_path, source)


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    found = front_matter.findings(read(tmp_path, "titel: a\nslug: B\n"), front_matter.POST)
    assert len(found) == 5


@pytest.mark.parametrize("line", ["tags: [a]", "draft: true", "slug: a", "date: 2026-01-02", "cover: a/b"])
def test_a_page_is_told_what_only_posts_have(tmp_path, line):
    said = finding(tmp_path, f"title: 页\ndescription: 说明。\n{line}\n", front_matter.PAGE)
    assert said.startswith("post.md:4：")
    assert "只有文章才有" in said


def test_a_template_that_does_not_exist_is_refused(tmp_path):
    page = "title: 页\ndescription: 说明。\ntemplate: "
    assert front_matter.findings(read(tmp_path, f"{page}home.html\n"), front_matter.PAGE) == []
    assert "“hom.html”不是模板" in finding(tmp_path, f"{page}hom.html\n", front_matter.PAGE)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("title: ZeRO: 一\n", "post.md:2：front matter 读不懂"),
        ("title: @x\n", "post.md:2：front matter 读不懂"),
        ("title: *x*\n", "post.md:2：front matter 读不懂"),
        ('slug: a\ntitle: "a" b\n', "post.md:3：front matter 读不懂"),
        ("slug: a\n\ttitle: b\n", "post.md:3：front matter 读不懂"),
        ("title：题\nslug: a\n", "post.md:2：键后要有半角冒号和一个空格"),
        ("slug: a\ntitle:题\ndraft: true\n", "post.md:3：键后要有半角冒号和一个空格"),
        ("- a\n", "post.md:1：front matter 读不懂"),
        ("title: a\ntitle: b\n", "post.md:3：title 写了两次，第 2 行已有"),
        ("title: C # 入门\n", "post.md:2：title 里 # 入门 会被当作注释而丢失"),
        ("title: a\x08\n", "front matter 读不懂"),
    ],
)
def test_what_yaml_cannot_read_or_reads_otherwise_is_told_with_its_line(tmp_path, source, said):
    with pytest.raises(SourceError) as refused:
        read(tmp_path, source)
    assert said in str(refused.value)


def test_a_front_matter_that_is_not_there_or_not_closed_is_told(tmp_path):
    path = tmp_path / "post.md"
    for text, said in (
        ("正文。\n", "第一行写 ---"),
        ("---\ntitle: a\n\n正文。\n", "在它下面另起一行写 ---"),
        ("", "第一行写"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SourceError, match=r"post\.md:1：开头没有完整的 front matter") as refused:
            front_matter.read(path)
        assert said in str(refused.value)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_byte_order_mark_and_line_ends_of_windows_change_nothing(tmp_path, encoding, end):
    path = tmp_path / "post.md"
    path.write_bytes(f"---\n{FIRST}---\n\n正文。\n".replace("\n", end).encode(encoding))
    assert front_matter.read(path).get("title") == "题"


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_another_encoding_is_told_with_file_line_and_cure(tmp_path, encoding):
    path = tmp_path / "post.md"
    path.write_bytes(f"---\n{FIRST}---\n".encode(encoding))
    with pytest.raises(SourceError, match=r"post\.md:[12]：不是 UTF-8 编码。用编辑器把它另存为 UTF-8。"):
        front_matter.read(path)


def test_a_post_is_held_back_as_a_draft_or_until_its_day(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert read(tmp_path, FIRST).held() == ""
    assert "草稿" in read(tmp_path, f"{FIRST}draft: true\n").held()
    for date in ("date: 2999-01-01", "date: {created: 2999-01-01, updated: 2999-01-02}"):
        assert "日期 2999-01-01 还没到" in read(tmp_path, changed("date", date)).held()


def test_the_day_is_that_of_china_or_the_one_that_makes_a_build_repeatable(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    now = front_matter.today()
    assert abs(now - datetime.datetime.now(front_matter.CHINA).date()) <= datetime.timedelta(days=1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert front_matter.today() == datetime.date(1970, 1, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4102416000")  # 2099-12-31, 16:00 in Greenwich
    assert front_matter.today() == datetime.date(2100, 1, 1)


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ({"title": 7}, "title 应为一段文字"),
        ({"tags": "短文"}, "tags 要写成列表"),
        ({"tags": ["a", "a"]}, "写了两次"),
        ({"date": "2026-02-30"}, "date 里没有 2026-02-30 这一天"),
        ({"date": "20260131"}, "date 要写成 2026-01-31 的样子"),
        ({"date": 2026}, "date 要写成 2026-01-31 的样子"),
        ({"tag": ["a"]}, "不认识 tag。是 tags 吗？"),
        ({"draft": True}, "draft 只有文章才有"),
    ],
)
def test_the_metadata_of_a_notebook_go_by_the_same_rules(metadata, said):
    assert said in front_matter.metadata_finding(metadata)


def test_what_other_programs_keep_in_a_notebook_is_theirs():
    others: dict = {"kernelspec": {}, "language_info": {}, "widgets": {}, "colab": {}, "toc": {}, "authors": []}
    assert front_matter.metadata_finding(others) == ""


REVISIONS = "revisions:\n"
CHANGE = "  - date: 2026-01-31\n    what: 首次发表。\n"
CORRECTION = "  - date: 2026-02-01\n    was: 一\n    now: 二\n    why: 数错了\n    at: first\n"
EDITED = changed("date", "date: {created: 2026-01-31, updated: 2026-02-01}")


def test_revisions_tell_what_changed_or_what_was_and_what_is_now(tmp_path):
    front = read(tmp_path, EDITED + REVISIONS + CORRECTION + CHANGE + "  - date: 2016-07\n    what: 旧文。\n")
    assert front_matter.findings(front, front_matter.POST) == []


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (" 改了很多", "revisions 要写成列表"),
        ("\n  - 改了很多", "revisions 要写成列表"),
        ("\n  - what: 甲", "revisions 的第 1 条没有日期"),
        ("\n  - date: 2026-01-31", "的第 1 条要么写 what"),
        ("\n  - date: 2026-01-31\n    was: 甲", "的第 1 条要么写 what"),
        ("\n  - date: 2026-01-31\n    what: 甲\n    was: 乙\n    now: 丙", "的第 1 条要么写 what"),
        ("\n  - date: 2026-01-31\n    what: 甲\n    why: 乙", "的第 1 条要么写 what"),
        ("\n  - date: 2026-01-31\n    waht: 甲", "的第 1 条里不认识 waht。可用的有 date、what、was、now、why、at。"),
        ("\n  - date: 一月\n    what: 甲", "的第 1 条：date 要写成 2026-01-31 的样子"),
        ("\n  - date: 2026-02-30\n    what: 甲", "的第 1 条：date 里没有 2026-02-30 这一天"),
        ("\n  - date: 2026-01-31\n    what: 12", "的第 1 条：what 应为一段文字"),
        ('\n  - date: 2026-01-31\n    what: ""', "的第 1 条：what 是空的"),
        (
            "\n  - date: 2026-01-30\n    what: 甲\n  - date: 2026-01-31\n    what: 乙",
            "的第 2 条（2026-01-31）比它前面的新",
        ),
        ("\n  - date: 2026-02-01\n    what: 甲", "最新的一条是 2026-02-01，date.updated 却没有写。两处写成同一天。"),
    ],
)
def test_revisions_that_say_too_little_or_too_much_are_refused(tmp_path, written, sentence):
    found = finding(tmp_path, f"{FIRST}revisions:{written}\n")
    assert found.startswith("post.md:6：")
    assert sentence in found


def test_a_revision_ends_where_yaml_sees_a_comment_and_that_is_refused(tmp_path):
    with pytest.raises(SourceError, match=r"post.md:8：revisions 里 #12 会被当作注释而丢失"):
        read(tmp_path, f"{FIRST}revisions:\n  - date: 2026-01-31\n    what: 见 #12\n")


def test_a_notebook_has_revisions_with_dates_as_texts():
    assert front_matter.metadata_finding({"revisions": [{"date": "2026-01-31", "was": "甲", "now": "乙"}]}) == ""
    assert "revisions 的第 1 条：date" in front_matter.metadata_finding({"revisions": [{"date": "昨天", "what": "甲"}]})
