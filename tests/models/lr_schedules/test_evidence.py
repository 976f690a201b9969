"""OneFlow 0.8.0 and PyTorch 2.13 ran what their own tests try, and random schedules; ours give the same rates."""

import pytest
from pytest import approx

from plots.models import lr_schedules
from plots.models.lr_schedules import Optimizer, pytorch
from tests.evidence import environments, schedules

LIBRARIES = {"oneflow": lr_schedules, "torch": pytorch}
CLOSE = 1e-7  # of what a record holds with nine digits, and of rates that only rounding keeps from 0


@pytest.mark.parametrize("library", LIBRARIES)
def test_schedules_go_and_are_resumed_and_changed_by_hand_as_the_library_ran_them(library):
    record = environments.seen(f"{library}-schedules")
    cases = dict(schedules.cases(library))

    assert list(record) == list(cases)
    for name, case in cases.items():
        ours, theirs = (
            [float(rate) for rate in text.split()]
            for text in (schedules.seen(case, LIBRARIES[library], Optimizer), record[name])
        )
        assert ours == approx(theirs, rel=CLOSE, abs=CLOSE * max(case.rates)), (name, case)


@pytest.mark.parametrize("library", LIBRARIES)
def test_all_schedulers_are_drawn_and_everything_happens_to_them(library):
    cases = [case for name, case in schedules.cases(library) if name.startswith("random")]
    drawn = {each["scheduler"] for case in cases for each in case.schedulers}

    assert drawn == {
        name
        for name, each in vars(LIBRARIES[library]).items()
        if isinstance(each, type) and name.endswith(("LR", "Restarts", "ReduceLROnPlateau", "ChainedScheduler"))
    } - {"_LRScheduler", "WarmUpLR"}
    assert {case.way for case in cases if case.saved > 0} == {"loaded", "last"}
    assert any(case.changed > 0 for case in cases)
    assert any(len(case.schedulers) == 2 for case in cases)
