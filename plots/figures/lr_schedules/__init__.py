"""The figures of the article on learning-rate schedules."""

from plots.figures import Drawing
from plots.figures.lr_schedules import comparisons, examples, strategies
from plots.figures.lr_schedules.walks import walk

TOPIC = "lr"
FIGURES = {
    "constant": Drawing(strategies.draw_constant, walk(examples.CONSTANT, strategies.constant_at)),
    "linear": Drawing(strategies.draw_linear, walk(examples.LINEAR, strategies.linear_at)),
    "exponential": Drawing(strategies.draw_exponential, walk(examples.EXPONENTIAL, strategies.exponential_at)),
    "step": Drawing(strategies.draw_step, walk(examples.STEP, strategies.step_at)),
    "multi-step": Drawing(strategies.draw_multi_step, walk(examples.MULTI_STEP, strategies.multi_step_at)),
    "polynomial": Drawing(strategies.draw_polynomial, walk(examples.POLYNOMIAL, strategies.polynomial_at)),
    "cosine-decay": Drawing(strategies.draw_cosine_decay, walk(examples.COSINE_DECAY, strategies.cosine_decay_at)),
    "cosine-annealing": Drawing(
        strategies.draw_cosine_annealing, walk(examples.COSINE_ANNEALING, strategies.cosine_annealing_at)
    ),
    "warm-restarts": Drawing(strategies.draw_warm_restarts, walk(examples.WARM_RESTARTS, strategies.warm_restarts_at)),
    "lambda": Drawing(strategies.draw_lambda, walk(examples.LAMBDA, strategies.lambda_at)),
    "sequential": Drawing(strategies.draw_sequential, walk(examples.SEQUENTIAL, strategies.sequential_at)),
    "warmup": Drawing(strategies.draw_warmup, walk(examples.WARMUP, strategies.warmup_at)),
    "chained": Drawing(strategies.draw_chained, walk(examples.CHAINED, strategies.chained_at)),
    "three-cosines": Drawing(comparisons.draw_three_cosines),
}
