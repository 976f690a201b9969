"""Each save that is measured changes its file, and what it changes is on the page that is looked at."""

import pytest

from scripts.shared.paths import ROOT
from tests.bench.bench_saves import SAVES


@pytest.mark.parametrize("name", SAVES)
def test_each_save_changes_its_file_and_the_next_one_does_again(name):
    path, change, _ = SAVES[name]
    text = (ROOT / path).read_text(encoding="utf-8")
    once = change(text, 1)
    assert once != text
    assert change(once, 2) != once
