"""What an author meets: errors that name file and cure, a preview that follows each save and then rests."""

import contextlib
import re
import shutil
import socket
import subprocess
import threading
import time
import urllib.request

import pytest

from scripts.shared.project_copy import environment, module_command
from tests.notebook_files import code, notebook_file
from tests.project import POST as SOUND

POST = "docs/posts/short.md"


def test_a_sound_project_builds_without_a_warning(small_project):
    done = small_project.build("--strict")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr


def test_what_was_made_may_be_removed_and_so_may_what_is_known_of_it(small_project):
    notebook_file(small_project.root / "docs/notebooks/topic/name.ipynb", code("print(6 * 7)"))
    unused(small_project)
    assert small_project.build().returncode == 0
    (small_project.root / "plots/figures/other.py").unlink()
    for removed in (small_project.generated, small_project.cache):
        shutil.rmtree(removed)
        done = small_project.build("--strict")
        assert done.returncode == 0, done.stderr
        made = small_project.root / "site/assets/generated"
        assert {path.name for path in made.iterdir()} == {"demo", "fonts", "icons", "playground"}
        assert {path.name for path in (made / "demo").iterdir()} == {"move.svg", "move.gif", "move.json", "rest.svg"}
        page = (small_project.root / "site/notebooks/topic/name/index.html").read_text(encoding="utf-8")
        assert "42" in page


def test_an_unknown_figure_stops_the_build_with_file_line_and_the_nearest_names(small_project):
    small_project.change(POST, "figure:demo/move", "figure:demo/mvoe")
    done = small_project.build()
    assert done.returncode != 0
    assert "docs/posts/short.md:17" in done.stderr
    assert "demo/mvoe" in done.stderr
    assert "demo/move" in done.stderr


def unused(project):
    project.change(POST, "![折线图：一条水平线](figure:other/flat)\n一条水平线。\n", "")


WRONG = ["nothing.md", "#nothing", "/posts/short/", "../posts/short/", "nothing.png"]


@pytest.fixture(scope="module")
def careless(drawn_project, tmp_path_factory):
    """Return a project with an unused figure, and links that lead nowhere or break under a sub-path."""
    project = drawn_project.copy(tmp_path_factory.mktemp("careless") / "project")
    unused(project)
    project.change(POST, "一条斜线。", "一条斜线。\n\n" + "\n".join(f"[那里]({address})" for address in WRONG))
    return project


def test_unused_figures_and_wrong_links_stop_a_strict_build_with_file_line_and_cure(careless):
    done = careless.build("--strict")
    assert done.returncode != 0
    assert "plots/figures/other.py:1: 图 other/flat 没有页面使用 · 在文章里写" in done.stderr
    for address in WRONG:
        assert re.search(rf"WARNING .*{POST}:\d+: 链接 {re.escape(address)} ", done.stderr), address


def test_they_are_warnings_in_a_preview(careless):
    done = careless.build()
    assert done.returncode == 0
    assert re.search(r"WARNING .*图 other/flat 没有页面使用", done.stderr)


def test_a_figure_that_raises_stops_the_build_with_file_id_and_cure(small_project):
    small_project.change("plots/models/ramp.py", "return 0.5 * step", 'raise ValueError("step is odd")')
    done = small_project.build()
    assert done.returncode != 0
    assert "plots/models/ramp.py:5: 图 demo/" in done.stderr
    assert "step is odd" in done.stderr
    assert "python -m scripts.build_figures demo/" in done.stderr


def test_a_new_post_is_in_the_preview_and_not_on_the_site(small_project):
    done = small_project.run("scripts.new", "post", "momentum", "图解动量法")
    assert done.returncode == 0, done.stderr
    done = small_project.build("--strict")
    assert done.returncode == 0, done.stderr
    assert not (small_project.root / "site" / "posts" / "momentum").exists()
    with serving(small_project) as preview:
        assert "图解动量法" in preview.get("posts/momentum/")


@pytest.fixture(scope="module")
def previewed(drawn_project, tmp_path_factory):
    return drawn_project.copy(tmp_path_factory.mktemp("previewed") / "project")


@pytest.fixture(scope="module")
def preview(previewed):
    """Return a preview that has built once, and rests."""
    with serving(previewed) as preview:
        preview.rest()
        assert preview.begun == 1
        yield preview


@pytest.mark.slow
def test_a_preview_builds_once_for_a_saved_post_and_then_rests(previewed, preview):
    before = preview.begun
    previewed.change(POST, "一条斜线。", "一条更好的斜线。")
    preview.rest(begun=before + 1)
    assert preview.begun == before + 1
    assert "一条更好的斜线。" in preview.get("posts/short/")


@pytest.mark.slow
def test_a_preview_draws_a_changed_figure_and_then_rests(previewed, preview):
    drawing = previewed.generated / "demo/rest.svg"
    drawn, before = drawing.read_bytes(), preview.begun
    previewed.change("plots/models/ramp.py", "0.5 * step", "0.25 * step * step")
    preview.rest(begun=before + 1)
    assert preview.begun == before + 1  # none for what was drawn below docs/
    assert drawing.read_bytes() != drawn
    assert preview.get("assets/generated/demo/rest.svg").encode() == drawing.read_bytes()


@pytest.mark.slow
def test_a_preview_says_that_it_goes_on_with_the_code_of_its_start(previewed, preview):
    before = preview.begun
    previewed.change("scripts/pages/reading_time.py", "import math", "import (")
    preview.rest(begun=before + 1)
    assert "scripts/pages/reading_time.py 改过了，预览还在用启动时的代码。按 Ctrl-C 停下" in preview.said


@pytest.mark.slow
def test_a_preview_holds_the_values_of_a_page_to_a_changed_model(small_project):
    small_project.write(
        "plots/values/demo.py", "from plots.models.ramp import ramp\n\n\ndef end():\n    return ramp(4)\n"
    )
    small_project.change(POST, "一条斜线。", "一条到 [2](value:demo/end:g) 的斜线。")
    with serving(small_project) as preview:
        assert "一条到 2 的斜线。" in preview.get("posts/short/")
        small_project.change("plots/models/ramp.py", "0.5 * step", "0.75 * step")
        preview.rest(begun=2)
        assert "一条到 2 的斜线。" in preview.get("posts/short/")
        assert f"{POST}:15: demo/end:g 这里写着 2，代码给出 3 · 运行 make values 改写" in preview.said
        assert small_project.run("scripts.values").returncode == 0
        preview.rest(begun=3)
        assert "一条到 3 的斜线。" in preview.get("posts/short/")


@pytest.mark.slow
def test_a_preview_shows_a_mistake_above_the_last_good_page_until_it_is_mended(small_project):
    (small_project.root / POST).write_text("", encoding="utf-8")  # so that the first build fails
    wrong = [  # a file, what is put in the place of what, and what the page is to say
        (POST, "figure:demo/move", "figure:demo/mvoe", f"{POST}:17</code> 没有 id 为 demo/mvoe 的图"),
        ("mkdocs.yml", "nav:\n", "nav:\n\t- 甲: a.md\n", "mkdocs.yml:"),
        ("overrides/main.html", "{% endblock %}", "{% endblok %}{% endblock %}", "overrides/main.html:"),
        ("docs/about.md", "# 关于", "# 关于\n\n见[那里](nothing.md)。", "docs/about.md:8</code> 链接 nothing.md"),
    ]
    with serving(small_project) as preview:
        assert f"{POST}:1</code> 开头没有完整的 front matter" in preview.get("")
        small_project.write(POST, SOUND)
        preview.rest(begun=2)
        for name, old, new, said in wrong:
            small_project.change(name, old, new)
            preview.wait(lambda said=said: said in preview.get("posts/short/"))
            assert "会动的斜线。" in preview.get("posts/short/"), "the last good site is served"
            small_project.change(name, new, old)
            preview.wait(lambda: "preview-findings" not in preview.get("posts/short/"))
        assert "Traceback" not in preview.said


class Preview:
    """A running ``mkdocs serve`` and what it says."""

    def __init__(self, process, address):
        self.process = process
        self.address = address
        self.said = ""
        self.last_line = time.monotonic()
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for line in self.process.stderr:
            self.said += line
            self.last_line = time.monotonic()

    @property
    def begun(self):
        """Return how often what a save changed has begun to be done again, with the first build."""
        return 1 + self.said.count("Detected file changes")

    @property
    def ended(self):
        return self.said.count("Serving on") + self.said.count("Reloading browsers")

    def rest(self, *, begun=1, quiet=1.5):
        """Wait until that many have begun, and all have ended, and files were looked at a few times since."""
        self.wait(
            lambda: self.begun >= begun and self.ended == self.begun and time.monotonic() > self.last_line + quiet
        )

    def wait(self, is_done, *, seconds=300):  # a hang ends; a busy machine takes its time
        deadline = time.monotonic() + seconds
        while not is_done():
            assert time.monotonic() < deadline, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.05)

    def get(self, path):
        with urllib.request.urlopen(self.address + path, timeout=20) as answer:
            return answer.read().decode()


@pytest.mark.slow
def test_a_preview_survives_a_wrong_front_matter_and_shows_what_is_held_back_as_a_draft(small_project):
    with serving(small_project) as preview:
        small_project.change(POST, "tags: [短文]", "tags: 短文")
        preview.rest(begun=2)
        assert "docs/posts/short.md:6: tags 要写成列表" in preview.said
        small_project.change(POST, "tags: 短文", "tags: [短文]")
        small_project.change(POST, "{created: 2026-01-02, updated: 2026-01-03}", "2099-01-02")
        preview.rest(begun=3)
        assert "docs/posts/short.md：日期 2099-01-02 还没到" in preview.said
        assert "草稿" in preview.get("posts/short/")
        assert "一篇短文" not in preview.get("index.xml")


@contextlib.contextmanager
def serving(project):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = module_command("mkdocs", "serve", "--dev-addr", host)
    with subprocess.Popen(
        command,
        cwd=project.root,
        env=environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    ) as process:
        preview = Preview(process, f"http://{host}/")
        try:
            preview.wait(lambda: "Serving on" in preview.said)
            yield preview
        finally:
            process.terminate()
            preview.reader.join()
