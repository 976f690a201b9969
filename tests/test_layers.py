"""The dependency rule of the packages: who may import whom."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.shared.micropython import MISSING_NAMES, MODULES

ROOT = Path(__file__).resolve().parent.parent
LAYERS_IN_THE_PAGE = {"plots.models": 0, "plots.pictures": 1, "plots.playgrounds": 2, "plots.bridge": 3}


def sources_in_the_page():
    for layer in LAYERS_IN_THE_PAGE:
        path = ROOT.joinpath(*layer.split("."))
        yield from [path.with_suffix(".py")] if path.with_suffix(".py").exists() else sorted(path.rglob("*.py"))


def nodes(tree):
    """Yield the nodes of ``tree``, without what only type checkers read."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"):
            yield node
            yield from nodes(node)


def imported(tree):
    """Yield (module, name or None) for every import."""
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def test_the_contracts_of_the_layers_hold():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_markdown_extensions_work_where_there_is_no_mkdocs():
    extensions = re.findall(r"- (scripts\.markdown\.\w+:\w+)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['mkdocs', 'material', 'mkdocs_jupyter']))\n"
        "import markdown\n"
        f"extensions = ['pymdownx.arithmatex', 'tables', 'footnotes', 'attr_list', *{extensions}]\n"
        "options = {'pymdownx.arithmatex': {'generic': True}}\n"
        "print(markdown.markdown('公式 $x^2$，~~删~~', extensions=extensions, extension_configs=options))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert "<msup>" in done.stdout, done.stderr
    assert "<del>删</del>" in done.stdout


def test_the_package_itself_imports_nothing():
    assert not list(imported(ast.parse((ROOT / "plots" / "__init__.py").read_text(encoding="utf-8"))))


@pytest.mark.parametrize("path", [*sources_in_the_page()], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_runs_in_the_page_imports_only_what_micropython_has(path):
    own_layer = next(
        layer for layer in LAYERS_IN_THE_PAGE if f"{path.relative_to(ROOT)}".startswith(layer.replace(".", "/"))
    )
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for module, name in imported(tree):
        if module.partition(".")[0] == "plots":
            package = module if module != "plots" else f"plots.{name}"
            layer = next((layer for layer in LAYERS_IN_THE_PAGE if f"{package}.".startswith(f"{layer}.")), None)
            assert layer, f"{path}: {package} does not run in the page"
            assert LAYERS_IN_THE_PAGE[layer] <= LAYERS_IN_THE_PAGE[own_layer], f"{path}: {package} is above {own_layer}"
        else:
            assert module in MODULES, f"{path}: MicroPython has no {module}, or it is not allowed"
            assert name not in MISSING_NAMES.get(module, ()), f"{path}: MicroPython has no {module}.{name}"
    for node in nodes(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            names = MISSING_NAMES.get(node.value.id, ())
            assert node.attr not in names, f"{path}:{node.lineno}: MicroPython has no {node.value.id}.{node.attr}"


def test_importing_a_model_does_not_reach_for_what_draws():
    code = "import sys, plots.models.descent; print(*({'numpy', 'matplotlib', 'mkdocs'} & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.split() == []
