"""What is seen, in words."""

from plots.pictures.boosting.trees import NAMES, said
from plots.playgrounds.boosting.settings import TABLE
from plots.playgrounds.points import left_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.boosting.runs import Run
    from plots.playgrounds.playground import Drawn


def sentence(drawn: "list[Drawn[Run]]", step: int) -> str:
    parts = []
    for each in drawn:
        name = f"{each.label}：" if len(drawn) > 1 else ""
        parts.append(name + now(each.result, step) + whole(each.result))
    return "".join(parts) + left_out(drawn[0].values)


def now(run: "Run", step: int) -> str:
    if not run.moments:
        return nothing(run)
    t = min(max(step, 0), len(run.moments) - 1)
    if t == 0:
        start = "比例" if run.planar else "平均"
        return f"第 0 轮：还没有树，处处预测目标的{start}；{losses(run, 0)}。"
    moment = run.moments[t]
    if moment.root is None:
        did = f"第 {t} 棵树没有切，只有一片叶子"
    else:
        name = NAMES[moment.root.feature] if run.planar else "x"
        place, gain = said(moment.root.threshold, 4), said(moment.root.gain)
        did = f"第 {t} 棵树先在 {name} = {place} 处切开，增益 {gain}，共 {moment.size} 片叶子"
    if moment.cut:
        did += f"，γ 剪掉了 {moment.cut} 处"
    wrong = f"，训练集错 {moment.wrong} 个" if run.planar else ""
    return f"{did}；{losses(run, t)}{wrong}。"


def nothing(run: "Run") -> str:
    """Say what there is to do where no point is."""
    if run.values["data"] == TABLE:
        return "还没有点：把 x 和 y 两列数字粘贴到“自己的点”里或图上，或把 CSV 文件拖到图上。"
    return f"还没有点。选“{'加圆”或“加方块' if run.planar else '加点'}”，在图上放几个。"


def moment_words(run: "Run", t: int) -> str:
    return f"第 {t} 轮：{losses(run, t)}"


def losses(run: "Run", t: int) -> str:
    """Say the losses of a round, and those of the round before."""
    found = []
    for name, values in (("训练", run.train), ("验证", run.valid)):
        if values:
            before = values[t - 1] if t else values[t]
            found.append(f"{name}损失{course(before, values[t])}")
    return "，".join(found)


def course(before: float, after: float) -> str:
    """Say how a loss goes on."""
    first, second = said(before), said(after)
    if first == second:
        return f" {second}"
    return f"从 {first} {'降' if after < before else '升'}到 {second}"


def whole(run: "Run") -> str:
    """Say how the run ends."""
    if not run.finished or run.best is None:
        return ""
    text = f"{run.rounds} 轮里验证损失在第 {run.best} 轮最低，{said(run.valid[run.best])}"
    if not run.boosts:
        return f"{text}。"
    stopped = run.stopped
    patience = run.values["early_stopping_rounds"]
    if stopped is None:
        return f"{text}；耐心 {patience} 轮，到底也没有触发早停。"
    taken = "" if stopped[1] == run.best else f"，取第 {stopped[1]} 轮"
    return f"{text}；耐心 {patience} 轮，早停在第 {stopped[0]} 轮{taken}。"
