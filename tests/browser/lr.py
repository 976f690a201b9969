"""The playground of learning rates, and the article that it is in: what many tests of controls are tried on."""

import functools

from tests.browser import playing

PAGE = "playgrounds/lr/"
ARTICLE = "posts/oneflow-lrscheduler-visualization/"
open_playground = functools.partial(playing.open_playground, id="lr")


def picture(element, name="lr"):
    return playing.picture(element, name)


def curve(element, index=0, name="lr"):
    return playing.curve(element, index, name=name)
