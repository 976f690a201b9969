"""What the tests of the pages share."""

import sys

import pytest

from tests.stand_ins import modules


@pytest.fixture
def stand_ins(monkeypatch):
    """Let ``import oneflow`` and ``import torch`` find the stand-ins during one test."""
    for full_name, module in modules().items():
        monkeypatch.setitem(sys.modules, full_name, module)
