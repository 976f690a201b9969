"""What a playground tells the engine; playground.pyi has the types, and what each part is."""

from collections import namedtuple

from plots.playgrounds.query import MOST_SETTINGS

Drawn = namedtuple("Drawn", "setting label values result")


class Playground:
    """A playground: each package has one, its ``PLAYGROUND``."""

    def __init__(self, **parts):
        self.presets = ()
        self.names = ()
        self.figures = ()
        self.advance = lambda name, drawn: None
        self.roles = lambda settings: [1 + i for i in range(len(settings))]
        self.listing = lambda query, page, href: ""
        self.implied = {}
        self.varied = ()
        self.more = ""
        self.first_step = 0
        self.most_settings = MOST_SETTINGS
        for name, part in parts.items():
            setattr(self, name, part)


def one_each(name, drawn):
    return [f"{name}-{i + 1}" if i else name for i in range(len(drawn))]


def all_alike(settings):
    return [1 for _ in settings]
