"""The adjusted Rand index: by hand, and whatever the labels are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots.models.kmeans.comparison import adjusted_rand_index
from plots.models.randomness import Random

LABELS = st.lists(st.integers(0, 3), min_size=1, max_size=20)


def test_by_hand():
    # Together in both: 1 pair; in the first 2, in the second 3, of 6: by chance 1, at most 2.5.
    assert adjusted_rand_index([0, 0, 1, 1], [0, 0, 0, 1]) == pytest.approx((1 - 1) / (2.5 - 1))
    # Together in both: 2; in the first 4, in the second 2, of 10: by chance 0.8, at most 3.
    assert adjusted_rand_index([0, 0, 0, 1, 1], [0, 0, 2, 1, 1]) == pytest.approx((2 - 0.8) / (3 - 0.8))


@given(LABELS, st.permutations([0, 1, 2, 3]))
def test_other_names_for_the_same_groups_are_a_perfect_match(labels, names):
    assert adjusted_rand_index(labels, [names[label] for label in labels]) == 1


@given(LABELS, st.data())
def test_it_is_symmetric_and_at_most_1(labels, data):
    other = data.draw(st.lists(st.integers(0, 3), min_size=len(labels), max_size=len(labels)))

    assert adjusted_rand_index(labels, other) == pytest.approx(adjusted_rand_index(other, labels))
    assert adjusted_rand_index(labels, other) <= 1


def test_labels_by_chance_are_about_0():
    random = Random(0)
    first, second = ([random.below(4) for _ in range(4000)] for _ in range(2))

    assert abs(adjusted_rand_index(first, second)) < 0.005
