"""The figures of the article on the history of Hugging Face."""

from plots.figures import Drawing, gathered
from plots.figures.huggingface import activity, library, money, weeks
from plots.hands import taken_over
from plots.playgrounds.huggingface import PLAYGROUND

TOPIC = "huggingface"
FIGURES = {
    **{name: Drawing(draw) for name, draw in taken_over(PLAYGROUND).items()},
    "bert-weeks": Drawing(weeks.draw_bert_weeks),
    "names": Drawing(library.draw_names),
    "activity": Drawing(activity.draw_activity),
    "releases": Drawing(library.draw_releases),
    "funding": Drawing(money.draw_funding),
    **gathered("plots.figures.huggingface."),
}
