"""The notebooks that readers download: each runs alone and prints what is stored in it; its words are plain Markdown."""

import json
import re
from urllib.parse import unquote, urlsplit

import pytest

from scripts.notebooks import storage
from tests import downloads
from tests.parsed import page_at

NOTEBOOKS = {storage.read(path).id: storage.read(path) for path in storage.paths()}
LINK = re.compile(r"\]\(([^)\s]+)\)")
OF_THE_SITE = (
    r"\{ ?[#.]",
    r"\[\^",
    r"\]\((?:\.\.|figure:|playground:|value:)",
    r"\]\(\S*\.(?:md|ipynb)[)#]",
    r"<!--",
    r"^!!!",
    r"markdown=",
)
SECONDS = 90  # what takes 14 alone may wait for others on this machine; 30 are promised for two cores of one's own


@pytest.fixture
def path(request, deployed_site):
    notebook = NOTEBOOKS[request.param]
    return deployed_site / notebook.url / notebook.path.name


def notebook_of(path):
    return NOTEBOOKS[f"{path.parts[-3]}/{path.parts[-2]}"]


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, indirect=True)
def test_a_download_runs_in_an_empty_folder_and_prints_what_is_stored_in_it_and_its_answers_what_they_show(path):
    ran = downloads.run(path, downloads.answers(notebook_of(path)))
    assert ran.printed == ran.stored
    assert ran.complaints == []
    assert ran.left == []
    assert ran.seconds < SECONDS


@pytest.mark.parametrize("path", NOTEBOOKS, indirect=True)
def test_what_a_download_says_is_plain_markdown_and_its_links_answer(path, deployment):
    site, address = deployment
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    words = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    words = re.sub(r"```.*?```|`[^`\n]+`", "", words, flags=re.DOTALL)
    assert [pattern for pattern in OF_THE_SITE if re.search(pattern, words, re.MULTILINE)] == []
    targets = LINK.findall(words)
    assert any(target.startswith(address) for target in targets)
    for target in targets:
        if target.startswith("#"):
            assert f'<a id="{target[1:]}"></a>' in words
        elif target.startswith(address):
            answer = site / unquote(urlsplit(target.removeprefix(address)).path) / "index.html"
            anchor = unquote(urlsplit(target).fragment)
            assert answer.is_file(), target
            assert not anchor or page_at(answer).find(id=anchor), target
        else:
            assert target.startswith("https://"), target


@pytest.mark.parametrize("path", NOTEBOOKS, indirect=True)
def test_a_download_names_its_line_and_holds_its_pictures(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    [line] = re.findall(r"^# %pip install -q (.+)$", code[0], re.MULTILINE)
    assert all(re.fullmatch(r"[\w.-]+==[\d.]+", part) for part in line.split())
    assert not re.search(r"^\s*(?:from|import) (?:plots|scripts|tests)\b", "\n".join(code), re.MULTILINE)
    drawn = [
        output for cell in cells for output in cell.get("outputs", []) if "image/svg+xml" in output.get("data", {})
    ]
    figures = [cell for cell in notebook_of(path).code_cells if cell.figure]
    assert len(drawn) == len(figures) > 0
