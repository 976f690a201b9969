"""A training step on several ranks under ZeRO stages 0 to 3 and ZeRO-Offload, on real lists, moment by moment.

    for moment in train(SAMPLES, stage=2, ranks=4):
        print(moment.phase, moment.event, moment.layer, moment.gpu, moment.messages)
    end = ends(train(SAMPLES, stage=3, ranks=2, steps=5))[-1]
    end.parameters, end.loss, end.peaks[0].states, end.traffic.sent

Every rank holds named lists on its ``Device``, all that passes between ranks or to a CPU passes the one
``Transport``, and what is reported is read off these two: nothing is computed from the number of parameters or
ranks. The numbers in the lists are of full precision, so that all stages can be compared with training in one
process; what they would occupy is counted with 2 bytes for fp16 and 4 for fp32.

All stages share one layout (``layout``): the parameters in one flat list, padded with zeros to a multiple of N, the
padding counted as part of the last layer; rank r owns the r-th of N equal slices. Where a layer or bucket crosses
slices, each owner gets its part of it, by ring reduce-scatter and ring all-gather on unequal slices. A rank sends all
but its own part of a reduce-scatter and all but its successor's part of an all-gather, so over a whole pass it sends
exactly Ψ(N − 1)/N elements. What arrives is at once added, or put, to where it belongs: nothing is counted for buffers
that a network card would need.
"""

from collections import namedtuple

from plots.models.checks import LEAST_SIZE, listed, require_count, require_flag, require_integer, require_within
from plots.models.zero.collectives import all_gather, all_reduce, reduce_scatter, slices
from plots.models.zero.device import ACTIVATIONS, Device
from plots.models.zero.memory import BYTES_FP16, BYTES_FP32, padded_parameters
from plots.models.zero.network import (
    FASTEST,
    RATE,
    SAMPLES,
    Layer,
    adam,
    backward,
    error,
    first_parameters,
    flat,
    forward,
    gradient,
    layers,
    require_samples,
)
from plots.models.zero.transport import TO_CPU, TO_GPU, Message, Transport

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plots.models.zero.collectives import Bounds, State
    from plots.models.zero.network import Samples, Values

__all__ = ["ends", "layout", "train"]

# Where things lie in the flat list. ``parameters``: Ψ; ``padded``: Ψ rounded up to a multiple of N; ``units``: one
# range per layer; ``slices``: one per rank; ``buckets``: ranges whose gradients are reduced together, in the order of
# backward. All ranges are (start, stop).
Layout = namedtuple("Layout", "parameters padded units slices buckets")

# Bytes of each rank since the step began.
Counts = namedtuple("Counts", "sent received to_cpu to_gpu")

# What has just happened, and what every rank holds now.
Moment = namedtuple("Moment", "step micro phase event layer gpu cpu messages traffic peaks cpu_peaks loss parameters")

PHASES = ("start", "forward", "backward", "reduce", "update", "end")
EVENTS = (
    "start",
    "compute",
    "all_gather",
    "release",
    "reduce_scatter",
    "all_reduce",
    "to_cpu",
    "adam",
    "to_gpu",
    "end",
)

MOST_RANKS = 1024
MOST_HELD = 100000  # padded parameters times ranks: each list that is held is one of Python

FP16, FP32 = BYTES_FP16, BYTES_FP32


def layout(widths: "Sequence[int]", ranks: int, *, bucket: "int | None" = None) -> Layout:
    """Return where everything lies in the flat list of parameters.

    Args:
        widths: Widths of the network, inputs first.
        ranks: N ≥ 1.
        bucket: Largest number of gradients that are reduced together, ≥ 1; None: those of one layer.

    Raises:
        ValueError: If an argument is outside its range; the message names it.
    """
    units = [(layer.start, layer.stop) for layer in layers(widths)]
    count = units[-1][1]
    require_integer("ranks", ranks, 1, MOST_RANKS)
    padded = padded_parameters(count, ranks)
    require_integer("ranks times parameters", padded * ranks, 1, MOST_HELD)
    units[-1] = (units[-1][0], padded)
    buckets = units[::-1]
    if bucket is not None:
        require_integer("bucket", bucket)
        buckets = [(max(0, stop - bucket), stop) for stop in range(padded, 0, -bucket)]
    return Layout(count, padded, units, slices(padded, ranks), buckets)


def gathered_name(number: int) -> str:
    """Return what the gathered parameters of a layer are called."""
    return f"gathered {number}"


def overlap(first: "tuple[int, int]", second: "tuple[int, int]") -> "tuple[int, int]":
    """Return the range that two ranges share; an empty one lies at the start of ``first`` or later."""
    start = min(max(first[0], second[0]), first[1])
    return start, max(start, min(first[1], second[1]))


def train(
    samples: "Samples" = SAMPLES,
    *,
    widths: "Sequence[int]" = (2, 4, 1),
    stage: int = 0,
    ranks: int = 1,
    steps: int = 1,
    micro_steps: int = 1,
    bucket: "int | None" = None,
    offload: bool = False,
    naive: bool = False,
    keeps: bool = False,
    rate: float = RATE,
    seed: int = 1,
    parameters: "Sequence[float] | None" = None,
) -> "Iterator[Moment]":
    """Yield what every rank holds and sends, moment by moment, while a small network is trained.

    Each step uses all samples, divided among ranks and micro-steps, and updates once. The loss is the mean over all
    samples: each rank divides by their number, so that gradients need only be summed.

    Stage 0 all-reduces gradients. Stage 1 reduce-scatters them, updates its slice and all-gathers parameters. Stage 2
    reduce-scatters bucket by bucket in backward and keeps its slice only. Stage 3 holds a slice of the parameters, too:
    it all-gathers each layer before forward and, unless it is kept, again before backward, and gathers nothing after the
    update. With gradient accumulation stages 0 and 1 add up whole gradients and reduce once per step, stages 2 and 3 in
    each micro-step.

    Args:
        samples: Pairs (x, y) of lists of numbers.
        widths: Widths of the network, inputs first; (2, 4, 1) has two layers and Ψ = 17.
        stage: 0 to 3.
        ranks: N ≥ 1.
        steps: Updates, ≥ 1.
        micro_steps: m ≥ 1, backward passes per update.
        bucket: Largest number of gradients that are reduced together in stages 2 and 3; None: those of one layer.
        offload: ZeRO-Offload: gradients and optimizer on each rank's CPU; stage 2 only, with any number of ranks.
        naive: Stages 1 and 2 only: all-reduce gradients rather than reduce-scatter, as DeepSpeed does by default.
        keeps: Stage 3 only: gathered parameters stay from forward to backward, as in ``communication.step_multiples``.
        rate: Learning rate of Adam, > 0.
        seed: Of the first parameters, ≥ 0.
        parameters: The first parameters, instead of those of ``seed``.

    Raises:
        ValueError: If an argument is outside its range; the message names it.

    Source:
        ZeRO, Sec. 5 and 7; ZeRO-Offload, Sec. 3 and 4. The paper's stage 3 broadcasts each part from its owner; with
        an all-gather the volume is the same.
    """
    require_integer("stage", stage, 0, 3)
    require_count("steps", steps)
    require_count("micro_steps", micro_steps)
    require_flag("offload", offload)
    require_flag("naive", naive)
    require_flag("keeps", keeps)
    require_within("rate", rate, LEAST_SIZE, FASTEST)
    if offload and stage != 2:
        raise ValueError(f"stage must be 2 with offload, got {stage}")
    if naive and stage not in (1, 2):
        raise ValueError(f"stage must be 1 or 2 with naive, got {stage}")
    if keeps and stage != 3:
        raise ValueError(f"stage must be 3 with keeps, got {stage}")
    plan = layout(widths, ranks, bucket=bucket)
    require_samples(samples, widths)
    theta = first_parameters(widths, seed, parameters)
    run = _Run(
        samples, layers(widths), plan, theta, stage=stage, ranks=ranks, offload=offload, naive=naive, keeps=keeps
    )
    yield run.moment(0, 0, "start", "start", parameters=theta)
    for step in range(steps):
        run.begin()
        for micro in range(micro_steps):
            for moment in run.forward(micro, micro_steps):
                yield run.moment(step, micro, "forward", *moment)
            for moment in run.backward(micro):
                yield run.moment(step, micro, "backward", *moment)
        for moment in run.reduce():
            yield run.moment(step, micro_steps - 1, "reduce", *moment)
        for moment in run.update(step + 1, rate):
            yield run.moment(step, micro_steps - 1, "update", *moment)
        yield run.moment(step, micro_steps - 1, "end", "end", loss=run.loss, parameters=run.parameters())


def ends(moments: "Iterator[Moment]") -> list[Moment]:
    """Run a training to its end and return the last moment of each step, which has loss and parameters."""
    found = listed("moments", moments, "what train yields", lambda moment: isinstance(moment, Moment))
    return [moment for moment in found if moment.phase == "end"]


class _Run:
    """The ranks, and what they do in one phase of a step; each phase yields (event, layer) after doing it."""

    def __init__(
        self,
        samples: "Samples",
        network: list[Layer],
        plan: Layout,
        theta: "Values",
        *,
        stage: int,
        ranks: int,
        offload: bool,
        naive: bool,
        keeps: bool,
    ) -> None:
        self.samples = samples
        self.network = network
        self.plan = plan
        self.stage = stage
        self.offload = offload
        self.naive = naive
        self.keeps = keeps
        self.ranks = range(ranks)
        self.transport = Transport(ranks)
        self.start = self.counts()
        self.loss = 0.0
        # Gradients that are partitioned, and not all on one rank anyway, pass through a bucket.
        self.has_buckets = offload or (stage >= 2 and ranks > 1)
        self.gpu = [Device() for _ in self.ranks]
        self.cpu = [Device() for _ in self.ranks]
        self.home = self.cpu if offload else self.gpu  # where the optimizer is
        self.owned = [plan.slices[rank] if stage >= 1 else (0, plan.padded) for rank in self.ranks]
        padded = list(theta) + [0.0] * (plan.padded - plan.parameters)
        for rank in self.ranks:
            start, stop = self.owned[rank]
            kept, first = (padded[start:stop], start) if stage == 3 else (list(padded), 0)
            self.gpu[rank].hold("parameters", kept, state="parameters", element_bytes=FP16, start=first)
            first, end = (start, stop) if stage >= 2 else (0, plan.padded)
            zeros = [0.0] * (end - first)
            self.home[rank].hold("gradients", zeros, state="gradients", element_bytes=FP16, start=first)
            for name in ("master", "momentum", "variance"):
                values = padded[start:stop] if name == "master" else [0.0] * (stop - start)
                self.home[rank].hold(name, values, state="optimizer", element_bytes=FP32, start=start)

    # What is reported

    def counts(self) -> Counts:
        """Return the transport's counts so far, as copies."""
        transport = self.transport
        return Counts(*[list(c) for c in (transport.sent, transport.received, transport.to_cpu, transport.to_gpu)])

    def moment(
        self,
        step: int,
        micro: int,
        phase: str,
        event: str,
        layer: "int | None" = None,
        *,
        loss: "float | None" = None,
        parameters: "Values | None" = None,
    ) -> Moment:
        """Return what is held now and was sent since the last moment."""
        messages: list[Message] = self.transport.take()
        since = [[now - before for now, before in zip(*pair)] for pair in zip(self.counts(), self.start)]
        return Moment(
            step,
            micro,
            phase,
            event,
            layer,
            [device.holdings() for device in self.gpu],
            [device.holdings() for device in self.cpu],
            messages,
            Counts(*since),
            [device.peaks for device in self.gpu],
            [device.peaks for device in self.cpu],
            loss,
            parameters,
        )

    def parameters(self) -> "Values":
        """Return Ψ numbers, from the master copies of their owners, without the padding."""
        whole = []
        for rank in self.ranks if self.stage >= 1 else self.ranks[:1]:
            whole += self.home[rank].lists["master"]
        return whole[: self.plan.parameters]

    # Collectives on parts of the flat list

    def parts(self, unit: "tuple[int, int]") -> "Bounds":
        """Return the part of ``unit`` in each rank's slice, counted from the start of ``unit``."""
        shared = [overlap(unit, one) for one in self.plan.slices]
        return [(start - unit[0], stop - unit[0]) for start, stop in shared]

    def collect(self, states: "Iterator[State]") -> None:
        """Run a collective to its end; its messages stay in the moment that is being made."""
        kept: list[Message] = []
        for state in states:
            kept += state.messages
        self.transport.messages = kept

    def gathered(self, number: int) -> bool:
        """Gather the parameters of a layer on all ranks if stage 3 has divided them; return whether it had to."""
        name = gathered_name(number)
        if self.stage < 3 or len(self.ranks) == 1 or name in self.gpu[0].lists:
            return False
        unit = self.plan.units[number]
        bounds = self.parts(unit)
        buffers = []
        for rank in self.ranks:
            values: list[float | None] = [None] * (unit[1] - unit[0])
            start, stop = bounds[rank]
            first = unit[0] + start - self.owned[rank][0]
            values[start:stop] = self.gpu[rank].lists["parameters"][first : first + stop - start]
            buffers.append(self.gpu[rank].hold(name, values, state="parameters", element_bytes=FP16, start=unit[0]))
        self.collect(all_gather(buffers, bounds=bounds, transport=self.transport, element_bytes=FP16, start=unit[0]))
        return True

    def released(self, number: int) -> bool:
        """Drop the gathered parameters of a layer; return whether there were any."""
        name = gathered_name(number)
        had = name in self.gpu[0].lists
        for device in self.gpu:
            device.drop(name)
        return had

    def weights(self, rank: int, number: int) -> "tuple[Values, int]":
        """Return a list with the parameters of a layer, and the place of its first element."""
        lists = self.gpu[rank].lists
        name = gathered_name(number)
        if name in lists:
            return lists[name], self.plan.units[number][0]
        return lists["parameters"], 0

    # The phases

    def begin(self) -> None:
        """Forget the gradients and counts of the step before."""
        self.start = self.counts()
        self.loss = 0.0
        for device in self.home:
            gradients = device.lists["gradients"]
            for i in range(len(gradients)):
                gradients[i] = 0.0

    def forward(self, micro: int, micro_steps: int) -> "Iterator[tuple[str, int | None]]":
        """Compute the outputs, keep the inputs of every layer."""
        shares = slices(len(self.samples), micro_steps * len(self.ranks))
        self.targets = []
        for rank in self.ranks:
            start, stop = shares[micro * len(self.ranks) + rank]
            self.activation(rank, 0, flat([x for x, _ in self.samples[start:stop]]))
            self.targets.append(flat([y for _, y in self.samples[start:stop]]))
        for number, layer in enumerate(self.network):
            if self.gathered(number):
                yield "all_gather", number
            for rank in self.ranks:
                weights, offset = self.weights(rank, number)
                inputs = self.gpu[rank].lists[f"input {number}"]
                self.activation(rank, number + 1, forward(layer, weights, inputs, offset=offset))
            yield "compute", number
            if not self.keeps and self.released(number):
                yield "release", number

    def activation(self, rank: int, number: int, values: "Values") -> None:
        """Keep the inputs of layer ``number``; those after the last layer are the outputs."""
        self.gpu[rank].hold(f"input {number}", values, state=ACTIVATIONS, element_bytes=FP16)

    def backward(self, micro: int) -> "Iterator[tuple[str, int | None]]":
        """Compute the gradients, layer by layer from the last, and reduce each bucket that is full."""
        deltas = []
        last_one = len(self.network)
        for rank, device in enumerate(self.gpu):
            loss, delta = error(device.lists[f"input {last_one}"], self.targets[rank], scale=1 / len(self.samples))
            self.loss += loss
            deltas.append(delta)
            device.drop(f"input {last_one}")
        waiting = list(self.plan.buckets)
        for number in range(last_one - 1, -1, -1):
            layer = self.network[number]
            if self.gathered(number):
                yield "all_gather", number
            back = []
            for rank, device in enumerate(self.gpu):
                weights, offset = self.weights(rank, number)
                inputs = device.lists[f"input {number}"]
                back.append(backward(layer, weights, inputs, deltas[rank], offset=offset) if number else [])
            if self.has_buckets:
                for event in self.fill_buckets(number, deltas, waiting):
                    yield event, number
            else:
                for rank, device in enumerate(self.gpu):
                    inputs = device.lists[f"input {number}"]
                    gradients = device.lists["gradients"]
                    for index in range(layer.start, layer.stop):
                        gradients[index] += gradient(layer, inputs, deltas[rank], index)
                yield "compute", number
            for device in self.gpu:
                device.drop(f"input {number}")
            deltas = back
            if self.released(number):
                yield "release", number

    def fill_buckets(self, number: int, deltas: "list[Values]", waiting: "list[tuple[int, int]]") -> "Iterator[str]":
        """Write a layer's gradients into the buckets that wait for them, from the end; reduce each that is full.

        ``waiting`` holds the buckets that are not reduced yet, the next one first, and loses those that are.
        """
        layer = self.network[number]
        unit = self.plan.units[number]
        while waiting and waiting[0][1] > unit[0]:
            bucket = waiting[0]
            start, stop = overlap(bucket, unit)
            for rank, device in enumerate(self.gpu):
                if "bucket" not in device.lists:
                    empty = [0.0] * (bucket[1] - bucket[0])
                    device.hold("bucket", empty, state="gradients", element_bytes=FP16, start=bucket[0])
                values = device.lists["bucket"]
                inputs = device.lists[f"input {number}"]
                for index in range(start, min(stop, layer.stop)):  # beyond is the padding, whose gradients are 0
                    values[index - bucket[0]] = gradient(layer, inputs, deltas[rank], index)
            yield "compute"
            if bucket[0] < unit[0]:
                return  # the rest of this bucket is in the layer before
            for event in self.reduce_bucket(bucket):
                yield event
            waiting.pop(0)

    def reduce_bucket(self, bucket: "tuple[int, int]") -> "Iterator[str]":
        """Sum a bucket over the ranks, add to each rank's gradients its own part, and drop the bucket."""
        bounds = self.parts(bucket)
        buffers = [device.lists["bucket"] for device in self.gpu]
        if len(buffers) > 1:
            run = all_reduce if self.naive else reduce_scatter
            self.collect(run(buffers, bounds=bounds, transport=self.transport, element_bytes=FP16, start=bucket[0]))
            yield "all_reduce" if self.naive else "reduce_scatter"
        for rank in self.ranks:
            start, stop = bounds[rank]
            mine = buffers[rank][start:stop]
            place = bucket[0] + start
            if self.offload and mine:
                mine = self.transport.move(mine, rank=rank, link=TO_CPU, element_bytes=FP16, start=place)
            gradients = self.home[rank].lists["gradients"]
            for i, value in enumerate(mine):
                gradients[place - self.owned[rank][0] + i] += value
            self.gpu[rank].drop("bucket")
        if self.offload:
            yield "to_cpu"
        else:
            yield "release"

    def reduce(self) -> "Iterator[tuple[str, int | None]]":
        """Sum the gradients of stages 0 and 1 over the ranks, once per step."""
        if self.stage >= 2 or len(self.ranks) == 1:
            return
        buffers = [device.lists["gradients"] for device in self.gpu]
        if self.stage == 0 or self.naive:
            self.collect(all_reduce(buffers, transport=self.transport, element_bytes=FP16))
            yield "all_reduce", None
        else:
            self.collect(reduce_scatter(buffers, transport=self.transport, element_bytes=FP16))
            yield "reduce_scatter", None

    def update(self, step: int, rate: float) -> "Iterator[tuple[str, int | None]]":
        """Let Adam update the elements that each rank owns, and bring the new parameters to where they are needed."""
        fresh = []
        for rank in self.ranks:
            lists = self.home[rank].lists
            whole = self.stage < 2  # gradients of all elements are held
            adam(
                lists["master"],
                lists["momentum"],
                lists["variance"],
                lists["gradients"],
                step=step,
                rate=rate,
                offset=self.owned[rank][0] if whole else 0,
            )
            fresh.append(lists["master"])
        if self.offload:
            yield "adam", None
        for rank, values in enumerate(fresh):
            start, stop = self.owned[rank]
            arrived = values
            if self.offload:
                arrived = self.transport.move(values, rank=rank, link=TO_GPU, element_bytes=FP16, start=start)
            place = 0 if self.stage == 3 else start
            self.gpu[rank].lists["parameters"][place : place + stop - start] = arrived
        yield "to_gpu" if self.offload else "adam", None
        if self.stage in (1, 2) and len(self.ranks) > 1:
            buffers = [device.lists["parameters"] for device in self.gpu]
            self.collect(all_gather(buffers, transport=self.transport, element_bytes=FP16))
            yield "all_gather", None
