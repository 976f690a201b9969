"""Programs that show the same: with PyTorch's collectives, and DeepSpeed's configuration of a stage."""

from plots.playgrounds.zero_communication.settings import LAYER, OVERLAP, STEP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.controls import Values

HEAD = """# torchrun --nproc_per_node={ranks} collective.py
import torch
import torch.distributed as dist

dist.init_process_group("gloo" if not torch.cuda.is_available() else "nccl")
rank, N = dist.get_rank(), dist.get_world_size()
device = torch.device("cuda", rank) if torch.cuda.is_available() else torch.device("cpu")
"""
FOOT = """print(rank, {result}.tolist())
dist.destroy_process_group()
"""
OWN = "x = torch.full((N,), {base}.0 ** rank, device=device, dtype=torch.{type})\n"
CALLS = {
    "broadcast": ("x", "dist.broadcast(x, src={root})\n"),
    "reduce": ("x", "dist.reduce(x, dst={root})  # 只有根的结果有意义\n"),
    "all_reduce": ("x", "dist.all_reduce(x)\n"),
    "reduce_scatter": ("y", "y = x.new_empty(1)\ndist.reduce_scatter_tensor(y, x)\n"),
    "all_gather": ("y", "y = x.new_empty(N)\ndist.all_gather_into_tensor(y, x[:1])\n"),
    "all_to_all": ("y", "y = torch.empty_like(x)\ndist.all_to_all_single(y, x)\n"),
}


def written(values: "Values") -> "list[tuple[str, str]]":
    if values["run"] == STEP:
        return [("本站的模型", ours(values))]
    if values["run"] == OVERLAP:
        return [("本站的模型", timeline(values))] + elsewhere(values)
    result, call = CALLS[values["run"]]
    base = 10 if values["ranks"] <= 4 else 2
    kind = "float16" if values["element_bytes"] == "2" else "float32"
    text = HEAD.replace("{ranks}", str(values["ranks"]))
    text += OWN.replace("{base}", str(base)).replace("{type}", kind)
    text += call.replace("{root}", str(values.get("root", 0))) + FOOT.replace("{result}", result)
    return [("PyTorch", text)]


def timeline(values: "Values") -> str:
    """Return the program with the model of this site, which prints how long the step takes in forward passes."""
    from plots.models.zero.overlap import EVERYTHING
    from plots.playgrounds.zero_communication.times import multiples

    passes = multiples(values)
    names, times, sent = "", "unit", ""
    if passes != EVERYTHING:
        forward, backward, gradients = passes
        names = "Passes, "
        times = f"{forward} * unit, again={backward} * unit, reduction={gradients} * unit"
        sent = f", passes=Passes({forward}, {backward}, {gradients})"
    return (
        f"from plots.models.zero.overlap import {names}length, step, tokens_to_hide\n\n"
        f"flops, bandwidth = {values['tflops']}e12, {values['links']} * {values['link']}e9\n"
        f"unit = flops / bandwidth / {values['tokens']}\n"
        f"slots = step(layers={values['layers']}, transfer={times})\n"
        f"print(length(slots), tokens_to_hide(flops_per_second=flops, bytes_per_second=bandwidth{sent}))\n"
    )


def elsewhere(values: "Values") -> "list[tuple[str, str]]":
    """Return how DeepSpeed and FSDP2 are told what is done with parameters and gradients."""
    from plots.playgrounds import zero_programs

    chosen, cards = values["after_forward"], values.get("cards", 0)
    zero: "list[tuple[str, Any]]" = [("stage", 3)]
    zero += zero_programs.after_forward(chosen, parameters=values["parameters"] * 1e9, cards=cards)
    for name, key in (("int8_parameters", "zero_quantized_weights"), ("int4_gradients", "zero_quantized_gradients")):
        if values[name]:
            zero.append((key, True))
    return [
        ("ds_config.json", zero_programs.text_of([("zero_optimization", zero)]) + "\n"),
        ("FSDP2", zero_programs.fsdp2(chosen, cards=cards)),
    ]


def ours(values: "Values") -> str:
    """Return the program with the models of this site, from which the board is drawn."""
    bucket = values.get("bucket", LAYER)
    arguments = [f"stage={values['stage']}", f"ranks={values['ranks']}", f"micro_steps={values['micro_steps']}"]
    if bucket != LAYER:
        arguments.append(f"bucket={bucket}")
    for name in ("offload", "naive"):
        if values.get(name):
            arguments.append(f"{name}=True")
    if values.get("after_forward") == "keep":
        arguments.append("keeps=True")
    samples = "SAMPLES" if values["micro_steps"] == 1 else f"SAMPLES * {values['micro_steps']}"
    return (
        "from plots.models.zero.network import SAMPLES\n"
        "from plots.models.zero.trainer import train\n\n"
        f"for moment in train({samples}, {', '.join(arguments)}):\n"
        "    print(moment.phase, moment.event, moment.layer, moment.traffic.sent)\n"
    )
