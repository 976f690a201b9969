"""What tests read off a figure."""

import numpy as np
from matplotlib.text import Text

from tests.figures.conftest import FIGURES
from tests.searches import existing


def frames(id):
    """Return the moments of a moving figure."""
    return existing(FIGURES[id].frames)()


def texts(artist):
    """Return all words of a figure or a part of it."""
    return [text.get_text() for text in artist.findobj(Text) if text.get_text()]


def shows(axes, x, y):
    """Return whether a line of the axes holds these values."""
    for line in axes.lines:
        its_x, its_y = (np.asarray(each, float) for each in line.get_data())
        if len(its_x) == len(x) and np.allclose(its_x, x, rtol=1e-12) and np.allclose(its_y, y, rtol=1e-12, atol=1e-12):
            return True
    return False
