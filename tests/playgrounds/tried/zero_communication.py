"""What is tried on the playground of communication."""

from plots.playgrounds.zero_communication.settings import RUNS
from tests.playgrounds.tries import Tried

STEPS, COLLECTIVES = [{"run": ["step"]}], [{"run": [name]} for name, _ in RUNS if name != "step"]

TRIED = Tried(
    changed=("ranks", "3"),
    wrong=("ranks", "99"),
    cannot_be_drawn="ranks=99",
    bad=[
        ("run=reduce&root=4", "“根”应为 0 到 3 之间的整数，现在是“4”。"),
        ("run=<script>alert(1)</script>", "“看什么”没有“<script>alert(1)</script……”这个选项。"),
        ("stage=2&bucket=1000000", "“梯度桶”没有“1000000”这个选项，可选的有 layer、4、8、32。"),
    ],
    hostile=[
        "run=%3Cscript%3Ewindow.harmed%3D1%3C/script%3E",
        "ranks=1e9&micro_steps=-1",
        "run=broadcast&root=99",
        "stage=3&ranks=８",
    ],
    full="stage=2&vs=run%3Dall_reduce%26ranks%3D8",
    compared="stage=0&vs=stage%3D3",
    wordy="run=broadcast",
    short="run=all_gather",
    among=10 * STEPS + 3 * COLLECTIVES,
    close={"relative": 1e-5},
    first_colour=(".board__box--bar-1, .board__box--series-1", "stroke"),
    tells=True,
    glides=True,
)
