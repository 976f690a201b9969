"""A seed gives the same data, samples and trees in the build, in the tests and in the page."""

from tests.micropython.interpreter import run_in_cpython, run_in_micropython
from tests.oracle_records import difference

CODE = """
from plots.models.boosting import boost, boxes, early_stopping
from plots.models.boosting.predictions import thresholds
from plots.models.boosting.importance import KINDS, importance
from plots.models.boosting.cases import switch_and_waves, with_gaps
from plots.models.boosting.datasets import CLASSES, CURVES
from plots.models.randomness import Random

def plain(value):
    return [plain(each) for each in value] if isinstance(value, (list, tuple)) else value

exact, close = [], []

def run(data, **settings):
    exact.append(data)
    states = list(boost(data.points, data.targets, rounds=4, random=Random(2), **settings))
    trees = [state.tree for state in states if state.tree]
    exact.append([state.rows for state in states])
    exact.append([[[node.depth, node.rows, node.split and list(node.split)[:2]] for node in tree] for tree in trees])
    exact.append(thresholds(trees))
    close.append([[state.margins, state.train_loss, state.test_loss, state.grid_margins] for state in states])
    close.append([[curve.gains for node in tree for curve in node.curves] for tree in trees])
    close.append([importance(trees, len(data.points[0]), kind) for kind in KINDS])
    if len(data.points[0]) == 2:
        exact.append(boxes(trees[0], [(0.0, 10.0), (0.0, 10.0)]))

for name, draw in CURVES:
    data = draw(40, Random(5))
    run(data, max_depth=3, subsample=0.7, test=draw(20, Random(6)), grid=[[0.0], [5.0]])
    run(with_gaps(data, Random(4), 0.5, 0.0), max_depth=2, reg_alpha=0.1)
    run(data, max_depth=3, tree_method="hist", max_bin=8)
for name, draw in CLASSES:
    data = draw(50, Random(5))
    run(data, objective="binary:logistic", max_depth=3, min_child_weight=0.5, test=draw(20, Random(6)))
run(switch_and_waves(50, Random(5)), max_depth=4, gamma=0.5)
states = list(early_stopping(boost(data.points, data.targets, rounds=50, test=draw(50, Random(9))), 3))
exact.append(states[-1].round)
result = {"exact": plain(exact), "close": plain(close)}
"""


def test_data_samples_and_trees_are_the_same_to_the_last_bit_and_numbers_up_to_rounding():
    here, there = run_in_cpython(CODE), run_in_micropython(CODE)

    assert difference(there["exact"], here["exact"], absolute=0, relative=0) is None
    # Gains are differences in single precision, 6e-8 of the scores; the logistic ones rest on exponentials.
    assert difference(there["close"], here["close"], absolute=1e-5, relative=1e-6) is None
