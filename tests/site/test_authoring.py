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
NEW, TITLE = "momentum", "图解动量法"


def test_a_sound_project_builds_without_a_warning_and_without_its_new_post(small_project):
    done = small_project.run("scripts.new", "post", NEW, TITLE)
    assert done.returncode == 0, done.stderr
    done = small_project.build("--strict")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert not (small_project.root / "site" / "posts" / NEW).exists()


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


WRONG_SAVES = [  # a file, what is put in the place of what, and what the page is to say
    (POST, "figure:demo/move", "figure:demo/mvoe", f"{POST}:17</code> 没有 id 为 demo/mvoe 的图"),
    (POST, "tags: [短文]", "tags: 短文", f"{POST}:6</code> tags 要写成列表"),
    ("mkdocs.yml", "nav:\n", "nav:\n\t- 甲: a.md\n", "mkdocs.yml:"),
    ("overrides/main.html", "{% endblock %}", "{% endblok %}{% endblock %}", "overrides/main.html:"),
    ("docs/about.md", "# 关于", "# 关于\n\n见[那里](nothing.md)。", "docs/about.md:8</code> 链接 nothing.md"),
]


@pytest.fixture(scope="module")
def previewed(drawn_project, tmp_path_factory):
    project = drawn_project.copy(tmp_path_factory.mktemp("previewed") / "project")
    values = "from plots.models.ramp import ramp\n\n\ndef end():\n    return ramp(4)\n"
    project.write("plots/values/demo.py", values)
    project.write(POST, "")  # so that the first build fails
    return project


@pytest.fixture(scope="module")
def preview(previewed):
    """Return a preview whose first build has failed and that has built once since; each test leaves it as it was."""
    with serving(previewed) as preview:
        preview.first = preview.get("")
        previewed.write(POST, SOUND)
        preview.rest(begun=2, quiet=0)
        yield preview


@pytest.mark.slow
def test_a_preview_shows_a_mistake_above_the_last_good_page_until_it_is_mended(previewed, preview):
    assert f"{POST}:1</code> 开头没有完整的 front matter" in preview.first
    for name, old, new, said in WRONG_SAVES:
        previewed.change(name, old, new)
        preview.wait(lambda said=said: said in preview.get("posts/short/"))
        assert "会动的斜线。" in preview.get("posts/short/"), "the last good site is served"
        previewed.change(name, new, old)
        preview.wait(lambda: "preview-findings" not in preview.get("posts/short/"))
    assert "Traceback" not in preview.said


@pytest.mark.slow
def test_a_preview_builds_once_for_a_saved_post_and_then_rests(previewed, preview):
    preview.rest()
    before = preview.begun
    previewed.change(POST, "一条斜线。", "一条更好的斜线。")
    preview.rest(begun=before + 1)
    assert preview.begun == before + 1
    assert "一条更好的斜线。" in preview.get("posts/short/")


@pytest.mark.slow
def test_a_preview_draws_a_changed_figure_and_holds_the_values_of_a_page_to_a_changed_model(previewed, preview):
    line = "一条到 [2](value:demo/end:g) 的线。"
    previewed.change(POST, "会动的斜线。", line)
    preview.wait(lambda: "一条到 2 的线。" in preview.get("posts/short/"))
    preview.rest()
    drawing = previewed.generated / "demo/rest.svg"
    drawn, before = drawing.read_bytes(), preview.begun
    previewed.change("plots/models/ramp.py", "0.5 * step", "0.75 * step")
    preview.rest(begun=before + 1)
    assert preview.begun == before + 1  # none for what was drawn below docs/
    assert drawing.read_bytes() != drawn
    assert preview.get("assets/generated/demo/rest.svg").encode() == drawing.read_bytes()
    assert "一条到 2 的线。" in preview.get("posts/short/")
    assert f"{POST}:18: demo/end:g 这里写着 2，代码给出 3 · 运行 make values 改写" in preview.said
    assert previewed.run("scripts.values").returncode == 0
    preview.wait(lambda: "一条到 3 的线。" in preview.get("posts/short/"))
    previewed.change(POST, line.replace("2", "3"), "会动的斜线。")
    preview.wait(lambda: "会动的斜线。" in preview.get("posts/short/"))


@pytest.mark.slow
def test_a_preview_says_that_it_goes_on_with_the_code_of_its_start(previewed, preview):
    said = "scripts/pages/reading_time.py 改过了，预览还在用启动时的代码。按 Ctrl-C 停下"
    previewed.change("scripts/pages/reading_time.py", "import math", "import (")
    preview.wait(lambda: said in preview.said)
    previewed.change("scripts/pages/reading_time.py", "import (", "import math")


@pytest.mark.slow
def test_a_preview_shows_what_is_not_on_the_site_yet(previewed, preview):
    assert previewed.run("scripts.new", "post", NEW, TITLE).returncode == 0
    preview.wait(lambda: TITLE in preview.get("posts/"))
    assert TITLE in preview.get(f"posts/{NEW}/")
    held = "{created: 2026-01-02, updated: 2026-01-03}", "2099-01-02"
    previewed.change(POST, *held)
    preview.wait(lambda: "草稿" in preview.get("posts/short/"))
    assert "docs/posts/short.md：日期 2099-01-02 还没到" in preview.said
    assert "一篇短文" not in preview.get("index.xml")
    previewed.change(POST, *reversed(held))
    (previewed.root / f"docs/posts/{NEW}.md").unlink()
    preview.wait(lambda: TITLE not in preview.get("posts/"))


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
