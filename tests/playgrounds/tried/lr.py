"""What is tried on the playground of learning rates; more is in test_sentences.py and tests/test_bridge.py."""

from plots.playgrounds.lr.schedulers import SCHEDULERS, record_of
from plots.playgrounds.lr.starts import BOXES
from tests.playgrounds.tries import Tried

SCHEDULER_NAMES = [name for name, _, _ in SCHEDULERS]
DIFFERENT = [name for name in SCHEDULER_NAMES if record_of(name).is_different]  # in PyTorch
FRAMEWORKS = [(name, framework) for name in SCHEDULER_NAMES for framework in ("oneflow", "pytorch", "both")]


def start(generator, control):
    left, right, low, high = control.box
    return f"{generator.uniform(left, right):.2f},{generator.uniform(low, high):.2f}"


TRIED = Tried(
    changed=("decay_steps", "10"),
    wrong=("decay_steps", "x"),
    cannot_be_drawn="decay_steps=0",
    full="scheduler=ReduceLROnPlateau&metric=drawn",
    compared="vs=scheduler%3DStepLR%26gamma%3D0.9",
    plain="vs=decay_steps%3D10",
    wordy="scheduler=SequentialLR",
    short="until=8",
    by_hand=("scheduler=ReduceLROnPlateau&metric=drawn", "scheduler=MultiStepLR&milestones=5,10,15"),
    spoken=(("scheduler=MultiStepLR&milestones=2,5,9", "until", "25"),),
    texts=dict.fromkeys(BOXES, start),
    among=10 * [{"scheduler": [name], "framework": ["oneflow"]} for name in SCHEDULER_NAMES]
    + 6 * [{"scheduler": [name], "framework": [each]} for name, each in FRAMEWORKS if name in DIFFERENT],
    ranges={"until": (1, 120), "iterations": (1, 9), "milestone": (0, 150), "value": (0, 1)},
    first_colour=(".chart__line", "stroke"),
)
