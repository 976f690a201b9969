"""Valid values of what the models of K-Means are asked for; see tests/models/hostile.py."""

from plots.models.kmeans.choice import Gap

PICTURE = [[[0, 10, 20], [255, 0, 3]], [[9, 9, 9], [1, 2, 3]]]
VALID: dict[str, object] = {
    "labels": lambda: [0, 1, 0, 1],
    "truth": lambda: [0, 1, 1, 1],
    "name": lambda: "kmeans++",
    "ks": lambda: [1, 2],
    "found": lambda: [Gap(1, 0.5, 0.1, 3.0), Gap(2, 0.4, 0.1, 1.0)],
    **dict.fromkeys(("picture", "other"), lambda: PICTURE),
    "palette": lambda: [[0, 0, 0], [255, 255, 255]],
    "places": lambda: ((1.0, 2.0), (3.0, 4.0)),
    "deviations": lambda: [0.5, 0.5],
    "centre": lambda: [1.0, 1.0],
    **dict.fromkeys(("squared_distance.a", "squared_distance.b"), lambda: [1.0, 2.0]),
    **dict.fromkeys(("numbers", "scores"), lambda: [1.0, 2.0, 3.0]),
    "is_outlier": lambda: [True, False, False],
}
