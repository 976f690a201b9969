"""The playground of the learning-rate schedules: all 14, nested and compared, and what they do to plain SGD.

What the first picture does not need is imported where it is used: the page fetches it when it is asked for.
"""

from plots.pictures.chart import rung
from plots.playgrounds.controls import Choice, Control, Number, SettingError
from plots.playgrounds.lr.examples import FIGURES, NAMES, PRESETS
from plots.playgrounds.lr.pictures import EPOCH, LOSSES, PATH, is_chain, lr_picture, said_of
from plots.playgrounds.lr.rates import Rates, compute
from plots.playgrounds.lr.schedulers import (
    MODULES,
    OPTIONS,
    arguments,
    cosine_decay,  # noqa: F401 - at once: the record of what is shown first
    record_of,
)
from plots.playgrounds.lr.sentences import sentence
from plots.playgrounds.lr.starts import BOXES, Start
from plots.playgrounds.numbers import read_number
from plots.playgrounds.playground import Drawn, Playground

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.lr.schedulers.record import Record
    from plots.playgrounds.state import Setting

SUBJECT = "scheduler"
MOST_STEPS = 1000
LASTS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)  # with which step the axis ends, times a power of ten
HIGHEST = 10.0  # learning rate
FIRST = "CosineDecayLR"
LOSS_GROUP = "训练：动量、噪声与起点"
STEP_GROUP = "一步是迭代还是 epoch"


def controls(texts: "dict[str, str]") -> "tuple[Control, ...]":
    name = texts.get(SUBJECT, FIRST)
    record = record_of(name if name in MODULES else FIRST)
    chosen: "tuple[Control, ...]" = (SUBJECT_CONTROL,)
    if name == record.name:
        chosen += arguments(name, base_rate(texts))
    chosen += record.metric_controls(texts.get("metric", ""))
    if record.is_different:
        chosen += (FRAMEWORK,)
    chosen += (BASE, until(record, chosen, texts), EVERY)
    return (chosen + (ITERATIONS,) if texts.get("every") == EPOCH else chosen) + TRAINING + STARTS


SUBJECT_CONTROL = Choice(SUBJECT, FIRST, OPTIONS, label="策略")
FRAMEWORKS = (("oneflow", "OneFlow 0.7"), ("pytorch", "PyTorch 2"), ("both", "两条都画"))
FRAMEWORK = Choice("framework", FRAMEWORKS[0][0], FRAMEWORKS, label="框架")
BASE = Number("lr", "0.1", 1e-8, HIGHEST, slider=(1e-5, 1), logarithmic=True, label="初始学习率", hint="b", kept=True)
EVERY = Choice(
    "every",
    "iteration",
    (("iteration", "每次迭代之后"), (EPOCH, "每个 epoch 之后")),
    label="调用 step()",
    shared=True,
    group=STEP_GROUP,
)
ITERATIONS = Number(
    "iterations",
    "100",
    1,
    1000000,
    slider=(1, 1000),
    integer=True,
    label="迭代数",
    hint="一个 epoch 几次",
    shared=True,
    group=STEP_GROUP,
)
TRAINING = (
    Number("momentum", "0", 0, 0.99, label="动量", hint="momentum", shared=True, group=LOSS_GROUP),
    Number("noise", "1", 0, 3, step=0.1, label="噪声", hint="梯度噪声的倍数", shared=True, group=LOSS_GROUP),
    Number(
        "seed",
        "1",
        0,
        9999,
        slider=(0, 100),
        integer=True,
        label="种子",
        hint="所有曲线用同一串噪声",
        shared=True,
        group=LOSS_GROUP,
    ),
)
STARTS = tuple(
    [
        Start(name, start, BOXES[name], label=label, hint="可在图上拖", shared=True, group=LOSS_GROUP)
        for name, start, label in (("quadratic", "3,1", "二次函数的起点"), ("valley", "-3,1.5", "山谷的起点"))
    ]
)


def until(record: "Record", arguments: "tuple[Control, ...]", texts: "dict[str, str]") -> Control:
    """Return the control of the last step that is drawn: where the reader has not said, all of the schedule is seen."""
    last = record.last
    try:
        end = record.end({each.name: each.read(texts.get(each.name, each.default)) for each in arguments})
        last = min(max(last, int(rung(end, LASTS))), MOST_STEPS)
    except SettingError:
        pass  # nothing is drawn
    return Number(
        "until",
        str(last),
        1,
        MOST_STEPS,
        slider=(5, 200),
        integer=True,
        label="画到第几步",
        hint="清空就随参数",
        shared=True,
        follows=True,
    )


def base_rate(texts: "dict[str, str]") -> float:
    """Return b as far as it can be read, for the ranges that end there."""
    try:
        base = read_number(texts.get("lr", "0.1"))
    except ValueError:
        return HIGHEST
    return base if 0 < base <= HIGHEST else HIGHEST


def roles(settings: "list[Setting]") -> "list[int]":
    """Return for each setting the role of its curve, 1 to 4; a second curve of it has the next."""
    counts = [2 if setting.values.get("framework") == "both" else 1 for setting in settings]
    if sum(counts) > 4:
        counts = [1] * len(counts)
    return [1 + sum(counts[:i]) for i in range(len(counts))]


def pictures(drawn: "list[Drawn[Rates]]") -> "tuple[list[str], list[str]]":
    before = []
    if any(each.result.metrics for each in drawn):
        before.append("metrics")
    if is_chain(drawn):
        before.append("factors")
    return before + ["lr"], [name + end for name in LOSSES for end in ("", PATH)]


def picture(name: str, drawn: "list[Drawn[Rates]]") -> str:
    if name == "lr" and len(drawn) > 1:
        from plots.playgrounds.lr.compared import said_of_several

        return lr_picture(drawn, said_of_several)
    if name == "lr":
        return lr_picture(drawn, lambda drawn, highest: said_of(drawn[0], highest))
    if name in LOSSES:
        from plots.playgrounds.lr.losses import loss_picture

        return loss_picture(name, drawn)
    if name.endswith(PATH):
        from plots.playgrounds.lr.paths import path_picture

        return path_picture(name, drawn)
    from plots.playgrounds.lr.beside import factors_picture, metrics_picture

    return metrics_picture(drawn) if name == "metrics" else factors_picture(drawn)


def advance(name: str, drawn: "list[Drawn[Rates]]") -> None:
    """Let the runs that a picture shows go on."""
    problem = name.replace(PATH, "")
    if problem in LOSSES:
        from plots.playgrounds.lr.losses import advance

        advance(problem, drawn)


PLAYGROUND = Playground(
    id="lr",
    title="学习率调整策略",
    subject=SUBJECT,
    controls=controls,
    compute=compute,
    pictures=pictures,
    picture=picture,
    sentence=sentence,
    presets=PRESETS,
    names=NAMES,
    figures=FIGURES,
    advance=advance,
    roles=roles,
    implied={"metrics": ("metric", "drawn")},  # who draws a curve means it to be used
    varied=(SUBJECT,),
    more="用它训练：带噪声的 SGD",
)
