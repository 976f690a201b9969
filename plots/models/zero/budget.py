"""All that a GPU, its CPU share and its NVMe share hold in one training setup: states, activations, buffers.

    setup = Setup(MODELS[1], stage=3, ranks=8, batch=1)
    for part in budget(setup): print(part.place, part.name, part.bytes / GB)
    in_place(budget(setup), "gpu") / GB

A sum of the formulas of ``infinity``, ``activations`` and ``memory``; each part names the one it comes from. It is a
lower bound: fragmentation, the CUDA context and the framework's own caches come on top.
"""

from collections import namedtuple

from plots.models.checks import (
    require_each,
    require_flag,
    require_integer,
    require_integers,
    require_kind,
    require_one_of,
    require_size,
)
from plots.models.zero.activations import RECOMPUTE, activation_bytes, bucket_bytes, gated_layer_activation_bytes
from plots.models.zero.infinity import (
    ON_GPU,
    PLACES,
    Hardware,
    Placement,
    require_hardware,
    require_placement,
)
from plots.models.zero.memory import BYTES_FP16, STATES, bytes_per_parameter, model_states
from plots.models.zero.transformer import Shape, require_shape

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from plots.models.zero.memory import Recipe

# ``name``: one of NAMES; ``place``: one of infinity.PLACES; bytes per rank.
Part = namedtuple("Part", "name place bytes")

NAMES = STATES + ("activations", "bucket", "gathered")


class Setup:
    """How a model is trained.

    Args:
        shape: The model, a transformer.Shape.
        stage: 0 to 3.
        ranks: Data-parallel degree N ≥ 1.
        tensor_parallel: t ≥ 1, at most the number of heads.
        pipeline_parallel: p ≥ 1, at most the number of layers.
        recipe: What is kept for one parameter; a name of memory.RECIPES or a Recipe.
        placement: Where each state is kept.
        batch: Samples per rank and micro-batch, ≥ 1.
        micro_batches: Micro-batches per step, ≥ 1; with a pipeline at most p of them are in flight (1F1B).
        sequence: Tokens, ≥ 1; None: those of the shape.
        recompute: ``"none"``, ``"selective"`` or ``"full"``.
        sequence_parallel: Whether what tensor parallelism replicates is divided along the sequence.
        flash: Whether no layer keeps its attention scores; of a gated shape none does.
        bucket: Elements of a gradient bucket, ≥ 0, in stages 1 to 3.
        overlap: Whether there are two buckets, one filling and one on its way.
        adapters: Parameters that are trained beside the model's, which are frozen then, as a share of these, ≥ 0: LoRA.
            0: all of the model's are trained.
        frozen_bytes: Of each frozen parameter, ≥ 0: 2 in 16 bits, 0.5 in 4, where what scales these is left out.
        secondary: Ranks that share a second copy of the parameters from forward to backward, ≥ 0, in stage 3: those of a
            node in ZeRO++'s hpZ, 1 where each keeps all of them (FSDP2's ``reshard_after_forward=False``); 0, or as many
            as there are: no such copy.
        states_only: Whether all but what grows with Ψ is left out, for a model of which no more is known.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """

    def __init__(
        self,
        shape: Shape,
        *,
        stage: int = 0,
        ranks: int = 1,
        tensor_parallel: int = 1,
        pipeline_parallel: int = 1,
        recipe: "Recipe | str" = "adam",
        placement: Placement = ON_GPU,
        batch: int = 1,
        micro_batches: int = 1,
        sequence: "int | None" = None,
        recompute: str = "none",
        sequence_parallel: bool = False,
        flash: bool = False,
        bucket: int = 0,
        overlap: bool = False,
        adapters: float = 0,
        frozen_bytes: float = BYTES_FP16,
        secondary: int = 0,
        states_only: bool = False,
    ) -> None:
        require_shape("shape", shape)
        require_placement(stage, placement)
        bytes_per_parameter(recipe)  # for its checks
        require_integers(ranks=ranks, batch=batch, micro_batches=micro_batches)
        require_integer("tensor_parallel", tensor_parallel, 1, shape.heads)
        require_integer("pipeline_parallel", pipeline_parallel, 1, shape.layers)
        if sequence is not None:
            require_integer("sequence", sequence)
        require_integer("bucket", bucket, 0)
        require_one_of("recompute", recompute, RECOMPUTE)
        require_size("adapters", adapters)
        require_size("frozen_bytes", frozen_bytes)
        require_integer("secondary", secondary, 0)
        for name, value in (
            ("sequence_parallel", sequence_parallel),
            ("flash", flash),
            ("overlap", overlap),
            ("states_only", states_only),
        ):
            require_flag(name, value)
        self.shape = shape
        self.stage = stage
        self.ranks = ranks
        self.tensor_parallel = tensor_parallel
        self.pipeline_parallel = pipeline_parallel
        self.recipe = recipe
        self.placement = placement
        self.batch = batch
        self.micro_batches = micro_batches
        self.sequence = shape.sequence if sequence is None else sequence
        self.recompute = recompute
        self.sequence_parallel = sequence_parallel
        self.flash = flash
        self.bucket = bucket
        self.overlap = overlap
        self.adapters = adapters
        self.frozen_bytes = frozen_bytes
        self.secondary = secondary
        self.states_only = states_only


def require_setup(setup: Setup) -> None:
    """Raise ValueError unless it is a Setup."""
    require_kind("setup", setup, Setup, "a Setup")


def budget(setup: Setup) -> list[Part]:
    """Return the parts that a rank holds, largest stage of the pipeline, in the order of NAMES; those of 0 bytes too.

    States: ``memory.model_states`` and what is frozen. Activations: of the layers of one pipeline stage, for as many
    micro-batches as are in flight. Bucket: gradients on their way, in stages 1 to 3. Gathered: in stage 3 parameters and
    gradients of the largest layer, 2 bytes each, as DeepSpeed's estimator counts them, and the second copy; where this
    lies with parameters off the GPU it is a part of its own.
    """
    require_setup(setup)
    shape = setup.shape
    states, copy = _states(setup, shape.parameters), _second_copy(setup, shape.parameters)
    sizes = [0.0, 0, 0] if setup.states_only else [_activations(setup), _bucket(setup), _largest_layer(setup)]
    if _place_of_copy(setup) == "gpu":
        sizes[-1] += copy
        copy = 0
    found = states + [Part(name, "gpu", size) for name, size in zip(NAMES[len(STATES) :], sizes)]
    return found + ([Part("gathered", setup.placement.parameters, copy)] if copy else [])


def _states(setup: Setup, parameters: float) -> list[Part]:
    """Return the model states of so many parameters; frozen ones, which only stage 3 divides, lie with the parameters."""
    split = setup.tensor_parallel * setup.pipeline_parallel
    trained = parameters * setup.adapters if setup.adapters else parameters
    held = model_states(trained, stage=setup.stage, ranks=setup.ranks, recipe=setup.recipe, model_parallel=split)
    frozen = 0.0
    if setup.adapters:
        frozen = setup.frozen_bytes * parameters / split / (setup.ranks if setup.stage == 3 else 1)
    sizes = [held.parameters + frozen, held.gradients, held.optimizer]
    return [Part(name, place, size) for name, place, size in zip(STATES, setup.placement, sizes)]


def _second_copy(setup: Setup, parameters: float) -> float:
    """Return the bytes of a rank's share of the second copy of so many parameters."""
    if setup.stage < 3 or not 0 < setup.secondary < setup.ranks:
        return 0
    share: float = _states(setup, parameters)[0].bytes * setup.ranks / setup.secondary
    return share


def _place_of_copy(setup: Setup) -> str:
    """Return where it lies: what each keeps whole on the GPU, what a node shares beside the parameters.

    Source: DeepSpeed 0.19.8, ``_partition_param_sec`` in partition_parameters.py: on ``remote_device``.
    """
    return "gpu" if setup.secondary == 1 else setup.placement.parameters


def _largest_layer(setup: Setup) -> float:
    """Return the bytes of the layer that is gathered, unless all are, and of its gradients."""
    is_gathered = setup.stage == 3 and (setup.ranks > 1 or setup.placement.parameters != "gpu")
    things = 1 if setup.secondary == 1 < setup.ranks else 2
    size: float = things * BYTES_FP16 * setup.shape.largest_layer / setup.tensor_parallel
    return size if is_gathered else 0


def _bucket(setup: Setup) -> float:
    waits = setup.stage >= 1 and setup.ranks > 1
    return bucket_bytes(setup.bucket, overlap=setup.overlap) if waits else 0


def _activations(setup: Setup) -> float:
    """Return the activations in one pipeline stage: its layers for each micro-batch in flight, and one layer at work."""
    shape = setup.shape
    in_flight = min(setup.pipeline_parallel, setup.micro_batches)
    layers = in_flight * -(-shape.layers // setup.pipeline_parallel)
    common = {
        "hidden": shape.hidden,
        "heads": shape.heads,
        "batch": setup.batch,
        "sequence": setup.sequence,
        "tensor_parallel": setup.tensor_parallel,
        "sequence_parallel": setup.sequence_parallel,
    }
    if shape.gated is None:
        return activation_bytes(layers=layers, recompute=setup.recompute, flash=setup.flash, **common)
    gated = {"groups": shape.gated.groups, "head_size": shape.gated.head_size, "intermediate": shape.gated.intermediate}
    kept: float = layers * gated_layer_activation_bytes(recompute=setup.recompute, **common, **gated)
    if setup.recompute == "full":
        kept += gated_layer_activation_bytes(**common, **gated)
    return kept


def in_place(parts: list[Part], place: str) -> float:
    """Return the bytes of all parts in one place."""
    require_each("parts", parts, "what budget gives", lambda part: isinstance(part, Part))
    require_one_of("place", place, PLACES)
    total: float = sum(part.bytes for part in parts if part.place == place)
    return total


def sharers(setup: Setup, hardware: Hardware) -> int:
    """Return how many GPUs of the setup share the CPU and the NVMe of a node."""
    require_setup(setup)
    require_hardware("hardware", hardware)
    gpus = setup.ranks * setup.tensor_parallel * setup.pipeline_parallel
    return gpus if gpus < hardware.gpus_per_node else int(hardware.gpus_per_node)


def largest_parameters(setup: Setup, hardware: Hardware) -> float:
    """Return the largest Ψ that fits with the activations and buffers of this setup, which stay as they are.

    0 if these alone fill the GPU.

    Args:
        setup: A setup; of its shape all but the number of parameters counts.
        hardware: Memory of a GPU and a node; its GPUs share the latter evenly.
    """
    require_setup(setup)
    require_hardware("hardware", hardware)
    other = 0.0
    if not setup.states_only:
        other = _activations(setup) + _bucket(setup) + _largest_layer(setup)
    each = [in_place(_states(setup, 1), place) for place in PLACES]
    each[PLACES.index(_place_of_copy(setup))] += _second_copy(setup, 1)
    room = (
        max(0, hardware.gpu_bytes - other),
        hardware.cpu_bytes / sharers(setup, hardware),
        hardware.nvme_bytes / sharers(setup, hardware),
    )
    largest: float = min(free / size for free, size in zip(room, each) if size > 0)
    return largest


def is_within(setup: Setup, hardware: Hardware, *, reserved_bytes: float = 0) -> bool:
    """Return whether a setup fits the hardware, with ``reserved_bytes`` ≥ 0 of each GPU left for all else."""
    require_size("reserved_bytes", reserved_bytes)
    require_hardware("hardware", hardware)
    parts = budget(setup)
    return all(
        (
            in_place(parts, "gpu") + reserved_bytes <= hardware.gpu_bytes,
            in_place(parts, "cpu") * sharers(setup, hardware) <= hardware.cpu_bytes,
            in_place(parts, "nvme") * sharers(setup, hardware) <= hardware.nvme_bytes,
        )
    )
