"""The notebooks that readers download: the line that each names is installed in a fresh environment, and it runs there."""

import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

from scripts.notebooks import storage
from scripts.notebooks.downloads import download
from tests import downloads

LINE = re.compile(r"^# %pip install -q (.+)$", re.MULTILINE)
JUPYTER = "ipykernel"  # what a reader's Jupyter brings


def line_of(content: bytes) -> str:
    """Return what the line of installation in a download names."""
    cells = json.loads(content)["cells"]
    [line] = LINE.findall("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"))
    return str(line)


def make(home: Path, name: str, line: str) -> None:
    """Make an environment with what a line names and a kernel of that name, and with nothing else."""
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([python, "-m", "pip", "install", *quiet, *line.split(), JUPYTER], check=True)
    subprocess.run([python, "-m", "ipykernel", "install", "--prefix", home, "--name", name], check=True)


def ran(path: Path, kernel: str) -> dict[str, Any]:
    _, printed, complaints, left, seconds = downloads.run(path, kernel_name=kernel)
    return {"seconds": seconds, "complaints": complaints, "left": left, "printed": printed}


def main() -> None:
    notebooks = {notebook.id: notebook for notebook in map(storage.read, storage.paths())}
    made = {id: download(notebook, [], lambda target: None, "") for id, notebook in notebooks.items()}
    lines = {id: line_of(content) for id, content in made.items()}
    seen = {}
    with tempfile.TemporaryDirectory() as folder:
        names = {line: f"fresh-{number}" for number, line in enumerate(sorted(set(lines.values())))}
        for line, name in names.items():
            make(Path(folder, name), name, line)
        os.environ["JUPYTER_PATH"] = os.pathsep.join(f"{folder}/{name}/share/jupyter" for name in names.values())
        for id, content in made.items():
            path = Path(folder, f"{id.replace('/', '-')}.ipynb")
            path.write_bytes(content)
            about = {"line": lines[id], "code": downloads.digest(notebooks[id])}
            seen[id] = {**about, **ran(path, names[lines[id]])}
    Path(sys.argv[1]).write_text(json.dumps(seen, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
