"""Bundle the playgrounds' front end and what it needs of others into docs/assets/generated/playground/.

esbuild, from the locked node_modules, puts our modules and the parts of D3, CodeMirror and MicroPython that they
import into few short files: what a page loads at first, what a playground needs, the editor, the Worker. All but the
first carry a digest in their names, so that no browser mixes old ones with new ones. The licences of the others go
beside them. Equal sources give equal bytes. Nothing happens where nothing changed: a write below docs/ makes ``mkdocs
serve`` build again.
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
SOURCES = ROOT / "overrides" / "assets" / "javascripts" / "playground"
SHARED = SOURCES.parent / "arithmetic.mjs"  # moving figures have it, too
FOLDER = "playground"
KEY = ".browser-parts.key"  # what the files were made from; MkDocs leaves out files with a leading dot
LICENCES = "licences.txt"
ENTRY = "element.mjs"  # what a page loads
WORKER = "worker.mjs"
WITHOUT = SOURCES / "pictures" / "without.mjs"
LATER = re.compile(r'(?:await|=) import\("\./([\w-]+\.mjs)"\)')  # a module that is loaded when it is needed
MICROPYTHON = "@micropython/micropython-webassembly-pyscript"
COPIES = {"micropython.wasm": f"{MICROPYTHON}/micropython.wasm"}
ESBUILD = (
    *("--bundle", "--format=esm", "--target=es2022", "--minify", "--charset=utf8"),
    *("--legal-comments=none", "--log-level=error"),
    *(f"--alias:{name}=./{WITHOUT.relative_to(ROOT).as_posix()}" for name in ("d3-interpolate", "d3-format")),
    # MicroPython's loader also runs in Node; that is never reached in a browser.
    *("--define:process=undefined", "--define:globalThis.process=undefined"),
    *(f"--external:{name}" for name in ("module", "fs", "path", "url", "crypto", "util", "child_process")),
)
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
    if is_current(folder, key):
        return False
    if not (MODULES / "esbuild").is_dir():
        raise BrowserPartsError("缺少 node_modules/esbuild；改法：运行 make serve，它会先安装依赖")
    parts: dict[str, bytes] = {}
    names: dict[str, str] = {}  # as the modules write them -> as they are published
    packages: set[str] = set()
    for name, source in COPIES.items():
        publish(name, (MODULES / source).read_bytes(), parts, names)
        packages.add(package_of(source))
    later = later_modules()
    for module in (SOURCES / WORKER, *later, SOURCES / ENTRY):
        code, contained = bundle(module, apart=[each.name for each in later])
        publish(module.name, renamed(code, names), parts, names)
        packages |= contained
    parts[LICENCES] = licences(packages).encode()
    for name, content in parts.items():
        write_if_changed(folder / name, content)
    remove_others(folder, keep={*parts, KEY})
    whole = "".join(f"{line}\n" for line in (key, *sorted(parts)))
    write_if_changed(folder / KEY, whole.encode())  # last: it says that the others are whole
    return True


def is_current(folder: Path, key: str) -> bool:
    """Return whether all parts are there and were made from what is there now."""
    try:
        made_from, *names = (folder / KEY).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ValueError):
        return False
    return made_from == key and all((folder / name).exists() for name in names)


def source_key() -> str:
    """Return a digest of everything that the bytes of the parts depend on."""
    digest = hashlib.sha256()
    for path in (ROOT / "package-lock.json", Path(__file__), SHARED, *sorted(SOURCES.rglob("*.mjs"))):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def publish(name: str, content: bytes, parts: dict[str, bytes], names: dict[str, str]) -> None:
    """Add a part under a name that says what it holds; the entry keeps its own."""
    stem, suffix = name.rsplit(".", 1)
    digest = hashlib.sha256(content).hexdigest()[:8]
    names[name] = name if name == ENTRY else f"{stem}-{digest}.{suffix}"
    parts[names[name]] = content


def renamed(code: bytes, names: dict[str, str]) -> bytes:
    """Return ``code`` with the names of other parts as they are published."""
    for name, published in names.items():
        for quote in (b'"', b'"./'):
            code = code.replace(quote + name.encode() + b'"', quote + published.encode() + b'"')
    return code


def later_modules() -> list[Path]:
    """Return the modules that become files of their own, each before those that name it."""
    named: dict[Path, set[Path]] = {}
    for source in sorted(SOURCES.rglob("*.mjs")):
        for name in LATER.findall(source.read_text(encoding="utf-8")):
            named.setdefault(source.parent / name, set()).add(source)
    # The front end is loaded by the element and names all the others.
    return sorted(named, key=lambda module: (SOURCES / ENTRY in named[module], module))


def bundle(source: Path, *, apart: list[str]) -> tuple[bytes, set[str]]:
    """Return one of our modules with all that it imports but those set apart, and the packages that it contains."""
    program = MODULES / "esbuild" / "bin" / "esbuild"
    draft = ROOT / ".cache" / f"browser-parts-{os.getpid()}"
    made, facts = draft / source.name, draft / "meta.json"
    external = [f"--external:./{name}" for name in apart]
    command = [node(), str(program), source.relative_to(ROOT).as_posix(), *ESBUILD, *external]
    command += [f"--outfile={made}", f"--metafile={facts}"]
    try:
        result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, encoding="utf-8")
        if result.returncode != 0:
            raise BrowserPartsError(f"esbuild 打包失败：{result.stderr.strip()}")
        inputs = json.loads(facts.read_text(encoding="utf-8"))["inputs"]
        packages = {
            package_of(path.removeprefix("node_modules/")) for path in inputs if path.startswith("node_modules/")
        }
        return made.read_bytes(), packages
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
        facts = json.loads((MODULES / name / "package.json").read_text(encoding="utf-8"))
        texts = [file.read_text(encoding="utf-8").strip() for file in sorted((MODULES / name).glob("LICEN[CS]E*"))]
        if name == MICROPYTHON:
            texts = [
                re.sub(r"Copyright .*", MICROPYTHON_HOLDER, (ROOT / "LICENSE").read_text(encoding="utf-8")).strip()
            ]
        if not texts:
            raise BrowserPartsError(
                f"node_modules/{name} 没有许可证文件；改法：在 scripts/browser_parts.py 中给出它的许可证"
            )
        sections.append(f"{name} {facts['version']} ({facts['license']})\n\n" + "\n\n".join(texts) + "\n")
    return f"\n{'-' * 80}\n\n".join(sections)


def remove_others(folder: Path, *, keep: set[str]) -> None:
    for file in folder.iterdir():
        if file.name not in keep:
            file.unlink()


if __name__ == "__main__":
    build()
