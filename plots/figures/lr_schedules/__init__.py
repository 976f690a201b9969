"""The figures of the article on learning-rate schedules."""

from plots.figures import Drawing, gathered
from plots.figures.lr_schedules import comparisons, learning, recipes, training
from plots.figures.lr_schedules.walks import walk
from plots.hands import taken_over
from plots.playgrounds.lr import PLAYGROUND

TOPIC = "lr"
OF_ONE = {
    figure: query for query, figure in PLAYGROUND.figures if "&" not in query
}  # of a scheduler that nothing is said of
FIGURES = {
    name: Drawing(draw, walk(OF_ONE[f"lr/{name}"]), frame_ms=700 if name == "plateau" else 500)
    if f"lr/{name}" in OF_ONE
    else Drawing(draw)
    for name, draw in taken_over(PLAYGROUND).items()
} | {
    "gallery": Drawing(comparisons.draw_gallery),
    "digits": Drawing(learning.draw_digits),
    "step-order": Drawing(training.draw_step_order),
    "polynomial-cycle": Drawing(comparisons.draw_polynomial_cycle),
    "warm-restarts-settings": Drawing(comparisons.draw_warm_restarts_settings),
    "epoch-iteration": Drawing(comparisons.draw_epoch_iteration),
    "resume": Drawing(training.draw_resume),
    "recipe-poly": Drawing(recipes.draw_poly),
    "recipe-noam": Drawing(recipes.draw_noam),
    **gathered("plots.figures.lr_schedules."),
}
