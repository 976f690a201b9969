"""Random settings of the schedulers' playground, as a reader could make them, and what their curves must be."""

from plots.models import lr_schedules
from plots.models.lr_schedules import learning_rates
from plots.playgrounds import calls, lr
from plots.playgrounds.controls import Choice, Code, Curve, Items, Nested, Number, Switch
from plots.playgrounds.lr.metrics import metric_curve
from plots.playgrounds.lr.schedulers import NO_SCHEDULER, SCHEDULERS
from plots.playgrounds.numbers import exact

NAMES = [name for name, _, _ in SCHEDULERS]


def random_pairs(generator, name, *, until=200):
    """Return the pairs of a random setting of a scheduler; ``generator`` is a random.Random."""
    base = exact(10 ** generator.uniform(-4, 0))
    texts = {"scheduler": name, "lr": base, "until": str(generator.randint(1, until))}
    return [(name, text) for name, text in random_texts(generator, lr.controls(texts), texts).items()]


def random_texts(generator, controls, given):
    """Return a text for each control that is not given."""
    texts = dict(given)
    for control in controls:
        if control.name not in texts and not control.shared and control.name != "framework":
            texts[control.name] = random_text(generator, control, texts)
    return texts


def random_text(generator, control, texts):
    """Return a text that a control accepts, in view of the texts beside it."""
    if isinstance(control, Number):
        low, high = control.slider
        if control.integer:
            return str(generator.randint(int(low), int(high)))
        return exact(generator.uniform(low, high))
    if isinstance(control, Choice):
        return generator.choice([text for text, _ in control.options if text != "drawn"])
    if isinstance(control, Switch):
        return generator.choice(["true", "false"])
    if isinstance(control, Code):
        return generator.choice(
            ["lambda t: 0.95 ** t", "1 / (1 + t)", "def lr_lambda(t):\n    return math.exp(-t / 30)"]
        )
    if isinstance(control, Curve):
        return ",".join(exact(generator.uniform(0, 1)) for _ in range(20))
    if isinstance(control, Nested):
        count = 1 if control.single else generator.randint(1, 3)
        return calls.write([random_call(generator, control) for _ in range(count)])
    assert isinstance(control, Items)
    if control.beside:
        return random_joints(generator, control, len(calls.read(texts[control.beside])) - 1)
    return ",".join(str(step) for step in sorted(generator.sample(range(1, 150), generator.randint(0, 5))))


def random_joints(generator, control, count):
    if isinstance(control.item, Switch):
        return ",".join(generator.choice(["true", "false"]) for _ in range(count))
    return ",".join(str(step) for step in sorted(generator.randint(0, 150) for _ in range(count)))


def random_call(generator, control):
    """Return a random thing of a nested control."""
    simple = [name for name, _ in control.options if name not in {"SequentialLR", "ChainedScheduler", "WarmupLR"}]
    kinds = [name for name, _ in control.options] if generator.random() < 0.3 else simple
    kind = generator.choice(kinds)
    call = calls.Call(kind, [])
    texts = {}
    for each in control.parts(kind):
        texts[each.name] = random_text(generator, each, texts)
        nested = isinstance(each, Items | Nested) and not (isinstance(each, Nested) and each.single)
        nodes = calls.read(texts[each.name]) if isinstance(each, Nested) else texts[each.name].split(",")
        if isinstance(each, Items) and not texts[each.name]:
            nodes = []
        call.set_argument(each.name, nodes if nested else nodes[0] if isinstance(each, Nested) else texts[each.name])
    return call


def expected_rates(values):
    """Return the learning rates of a setting from the training loop, built without the playground's code."""
    name = values["scheduler"]
    count = values["until"] + 1
    metrics = metric_curve(values["metric"], values.get("metrics", []), count) if "metric" in values else None
    return learning_rates(lambda optimizer: built(name, values, optimizer), count, lr=values["lr"], metrics=metrics)


def built(name, values, optimizer):
    """Return the scheduler that a setting describes, from its values by name alone."""
    arguments = {
        key: value
        for key, value in values.items()
        if key not in {"scheduler", "lr", "until", "framework", "metric", "metrics", "momentum", "noise", "seed"}
    }
    if "lr_lambda" in arguments:
        arguments["lr_lambda"] = compiled(arguments["lr_lambda"])
    if "schedulers" in arguments:
        arguments["schedulers"] = [built(kind, inner, optimizer) for kind, inner in arguments["schedulers"]]
    if "scheduler_or_optimizer" in arguments:
        [(kind, inner)] = arguments["scheduler_or_optimizer"]
        arguments["scheduler_or_optimizer"] = optimizer if kind == NO_SCHEDULER else built(kind, inner, optimizer)
    elif name != "ChainedScheduler":
        arguments["optimizer"] = optimizer
    return getattr(lr_schedules, name)(**arguments)


def compiled(code):
    import math

    names = {"math": math}
    if code.startswith("def "):
        exec(code, names)
        return names["lr_lambda"]
    return eval(code if code.startswith("lambda") else f"lambda t: {code}", names)
