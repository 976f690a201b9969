"""Through the command, in a project of three figures: demo/rest and demo/move (of the model ramp), other/flat."""

import errno
import inspect
import json
import math
import os
import re
import subprocess
import sys

import pytest

from plots import registry, style
from plots.figures import Drawing
from plots.registry import RegisteredFigure
from scripts.assets import drawing
from scripts.shared.faults import FaultError
from scripts.shared.findings import Finding
from scripts.shared.project_copy import environment

DEMO = ["demo/rest.svg", "demo/move.svg", "demo/move.json", "demo/move.gif"]
OTHER = ["other/flat.svg"]


def draw(project, *ids):
    done = project.run("scripts.build_figures", *ids)
    assert done.returncode == 0, done.stderr
    return done


def failure(project, *ids):
    done = project.run("scripts.build_figures", *ids)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stdout


def written(project):
    """Return when each file below generated/ was written, by its name."""
    paths = (path for path in project.generated.rglob("*") if path.is_file())
    return {path.relative_to(project.generated).as_posix(): path.stat().st_mtime_ns for path in paths}


def manifest(project):
    return json.loads((project.cache / "manifest.json").read_text(encoding="utf-8"))


def figures(project):
    """Return what pages know of the figures, by module: all but their records."""
    kept = {module: entry["figures"] for module, entry in manifest(project).items()}
    for facts in (facts for of_module in kept.values() for facts in of_module.values()):
        facts.pop("key")
        facts.pop("files")
    return kept


def keys(project):
    """Return the keys of the modules of figures that are noted."""
    return {module.rpartition(".")[2]: entry["key"] for module, entry in manifest(project).items()}


def keys_now(project):
    """Return the keys that the code of the project gives its modules of figures."""
    code = "import json; from scripts.assets.drawing import *; print(json.dumps({module: module_key(module) for module in registry.figure_modules()}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project.root, env=environment(), capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return {module.rpartition(".")[2]: key for module, key in json.loads(done.stdout).items()}


def test_every_figure_is_drawn_and_a_moving_one_with_its_moments(small_project):
    assert {*DEMO, *OTHER} <= written(small_project).keys()


def test_the_manifest_tells_pages_the_size_of_a_figure(small_project):
    demo, other = (figures(small_project)[f"plots.figures.{name}"] for name in ("demo", "other"))
    drawn_by = {"function": "draw_ramp", "source": "plots/figures/demo.py"}
    assert demo["demo/move"] == {"width": 480, "height": 200, "moving": True, "table": False, **drawn_by}
    drawn_by = {"function": "draw_flat", "source": "plots/figures/other.py"}
    assert other["other/flat"] == {"width": 480, "height": 200, "moving": False, "table": False, **drawn_by}


def test_where_nothing_changed_nothing_is_drawn_and_nothing_written(small_project):
    before = written(small_project)
    done = draw(small_project)
    assert done.stdout + done.stderr == ""
    assert written(small_project) == before


def test_a_changed_model_makes_just_the_figures_that_import_it_stale(small_project):
    before, old = written(small_project), keys(small_project)
    small_project.change("plots/models/ramp.py", "0.5 * step", "0.25 * step * step")
    draw(small_project)
    changed = {name for name, time in written(small_project).items() if time != before.get(name)}
    assert changed == {*DEMO}
    assert keys(small_project)["other"] == old["other"]


def test_a_module_that_is_only_read_through_another_counts_too(small_project):
    small_project.write("plots/models/slope.py", "SLOPE = 0.5\n")
    small_project.write(
        "plots/models/ramp.py", "from .slope import SLOPE\n\n\ndef ramp(step):\n    return SLOPE * step\n"
    )
    before = keys_now(small_project)
    small_project.write("plots/models/slope.py", "SLOPE = 0.75\n")
    now = keys_now(small_project)
    assert now["demo"] != before["demo"]
    assert now["other"] == before["other"]


def test_a_change_that_does_not_show_draws_again_and_writes_nothing_below_docs(small_project):
    before = written(small_project)
    small_project.change("plots/models/ramp.py", "0.5 * step", "step * 0.5")
    assert "2/2" in draw(small_project).stderr
    assert written(small_project) == before


def test_a_comment_a_docstring_and_layout_draw_nothing(small_project):
    small_project.change(
        "plots/models/ramp.py", '"""A model."""', '"""A model, described better."""\n\n# And told more of.\n'
    )
    small_project.change("plots/models/ramp.py", "0.5 * step", "(0.5  *  step)  # half")
    assert draw(small_project).stderr == ""


def test_a_function_that_one_figure_calls_makes_just_that_one_stale(small_project):
    small_project.change(
        "plots/figures/demo.py", "def frames() -> list[Frame]:", "def frames() -> list[Frame]:\n    len([])"
    )
    assert "1/1" in draw(small_project).stderr


def test_a_changed_style_makes_every_figure_stale(small_project):
    before = keys(small_project)
    small_project.change("plots/pictures/frame.py", "WIDTH = 480", "WIDTH = 400")
    now = keys_now(small_project)
    assert all(now[module] != before[module] for module in before)


def test_a_changed_data_file_makes_just_the_figures_that_name_it_stale(small_project):
    before = keys(small_project)
    assert keys_now(small_project) == before
    small_project.write("plots/data/demo.csv", "year,value\n2016,2\n")
    now = keys_now(small_project)
    assert now["other"] != before["other"]
    assert now["demo"] == before["demo"]


def test_a_file_that_is_missing_is_drawn_again(small_project):
    (small_project.generated / "demo/rest.svg").unlink()
    draw(small_project)
    assert (small_project.generated / "demo/rest.svg").exists()


def test_ids_draw_just_these_figures_stale_or_not(small_project):
    before = written(small_project)
    small_project.change("plots/models/ramp.py", "0.5 * step", "0.25 * step * step")
    draw(small_project, "demo/rest")
    changed = {name for name, time in written(small_project).items() if time != before[name]}
    assert changed == {"demo/rest.svg"}
    assert "1/1" in draw(small_project).stderr, "the other one is as stale as before"


def test_an_unknown_id_is_answered_with_the_nearest_ones(small_project):
    message = failure(small_project, "demo/mvoe")
    assert "demo/mvoe" in message
    assert "demo/move" in message
    assert "plots/figures/" in message


def test_a_figure_that_raises_stops_with_file_line_id_and_cure(small_project):
    small_project.change("plots/models/ramp.py", "return 0.5 * step", 'raise ValueError(f"step must be 0, got {step}")')
    message = failure(small_project)
    assert "plots/models/ramp.py:5" in message
    assert "demo/rest" in message or "demo/move" in message
    assert "step must be 0, got 0" in message
    assert "python -m scripts.build_figures demo/" in message


def test_modules_that_cannot_be_imported_or_lack_their_table_are_told_at_once(small_project):
    small_project.change(
        "plots/figures/demo.py", "from plots.models.ramp import ramp", "from plots.models.ramp import lamp"
    )
    small_project.write("plots/figures/empty.py", '"""Nothing yet."""\n')
    message = failure(small_project)
    assert re.search(r"^plots/figures/demo\.py:\d+: .*lamp", message, re.MULTILINE)
    assert re.search(r"^plots/figures/empty\.py:1: .*FIGURES", message, re.MULTILINE)


def test_after_a_failure_the_next_run_draws_what_is_missing(small_project):
    small_project.change("plots/models/ramp.py", "0.5 * step", "1 / 0")
    failure(small_project)
    small_project.change("plots/models/ramp.py", "1 / 0", "0.25 * step")
    draw(small_project)
    assert draw(small_project).stderr == ""


def test_what_was_drawn_before_a_failure_is_drawn_again_when_the_change_is_undone(small_project):
    before = (small_project.generated / "demo/rest.svg").read_bytes()
    small_project.change("plots/models/ramp.py", "0.5 * step", "0.25 * step * step")
    small_project.change(
        "plots/figures/demo.py", "def frames() -> list[Frame]:", "def frames() -> list[Frame]:\n    1 / 0"
    )
    failure(small_project)
    small_project.change("plots/models/ramp.py", "0.25 * step * step", "0.5 * step")
    small_project.change("plots/figures/demo.py", "    1 / 0\n", "")
    draw(small_project)
    assert (small_project.generated / "demo/rest.svg").read_bytes() == before


def test_a_figure_that_was_drawn_alone_is_drawn_again_when_the_change_is_undone(small_project):
    before = (small_project.generated / "demo/rest.svg").read_bytes()
    small_project.change("plots/models/ramp.py", "0.5 * step", "0.25 * step * step")
    draw(small_project, "demo/rest")
    assert (small_project.generated / "demo/rest.svg").read_bytes() != before
    small_project.change("plots/models/ramp.py", "0.25 * step * step", "0.5 * step")
    draw(small_project)
    assert (small_project.generated / "demo/rest.svg").read_bytes() == before


def test_a_character_that_the_font_lacks_is_an_error_and_no_box(small_project):
    small_project.change(
        "plots/figures/other.py", "    return figure", '    axes.set_title("\\U0001f917")\n    return figure'
    )
    message = failure(small_project)
    assert "other/flat" in message
    assert "Glyph" in message


def test_the_files_of_a_figure_and_of_a_module_that_are_gone_are_removed(small_project):
    small_project.change("plots/figures/demo.py", ', "move": Drawing(draw_ramp, frames)', "")
    (small_project.root / "plots/figures/other.py").unlink()
    draw(small_project)
    assert not [name for name in written(small_project) if name.startswith(("demo/move", "other/"))]
    assert keys(small_project).keys() == {"demo"}


def test_the_files_of_a_movement_that_is_gone_are_removed(small_project):
    small_project.change("plots/figures/demo.py", "Drawing(draw_ramp, frames)", "Drawing(draw_ramp)")
    draw(small_project)
    assert {name for name in written(small_project) if name.startswith("demo/move")} == {"demo/move.svg"}


def test_the_same_input_gives_the_same_bytes_whatever_the_surroundings(small_project):
    contents = {name: (small_project.generated / name).read_bytes() for name in [*DEMO, *OTHER]}
    for name in contents:
        (small_project.generated / name).unlink()
    surroundings = {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}
    done = small_project.run("scripts.build_figures", **surroundings)
    assert done.returncode == 0, done.stderr
    assert {name: (small_project.generated / name).read_bytes() for name in contents} == contents


# What a function that draws can do wrong; drawn here, so that the place is in this file.


def nothing(palette):
    return None


def nowhere(palette):
    figure, (axes,) = style.figure(200)
    axes.plot([0, 1], [math.nan, math.nan])
    return figure


def ends(palette):
    sys.exit(3)


def without_end(palette):
    while True:
        pass


MISTAKES = {
    nothing: "TypeError: 画图的函数要返回 Figure，这里返回了 NoneType",
    nowhere: "全是 NaN",
    ends: "SystemExit: 3",
    without_end: "TimeoutError: 画了 0.2 秒还没有画完",
}


@pytest.mark.parametrize("function", MISTAKES)
def test_a_function_that_draws_no_figure_is_told_with_its_place_and_the_command(monkeypatch, function):
    monkeypatch.setattr(drawing, "SECONDS", 0.2 if function is without_end else 60)
    monkeypatch.setattr(registry, "figures", lambda module: [RegisteredFigure("a/b", Drawing(function), module)])
    with pytest.raises(drawing.FigureError) as refused:
        drawing.draw(drawing.Job("demo", "a/b", "key"))
    told = str(Finding.of(str(refused.value)))
    line = inspect.getsourcelines(function)[1]
    assert re.match(rf"tests/scripts/assets/test_drawing\.py:{line}: 图 a/b 绘制失败，", told), told
    assert MISTAKES[function] in told
    assert told.endswith("python -m scripts.build_figures a/b 单独重画")


def out_of_files(palette):
    raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))


def test_a_fault_of_the_machine_is_not_told_as_one_of_the_figure(monkeypatch):
    monkeypatch.setattr(registry, "figures", lambda module: [RegisteredFigure("a/b", Drawing(out_of_files), module)])
    with pytest.raises(FaultError, match="打开的文件太多"):
        drawing.draw(drawing.Job("demo", "a/b", "key"))


def test_a_process_that_dies_is_told_with_the_figure(small_project):
    small_project.change(
        "plots/figures/other.py", "    figure, (axes,)", "    __import__('os')._exit(3)\n    figure, (axes,)"
    )
    assert re.match(r"plots/figures/other\.py:1: 画图的进程意外退出，也许在画 other/flat · ", failure(small_project))


def test_two_figures_of_one_id_are_told_with_both_files(small_project):
    small_project.write("plots/figures/again.py", "from plots.figures.other import FIGURES, TOPIC\n")
    assert "图 other/flat 在 plots/figures/again.py 里也有" in failure(small_project)
