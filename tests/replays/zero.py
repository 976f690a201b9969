"""Compute the records of oracles/zero.json again with our models, in CPython or in MicroPython.

The papers' tables are compared in their own rounding: our value is rounded, or cut off, to as many decimals as the
cell has, and must then be the same cell. What is measured, or printed from rounded inputs, must lie within the bound
or allowance that the record's note gives; it is then returned as it stands, and else our own value is.
"""

from plots.models.zero import communication, estimators, infinity, pipeline
from plots.models.zero.activations import fused_buffer_bytes, zero_activation_bytes
from plots.models.zero.collectives import COLLECTIVES, last, slices
from plots.models.zero.memory import GB, GIB, TB, TIB, Recipe, first_fit, largest_model, model_states
from plots.models.zero.offload_graph import MERGED, cut
from plots.models.zero.transformer import block_parameters

FIELDS = (
    "id kind source executed transcribed what inputs args_passed unit note "
    "outputs outputs_numeric printed_precision bold_fits_32GB"
).split()
EXTRA = ("outputs_numeric", "bold_fits_32GB")  # what a record may state besides its outputs
MIB = 2**20
DEGREES = (1, 4, 16, 64, 256, 1024)  # rows of the ZeRO paper's Table 1
STAGES = {
    "baseline": 0,
    "dp": 0,
    "dp_no_sync": 0,
    "stage0": 0,
    "P_os": 1,
    "stage1": 1,
    "zero1": 1,
    "P_os_g": 2,
    "stage2": 2,
    "zero2": 2,
    "P_os_g_p": 3,
    "stage3": 3,
    "zero3": 3,
}


def replay(record):
    """Return what ``expected(record)`` should equal.

    A field, kind, input or output that is not known raises: a record is understood whole or not at all.
    """
    unknown = [field for field in record if field not in FIELDS]
    if unknown:
        raise ValueError(f"unknown fields: {unknown}")
    found = {"outputs": KINDS[record["kind"]](record)}
    for field in EXTRA:
        if field in record:
            found[field] = {"outputs_numeric": numeric, "bold_fits_32GB": bold}[field](record, found["outputs"])
    return found


def expected(record):
    """Return what the library gave or the paper prints."""
    return {field: record[field] for field in ("outputs",) + EXTRA if field in record}


# Estimators, executed


def estimator(record):
    """Call the estimator with the arguments that were passed; the rest must be its defaults."""
    words = record["source"].split()
    version = tuple(int(part) for part in words[1].lstrip("v").split("."))
    function = getattr(estimators, words[-1])
    if words[-1] == "estimate_zero2_model_states_mem_needs" and version < (0, 14, 3):
        function = estimators.estimate_zero2_before_0_14_3
    inputs = record["inputs"]
    needs = function(**{name: inputs[name] for name in record.get("args_passed", inputs)})
    if needs != function(**inputs):
        raise ValueError("an argument that was not passed is not the default")
    return {name: getattr(needs, name[: -len("_bytes")]) for name in record["outputs"]}


def estimator_table(record):
    """Print DeepSpeed's table: 2³⁰ bytes, two decimals."""
    function = estimators.zero3_table if "zero3" in record["source"] else estimators.zero2_table
    rows = function(**record["inputs"])
    return {
        "rows": [
            {"per_cpu": fixed(row.cpu_mem / GIB, 2), "per_gpu": fixed(row.gpu_mem / GIB, 2), "options": row.options}
            for row in rows
        ]
    }


def doc_table(record):
    """Compute a table of the documentation from the counts it prints: 3.5 %, 0.05 GiB or 1 MiB may be missing."""
    inputs = dict(record["inputs"])
    total = count(inputs.pop("total_params_printed", None) or inputs.pop("total_params"))
    largest = inputs.pop("largest_layer_printed", None) or inputs.pop("largest_layer_params", None)
    if "total_gpus" in inputs:
        return cases(record["outputs"], total, count(largest), **inputs)
    if largest is None:  # ZeRO-2, whose documentation is older than its code
        needs = [
            estimators.estimate_zero2_before_0_14_3(total, cpu_offload=is_offloaded, **inputs)
            for is_offloaded in (True, False)
        ]
        rows = [
            estimators.Row(then.cpu_mem, then.gpu_mem, now.options)
            for then, now in zip(needs, estimators.zero2_table(total, **inputs))
        ]
    else:
        rows = estimators.zero3_table(total, count(largest), **inputs)
    if len(rows) != len(record["outputs"]["rows"]):
        raise ValueError("not as many rows as the estimator prints")
    return {
        "rows": [
            {
                "per_cpu": allowed(row.cpu_mem / GIB, printed["per_cpu"], relative=0.035, absolute=0.05),
                "per_gpu": allowed(row.gpu_mem / GIB, printed["per_gpu"], relative=0.035, absolute=0.05),
                "options": row.options,
            }
            for row, printed in zip(rows, record["outputs"]["rows"])
        ]
    }


def cases(printed, total, largest, *, total_gpus):
    """Compute the three cases of the discussion of ZeRO-3, in whole MiB."""

    def needs(**flags):
        return estimators.estimate_zero3_model_states_mem_needs(total, largest, total_gpus, **flags)

    found = {
        "largest_layer_memory": needs().largest_layer_memory,
        "case1_no_offload_gpu": needs(cpu_offload=False, cpu_offload_params=False).gpu_mem,
        "case2_all_offload_gpu": needs().gpu_mem,
        "case3_optimizer_offload_gpu": needs(cpu_offload_params=False).gpu_mem,
    }
    return {name: allowed(found[name] // MIB, cell, absolute=1) for name, cell in printed.items()}


# Papers


def paper_table(record):
    """Tell the tables apart by what they take."""
    inputs = record["inputs"]
    if "psi" in inputs:
        return states_table(record)
    if "mp_degree" in inputs:
        return largest_table(record)
    if "update_super_node" in inputs:
        return offload_table(record)
    parameters = block_parameters(inputs["layers"], inputs["hidden"])
    return {name: {"label": allowed(parameters, cell, relative=0.06)}[name] for name, cell in record["outputs"].items()}


def states_table(record):
    """ZeRO, Table 1; a cell says by itself, or not, whether it is rounded or cut off."""
    inputs, cells = record["inputs"], record["outputs"]
    rules = record.get("printed_precision") or ["either"] * len(cells)
    names = [name for name in ("P_os", "P_os_g", "P_os_g_p") if name in cells]  # the order of the rules
    if len(names) != len(cells) or len(rules) != len(cells):
        raise ValueError(f"unknown cells: {cells}")
    return {name: as_printed(states(inputs, STAGES[name]) / GB, cells[name], rule) for name, rule in zip(names, rules)}


def states(inputs, stage):
    """Return the bytes of model states on one rank; psi, n_d and K as in the paper."""
    recipe = Recipe("record", inputs.get("param_bytes", 2), inputs.get("grad_bytes", 2), (("K", inputs["K"]),), "")
    return sum(model_states(inputs["psi"], stage=stage, ranks=inputs.get("n_d", 1), recipe=recipe))


def bold(record, _):
    """Return the cells that are the first in their columns to fit a GPU of 32 GB."""
    inputs = record["inputs"]
    names = ("P_os", "P_os_g", "P_os_g_p")
    fits = [first_fit(inputs["psi"], stage=STAGES[name], memory_bytes=32 * GB, degrees=DEGREES) for name in names]
    return [name for name, degree in zip(names, fits) if degree == inputs["n_d"]]


def largest_table(record):
    """ZeRO, Table 2: theory is a multiple of the rounded value for one model-parallel rank, measurements are below."""
    inputs = record["inputs"]
    degree, recipe = inputs["mp_degree"], Recipe("record", 2, 2, (("K", inputs["K"]),), "")
    if inputs["gpus"] != degree * inputs["n_d"]:
        raise ValueError("gpus must be mp_degree times n_d")
    found = {}
    for name, cell in record["outputs"].items():
        kind, column = name.split("_", 1)
        one = largest_model(inputs["gpu_memory_bytes"], stage=STAGES[column], ranks=inputs["n_d"], recipe=recipe)
        if kind == "theory":
            found[name] = as_printed(degree * float(fixed(one / GB, 1)) * GB, cell)
        elif kind == "measured":
            found[name] = bounded(cell, degree * one)
        else:
            raise ValueError(f"unknown column: {name}")
    return found


def offload_table(record):
    """ZeRO-Offload, Table 1: a cut of the data flow."""
    names = {"p16": "p16", "g16": "g16", "update_super_node": "update"}
    inputs = dict(record["inputs"])
    if inputs.pop("fwd_bwd") != "gpu":
        raise ValueError("fwd_bwd must stay on the GPU")
    on_cpu = [names[name] for name, place in inputs.items() if {"cpu": True, "gpu": False}[place]]
    held, whole = cut(MERGED, tuple(on_cpu)).gpu_bytes, cut(MERGED, ()).gpu_bytes
    found = {"gpu_bytes_per_param": held}
    return {
        name: as_printed(whole / held, cell) if name == "reduction" else found[name]
        for name, cell in record["outputs"].items()
    }


def paper_text(record):
    """Compute the numbers that a sentence of a paper states."""
    inputs, cells = record["inputs"], record["outputs"]
    found = {}
    for name, cell in cells.items():
        if name in STAGES and inputs.get("psi") == "symbol":
            found[name] = sum(communication.step_multiples(stage=STAGES[name]))
        elif name in STAGES and "gpu_memory_bytes" in inputs:
            largest = largest_model(inputs["gpu_memory_bytes"], stage=STAGES[name], ranks=inputs["n_d"])
            found[name] = as_printed(largest // (GB / 2) * (GB / 2), cell, "cut")  # the largest half billion that fits
        else:
            found[name] = TEXTS[name](inputs, cell)
    return found


def in_gb(value):
    """Return a function of (inputs, cell) that prints value(inputs) in GB as the cell is printed."""
    return lambda inputs, cell: as_printed(value(inputs) / GB, cell)


def partitioned_checkpoints(inputs, cell):
    """Return the traffic that P_a adds to that of tensor parallelism, as a fraction, or the claim about it."""
    sizes = {"batch": 2, "sequence": 3, "hidden": 5}  # any will do
    names = {"b": sizes["batch"], "s": sizes["sequence"], "h": sizes["hidden"]}
    plain = communication.tensor_parallel_block_elements(**sizes)
    extra = communication.partitioned_checkpoint_elements(**sizes)
    if eval(inputs["mp_comm_per_block"], names) != plain or eval(inputs["P_a_extra"], names) != extra:
        raise ValueError(f"our elements per block differ from {inputs}")
    return claimed(cell, extra / plain) if isinstance(cell, str) else extra / plain


TEXTS = {
    "baseline": in_gb(lambda inputs: states(inputs, 0)),
    "P_os": in_gb(lambda inputs: states(inputs, 1)),
    "P_os_g": in_gb(lambda inputs: states(inputs, 2)),
    "P_os_g_p": in_gb(lambda inputs: states(inputs, 3)),
    "model_states": in_gb(lambda inputs: states(inputs, 0)),
    "fp16_params": in_gb(lambda inputs: model_states(inputs["psi"], stage=0, ranks=1).parameters),
    "fused_fp32_buffer": in_gb(
        lambda inputs: fused_buffer_bytes(inputs["psi"], bytes_per_element=inputs["bytes_per_element"])
    ),
    "activations": in_gb(
        lambda inputs: (
            zero_activation_bytes(
                layers=inputs["layers"], hidden=inputs["hidden"], batch=inputs["batch"], sequence=inputs["seq"]
            )
            / 2
            * inputs["bytes_per_element"]
        )
    ),
    "model_states_total_TB": lambda inputs, cell: as_printed(states(inputs, 0) / TB, cell),
    "per_gpu_GB": in_gb(lambda inputs: states(inputs, 3)),
    "ratio": partitioned_checkpoints,
    "claim": partitioned_checkpoints,
}


# Formulas


def formula_anchor(record):
    """Tell the formulas apart by what they take."""
    inputs = record["inputs"]
    if "op" in inputs:
        return {name: {"bytes_sent_per_rank": counted}[name](**inputs) for name in record["outputs"]}
    if "ait_flop_per_byte" in inputs:
        value = infinity.efficiency(
            inputs["ait_flop_per_byte"],
            bytes_per_second=inputs["bandwidth_bytes_per_s"],
            peak_flops=inputs["peak_flops"],
        )
        return {
            name: {"efficiency": value, "claim": claimed(str(cell), value)}[name]
            for name, cell in record["outputs"].items()
        }
    return infinity_table(record)


def counted(op, ranks, total_bytes):
    """Return what the busiest rank sends when a collective is run on an array of one element per rank."""
    name = op.replace("-", "_")
    held = slices(ranks, ranks) if name == "all_gather" else [(0, ranks)] * ranks
    arrays = [[1.0 if start <= i < stop else None for i in range(ranks)] for start, stop in held]
    sent = max(last(COLLECTIVES[name](arrays, element_bytes=total_bytes / ranks)).sent)
    if sent != communication.collective_sent(name, total_bytes, ranks=ranks):
        raise ValueError(f"counted {sent} bytes, the formula says otherwise")
    return sent


def infinity_table(record):
    """ZeRO-Infinity, Fig. 2(a), to two decimals."""
    inputs = record["inputs"]
    layers, hidden, heads, sequence = (inputs[name] for name in ("layers", "hidden", "attn_heads", "seq"))
    held = infinity.infinity_states(layers, hidden)
    if sum(held) != inputs["bytes_per_param"] * block_parameters(layers, hidden):
        raise ValueError(f"bytes_per_param is not ours: {inputs['bytes_per_param']}")
    node, gpu, between = inputs["batch_per_node"], inputs["batch_per_gpu"], inputs["ci"]
    work = {"hidden": hidden, "heads": heads, "sequence": sequence}
    kept = infinity.checkpoints_bytes(
        layers=layers, hidden=hidden, sequence=sequence, batch=node, blocks_between=between
    )
    found = {
        "params_T": block_parameters(layers, hidden) / 1e12,
        "model_states_TiB": sum(held) / TIB,
        "activations_TiB_per_node": infinity.activation_working_bytes(batch=node, blocks=layers, **work) / TIB,
        "act_ckpt_TiB_per_node": kept / TIB,
        "act_working_GiB_per_gpu": infinity.activation_working_bytes(batch=gpu, blocks=between, **work) / GIB,
        "model_state_working_GiB": infinity.state_working_bytes(hidden) / GIB,
    }
    return {name: float(fixed(found[name], 2)) for name in record["outputs"]}


def formula_check(record):
    """Compute what the record says that it is."""
    return {
        "model-state bytes per GPU": lambda: {
            name: states(record["inputs"], STAGES[name]) for name in record["outputs"]
        },
        "bytes sent per rank per optimizer step": lambda: sent_in_a_step(record),
        "pipeline bubble": lambda: bubbles(record),
    }[record["what"]]()


def sent_in_a_step(record):
    """Return bytes per rank and step, with gradient accumulation."""
    inputs = record["inputs"]
    return {
        name: sum(
            communication.step_sent(
                inputs["psi"], stage=STAGES[name], ranks=inputs["n_d"], micro_steps=inputs["micro_steps"]
            )
        )
        * inputs["bytes_per_element"]
        for name in record["outputs"]
    }


def bubbles(record):
    """Return the bubble of the timeline, counted, if there is one and it is not too long; else by the formula."""
    inputs = dict(record["inputs"])
    stages, micro, chunks = inputs.pop("stages"), inputs.pop("micro_batches"), inputs.pop("chunks", 1)
    if inputs:
        raise ValueError(f"unknown inputs: {inputs}")
    names = ("over_ideal", "over_total")
    formula = pipeline.bubble_formula(stages=stages, micro_batches=micro, chunks=chunks)
    found = dict(zip(names, formula))
    if stages * micro * chunks <= 4096 and (chunks == 1 or micro % stages == 0):
        schedule = "1f1b" if chunks == 1 else "interleaved"
        slots = pipeline.timeline(schedule, stages=stages, micro_batches=micro, chunks=chunks)
        bubble = pipeline.bubble(slots)
        if max(abs(bubble.over_ideal - formula[0]), abs(bubble.over_total - formula[1])) > 1e-12:
            raise ValueError(f"counted {bubble}, the formula says {formula}")
        found = {name: getattr(bubble, name) for name in names}
    return {name: found[name] for name in record["outputs"]}


def measured(record):
    """Return what was measured if our bound allows it, else the bound."""
    inputs = record["inputs"]
    if "DGX-2" not in inputs["node"] or "one" not in inputs["node"]:
        raise ValueError(f"unknown node: {inputs['node']}")
    system = inputs["system"].lower()
    bounds = [
        ("nvme", largest_on_dgx_2(stage=3, placement=infinity.INFINITY_NVME, recipe="adam-infinity")),
        ("infinity", largest_on_dgx_2(stage=3, placement=infinity.OFFLOAD_PARAMETERS, recipe="adam-infinity")),
        ("offload", largest_on_dgx_2(stage=2, placement=infinity.OFFLOAD)),
        ("3d", largest_on_dgx_2(stage=0, model_parallel=16)),
        ("stage 3", largest_on_dgx_2(stage=3)),
        ("zero-3", largest_on_dgx_2(stage=3)),
        ("data parallel", largest_on_dgx_2(stage=0)),
    ]
    fitting = [bound for word, bound in bounds if word in system]
    if not fitting:
        raise ValueError(f"unknown system: {system}")
    return {
        name: {"max_trainable_params": bounded(value, fitting[0])}[name] for name, value in record["outputs"].items()
    }


def largest_on_dgx_2(**settings):
    """Return the largest number of parameters that one node trains."""
    return infinity.largest_on(infinity.DGX_2, **settings).parameters


def numeric(record, cells):
    """Return the cells as numbers; the papers' tables print them as texts."""
    found = {name: count(cell) for name, cell in cells.items() if name != "label"}
    if "label" in cells:
        found["params_12Lh2"] = block_parameters(record["inputs"]["layers"], record["inputs"]["hidden"])
    return found


KINDS = {
    "estimator": estimator,
    "estimator_table": estimator_table,
    "doc_table": doc_table,
    "paper_table": paper_table,
    "paper_text": paper_text,
    "formula_anchor": formula_anchor,
    "formula_check": formula_check,
    "measured": measured,
}


# Numbers as they are printed

SUFFIXES = {"M": 1e6, "B": 1e9, "T": 1e12, "x": 1}


def count(text):
    """Return the number that ``"2851M"``, ``"7.6B"`` or ``"0.5T"`` stands for; a number is itself."""
    if not isinstance(text, str):
        return text
    return float(text[:-1]) * SUFFIXES[text[-1]] if text[-1] in SUFFIXES else float(text)


def fixed(value, decimals, rule="rounded"):
    """Return a number with this many decimals, halves rounded up, or cut off."""
    scale = 10**decimals
    whole = int(value * scale * (1 + 1e-12) + (0.5 if rule == "rounded" else 0))
    if decimals == 0:
        return str(whole)
    digits = str(whole % scale)
    return f"{whole // scale}.{'0' * (decimals - len(digits))}{digits}"


def as_printed(value, cell, rule="rounded"):
    """Return ``value`` in the form of ``cell``: its decimals, suffix and words, or as a number.

    With the rule "either" it is rounded, unless it is the same as the cell when cut off. Every number in a text is
    replaced but that of a table: "16 (15.6 in Table 1)".
    """
    if not isinstance(cell, str):
        return float(as_printed(value, str(cell), rule))
    if rule == "either":
        shorter = as_printed(value, cell, "cut")
        return shorter if shorter == cell else as_printed(value, cell)
    words, before = [], ""
    for word in cell.split(" "):
        bare = word.strip("()")
        words.append(
            word if before == "Table" or not bare[:1].isdigit() else word.replace(bare, like(value, bare, rule))
        )
        before = bare
    return " ".join(words)


def like(value, number, rule):
    """Return ``value`` with the decimals and the suffix of ``number``."""
    suffix = number[-1] if number[-1] in SUFFIXES else ""
    digits = number[: len(number) - len(suffix)]
    decimals = len(digits) - digits.index(".") - 1 if "." in digits else 0
    if suffix:
        value = value / SUFFIXES[suffix]
    return fixed(value, decimals, rule) + suffix


def allowed(value, printed, *, relative=0.0, absolute=0.0):
    """Return what is printed if our value is as near to it as is allowed, else our value."""
    target = count(printed)
    return printed if abs(value - target) <= max(relative * target, absolute) else value


def bounded(printed, bound):
    """Return what is printed if it is positive and not above our bound, else the bound."""
    return printed if 0 < count(printed) <= bound else bound


def claimed(claim, value):
    """Return a claim in words unless a percentage in it, above or below which the value should be, is wrong."""
    words = claim.replace("over", "above").replace("under", "below").split()
    for before, word in zip(words, words[1:]):
        if before in ("above", "below") and word.endswith("%"):
            percent = float(word[:-1])
            if not (100 * value > percent if before == "above" else 100 * value < percent):
                return f"not {before} {word}: {value}"
    return claim
