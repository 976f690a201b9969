"""The figures of the article on learning-rate schedules."""

from plots.figures import Drawing
from plots.figures.lr_schedules import comparisons, examples, plateau, recipes, strategies, training
from plots.figures.lr_schedules.walks import walk

TOPIC = "lr"
FIGURES = {
    "three-cosines": Drawing(comparisons.draw_three_cosines),
    "gallery": Drawing(comparisons.draw_gallery),
    "step-order": Drawing(training.draw_step_order),
    "constant": Drawing(strategies.draw_constant, walk(examples.CONSTANT)),
    "linear": Drawing(strategies.draw_linear, walk(examples.LINEAR)),
    "linear-versions": Drawing(comparisons.draw_linear_versions),
    "exponential": Drawing(strategies.draw_exponential, walk(examples.EXPONENTIAL)),
    "step": Drawing(strategies.draw_step, walk(examples.STEP)),
    "multi-step": Drawing(strategies.draw_multi_step, walk(examples.MULTI_STEP)),
    "polynomial": Drawing(strategies.draw_polynomial, walk(examples.POLYNOMIAL)),
    "polynomial-cycle": Drawing(comparisons.draw_polynomial_cycle),
    "cosine-decay": Drawing(strategies.draw_cosine_decay, walk(examples.COSINE_DECAY)),
    "cosine-annealing": Drawing(strategies.draw_cosine_annealing, walk(examples.COSINE_ANNEALING)),
    "warm-restarts": Drawing(strategies.draw_warm_restarts, walk(examples.WARM_RESTARTS)),
    "warm-restarts-settings": Drawing(comparisons.draw_warm_restarts_settings),
    "lambda": Drawing(strategies.draw_lambda, walk(examples.LAMBDA)),
    "sequential": Drawing(strategies.draw_sequential, walk(examples.SEQUENTIAL)),
    "rescaling": Drawing(comparisons.draw_rescaling),
    "warmup": Drawing(strategies.draw_warmup, walk(examples.WARMUP)),
    "warmup-prefix": Drawing(comparisons.draw_warmup_prefix),
    "chained": Drawing(strategies.draw_chained, strategies.chained_frames),
    "chain-order": Drawing(comparisons.draw_chain_order),
    "plateau": Drawing(plateau.draw_plateau, plateau.plateau_frames, frame_ms=700),
    "epoch-iteration": Drawing(comparisons.draw_epoch_iteration),
    "resume": Drawing(training.draw_resume),
    "recipe-warmup-cosine": Drawing(recipes.draw_warmup_cosine),
    "recipe-wsd": Drawing(recipes.draw_wsd),
    "recipe-bert": Drawing(recipes.draw_bert),
    "recipe-poly": Drawing(recipes.draw_poly),
    "recipe-noam": Drawing(recipes.draw_noam),
}
