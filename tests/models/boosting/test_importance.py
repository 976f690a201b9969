"""The kinds of importance: by hand, and on a case where they disagree."""

import pytest

from plots.models.boosting import boost
from plots.models.boosting.importance import KINDS, importance


def test_by_hand():
    # Root: mean 4.25, G = 0. Split 0 at 1.5: left −8.5, right 8.5 of residuals: 36.125 + 36.125 = 72.25 (λ = 0).
    # Left: targets 0, 0: nothing to gain. Right: 7, 10, mean 8.5: residuals from 4.25 are 2.75 and 5.75:
    # 2.75² + 5.75² − 8.5²/2 = 4.5, by feature 0 and by feature 1 alike: the first is taken.
    points = [[0.0, 1.0], [1.0, 1.0], [2.0, 0.0], [3.0, 1.0]]
    trees = [s.tree for s in boost(points, [0, 0, 7, 10], rounds=1, max_depth=2, reg_lambda=0.0) if s.tree]
    found = {kind: importance(trees, 2, kind) for kind in KINDS}

    assert found["weight"] == [2, 0]
    assert found["total_gain"] == pytest.approx([76.75, 0], rel=1e-6)
    assert found["gain"] == pytest.approx([38.375, 0], rel=1e-6)
    assert found["total_cover"] == [4 + 2, 0]
    assert found["cover"] == [3, 0]


def test_no_trees_are_no_importance():
    assert [importance([], 2, kind) for kind in KINDS] == [[0, 0]] * 5
