"""Put what others wrote for the browser into docs/assets/generated/vendor/: D3, CodeMirror and MicroPython.

esbuild, from the locked node_modules, bundles just the parts that ``BUNDLES`` names and shortens them; their licences
go beside them. The same packages give the same bytes. Nothing happens where nothing changed: a write below docs/
makes ``mkdocs serve`` build again.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.files import write_if_changed

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ROOT / "docs" / "assets" / "generated"
MODULES = ROOT / "node_modules"
FOLDER = "vendor"
KEY = ".browser-parts.key"  # what the files were made from; MkDocs leaves out files with a leading dot
LICENCES = "licences.txt"
MICROPYTHON = "@micropython/micropython-webassembly-pyscript"

BUNDLES = {
    # What every picture needs.
    "charts.mjs": """
        export { axisBottom, axisLeft } from "d3-axis";
        export { scaleLinear, scaleLog } from "d3-scale";
        export { select } from "d3-selection";
        export { curveStepAfter, line } from "d3-shape";
    """,
    # Loaded when a reader opens an editor.
    "editor.mjs": """
        export { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
        export { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
        export { python } from "@codemirror/lang-python";
        export { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
        export { EditorState } from "@codemirror/state";
        export { EditorView, keymap, lineNumbers } from "@codemirror/view";
        export { tags } from "@lezer/highlight";
    """,
    "micropython.mjs": f'export * from "{MICROPYTHON}/micropython.mjs";',
}
COPIES = {"micropython.wasm": f"{MICROPYTHON}/micropython.wasm"}
ESBUILD = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--legal-comments=none")
# MicroPython's loader also runs in Node; those imports are never reached in a browser.
EXTERNAL = ("module", "fs", "path", "url", "crypto", "util", "child_process")
# The package brings no licence file: MicroPython's is the MIT licence, as ours is, with another holder.
MICROPYTHON_HOLDER = "Copyright (c) 2013-2025 Damien P. George and others"


class BrowserPartsError(Exception):
    """The parts cannot be made; the message is for the author."""


def build(generated: Path = GENERATED) -> bool:
    """Bring the parts below ``generated`` up to date and return whether anything was made.

    Raises:
        BrowserPartsError: Where the packages are not installed, or esbuild refuses.
    """
    folder = generated / FOLDER
    key = source_key()
    files = [folder / name for name in (*BUNDLES, *COPIES, LICENCES, KEY)]
    if all(file.exists() for file in files) and (folder / KEY).read_bytes() == key:
        return False
    packages = {package_of(source) for source in COPIES.values()}
    for name, entry in BUNDLES.items():
        code, inputs = bundle(entry)
        packages |= inputs
        write_if_changed(folder / name, code)
    for name, source in COPIES.items():
        write_if_changed(folder / name, (MODULES / source).read_bytes())
    write_if_changed(folder / LICENCES, licences(packages).encode())
    remove_others(folder, keep=files)
    write_if_changed(folder / KEY, key)  # last: it says that the others are whole
    return True


def source_key() -> bytes:
    """Return a digest of everything that the bytes of the parts depend on."""
    sources = (ROOT / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest().encode()


def bundle(entry: str) -> tuple[bytes, set[str]]:
    """Return the code that ``entry`` exports, in one shortened module, and the packages that it comes from."""
    program = MODULES / "esbuild" / "bin" / "esbuild"
    if not program.exists():
        raise BrowserPartsError("缺少 node_modules/esbuild；改法：运行 make serve，它会先安装依赖")
    command = [node(), str(program), *ESBUILD, *(f"--external:{name}" for name in EXTERNAL)]
    draft = ROOT / ".cache" / f"browser-parts-{os.getpid()}"
    try:
        result = subprocess.run(
            [*command, f"--outfile={draft / 'out.mjs'}", f"--metafile={draft / 'meta.json'}", "--log-level=error"],
            input=entry,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        if result.returncode != 0:
            raise BrowserPartsError(f"esbuild 打包失败：{result.stderr.strip()}")
        inputs = json.loads((draft / "meta.json").read_text())["inputs"]
        packages = {
            package_of(path.removeprefix("node_modules/")) for path in inputs if path.startswith("node_modules/")
        }
        return (draft / "out.mjs").read_bytes(), packages
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def node() -> str:
    """Return Node of this environment."""
    search = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    program = shutil.which("node", path=search)
    if program is None:
        raise BrowserPartsError("找不到 node；改法：运行 make serve，它会先安装依赖")
    return program


def package_of(path: str) -> str:
    """Return the name of the package that a file below node_modules belongs to."""
    parts = path.split("/")
    return "/".join(parts[:2] if path.startswith("@") else parts[:1])


def licences(packages: set[str]) -> str:
    """Return name, version and licence of every package, as their licences ask for."""
    sections = []
    for name in sorted(packages):
        facts = json.loads((MODULES / name / "package.json").read_text())
        texts = [file.read_text().strip() for file in sorted((MODULES / name).glob("LICEN[CS]E*"))]
        if name == MICROPYTHON:
            texts = [re.sub(r"Copyright .*", MICROPYTHON_HOLDER, (ROOT / "LICENSE").read_text()).strip()]
        if not texts:
            raise BrowserPartsError(
                f"node_modules/{name} 没有许可证文件；改法：在 scripts/browser_parts.py 中给出它的许可证"
            )
        sections.append(f"{name} {facts['version']} ({facts['license']})\n\n" + "\n\n".join(texts) + "\n")
    return f"\n{'-' * 80}\n\n".join(sections)


def remove_others(folder: Path, *, keep: list[Path]) -> None:
    for file in folder.iterdir():
        if file not in keep:
            file.unlink()


if __name__ == "__main__":
    build()
