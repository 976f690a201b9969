"""The schedulers that can be played with.

What is known of one is its record, in a module of its own, which is imported when it is asked for: the page fetches
those that the first picture does not need later. Defaults are the examples of the article, so that choosing a scheduler
shows its figure.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.controls import Control
    from plots.playgrounds.lr.schedulers.record import Record

DEEPEST = 3  # composites within composites
MOST_KEPT = 100  # sets of controls

SCHEDULERS = (
    # name, module of its record, Chinese name
    ("ConstantLR", "constant", "常数"),
    ("LinearLR", "linear", "线性"),
    ("ExponentialLR", "exponential", "指数"),
    ("StepLR", "step", "等间隔阶梯"),
    ("MultiStepLR", "multi_step", "多里程碑阶梯"),
    ("PolynomialLR", "polynomial", "多项式"),
    ("CosineDecayLR", "cosine_decay", "余弦衰减"),
    ("CosineAnnealingLR", "cosine_annealing", "余弦退火"),
    ("CosineAnnealingWarmRestarts", "warm_restarts", "余弦退火与热重启"),
    ("LambdaLR", "lambda_", "自定义函数"),
    ("SequentialLR", "sequential", "分段串联"),
    ("WarmupLR", "warmup", "预热"),
    ("ChainedScheduler", "chained", "链式叠加"),
    ("ReduceLROnPlateau", "plateau", "按指标衰减"),
)
MODULES = {name: module for name, module, _ in SCHEDULERS}
OPTIONS = tuple([(name, name + "　" + title) for name, _, title in SCHEDULERS])

records: "dict[str, Record]" = {}
made: "dict[tuple[str, float, int], tuple[Control, ...]]" = {}


def record_of(name: str) -> "Record":
    if name not in records:
        module = MODULES[name]
        imported = __import__("plots.playgrounds.lr.schedulers." + module).playgrounds.lr.schedulers
        records[name] = getattr(imported, module).Scheduler(name, module)
    return records[name]


def model_of(name: str) -> "Any":
    return record_of(name).model


def arguments(name: str, base: float, depth: int = DEEPEST) -> "tuple[Control, ...]":
    """Return the controls of a scheduler's arguments, made once; see Record.controls."""
    key = (name, base, depth)
    if key not in made:
        if len(made) > MOST_KEPT:
            made.clear()
        made[key] = record_of(name).controls(base, depth)
    return made[key]
