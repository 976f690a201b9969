"""What is seen, in words."""

from plots.models.kmeans.lloyd import ASSIGN, UPDATE
from plots.playgrounds.kmeans.settings import OWN, RULE_LABELS, TABLE
from plots.playgrounds.numbers import rounded
from plots.playgrounds.points import left_out

ASSIGNMENT = "分配步（E 步）"
NAMES = {
    ASSIGN: ASSIGNMENT,
    UPDATE: "更新步（M 步）",
    "transfer": "转移步（T 步，在所有的簇里挑）",
    "quick": "快速步（Q 步，只问第二近的簇）",
}

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Values
    from plots.playgrounds.kmeans.runs import Run
    from plots.playgrounds.playground import Drawn


def sentence(drawn: "list[Drawn[Run]]", step: int) -> str:
    said = []
    for each in drawn:
        name = f"{each.label}：" if len(drawn) > 1 else ""
        said.append(name + now(each.result, each.values, step) + whole(each.result, step) + judged(drawn, each))
    return "".join(said) + left_out(drawn[0].values)


def now(run: "Run", values: "Values", step: int) -> str:
    if not run.moments:
        count = len(run.points)
        if values["data"] == TABLE and not count:
            return "还没有点：把两列数字粘贴到“自己的点”里或图上，或把 CSV 文件拖到图上。"
        return f"有 {count} 个点，k = {values['k']}：点要不少于簇。选“加点”，在图上放点，或把 k 调小。"
    step = min(max(step, 0), len(run.moments) - 1)
    if step:
        return moment_words(run, step) + "。"
    start = "起点是手放的" if values["start"] == OWN else f"起点由“{RULE_LABELS[values['start']]}”选出"
    return f"{moment_words(run, 0)}；{start}。"


def judged(drawn: "list[Drawn[Run]]", one: "Drawn[Run]") -> str:
    """Say how a run ends beside the hundred starts, where these are asked for."""
    if not one.values.get("restarts"):
        return ""
    from plots.playgrounds.kmeans.restarts import verdict

    return verdict(drawn, one)


def moment_words(run: "Run", step: int) -> str:
    moment = run.moments[step]
    if not step:
        return f"第 0 轮{ASSIGNMENT}：{len(run.points)} 个点各归最近的起点，J = {rounded(moment.inertia)}"
    if moment.step != UPDATE:
        did = f"{moment.changed} 个点换了簇" if moment.changed else "没有点换簇"
    elif moment.farthest:
        did = f"质心移到簇的平均，最远走了 {rounded(moment.farthest, 3)}"
        if moment.relocated:
            did += f"，{moment.relocated} 个空簇的质心搬到离质心最远的点上"
    else:
        did = "质心都没有动"
    return f"第 {moment.iteration} 轮{NAMES[moment.step]}：{did}，J {course(run.moments[step - 1].inertia, moment.inertia)}"


def course(before: float, after: float) -> str:
    """Say how the inertia goes on."""
    first, second = rounded(before), rounded(after)
    return f"仍是 {second}" if first == second else f"从 {first} 降到 {second}"


def whole(run: "Run", step: int) -> str:
    """Say how the run ends, to who has come to its end."""
    if step < len(run.moments) - 1 or not run.moments:
        return ""
    if not run.finished:
        return "后面的步还在算。"
    first, last = run.moments[0], run.moments[-1]
    ended = f"第 {last.iteration} 轮没有质心再动，结束" if not last.farthest else f"到第 {last.iteration} 轮为止"
    said = f"{ended}；整个过程簇内平方和 J {course(first.inertia, last.inertia)}。"
    empty = len([size for size in last.sizes if not size])
    return said + (f"有 {empty} 个簇是空的：不同的点比簇少。" if empty else "")
