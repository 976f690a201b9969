"""What the figures of this blog are keyed on: what only others call, or name, does not count."""

import pytest

from plots import registry
from scripts.shared.reach import Reach

FIGURES = {each.id: each.drawing for module in registry.figure_modules() for each in registry.figures(module)}
pytestmark = pytest.mark.articles


def reached(id):
    reach = Reach()
    reach.add_value(FIGURES[id])
    return reach


def test_figures_of_one_article_do_not_depend_on_what_only_others_call():
    def modules(id):
        return {module for module, name in reached(id).parts if module.startswith("plots.models.kmeans.")}

    assert "plots.models.kmeans.colours" in modules("kmeans/colours")
    assert "plots.models.kmeans.colours" not in modules("kmeans/plus-plus")
    assert not modules("lr/digits")


def test_a_data_file_counts_where_it_is_named():
    assert "boosting-ensembles.csv" in reached("boosting/ensembles").strings
    assert "boosting-ensembles.csv" not in reached("boosting/tree").strings
