"""What a figure is keyed on, part by part; tests/figures/test_all_figures.py holds what runs against it."""

import ast

from scripts.shared.paths import ROOT
from scripts.shared.reach import read


def test_each_part_of_a_module_is_known_by_its_name():
    here = read("plots.models.descent")
    assert here is not None
    tree = ast.parse((ROOT / "plots/models/descent.py").read_bytes())
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert functions
    assert functions <= here.parts.keys()
