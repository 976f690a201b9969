"""The figures of the article on K-Means."""

from plots.figures import Drawing, gathered
from plots.figures.kmeans import choice, failures, landscape, objective, practice, soft, starts, steps
from plots.hands import taken_over
from plots.playgrounds.kmeans import PLAYGROUND

TOPIC = "kmeans"
FIGURES = {
    "objective": Drawing(objective.draw_objective),
    "by-hand": Drawing(steps.draw_by_hand),
    "rectangle": Drawing(objective.draw_rectangle),
    "cells": Drawing(objective.draw_cells),
    "steps": Drawing(steps.draw_steps),
    "lloyd": Drawing(steps.draw_lloyd, steps.lloyd_frames, frame_ms=1200),
    "local-minima": Drawing(starts.draw_local_minima),
    "plus-plus": Drawing(starts.draw_plus_plus),
    "starts": Drawing(starts.draw_starts),
    "one-update": Drawing(starts.draw_one_update),
    "hartigan-wong": Drawing(starts.draw_hartigan_wong),
    "empty": Drawing(starts.draw_empty),
    "landscape": Drawing(landscape.draw_landscape),
    **{name: Drawing(draw) for name, draw in taken_over(PLAYGROUND).items()},
    "choose-k": Drawing(choice.draw_choose_k),
    "silhouettes": Drawing(choice.draw_silhouettes),
    "failures": Drawing(failures.draw_failures),
    "unequal-sizes": Drawing(failures.draw_unequal_sizes),
    "soft": Drawing(soft.draw_soft),
    "mixture": Drawing(soft.draw_mixture, soft.mixture_frames, frame_ms=1200),
    "minibatch": Drawing(practice.draw_minibatch),
    "outliers": Drawing(practice.draw_outliers),
    "colours": Drawing(practice.draw_colours),
    **gathered("plots.figures.kmeans."),
}
