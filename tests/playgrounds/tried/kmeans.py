"""What is tried on the playground of K-Means."""

from plots.playgrounds.kmeans import restarts
from plots.playgrounds.kmeans.settings import MOST_CENTERS, RULES, SETS
from tests.playgrounds.tries import Tried

DRAWN = {  # what the models draw by themselves
    "data": [text for text, name, *_ in SETS if name],
    "start": [text for text, name, _ in RULES if name],
    "algorithm": ["lloyd"],
}

TRIED = Tried(
    changed=("k", "3"),
    wrong=("k", "99"),
    cannot_be_drawn="k=99",
    bad=[
        ("k=26", "“簇数”应为 1 到 25 之间的整数，现在是“26”。"),
        ("data=iris", "“数据”没有“iris”这个选项。"),
        ("start=<script>", "“初始化”没有“<script>”这个选项，可选的有 random、box、kmeans-pp、greedy、farthest、own。"),
        ("restarts=yes", "“100 次随机初始化”应为 true 或 false，现在是“yes”。"),
        ("points=1,2;3", "“改动的点”的第 2 个是“3”，要写成 x,y、编号:x,y 或 编号:。"),
        ("points=1,2,3", "“改动的点”的第 1 个是“1,2,3”，要写成 x,y、编号:x,y 或 编号:。"),
        ("points=-1:1,2", "“改动的点”的第 1 个的编号要 ≥ 0，现在是“-1:1,2”。"),
        ("points=1e9,0", "“改动的点”的第 1 个的坐标要在 ±1000000 之间，现在是“1e9,0”。"),
        ("points=nan,0", "“改动的点”的第 1 个是“nan,0”，要写成 x,y、编号:x,y 或 编号:。"),
        ("start=own&centers=0:1,1", "“起点”的第 1 个不能有编号，现在是“0:1,1”。"),
        ("start=own&centers=a", "“起点”的第 1 个是“a”，要写成 x,y。"),
        ("n=2000&points=1,1", "最多 2000 个点，现在有 2001 个。"),
        ("start=own&centers=" + ";".join(["1,1"] * (MOST_CENTERS + 1)), "“起点”最多 25 个，现在有 26 个。"),
    ],
    hostile=[
        "points=%3Cimg%20src%3Dx%20onerror%3D%22window.harmed%3D1%22%3E",
        "data=none&points=" + "1,1;" * 4000,
        "start=__proto__&data=constructor",
        "data=grid&points=" + "9:;" * 50 + "-1:2,2",
        "start=own&centers=1e99,1;nan,nan",
        "data=none&k=25&points=1,1;1,1;1,1;1,1" + ";1,1" * 30 + "&restarts=true",
        "vs=points%3D1,1%26data%3Dnone&vs=k%3D9",
        "restarts=1&n=2000&k=25",
    ],
    full="n=40&k=4&restarts=true&vs=start%3Dkmeans-pp",
    compared="vs=start%3Dkmeans-pp",
    short="seed=3",
    by_hand=("data=none&k=2&points=2,2;3,2.5;7,7;8,6.5;2.5,8&start=own&centers=2,2;7,7",),
    spoken=(("data=none&k=2&start=own&centers=2,2;7,7&points=2,2;3,2.5;7,7;8,6.5;2.5,8", "k", "3"),),
    among=12 * [DRAWN],
    ranges={"n": (8, 60), "k": (1, 6)},
    kept=(restarts.kept,),
    first_colour=(".points__center", "fill"),
    tells=True,
    glides=True,
)
