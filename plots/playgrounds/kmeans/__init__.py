"""K-Means by hand: put points, choose a start, and walk through the E and M steps to where it ends.

The runs are those of `plots.models.kmeans`; what is slow, long runs and a hundred starts, comes in slices.
"""

from plots.playgrounds.kmeans.pictures import points_picture
from plots.playgrounds.kmeans.runs import SLICE, Run, compute
from plots.playgrounds.kmeans.sentences import sentence
from plots.playgrounds.kmeans.settings import SUBJECT, controls
from plots.playgrounds.playground import Drawn, Playground, one_each

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

PRESETS = (
    ("rules", "对比：随机点与 k-means++", "restarts=true&vs=start%3Dkmeans-pp"),
    ("grid", "25 团：漏掉的救不回来", "data=grid&restarts=true&vs=start%3Dgreedy"),
    ("exchange", "对比：一次挪一个点", "seed=343&vs=seed%3D343%26algorithm%3Dhartigan-wong"),
    ("rectangle", "四个点：两种停法", "data=none&k=2&start=own&points=1,4;1,6;9,4;9,6&centers=5,4;5,6&restarts=true"),
    ("rings", "圆环：直线切不开", "data=rings&start=kmeans-pp"),
    ("outlier", "一个远点拖走质心", "data=lone-point&start=farthest"),
    ("empty", "空簇：质心搬家", "data=pairs&start=box&k=8"),
    ("ks", "选 k：两对团，2 还是 4", "data=pairs&ks=true"),
    ("many", "2000 个点，k = 10", "n=2000&k=10"),
)
FIGURES = (("", "kmeans/start"), ("data=grid", "kmeans/grid-start"))


def pictures(drawn: "list[Drawn[Run]]") -> "tuple[list[str], list[str]]":
    """Return the names of the pictures: the points of each setting, and what may come later."""
    later = ["inertia"]
    if drawn[0].values["restarts"]:
        later.append("restarts")
    if drawn[0].values["ks"]:
        later.append("choosing")
    return one_each("points", drawn), later


def picture(name: str, drawn: "list[Drawn[Run]]") -> str:
    names = one_each("points", drawn)
    if name in names:
        return points_picture(name, drawn, names.index(name))
    from plots.playgrounds.kmeans.curves import inertia_picture, restarts_picture

    if name == "inertia":
        return inertia_picture(drawn)
    if name == "restarts":
        return restarts_picture(drawn)
    if name == "choosing":
        text: str = over_k().choosing_picture(drawn)
        return text
    raise ValueError(f"no picture {name!r}")


def over_k() -> "ModuleType":
    """Return the module that goes through k: it is fetched when somebody asks for it, not with the other pictures."""
    from plots.playgrounds.kmeans import choosing

    return choosing


def advance(name: str, drawn: "list[Drawn[Run]]") -> None:
    """Let the run of a picture go on, or the first of all that has not come to its end, or the hundred starts."""
    if name == "restarts":
        from plots.playgrounds.kmeans.restarts import advance

        advance(drawn)
        return
    if name == "choosing":
        over_k().choosing(drawn).advance(SLICE)
        return
    for own, each in zip(one_each("points", drawn), drawn):
        if name in (own, "inertia") and not each.result.finished:
            each.result.advance(SLICE)
            return


PLAYGROUND = Playground(
    id="kmeans",
    title="K-Means",
    subject=SUBJECT,
    controls=controls,
    compute=compute,
    pictures=pictures,
    picture=picture,
    sentence=sentence,
    presets=PRESETS,
    figures=FIGURES,
    advance=advance,
    # Who moves a starting centre means it to be used, and who brings points means them.
    implied={"centers": ("start", "own"), "table": ("data", "table")},
    varied=("seed", "start"),
    more="簇内平方和的曲线、100 次随机初始化与不同的 k",
)
