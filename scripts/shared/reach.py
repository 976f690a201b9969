"""What a function of ours depends on, part by part: the functions, classes and constants that it can reach by name.

A part is a statement at the top of a module. It counts by what it compiles to, so that comments, docstrings and layout
change nothing. More is reached than runs: all methods of a class that is named, all of a module that is handed about.
What has no name in the source, as what a table holds, is found in the values themselves (`Reach.add_value`).
tests/figures/test_all_figures.py draws every figure and holds what ran against what is reached.
"""

import ast
import functools
import hashlib
import inspect
import re
from collections.abc import Iterator, Sequence
from functools import cache
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any, NamedTuple

from scripts.shared.imports import data_named_by, imported_modules, parsed, runs_at_import, source_of
from scripts.shared.paths import ROOT

OURS = ("plots", "scripts")


class Part(NamedTuple):
    """A statement at the top of a module: what it compiles to, and what it names."""

    digest: str
    names: frozenset[str]
    attributes: frozenset[tuple[str, str]]  # of names: module.function
    aliases: dict[str, tuple[str, str]]  # what it imports itself
    strings: frozenset[str]


class Module(NamedTuple):
    """A module: its parts by the names that they bind, those that run with it and bind none, and what it imports."""

    name: str
    package: str
    parts: dict[str, list[Part]]
    effects: list[Part]
    aliases: dict[str, tuple[str, str]]  # name -> module, and the name there: none where it is the module
    imported: list[str]


class Reach:
    """Collects what is reached from some parts, or from values."""

    def __init__(self) -> None:
        self.parts: set[tuple[str, str]] = set()  # module, and the name that is bound there
        self.digests: set[str] = set()
        self.strings: set[str] = set()
        self.libraries: set[str] = set()
        self.values: list[str] = []
        self.entered: set[str] = set()
        self.seen: dict[int, Any] = {}  # holds them, so that no id is given twice

    def digest(self) -> str:
        """Return a digest of all that was reached, data files among it."""
        whole = hashlib.sha256("\n".join([*sorted(self.digests), *self.values]).encode())
        for path in sorted(data_named_by(frozenset(self.strings))):
            whole.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + path.read_bytes())
        return whole.hexdigest()

    def add(self, module: str, name: str) -> None:
        """Add what a module binds to a name, and what that reaches; all of the module where there is no name."""
        module, name = target(module, name)
        here = read(module)
        if here is None:
            self.libraries.add(module.partition(".")[0])
        elif not name:
            self.enter(module)
            for each in here.parts:
                self.add(module, each)
        elif (module, name) not in self.parts:
            self.parts.add((module, name))
            self.enter(module)
            for part in here.parts.get(name, ()):
                self.visit(part, here)

    def add_imports(self, program: ast.Module) -> None:
        """Add what a program imports of ours."""
        for node in ast.walk(program):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    self.add(alias.name, "")
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    self.add(node.module or "", alias.name.removeprefix("*"))

    def enter(self, module: str) -> None:
        """Add what happens when a module is imported, and what it imports with it."""
        if module in self.entered or not (here := read(module)):
            return
        self.entered.add(module)
        for part in here.effects:
            self.visit(part, here)
        for other in here.imported:
            self.enter(other)

    def visit(self, part: Part, here: Module) -> None:
        self.digests.add(f"{here.name} {part.digest}")
        self.strings |= part.strings
        known = dict.fromkeys(here.parts) | here.aliases | part.aliases
        for name in part.names & known.keys():
            self.add(*(known[name] or (here.name, name)))
        for name, attribute in part.attributes:
            if name in known:
                module, rest = target(*(known[name] or (here.name, name)))
                self.add(module, rest or attribute)
        if f"{here.package}." in part.strings:  # it imports the modules of its package by their names
            for path in sorted(ROOT.joinpath(*here.package.split(".")).glob("[!_]*.py")):
                self.add(f"{here.package}.{path.stem}", "")

    def add_value(self, value: Any) -> None:
        """Add what a value is made of: functions and classes of ours, what functions hold, and plain data as they are."""
        if value is None or isinstance(value, bool | int | float | str | bytes):
            self.values.append(repr(value))
            return
        if id(value) in self.seen:
            return
        self.seen[id(value)] = value
        if isinstance(value, ModuleType):
            self.add(value.__name__, "")
        elif isinstance(value, type | FunctionType) or hasattr(value, "__wrapped__"):
            self.add_named(value)
        elif isinstance(value, MethodType):
            self.add_all(value.__func__, value.__self__)
        elif isinstance(value, functools.partial):
            self.add_all(value.func, value.args, value.keywords)
        elif isinstance(value, dict):
            self.add_all(type(value), *value.keys(), *value.values())
        elif isinstance(value, list | tuple):
            self.add_all(type(value), *value)
        elif isinstance(value, set | frozenset):
            self.add_all(*sorted(value, key=repr))
        elif hasattr(value, "__dict__"):
            self.add_all(type(value), vars(value))
        else:
            self.values.append(f"{type(value)} {value}")

    def add_all(self, *values: Any) -> None:
        for value in values:
            self.add_value(value)

    def add_named(self, value: Any) -> None:
        """Add a function or a class; of a function that another one made, what it holds, too."""
        module, name = str(value.__module__), str(value.__qualname__).partition(".")[0]
        if module.partition(".")[0] not in OURS:
            return
        self.values.append(f"{module}.{value.__qualname__}")
        self.add(module, name)
        function = inspect.unwrap(value)
        if isinstance(function, FunctionType):
            cells = [cell.cell_contents for cell in function.__closure__ or ()]
            self.add_all(*cells, function.__defaults__, function.__kwdefaults__)


@cache
def target(module: str, name: str) -> tuple[str, str]:
    """Return where a name leads: to a module and the name of a part there, or to a module, and no name."""
    while name and (here := read(module)) and name not in here.parts:
        if here.aliases.get(name, (module, name)) != (module, name):
            module, name = here.aliases[name]
        elif source_of(f"{module}.{name}"):
            return f"{module}.{name}", ""
        else:
            break
    return module, name


@cache
def read(module: str) -> Module | None:
    """Return a module of ours; None for others. A process reads each once: it draws or executes with what it has read."""
    path = source_of(module) if module.partition(".")[0] in OURS else None
    if path is None:
        return None
    package = module if path.stem == "__init__" else module.rpartition(".")[0]
    parents = [package[: match.start()] for match in re.finditer(r"\.|$", package)]
    tree = without_docstrings(parsed(path))
    at_once = [node for each in tree.body if runs_at_import(each) for node in ast.walk(each)]
    here = Module(module, package, {}, [], {}, [*parents, *imported_modules(at_once, package)])
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            here.aliases.update(aliases_of(node, package))
        elif not is_for_types(node) and not isinstance(node, ast.Pass):
            names = list(bound_by(node))
            part = part_of(node, package, earlier=[len(here.parts.get(name, ())) for name in names])
            for name in names:
                here.parts.setdefault(name, []).append(part)
            if not names or not isinstance(node, ast.Assign | ast.AnnAssign | ast.FunctionDef | ast.ClassDef):
                here.effects.append(part)
                here.aliases.update(part.aliases)
    return here


def is_for_types(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and not runs_at_import(node)


def without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node, clean=False):
            node.body[0] = ast.copy_location(ast.Pass(), node.body[0])
    return tree


def bound_by(node: ast.stmt) -> Iterator[str]:
    """Yield the names of a module that a statement at its top binds."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    else:
        for each in ast.walk(node):
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                yield each.id
            elif isinstance(each, ast.FunctionDef | ast.ClassDef):
                yield each.name


def aliases_of(node: ast.Import | ast.ImportFrom, package: str) -> Iterator[tuple[str, tuple[str, str]]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            first = alias.name.partition(".")[0]
            yield (alias.asname, (alias.name, "")) if alias.asname else (first, (first, ""))
    else:
        origin = next(imported_modules([node], package))
        for alias in node.names:
            yield alias.asname or alias.name, (origin, alias.name)


def part_of(node: ast.stmt, package: str, *, earlier: Sequence[int]) -> Part:
    names, attributes, strings = set(), set(), set()
    aliases: dict[str, tuple[str, str]] = {}
    waiting: list[ast.AST] = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name):
            attributes.add((each.value.id, each.attr))
            continue
        if isinstance(each, ast.Name):
            names.add(each.id)
        elif isinstance(each, ast.Import | ast.ImportFrom):
            aliases.update(aliases_of(each, package))
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            strings.add(each.value)
        waiting += ast.iter_child_nodes(each)
    code = compile(ast.Module([node], []), "", "exec", dont_inherit=True)
    digest = hashlib.sha256(repr((told(code), earlier)).encode()).hexdigest()
    return Part(digest, frozenset(names), frozenset(attributes), aliases, frozenset(strings))


def told(code: CodeType) -> tuple[Any, ...]:
    """Return what a piece of code does, without where it stands."""
    constants = [told(each) if isinstance(each, CodeType) else ordered(each) for each in code.co_consts]
    arguments = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags)
    names = (code.co_name, code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    return code.co_code, code.co_exceptiontable, constants, arguments, names


def ordered(constant: Any) -> Any:
    return sorted(map(repr, constant)) if isinstance(constant, frozenset) else repr(constant)
