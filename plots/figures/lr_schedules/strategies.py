"""One figure per strategy: its rates over the steps with its parameters marked, and the formula of its walk.

The functions ``<name>_at`` write the right side of the formula of η(t) with the numbers of step t put in.
"""

import math

from matplotlib.figure import Figure

from plots import style
from plots.figures.lr_schedules import examples
from plots.figures.lr_schedules.examples import BASE, Example
from plots.marks import Chart
from plots.models.lr_schedules import ExponentialLR, LinearLR
from plots.style import Palette

HEIGHT = 240
TOP = 1.25 * BASE  # of the y axis: room for spans above b
ROOF = 1.1 * BASE  # spans that measure a decay lie there
FLOOR = 0.07 * BASE  # spans that measure a rise lie there
STEP_LABEL = "步数 $t$"
RATE_LABEL = "学习率 $η(t)$"


def chart(example: Example, palette: Palette, *, stairs: bool = False, b_below: bool = False) -> tuple[Figure, Chart]:
    """Return a figure with the rates of ``example`` and the level b, and its chart for what is to be added."""
    figure, (axes,) = style.figure(HEIGHT)
    plot = Chart(axes, palette)
    plot.scale(last=example.last, top=TOP, x_label=STEP_LABEL, y_label=RATE_LABEL)
    plot.level(example.base, f"$b$ = {example.base:g}", below=b_below)
    plot.dots(example.steps, example.rates, stairs=stairs)
    return figure, plot


def draw_constant(palette: Palette) -> Figure:
    figure, plot = chart(examples.CONSTANT, palette, stairs=True)
    constant = examples.CONSTANT.scheduler
    plot.level(BASE * constant.factor, f"$b\\,\\cdot$ factor = {BASE * constant.factor:g}")
    plot.span(0, constant.total_iters, FLOOR, f"total_iters = {constant.total_iters}")
    return figure


def constant_at(t: int) -> str:
    constant = examples.CONSTANT.scheduler
    return f"{BASE} × {constant.factor}" if t < constant.total_iters else f"{BASE}"


def draw_linear(palette: Palette) -> Figure:
    figure, plot = chart(examples.LINEAR, palette)
    linear = examples.LINEAR.scheduler
    start = BASE * linear.start_factor
    plot.level(start, f"$b\\,\\cdot$ start_factor = {start:g}")
    plot.moment(linear.total_iters, top=BASE)
    plot.span(0, linear.total_iters, FLOOR, f"total_iters = {linear.total_iters}")
    return figure


def linear_at(t: int) -> str:
    linear = examples.LINEAR.scheduler
    if t >= linear.total_iters:
        return f"{BASE}"
    rise = linear.end_factor - linear.start_factor
    return f"{BASE} × ({linear.start_factor} + {rise:g} × {t}/{linear.total_iters})"


def draw_exponential(palette: Palette) -> Figure:
    figure, plot = chart(examples.EXPONENTIAL, palette)
    gamma = examples.EXPONENTIAL.scheduler.gamma
    points = list(enumerate(examples.EXPONENTIAL.rates))
    for start, end in zip(points[:3], points[1:4], strict=True):
        plot.arrow(start, end, bend=-0.9)
    plot.note(*points[2], f"每步 $\\times\\gamma$，$\\gamma$ = {gamma}", offset=(24, 12))
    half_life = math.log(0.5) / math.log(gamma)
    plot.level(BASE / 2, "$b$/2")
    plot.span(0, half_life, FLOOR, f"{half_life:.1f} 步减半")
    plot.moment(half_life, top=BASE / 2)
    return figure


def exponential_at(t: int) -> str:
    return f"{BASE} × {examples.EXPONENTIAL.scheduler.gamma}^{t}"


def draw_step(palette: Palette) -> Figure:
    figure, plot = chart(examples.STEP, palette, stairs=True)
    step, rates = examples.STEP.scheduler, examples.STEP.rates
    plot.span(0, step.step_size, ROOF, f"step_size = {step.step_size}")
    for t in range(step.step_size, examples.STEP.last + 1, step.step_size):
        plot.note(t, (rates[t - 1] + rates[t]) / 2, "$\\times\\gamma$", offset=(5, 0))
    plot.note(step.step_size, 0.75 * BASE, f"$\\gamma$ = {step.gamma}", offset=(32, 0))
    return figure


def step_at(t: int) -> str:
    step = examples.STEP.scheduler
    return f"{BASE} × {step.gamma}^floor({t}/{step.step_size})"


def draw_multi_step(palette: Palette) -> Figure:
    figure, plot = chart(examples.MULTI_STEP, palette, stairs=True)
    multi, rates = examples.MULTI_STEP.scheduler, examples.MULTI_STEP.rates
    for milestone in multi.milestones:
        plot.moment(milestone, top=rates[milestone])
        plot.note(milestone, (rates[milestone - 1] + rates[milestone]) / 2, "$\\times\\gamma$", offset=(5, 0))
    plot.note(multi.milestones[0], 0.75 * BASE, f"$\\gamma$ = {multi.gamma}", offset=(32, 0))
    plot.note(multi.milestones[1], 0.75 * BASE, f"milestones = {multi.milestones}", offset=(6, 0))
    plot.axes.set_xticks([0, *multi.milestones, examples.MULTI_STEP.last])
    return figure


def multi_step_at(t: int) -> str:
    multi = examples.MULTI_STEP.scheduler
    return f"{BASE} × {multi.gamma}^{sum(milestone <= t for milestone in multi.milestones)}"


def draw_polynomial(palette: Palette) -> Figure:
    figure, plot = chart(examples.POLYNOMIAL, palette)
    polynomial = examples.POLYNOMIAL.scheduler
    plot.span(0, polynomial.max_decay_steps, ROOF, f"steps = {polynomial.max_decay_steps}")
    plot.moment(polynomial.max_decay_steps, top=ROOF)
    plot.level(polynomial.end_learning_rate, f"end_learning_rate = {polynomial.end_learning_rate}")
    return figure


def polynomial_at(t: int) -> str:
    polynomial = examples.POLYNOMIAL.scheduler
    length, end = polynomial.max_decay_steps, polynomial.end_learning_rate
    return f"{BASE - end:g} × (1 − {min(t, length)}/{length})^{polynomial.power:g} + {end}"


def draw_cosine_decay(palette: Palette) -> Figure:
    figure, plot = chart(examples.COSINE_DECAY, palette)
    cosine = examples.COSINE_DECAY.scheduler
    plot.span(0, cosine.decay_steps, ROOF, f"decay_steps = {cosine.decay_steps}")
    plot.moment(cosine.decay_steps, top=ROOF)
    plot.level(BASE * cosine.alpha, f"$b\\,\\cdot$ alpha = {BASE * cosine.alpha:g}")
    return figure


def cosine_decay_at(t: int) -> str:
    cosine = examples.COSINE_DECAY.scheduler
    if t >= cosine.decay_steps:
        return f"{BASE} × {cosine.alpha}"
    return f"{BASE} × ({1 - cosine.alpha:g} × {half_cosine(t, cosine.decay_steps)} + {cosine.alpha})"


def draw_cosine_annealing(palette: Palette) -> Figure:
    figure, plot = chart(examples.COSINE_ANNEALING, palette)
    cosine = examples.COSINE_ANNEALING.scheduler
    plot.span(0, cosine.T_max, ROOF, f"T_max = {cosine.T_max}")
    plot.span(cosine.T_max, 2 * cosine.T_max, ROOF, "再过 T_max，回到 $b$")
    plot.moment(cosine.T_max, top=ROOF)
    plot.moment(2 * cosine.T_max, top=ROOF)
    plot.level(cosine.eta_min, f"eta_min = {cosine.eta_min}")
    return figure


def cosine_annealing_at(t: int) -> str:
    cosine = examples.COSINE_ANNEALING.scheduler
    return f"{cosine.eta_min} + {BASE - cosine.eta_min:g} × {half_cosine(t, cosine.T_max)}"


def draw_warm_restarts(palette: Palette) -> Figure:
    figure, plot = chart(examples.WARM_RESTARTS, palette)
    restarts, rates = examples.WARM_RESTARTS.scheduler, examples.WARM_RESTARTS.rates
    for step, label in ((0, "T_0 = {}"), (5, "T_0 · T_mult = {}"), (15, "T_0 · T_mult² = {}")):
        _, start, length = restarts.cycle_at(step)
        plot.span(start, start + length, ROOF, label.format(length))
        plot.moment(start + length, top=ROOF)
    plot.level(restarts.eta_min, f"eta_min = {restarts.eta_min}", below=True)
    plot.note(15, 0.3 * BASE, "周期的最后一步\n仍高于 eta_min", offset=(12, 0))
    plot.arrow((16.2, 0.22 * BASE), (14, rates[14]))
    return figure


def warm_restarts_at(t: int) -> str:
    restarts = examples.WARM_RESTARTS.scheduler
    _, start, length = restarts.cycle_at(t)
    return f"{restarts.eta_min} + {BASE - restarts.eta_min:g} × {half_cosine(t - start, length)}"


def half_cosine(step: int, length: int) -> str:
    return f"(1 + cos(π × {step}/{length}))/2"


def draw_lambda(palette: Palette) -> Figure:
    figure, plot = chart(examples.LAMBDA, palette)
    plot.note(9, 0.65 * BASE, "$η(t) = b\\,\\cdot\\,λ(t)$\n$λ(t) = 1 / (1 + 0.2\\,t)$", size=13)
    return figure


def lambda_at(t: int) -> str:
    return f"{BASE} × 1/(1 + 0.2 × {t})"


def draw_sequential(palette: Palette) -> Figure:
    figure, plot = chart(examples.SEQUENTIAL, palette, b_below=True)
    sequential = examples.SEQUENTIAL.scheduler
    bounds = [0, *sequential.milestones, examples.SEQUENTIAL.last]
    for start, end, scheduler in zip(bounds, bounds[1:], sequential.schedulers, strict=False):
        plot.span(start, end, ROOF, type(scheduler).__name__)
    for milestone in sequential.milestones:
        plot.moment(milestone, top=ROOF)
    plot.axes.set_xticks(bounds)
    return figure


def sequential_at(t: int) -> str:
    scheduler, own_step = examples.SEQUENTIAL.scheduler.active_at(t)
    if isinstance(scheduler, LinearLR):
        return f"{BASE} × ({scheduler.start_factor} + {1 - scheduler.start_factor:g} × {t}/{scheduler.total_iters})"
    if isinstance(scheduler, ExponentialLR):
        return f"{BASE} × {scheduler.gamma}^({t} − {t - own_step})"
    return f"{BASE} × {scheduler.factor:g}"


def sequential_part(t: int) -> str:
    scheduler, _ = examples.SEQUENTIAL.scheduler.active_at(t)
    return f"{type(scheduler).__name__}：t = {t}，"


def draw_warmup(palette: Palette) -> Figure:
    figure, plot = chart(examples.WARMUP, palette)
    warmup, rates = examples.WARMUP.scheduler, examples.WARMUP.rates
    length = warmup.warmup_iters
    inner = warmup.schedulers[-1]
    plot.line(range(length + 1), [inner.get_lr(BASE, t) for t in range(length + 1)], series=1, width=1.6)
    plot.note(length, BASE, f"$g$：内层的 {type(inner).__name__}", offset=(50, 10), series=1)
    plot.span(0, length, ROOF, f"warmup_iters = {length}", ha="left")
    plot.moment(length, top=ROOF)
    plot.ring([length], [rates[length]])
    plot.note(6.5, 0.45 * BASE, f"峰值 $g$({length}) = {rates[length]:.4f}\n低于 $b$")
    plot.arrow((6.5, 0.55 * BASE), (length, rates[length]), gap=6)
    return figure


def warmup_at(t: int) -> str:
    warmup = examples.WARMUP.scheduler
    ramp, inner = warmup.schedulers
    if t >= warmup.warmup_iters:
        return f"{BASE} × {half_cosine(min(t, inner.decay_steps), inner.decay_steps)}"
    start, end = ramp.start_factor, ramp.end_factor
    return f"{BASE} × ({start} + ({end:.6f} − {start}) × {t}/{ramp.total_iters})"


def draw_chained(palette: Palette) -> Figure:
    figure, plot = chart(examples.CHAINED, palette)
    constant, exponential = examples.CHAINED.scheduler.schedulers
    steps = examples.CHAINED.steps
    for series, part in enumerate((constant, exponential), start=1):
        plot.line(steps, [part.get_lr(BASE, t) for t in steps], series=series, width=1.3)
    return figure


def chained_at(t: int) -> str:
    constant, exponential = examples.CHAINED.scheduler.schedulers
    return f"{BASE} × {constant.get_lr(1, t):g} × {exponential.gamma}^{t}"
