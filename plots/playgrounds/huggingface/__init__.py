"""The history of Hugging Face: its timeline, event by event, and the stars of Transformers in a range.

All dates, numbers and sources are rows of plots/data, which come into the page as the files that they are; those of the
stars when they are asked for.
"""

from plots.playgrounds.huggingface.pictures import timeline_picture
from plots.playgrounds.huggingface.sentences import events_sentence
from plots.playgrounds.huggingface.settings import STARS, SUBJECT, TIMELINE, controls
from plots.playgrounds.huggingface.tables import Events, events_of
from plots.playgrounds.playground import Drawn, Playground
from plots.playgrounds.query import fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Values
    from plots.playgrounds.huggingface.stars import Stars

PRESETS = (
    ("story", "讲故事：只走大事", "story=true"),
    ("chatbot", "聊天机器人时代，2016 到 2018 年", "last=2018"),
    ("money", "只看融资", "product=false&open-source=false&research=false&community=false&company=false"),
    (
        "library",
        "开源：2018 到 2020 年",
        "product=false&research=false&funding=false&community=false&company=false&first=2018&last=2020",
    ),
    ("transformers", "搜索 transformers", "search=transformers"),
    ("china", "中国：镜像与屏蔽", "search=china"),
    ("since", "2022 年以后", "first=2022"),
    ("spring", "星标：2023 年春天", "view=stars&start=2022.75&end=2023.75&zero=false"),
)
FIGURES = (("", "huggingface/timeline"), ("view=stars", "huggingface/stars"))


def compute(values: "Values") -> "Events | Stars":
    if values[SUBJECT] == TIMELINE:
        return events_of(values)
    from plots.playgrounds.huggingface.stars import stars_of

    return stars_of(values)


def pictures(drawn: "list[Drawn[Events | Stars]]") -> "tuple[list[str], list[str]]":
    return [TIMELINE if isinstance(drawn[0].result, Events) else STARS], []


def picture(name: str, drawn: "list[Drawn[Events | Stars]]") -> str:
    result = drawn[0].result
    if isinstance(result, Events):
        return timeline_picture(result)
    from plots.playgrounds.huggingface.stars import stars_picture

    return stars_picture(result)


def sentence(drawn: "list[Drawn[Events | Stars]]", step: int) -> str:
    """Return what is seen at an event, or at the snapshot nearest to a month."""
    result = drawn[0].result
    if isinstance(result, Events):
        return events_sentence(result, step)
    from plots.playgrounds.huggingface.stars import stars_sentence

    return stars_sentence(result, step)


def listing(query: str, *, page: bool, href: str) -> str:
    """Return all events as HTML, "" for a setting that shows none."""
    from plots.playgrounds.huggingface.items import all_events

    return all_events(page=page, href=href) if dict(fields(query)).get(SUBJECT, TIMELINE) == TIMELINE else ""


PLAYGROUND = Playground(
    id="huggingface",
    title="Hugging Face 的时间线",
    subject=SUBJECT,
    controls=controls,
    compute=compute,
    pictures=pictures,
    picture=picture,
    sentence=sentence,
    presets=PRESETS,
    figures=FIGURES,
    listing=listing,
    most_settings=1,  # a history is not compared with itself
)
