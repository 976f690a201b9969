"""Through the command, in a small project with a notebook that prints what a model of ours gives."""

import json

import pytest

from tests.notebook_files import FIGURE, code, markdown, notebook_file

CELLS = [
    markdown("开头。"),
    code("import matplotlib.pyplot as plt\n\nfrom plots.models.ramp import ramp\n\nprint(ramp(3))"),
    code(f"{FIGURE}plt.plot([ramp(step) for step in range(4)]);"),
]
NAME = "docs/notebooks/demo/ramp.ipynb"
DRAWN = ["demo/ramp/line.svg"]


@pytest.fixture
def project(small_project):
    notebook_file(small_project.root / NAME, *CELLS)
    return small_project


@pytest.fixture(scope="module")
def executed_project(drawn_project, tmp_path_factory):
    """Return a project whose notebook has been executed; tests leave it as it is."""
    project = drawn_project.copy(tmp_path_factory.mktemp("executed") / "project")
    notebook_file(project.root / NAME, *CELLS)
    assert "执行 notebook 1/1　demo/ramp" in execute(project).stderr
    return project


def execute(project, *ids):
    done = project.run("scripts.build_notebooks", *ids)
    assert done.returncode == 0, done.stderr
    return done


def kept(project):
    return json.loads((project.cache / "notebooks.json").read_text(encoding="utf-8"))


def key(project):
    """Return what the notebook's outputs are kept under, as the code of the project computes it."""
    code = f"from scripts.notebooks.building import *\n\nprint(notebook_key(storage.read(ROOT / {NAME!r})))\n"
    project.write("scripts/one_key.py", code)
    done = project.run("scripts.one_key")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_cells_print_is_kept_and_figures_are_files_beside_those_of_articles(executed_project):
    entry = kept(executed_project)[NAME]
    assert [[output["text"] for output in outputs] for outputs in entry["outputs"]] == [["1.5\n"], []]
    size = {"width": 480, "height": 280, "moving": False}
    assert entry["figures"] == {"demo/ramp/line": {**size, "table": False, "source": NAME}}
    assert all((executed_project.generated / name).is_file() for name in DRAWN)


def test_where_nothing_changed_nothing_is_executed_and_nothing_written(executed_project):
    before = (executed_project.cache / "notebooks.json").stat().st_mtime_ns
    done = execute(executed_project)
    assert done.stdout + done.stderr == ""
    assert (executed_project.cache / "notebooks.json").stat().st_mtime_ns == before


def test_two_executions_give_the_same_bytes(executed_project):
    paths = [executed_project.cache / "notebooks.json", *(executed_project.generated / name for name in DRAWN)]
    before = [path.read_bytes() for path in paths]
    execute(executed_project, "demo/ramp")
    assert [path.read_bytes() for path in paths] == before


@pytest.fixture(scope="module")
def before(drawn_project, tmp_path_factory):
    """Return the key of the notebook before anything has changed, in another folder."""
    project = drawn_project.copy(tmp_path_factory.mktemp("before") / "project")
    notebook_file(project.root / NAME, *CELLS)
    return key(project)


def test_a_text_a_caption_or_a_comment_that_changes_is_not_executed(project, before):
    project.change("plots/models/ramp.py", "    return", "    # half of it\n    return")
    project.change(NAME, "开头。", "改过的开头。")
    project.change(NAME, "一条线。", "改过的题注。")
    assert key(project) == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (NAME, "ramp(3)", "ramp(4)"),
        ("plots/models/ramp.py", "0.5 * step", "0.25 * step"),
        ("plots/pictures/frame.py", "WIDTH = 480", "WIDTH = 400"),
        ("scripts/notebooks/kernel.py", "HEIGHT = 280", "HEIGHT = 270"),
    ],
)
def test_what_a_notebook_depends_on_makes_it_stale(project, before, name, old, new):
    project.change(name, old, new)
    assert key(project) != before


def test_a_tag_that_changes_the_execution_makes_stale_and_another_does_not(project, before):
    notebook_file(project.root / NAME, *CELLS[:2], code(CELLS[2]["source"], "remove-input"))
    assert key(project) == before
    notebook_file(project.root / NAME, *CELLS[:2], code(CELLS[2]["source"], "raises-exception"))
    assert key(project) != before


def test_data_make_stale_a_notebook_that_names_them(project, before):
    project.write("plots/data/demo.csv", "year,value\n2016,2\n")
    assert key(project) == before
    project.change(NAME, "ramp(3)", "ramp(3), 'demo.csv'")
    named = key(project)
    project.write("plots/data/demo.csv", "year,value\n2016,3\n")
    assert key(project) != named


def test_another_version_of_a_library_makes_stale(monkeypatch, tmp_path):
    from scripts.notebooks import building, storage

    notebook = storage.read(notebook_file(tmp_path / "a.ipynb", code("1")))
    before = building.notebook_key(notebook)
    monkeypatch.setattr(building, "version", lambda library: "0.1" if library == "numpy" else "2")
    one = building.notebook_key(notebook)
    monkeypatch.setattr(building, "version", lambda library: "2")
    assert len({before, one, building.notebook_key(notebook)}) == 3


def test_a_cell_that_fails_stops_the_build_with_one_sentence(project):
    project.change(NAME, "print(ramp(3))", "print(1 / ramp(0))")
    done = project.build()
    assert done.returncode != 0
    assert (
        f"{NAME}:1: 第 2 个单元，即代码单元 [1]：第 5 行：执行失败，ZeroDivisionError: float division by zero · "
        "修正后重新构建" in done.stderr
    )
    assert "Traceback" not in done.stderr


def test_notebooks_in_other_places_stop_the_build_with_a_sentence_each(small_project):
    places = ["docs/notebooks/flat.ipynb", "docs/notebooks/a/b/c.ipynb", "docs/posts/x.ipynb"]
    for place in places:
        notebook_file(small_project.root / place, *CELLS)
    done = small_project.build()
    assert done.returncode != 0
    for place in places:
        assert f"{place}:1: notebook 放在别处没有页面 · 把它移到 docs/notebooks/" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_name_is_answered_with_those_that_there_are(project):
    done = project.run("scripts.build_notebooks", "demo/rmap")
    assert done.returncode == 1
    assert done.stdout == "没有 notebook demo/rmap · 已有的是：demo/ramp\n"


def test_of_a_notebook_that_is_gone_nothing_stays(executed_project, tmp_path):
    project = executed_project.copy(tmp_path / "copy")
    (project.root / NAME).unlink()
    execute(project)
    assert kept(project) == {}
    assert not any((project.generated / name).exists() for name in DRAWN)
