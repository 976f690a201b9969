"""The figures of the article on gradient boosting."""

from plots.figures import Drawing, gathered
from plots.figures.boosting import ensembles, importances, maps, objectives, rounds, splits, trees, tuning
from plots.hands import taken_over
from plots.playgrounds.boosting import PLAYGROUND

TOPIC = "boosting"
FIGURES = {
    **{name: Drawing(draw) for name, draw in taken_over(PLAYGROUND).items()},
    "four-points": Drawing(rounds.draw_four_points, rounds.four_points_frames, frame_ms=1200),
    "residuals": Drawing(rounds.draw_residuals),
    "functional-gradient": Drawing(objectives.draw_functional_gradient),
    "second-order": Drawing(objectives.draw_second_order),
    "split-gain": Drawing(splits.draw_split_gain, splits.split_gain_frames, frame_ms=400),
    "tree": Drawing(trees.draw_tree),
    "shrinkage": Drawing(tuning.draw_shrinkage),
    "depth": Drawing(maps.draw_depth),
    "regularisation": Drawing(tuning.draw_regularisation),
    "early-stopping": Drawing(tuning.draw_early_stopping, tuning.early_stopping_frames, frame_ms=400),
    "missing": Drawing(splits.draw_missing),
    "exact-hist": Drawing(splits.draw_exact_hist),
    "importance": Drawing(importances.draw_importance),
    "ensembles": Drawing(ensembles.draw_ensembles),
    **gathered("plots.figures.boosting."),
}
