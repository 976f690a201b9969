"""What is tried on the playground of boosting."""

from plots.models.boosting.datasets import CLASSES, CURVES
from tests.playgrounds.tries import Tried

TRIED = Tried(
    changed=("eta", "0.5"),
    wrong=("eta", "2"),
    cannot_be_drawn="eta=9",
    bad=[
        ("eta=0", "“eta”应为 0.01 到 1 之间的数，现在是“0”。"),
        ("points=3", "“改动的点”的第 1 个是“3”，要写成 x,y、编号:x,y 或 编号:。"),
        (
            "data=xor&points=1,1,2",
            "“改动的点”的第 1 个是“1,1,2”，要写成 x,y,类（0 或 1）、编号:x,y,类（0 或 1） 或 编号:。",
        ),
        ("n=300&points=" + ";".join(["1,1"] * 20), "最多 300 个点，现在有 320 个。"),
    ],
    hostile=[
        "eta=%3Cimg%20src%3Dx%20onerror%3D%22window.harmed%3D1%22%3E",
        "points=%3Cscript%3Ewindow.harmed%3D1%3C/script%3E",
        "data=__proto__&max_depth=constructor",
        "points=" + "1,1;" * 400,
        "points=9999,9999;-9999,-9999&rounds=3",
        "rounds=1e9&n=-1&seed=９",
        "data=none&points=1,1;1,1;1,1&rounds=2",
        "data=spirals&n=2&noise=3&rounds=2&min_child_weight=1000",
    ],
    full="data=xor&rounds=6&vs=max_depth%3D1%26rounds%3D6",
    compared="data=xor&rounds=6&vs=max_depth%3D1%26rounds%3D6",
    short="rounds=6",
    among=12 * [{"data": dict(CURVES + CLASSES)}],
    ranges={
        "n": (5, 40),
        "noise": (0, 0.6),
        "rounds": (1, 12),
        "max_depth": (1, 4),
        "lambda": (0, 8),
        "gamma": (0, 0.5),
        "min_child_weight": (0, 3),
        "early_stopping_rounds": (1, 6),
    },
    close={"relative": 1e-4, "absolute": 1e-6},
    first_colour=("[data-picture=fit] .ensemble__stairs", "stroke"),
    tells=True,
    glides=True,
    same_height_on_phones=False,
)
