"""Boosting round by round: what the ensemble gives, what it leaves over, and the tree that takes that on."""

from plots.playgrounds.boosting.pictures import FIRST_STEP, fit_picture, losses_picture, rest_picture
from plots.playgrounds.boosting.runs import SLICE, Run, compute
from plots.playgrounds.boosting.sentences import sentence
from plots.playgrounds.boosting.settings import SUBJECT, controls
from plots.playgrounds.playground import Drawn, Playground, one_each

PRESETS = (
    ("over-fitting", "学习率 1：几轮就过拟合", "eta=1"),
    ("small-steps", "学习率 0.3 对 0.1", "rounds=100&vs=eta%3D0.1%26rounds%3D100"),
    ("gamma", "γ = 0.3：不值的分裂剪掉", "gamma=0.3"),
    ("outlier", "一个异常点和 min_child_weight", "data=steps&min_child_weight=5"),
    ("sampling", "每棵树只用一半样本", "subsample=0.5"),
    ("own", "自己放四个点", "data=none&eta=1&max_depth=1&rounds=6&lambda=0&points=1,-1;2,-0.8;6,0.6;9,1.2"),
    (
        "own-classes",
        "自己放两类的点",
        "data=classes&rounds=10&lambda=0&min_child_weight=0&points=2,2,1;3,1.5,1;2,7,0;3,8,0;7,2,0;8,3,0;7,7,1;8,8,1",
    ),
    ("xor", "XOR：深度 1 对深度 2", "data=xor&max_depth=1&vs="),
    ("spirals", "双螺线，深度 4", "data=spirals&max_depth=4"),
    ("bagging", "提升对装袋", "vs=method%3Dbagging%26max_depth%3D6"),
    ("forest", "随机森林：双螺线", "data=spirals&method=forest&max_depth=6"),
)
FIGURES = (("", "boosting/start"),)


def pictures(drawn: "list[Drawn[Run]]") -> "tuple[list[str], list[str]]":
    """Return the names of the pictures: data and losses, between them what is left of one curve; what comes later."""
    names = one_each("fit", drawn)
    if len(drawn) == 1 and drawn[0].result.boosts and not drawn[0].result.planar:
        names.append("rest")
    names.append("losses")
    return names, one_each("tree", drawn) + one_each("gains", drawn)


def picture(name: str, drawn: "list[Drawn[Run]]") -> str:
    names = one_each("fit", drawn)
    if name in names:
        return fit_picture(name, drawn, names.index(name))
    if name == "rest":
        return rest_picture(drawn)
    if name == "losses":
        return losses_picture(drawn)
    from plots.playgrounds.boosting.growth import growth_picture

    return growth_picture(name, drawn)


def advance(name: str, drawn: "list[Drawn[Run]]") -> bool:
    """Let the run of a setting go on with its first picture; the others show what there is."""
    for own, each in zip(one_each("fit", drawn), drawn):
        if name == own:
            each.result.advance(SLICE)
    return not all(each.result.finished for each in drawn)


PLAYGROUND = Playground(
    id="boosting",
    title="一步一步 Boosting",
    subject=SUBJECT,
    controls=controls,
    compute=compute,
    pictures=pictures,
    picture=picture,
    sentence=sentence,
    presets=PRESETS,
    figures=FIGURES,
    advance=advance,
    varied=("max_depth",),
    more="下一棵树与它的增益",
    first_step=FIRST_STEP,
    implied={"table": ("data", "table")},
)
