"""A wrong or taken name gets one sentence; what is begun under a good one is tested by tests/scripts/test_bare.py."""

import pytest

from plots import registry
from scripts.assets.python_files import playground_ids
from scripts.new import main
from scripts.notebooks import storage
from scripts.starting.templates import FOLDER, StartError, begin

FIGURE = registry.figures(registry.figure_modules()[0])[0].id
NOTEBOOK = "/".join(storage.paths()[0].with_suffix("").parts[-2:])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["figure", "path"], "ID“path”不是图的名字。写成 主题/名字"),
        (["figure", "动量/path"], "不是图的名字"),
        (["figure", "a/b/c"], "不是图的名字"),
        (["figure", ""], "ID“”不是图的名字"),
        (["figure", "no-such-topic/path"], "先运行 make new-post SLUG=no-such-topic"),
        (["figure", FIGURE], f"图 {FIGURE} 已经在 "),
        (["playground", "", "标题"], "写成 make new-playground ID=momentum TITLE=动量"),
        (["playground", "momentum", " "], "缺少 ID 或 TITLE"),
        (["playground", "动量", "标题"], "不能作互动图的名字"),
        (["playground", "a_b", "标题"], "不能作互动图的名字"),
        (["playground", playground_ids()[0], "标题"], "已经有了。换一个 ID"),
        (["notebook", "momentum/basics", ""], "缺少 ID 或 TITLE"),
        (["notebook", "momentum", "标题"], "不是 notebook 的名字"),
        (["notebook", NOTEBOOK, "标题"], "已经存在。换一个 ID"),
    ],
)
def test_a_wrong_or_taken_name_gets_one_sentence(arguments, said, capsys):
    assert main(arguments) == 1
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


def test_nothing_is_written_where_one_of_the_files_is_there(tmp_path):
    (tmp_path / "b").write_text("here", encoding="utf-8")
    with pytest.raises(StartError, match="b 已经存在"):
        begin({tmp_path / "a": "post.md", tmp_path / "b": "post.md"}, {"title": "题"})
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


@pytest.mark.parametrize("template", sorted(FOLDER.glob("*.py.txt")), ids=lambda path: path.name)
def test_a_template_is_a_program_once_its_blanks_are_filled(template):
    compile(template.read_text(encoding="utf-8").replace("«", "").replace("»", ""), template.name, "exec")
