"""From a save to its page under ``make serve``: what passes until the browser has the page again.

Usage: ``python -m tests.bench.bench_saves [posts]``: in a copy of the project, with so many synthetic posts beside its own.
"""

import contextlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from scripts.shared.project_copy import copy_project, environment, module_command
from tests.bench import report, subjects, synthetic

START = 3600  # seconds: a thousand posts take their time to be built whole


def in_post(text: str, run: int) -> str:
    return text.replace("<!-- more -->", f"<!-- more -->\n\n多写的第 {run} 句。", 1)


def in_description(text: str, run: int) -> str:
    return re.sub(r"(?m)^description: (?:第 \d+ 次。)?", f"description: 第 {run} 次。", text, count=1)


def in_style(text: str, run: int) -> str:
    return f"{text}.saved-{run} {{ color: red }}\n"


def in_template(text: str, run: int) -> str:
    return f"{text}<!-- {run} -->\n"


def in_term(text: str, run: int) -> str:
    return re.sub(r"(?:；第 \d+ 次)? \|\s*$", f"；第 {run} 次 |\n", text)


def saves() -> dict[str, tuple[str, Callable[[str, int], str], str]]:
    """Return what is saved, how, and which page is looked at."""
    post = subjects.POST
    return {
        "a sentence of the longest post": (post, in_post, subjects.PAGE),
        "a description, and the list that shows it": (post, in_description, "posts/"),
        "a style sheet": ("docs/assets/stylesheets/site/print.css", in_style, subjects.PAGE),
        "a template": ("overrides/partials/footer.html", in_template, subjects.PAGE),
        "a term": ("docs/terms.md", in_term, "terms/"),
        "a model that one figure uses": (subjects.model()[0], subjects.in_model, "about/"),
    }


def section(folder: Path, runs: int, counts: tuple[int, ...] = (0, 1000)) -> str:
    """Measure in copies of the project below ``folder``."""
    columns = {count: measure(folder / str(count), count, runs) for count in counts}
    rows = [
        [name, *(cell for each in columns.values() for cell in report.middle_and_late(each[name]))] for name in saves()
    ]
    head = [cell for count in counts for cell in (f"{count} more posts", "95 %")]
    text = f"Under `make serve`, {runs} times each, in seconds: from the save until the browser has the page again."
    return report.section("From a save to its page", text, report.table(["saved", *head], rows))


def measure(project: Path, count: int, runs: int) -> dict[str, list[float]]:
    """Return what each kind of save took, with so many posts more."""
    copy_project(project)
    synthetic.write(project / "docs" / "posts", count)
    with previewed(project) as address:
        return {
            name: [save(project, address, *how, run) for run in range(1, runs + 1)] for name, how in saves().items()
        }


def save(project: Path, address: str, name: str, change: Callable[[str, int], str], page: str, run: int) -> float:
    """Save a file and return how many seconds later its page has come."""
    [waiting] = re.findall(r"livereload\((\d+), (\d+)\);", fetched(f"{address}{page}"))
    path = project / name
    text = change(path.read_text(encoding="utf-8"), run)
    start = time.perf_counter()
    path.write_text(text, encoding="utf-8")
    while int(fetched(f"{address}livereload/{'/'.join(waiting)}")) <= int(waiting[0]):
        continue
    fetched(f"{address}{page}")
    return time.perf_counter() - start


def fetched(address: str) -> str:
    with urllib.request.urlopen(quote(address, safe=":/"), timeout=START) as answer:
        text: str = answer.read().decode()
        return text


@contextlib.contextmanager
def previewed(project: Path) -> Iterator[str]:
    """Preview a project and give the address."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = module_command("mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}")
    with tempfile.TemporaryFile() as said:
        server = subprocess.Popen(command, cwd=project, env=environment(), stdout=said, stderr=said)
        try:
            until_served(server, f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait()


def until_served(server: "subprocess.Popen[bytes]", address: str) -> None:
    end = time.monotonic() + START
    while server.poll() is None and time.monotonic() < end:
        with contextlib.suppress(urllib.error.URLError):
            fetched(address)
            return
        time.sleep(0.5)
    raise RuntimeError("mkdocs serve has not begun to serve")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(section(Path(folder).resolve(), 3, (int(sys.argv[1]) if len(sys.argv) > 1 else 0,)))
