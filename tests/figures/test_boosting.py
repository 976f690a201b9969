"""The figures of the article on gradient boosting: they show what the models compute, and say so truly."""

import re

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex, to_rgba_array
from matplotlib.patches import Rectangle

from plots import style
from plots.figures.boosting import trees
from plots.models.boosting import HIST, LOGISTIC, best_round, boost, early_stopping, leaf_objective, leaves, sigmoid
from plots.models.boosting.cases import switch_and_waves, with_gaps
from plots.models.boosting.datasets import sine, waves, xor
from plots.models.boosting.importance import importance
from plots.models.boosting.losses import logistic_loss
from plots.models.boosting.predictions import leaf_of, margins_of
from plots.models.randomness import Random
from plots.pictures.boosting.maps import LEVELS
from plots.playgrounds.boosting.cells import Cells
from tests.figures.reading import frames, shows, texts
from tests.searches import existing

RANDOM = Random(seed=1)
TRAIN = sine(40, RANDOM, noise=0.3)
VALID = sine(40, RANDOM, noise=0.3)
X = [x for [x] in TRAIN.points]

PENALTIES = {
    "reg_lambda": (0.1, 0.3, 1, 3, 10, 30, 100, 300),
    "gamma": (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3),
    "min_child_weight": (1, 2, 3, 5, 8, 10, 15, 20),
}


def run(rounds, **setting):
    """The states of boosting on the article's data."""
    keys = {"eta": 0.3, "max_depth": 2, "test": (VALID.points, VALID.targets), **setting}
    return list(boost(TRAIN.points, TRAIN.targets, rounds=rounds, **keys))


@pytest.fixture(scope="module")
def hundred():
    return run(100)


def four_points():
    return list(
        boost([[1.0], [2.0], [3.0], [4.0]], [1.0, 2.0, 6.0, 9.0], max_depth=1, eta=1.0, reg_lambda=0.0, rounds=3)
    )


def six_points():
    points, targets = [[float(x)] for x in range(6)], [0, 0, 1, 0, 1, 1]
    return list(
        boost(points, targets, objective=LOGISTIC, max_depth=1, eta=1.0, base_score=0.5, min_child_weight=0.0, rounds=2)
    )


def stairs(axes, series):
    """Return the line of the axes that is drawn as stairs in the colour of a series."""
    [line] = [
        line
        for line in axes.lines
        if line.get_drawstyle() == "steps-post" and line.get_color() == style.LIGHT.series[series]
    ]
    return line


def heights(line, x):
    """Return how high stairs are at some places."""
    edges, values = line.get_data()
    return [values[np.searchsorted(edges, each, side="right") - 1] for each in x]


def sticks(axes, series):
    """Return the upright lines in the colour of a series: place, and both ends."""
    return [
        (float(start[0]), float(start[1]), float(end[1]))
        for collection in axes.collections
        if isinstance(collection, LineCollection)
        and to_hex(to_rgba_array(collection.get_color())[0]) == style.LIGHT.series[series]
        for start, end in collection.get_segments()
    ]


def ring_places(axes):
    """Return the points that have a ring round them."""
    return [
        tuple(float(each) for each in xy)
        for line in axes.lines
        if line.get_markeredgecolor() == style.LIGHT.mark and line.get_markerfacecolor() == "none"
        for xy in line.get_xydata()
    ]


BETWEEN = [0.003 + i / 100 for i in range(1000)]  # no thresholds: those are means of two hundredths


# Round after round.


def test_four_points_have_a_row_for_each_round_with_what_the_ensemble_says(drawn):
    axes = drawn["boosting/four-points"].axes
    for t, state in enumerate(four_points()):
        assert heights(stairs(axes[2 * t], 0), [1, 2, 3, 4]) == pytest.approx(state.margins)
        assert shows(axes[2 * t], [1, 2, 3, 4], [1, 2, 6, 9])
        assert sticks(axes[2 * t], 1) == [
            (x, pytest.approx(F), y) for x, F, y in zip([1, 2, 3, 4], state.margins, [1, 2, 6, 9], strict=True)
        ]
        assert axes[2 * t].get_title(loc="left") == f"$F_{t}$：均方误差 {state.train_loss:g}"


def test_a_stump_on_four_points_stands_over_the_residuals_that_it_takes(drawn):
    axes = drawn["boosting/four-points"].axes
    states = four_points()
    for t, state in enumerate(states):
        rest = [y - F for y, F in zip([1, 2, 6, 9], state.margins, strict=True)]
        assert shows(axes[2 * t + 1], [1, 2, 3, 4], rest)
        assert [f"{value:g}".replace("-", "−") for value in rest] == texts(axes[2 * t + 1])[:4]
        if t < 3:
            after = [F - before for F, before in zip(states[t + 1].margins, state.margins, strict=True)]
            assert heights(stairs(axes[2 * t + 1], 2), [1, 2, 3, 4]) == pytest.approx(after)


def test_the_walk_over_four_points_reads_out_the_losses_and_the_stumps():
    made = [frame.readout for frame in frames("boosting/four-points")]
    assert len(made) == 8
    assert [made[2 * t].split("均方误差 ")[1] for t in range(4)] == ["10.25", "1.25", "0.5", "0.25"]
    assert made[1] == "残差 −3.5、−2.5、1.5、4.5；第 1 棵树在 2.5 处分开，叶子 −3、3"
    assert made[3].endswith("第 2 棵树在 3.5 处分开，叶子 −0.5、1.5")
    assert made[7] == "残差 −0.5、0.5、−0.5、0.5"


def check_fit(axes, states, t):
    """The data, the true curve and F_t are in the axes."""
    assert shows(axes, X, TRAIN.targets)
    places = [i / 10 for i in range(101)]
    assert shows(axes, places, [waves(x) for x in places])
    some = [state.tree for state in states[1 : t + 1]]
    assert heights(stairs(axes, 0), BETWEEN) == pytest.approx(
        margins_of([[x] for x in BETWEEN], some, states[0].margins[0])
    )


def check_rest(axes, states, t):
    """The residuals of F_t and the tree that is fitted to them are in the axes."""
    rest = [y - F for y, F in zip(TRAIN.targets, states[t].margins, strict=True)]
    assert shows(axes, X, rest)
    assert sticks(axes, 1) == [(x, 0, pytest.approx(value, abs=1e-12)) for x, value in zip(X, rest, strict=True)]
    tree = states[t + 1].tree
    assert heights(stairs(axes, 2), BETWEEN) == pytest.approx([tree[leaf_of(tree, [x])].weight for x in BETWEEN])


def test_the_sheet_of_residuals_shows_three_rounds(drawn, hundred):
    axes = drawn["boosting/residuals"].axes
    for t, fit, rest in zip((0, 2, 8), axes[::2], axes[1::2], strict=True):
        check_fit(fit, hundred, t)
        check_rest(rest, hundred, t)
        assert fit.get_title(loc="left") == f"$F_{{{t}}}$，损失 {hundred[t].train_loss:.3g}"


# What a tree is fitted to.


@pytest.mark.parametrize("panel", range(2))
def test_the_arrows_are_the_negative_gradients_and_the_stairs_the_tree_fitted_to_them(panel, drawn, hundred):
    axes = drawn["boosting/functional-gradient"].axes[panel]
    state = (hundred[4], six_points()[2])[panel]
    places = (X, [0, 1, 2, 3, 4, 5])[panel]
    assert sticks(axes, 1) == [
        (x, 0, pytest.approx(-g, abs=1e-12)) for x, g in zip(places, state.gradients, strict=True)
    ]
    for marker, sign in (("^", -1), ("v", 1)):
        [heads] = [line for line in axes.lines if line.get_marker() == marker]
        some = [(x, -g) for x, g in zip(places, state.gradients, strict=True) if g * sign > 0]
        assert [tuple(xy) for xy in heads.get_xydata().tolist()] == some
    values = [state.tree[leaf_of(state.tree, [x])].weight for x in places]
    assert heights(stairs(axes, 2), places) == pytest.approx(values)


def test_a_leaf_has_its_true_loss_and_two_parabolas_with_their_lowest_points(drawn):
    [axes] = drawn["boosting/second-order"].axes
    w = [-1 + i / 25 for i in range(101)]
    assert shows(axes, w, [2 * (logistic_loss(each, 1) - logistic_loss(0.0, 1)) for each in w])
    assert shows(axes, w, [-each + 0.25 * each * each for each in w])
    shown = [each for each in w if leaf_objective(each, -1.0, 0.5) <= 1.8]
    assert shows(axes, shown, [-each + 0.75 * each * each for each in shown])
    assert ring_places(axes) == [(2, -1), (pytest.approx(2 / 3), pytest.approx(-1 / 3))]
    assert {"最低点 2", "最低点 0.667"} <= {*texts(axes)}


# Splits.


@pytest.fixture(scope="module")
def stump():
    return run(1, max_depth=1)[1]


def test_the_gain_is_drawn_at_each_threshold_below_the_residuals(drawn, stump):
    upper, lower = drawn["boosting/split-gain"].axes
    check_rest(upper, run(1, max_depth=1), 0)
    tried = stump.tree[0].curves[0]
    assert shows(lower, tried.thresholds, tried.gains)
    assert ring_places(lower) == [(stump.tree[0].split.threshold, stump.tree[0].split.gain)]
    assert "阈值 5.205，增益 21.90" in texts(lower)
    assert {"$w$ = 0.6885", "$w$ = −0.7573"} <= {*texts(upper)}


def test_the_threshold_walks_over_all_candidates_with_the_weights_of_both_sides(stump):
    made, tried = frames("boosting/split-gain"), stump.tree[0].curves[0]
    assert len(made) == len(tried.thresholds) == 39
    for frame, x, gain, H in zip(made, tried.thresholds, tried.gains, tried.H_left, strict=True):
        [marker], [line, left, right] = frame.markers, frame.boxes
        assert (marker.x, marker.y) == (x, gain)
        assert (line.x, left.x, right.x) == pytest.approx((x, x / 2, (10 + x) / 2))
        assert left.width + right.width == pytest.approx((470 - 38) / 1.04)  # both sides together: x from 0 to 10
        rest = [y - sum(TRAIN.targets) / 40 for y in TRAIN.targets]
        assert left.y == pytest.approx(sum(r for a, r in zip(X, rest, strict=True) if a < x) / (H + 1))
        assert right.y == pytest.approx(sum(r for a, r in zip(X, rest, strict=True) if a > x) / (40 - H + 1))
    assert made[20].readout == "阈值 5.205，左 G = −15.15，H = 21；右 G = 15.15，H = 19；增益 21.9"


def test_the_tree_says_what_its_nodes_know(drawn, hundred):
    upper, lower = drawn["boosting/tree"].axes
    said = texts(upper)
    tree = hundred[1].tree
    for node in tree:
        if node.split is None:
            lines = (f"$w$ = {node.weight:.4g}", f"$ηw$ = {0.3 * node.weight:.4g}")
        else:
            lines = (f"$x$ < {node.split.threshold:.4g}？", f"增益 {node.split.gain:#.4g}")
        wanted = [line.replace("-", "−") for line in lines]
        assert any(all(line in text.split("\n") for line in wanted) for text in said)
    assert "$x$ < 5.205？\n增益 21.90\n$G$ = 0，$H$ = 40" in said
    check_rest(lower, hundred, 0)


def test_the_leaves_of_the_tree_stand_in_the_order_of_their_ranges(hundred):
    tree = hundred[1].tree
    centres = trees.places(tree)
    order = sorted((place for place in centres if tree[place].split is None), key=lambda place: centres[place][0])
    ranges = [min(X[i] for i in tree[place].rows) for place in order]
    assert ranges == sorted(ranges)
    for place, node in enumerate(tree):
        if node.split is not None:
            assert centres[node.left][0] < centres[place][0] < centres[node.right][0]


def test_missing_values_give_two_curves_and_the_best_sends_them_left(drawn):
    upper, aside, lower, _ = drawn["boosting/missing"].axes
    made = with_gaps(TRAIN, Random(2), share=0.4, least=0.5)
    [_, state] = boost(made.points, made.targets, rounds=1, max_depth=1, eta=1.0)
    tried, split = state.tree[0].curves[0], state.tree[0].split
    best = []
    for goes_left in (True, False):
        pairs = [
            (threshold, gain)
            for threshold, gain, sent in zip(tried.thresholds, tried.gains, tried.default_left, strict=True)
            if sent is goes_left and threshold < 10
        ]
        assert len(pairs) == (33 if goes_left else 32)  # the one that sends all known values left is outside
        assert shows(lower, *zip(*pairs, strict=True))
        best.append(max(pairs, key=lambda pair: pair[1]))
    assert ring_places(lower) == best
    assert best[0] == (split.threshold, split.gain)
    assert split.default_left
    assert {"缺失往左 21.90", "缺失往右 10.82"} <= {*texts(lower)}
    absent = [y for [x], y in zip(made.points, made.targets, strict=True) if x is None]
    assert absent in [list(line.get_ydata()) for line in aside.lines]
    assert f"{len(absent)} 个点" in texts(aside)
    known = [(x, y, F) for [x], y, F in zip(made.points, made.targets, state.margins, strict=True) if x is not None]
    assert shows(upper, [x for x, _, _ in known], [y for _, y, _ in known])
    assert heights(stairs(upper, 0), [x for x, _, _ in known]) == pytest.approx([F for _, _, F in known])


@pytest.mark.parametrize(("panel", "bins"), [(0, 8), (1, 16)])
def test_the_borders_of_bins_stand_on_the_curve_of_all_thresholds(panel, bins, drawn, stump):
    axes = drawn["boosting/exact-hist"].axes[panel]
    exact = stump.tree[0].curves[0]
    state = run(1, max_depth=1, tree_method=HIST, max_bin=bins)[1]
    tried, split = state.tree[0].curves[0], state.tree[0].split
    assert shows(axes, exact.thresholds, exact.gains)
    assert shows(axes, tried.thresholds, tried.gains)
    assert ring_places(axes) == [(split.threshold, split.gain)]
    assert axes.get_title(loc="left") == f"增益：{bins} 个桶试 {len(tried.thresholds)} 处"
    assert f"最好的边界 {split.threshold:.4g}，增益 {split.gain:.2f}" in texts(axes)


# Parameters.


def test_shrinkage_has_two_losses_for_each_rate_and_rings_at_the_best_rounds(drawn):
    upper, lower = drawn["boosting/shrinkage"].axes
    shown = [*range(1, 40), *range(40, 301, 5)]
    best = []
    for eta in (1.0, 0.3, 0.1, 0.03):
        states = run(300, eta=eta)
        validation = [state.test_loss for state in states]
        assert shows(upper, shown, [validation[t] for t in shown])
        assert shows(lower, shown, [states[t].train_loss for t in shown])
        best.append(best_round(validation))
        assert str(best[-1]) in texts(upper)
    assert [x for x, _ in ring_places(upper)] == best == [10, 32, 95, 300]


@pytest.mark.parametrize(("panel", "parameter"), list(enumerate(PENALTIES)))
def test_a_penalty_has_the_losses_of_its_values_and_a_ring_at_the_least(panel, parameter, drawn):
    axes, values = drawn["boosting/regularisation"].axes[panel], PENALTIES[parameter]
    last = [run(100, **{parameter: value})[-1] for value in values]
    validation = [state.test_loss for state in last]
    assert shows(axes, values, validation)
    assert shows(axes, values, [state.train_loss for state in last])
    best = values[validation.index(min(validation))]
    assert ring_places(axes) == [(best, min(validation))]
    assert f"{best:g} 处最低" in texts(axes)


def test_the_leaves_of_all_trees_fall_along_gamma(drawn):
    axes = drawn["boosting/regularisation"].axes[3]
    values = PENALTIES["gamma"]
    counts = [sum(len(leaves(state.tree)) for state in run(100, gamma=value)[1:]) for value in values]
    assert shows(axes, values, counts)
    assert {str(counts[i]) for i in (0, 3, -1)} <= {*texts(axes)}


def test_over_fitting_is_shown_at_four_rounds_and_in_the_losses(drawn, hundred):
    *fits, lower = drawn["boosting/early-stopping"].axes
    for t, axes in zip((4, 13, 32, 100), fits, strict=True):
        check_fit(axes, hundred, t)
        losses = f"训练 {hundred[t].train_loss:.3g}，验证 {hundred[t].test_loss:.3g}"
        assert axes.get_title(loc="left") == f"第 {t} 轮：{losses}"
    rounds = range(2, 101)
    assert hundred[1].test_loss > 0.4 > hundred[2].test_loss  # the picture ends at 0.4
    assert shows(lower, rounds, [hundred[t].test_loss for t in rounds])
    assert shows(lower, rounds, [hundred[t].train_loss for t in rounds])


@pytest.mark.parametrize("patience", [1, 10])
def test_early_stopping_says_where_it_stops_and_what_it_takes(patience, drawn, hundred):
    lower = drawn["boosting/early-stopping"].axes[4]
    stopped = list(early_stopping(hundred, patience))
    best = best_round([state.test_loss for state in stopped])
    assert f"耐心 {patience}：第 {stopped[-1].round} 轮停，取第 {best} 轮" in texts(lower)
    assert (best, hundred[best].test_loss) in ring_places(lower)


def test_the_walk_of_early_stopping_counts_the_rounds_without_a_better_loss(hundred):
    made = frames("boosting/early-stopping")
    assert len(made) == 41  # rounds 2 … 42
    for t, frame in enumerate(made, start=2):
        assert [(marker.x, marker.y) for marker in frame.markers] == [
            (t, hundred[t].test_loss),
            (t, hundred[t].train_loss),
        ]
        best = min(range(1, t + 1), key=lambda i: hundred[i].test_loss)
        waited = existing(re.search(r"最好第 (\d+) 轮，(?:已等 (\d+) 轮|新低)", frame.readout)).groups(default="0")
        assert waited == (str(best), str(t - best))
    assert made[-1].readout.endswith("已等 10 轮，耐心 10，停")


# Importance.


def test_importance_has_three_orders_of_the_same_features(drawn):
    made = switch_and_waves(200, Random(1))
    some = [s.tree for s in boost(made.points, made.targets, rounds=60, eta=0.3, max_depth=3) if s.tree]
    orders = []
    for axes, kind in zip(drawn["boosting/importance"].axes, ("weight", "gain", "cover"), strict=True):
        values = importance(some, 3, kind)
        bars = {bar.get_gid(): bar for bar in axes.findobj(Rectangle) if bar.get_gid()}
        assert [bars[name].get_width() for name in ("波", "开关", "噪声")] == values
        orders.append(sorted(("波", "开关", "噪声"), key=lambda name: -bars[name].get_width()))
        ranks = [orders[-1].index(name) + 1 for name in ("波", "开关", "噪声")]
        assert {f"{value:.3g}，第 {rank}" for value, rank in zip(values, ranks, strict=True)} <= {*texts(axes)}
        [filled] = [name for name, bar in bars.items() if to_hex(bar.get_facecolor()) == style.LIGHT.series[0]]
        assert filled == orders[-1][0]
    assert orders == [["波", "噪声", "开关"], ["开关", "波", "噪声"], ["开关", "噪声", "波"]]


# Two classes.

CLASSES = Random(1)
CROSSWISE = xor(150, CLASSES, 0.3), xor(150, CLASSES, 0.3)


@pytest.fixture(scope="module", params=(1, 2, 3))
def classified(request):
    train, valid = CROSSWISE
    keys = {"objective": LOGISTIC, "rounds": 30, "eta": 0.3, "max_depth": request.param}
    return request.param, list(boost(train.points, train.targets, test=valid, **keys))


def test_a_map_has_the_colour_of_the_probability_everywhere(classified, drawn):
    depth, states = classified
    axes = drawn["boosting/depth"].axes[depth - 1]
    pieces = [
        (int(collection.get_gid().split()[1]), path.vertices.min(axis=0), path.vertices.max(axis=0))
        for collection in axes.collections
        if (collection.get_gid() or "").startswith("band")
        for path in collection.get_paths()
    ]
    assert sum(np.prod(high - low) for _, low, high in pieces) == pytest.approx(100)  # each place is covered once
    random = Random(5)
    places = [[random.uniform(0, 10), random.uniform(0, 10)] for _ in range(300)]
    some = [state.tree for state in states[1:]]
    for place, margin in zip(places, margins_of(places, some, states[0].margins[0]), strict=True):
        [band] = [band for band, low, high in pieces if (low < place).all() and (place < high).all()]
        assert band == sum(sigmoid(margin) > limit for limit in LEVELS)


def test_the_border_of_a_map_parts_the_classes(classified, drawn):
    depth, states = classified
    axes = drawn["boosting/depth"].axes[depth - 1]
    [border] = [each for each in axes.collections if isinstance(each, LineCollection)]
    some, base = [state.tree for state in states[1:]], states[0].margins[0]
    for (x, y), (to_x, to_y) in border.get_segments():
        middle = np.array([(x + to_x) / 2, (y + to_y) / 2])
        across = np.array([1e-4, 0]) if x == to_x else np.array([0, 1e-4])
        one, other = margins_of([(middle - across).tolist(), (middle + across).tolist()], some, base)
        assert one * other <= 0


def test_a_map_counts_the_errors_of_both_sets(classified, drawn):
    depth, states = classified
    counts = [
        sum((p > 0.5) != bool(y) for p, y in zip(predictions, data.targets, strict=True))
        for predictions, data in zip((states[-1].predictions, states[-1].test_predictions), CROSSWISE, strict=True)
    ]
    title = drawn["boosting/depth"].axes[depth - 1].get_title(loc="left")
    assert title == f"深度 {depth}：训练错 {counts[0]}，验证错 {counts[1]}"
    assert counts == [[55, 76], [4, 12], [2, 9]][depth - 1]


def test_the_classes_of_a_map_differ_in_shape(classified, drawn):
    axes = drawn["boosting/depth"].axes[classified[0] - 1]
    train = CROSSWISE[0]
    for marker, kind in (("o", 1), ("x", 0)):
        [line] = [line for line in axes.lines if line.get_marker() == marker]
        some = [point for point, target in zip(train.points, train.targets, strict=True) if target == kind]
        assert line.get_xydata().tolist() == some


def test_the_validation_loss_of_each_depth_is_beside_the_maps(classified, drawn):
    depth, states = classified
    axes = drawn["boosting/depth"].axes[3]
    assert shows(axes, range(31), [state.test_loss for state in states])
    assert f"深度 {depth}：{states[-1].test_loss:.3f}" in texts(axes)


def test_cells_of_a_map_are_merged_row_by_row():
    low, some, high = -9.0, -1.0, -0.5  # margins of the first three levels
    cells = Cells(0, 3, low)
    cells.columns, cells.rows = [0, 1, 2], [0, 1, 2]
    cells.margins = [[low, low, some], [low, low, some], [high, low, some]]
    assert cells.merged() == [(0, 0, 2, 2, 0), (0, 2, 1, 3, 2), (1, 2, 2, 3, 0), (2, 0, 3, 3, 1)]
