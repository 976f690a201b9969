"""What the tests of the pages share."""

import pytest

from tests.stand_ins import standing_in


@pytest.fixture
def stand_ins():
    """Let ``import oneflow`` and ``import torch`` find the stand-ins during one test."""
    with standing_in():
        yield
