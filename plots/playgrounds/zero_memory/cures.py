"""What would make a setting fit: changes of one control, or of several at once, and what a GPU holds then."""

from collections import namedtuple

from plots.playgrounds import query
from plots.playgrounds.zero_memory.settings import MOMENTS
from plots.playgrounds.zero_memory.setups import changed, on_gpu_bytes, recipe_of, would_fit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Values

    Changes = list[tuple[str, Values]]

MOST_CURES = 4
MOST_DOUBLINGS = 7  # of the GPUs

Cure = namedtuple("Cure", "words bytes query")  # what is changed, what a GPU holds then, the texts of the controls


def cures(values: "Values") -> "list[Cure]":
    """Return what makes a setting fit that does not, the cheaper first: single changes, or else the fewest at once that do."""
    stage = int(values["stage"])
    found = []
    for words, change in single_changes(values, stage):
        made = changed(values, **change)
        if would_fit(made):
            found.append(Cure(words, on_gpu_bytes(made), text_of(change)))
    if found:
        return found[:MOST_CURES]
    made = values
    done: "Changes" = []
    for words, change in joint_changes(values, stage):
        made = changed(made, **change)
        done = [each for each in done if not set(each[1]) <= set(change)]  # what is done again is gone
        done.append((words, change))
        if would_fit(made):
            texts = [text_of(each[1]) for each in done]
            return [Cure("、".join([each[0] for each in done]), on_gpu_bytes(made), "&".join(texts))]
    return []


def text_of(change: "Values") -> str:
    """Return the query of a change; names are sorted, since MicroPython keeps no order."""
    return query.joined([(name, str(change[name])) for name in sorted(change)])


def single_changes(values: "Values", stage: int) -> "Changes":
    """Return changes that may help: words and values. Of the stages and of the numbers of GPUs the lowest that fits."""
    found: "Changes" = []
    for higher in range(stage + 1, 4):
        if would_fit(changed(values, stage=str(higher))):
            found.append((f"阶段改成 {higher}", {"stage": str(higher)}))
            break
    found += released(values) + fewer_activations(values)
    if stage >= 1 and can_offload(values):
        found.append(("优化器放到 CPU", {"offload_optimizer": "cpu"}))
    for doubling in range(1, MOST_DOUBLINGS + 1):
        gpus = values["gpus"] * 2**doubling
        if would_fit(changed(values, gpus=gpus)):
            found.append((f"用 {gpus} 张 GPU", {"gpus": gpus}))
            break
    return found


def joint_changes(values: "Values", stage: int) -> "Changes":
    """Return changes that are tried one on top of the other."""
    found: "Changes" = [("阶段改成 3", {"stage": "3"})] if stage < 3 else []
    found += released(values) + fewer_activations(values)
    if can_offload(values):
        found.append(("优化器放到 CPU", {"offload_optimizer": "cpu"}))
    if recipe_of(values) not in MOMENTS:
        if values.get("offload_param", "none") == "none":
            found.append(("参数放到 CPU", {"offload_param": "cpu"}))
        found.append(("优化器和参数都放 NVMe", {"offload_optimizer": "nvme", "offload_param": "nvme"}))
    return found


def can_offload(values: "Values") -> bool:
    """Return whether the optimizer is on the GPU and could leave it; in fp8, which is Megatron-LM's, it cannot."""
    return values.get("offload_optimizer", "none") == "none" and recipe_of(values) not in MOMENTS


def released(values: "Values") -> "Changes":
    stay = values.get("after_forward", "release") != "release"
    return [("前向之后释放参数", {"after_forward": "release"})] if stay else []


def fewer_activations(values: "Values") -> "Changes":
    found: "Changes" = []
    if values.get("recompute", "full") != "full":
        found.append(("每层重计算", {"recompute": "full"}))
    if values.get("batch", 1) > 1:
        found.append(("微批大小改成 1", {"batch": 1}))
    return found
