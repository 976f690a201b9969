"""Bundle the playgrounds' front end and what it needs of others into docs/assets/generated/playground/.

esbuild, from the locked node_modules, puts our modules, their style sheets and the parts of D3, CodeMirror and
MicroPython that they import into few short files: what a page loads at first, what a playground needs, each kind of
picture, the editor, the Worker. What several of them need is a file, too, so that no module exists twice in a page. All
but the first carry a digest in their names, so that no browser mixes old ones with new ones. The licences of the others
go beside them. Equal sources give equal bytes. Nothing happens where nothing changed: a write below docs/ makes
``mkdocs serve`` build again.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from plots.pictures import frame
from scripts.shared.files import draft_of
from scripts.shared.node import MODULES, esbuild, refusal
from scripts.shared.paths import CACHE, GENERATED, ROOT
from scripts.shared.records import make
from scripts.shared.sources import SourceError

SOURCES = ROOT / "overrides" / "assets" / "javascripts" / "playground"
FOLDERS = (SOURCES, SOURCES.with_name("programs"))
SHARED = [
    SOURCES.parent / name for name in ("arithmetic.mjs", "dom.mjs", "player.mjs", "png.mjs")
]  # figures and the search have them, too
FOLDER = "playground"
RECORD = "browser-parts.json"  # what the files were made from; below the cache
LICENCES = "licences.txt"
NOTICE = b"/*! ../../../licences.txt */\n"  # where the licences of a file are told (scripts/assets/licences.py)
ENTRY = "element.mjs"  # what a page loads, in one piece
PLAYGROUND = "playground.mjs"
WORKER = "worker.mjs"
SANDBOX = "sandbox.mjs"  # what a Worker needs beside for the reader's code
PROGRAM = "program.mjs"  # what a page loads to run its program, in one piece
RUNNER = "runner.mjs"
MICROPYTHON = "@micropython/micropython-webassembly-pyscript"
WASM = "micropython.wasm"
OPTIONS = (
    *("--bundle", "--format=esm", "--target=es2022", "--minify", "--charset=utf8", "--loader:.css=text"),
    *("--out-extension:.js=.mjs", "--entry-names=[name]", "--chunk-names=[name]-[hash]"),
    *("--legal-comments=none", "--log-level=error"),
    # MicroPython's loader also runs in Node; that is never reached in a browser.
    *("--define:process=undefined", "--define:globalThis.process=undefined"),
    *(f"--external:{name}" for name in ("module", "fs", "path", "url", "crypto", "util", "child_process")),
)
# The package brings no licence file: MicroPython's is the MIT licence, as ours is, with another holder.
MICROPYTHON_HOLDER = "Copyright (c) 2013-2025 Damien P. George and others"


class BrowserPartsError(SourceError):
    """The parts cannot be made; the message is for the author."""


def build(generated: Path = GENERATED, cache: Path = CACHE) -> bool:
    """Bring the parts below ``generated`` up to date and return whether anything was made.

    Raises:
        BrowserPartsError: Where the packages are not installed, or esbuild refuses.
    """
    folder = generated / FOLDER
    return make(cache / RECORD, source_key(), lambda: {folder / name: part for name, part in parts().items()})


def parts() -> dict[str, bytes]:
    """Return the parts by name."""
    if not (MODULES / "esbuild").is_dir():
        raise BrowserPartsError("缺少 node_modules/esbuild；改法：运行 make serve，它会先安装依赖")
    wasm = (MODULES / MICROPYTHON / WASM).read_bytes()
    sandbox = bundle(SANDBOX)[0][SANDBOX]
    names = {"WASM_NAME": with_digest(WASM, wasm), "SANDBOX_NAME": with_digest(SANDBOX, sandbox)}
    worker, for_worker = bundle(WORKER, **names)
    code = worker.pop(WORKER)
    found, for_pages = bundle(PLAYGROUND, "--splitting", "--entry-names=[name]-[hash]")
    runner, for_runner = bundle(f"../programs/{RUNNER}", WASM_NAME=with_digest(WASM, wasm))
    code_of_runner = runner.pop(RUNNER)
    found |= {with_digest(RUNNER, code_of_runner): code_of_runner, **runner}
    names = {"PLAYGROUND_NAME": next(name for name in found if name.startswith("playground-"))}
    first, for_first = bundle(ENTRY, WORKER_NAME=with_digest(WORKER, code), **names)
    editor = next(name for name in found if name.startswith("editor-"))
    program, for_program = bundle(
        f"../programs/{PROGRAM}", RUNNER_NAME=with_digest(RUNNER, code_of_runner), EDITOR_NAME=editor
    )
    found |= {with_digest(WASM, wasm): wasm, with_digest(SANDBOX, sandbox): sandbox, **program}
    found |= {with_digest(WORKER, code): code, **worker, **first}
    packages = for_worker | for_runner | for_pages | for_first | for_program
    return found | {LICENCES: licences(packages).encode()}


def source_key() -> str:
    """Return a digest of everything that the bytes of the parts depend on."""
    digest = hashlib.sha256()
    for path in (
        ROOT / "package.json",
        ROOT / "package-lock.json",
        Path(__file__),
        *SHARED,
        Path(frame.__file__),
        *sorted(path for folder in FOLDERS for path in folder.rglob("*") if path.suffix in {".mjs", ".css"}),
    ):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def with_digest(name: str, content: bytes) -> str:
    """Return a name that says what the file holds."""
    stem, suffix = name.rsplit(".", 1)
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:8]}.{suffix}"


def bundle(entry: str, *options: str, **names: str) -> tuple[dict[str, bytes], set[str]]:
    """Return the files that one of our modules becomes, by name, and the packages that they contain.

    ``names`` are constants that the modules leave to the build: how files are called that no import names.
    """
    draft = draft_of(CACHE / FOLDER)
    made, facts = draft / "made", draft / "meta.json"
    constants = {f"FRAME.{name}": value for name, value in frame_numbers().items()}
    command = [*esbuild(), os.path.relpath(SOURCES / entry, ROOT), *OPTIONS, *options]
    command += [f"--define:{name}={json.dumps(value)}" for name, value in (names | constants).items()]
    command += [f"--outdir={made}", f"--metafile={facts}"]
    try:
        result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, encoding="utf-8")
        if result.returncode != 0:
            silent = f"没有说原因，返回码 {result.returncode}；多半是内存或打开的文件到了限制"
            raise BrowserPartsError(refusal(result.stderr.strip() or silent, ROOT))
        outputs = json.loads(facts.read_text(encoding="utf-8"))["outputs"]
        packages = {Path(path).name: packages_of(output["inputs"]) for path, output in outputs.items()}
        files = {path.name: path.read_bytes() for path in sorted(made.iterdir())}
        named = {name: NOTICE * bool(packages.get(name)) + content for name, content in files.items()}
        return named, set().union(*packages.values())
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def frame_numbers() -> dict[str, object]:
    """Return what the modules know of the frame of charts, as they name it."""
    return {name: value for name, value in vars(frame).items() if name.isupper()}


def packages_of(inputs: Iterable[str]) -> set[str]:
    """Return the packages that files of a bundle belong to."""
    return {package_of(path.rpartition("node_modules/")[2]) for path in inputs if "node_modules/" in path}


def package_of(path: str) -> str:
    """Return the name of the package that a file below node_modules belongs to."""
    parts = path.split("/")
    return "/".join(parts[:2] if path.startswith("@") else parts[:1])


def licences(packages: set[str]) -> str:
    """Return name, version and licence of every package, as their licences ask for."""
    sections = []
    for name in sorted(packages):
        facts = json.loads((MODULES / name / "package.json").read_text(encoding="utf-8"))
        texts = [file.read_text(encoding="utf-8").strip() for file in sorted((MODULES / name).glob("LICEN[CS]E*"))]
        if name == MICROPYTHON:
            texts = [
                re.sub(r"Copyright .*", MICROPYTHON_HOLDER, (ROOT / "LICENSE").read_text(encoding="utf-8")).strip()
            ]
        if not texts:
            raise BrowserPartsError(
                f"node_modules/{name} 没有许可证文件；改法：在 scripts/assets/browser_parts.py 中给出它的许可证"
            )
        sections.append(f"{name} {facts['version']} ({facts['license']})\n\n" + "\n\n".join(texts) + "\n")
    return f"\n{'-' * 80}\n\n".join(sections)


if __name__ == "__main__":
    build()
