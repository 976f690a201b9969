"""Hypothesis strategies for schedules, as specifications that tests.replays.lr.build understands and prints well."""

from hypothesis import strategies as st

from plots.models import lr_schedules
from tests.replays.lr import build

base_rates = st.floats(1e-6, 10.0)
fractions = st.floats(0.0, 1.0)
lengths = st.integers(1, 40)
steps = st.integers(0, 200)


def spec(scheduler, **params):
    """A strategy for one scheduler from strategies for its parameters."""
    return st.fixed_dictionaries({"scheduler": st.just(scheduler), "params": st.fixed_dictionaries(params)})


gammas = st.floats(0.05, 1.1)
decaying = st.floats(0.05, 1.0)
floors = st.floats(0.0, 1.0)
milestone_lists = st.lists(st.integers(-3, 60), unique=True, max_size=4).map(sorted)

polynomial = spec(
    "PolynomialLR", steps=lengths, end_learning_rate=floors, power=st.floats(0.0, 4.0), cycle=st.booleans()
)
warm_restarts = spec(
    "CosineAnnealingWarmRestarts",
    T_0=lengths,
    T_mult=st.integers(1, 4),
    eta_min=floors,
    decay_rate=fractions,
    restart_limit=st.integers(-1, 4),
)
singles = st.one_of(
    spec("ConstantLR", factor=fractions, total_iters=st.integers(-2, 40)),
    spec("LinearLR", start_factor=fractions, end_factor=fractions, total_iters=st.integers(-2, 40)),
    spec("ExponentialLR", gamma=gammas),
    spec("StepLR", step_size=lengths, gamma=gammas),
    spec("MultiStepLR", milestones=milestone_lists, gamma=gammas),
    spec("LambdaLR", lr_lambda=st.sampled_from(["lambda t: 1 / (1 + t)", "lambda t: 0.9**t", "lambda t: t % 3"])),
    polynomial,
    spec("CosineDecayLR", decay_steps=lengths, alpha=st.floats(0.0, 1.5)),
    spec("CosineAnnealingLR", T_max=lengths, eta_min=floors),
    warm_restarts,
)


@st.composite
def sequences(draw, inner):
    parts = draw(st.lists(inner, min_size=1, max_size=3))
    count = len(parts) - 1
    milestones = sorted(draw(st.lists(st.integers(0, 60), min_size=count, max_size=count)))
    rescaling = draw(st.one_of(st.booleans(), st.lists(st.booleans(), min_size=count, max_size=count)))
    params = {"schedulers": parts, "milestones": milestones, "interval_rescaling": rescaling}
    return {"scheduler": "SequentialLR", "params": params}


def composites(inner):
    return st.one_of(
        sequences(inner),
        spec("ChainedScheduler", schedulers=st.lists(inner, min_size=1, max_size=3)),
        spec(
            "WarmupLR",
            scheduler_or_optimizer=st.one_of(st.just("optimizer"), inner),
            warmup_factor=fractions,
            warmup_iters=lengths,
            warmup_method=st.just("constant"),
            warmup_prefix=st.booleans(),
        ),
    )


schedules = st.recursive(singles, composites, max_leaves=6)


def builder(spec):
    """Return the function that makes the scheduler of a specification for an optimizer."""
    return lambda optimizer: build(lr_schedules, spec, optimizer)
