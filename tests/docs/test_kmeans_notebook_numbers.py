"""Numbers that notebooks state in a sentence, a caption or a table: held to what their cells print, or computed anew.

A fragment that a notebook no longer contains fails, so that a rewritten sentence takes its test along.
"""

import inspect

import numpy as np
import pytest

from tests.docs.told import Told


@pytest.fixture(scope="module")
def kmeans():
    return Told("kmeans/sklearn")


def test_the_version_is_that_of_the_footnotes(kmeans):
    version = kmeans.printed("sklearn.__version__").strip()
    kmeans.says(f"见 scikit-learn {version} 的 `sklearn/cluster/_kmeans.py`", f"[^api]: scikit-learn {version}，")


def test_there_are_eight_more_parameters_and_the_table_has_their_defaults(kmeans):
    from sklearn.cluster import KMeans

    kmeans.says("另外 8 个参数都取默认值")
    parameters = inspect.signature(KMeans).parameters
    assert len(parameters) == 9
    for name, parameter in parameters.items():
        default = f'"{parameter.default}"' if isinstance(parameter.default, str) else str(parameter.default)
        cell = f"`{default}`" if isinstance(parameter.default, str | bool | None) else default.replace("0.0001", "1e-4")
        kmeans.says(f"| `{name}` | {cell} |")


def test_two_seeds_share_a_fifth_of_the_labels(kmeans):
    kmeans.says("只有 20% 的标签相同，簇却一模一样")
    assert kmeans.printed("adjusted_rand_score(model.labels_").splitlines() == ["0.2", "1.0", "923.99 923.99"]


def test_how_many_seeds_find_the_best(kmeans):
    kmeans.says(
        "随机取点、只出发一次，38% 的种子找得到五团点，最坏的一次 $J$ 是最好的 15.79 倍",
        "换成 k-means++，一次就有 90%；出发 10 次，两种都在 99% 以上",
        "k-means++ 有 90 个种子走到最好的结果，随机取点只有 38 个",
        "随机取点的线从第 39 个种子起一路升高，k-means++ 的线到第 91 个才抬头",
    )
    table = "def ratios"
    assert kmeans.row(table, "random，1 次")[0] == 0.38
    assert kmeans.row(table, "random，1 次")[2] == 15.79
    assert kmeans.row(table, "k-means++，1 次")[0] == 0.9
    assert min(kmeans.row(table, f"{init}，10 次")[0] for init in ("random", "k-means++")) >= 0.99


def test_auto_is_one_start_for_plus_plus_and_ten_for_random(kmeans):
    kmeans.says("左列的 `auto` 与 1 次相同，右列的与 10 次相同")
    auto, one, ten = (kmeans.row('for n in ("auto", 1, 10)', name) for name in ("auto", "1 ", "10 "))
    assert auto == [one[0], ten[1]]
    assert one[0] != ten[0]
    assert one[1] != ten[1]


def test_a_loose_tolerance_stops_early(kmeans):
    kmeans.says(
        "默认的 `tol=1e-4` 已经够小，与 `tol=0` 走了同样的 19 步",
        "放宽到 0.1，9 步就停，$J$ 大了 0.7%",
        "最多差 0.76",
        "最后一行只走了 5 步",
    )
    default, zero, loose, short = (
        kmeans.row("def stopped", name) for name in ("默认", "tol=0 ", "tol=0.1", "max_iter=5")
    )
    assert default == zero
    assert default[0] == 19
    assert (loose[0], loose[2], short[0]) == (9, 0.76, 5)
    assert round(100 * (loose[1] / default[1] - 1), 1) == 0.7


def test_most_of_the_sparse_matrix_is_empty(kmeans):
    kmeans.says("198 个格子里只有 50 个不是 0")
    assert kmeans.printed("TfidfVectorizer(").splitlines()[0] == "csr_matrix (6, 33) 50"
    assert 6 * 33 == 198


def test_scaling_changes_what_wine_is_told_apart_by(kmeans):
    kmeans.says("178 瓶酒、13 个特征、3 个品种", "总方差的 99.8% 来自脯氨酸一个特征", "从 0.371 升到 0.897")
    assert kmeans.printed("StandardScaler(), KMeans").splitlines() == ["0.998", "raw 0.371", "scaled 0.897"]


def test_two_measures_choose_two_clusters_and_two_choose_four(kmeans):
    kmeans.says("选 2，0.705 对 0.651", "四个指标却是二比二", "左边的拐点在 4，右边的最高点却在 2")
    rows = {k: kmeans.row("silhouette_score(Y", f"{k} ") for k in range(2, 9)}
    inertia, silhouette, calinski, davies = ({k: row[place] for k, row in rows.items()} for place in range(4))
    assert max(silhouette, key=silhouette.__getitem__) == min(davies, key=davies.__getitem__) == 2
    assert max(calinski, key=calinski.__getitem__) == 4
    assert (silhouette[2], silhouette[4]) == (0.705, 0.651)
    bends = {k: inertia[k - 1] - 2 * inertia[k] + inertia[k + 1] for k in range(4, 8)}
    assert max(bends, key=bends.__getitem__) == 4


def test_fourteen_of_fifteen_outliers_are_found(kmeans):
    kmeans.says("AUC 是 0.9998，前 15 名里有 14 个是真的异常点", "圈中了 14 个")
    assert kmeans.printed("roc_auc_score(is_outside").splitlines() == ["0.9998", "14 / 15"]


def test_an_outlier_may_be_a_cluster_of_its_own(kmeans):
    kmeans.says("距离 39.57，一眼可见", "它独占一个簇，距离是 0")
    assert kmeans.printed("P = np.vstack").splitlines() == ["2 [100, 101] 距离 39.57", "3 [1, 100, 100] 距离 0.0"]


def test_mini_batches_look_at_less_and_end_a_little_higher(kmeans):
    kmeans.says("小批量的平均 $J$ 是 1.08，完整的是 1.06，而数据只看了不到 3 遍，完整的要看 22 遍")
    full, mini = (kmeans.row("least = min", name) for name in ("KMeans", "MiniBatchKMeans"))
    assert (full[0], mini[0]) == (1.06, 1.08)
    assert mini[1] < 3
    assert round(full[1]) == 22
    kmeans.says("只看一遍，$J$ 是最好的 1.09 倍")
    assert kmeans.printed("partial_fit").strip() == "1.09"


def test_the_table_of_errors_names_those_that_were_raised(kmeans):
    rows = [
        line.split("|")[2].strip() for line in kmeans.text.splitlines() if line.startswith("| ") and "Error" in line
    ]
    rows += [line.split("|")[2].strip() for line in kmeans.text.splitlines() if "| ConvergenceWarning |" in line]
    assert kmeans.printed("def attempt").splitlines() == rows


def test_lloyd_by_hand_agrees_with_the_library(kmeans):
    kmeans.says("更新次数、每个点的标签、$J$ 都相同（本文实验）")
    counts, *equal = kmeans.printed("def lloyd").splitlines()
    assert len(set(counts.split())) == 1
    assert equal == ["True"] * 2


def test_the_answers_of_the_exercises(kmeans):
    from sklearn.cluster import KMeans
    from sklearn.datasets import load_digits, load_wine, make_blobs
    from sklearn.metrics import adjusted_rand_score

    kmeans.says("100 个种子里，随机取点没有一个达到最好，k-means++ 有 72 个")
    grid, _ = make_blobs(1000, centers=[(i, j) for i in range(5) for j in range(5)], cluster_std=0.15, random_state=0)
    best = KMeans(25, n_init=50, random_state=0).fit(grid).inertia_
    for init, count in (("random", 0), ("k-means++", 72)):
        fits = [KMeans(25, init=init, n_init=1, random_state=seed).fit(grid).inertia_ for seed in range(100)]
        assert sum(inertia < 1.01 * best for inertia in fits) == count

    kmeans.says("ARI 只有 0.118", "镁（magnesium）占总方差的 91%")
    wine = load_wine(as_frame=True)
    changed = wine.data.assign(proline=wine.data["proline"] / 1000)
    labels = KMeans(3, n_init=10, random_state=0).fit_predict(changed)
    assert round(adjusted_rand_score(wine.target, labels), 3) == 0.118
    assert round(changed["magnesium"].var() / changed.var().sum(), 2) == 0.91

    digits = load_digits().data
    for tolerance in (1e-4, 0.1):
        model = KMeans(10, random_state=0, tol=tolerance).fit(digits)
        assert np.array_equal(model.transform(digits).argmin(axis=1), model.labels_)
