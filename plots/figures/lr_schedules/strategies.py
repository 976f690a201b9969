"""One figure per strategy: its rates over the steps, with its parameters where the eye meets them."""

import itertools
import math

from matplotlib.figure import Figure

from plots import style
from plots.figures import Frame, Marker
from plots.figures.lr_schedules import examples
from plots.figures.lr_schedules.charts import FLOOR, ROOF, STEP_LABEL, TOP, chart, panel
from plots.figures.lr_schedules.examples import BASE
from plots.models.lr_schedules.workings import number, working
from plots.style import Palette

GAMMA = "$\\times\\gamma$"


def draw_constant(palette: Palette) -> Figure:
    """A low plateau of total_iters steps, then b."""
    figure, plot = chart(examples.CONSTANT, palette, stairs=True)
    constant = examples.CONSTANT.scheduler
    low = BASE * constant.factor
    plot.level(low, f"$b\\,\\cdot$ factor = {low:g}")
    plot.span(0, constant.total_iters, FLOOR, f"total_iters = {constant.total_iters}")
    return figure


def draw_linear(palette: Palette) -> Figure:
    """A line of total_iters steps from b·start_factor to b."""
    figure, plot = chart(examples.LINEAR, palette)
    linear = examples.LINEAR.scheduler
    start = BASE * linear.start_factor
    plot.level(start, f"$b\\,\\cdot$ start_factor = {start:g}")
    plot.moment(linear.total_iters, top=BASE)
    plot.span(0, linear.total_iters, FLOOR, f"total_iters = {linear.total_iters}")
    return figure


def draw_exponential(palette: Palette) -> Figure:
    """The factor of each step, and in how many steps it halves the rate."""
    figure, plot = chart(examples.EXPONENTIAL, palette)
    gamma = examples.EXPONENTIAL.scheduler.gamma
    points = list(enumerate(examples.EXPONENTIAL.rates))
    for start, end in itertools.pairwise(points[:4]):
        plot.arrow(start, end, bend=-0.9)
    plot.note(*points[2], f"每步 {GAMMA}，$\\gamma$ = {gamma}", offset=(24, 12))
    half_life = math.log(0.5) / math.log(gamma)
    plot.level(BASE / 2, "$b$/2")
    plot.moment(half_life, top=BASE / 2)
    plot.span(0, half_life, FLOOR, f"{half_life:.1f} 步减半")
    return figure


def draw_step(palette: Palette) -> Figure:
    """Stairs of equal length, each gamma times as high as the one before."""
    figure, plot = chart(examples.STEP, palette, stairs=True)
    step, rates = examples.STEP.scheduler, examples.STEP.rates
    plot.span(0, step.step_size, ROOF, f"step_size = {step.step_size}")
    for t in range(step.step_size, examples.STEP.last + 1, step.step_size):
        plot.note(t, (rates[t - 1] + rates[t]) / 2, GAMMA, offset=(5, 0))
    plot.note(step.step_size, 0.75 * BASE, f"$\\gamma$ = {step.gamma}", offset=(32, 0))
    return figure


def draw_multi_step(palette: Palette) -> Figure:
    """The factor gamma at each milestone."""
    figure, plot = chart(examples.MULTI_STEP, palette, stairs=True)
    multi, rates = examples.MULTI_STEP.scheduler, examples.MULTI_STEP.rates
    for milestone in multi.milestones:
        plot.moment(milestone, top=rates[milestone])
        plot.note(milestone, (rates[milestone - 1] + rates[milestone]) / 2, GAMMA, offset=(5, 0))
    plot.note(multi.milestones[0], 0.75 * BASE, f"$\\gamma$ = {multi.gamma}", offset=(32, 0))
    plot.note(multi.milestones[1], 0.75 * BASE, f"milestones = {multi.milestones}", offset=(6, 0))
    plot.axes.set_xticks([0, *multi.milestones, examples.MULTI_STEP.last])
    return figure


def draw_polynomial(palette: Palette) -> Figure:
    """A power curve of given length down to an absolute rate."""
    figure, plot = chart(examples.POLYNOMIAL, palette)
    polynomial = examples.POLYNOMIAL.scheduler
    length, end = polynomial.max_decay_steps, polynomial.end_learning_rate
    plot.span(0, length, ROOF, f"steps = {length}")
    plot.moment(length, top=ROOF)
    plot.level(end, f"end_learning_rate = {end}")
    return figure


def draw_cosine_decay(palette: Palette) -> Figure:
    """Half a cosine wave down to a fraction of b."""
    figure, plot = chart(examples.COSINE_DECAY, palette)
    cosine = examples.COSINE_DECAY.scheduler
    plot.span(0, cosine.decay_steps, ROOF, f"decay_steps = {cosine.decay_steps}")
    plot.moment(cosine.decay_steps, top=ROOF)
    plot.level(BASE * cosine.alpha, f"$b\\,\\cdot$ alpha = {BASE * cosine.alpha:g}")
    return figure


def draw_cosine_annealing(palette: Palette) -> Figure:
    """Down in T_max steps, and up again in as many."""
    figure, plot = chart(examples.COSINE_ANNEALING, palette)
    cosine = examples.COSINE_ANNEALING.scheduler
    for start, label in ((0, f"T_max = {cosine.T_max}"), (cosine.T_max, "再过 T_max，回到 $b$")):
        plot.span(start, start + cosine.T_max, ROOF, label)
        plot.moment(start + cosine.T_max, top=ROOF)
    plot.level(cosine.eta_min, f"eta_min = {cosine.eta_min}")
    return figure


def draw_warm_restarts(palette: Palette) -> Figure:
    """Cycles, each twice as long as the one before, that end one step above eta_min."""
    figure, plot = chart(examples.WARM_RESTARTS, palette)
    restarts, rates = examples.WARM_RESTARTS.scheduler, examples.WARM_RESTARTS.rates
    start = 0
    for label in ("T_0", "T_0 · T_mult", "T_0 · T_mult²"):
        _, start, length = restarts.cycle_at(start)
        plot.span(start, start + length, ROOF, f"{label} = {length}")
        start += length
        plot.moment(start, top=ROOF)
    plot.level(restarts.eta_min, "eta_min")
    plot.note(16.2, 0.3 * BASE, "周期的最后一步\n仍高于 eta_min")
    plot.arrow((16.2, 0.22 * BASE), (14, rates[14]))
    return figure


def draw_lambda(palette: Palette) -> Figure:
    """The function of the user, which is a factor of b."""
    figure, plot = chart(examples.LAMBDA, palette)
    plot.note(9, 0.66 * BASE, "$η(t) = b\\,\\cdot\\,λ(t)$\n$λ(t) = 1 / (1 + 0.2\\,t)$", size=14)
    return figure


def draw_sequential(palette: Palette) -> Figure:
    """Three schedulers, one after the other."""
    figure, plot = chart(examples.SEQUENTIAL, palette, b_below=True)
    sequential = examples.SEQUENTIAL.scheduler
    bounds = [0, *sequential.milestones, examples.SEQUENTIAL.last]
    for (start, end), scheduler in zip(itertools.pairwise(bounds), sequential.schedulers, strict=True):
        plot.span(start, end, ROOF, type(scheduler).__name__)
    for milestone in sequential.milestones:
        plot.moment(milestone, top=ROOF)
    plot.axes.set_xticks(bounds)
    return figure


def draw_warmup(palette: Palette) -> Figure:
    """A line up to where the inner schedule g is by then, then g."""
    figure, plot = chart(examples.WARMUP, palette)
    warmup, rates = examples.WARMUP.scheduler, examples.WARMUP.rates
    length, inner = warmup.warmup_iters, warmup.schedulers[-1]
    replaced = range(length + 1)
    plot.line(replaced, [inner.get_lr(BASE, t) for t in replaced], series=1, width=1.6)
    plot.note(length, BASE, f"$g$：内层的 {type(inner).__name__}", offset=(50, 10), series=1)
    plot.span(0, length, ROOF, f"warmup_iters = {length}", at="left")
    plot.moment(length, top=ROOF)
    plot.ring([length], [rates[length]])
    plot.note(6.5, 0.36 * BASE, f"峰值 $g$({length}) = {rates[length]:.4f}\n低于 $b$")
    plot.arrow((6.7, 0.47 * BASE), (length, rates[length]), gap=6)
    return figure


def draw_chained(palette: Palette) -> Figure:
    """Two factors above, b times both below."""
    example = examples.CHAINED
    constant, exponential = example.scheduler.schedulers
    figure, (upper, lower) = style.figure(310, rows=2, sharex=True, height_ratios=[2, 3])
    factors = panel(upper, palette, "两个倍数", last=example.last, top=TOP)
    upper.set_yticks([0, 1], ["0", "1"])
    for series, part in enumerate((constant, exponential), start=1):
        values = [part.get_lr(1, t) for t in example.steps]
        factors.dots(example.steps, values, series=series, width=1, stairs=part is constant)
    factors.note(4, 1, "ConstantLR", offset=(0, 9), series=1)
    factors.note(9, exponential.get_lr(1, 9), "ExponentialLR", offset=(4, 10), series=2)
    product = panel(lower, palette, "学习率 $η(t)$ = $b$ × 两个倍数", last=example.last, top=TOP * BASE)
    product.dots(example.steps, example.rates, width=2)
    for plot in (factors, product):
        plot.moment(constant.total_iters)
    product.span(0, constant.total_iters, FLOOR, f"total_iters = {constant.total_iters}", at="right")
    lower.set_xlabel(STEP_LABEL, loc="right")
    return figure


def chained_frames() -> list[Frame]:
    """A point on each factor, and one on the product."""
    scheduler = examples.CHAINED.scheduler
    frames = []
    for t, rate in enumerate(examples.CHAINED.rates):
        factors = [part.get_lr(1, t) for part in scheduler.schedulers]
        markers = [Marker(t, factor, number(factor), axes=0) for factor in factors]
        frames.append(Frame((*markers, Marker(t, rate, number(rate), axes=1)), working(scheduler, t)))
    return frames
