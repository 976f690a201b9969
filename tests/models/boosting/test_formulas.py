"""Leaf weight, score and gain: by hand, and least where they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots.models.boosting import leaf_objective, leaf_weight, paper_gain, score, split_gain

SUMS = st.floats(-100, 100)
WEIGHTS = st.floats(0.01, 100)
PENALTIES = st.fixed_dictionaries({"reg_lambda": st.floats(0, 20), "reg_alpha": st.floats(0, 20)})


def test_a_leaf_by_hand():
    assert leaf_weight(-6.0, 2.0, reg_lambda=1.0) == 2.0  # 6/(2 + 1)
    assert score(-6.0, 2.0, reg_lambda=1.0) == 12.0  # 36/3
    assert leaf_objective(2.0, -6.0, 2.0, reg_lambda=1.0) == -6.0  # −12 + ½·3·4, half the score below 0


@pytest.mark.parametrize(("alpha", "left", "right"), [(0.0, 3.0, -1.0), (0.5, 2.5, -0.5), (2.0, 1.0, 0.0)])
def test_alpha_draws_the_sums_towards_0_by_hand(alpha, left, right):
    assert leaf_weight(-3.0, 1.0, reg_lambda=0.0, reg_alpha=alpha) == left
    assert leaf_weight(1.0, 1.0, reg_lambda=0.0, reg_alpha=alpha) == right


def test_a_split_by_hand_and_the_half_of_the_paper():
    # Targets 0, 0, 1, 1 from ½: G = 1 on the left, −1 on the right, 0 in all; H = 2 and 2.
    gain = split_gain(1.0, 2.0, -1.0, 2.0, reg_lambda=0.0)

    assert gain == 1.0  # 1/2 + 1/2 − 0
    assert paper_gain(gain) == 0.5
    assert paper_gain(gain, 0.5) == 0.0
    assert paper_gain(gain, 0.6) == pytest.approx(-0.1)


def test_an_empty_leaf_weighs_nothing():
    assert leaf_weight(0.0, 0.0, reg_lambda=0.0) == score(0.0, 0.0, reg_lambda=0.0) == 0.0


@given(G=SUMS, H=WEIGHTS, penalties=PENALTIES, aside=st.floats(-1, 1))
def test_no_other_weight_has_a_lower_objective_and_it_is_half_the_score(G, H, penalties, aside):
    best = leaf_weight(G, H, **penalties)
    least = leaf_objective(best, G, H, **penalties)
    scale = 1e-9 * (1 + G * G / H)

    assert least == pytest.approx(-score(G, H, **penalties) / 2, abs=scale)
    assert leaf_objective(best + aside, G, H, **penalties) >= least - scale


@given(a=SUMS, b=SUMS, H=WEIGHTS, K=WEIGHTS, reg_alpha=st.just(0.0))
def test_without_penalties_a_split_never_loses(a, b, H, K, reg_alpha):
    assert split_gain(a, H, b, K, reg_lambda=0.0, reg_alpha=reg_alpha) >= -1e-9 * (a * a / H + b * b / K)
