"""The models and the card that several figures of this article speak of."""

from plots.models.zero.memory import GB

GPT2 = 1.5e9  # parameters; the running example of the article's first half
PAPER = 7.5e9  # parameters; of the ZeRO paper's first figure
V100 = 32 * GB
