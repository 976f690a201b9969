"""The figures of the K-Means article: they show what the models compute, and say so truly."""

import functools
import itertools
import math
import re

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Polygon

from plots import style
from plots.figures import kmeans
from plots.figures.kmeans import choice, failures, landscape, practice, soft, starts, steps
from plots.marks import MARKERS, mark_corners
from plots.models.cells import cells
from plots.models.kmeans import fit, half_steps, inertia, lloyd, nearest, plus_plus_choices, runs, starting_centers
from plots.models.kmeans.choice import silhouette, silhouettes
from plots.models.kmeans.colours import colour_points, quantised, root_mean_square_error
from plots.models.kmeans.datasets import TRIANGLE, blobs, gaussians, grid, rectangle
from plots.models.kmeans.outliers import outlier_scores
from plots.models.mixture import mixture, soft_kmeans, soft_labels
from plots.models.randomness import Random
from plots.pictures.glyphs import glyph_of
from tests.evidence.environments import seen
from tests.figures.reading import frames, shows, texts
from tests.searches import existing

TOY = gaussians(60, Random(0), TRIANGLE, [1.3] * 3).points
BLOBS = blobs(300, Random(0)).points


def titles(figure):
    return [axes.get_title(loc="left") for axes in figure.axes]


def rows(points):
    return sorted(tuple(point) for point in points)


def clusters(axes):
    """Return the points that are drawn with each mark and colour of a cluster, by its number."""
    found: dict[int, list] = {}
    for line in axes.lines:
        for label in range(28):
            series = style.colour(style.LIGHT, f"series-{label % 8 + 1}")
            face = style.tint(style.LIGHT, f"series-{label % 8 + 1}")
            looks = (line.get_marker(), to_hex(line.get_markeredgecolor()), to_hex(line.get_markerfacecolor()))
            if looks == (MARKERS[glyph_of(label)], series, face):
                found.setdefault(label, []).extend(line.get_xydata().tolist())
    return {label: rows(points) for label, points in found.items()}


def centers(axes, *, size=None):
    """Return the places of the full marks of centres, by the number of their cluster."""
    found = {}
    for line in axes.lines:
        for label in range(28):
            series = style.colour(style.LIGHT, f"series-{label % 8 + 1}")
            looks = (line.get_marker(), to_hex(line.get_markeredgecolor()), to_hex(line.get_markerfacecolor()))
            if looks == (MARKERS[glyph_of(label)], style.LIGHT.ink, series):
                found[label] = line.get_xydata().tolist()[0]
    return found


def parts(axes):
    """Return the corners of the parts of a plane."""
    return [patch.get_xy()[:-1] for patch in axes.patches if isinstance(patch, Polygon)]


def grouped(points, labels):
    return {
        label: rows(point for point, its in zip(points, labels, strict=True) if its == label) for label in set(labels)
    }


def shows_state(axes, points, its_centers, labels, *, with_cells=True):
    """Assert that a plane holds these clusters, centres and cells."""
    assert clusters(axes) == grouped(points, labels)
    assert centers(axes) == {label: pytest.approx(center) for label, center in enumerate(its_centers)}
    if with_cells:
        (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
        expected = [part for part in cells(its_centers, left=left, right=right, bottom=bottom, top=top) if part]
        shown = parts(axes)
        assert len(shown) == len(expected)
        assert all(np.allclose(one, other) for one, other in zip(shown, expected, strict=True))


# The objective.


def test_the_spokes_go_from_every_point_to_its_centre_and_j_is_the_sum_of_their_squares(drawn):
    figure = drawn["kmeans/objective"]
    drawn_centers = starting_centers("random", TOY, 3, Random(4))
    best = fit(TOY, 3, seeds=range(10)).last.centers
    for axes, its_centers in zip(figure.axes, (drawn_centers, best), strict=True):
        labels = nearest(TOY, its_centers)[0]
        shows_state(axes, TOY, its_centers, labels, with_cells=False)
        squares = 0.0
        for line in axes.lines:
            if str(line.get_gid()).startswith("spokes"):
                ends = np.asarray(line.get_xydata()).reshape(-1, 2, 2)
                squares += float(((ends[:, 0] - ends[:, 1]) ** 2).sum())
        value = inertia(TOY, its_centers, labels)
        assert squares == pytest.approx(value)
        assert any(title.endswith(f" = {value:.1f}") for title in titles(figure))


def test_the_two_halves_of_the_rectangle_are_ends_with_1_and_16(drawn):
    figure = drawn["kmeans/rectangle"]
    assert titles(figure) == ["左右各一半：$J$ = 1", "上下各一半：$J$ = 16"]
    points = rectangle(4).points
    for axes, its_centers in zip(figure.axes, ([[0, 0.5], [4, 0.5]], [[2.0, 0.0], [2.0, 1.0]]), strict=True):
        end = list(lloyd(points, its_centers))[-1]
        assert end.centers == its_centers
        shows_state(axes, points, end.centers, end.labels)


def test_the_marked_point_is_as_far_from_both_centres_as_the_figure_says(drawn):
    figure = drawn["kmeans/cells"]
    (axes,) = figure.axes
    end = list(lloyd(BLOBS, starting_centers("random", BLOBS, 5, Random(2))))[-1]
    shows_state(axes, BLOBS, end.centers, end.labels)
    (ring,) = [line for line in axes.lines if line.get_markerfacecolor() == "none" and line.get_marker() == "o"]
    point = ring.get_xydata()[0]
    distances = sorted(math.dist(point, center) for center in end.centers)
    assert distances[0] == pytest.approx(distances[1])
    assert distances[1] < distances[2]
    assert f"都是 {distances[0]:.2f}" in " ".join(texts(figure))


def test_the_sum_by_hand_is_that_of_the_model(drawn):
    figure = drawn["kmeans/by-hand"]
    line = [[1], [2], [3], [8], [10], [12]]
    states = list(half_steps(line, [[1], [2]]))[:5]
    words = texts(figure)
    sums = [text for text in words if text.startswith("$J$")]
    assert sums == [f"$J$ = {state.inertia:g}" for state in states] == [f"$J$ = {j}" for j in (201, 76, 40, 10, 10)]
    numbers = [int(text) for text in words if re.fullmatch(r"\d+", text)]
    squares = [
        (x[0] - state.centers[label][0]) ** 2 for state in states for x, label in zip(line, state.labels, strict=True)
    ]
    places = [center[0] for state in states for center in state.centers]
    assert sorted(numbers) == sorted([*squares, *places, *(x[0] for x in line)])


# The run, half step by half step.


def toy_states():
    return list(half_steps(TOY, starting_centers("random", TOY, 3, Random(4))))


def test_each_panel_of_the_steps_is_a_state_of_the_run(drawn):
    figure, states = drawn["kmeans/steps"], toy_states()
    for axes, title, i in zip(figure.axes, titles(figure), steps.SHOWN, strict=True):
        state = states[i]
        shows_state(axes, TOY, state.centers, state.labels, with_cells=state.step == "assign")
        assert title.endswith(f" = {state.inertia:.1f}")
    shown = [states[i].inertia for i in steps.SHOWN]
    assert shown == sorted(shown, reverse=True)
    assert len(states) - 1 == steps.SHOWN[-1]


def test_the_moving_run_has_a_moment_for_each_half_step():
    states, made = toy_states(), frames("kmeans/lloyd")
    assert len(made) == len(states) == 15
    for i, (state, frame) in enumerate(zip(states, made, strict=True)):
        *walking, value = frame.markers
        assert [[marker.x, marker.y] for marker in walking] == state.centers
        assert (value.x, value.y, value.label) == (i, state.inertia, f"{state.inertia:.1f}")
        assert frame.readout.endswith(f"J = {state.inertia:.1f}")


def test_a_moment_shows_the_cells_and_the_mark_of_every_points_cluster():
    for state, frame in zip(toy_states(), frames("kmeans/lloyd"), strict=True):
        outlines = [shape.corners for shape in frame.shapes if shape.look == "outline"]
        assert outlines == [tuple(part) for part in steps.parts(state.centers)]
        marks = [shape for shape in frame.shapes if shape.look != "outline"]
        assert [shape.look for shape in marks] == [f"series-{label + 1}" for label in state.labels]
        assert [len(shape.corners) for shape in marks] == [len(mark_corners(label, 1)) for label in state.labels]
        for shape, point in zip(marks, TOY, strict=True):
            assert math.dist(np.mean(shape.corners, axis=0), point) < 0.1


def test_a_moment_rings_the_points_that_change_their_cluster():
    for i, (state, frame) in enumerate(zip(toy_states(), frames("kmeans/lloyd"), strict=True)):
        assert [[box.x, box.y] for box in frame.boxes] == ([TOY[point] for point in state.changed] if i else [])
        if state.step == "assign" and i:
            assert f"：{len(state.changed)} 个点换簇" in frame.readout
    assert "质心不动，结束" in frames("kmeans/lloyd")[-2].readout


def test_the_curve_and_the_ways_of_the_centres_are_those_of_the_run(drawn):
    plane, curve = drawn["kmeans/lloyd"].axes
    states = toy_states()
    assert shows(curve, range(15), [state.inertia for state in states])
    for label in range(3):
        assert shows(plane, *zip(*(state.centers[label] for state in states), strict=True))


# Valleys and starts.


def test_the_runs_over_the_landscape_end_in_three_valleys(drawn):
    figure = drawn["kmeans/landscape"]
    (axes,) = figure.axes
    ends = set()
    for start in landscape.STARTS:
        states = list(lloyd(landscape.LINE, [[x] for x in start]))
        assert shows(axes, *zip(*([center[0] for center in state.centers] for state in states), strict=True))
        ends.add((*(round(center[0], 2) for center in states[-1].centers), f"{states[-1].inertia:.4g}"))
    assert ends == {(0.5, 7.5, "17.5"), (2, 8.33, "22.67"), (3, 9.5, "26.5")}
    assert sorted(text[6:] for text in texts(figure) if text.startswith("$J$")) == sorted(end[2] for end in ends)


def test_the_height_of_the_landscape_is_j():
    places, values = landscape.heights()
    for row, column in itertools.product((0, 20, 41, 72), (3, 30, 72)):
        expected = sum(min((x[0] - places[row]) ** 2, (x[0] - places[column]) ** 2) for x in landscape.LINE)
        assert values[row][column] == pytest.approx(expected)
    assert np.allclose(values, np.transpose(values))


def test_four_starts_end_where_the_model_ends(drawn):
    figure = drawn["kmeans/local-minima"]
    for axes, title, seed in zip(figure.axes, titles(figure), (2, 0, 30, 343), strict=True):
        states = list(lloyd(BLOBS, starting_centers("random", BLOBS, 5, Random(seed))))
        shows_state(axes, BLOBS, states[-1].centers, states[-1].labels)
        assert title == f"种子 {seed}：$J$ = {states[-1].inertia:.2f}"
        for label in range(5):
            assert shows(axes, *zip(*(state.centers[label] for state in states), strict=True))


def test_a_point_is_as_large_as_it_is_likely_to_be_drawn(drawn):
    choices = list(plus_plus_choices(BLOBS, 5, Random(0)))
    largest = math.sqrt(max(choices[1].weights))
    for number, axes in enumerate(drawn["kmeans/plus-plus"].axes, start=1):
        weights = {tuple(point): weight for point, weight in zip(BLOBS, choices[number].weights, strict=True)}
        seen = 0
        for line in axes.lines:
            if line.get_markerfacecolor() != style.LIGHT.grid:
                continue
            for point in line.get_xydata().tolist():
                wanted = starts.LARGEST * math.sqrt(weights[tuple(point)]) / largest
                assert line.get_markersize() == pytest.approx(max(wanted, 1), abs=0.5)
                seen += 1
        assert seen == 300
        assert centers(axes) == {label: BLOBS[choices[label].index] for label in range(number)}
        (ring,) = [line for line in axes.lines if line.get_markerfacecolor() == "none"]
        assert ring.get_xydata().tolist() == [BLOBS[choices[number].index]]


@functools.cache
def grid_inertias(start):
    return [run.last.inertia for run in runs(grid(300, Random(0)).points, 25, start=start, seeds=range(100))]


@pytest.mark.parametrize(("start", "hits"), [("random", 0), ("kmeans++", 2), ("greedy kmeans++", 73)])
def test_a_strip_has_a_dot_for_each_of_a_hundred_runs(start, hits, drawn):
    figure = drawn["kmeans/starts"]
    (axes,) = figure.axes
    values = grid_inertias(start)
    least = min(min(grid_inertias(rule)) for rule in starts.RULES)
    name = starts.RULES[start]
    (line,) = [line for line in axes.lines if line.get_gid() == name]
    assert list(line.get_xdata()) == [value / least for value in values]
    mean = sum(values) / least / 100
    assert f"{name}：平均 {mean:.2f} 倍，{hits} 次到最小" in texts(figure)


@pytest.mark.parametrize(("name", "max_iter", "mean"), [("只更新一次", 1, 3.05), ("运行到收敛", 300, 1.12)])
def test_one_update_is_not_enough(name, max_iter, mean, drawn):
    figure = drawn["kmeans/one-update"]
    found = runs(BLOBS, 5, start="random box", seeds=range(100), max_iter=max_iter)
    least = fit(BLOBS, 5, start="greedy kmeans++", seeds=range(10)).last.inertia
    values = [run.last.inertia / least for run in found]
    (line,) = [line for line in figure.axes[0].lines if line.get_gid() == name]
    assert list(line.get_xdata()) == values
    assert sum(values) / 100 == pytest.approx(mean, abs=0.005)
    assert any(text.startswith(f"{name}：平均 {mean} 倍") for text in texts(figure))


def test_a_centre_without_points_stays_or_moves_as_the_model_says(drawn):
    figure = drawn["kmeans/empty"]
    start = starting_centers("random box", BLOBS, 5, Random(48))
    kept, moved = (list(lloyd(BLOBS, start, empty=rule)) for rule in ("keep", "farthest"))
    shown = (moved[0], kept[1], moved[1], moved[-1])
    for axes, title, state in zip(figure.axes, titles(figure), shown, strict=True):
        shows_state(axes, BLOBS, state.centers, state.labels)
        assert title.endswith(f" = {state.inertia:.2f}")
    (empty,) = set(range(5)) - set(moved[0].labels)
    assert kept[1].centers[empty] == start[empty]
    assert moved[1].relocated[0][0] == empty
    for axes, state in zip(figure.axes, shown, strict=True):
        (ring,) = [line for line in axes.lines if line.get_markerfacecolor() == "none"]
        assert ring.get_xydata().tolist() == [state.centers[empty]]


# The number of clusters.


@pytest.mark.parametrize(("column", "name"), list(enumerate(choice.DATA)))
def test_the_curves_over_k_are_those_of_the_model(column, name, drawn):
    points = choice.DATA[name]
    found = [fit(points, k, start="greedy kmeans++", seeds=range(10)).last for k in range(1, 9)]
    top, middle, bottom = drawn["kmeans/choose-k"].axes[column::2]
    assert shows(top, range(1, 9), [state.inertia for state in found])
    means = [silhouette(points, state.labels) for state in found[1:]]
    assert shows(middle, range(2, 9), means)
    values = choice.gap_values(name)
    assert shows(bottom, range(1, 9), [value.gap for value in values])
    bars = sorted((each[0][1], each[1][1]) for lines in bottom.collections for each in lines.get_segments())
    assert np.allclose(bars, sorted((value.gap - value.error, value.gap + value.error) for value in values))


def test_the_rings_are_round_the_k_that_the_criteria_choose(drawn):
    chosen = []
    for axes in drawn["kmeans/choose-k"].axes:
        chosen.append([line.get_xdata()[0] for line in axes.lines if line.get_markerfacecolor() == "none"])
    assert chosen == [[], [], [2], [8], [4], [1]]


def test_a_silhouette_has_the_sorted_values_of_its_cluster(drawn):
    figure = drawn["kmeans/silhouettes"]
    points = choice.DATA["两两相邻的四团"]
    for axes, title, k in zip(figure.axes, titles(figure), (2, 4), strict=True):
        labels = fit(points, k, start="greedy kmeans++", seeds=range(10)).last.labels
        values = silhouettes(points, labels)
        assert title == f"$k$ = {k}，平均 {sum(values) / len(values):.3f}"
        areas = {area.get_gid(): area for area in axes.collections}
        for label in range(k):
            own = [value for value, its in zip(values, labels, strict=True) if its == label]
            corners = areas[f"{k} {label}"].get_paths()[0].vertices
            assert {round(x, 9) for x in corners[:, 0]} == {0, *(round(value, 9) for value in own)}
            assert f"簇 {label + 1}：{len(own)} 个点" in texts(figure)


# Where it fails.


def test_each_cell_of_the_sheet_shows_labels_and_how_well_they_agree(drawn):
    figure = drawn["kmeans/failures"]
    recorded = [ari for row in seen("sklearn-remedies")["sheet"] for ari in row["ari"].values()]
    shown = failures.panels()
    assert [panel.agreement for panel in shown] == pytest.approx(recorded, abs=1e-4)
    for axes, title, panel in zip(figure.axes, titles(figure), shown, strict=True):
        assert title.endswith(f" {abs(round(panel.agreement, 2)):.2f}".replace(" 0.06", " −0.06"))
        some = [i for i in failures.drawn_of(panel.truth) if panel.labels[i] >= 0]
        assert clusters(axes) == grouped([panel.points[i] for i in some], [panel.labels[i] for i in some])


def test_of_large_groups_the_sheet_draws_every_other_point_and_of_small_ones_all():
    drawn_points = failures.drawn_of([0] * 30 + [1] * 4)
    assert drawn_points == [*range(0, 30, 2), 30, 31, 32, 33]


def test_the_curve_of_unequal_sizes_is_the_formula_and_marks_change_near_it(drawn):
    (axes,) = drawn["kmeans/unequal-sizes"].axes
    (curve,) = [line for line in axes.lines if line.get_label() == "公式"]
    for ratio, distance in curve.get_xydata():
        assert distance == pytest.approx(math.sqrt(2 / math.pi * (ratio + 1)))
    for ratio in failures.RATIOS:
        kept = [failures.is_kept(ratio, share * failures.needed_distance(ratio)) for share in failures.SHARES]
        assert kept == sorted(kept)
        assert (kept[0], kept[-1]) == (False, True)
        assert kept[2] is False  # below the curve


def test_moving_one_point_at_a_time_leaves_what_lloyds_algorithm_keeps(drawn):
    figure = drawn["kmeans/hartigan-wong"]
    ends = [(points, end) for _, points, *both in starts.exchanged() for end in both]
    for axes, title, (points, end) in zip(figure.axes, titles(figure), ends, strict=True):
        shows_state(axes, points, end.centers, end.labels)
        assert title.endswith(f"$J$ = {end.inertia:.2f}")


# Soft labels.


def test_the_titles_count_the_points_that_no_centre_has_for_sure(drawn):
    figure = drawn["kmeans/soft"]
    best = fit(TOY, 3, seeds=range(10)).last
    for axes, title, variance in zip(figure.axes, titles(figure), (4, 1, 0.25), strict=False):
        *_, end = soft_kmeans(TOY, best.centers, variance=variance, tolerance=1e-6)
        shared = [point for point, row in zip(TOY, end.responsibilities, strict=True) if max(row) < 0.9]
        assert title == f"$σ^2$ = {variance:g}，{len(shared)} 个点未定"
        assert centers(axes) == {label: pytest.approx(center) for label, center in enumerate(end.centers)}
        assert sum(map(len, clusters(axes).values())) == 60 - len(shared)
    shows_state(figure.axes[3], TOY, best.centers, best.labels)


def test_the_dashed_lines_are_where_a_centre_has_one_half(drawn):
    for axes, variance in zip(drawn["kmeans/soft"].axes, soft.VARIANCES, strict=False):
        end = soft.soft_end(variance)
        for label, lines in enumerate(axes.collections):
            for level, path in zip((0.5, 0.9), lines.get_paths(), strict=True):
                for x, y in path.vertices[::9]:
                    row = soft_labels([(x, y)], end.centers, variance)[0][0]
                    assert soft.log_odds(row, label) == pytest.approx(math.log(level / (1 - level)), abs=0.5)


def test_the_mixture_walks_through_states_of_the_model(drawn):
    labels = fit(soft.LONG, 3, start="greedy kmeans++", seeds=range(10)).last.labels
    states = list(mixture(soft.LONG, labels))
    plane, curve = drawn["kmeans/mixture"].axes
    assert clusters(plane) == grouped(soft.LONG, labels)
    assert shows(curve, range(len(states)), [state.log_likelihood for state in states])
    made = frames("kmeans/mixture")
    numbers = [int(existing(re.search(r"第 (\d+) 次", frame.readout))[1]) for frame in made]
    assert numbers[0] == 0
    assert numbers[-1] == states[-1].iteration
    for number, frame in zip(numbers, made, strict=True):
        *walking, value = frame.markers
        assert [[marker.x, marker.y] for marker in walking] == states[number].means
        assert value.y == states[number].log_likelihood
        assert frame.readout.endswith(f"{value.y:.3f}".replace("-", "−"))


def test_an_ellipse_is_two_standard_deviations_from_the_mean():
    states = soft.shown_states()
    for state, frame in zip(states, frames("kmeans/mixture"), strict=True):
        for shape, mean, covariance in zip(frame.shapes, state.means, state.covariances, strict=True):
            offsets = np.array(shape.corners) - mean
            squares = np.einsum("ij,jk,ik->i", offsets, np.linalg.inv(covariance), offsets)
            assert np.allclose(squares, 4, rtol=0.02)  # corners are rounded to thousandths


# In practice.


def test_batches_are_measured_in_distances(drawn):
    (axes,) = drawn["kmeans/minibatch"].axes
    counts, values = practice.lloyd_curve()
    start = starting_centers("kmeans++", practice.MANY, 10, Random(0))
    states = list(itertools.islice(lloyd(practice.MANY, start), 3))
    assert counts[:3] == [50000, 100000, 150000]
    assert values[:3] == [state.inertia for state in states]
    assert shows(axes, counts, [value / values[-1] for value in values])
    for size, number in ((50, 400), (500, 40)):
        x, y = practice.batch_curve(size, number)
        assert x[0] == 10 * size
        assert x[-1] == 200000
        assert shows(axes, x, [value / values[-1] for value in y])


def test_the_highest_scores_are_ringed_and_are_the_points_drawn_apart(drawn):
    plane, curve = drawn["kmeans/outliers"].axes
    data = practice.OUTLIERS
    scores = outlier_scores(data.points, practice.outlier_run().centers)
    ranked = sorted(range(300), key=lambda i: -scores[i])
    assert {data.truth[i] for i in ranked[:15]} == {3}
    assert shows(curve, range(1, 41), [scores[i] for i in ranked[:40]])
    for axes in (plane, curve):
        (ring,) = [line for line in axes.lines if line.get_markerfacecolor() == "none"]
        assert len(ring.get_xdata()) == 15
    assert rows(ring_of(plane)) == rows(data.points[i] for i in ranked[:15])


def ring_of(axes):
    return next(line.get_xydata().tolist() for line in axes.lines if line.get_markerfacecolor() == "none")


def test_the_pictures_have_the_colours_of_the_model(drawn):
    figure = drawn["kmeans/colours"]
    original = practice.pictures()[0][1]
    pixels = colour_points(original)
    sample = [pixels[i] for i in Random(1).sample(len(pixels), 1000)]
    assert np.array_equal(figure.axes[0].images[0].get_array(), original)
    for axes, title, k in zip(figure.axes[1:], titles(figure)[1:], (2, 4, 16), strict=True):
        found = fit(sample, k, start="greedy kmeans++", seeds=range(2)).last.centers
        made = quantised(original, found)
        assert np.array_equal(axes.images[0].get_array(), made)
        assert len({tuple(pixel) for row in made for pixel in row}) <= k == len(axes.patches)
        assert title.endswith(f"误差 {root_mean_square_error(original, made):.3f}")


# What stands in the figures.


@pytest.mark.parametrize("name", kmeans.FIGURES)
def test_every_panel_lies_within_its_picture(name, drawn):
    for axes in drawn[f"kmeans/{name}"].axes:
        box = axes.get_position()
        assert 0 <= box.x0 < box.x1 <= 1
        assert 0 <= box.y0 < box.y1 <= 1


AXES = {
    "lloyd": ["半步", "$J$"],
    "landscape": ["μ_1", "μ_2"],
    "starts": ["最小的 $J$"],
    "one-update": ["最小的 $J$"],
    "start": ["x_1", "x_2"],
    "choose-k": ["$k$", "$J$", "轮廓系数", "间隔统计量"],
    "silhouettes": ["轮廓系数"],
    "mixture": ["更新次数", "对数似然"],
    "minibatch": ["距离数", "Lloyd 结束时"],
    "outliers": ["名次", "中位数"],
}


@pytest.mark.parametrize("name", AXES)
def test_a_chart_names_its_axes(name, drawn):
    words = texts(drawn[f"kmeans/{name}"])
    for part in AXES[name]:
        assert any(part in text for text in words), part
