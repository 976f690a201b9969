"""Random settings of any playground, as a reader could make them: a text for each of its controls, of whatever kind."""

import math

from hypothesis.strategies import randoms

from plots import bridge
from plots.playgrounds import calls, query
from plots.playgrounds.controls import Choice, Code, Number, SettingError, Switch, Text, read_text
from plots.playgrounds.lists import Curve, Items
from plots.playgrounds.nested import InnerForm, Nested
from plots.playgrounds.numbers import exact
from plots.playgrounds.points import Points
from plots.playgrounds.state import read_settings
from plots.playgrounds.table import Table
from tests.playgrounds.tries import tried

FUNCTIONS = ("lambda t: 0.95 ** t", "1 / (1 + t)", "def lr_lambda(t):\n    return math.exp(-t / 30)")
WORDS = ("lux", "Transformers", "2021-06", "发布", "融资", "clement", "bloom", "第一个 提交", "没有这样的词")
UNTOUCHED = 0.3  # of the controls


def values_of(id, text):
    """Return the values of the one setting that a query holds."""
    [setting] = read_settings(bridge.find(id), query.read(text))
    assert not setting.problems
    return setting.values


def queries(id, **among):
    """Return the strategy of `random_query`."""
    return randoms(use_true_random=False).map(lambda generator: random_query(generator, id, **among))


def random_query(generator, id, **among):
    """Return the query of a random setting; some of its texts may be asked for.

    Args:
        generator: A random.Random.
        id: Of the playground.
        among: Texts that the controls accept, by the names of these.
    """
    its = tried(id)
    reader = Reader(generator, its, among)
    controls = bridge.find(id).controls
    texts: dict[str, str] = {}
    while unread := [each for each in controls(texts) if not can_read(each, texts.get(each.name))]:
        texts[unread[0].name] = reader.text(unread[0], texts)  # which may bring other controls, or other ranges
    texts = {control.name: texts[control.name] for control in controls(texts)}
    return query.joined(list(its.agree(texts).items()))


def can_read(control, text):
    if text is None:
        return False
    try:
        read_text(control, text)
    except SettingError:
        return False
    return True


class Reader:
    """Who sets controls at random; see `random_query`."""

    def __init__(self, generator, tried, among):
        self.random = generator
        self.tried = tried
        self.among = among

    def text(self, control, texts):
        """Return a text for a control, in view of the texts beside it."""
        if control.name in self.among:
            return self.random.choice(list(self.among[control.name]))
        if isinstance(control, Items) and control.beside:
            return self.items(control, len(calls.read(texts[control.beside])) - 1)
        if self.random.random() < UNTOUCHED and self.is_quick(control):
            return control.default
        if control.name in self.tried.texts:
            return self.tried.texts[control.name](self.random, control)
        if isinstance(control, Number):
            return self.number(control)
        if isinstance(control, Choice):
            return self.random.choice([text for text, _ in control.options])
        if isinstance(control, Switch):
            return self.random.choice(["true", "false"])
        if isinstance(control, Code):
            return self.random.choice(FUNCTIONS)
        if isinstance(control, Text):
            return self.random.choice(WORDS)
        if isinstance(control, Table):
            return "\n".join(self.place(control) for _ in range(self.random.randint(0, 30)))
        if isinstance(control, Points):
            return self.points(control, int(texts.get("n", "0")))
        if isinstance(control, Nested):
            count = 1 if control.single else self.random.randint(1, 3)
            return calls.write([self.call(control) for _ in range(count)])
        assert isinstance(control, Items)
        return self.items(control, self.random.randint(1 if isinstance(control, Curve) else 0, 5))

    def ends(self, control):
        return self.tried.ranges.get(control.name, control.slider)

    def is_quick(self, control):
        """Return whether the default is small enough for a test."""
        return (
            not isinstance(control, Number) or self.ends(control)[0] <= float(control.default) <= self.ends(control)[1]
        )

    def number(self, control):
        low, high = self.ends(control)
        if control.integer:
            return str(self.random.randint(math.ceil(low), math.floor(high)))
        if control.logarithmic:
            return exact(math.exp(self.random.uniform(math.log(low), math.log(high))))
        return exact(self.random.uniform(low, high))

    def items(self, control, count):
        texts = [self.text(control.item, {}) for _ in range(count)]
        if control.increasing == "strictly":
            texts = list(dict.fromkeys(texts))
        return ",".join(sorted(texts, key=float) if control.increasing else texts)

    def points(self, control, there):
        """Return new points; where they change ``there`` points, some of these are moved and some deleted, too."""
        entries = [self.place(control) for _ in range(self.random.randint(0, 3))]
        if there and not control.places:
            entries += [
                f"{self.random.randrange(there)}:{self.place(control)}" for _ in range(self.random.randint(0, 3))
            ]
            entries += [f"{self.random.randrange(there)}:" for _ in range(self.random.randint(0, 2))]
        return ";".join(entries)

    def place(self, control):
        place = f"{self.random.uniform(0, 10):.2f},{self.random.uniform(0, 10):.2f}"
        return place + self.random.choice(["", ",0", ",1"]) if getattr(control, "classes", False) else place

    def call(self, control):
        """Return a thing of a nested control; most of them hold no others."""
        kinds = [kind for kind, _ in control.options]
        if self.random.random() < 0.7:
            kinds = [kind for kind in kinds if not any(isinstance(part, Nested) for part in control.parts(kind))]
        kind = self.random.choice(kinds)
        made = InnerForm(control.parts(kind), calls.Call(kind, []))
        for each in made.controls:
            made.set_text(each, self.text(each, {other.name: made.text(other) for other in made.controls}))
        return made.call
