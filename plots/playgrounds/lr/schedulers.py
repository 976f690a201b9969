"""The 14 schedulers as things with controls, and how each is built from their values.

Defaults are the examples of the article, so that choosing a scheduler shows its figure. Ranges are those within
which every scheduler gives a finite learning rate ≥ 0; lengths end where nobody would see them.
"""

from plots.models import lr_schedules
from plots.playgrounds.controls import Choice, Code, Control, Number, SettingError, Switch
from plots.playgrounds.lists import Curve, Items, Marks
from plots.playgrounds.lr.code import EXAMPLE, OURS, function_of
from plots.playgrounds.lr.metrics import CURVES, DRAWN, DRAWN_EXAMPLE
from plots.playgrounds.nested import Nested
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.models.lr_schedules import Optimizer
    from plots.playgrounds.controls import Path, Values

LONGEST = 100000  # steps of any part of a schedule
DEEPEST = 3  # composites within composites
MOST_KEPT = 100  # sets of controls
MOST_PARTS = 16  # schedulers in one setting, the nested ones counted

SCHEDULERS = (
    # name, Chinese name, last step drawn where the reader has not said
    ("ConstantLR", "常数", 12),
    ("LinearLR", "线性", 12),
    ("ExponentialLR", "指数", 30),
    ("StepLR", "等间隔阶梯", 20),
    ("MultiStepLR", "多里程碑阶梯", 14),
    ("PolynomialLR", "多项式", 30),
    ("CosineDecayLR", "余弦衰减", 30),
    ("CosineAnnealingLR", "余弦退火", 50),
    ("CosineAnnealingWarmRestarts", "余弦退火与热重启", 40),
    ("LambdaLR", "自定义函数", 30),
    ("SequentialLR", "分段串联", 30),
    ("WarmupLR", "预热", 35),
    ("ChainedScheduler", "链式叠加", 20),
    ("ReduceLROnPlateau", "按指标衰减", 30),
)
NO_SCHEDULER = "optimizer"  # what WarmupLR may be given instead of a scheduler
FRAMEWORKS = (("oneflow", "OneFlow 0.7"), ("pytorch", "PyTorch 2"), ("both", "两条都画"))
DIFFERENT = (  # schedulers whose namesake in PyTorch is missing or gives other rates
    "LinearLR",
    "PolynomialLR",
    "CosineDecayLR",
    "CosineAnnealingWarmRestarts",
    "SequentialLR",
    "WarmupLR",
    "ChainedScheduler",
)
COMPOSITES = ("SequentialLR", "WarmupLR", "ChainedScheduler")

PLAIN_ARGUMENTS = {
    "ConstantLR": "factor total_iters",
    "LinearLR": "start_factor end_factor total_iters",
    "ExponentialLR": "gamma",
    "StepLR": "step_size gamma",
    "MultiStepLR": "milestones gamma",
    "PolynomialLR": "steps end_learning_rate power cycle",
    "CosineDecayLR": "decay_steps alpha",
    "CosineAnnealingLR": "T_max eta_min",
    "CosineAnnealingWarmRestarts": "T_0 T_mult eta_min decay_rate restart_limit",
    "WarmupLR": "warmup_factor warmup_iters warmup_method warmup_prefix",
    "ReduceLROnPlateau": "mode factor patience threshold threshold_mode cooldown min_lr eps",
}

OPTIONS = tuple([(name, name + "　" + title) for name, title, _ in SCHEDULERS])
# ReduceLROnPlateau has no formula in t, so nothing can contain it.
INNER = tuple([(name, label) for name, label in OPTIONS if name != "ReduceLROnPlateau"])
SIMPLE = tuple([(name, label) for name, label in INNER if name not in COMPOSITES])


def arguments(name: str, base: float, depth: int = DEEPEST) -> "tuple[Control, ...]":
    """Return the controls of a scheduler's arguments, made once.

    Args: See make_arguments.
    """
    key = (name, base, depth)
    if key not in made:
        if len(made) > MOST_KEPT:
            made.clear()
        made[key] = make_arguments(name, base, depth)
    return made[key]


made: "dict[tuple[str, float, int], tuple[Control, ...]]" = {}


def make_arguments(name: str, base: float, depth: int) -> "tuple[Control, ...]":
    """Return the controls of a scheduler's arguments.

    Args:
        name: One of ``SCHEDULERS``.
        base: Base learning rate b, the upper end of absolute rates.
        depth: How many levels of composites may be inside.
    """

    def length(argument: str, default: int, hint: str) -> Number:
        return Number(argument, str(default), 1, LONGEST, slider=(1, 100), integer=True, hint=hint)

    def fraction(argument: str, default: str, hint: str) -> Number:
        return Number(argument, default, 0, 1, hint=hint)

    def lowest(argument: str, default: str, hint: str, *, group: str = "") -> Number:
        return Number(argument, default, 0, base, step=base / 100, limit="初始学习率", hint=hint, group=group)

    def gamma(default: str, hint: str) -> Number:
        return Number("gamma", default, 0.01, 1.2, hint=hint)

    def inner(argument: str, default: str, hint: str, *, single: bool = False) -> Nested:
        options = INNER if depth > 1 else SIMPLE
        if single:
            options = ((NO_SCHEDULER, "只给优化器"),) + options
        return Nested(
            argument,
            default,
            options,
            lambda kind: () if kind == NO_SCHEDULER else arguments(kind, base, depth - 1),
            single=single,
            hint=hint,
        )

    if name == "ConstantLR":
        return (fraction("factor", "0.3", "开始时乘以"), length("total_iters", 4, "第几步起恢复"))
    if name == "LinearLR":
        return (
            fraction("start_factor", "0.2", "第 0 步乘以"),
            fraction("end_factor", "1", "走向"),
            length("total_iters", 5, "斜线的步数"),
        )
    if name == "ExponentialLR":
        return (gamma("0.9", "每步乘以"),)
    if name == "StepLR":
        return (length("step_size", 5, "一级台阶的步数"), gamma("0.5", "每级乘以"))
    if name == "MultiStepLR":
        step = Number("milestone", "10", 0, LONGEST, integer=True)
        return (
            Marks("milestones", "2,5,9", step, increasing="strictly", hint="在这些步下降"),
            gamma("0.5", "每次乘以"),
        )
    if name == "PolynomialLR":
        return (
            length("steps", 20, "衰减的步数"),
            lowest("end_learning_rate", "0.01", "终点的学习率"),
            Number("power", "2", 0, 10, slider=(0, 5), step=0.1, hint="幂"),
            Switch("cycle", "false", hint="到头后重来"),
        )
    if name == "CosineDecayLR":
        return (length("decay_steps", 20, "衰减的步数"), fraction("alpha", "0.1", "终点是初始学习率的几倍"))
    if name == "CosineAnnealingLR":
        return (length("T_max", 20, "半个周期的步数"), lowest("eta_min", "0.01", "最小学习率"))
    if name == "CosineAnnealingWarmRestarts":
        return (
            length("T_0", 5, "第一周期的步数"),
            Number("T_mult", "2", 1, 10, integer=True, hint="周期逐次变长的倍数"),
            lowest("eta_min", "0.01", "最小学习率"),
            fraction("decay_rate", "1", "峰值逐次乘以"),
            Number("restart_limit", "0", 0, 1000, slider=(0, 10), integer=True, hint="最多几个周期，0 为不限"),
        )
    if name == "LambdaLR":
        return (Code("lr_lambda", EXAMPLE, ours=OURS, hint="学习率的倍数，t 从 0 开始"),)
    if name == "SequentialLR":
        step = Number(
            "milestone", "10", 0, LONGEST, slider=(0, 100), integer=True, label="milestones", hint="从第几步接手"
        )
        rescaling = Switch("rescaling", "true", label="interval_rescaling", hint="从自己的第 0 步开始")
        return (
            inner(
                "schedulers",
                "LinearLR(start_factor=0.1,end_factor=1,total_iters=5),"
                "ConstantLR(factor=1,total_iters=5),ExponentialLR(gamma=0.8)",
                "依次接手",
            ),
            Marks("milestones", "5,15", step, most=5, increasing="weakly", beside="schedulers"),
            Items("interval_rescaling", "false,true", rescaling, most=5, beside="schedulers"),
        )
    if name == "WarmupLR":
        return (
            inner("scheduler_or_optimizer", "CosineDecayLR(decay_steps=30,alpha=0)", "预热之后", single=True),
            fraction("warmup_factor", "0.1", "开始时乘以"),
            length("warmup_iters", 5, "预热的步数"),
            Choice("warmup_method", "linear", (("linear", "linear　线性上升"), ("constant", "constant　保持不变"))),
            Switch("warmup_prefix", "false", hint="预热加在前面，而不是盖住开头"),
        )
    if name == "ChainedScheduler":
        return (inner("schedulers", "ConstantLR(factor=0.3,total_iters=3),ExponentialLR(gamma=0.9)", "依次叠加"),)
    if name == "ReduceLROnPlateau":
        seldom = "更多参数"
        return (
            Choice("mode", "min", (("min", "min　越小越好"), ("max", "max　越大越好"))),
            Number("factor", "0.5", 0.01, 0.99, hint="每次乘以"),
            Number("patience", "2", 0, 1000, slider=(0, 20), integer=True, hint="能忍几次没有变好"),
            Number(
                "threshold", "0.0001", 0, 1, slider=(0.0001, 1), logarithmic=True, hint="好多少才算变好", group=seldom
            ),
            Choice("threshold_mode", "rel", (("rel", "rel　按比例"), ("abs", "abs　按差值")), group=seldom),
            Number("cooldown", "2", 0, 1000, slider=(0, 20), integer=True, hint="降过之后歇几次"),
            lowest("min_lr", "0", "最低学习率", group=seldom),
            Number("eps", "1e-8", 0, 1, slider=(1e-8, 1), logarithmic=True, hint="降得不到这么多就不降", group=seldom),
        )
    return ()


def metric_controls(chosen: str) -> "tuple[Control, ...]":
    """Return the controls of the metric that ReduceLROnPlateau watches."""
    return (METRIC, METRICS) if chosen == DRAWN else (METRIC,)


METRIC = Choice(
    "metric",
    CURVES[0][0],
    tuple([(name, label) for name, label, _ in CURVES] + [(DRAWN, "自己画")]),
    label="指标",
    hint="每次更新之后交给 step()",
)
METRICS = Curve(
    "metrics",
    DRAWN_EXAMPLE,
    Number("value", "1", -1e6, 1e6),
    most=1001,
    label="指标曲线",
    hint="在图上画，或写成一串数",
)


def own_values(name: str, values: "Values") -> "Values":
    """Return the values of the arguments that a scheduler takes as they are."""
    return {argument: values[argument] for argument in PLAIN_ARGUMENTS[name].split()}


def check(name: str, values: "Values", path: "Path") -> int:
    """Return how many schedulers a setting is made of.

    Args:
        name, values: The scheduler and the values of its controls.
        path: Where its controls are.

    Raises:
        SettingError: If there are too many, the milestones do not fit the schedulers, or no metric is drawn.
    """
    count = 1
    if values.get("metric") == DRAWN and not values["metrics"]:
        raise SettingError(METRICS.label + " 还是空的。", path + [METRICS.name])
    for argument in ("schedulers", "scheduler_or_optimizer"):
        for i, (kind, inner) in enumerate(values.get(argument, [])):
            count += check(kind, inner, path + [argument, i])
    if name == "SequentialLR":
        joints = len(values["schedulers"]) - 1
        for argument in ("milestones", "interval_rescaling"):
            found = len(values[argument])
            if found != joints:
                raise SettingError(
                    f"{argument} 要有 {joints} 个，比策略少一个，现在有 {found} 个。",
                    path + [argument, max(joints - 1, 0)],
                )
    if count > MOST_PARTS:
        raise SettingError(f"一共最多 {MOST_PARTS} 个策略，里层的也算。", path)
    return count


def build(name: str, values: "Values", optimizer: "Optimizer", path: "Path") -> "Any":
    """Return OneFlow's scheduler of that name with the values of its controls.

    Raises:
        SettingError: If the values do not go together, or the reader's code is no function.
        ValueError: If the reader's code fails at step 0.
    """
    if name == "LambdaLR":
        return lr_schedules.LambdaLR(optimizer, function_of(values["lr_lambda"]))
    if name in ("SequentialLR", "ChainedScheduler"):
        schedulers = [
            build(kind, inner, optimizer, path + ["schedulers", i])
            for i, (kind, inner) in enumerate(values["schedulers"])
        ]
        if name == "ChainedScheduler":
            return lr_schedules.ChainedScheduler(schedulers)
        return lr_schedules.SequentialLR(optimizer, schedulers, values["milestones"], values["interval_rescaling"])
    if name == "WarmupLR":
        return build_warmup(values, optimizer, path)
    return getattr(lr_schedules, name)(optimizer, **own_values(name, values))


def build_warmup(values: "Values", optimizer: "Optimizer", path: "Path") -> "Any":
    """Return a WarmupLR.

    Raises:
        SettingError: If the ramp would have to end above b.
    """
    kind, inner = values["scheduler_or_optimizer"][0]
    if kind == NO_SCHEDULER:
        return lr_schedules.WarmupLR(optimizer, **own_values("WarmupLR", values))
    scheduler = build(kind, inner, optimizer, path + ["scheduler_or_optimizer", 0])
    if values["warmup_method"] == "linear" and not values["warmup_prefix"]:
        base, length = optimizer.param_groups[0]["initial_lr"], values["warmup_iters"]
        end = scheduler.get_lr(base, length)
        if end > base:
            raise SettingError(
                f"预热的终点是内层策略在第 {length} 步的 {rounded(end)}，高于初始学习率 {rounded(base)}："
                "打开 warmup_prefix，或把内层调低。",
                path + ["warmup_prefix"],
            )
    return lr_schedules.WarmupLR(scheduler, **own_values("WarmupLR", values))
