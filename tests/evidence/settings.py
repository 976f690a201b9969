"""The settings of the playground of the learning rate that other libraries run as the playground writes them for these."""

from typing import Any

from plots.playgrounds import query
from plots.playgrounds.lr import PLAYGROUND
from plots.playgrounds.state import read_settings

WARM = "scheduler=WarmupLR&warmup_iters=6&warmup_prefix=true&scheduler_or_optimizer="
QUERIES = (
    *(text for _, _, text in PLAYGROUND.presets),
    f"{WARM}optimizer&warmup_factor=0",
    f"{WARM}CosineDecayLR(decay_steps=30,alpha=0)&warmup_factor=0",
    f"{WARM}CosineDecayLR(decay_steps=30,alpha=0.2)&warmup_factor=0.5",
    f"{WARM}CosineAnnealingLR(T_max=30,eta_min=0.02)&warmup_factor=0",
    f"{WARM}PolynomialLR(steps=30,end_learning_rate=0.01,power=2,cycle=false)&warmup_factor=0",
    f"{WARM}CosineAnnealingWarmRestarts(T_0=10,T_mult=1,eta_min=0,decay_rate=1,restart_limit=3)&warmup_factor=0",
    "scheduler=PolynomialLR&end_learning_rate=0&power=1",
    "scheduler=SequentialLR&schedulers=LinearLR(start_factor=0,end_factor=1,total_iters=4),ConstantLR(factor=1),"
    "CosineDecayLR(decay_steps=8,alpha=0.1)&milestones=4,20",
)


def settings() -> dict[str, Any]:
    """Return the values of every setting, the compared ones too, by its query."""
    found = [each for text in QUERIES for each in read_settings(PLAYGROUND, query.read(text))]
    return {query.write([each.pairs]): each.values for each in found}
