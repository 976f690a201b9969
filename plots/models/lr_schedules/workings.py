"""How a learning rate comes out, in one line: the formula of η(t) with the numbers of step t put in, and its value.

    working(StepLR(Optimizer(0.1), step_size=5, gamma=0.5), 7)   # η(7) = 0.1 × 0.5^floor(7/5) = 0.05

The line says first, in Chinese, which part of the schedule is at work. Moving figures and playgrounds both show it.
Numbers are written to six digits and results to four; ≈ stands where one of them is rounded.
"""

import math

from plots.models.checks import is_number, require_each, require_integer, require_kind
from plots.models.digits import nearest, significant
from plots.models.lr_schedules.annealing import CosineAnnealingLR, CosineAnnealingWarmRestarts, CosineDecayLR
from plots.models.lr_schedules.base import LRScheduler
from plots.models.lr_schedules.composite import ChainedScheduler, SequentialLR, WarmupLR
from plots.models.lr_schedules.decay import (
    ConstantLR,
    ExponentialLR,
    LinearLR,
    MultiStepLR,
    PolynomialLR,
    StepLR,
    count_reached,
)
from plots.models.lr_schedules.plateau import ReduceLROnPlateau
from plots.models.lr_schedules.user_function import LambdaLR

TYPE_CHECKING = False  # type checkers take it for true; MicroPython has no typing to import it from
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any


__all__ = ["number", "plateau_working", "watched", "working"]

SHOWN = 4  # digits of a result
WRITTEN = 6  # digits of a number in a formula
RAISED = 12  # digits of a number that a power or a quotient makes more wrong, and that must be one term there
NOTHING = 1e-12  # relative; a difference of this size comes from rounding
MOST_FACTORS = 3  # schedulers of a chain that are written as one product
MOST_GIVEN = 2  # values on the way through a chain that are written down


def working(scheduler: "LRScheduler", step: int) -> str:
    """Return how η(``step``) of the first parameter group comes out.

    Args:
        scheduler: One of OneFlow's schedulers, except ReduceLROnPlateau, which has no formula in t.
        step: Step t ≥ 0, wherever the scheduler itself stands.
    """
    require_kind("scheduler", scheduler, LRScheduler, "one of the schedulers that have a formula")
    require_integer("step", step, 0)
    line = Line()
    part, formula = line.of(scheduler, scheduler.base_lrs[0], Step(step, str(step)))
    if type(scheduler) in PARTS:
        part = PARTS[type(scheduler)](scheduler, step)
    rate = scheduler.get_lrs(scheduler.base_lrs, step)[0]
    return (f"{part}：" if part else "") + equation(f"η({step})", formula, rate, line.is_rounded)


class Call:
    """A call of step(metric) of a ReduceLROnPlateau after update t: what it finds, and what it does.

    Args:
        t: Number of the update, from 0.
        metric: What step() was given.
        rate: Learning rate of update t.
        improved: Whether the metric was better than the best before.
        cooling: Whether bad calls did not count.
        bad: Calls in a row without improvement, this one included.
        next_rate: Learning rate of update t + 1.
    """

    def __init__(
        self, t: int, metric: float, rate: float, improved: bool, cooling: bool, bad: int, next_rate: float
    ) -> None:
        self.t = t
        self.metric = metric
        self.rate = rate
        self.improved = improved
        self.cooling = cooling
        self.bad = bad
        self.next_rate = next_rate

    @property
    def reduces(self) -> bool:
        """Whether the call lowers the rate."""
        return self.next_rate < self.rate


def watched(plateau: "ReduceLROnPlateau", metrics: "Sequence[float]") -> list[Call]:
    """Give ``metrics`` to a fresh scheduler and return its calls, in order."""
    require_kind("plateau", plateau, ReduceLROnPlateau, "a ReduceLROnPlateau")
    require_each("metrics", metrics, "numbers", is_number)
    group = plateau.optimizer.param_groups[0]
    calls = []
    for t, metric in enumerate(metrics):
        rate, cooling = group["lr"], plateau.in_cooldown
        improved = plateau.is_better(metric, plateau.best)
        bad = 0 if improved or cooling else plateau.num_bad_steps + 1
        plateau.step(metric)
        calls.append(Call(t, metric, rate, improved, cooling, bad, group["lr"]))
    return calls


def plateau_working(plateau: "ReduceLROnPlateau", call: Call) -> str:
    """Return what ``call`` found, and how the rate after it comes out."""
    require_kind("plateau", plateau, ReduceLROnPlateau, "a ReduceLROnPlateau")
    require_kind("call", call, Call, "a Call")
    line = Line()
    after = f"η({call.t + 1})"
    same = equation(after, f"η({call.t})", call.rate)
    if call.bad > plateau.patience:
        lowest, reduced = plateau.min_lrs[0], f"{line.written(call.rate)} × {line.written(plateau.factor)}"
        if lowest > 0 or plateau.factor < 0:
            reduced = f"max({reduced}, {line.written(lowest)})"
        found = f"bad = {call.bad} > {line.written(plateau.patience)}"
        if call.reduces:
            return f"{found}：{equation(after, reduced, call.next_rate, line.is_rounded)}"
        return f"{found}，但 {reduced} 没有低出 eps，不降：{same}"
    state = "冷却期，不计坏次数" if call.cooling else "变好了" if call.improved else "没有变好"
    return f"{state}，bad = {call.bad}：{same}"


def equation(left: str, formula: str, value: float, is_rounded: bool = False) -> str:
    """Return ``left = formula = value``, with ≈ where the value or a number in the formula is rounded."""
    shown = number(value)
    result = f"{'≈' if is_rounded or differs(value, SHOWN) else '='} {shown}"
    return f"{left} {result}" if formula == shown else f"{left} = {formula} {result}"


def number(value: float) -> str:
    """Return ``value`` to four significant digits; zeros at its end say that it is rounded."""
    text = significant(value, SHOWN)
    if not differs(value, SHOWN):
        return text
    mantissa, mark, exponent = text.partition("×")
    missing = SHOWN - len(mantissa.replace(".", "").lstrip("−0"))
    if missing > 0:
        mantissa += ("" if "." in mantissa else ".") + "0" * missing
    return mantissa + mark + exponent


def differs(value: float, digits: int) -> bool:
    """Return whether ``value`` has more digits than that, those of its rounding errors not counted."""
    return abs(nearest(value, digits) - value) > NOTHING * abs(value)


class Step:
    """A step as a number, and as it is written: ``30 − 15`` is the step of a scheduler that began at 15."""

    def __init__(self, value: float, text: str) -> None:
        self.value = value
        self.text = text

    @property
    def grouped(self) -> str:
        """The text as one term."""
        return f"({self.text})" if " " in self.text else self.text


class Line:
    """Writes one formula, and remembers whether a number in it is rounded."""

    def __init__(self) -> None:
        self.is_rounded = False

    def written(self, value: float, digits: int = WRITTEN) -> str:
        """Return a number of the formula as one term."""
        if value < 0:
            return f"(−{self.written(-value, digits)})"
        if value == math.inf:
            return "∞"
        if isinstance(value, int):
            return str(value)
        self.is_rounded = self.is_rounded or differs(value, digits)
        text = significant(value, digits)
        return f"({text})" if digits == RAISED and "×" in text else text

    def difference(self, high: float, low: float) -> str:
        """Return high − low as one term: its value where that is short and ≥ 0."""
        if low == 0:
            return self.written(high)
        if high >= low and is_short(high - low, high):
            return significant(high - low, WRITTEN)
        return f"({self.written(high)} − {self.written(low)})"

    def of(self, scheduler: "LRScheduler", base: float, at: Step) -> tuple[str, str]:
        """Return which scheduler inside is at work, and the formula of the rate."""
        if isinstance(scheduler, SequentialLR):
            return self.of_sequence(scheduler, base, at)
        if isinstance(scheduler, ChainedScheduler):
            return self.of_chain(scheduler, base, at)
        if type(scheduler) in MULTIPLES:
            return "", MULTIPLES[type(scheduler)](self, scheduler, self.written(base), at)
        if type(scheduler) in OTHERS:
            return "", OTHERS[type(scheduler)](self, scheduler, base, at)
        return "", number(scheduler.get_lr(base, at.value))  # a subclass written elsewhere

    def of_sequence(self, sequence: SequentialLR, base: float, at: Step) -> tuple[str, str]:
        """Return the name of the active scheduler, or that it is the warm-up, and its formula."""
        active, own_step = sequence.active_at(at.value)
        name = type(active).__name__
        if isinstance(sequence, WarmupLR):
            if at.value < sequence.warmup_iters:
                name = "预热"
            elif len(sequence.schedulers) == 1 and sequence.warmup_iters > 0:
                name = "预热之后"  # with an optimizer only
        k = count_reached(sequence.milestones, at.value)
        if k > 0 and sequence.interval_rescaling[k - 1]:
            at = Step(own_step, f"{at.text} − {self.written(sequence.milestones[k - 1], RAISED)}")
        inside, formula = self.of(active, base, at)
        return within(name, inside), formula

    def of_chain(self, chain: ChainedScheduler, base: float, at: Step) -> tuple[str, str]:
        """Return one product, or what the schedulers before the last give and the formula of the last."""
        schedulers = chain.schedulers
        if len(schedulers) <= MOST_FACTORS and all(type(each) in MULTIPLES for each in schedulers):
            product = self.written(base)
            for each in schedulers:
                product = MULTIPLES[type(each)](self, each, product, at)
            return "", product
        given = []
        for each in schedulers[:-1]:
            base = each.get_lr(base, at.value)
            given.append(f"{type(each).__name__} 给出 {significant(base, WRITTEN)}")
        if len(given) > MOST_GIVEN:
            given = [f"前 {len(given)} 个策略给出 {significant(base, WRITTEN)}"]
        inside, formula = self.of(schedulers[-1], base, at)
        last = within(type(schedulers[-1]).__name__, inside)
        return ("，".join(given) + f"，{last} 接着算" if given else last), formula


def is_short(value: float, size: float) -> bool:
    """Return whether six digits hold a difference of numbers that are as large as ``size``."""
    return abs(nearest(value, WRITTEN) - value) <= NOTHING * abs(size)


def within(outer: str, inner: str) -> str:
    """Return the way to a part inside a part."""
    return f"{outer} › {inner}" if inner else outer


# What is b times something. ``b`` is text, since in a chain it is a product itself.


def constant(line: Line, s: ConstantLR, b: str, at: Step) -> str:
    """b·factor, then b."""
    return f"{b} × {line.written(s.factor)}" if at.value < s.total_iters else b


def linear(line: Line, s: LinearLR, b: str, at: Step) -> str:
    """b·[start_factor + (end_factor − start_factor)·t/total_iters], then b."""
    if at.value >= s.total_iters:
        return b
    start, fraction = line.written(s.start_factor), f"{at.grouped}/{line.written(s.total_iters, RAISED)}"
    rise = s.end_factor - s.start_factor
    if is_short(rise, max(s.start_factor, s.end_factor)):
        return f"{b} × ({start} {'−' if rise < 0 else '+'} {significant(abs(rise), WRITTEN)} × {fraction})"
    end = (line if at.value != 0 else Line()).written(s.end_factor)  # times 0 it may be rounded
    return f"{b} × ({start} + ({end} − {start}) × {fraction})"


def exponential(line: Line, s: ExponentialLR, b: str, at: Step) -> str:
    """b·gamma^t."""
    return f"{b} × {line.written(s.gamma, RAISED)}^{at.grouped}"


def step_lr(line: Line, s: StepLR, b: str, at: Step) -> str:
    """b·gamma^⌊t/step_size⌋."""
    return f"{b} × {line.written(s.gamma, RAISED)}^floor({at.grouped}/{line.written(s.step_size, RAISED)})"


def multi_step(line: Line, s: MultiStepLR, b: str, at: Step) -> str:
    """b·gamma^n, n = number of milestones ≤ t."""
    return f"{b} × {line.written(s.gamma, RAISED)}^{count_reached(s.milestones, at.value)}"


def cosine_decay(line: Line, s: CosineDecayLR, b: str, at: Step) -> str:
    """b·[(1 − alpha)·½·(1 + cos(π·t/decay_steps)) + alpha], then b·alpha."""
    if at.value >= s.decay_steps:
        return f"{b} × {line.written(s.alpha)}"
    wave = half_cosine(at.grouped, line.written(s.decay_steps, RAISED))
    if s.alpha == 0:
        return f"{b} × {wave}"
    return f"{b} × ({line.difference(1, s.alpha)} × {wave} + {line.written(s.alpha)})"


def custom(line: Line, s: LambdaLR, b: str, at: Step) -> str:
    """b·λ(t)."""
    return f"{b} × {line.written(float(s.lr_lambdas[0](at.value)))}"


MULTIPLES: "dict[type, Callable[[Line, Any, str, Step], str]]" = {
    ConstantLR: constant,
    LinearLR: linear,
    ExponentialLR: exponential,
    StepLR: step_lr,
    MultiStepLR: multi_step,
    CosineDecayLR: cosine_decay,
    LambdaLR: custom,
}


# What knows an absolute rate.


def polynomial(line: Line, s: PolynomialLR, base: float, at: Step) -> str:
    """(b − e)·(1 − u/D)^p + e."""
    length = line.written(s.max_decay_steps, RAISED)
    fraction = f"min({at.text}, {length})/{length}"
    if s.cycle:
        teeth = tooth(s, at.value)
        fraction = f"max({at.text}, 1)" if at.value == 0 else at.grouped
        fraction += f"/{length}" if teeth == 1 else f"/({length} × {teeth})"
    high, power = line.difference(base, s.end_learning_rate), line.written(s.power, RAISED)
    formula = f"{high} × (1 − {fraction})^{power}"
    return formula if s.end_learning_rate == 0 else f"{formula} + {line.written(s.end_learning_rate)}"


def cosine_annealing(line: Line, s: CosineAnnealingLR, base: float, at: Step) -> str:
    """eta_min + (b − eta_min)·½·(1 + cos(π·t/T_max))."""
    wave = half_cosine(at.grouped, line.written(s.T_max, RAISED))
    return above(line, s.eta_min, f"{line.difference(base, s.eta_min)} × {wave}")


def warm_restarts(line: Line, s: CosineAnnealingWarmRestarts, base: float, at: Step) -> str:
    """eta_min + (b·decay_rate^k − eta_min)·½·(1 + cos(π·s/length)), s steps into cycle k; then eta_min."""
    if is_over(s, at.value):
        return line.written(s.eta_min)
    cycle, start, length = s.cycle_at(at.value)
    high = line.difference(base, s.eta_min)
    if s.decay_rate != 1:
        high = f"{line.written(base)} × {line.written(s.decay_rate, RAISED)}^{cycle}"
        if s.eta_min != 0:
            high = f"({high} − {line.written(s.eta_min)})"
    wave = half_cosine(line.written(at.value - start, RAISED), line.written(length))
    return above(line, s.eta_min, f"{high} × {wave}")


def half_cosine(step: str, length: str) -> str:
    """½·(1 + cos(π·step/length))."""
    return f"(1 + cos(π × {step}/{length}))/2"


def above(line: Line, low: float, height: str) -> str:
    """Return low + height."""
    return height if low == 0 else f"{line.written(low)} + {height}"


OTHERS: "dict[type, Callable[[Line, Any, float, Step], str]]" = {
    PolynomialLR: polynomial,
    CosineAnnealingLR: cosine_annealing,
    CosineAnnealingWarmRestarts: warm_restarts,
}


# Which part of a schedule is at work.


def total_iters_part(s: "ConstantLR | LinearLR", t: float) -> str:
    """Before total_iters or not."""
    return f"t {'<' if t < s.total_iters else '≥'} total_iters"


def multi_step_part(s: MultiStepLR, t: float) -> str:
    """How many milestones are behind."""
    return f"已到 {count_reached(s.milestones, t)} 个里程碑"


def polynomial_part(s: PolynomialLR, t: float) -> str:
    """Which tooth of the saw, if there is one."""
    return f"第 {tooth(s, t)} 个锯齿" if s.cycle else ""


def tooth(s: PolynomialLR, t: float) -> int:
    """Return the number of the tooth with step t, from 1."""
    return math.ceil((t if t != 0 else 1) / s.max_decay_steps)


def warm_restarts_part(s: CosineAnnealingWarmRestarts, t: float) -> str:
    """The number k of the cycle."""
    return "周期已走完" if is_over(s, t) else f"k = {s.cycle_at(t)[0]}"


def is_over(s: CosineAnnealingWarmRestarts, t: float) -> bool:
    """Return whether no cycle is left."""
    return s.restart_limit < 0 or 0 < s.restart_limit <= s.cycle_at(t)[0]


def custom_part(s: LambdaLR, t: float) -> str:
    """The value of the user's function."""
    value = float(s.lr_lambdas[0](t))
    return f"λ({t}) {'≈' if differs(value, WRITTEN) else '='} {significant(value, WRITTEN)}"


PARTS: "dict[type, Callable[[Any, float], str]]" = {
    ConstantLR: total_iters_part,
    LinearLR: total_iters_part,
    MultiStepLR: multi_step_part,
    PolynomialLR: polynomial_part,
    CosineAnnealingWarmRestarts: warm_restarts_part,
    LambdaLR: custom_part,
}
