"""Settings with a name: recipes that one can choose, and those that a registered figure shows.

A setting that says nothing but its scheduler is the example of the article's section on it.
"""

from plots.playgrounds import query
from plots.playgrounds.lr.schedulers import SCHEDULERS


def compared(first: str, *others: str) -> str:
    """Return the query of settings that are compared."""
    return "&vs=".join([first] + [query.encode(other) for other in others])


NOAM = "lambda t: 512 ** -0.5 * min((t + 1) ** -0.5, (t + 1) * 10 ** -1.5)"
MINUS_SQRT, HALVING = "lambda t: 1 - min(t / {}, 1) ** 0.5", "lambda t: 2 * 0.5 ** min(t / {}, 1) - 1"
COSINE_RECIPE = (
    "scheduler=WarmupLR&scheduler_or_optimizer=CosineDecayLR(decay_steps=54,alpha=0.1)"
    "&warmup_iters=6&warmup_prefix=true"
)
ENDS = (
    "scheduler=SequentialLR&schedulers=LinearLR(start_factor=0.1,end_factor=1,total_iters=6),"
    "ConstantLR(factor=1,total_iters=5),{}&milestones=6,"
)
LINE = "PolynomialLR(steps=12,end_learning_rate=0,power=1,cycle=false)"
WSD = ENDS.format(LINE)
COOLED = [f'LambdaLR(lr_lambda="{code.format(12)}")' for code in (MINUS_SQRT, HALVING)]
BERT = (
    "scheduler=WarmupLR&scheduler_or_optimizer=PolynomialLR(steps={},end_learning_rate=0,power=1,cycle=false)"
    "&warmup_factor=0&warmup_iters=6&warmup_prefix={}&lr=1e-4"
)
FOUR_ENDS = compared(*[ENDS.format(end) + "48" for end in [LINE, "CosineDecayLR(decay_steps=12,alpha=0)"] + COOLED])
NAMES = ((FOUR_ENDS, ("线性", "余弦", "1 − √u", "指数")),)
PRESETS = (
    ("warmup-cosine", "预热 + 余弦", COSINE_RECIPE),
    ("wsd", "WSD：预热—稳定—衰减", compared(WSD + "48", WSD + "24")),
    (
        "bert",
        "BERT：线性预热，线性归零",
        compared(BERT.format(54, "true"), BERT.format(60, "false")),
    ),
    ("linear", "预热 + 线性，降到 0", BERT.format(54, "true").replace("1e-4", "0.1")),
    ("wsd-ends", "WSD：四种收尾", FOUR_ENDS),
    ("poly", "poly：分割任务", "scheduler=PolynomialLR&steps=60&end_learning_rate=0&power=0.9&lr=0.007"),
    ("noam", "Noam：Transformer", "scheduler=LambdaLR&lr_lambda=" + query.encode(NOAM) + "&lr=1&until=60"),
    ("sgdr", "SGDR：余弦与热重启", "scheduler=CosineAnnealingWarmRestarts&T_0=10&T_mult=2&eta_min=0&until=70"),
    (
        "three-cosines",
        "对比：三个余弦",
        compared(
            "scheduler=CosineDecayLR&alpha=0&until=60",
            "scheduler=CosineAnnealingLR&eta_min=0",
            "scheduler=CosineAnnealingWarmRestarts&T_0=20&T_mult=1&eta_min=0",
        ),
    ),
)

LINEAR = "scheduler=LinearLR&start_factor=0.5&end_factor=0.8&total_iters=4&framework=both&until=10"
SEQUENTIAL = (
    "scheduler=SequentialLR&schedulers=ConstantLR(factor=0.5,total_iters=10),ExponentialLR(gamma=0.9)"
    "&milestones=10&interval_rescaling="
)
WARMUP = "scheduler=WarmupLR&scheduler_or_optimizer=ExponentialLR(gamma=0.9)&warmup_factor=0.5"
CHAINED = "scheduler=ChainedScheduler&schedulers="
COSINE, EXPONENTIAL = "CosineAnnealingLR(T_max=20,eta_min=0.01)", "ExponentialLR(gamma=0.95)"

# Query of a setting, and the id of the figure that is its picture.
FIGURES = tuple(
    [(f"scheduler={name}", "lr/" + module.rstrip("_").replace("_", "-")) for name, module, _ in SCHEDULERS]
) + (
    (LINEAR, "lr/linear-versions"),
    (compared(SEQUENTIAL + "false&until=30", SEQUENTIAL + "true"), "lr/rescaling"),
    (compared(WARMUP + "&until=20", WARMUP + "&warmup_prefix=true"), "lr/warmup-prefix"),
    (
        compared(f"{CHAINED}{COSINE},{EXPONENTIAL}&until=40", f"{CHAINED}{EXPONENTIAL},{COSINE}"),
        "lr/chain-order",
    ),
    (PRESETS[0][2], "lr/recipe-warmup-cosine"),
    (PRESETS[1][2], "lr/recipe-wsd"),
    (PRESETS[2][2], "lr/recipe-bert"),
    (PRESETS[-1][2], "lr/three-cosines"),
)
