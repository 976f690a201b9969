"""The program of a page: which of its blocks run in the page, and the file that the page fetches for them.

The Python blocks of a page are one program from top to bottom, and the reader may run any of them. A block needs those
before it that bind a name it uses, and those that change what has that name, and what these need in turn. It runs in the
page if all that it and they import is there: our models, some of Python's library, and the libraries of
`plots.stand_ins`. tests/site/test_programs.py runs every one of them there.
"""

import ast
import dis
import json
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from types import CodeType
from typing import NamedTuple

from scripts.assets.python_files import IN_THE_PAGE
from scripts.shared.imports import imported_files, with_data
from scripts.shared.micropython import MISSING_NAMES, MODULES
from scripts.shared.paths import ROOT

STAND_INS = ROOT / "plots" / "stand_ins"
TIME = "<time>"  # what a block lacks that takes too long
DISTRIBUTIONS = {"sklearn": "scikit-learn"}  # the others are installed under the name by which they are imported


class Names(NamedTuple):
    """What of a block concerns other blocks."""

    used: set[str]
    bound: set[str]
    changed: set[str]  # what has the name, by an assignment to a part of it or by a call for nothing but its effect
    missing: set[str]  # what the page lacks: modules that are imported, or TIME


class Block(NamedTuple):
    """A block of the program: the numbers of those that it needs, in order, and what it and they lack in the page."""

    code: str
    names: Names
    needs: list[int]
    missing: set[str]
    runs: bool


def program(codes: Sequence[str], *, slow: Collection[int] = ()) -> list[Block]:
    """Return the blocks of a page, of which ``codes`` are the texts; one that is no part of the program is empty.

    A block does not run where it or one that it needs would take too long, ``slow``; nor where it prints nothing and no
    block needs it which prints: there would be nothing to see.
    """
    names = [names_of(code) for code in codes]
    for number in slow:
        names[number].missing.add(TIME)
    needs: list[list[int]] = []
    for number, own in enumerate(names):
        direct = {earlier for name in own.used for earlier in sources(name, names[:number])}
        needs.append(sorted(direct.union(*(needs[earlier] for earlier in direct))))
    missing = [own.missing.union(*(names[each].missing for each in needs[i])) for i, own in enumerate(names)]
    printing = [i for i, own in enumerate(names) if "print" in own.used and not missing[i]]
    running = set(printing).union(*(needs[number] for number in printing))
    return [Block(code, names[i], needs[i], missing[i], i in running) for i, code in enumerate(codes)]


def sources(name: str, earlier: Sequence[Names]) -> Iterator[int]:
    """Yield the numbers of the last block that binds a name and of those after it that change what has it."""
    for number in reversed(range(len(earlier))):
        if name in earlier[number].bound | earlier[number].changed:
            yield number
        if name in earlier[number].bound:
            return


def names_of(code: str) -> Names:
    """Return the names that a block uses without having bound them before, those that it binds, and so on."""
    try:
        tree = ast.parse(code)
    except SyntaxError:  # the tests of the articles say so
        return Names(set(), set(), set(), set())
    used, bound, later = set(), set(), set()
    for part, instruction in instructions(compile(tree, "", "exec")):
        name = instruction.argval
        if instruction.opname in {"LOAD_NAME", "LOAD_GLOBAL"}:
            if part:
                later.add(name)  # in a function, which is called when the block has bound all that it binds
            elif name not in bound:
                used.add(name)
        elif instruction.opname in {"STORE_NAME", "STORE_GLOBAL"} and not part:
            bound.add(name)
    missing = {module for module, name in imported(tree) if not is_there(module, name)}
    return Names(used | (later - bound), bound, set(changed(tree)), missing)


def instructions(code: CodeType, depth: int = 0) -> Iterator[tuple[int, dis.Instruction]]:
    """Yield the instructions of a program in order, each with how deep it stands in functions and classes."""
    for instruction in dis.get_instructions(code):
        yield depth, instruction
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from instructions(part, depth + 1)


def changed(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            yield from owner(node)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            if isinstance(node.value.func, ast.Attribute):
                yield from owner(node.value.func)
            if list(owner(node.value.func)) != ["print"]:
                yield from (each.id for each in node.value.args if isinstance(each, ast.Name))


def owner(node: ast.expr) -> Iterator[str]:
    """Yield the name with which an expression such as ``a.b[0].c`` begins."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def imported(tree: ast.Module) -> Iterator[tuple[str, str | None]]:
    """Yield module and name of every import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def is_there(module: str, name: str | None) -> bool:
    """Return whether the page has a module, and the name in it."""
    if module.partition(".")[0] == "plots":
        return all(is_in_the_page(path) for path in files_of(module, name))
    return library(module) is not None or (module in MODULES and name not in MISSING_NAMES.get(module, ()))


def is_in_the_page(path: Path) -> bool:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return module == "plots.__init__" or any(f"{module}.".startswith(f"{each}.") for each in IN_THE_PAGE)


def library(module: str) -> Path | None:
    """Return the folder that stands in for the library of a module."""
    folder = STAND_INS / module.partition(".")[0]
    return folder if (folder / "__init__.py").is_file() else None


def files_of(module: str, name: str | None) -> set[Path]:
    """Return the files of ours that an import reads."""
    if folder := library(module):
        own = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted(folder.glob("[!_]*.py"))]
        return with_data(imported_files(f"plots.stand_ins.{folder.name}", *own))
    return with_data(imported_files(module, f"{module}.{name}"))


def packages(block: Block) -> list[str]:
    """Return the packages that a block needs and that must be installed for it, under the names for that."""
    roots = {module.partition(".")[0] for module in block.missing}
    return sorted(DISTRIBUTIONS.get(each, each) for each in roots - {"plots", TIME} - sys.stdlib_module_names)


def address(page: str) -> str:
    """Return where the pack of a page lies: beside it."""
    return f"{page.rpartition('/')[0]}/programs.json".lstrip("/")


def pack(blocks: Sequence[Block]) -> str:
    """Return what a page fetches with the first press, as JSON.

    ``files``: texts by path. ``needs``: the blocks that each block needs. ``names``: for blocks that the reader has
    changed, the blocks that bind a name or change what has it. ``libraries``: those that stand-ins stand in for.
    """
    running = [number for number, block in enumerate(blocks) if block.runs]
    reads = [each for number in running for each in imported(ast.parse(blocks[number].code))]
    paths = set().union(*(files_of(*each) for each in reads if is_ours(each[0])))
    names: dict[str, list[int]] = {}
    for number in running:
        for name in sorted(blocks[number].names.bound | blocks[number].names.changed):
            names.setdefault(name, []).append(number)
    content = {
        "files": {in_interpreter(path): path.read_text("utf-8") for path in sorted(paths)},
        "needs": {number: blocks[number].needs for number in running},
        "names": names,
        "libraries": sorted({folder.name for module, _ in reads if (folder := library(module))}),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def is_ours(module: str) -> bool:
    return module.partition(".")[0] == "plots" or library(module) is not None


def in_interpreter(path: Path) -> str:
    """Return where a file lies for the interpreter: a library is found under its own name."""
    for folder in STAND_INS.iterdir():
        if folder.is_dir() and path.is_relative_to(folder):
            return path.relative_to(STAND_INS).as_posix()
    return path.relative_to(ROOT).as_posix()
