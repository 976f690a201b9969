"""What the models say of a setting of the calculator."""

from collections import namedtuple

from plots.models.zero.budget import Part, budget, in_place, is_within, largest_parameters, sharers
from plots.models.zero.infinity import Hardware
from plots.models.zero.memory import GB, STAGES
from plots.playgrounds.zero_memory.cures import cures
from plots.playgrounds.zero_memory.setups import hardware_of, require_possible, setup_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Values

# ``setup``: of the chosen stage; ``parts``: what each stage holds, from 0; ``totals``: bytes on a GPU for each stage,
# what is kept free counted; ``hosts``: (place, parts of a whole node, capacity) where something is kept off the GPU;
# ``largest``: Ψ; ``fits``: whether the chosen stage does; ``cures``: what would make it fit.
Result = namedtuple("Result", "setup hardware parts totals hosts largest fits cures")


def compute(values: "Values") -> Result:
    """Return what a setting holds under every stage."""
    require_possible(values)
    hardware = hardware_of(values)
    reserved = values["reserved"] * GB
    setup = setup_of(values)
    parts = [budget(setup if stage == setup.stage else setup_of(values, stage)) for stage in STAGES]
    room = Hardware(
        hardware.nodes,
        hardware.gpus_per_node,
        hardware.gpu_bytes - reserved,
        hardware.cpu_bytes,
        hardware.nvme_bytes,
    )
    chosen = parts[setup.stage]
    hosts = []
    for place, capacity in (("cpu", hardware.cpu_bytes), ("nvme", hardware.nvme_bytes)):
        held = [Part(part.name, place, part.bytes * sharers(setup, hardware)) for part in chosen if part.place == place]
        if held:
            hosts.append((place, held, capacity))
    fits = is_within(setup, hardware, reserved_bytes=reserved)
    return Result(
        setup,
        hardware,
        parts,
        [in_place(each, "gpu") + reserved for each in parts],
        hosts,
        largest_parameters(setup, room),
        fits,
        [] if fits else cures(values),
    )


def on_gpu(parts: "list[Part]") -> "list[Part]":
    """Return the parts on the GPU that hold anything, in the order of the bars."""
    return [part for part in parts if part.place == "gpu" and part.bytes > 0]
