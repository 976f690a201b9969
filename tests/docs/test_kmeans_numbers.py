"""Numbers that the K-Means article states in a sentence, a caption or a table, not as the output of a block.

Each test says the fragment as the article writes it, and computes its number from the models. A fragment that the
article no longer contains fails, so that a rewritten sentence takes its test along. The NumPy class that the article
shows is the one of the repository.
"""

import ast
import functools
import itertools
import math
import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.cluster import DBSCAN, KMeans, MiniBatchKMeans, kmeans_plusplus
from sklearn.datasets import load_digits, load_wine
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

from plots.models.kmeans import (
    datasets,
    fit,
    half_steps,
    inertia,
    lloyd,
    means,
    nearest,
    plus_plus_choices,
    runs,
    sizes,
    starting_centers,
)
from plots.models.kmeans.choice import fits, gaps, k_by_gap, silhouette, silhouettes
from plots.models.kmeans.colours import colour_points, landscape, palette_bits, quantised, root_mean_square_error
from plots.models.kmeans.comparison import adjusted_rand_index
from plots.models.kmeans.hartigan_wong import hartigan_wong
from plots.models.kmeans.minibatch import minibatch
from plots.models.kmeans.outliers import outlier_scores
from plots.models.mixture import mixture, soft_kmeans
from plots.models.randomness import Random
from scripts.checks.code_blocks import DOCS, code_blocks
from tests.docs.told import Text
from tests.evidence.environments import seen

PAGE = DOCS / "posts" / "k-means.md"
ARTICLE = PAGE.read_text(encoding="utf-8")
says = Text(ARTICLE).says
VECTORISED = Path(__file__).parents[2] / "plots" / "vectorised" / "kmeans.py"

BLOB = datasets.blobs(300, Random(0))
GRID = datasets.grid(300, Random(0)).points
TOY = datasets.gaussians(60, Random(0), datasets.TRIANGLE, [1.3] * 3).points
NUMBERS = [[1], [2], [3], [8], [10], [12]]
REMEDIES = seen("sklearn-remedies")


def end(points, k, seed, start="random", **options):
    """Return the last state of one run."""
    return fit(points, k, start=start, seeds=[seed], **options).last


@functools.cache
def grid_runs(start, empty="farthest"):
    return list(runs(GRID, 25, start=start, seeds=range(100), empty=empty))


@functools.cache
def blob_runs(start, count, max_iter=300):
    return list(runs(BLOB.points, 5, start=start, seeds=range(count), max_iter=max_iter))


@functools.cache
def best_of_ten(draw, n, k):
    """Return the data of a set and the best of ten greedy runs on it."""
    data = draw(n, Random(0))
    return data, fit(data.points, k, start="greedy kmeans++", seeds=range(10)).last


def agreement_of_mixture(draw, n, k):
    data, hard = best_of_ten(draw, n, k)
    *_, last = mixture(data.points, hard.labels)
    return adjusted_rand_index([row.index(max(row)) for row in last.responsibilities], data.truth)


def definitions(source):
    """Return name -> the definition, unparsed: the same for all ways to break its lines."""
    return {
        node.name: ast.unparse(node)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


def test_the_article_shows_the_numpy_class_as_it_is():
    shown: dict[str, str] = {}
    for block in code_blocks(PAGE):
        shown |= definitions(block.code)
    own = definitions(VECTORISED.read_text(encoding="utf-8"))

    assert sorted(own) == ["KMeans", "finite_rows", "kmeans_plus_plus", "means", "run_lloyd", "squared_distances"]
    assert {name: shown[name] for name in own} == own


def test_the_first_paragraph_and_the_hero():
    says(
        "平面上有 300 个点，一眼看去是五团",
        "一个质心（centroid）占着将近两团，另有两个质心合分一团",
        "种子 11 停在 623.15",
    )
    last = end(BLOB.points, 5, 11)
    groups = [sorted(z for z, t in zip(last.labels, BLOB.truth, strict=True) if t == group) for group in range(5)]
    most = [max(set(own), key=own.count) for own in groups]
    share = [own.count(most[group]) for group, own in enumerate(groups)]

    assert round(last.inertia, 2) == 623.15
    assert most[1] == most[2]
    assert (share[1], share[2]) == (60, 51)
    assert {z for z in set(groups[3]) if groups[3].count(z) > 20} == {0, 3}
    assert round(min(run.last.inertia for run in blob_runs("random", 400)[:200]), 2) == 274.14


def test_the_hero_starts_on_points_and_two_centres_share_a_group():
    says("五个质心都落在点上", "有的团里有两个质心，有的团里没有")
    starts = starting_centers("random", BLOB.points, 5, Random(11))
    groups = [BLOB.truth[BLOB.points.index(center)] for center in starts]

    assert sorted(groups) == [0, 2, 3, 3, 4]


def test_six_numbers_in_two_clusters():
    says(
        "$J$ 从 201 降到 76、40、10",
        "J 为 201、76、40、10、10",
    )
    states = list(half_steps(NUMBERS, [[1], [2]]))
    assert [state.inertia for state in states[:5]] == [201, 76, 40, 10, 10]
    assert states[-1].iteration == 3


def test_the_run_that_the_article_follows():
    says(
        "J 从 1146.3 降到 169.9",
        "第 8 次分配没有变化",
        "从 1146 降到 170",
        "更新三次之后 $J$ 已是 183.4，之后每一轮至多有一个点换簇",
    )
    states = list(lloyd(TOY, starting_centers("random", TOY, 3, Random(4))))

    assert (round(states[0].inertia, 1), round(states[-1].inertia, 1)) == (1146.3, 169.9)
    assert (len(states), states[-1].changed) == (8, [])
    assert max(len(state.changed) for state in states[4:]) == 1
    assert round(states[3].inertia, 1) == 183.4


def test_four_corners():
    says("$J=4\\times0.5^2=1$；上下分，$J=4\\times2^2=16$", "J 为 1，右格上下各两个点一簇，J 为 16")
    corners = datasets.rectangle(4).points
    for centers, least in (([[0, 0.5], [4, 0.5]], 1), ([[2, 0], [2, 1]], 16)):
        *_, last = lloyd(corners, centers)
        assert (last.iteration, last.inertia) == (1, least)


def test_there_are_three_valleys():
    says("(0.5, 7.5) 处 $J=17.5$，(2, 8.33) 处 22.67，(3, 9.5) 处 26.5", "对角线两侧各有三个谷")
    six = [[0], [1], [5], [6], [9], [10]]
    found = set()
    for start in itertools.combinations([[x / 2] for x in range(-2, 23)], 2):
        *_, last = lloyd(six, start)
        if 0 not in sizes(last.labels, 2):
            found.add((*sorted(round(center[0], 2) for center in last.centers), round(last.inertia, 2)))

    assert found == {(0.5, 7.5, 17.5), (2, 8.33, 22.67), (3, 9.5, 26.5)}


def test_where_a_tie_holds_a_run_that_a_push_would_free():
    says("0、2、3 从质心 1 和 3 出发", "算法停在 $J=2$", "再走下去 $J=0.5$")
    three = [[0], [2], [3]]
    *_, held = lloyd(three, [[1], [3]])
    *_, pushed = lloyd(three, [[0.99], [2.99]])

    assert (held.centers, held.inertia) == ([[1], [3]], 2)
    assert pushed.inertia == 0.5


def test_four_ends():
    says("J 依次为 274.14、274.28、621.49、957.90", "第三格 621.49，第四格 957.90，是最好的 3.5 倍")
    ends = [end(BLOB.points, 5, seed) for seed in (2, 0, 30, 343)]

    assert [f"{each.inertia:.2f}" for each in ends] == ["274.14", "274.28", "621.49", "957.90"]
    assert round(ends[3].inertia / ends[0].inertia, 1) == 3.5


def test_the_two_best_ends_differ_in_one_point():
    says("分法只差一个点")
    one, other = (end(BLOB.points, 5, seed).labels for seed in (2, 0))
    differ = min(
        sum(a != names[b] for a, b in zip(one, other, strict=True)) for names in itertools.permutations(range(5))
    )
    assert differ == 1


def test_the_chance_of_one_centre_in_each_group():
    says("五团时只有 3.8%，25 团时是 $10^{-10}$ 的量级")
    assert round(math.factorial(5) / 5**5, 3) == 0.038
    assert math.floor(math.log10(math.factorial(25) / 25**25)) == -10


def test_the_second_centre_of_the_six_numbers():
    says("各点的 $D^2$ 是 0、1、4、49、81、121，合计 256", "$251/256=98\\%$", "$3/5=60\\%$")
    squares = nearest(NUMBERS, [[1]])[1]

    assert squares == [0, 1, 4, 49, 81, 121]
    assert (sum(squares), sum(squares[3:]), round(251 / 256, 2)) == (256, 251, 0.98)


def test_how_often_a_lone_point_becomes_a_centre():
    says("两团 200 个点", "18.3%", "它遇到远处的异常点必定选中")
    points = datasets.lone_point(201, Random(0)).points
    chances = []
    for first in points:
        squares = nearest(points, [first])[1]
        chances.append(1 if first is points[-1] else squares[-1] / sum(squares))
        assert first is points[-1] or squares.index(max(squares)) == 200

    assert f"{sum(chances) / len(chances):.1%}" == "18.3%"


def test_bounds_of_seeding():
    says("$k=5$ 时右边的系数是 28.9，$k=25$ 时是 41.8")
    assert [round(8 * (math.log(k) + 2), 1) for k in (5, 25)] == [28.9, 41.8]


def test_four_draws_leave_little_where_a_centre_is():
    says("有了质心的团，概率几乎降到零；没有质心的团，整团都大")
    taken: list[int] = []
    for choice in plus_plus_choices(BLOB.points, 5, Random(0)):
        shares = [[w for w, t in zip(choice.weights, BLOB.truth, strict=True) if t == group] for group in range(5)]
        means_of = [sum(own) / 60 for own in shares]
        assert not taken or max(means_of[g] for g in taken) < min(means_of[g] for g in range(5) if g not in taken)
        taken.append(BLOB.truth[choice.index])
    assert sorted(taken) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("row", "start"),
    [
        ("| 随机位置 | 9.09 | 2.31 | 0 / 100 | 7.6 | 0 |", "random box"),
        ("| 随机点 | 8.49 | 2.52 | 0 / 100 | 7.8 | 0 |", "random"),
        ("| k-means++ | 3.40 | 1.81 | 2 / 100 | 5.3 | 1 |", "kmeans++"),
        ("| 贪心 k-means++ | 1.98 | 1.11 | 73 / 100 | 3.2 | 4.8 |", "greedy kmeans++"),
    ],
)
def test_starts_on_25_groups(row, start):
    says(row, "最好的 $J=45.69$", "随机点没有一次到 1，k-means++ 有 2 次，贪心 k-means++ 有 73 次")
    least = min(run.last.inertia for run in grid_runs("greedy kmeans++"))
    found = grid_runs(start)
    first = sum(run.first.inertia for run in found) / 100 / least
    last = sum(run.last.inertia for run in found) / 100 / least
    hits = sum(run.last.inertia <= 1.01 * least for run in found)

    assert round(least, 2) == 45.69
    assert row.endswith(
        f"| {first:.2f} | {last:.2f} | {hits} / 100 | {rounds(start):.1f} | {seeding_rounds(start):.2g} |"
    )


def rounds(start):
    return sum(run.last.iteration for run in grid_runs(start)) / 100


def seeding_rounds(start):
    """Return the distances that the start computes on the 25 groups, in rounds of n·k distances."""
    trials = {"kmeans++": 1, "greedy kmeans++": 2 + int(math.log(25))}.get(start, 0)
    choices = plus_plus_choices(GRID, 25, Random(0), trials=trials) if trials else []
    return sum(len(choice.candidates) for choice in choices) / 25


def test_the_draws_of_the_greedy_start_cost_the_rounds_that_they_save():
    says("$\\ell=5$ 个候选，$(1+24\\times5)n=121n$ 个，合 4.8 轮", "贪心版是 8.0，随机点是 7.8")
    assert 25 * seeding_rounds("greedy kmeans++") == 121
    total = [rounds(start) + seeding_rounds(start) for start in ("greedy kmeans++", "random")]
    assert [f"{each:.1f}" for each in total] == ["8.0", "7.8"]


def test_starts_on_five_groups():
    says("随机点 200 次里有 168 次与最好相差不到 1%，k-means++ 有 184 次，贪心 k-means++ 200 次都是")
    least = end(BLOB.points, 5, 2).inertia
    hits = [
        sum(run.last.inertia <= 1.01 * least for run in blob_runs(start, count)[:200])
        for start, count in (("random", 400), ("kmeans++", 200), ("greedy kmeans++", 200))
    ]
    assert hits == [168, 184, 200]


def test_starts_on_pictures_of_digits():
    says("手写数字的 1797 张小图，$k=10$", "最终 $J$ 平均都是最好的 1.02 倍，贪心的是 1.01 倍", "各 50 个种子")
    images, _ = load_digits(return_X_y=True)
    found: dict[str, list[float]] = {"random": [], "k-means++": [], "greedy": []}
    with threadpool_limits(1):
        for seed in range(50):
            plain, _ = kmeans_plusplus(images, 10, random_state=seed, n_local_trials=1)
            for name, init in (("random", "random"), ("k-means++", plain), ("greedy", "k-means++")):
                model = KMeans(10, init=init, n_init=1, tol=0, random_state=seed).fit(images)
                found[name].append(model.inertia_)
    least = min(min(each) for each in found.values())

    assert len(images) == 1797
    assert [f"{sum(each) / 50 / least:.2f}" for each in found.values()] == ["1.02", "1.02", "1.01"]


def test_restarts():
    says("$p$ 约为 3%，跑 10 次也只有 26%；贪心版约为 73%，跑 4 次就有 99.5%")
    assert f"{1 - 0.97**10:.0%}" == "26%"
    assert f"{1 - 0.27**4:.1%}" == "99.5%"


@pytest.mark.slow
def test_how_often_plus_plus_finds_the_25_groups():
    says("k-means++ 跑 1000 个种子成功 30 次")
    found = itertools.chain(grid_runs("kmeans++"), runs(GRID, 25, start="kmeans++", seeds=range(100, 1000)))
    assert sum(run.last.inertia <= 1.01 * 45.69 for run in found) == 30


def test_empty_clusters():
    says(
        "59 次一开始就有空簇，留在原地的做法到最后还有 39 次",
        "更新一次之后只分到一个点，$J=1096.62$",
        "$J=977.71$，最后停在最好的结果",
    )
    assert sum(0 in sizes(run.first.labels, 25) for run in grid_runs("random box")) == 59
    assert sum(0 in sizes(run.last.labels, 25) for run in grid_runs("random box", "keep")) == 39

    start = starting_centers("random box", BLOB.points, 5, Random(48))
    kept, moved = (list(lloyd(BLOB.points, start, empty=empty)) for empty in ("keep", "farthest"))
    assert 0 in sizes(kept[0].labels, 5)
    assert min(sizes(kept[1].labels, 5)) == 1
    assert [round(state.inertia, 2) for state in (kept[1], moved[1], moved[-1])] == [1096.62, 977.71, 274.14]


def test_scikit_learn_warns_of_fewer_points_than_clusters():
    says("scikit-learn 这时给出 `ConvergenceWarning`")
    with pytest.warns(ConvergenceWarning):
        KMeans(3, n_init=1).fit([[0.0], [0.0], [1.0], [1.0]])


def test_one_update_only():
    says("空簇移到最远的点。一次更新之后，$J$ 平均是最好的 3.05 倍；走到停，是 1.12 倍", "下一行走到停，92 个在 1")
    least = end(BLOB.points, 5, 2).inertia
    one, whole = ([run.last.inertia / least for run in blob_runs("random box", 100, most)] for most in (1, 300))

    assert [f"{sum(each) / 100:.2f}" for each in (one, whole)] == ["3.05", "1.12"]
    assert sum(ratio < 1.01 for ratio in whole) == 92
    assert 1 < min(one) < max(one) < 6.5


def test_minibatch():
    says(
        "用一次分配十分之一的距离，小批量就到了 1.15 倍",
        "停在 1.04 和 1.07 附近",
        "同样算 20 万次距离",
        "得算 305 万次",
    )
    points = datasets.uniform(5000, Random(0)).points
    start = starting_centers("kmeans++", points, 10, Random(0))
    *_, last = lloyd(points, start)
    small = list(minibatch(points, start, Random(1), batch_size=50, steps=400))
    *_, large = minibatch(points, start, Random(1), batch_size=500, steps=40)
    ratios = [sum(nearest(points, state.centers)[1]) / last.inertia for state in (small[10], small[-1], large)]

    assert small[10].distances * 10 == 5000 * 10
    assert [f"{ratio:.2f}" for ratio in ratios] == ["1.15", "1.04", "1.07"]
    assert small[-1].distances == large.distances == 200_000
    assert (last.iteration + 1) * 5000 * 10 == 3_050_000


def test_defaults_of_scikit_learn():
    says(
        "默认每批 1024 个",
        "| `n_clusters` | 8 |",
        '| `init` | `"k-means++"` |',
        '| `n_init` | `"auto"` |',
        "| `max_iter` | 300 |",
        "| `tol` | 1e-4 |",
        "| `random_state` | `None` |",
        '| `algorithm` | `"lloyd"` |',
    )
    assert MiniBatchKMeans().batch_size == 1024
    model = KMeans()
    assert (model.n_clusters, model.init, model.n_init, model.max_iter) == (8, "k-means++", "auto", 300)
    assert (model.tol, model.random_state, model.algorithm) == (1e-4, None, "lloyd")


@pytest.mark.parametrize("options", [{"init": "kmeans++"}, {"algorithm": "auto"}, {"algorithm": "full"}])
def test_names_that_scikit_learn_refuses(options):
    says("报 `InvalidParameterError`", '`algorithm="auto"` 和 `"full"` 是旧名字')
    with pytest.raises(ValueError, match="must be"):
        KMeans(2, **options).fit([[0.0], [1.0]])


def test_choosing_k():
    says("轮廓系数在左列选 2；间隔统计量左列选 4，右列选 1", "平均是 0.755 和 0.711", "没有一个点的轮廓系数是负的")
    points, even = datasets.pairs(200, Random(0)).points, datasets.uniform(200, Random(0)).points
    found = list(fits(points, range(1, 9)))
    scores = [silhouette(points, each.last.labels) for each in found[1:]]

    assert (scores.index(max(scores)) + 2, round(scores[0], 3), round(scores[2], 3)) == (2, 0.755, 0.711)
    assert all(min(silhouettes(points, found[k - 1].last.labels)) > 0 for k in (2, 4))
    left, right = (gaps(each, 8, Random(0), references=20) for each in (points, even))
    assert (k_by_gap(left), k_by_gap(right)) == (4, 1)
    says("图里用 10 组参照、每组两个起点；用 20 组、三个起点，选出的 $k$ 相同")
    few = [k_by_gap(gaps(each, 8, Random(0), references=10, seeds=range(2))) for each in (points, even)]
    assert few == [4, 1]
    says("$k=4$ 时 2.111，$k=5$ 时 2.009，第一次不再上升")
    assert [round(left[k - 1].gap, 3) for k in (4, 5)] == [2.111, 2.009]
    assert [gap.gap for gap in left[:4]] == sorted(gap.gap for gap in left[:4])


def test_cutting_even_points_in_k_parts_divides_j_by_about_k():
    says("$J$ 大约与 $1/k$ 成正比（$d$ 维时是 $k^{-2/d}$）")
    curve = [each.last.inertia for each in fits(datasets.uniform(2000, Random(0)).points, (1, 4, 9), seeds=range(3))]

    assert [curve[0] / each for each in curve] == pytest.approx([1, 4, 9], rel=0.1)


@pytest.mark.parametrize(("d", "k"), [(1, 4), (3, 8)])
def test_in_d_dimensions_it_divides_j_by_about_k_to_two_dths(d, k):
    points = [
        [x / 2000 for x in row] for row in zip(*[Random(axis).sample(2000, 2000) for axis in range(d)], strict=True)
    ]
    one, parts = (each.last.inertia for each in fits(points, (1, k), seeds=range(3)))

    assert one / parts == pytest.approx(k ** (2 / d), rel=0.1)


SHEET = {each["data"]: each["ari"] for each in REMEDIES["sheet"]}


@pytest.mark.parametrize(
    ("data", "name", "remedies"),
    [
        (
            "unequal_sizes",
            "大小悬殊，500 : 100 : 10",
            {"GaussianMixture": "高斯混合、", "AgglomerativeClustering": "Ward"},
        ),
        ("unequal_spreads", "宽窄不同", {"GaussianMixture": "高斯混合"}),
        ("anisotropic", "拉长，平行", {"GaussianMixture": "高斯混合", "DBSCAN": "；DBSCAN"}),
        ("rings", "环，同心", {"SpectralClustering": "谱聚类、", "DBSCAN": "DBSCAN"}),
        ("moons", "月牙", {"DBSCAN": "DBSCAN", "SpectralClustering": "；谱聚类"}),
        ("scales", "单位不同", {}),
    ],
)
def test_failures_and_what_finds_the_groups(data, name, remedies):
    scores = SHEET[data]
    [row] = [line for line in ARTICLE.splitlines() if line.startswith(f"| {name} |")]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    told = ""
    for method, words in remedies.items():  # of two that end alike the number is told once
        told += words if words.endswith("、") else f"{words}：{scores[method]:.2f}"
    assert cells[1] == f"{scores['KMeans']:.2f}"
    assert cells[3].startswith(told)
    assert all(scores[method] > 0.9 > scores["KMeans"] for method in remedies)
    says("没有一列全对")
    assert all(min(each[method] for each in SHEET.values()) < 0.9 for method in scores)


@pytest.mark.parametrize(
    ("ending", "agreement"),
    [
        ("[标准化](#scales)：0.93 |", lambda: agreement_seen(datasets.scales, datasets.standardised)),
        (
            "[换坐标](#shapes)：1.00 |",
            lambda: agreement_seen(datasets.rings, lambda points: datasets.radii(points, (5, 5))),
        ),
    ],
)
def test_cures(ending, agreement):
    says(ending)
    assert f"{agreement():.2f}" == ending.split("：")[1].split()[0]


def agreement_seen(draw, seen):
    data = draw(240, Random(0))
    last = fit(seen(data.points), 2, start="greedy kmeans++", seeds=range(10)).last
    return adjusted_rand_index(last.labels, data.truth)


def agreement_of_density(reach):
    data = datasets.moons(240, Random(0))
    labels = DBSCAN(eps=reach, min_samples=5).fit(data.points).labels_
    return adjusted_rand_index((labels + 1).tolist(), data.truth)


def test_the_reach_of_density():
    says("图里的月牙上，取 0.6 到 0.8 都是 1，取 0.9 就把两个月牙连成一个，取 0.5 会多断出一簇，还有 3 个点成了噪声")
    [half] = [each for each in REMEDIES["moons"] if each["eps"] == 0.5]
    assert (half["clusters"], half["noise"]) == (3, 3)
    assert [agreement_of_density(reach) for reach in (0.6, 0.7, 0.8, 0.9)] == [1, 1, 1, 0]


def test_unequal_sizes():
    says("最小的簇只有 4 个点", "把只有 4 个点的小簇并入旁边", "$J$ 反而低了 0.8")
    data, found = best_of_ten(datasets.unequal_sizes, 240, 3)
    true_means = means(data.points, data.truth, found.centers)

    assert sizes(data.truth, 3)[2] == 4
    assert round(inertia(data.points, true_means, data.truth) - found.inertia, 1) == 0.8


def test_merging_and_cutting_are_of_one_size_and_grow_with_the_points():
    says(
        "这里 $\\Delta\\approx5.5$，$\\sigma=0.8$，合并最小的簇增加约 109，切开 197 个点的大簇减少约 80",
        "两边都与点数成正比，是同一个量级",
    )
    large, middle, small = sizes(datasets.unequal_sizes(240, Random(0)).truth, 3)
    merged = min(
        small * other / (small + other) * math.dist(datasets.TRIANGLE[2], datasets.TRIANGLE[group]) ** 2
        for group, other in ((0, large), (1, middle))
    )
    assert [round(merged), round(2 / math.pi * large * 0.8**2)] == [109, 80]


def right(data, method):
    """Return of how many draws scikit-learn's mixture finds the groups."""
    [found] = [each["ari"] for each in REMEDIES["draws"] if (each["data"], each["method"]) == (data, method)]
    assert len(found) == 20
    return sum(ari > 0.9 for ari in found)


@pytest.mark.parametrize(
    ("row", "method"),
    [
        ("| 默认 |", "default"),
        ("| `n_init=10` |", "n_init=10"),
        ("| `tol=1e-6` |", "tol=1e-6"),
        ("| `tol=1e-6`，`n_init=10` |", "tol=1e-6, n_init=10"),
        ('| `n_init=10`，`init_params="random_from_data"` |', "init_params=random_from_data, n_init=10"),
        ("| 三样一起 |", "careful"),
    ],
)
def test_what_settings_make_of_mixtures(row, method):
    says(f"{row} {right('anisotropic', method)} | {right('unequal_sizes', method)} |")


def test_what_a_tight_tolerance_adds_to_the_other_two_settings():
    says("只收紧 `tol` 不够，大小悬殊的仍是 11 份；从数据里抽十个起点，不改 `tol`，两组就都分对")
    says("三样一起 ARI 平均 0.997，不写 `tol` 是 0.986；拉长的簇上两者一样")
    means = {(each["data"], each["method"]): round(sum(each["ari"]) / 20, 3) for each in REMEDIES["draws"]}
    without = "init_params=random_from_data, n_init=10"
    assert (means["unequal_sizes", "careful"], means["unequal_sizes", without]) == (0.997, 0.986)
    assert means["anisotropic", "careful"] == means["anisotropic", without]


def test_what_is_said_of_the_defaults_of_mixtures():
    says("拉长的簇没有一份分对（ARI 高于 0.9 算分对），大小悬殊的簇分对 11 份", "拉长的簇分对 18 份")
    assert (right("anisotropic", "default"), right("unequal_sizes", "default")) == (0, 11)
    assert right("anisotropic", "tol=1e-6, n_init=10") == 18


def test_how_far_apart_clusters_of_unequal_sizes_must_be():
    right = {(*each["sizes"], each["distance"]): each["right"] for each in REMEDIES["unequal_sizes"]}
    for big, small, wrong, told in ((500, 10, 6, 8), (2000, 10, 12, 16), (10_000, 10, 24, 28)):
        flips = math.sqrt(2 / math.pi * (big + small) / small)
        says(f"| {big} : {small} | {flips:.1f} | {wrong} | {told}，5 份里 {right[big, small, told]} 份 |")
        assert not any(
            count for (*sizes, distance), count in right.items() if sizes == [big, small] and distance <= wrong
        )
        assert right[big, small, told] > 0


def test_labels_that_are_not_those_of_the_centres():
    run = REMEDIES["labels_and_predictions"]
    says(
        "四个数 0、5、0、3，三个质心从 14.68、−14.62、−19.79 出发，1.9.1 的 `inertia_` 是 4",
        "它的三个质心就在 0、3、5，照 `predict` 的标签，$J$ 是 0",
    )
    assert run["points"] == [[0], [5], [0], [3]]
    assert (run["inertia"], run["predicted"]) == (4, run["nearest"])
    assert sum(label != other for label, other in zip(run["labels"], run["predicted"], strict=True)) == 1
    model = KMeans(3, init=np.array(run["init"]), n_init=1, tol=0)
    with pytest.warns(ConvergenceWarning):  # of the labels, which are old
        model.fit(run["points"])
    assert sorted(model.cluster_centers_[:, 0]) == [0, 3, 5]
    assert model.score(run["points"]) == 0


@pytest.mark.slow
def test_how_often_unequal_sizes_are_told_apart():
    says("300 个点时分对 36 份，240 个点时分对 31 份（ARI 高于 0.9 算分对）；把小簇移远 2，240 个点的 50 份全部分对")

    def right(n, farther=0.0):
        count = 0
        for seed in range(50):
            data = datasets.unequal_sizes(n, Random(seed))
            points = [[x, y + farther * (group == 2)] for (x, y), group in zip(data.points, data.truth, strict=True)]
            last = fit(points, 3, start="greedy kmeans++", seeds=range(10)).last
            count += adjusted_rand_index(last.labels, data.truth) > 0.9
        return count

    assert (right(300), right(240), right(240, 2.0)) == (36, 31, 50)


def test_moons_that_do_not_reach_into_each_other_are_told_apart():
    says("把图里的月牙再往上挪 4，两个月牙隔开了，K-Means 的 ARI 就从 0.29 变成 1")
    data = datasets.moons(240, Random(0))
    heights = [[y for (_, y), group in zip(data.points, data.truth, strict=True) if group == each] for each in (0, 1)]
    assert sum(heights[0]) > sum(heights[1])

    apart = [[x, y + 4 * (group == 0)] for (x, y), group in zip(data.points, data.truth, strict=True)]
    assert adjusted_rand_index(fit(apart, 2, seeds=range(10)).last.labels, data.truth) == 1


def test_what_merging_costs_and_cutting_saves():
    says(r"$J$ 恰好增加 $\frac{n_an_b}{n_a+n_b}\Delta^2$", r"$J$ 大约减少 $\frac2\pi n\sigma^2$")
    a, b = [[0.0], [2.0], [4.0]], [[10.0], [11.0]]
    apart = inertia(a + b, [[2.0], [10.5]], [0] * 3 + [1] * 2)
    together = inertia(a + b, [[5.4]], [0] * 5)
    assert together - apart == pytest.approx(3 * 2 / 5 * 8.5**2)

    group = datasets.gaussians(20_000, Random(0), [(0.0, 0.0)], [1.0]).points
    whole = inertia(group, means(group, [0] * 20_000, [[0, 0]]), [0] * 20_000)
    halves = [int(x > 0) for x, _ in group]
    cut = inertia(group, means(group, halves, [[0, 0], [0, 0]]), halves)
    assert (whole - cut) / 20_000 == pytest.approx(2 / math.pi, rel=0.02)


def test_wine():
    says(
        "178 瓶酒，13 个化学指标",
        "葡萄酒的 3 个品种",
        "一列占了总方差的 99.8%",
        "脯氨酸一列从 278 到 1680，其余各列最大不过 162",
        "只给它这一列，分出的簇一模一样",
    )
    wine = load_wine()
    assert (wine.data.shape, len(wine.target_names)) == ((178, 13), 3)
    variances = wine.data.var(axis=0)
    assert wine.feature_names[int(variances.argmax())] == "proline"
    assert f"{variances.max() / variances.sum():.1%}" == "99.8%"
    assert (wine.data[:, -1].min(), wine.data[:, -1].max(), wine.data[:, :-1].max()) == (278, 1680, 162)
    whole, alone = (
        KMeans(3, n_init=10, random_state=0).fit(columns).labels_.tolist() for columns in (wine.data, wine.data[:, -1:])
    )
    assert adjusted_rand_index(whole, alone) == 1


def test_soft_labels():
    says("未定的点从 17 个减到 0 个", "$\\sigma^2=0.1$ 时软的质心与硬的质心最多差 0.008，$\\sigma^2=0.001$ 时一位不差")
    start = starting_centers("random", BLOB.points, 5, Random(2))
    *_, hard = lloyd(BLOB.points, start)
    for variance, farthest in ((0.1, 0.008), (0.001, 0)):
        *_, soft = soft_kmeans(BLOB.points, start, variance=variance)
        pairs = zip(itertools.chain(*soft.centers), itertools.chain(*hard.centers), strict=True)
        assert round(max(abs(p - q) for p, q in pairs), 3) == farthest
    centers = fit(TOY, 3, seeds=range(10)).last.centers
    counts = []
    for variance in (4, 1, 0.25):
        *_, last = soft_kmeans(TOY, centers, variance=variance, tolerance=1e-6)
        counts.append(sum(max(row) < 0.9 for row in last.responsibilities))
    assert counts == [17, 2, 0]


def test_the_plateau_of_the_mixture():
    says("先升到 −3.73，平一百多步，再升到 −3.31", "前几步之后，有一百多步几乎不动")
    data, hard = best_of_ten(datasets.anisotropic, 150, 3)
    curve = [state.log_likelihood for state in mixture(data.points, hard.labels)]

    assert [f"{value:.2f}" for value in (curve[10], curve[-1])] == ["-3.73", "-3.31"]
    assert sum(abs(value - curve[10]) < 0.01 for value in curve) > 100


def test_outliers():
    says(
        "300 个点，其中 15 个不属于任何一团。分数最高的 15 个（画圈）恰好就是它们", "前 15 个从 10 降到 3.6，之后不到 3"
    )
    data, found = best_of_ten(datasets.outliers, 300, 3)
    scores = outlier_scores(data.points, found.centers)
    ranked = sorted(range(300), key=lambda i: -scores[i])

    assert set(ranked[:15]) == {i for i, truth in enumerate(data.truth) if truth == 3}
    assert (int(scores[ranked[0]]), round(scores[ranked[14]], 1)) == (10, 3.6)
    assert scores[ranked[15]] < 3


def test_colours():
    says(
        "误差依次为 0.096、0.064、0.023",
        "96×60 像素",
        "16 种颜色时每个像素 4 位，加上调色板，是原图的六分之一",
        "1000 个像素",
    )
    picture = landscape(96, 60, Random(0))
    pixels = colour_points(picture)
    sample = [pixels[i] for i in Random(1).sample(len(pixels), 1000)]
    errors = []
    for k in (2, 4, 16):
        last = fit(sample, k, start="greedy kmeans++", seeds=range(2)).last
        errors.append(f"{root_mean_square_error(picture, quantised(picture, last.centers)):.3f}")

    assert errors == ["0.096", "0.064", "0.023"]
    assert round(24 * len(pixels) / palette_bits(len(pixels), 16)) == 6


def test_centres_and_labels_of_a_run_cut_short():
    says("质心却不再更新")
    model = KMeans(5, init=np.array(BLOB.points[:5]), n_init=1, max_iter=1)
    model.fit(BLOB.points)
    own = np.array([np.mean(np.array(BLOB.points)[model.labels_ == j], axis=0) for j in range(5)])
    assert abs(own - model.cluster_centers_).max() > 0.01


def test_exercise_of_the_rectangle():
    says("概率是 $2/6=1/3$", r"$\frac{1}{2w^2+2}$", "$w=4$ 时是 $1/34$，约 2.9%", "期望的 $J$ 不到 1.5")
    says(r"期望的 $J$ 是 $\frac13w^2+\frac23=\frac{w^2+2}3$", "随机点走完 Lloyd 之后 $J$ 的期望是 $(w^2+2)/3$")
    for width in (1.5, 4, 100):
        corners = datasets.rectangle(width).points
        ends = [list(lloyd(corners, start))[-1].inertia for start in itertools.combinations(corners, 2)]
        squares = nearest(corners, corners[:1])[1]
        chance = squares[1] / sum(squares)

        assert sum(each == pytest.approx(width**2) for each in ends) == 2
        assert sum(ends) / 6 == pytest.approx((width**2 + 2) / 3)
        assert chance == pytest.approx(1 / (2 * width**2 + 2))
        assert chance * width**2 + (1 - chance) < 1.5
    assert f"{1 / 34:.1%}" == "2.9%"


def test_the_seeds_of_the_last_exercise():
    says("前 400 个种子里只有 302 和 343")
    assert [seed for seed, run in enumerate(blob_runs("random", 400)) if run.last.inertia > 900] == [302, 343]


def test_the_article_needs_scikit_learn_alone():
    asked = {
        (node.module or "").partition(".")[0] if isinstance(node, ast.ImportFrom) else alias.name.partition(".")[0]
        for block in code_blocks(PAGE)
        for node in ast.walk(ast.parse(block.code))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert asked <= {"math", "numpy", "sklearn"}


def test_rounds_on_five_groups():
    says("200 个种子平均 8.23 轮，最多 27 轮")
    rounds = [run.last.iteration for run in blob_runs("random", 400)[:200]]
    assert (sum(rounds) / 200, max(rounds)) == (pytest.approx(8.23, abs=0.005), 27)


def test_what_moving_one_point_at_a_time_finds():
    says(
        "J 依次为 16 与 1、957.90 与 274.14、117.42 与 109.59",
        "种子 11 仍停在 623.15",
        "Lloyd 168 次，它 181 次；25 团的 100 个种子，随机点起步都是 0 次，贪心起点都是 73 次",
    )
    for points, start, expected in (
        (datasets.rectangle(4).points, [[2, 0], [2, 1]], (16, 1)),
        (BLOB.points, starting_centers("random", BLOB.points, 5, Random(343)), (957.90, 274.14)),
        (GRID, starting_centers("random", GRID, 25, Random(0)), (117.42, 109.59)),
        (BLOB.points, starting_centers("random", BLOB.points, 5, Random(11)), (623.15, 623.15)),
    ):
        assert tuple(round(list(run(points, start))[-1].inertia, 2) for run in (lloyd, hartigan_wong)) == expected
    assert exchanged_hits(BLOB.points, 5, "random", 200, 274.14) == 181
    assert exchanged_hits(GRID, 25, "random", 100, 45.69) == 0
    assert exchanged_hits(GRID, 25, "greedy kmeans++", 100, 45.69) == 73


def exchanged_hits(points, k, start, count, least):
    """Return how many runs from these starts, one point at a time, come to about the least J."""
    starts = [starting_centers(start, points, k, Random(seed)) for seed in range(count)]
    return sum(list(hartigan_wong(points, each))[-1].inertia <= 1.01 * least for each in starts)


def test_r_and_the_model():
    record = seen("r-kmeans")
    same = sum(each["same"] for each in record["random"])
    says(
        f"与 R {record['R']} 从同样的起点出发，{len(record['random'])} 个随机问题有 {same} 个标签全同",
        "本文的例子个个相同",
        "R 的 `kmeans()` 默认不用 Lloyd，用 Hartigan–Wong",
        "一个更低，一个更高",
        "300 个随机问题里有 15 个，R 停得更高",
        "四种起点它都走到最低的 17.5",
    )
    assert sum(each["r"] > each["lloyd"] + 1e-6 for each in record["random"]) == 15
    assert {each["r"] for name, each in record["pages"].items() if name.startswith("six")} == {17.5}
    assert record["default"] == "Hartigan-Wong"
    assert all(each["same"] for each in record["pages"].values())
    lower, higher = sorted(each["model"] - each["r"] for each in record["random"] if not each["same"])
    assert lower < 0 < higher


def test_search_among_vectors():
    record = seen("sklearn-vectors")
    base, width = record["base"]
    says(f"切出 {base} 个 6×6 的小块当库，每块 {width} 个数，{record['queries']} 块当查询", f"{4 * width} 字节")
    for code in record["codes"]:
        if code["bytes"] in (4, 9, 18):
            again = f"{100 * code['again']:.1f}".removesuffix(".0")
            says(f"| {code['bytes']} 字节 | {code['recall']:.0%} | {again}% |")
    for probe in record["lists"]:
        if probe["probes"] in (1, 5, 10):
            says(f"| {probe['probes']} | {probe['read']:.1%} | {probe['recall']:.1%} |")


def test_profiles_and_resampling_of_wine():
    says("一簇酒精和脯氨酸都少，一簇黄酮特别少，一簇三样都最多", "ARI 平均 0.94；2、4、5 簇都不到 0.8")
    [block] = [block for block in code_blocks(PAGE) if "inverse_transform" in block.code]
    alcohol, flavanoids, proline, *rows = (block.output or "").splitlines()
    table = [[float(word) for word in re.findall(r"[\d.]+", line)] for line in (alcohol, flavanoids, proline)]
    assert [column.index(min(column)) for column in table] == [0, 1, 0]
    assert {column.index(max(column)) for column in table} == {2}
    means_of = {int(row.split()[0]): float(row.split()[1]) for row in rows}
    assert means_of[3] == 0.94
    assert max(mean for k, mean in means_of.items() if k != 3) < 0.8
