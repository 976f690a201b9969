"""The code that the reader copies prints the rates that the page draws, in OneFlow and in PyTorch."""

import contextlib
import io

import pytest
from hypothesis import given

from plots.playgrounds import lr, query
from plots.playgrounds.lr.schedulers import record_of
from plots.playgrounds.state import read_settings
from tests.playgrounds.bridges import ask, opened, series
from tests.playgrounds.settings import queries
from tests.playgrounds.tried.lr import DIFFERENT, SCHEDULER_NAMES
from tests.stand_ins import standing_in


def printed(program):
    """Return the learning rates that a program prints, run against the stand-ins."""
    output = io.StringIO()
    with standing_in(), contextlib.redirect_stdout(output):
        exec(compile(program, "program", "exec"), {})
    lines = [line.split(" ", 1) for line in output.getvalue().splitlines()]
    assert [int(step) for step, _ in lines] == list(range(len(lines)))
    return [float(rate) for _, rate in lines]


def programs(text):
    """Return the state of a query and its programs by name, other libraries' left out; None for a setting without rates."""
    state = opened(text, run=True)
    if not state["pictures"]:
        return state, None
    written = ask("snippets", settings=state["settings"])
    return state, {name: text for name, text in written if name.startswith(("OneFlow", "PyTorch"))}


@given(text=queries("lr", framework=["oneflow"]))
def test_both_programs_give_the_rates_that_are_drawn(text):
    state, written = programs(text)

    if written:
        assert list(written) == ["OneFlow", "PyTorch"]
        for program in written.values():
            assert printed(program) == pytest.approx(series(state)[0], rel=1e-9, abs=1e-14)


@given(text=queries("lr", scheduler=DIFFERENT, framework=["pytorch"]))
def test_for_pytorchs_curve_both_programs_give_its_rates(text):
    state, written = programs(text)

    if written:
        rates = series(state)[0]
        assert list(written) == ["PyTorch", "OneFlow"]
        assert printed(written["PyTorch"]) == pytest.approx(rates, rel=1e-9, abs=1e-14)
        if min(rates) >= 0:  # our OneFlow refuses what PyTorch's recursion may come to
            assert printed(written["OneFlow"]) == pytest.approx(rates, rel=1e-9, abs=1e-14)
        else:
            assert min(rates) > -1e-12 or "负的学习率" in state["sentence"]


@given(text=queries("lr", scheduler=DIFFERENT, framework=["both"]))
def test_for_both_curves_there_is_a_program_each(text):
    state, written = programs(text)

    if written:
        oneflow, torch = series(state)[:2]
        assert printed(written["OneFlow"]) == pytest.approx(oneflow, rel=1e-9, abs=1e-14)
        assert printed(written["PyTorch"]) == pytest.approx(oneflow, rel=1e-9, abs=1e-14)
        nearest = written.get("PyTorch 最接近的策略", written["PyTorch"])
        assert printed(nearest) == pytest.approx(torch, rel=1e-9, abs=1e-14)


@given(text=queries("lr", scheduler=[*DIFFERENT, "ConstantLR"], framework=["both"], until=["400"]))
def test_a_twin_has_the_same_rates_for_a_long_time(text):
    [setting] = read_settings(lr.PLAYGROUND, query.read(text))
    name = setting.subject()

    if record_of(name).has_twin(setting.values):
        state = opened(text, run=True)
        if name in DIFFERENT and state["pictures"]:
            oneflow, torch = series(state)[:2]
            assert torch == pytest.approx(oneflow, rel=1e-9, abs=1e-14)


def test_a_library_with_the_same_rates_is_used_as_it_is():
    _, written = programs("scheduler=StepLR")

    assert "scheduler = StepLR(optimizer, step_size=5, gamma=0.5)" in written["OneFlow"]
    assert written["PyTorch"] == written["OneFlow"].replace("oneflow", "torch")


def test_where_pytorch_has_none_the_formula_is_written_out():
    _, written = programs("scheduler=CosineDecayLR")

    assert "from torch.optim.lr_scheduler import LambdaLR\n" in written["PyTorch"]
    assert "def cosine_decay(b, t):\n" in written["PyTorch"]
    assert "CosineDecayLR(optimizer, decay_steps=20, alpha=0.1)" in written["OneFlow"]


@pytest.mark.parametrize(
    ("text", "twin"),
    [
        ("scheduler=LinearLR", True),
        ("scheduler=LinearLR&end_factor=0.9", False),
        ("scheduler=SequentialLR&interval_rescaling=true,true", True),
        ("scheduler=SequentialLR", False),
        ("scheduler=SequentialLR&interval_rescaling=true,true&milestones=0,5", False),
        ("scheduler=WarmupLR&scheduler_or_optimizer=ExponentialLR(gamma=0.9)&warmup_prefix=true", True),
        ("scheduler=WarmupLR&scheduler_or_optimizer=ExponentialLR(gamma=0.9)", False),
        ("scheduler=WarmupLR&scheduler_or_optimizer=optimizer", True),
        ("scheduler=ChainedScheduler", True),
        ("scheduler=ChainedScheduler&schedulers=CosineAnnealingLR(eta_min=0),ExponentialLR()", False),
        ("scheduler=PolynomialLR", False),
        ("scheduler=PolynomialLR&end_learning_rate=0", True),
        ("scheduler=CosineAnnealingWarmRestarts", True),
        ("scheduler=CosineAnnealingWarmRestarts&decay_rate=0.5", False),
        ("scheduler=ReduceLROnPlateau", True),
    ],
)
def test_which_settings_pytorch_has_a_twin_for(text, twin):
    _, written = programs(text)

    assert ("LambdaLR" not in written["PyTorch"]) == twin


def test_what_oneflow_cannot_nest_is_written_out():
    _, written = programs("scheduler=ChainedScheduler&schedulers=LambdaLR(),StepLR()")

    assert "ChainedScheduler" not in written["OneFlow"]
    assert "def chained(b, t):" in written["OneFlow"]


def test_programs_are_formatted_to_be_read():
    for name in SCHEDULER_NAMES:
        _, written = programs(f"scheduler={name}")
        for program in written.values():
            assert "\n\n\n\n" not in program
            assert program.endswith(("step()\n", "step(metrics[t])\n"))
            long = [line for line in program.splitlines() if len(line) > 110 and not line.startswith("metrics")]
            assert not long
