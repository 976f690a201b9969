"""Early stopping: when it ends, which round is the best, and that it helps."""

from collections import namedtuple

import pytest

from plots.models.boosting import best_round, early_stopping

Course = namedtuple("Course", "round test_loss")


def course(*losses):
    return [Course(i, loss) for i, loss in enumerate(losses)]


@pytest.mark.parametrize(
    ("losses", "patience", "end"),
    [
        ((9, 5, 4, 6, 3, 7, 7, 7), 1, 3),  # best 2, then 1 round without a lower one
        ((9, 5, 4, 6, 3, 7, 7, 7), 2, 6),  # best 4
        ((9, 5, 4, 6, 3, 7, 7, 7), 9, 7),  # never: all rounds
        ((1, 5, 6, 7), 2, 3),  # round 0 does not count
        ((9, 5, 5, 5, 4), 2, 3),  # an equal loss is no fall
    ],
)
def test_it_ends_when_the_loss_has_not_fallen_for_so_many_rounds(losses, patience, end):
    assert [state.round for state in early_stopping(course(*losses), patience)] == list(range(end + 1))


def test_the_best_round_is_the_first_of_the_least_loss():
    assert best_round([1, 5, 4, 6, 4]) == 2
    assert best_round([1, 5]) == 1
