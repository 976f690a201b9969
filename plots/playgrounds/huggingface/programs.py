"""Programs that print the same from the tables of this site."""

from plots.models.history import dates
from plots.models.history.events import LANES
from plots.playgrounds.huggingface.settings import SUBJECT, TIMELINE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plots.playgrounds.controls import Values

EVENTS = """from plots.data.history import history
from plots.models.history.dates import written
from plots.models.history.events import filtered

for event in filtered(
    history().events,
    lanes={lanes},
    first_year={first},
    last_year={last},
    search={search},
):
{chosen}    print(written(event.date), event.title, event.source)
"""
CHOSEN = """    if event.id not in LANDMARKS:
        continue
"""
STARS = """from plots.data.history import history
from plots.models.history.dates import date, written
from plots.models.history.stars import between, stars_per_day

shown = between(history().snapshots, date("{first}"), date("{last}"))
for snapshot in shown:
    print(written(snapshot.date), snapshot.stars)
print(stars_per_day(shown))
"""


def written(values: "Values") -> "list[tuple[str, str]]":
    if values[SUBJECT] == TIMELINE:
        text = EVENTS.replace("{lanes}", repr(tuple([lane for lane in LANES if values[lane]])))
        text = text.replace("{first}", str(values["first"])).replace("{last}", str(values["last"]))
        if values["story"]:
            text = text.replace(
                "filtered\n\n", "filtered\nfrom plots.pictures.huggingface.landmarks import LANDMARKS\n\n"
            )
        text = text.replace("{chosen}", CHOSEN if values["story"] else "")
        return [("本站的数据", text.replace("{search}", literal(values["search"])))]
    from plots.playgrounds.huggingface.stars import stars_of

    shown = stars_of(values).snapshots
    text = STARS.replace("{first}", dates.written(shown[0].date)).replace("{last}", dates.written(shown[-1].date))
    return [("本站的数据", text)]


def literal(text: str) -> str:
    """Return a line as Python writes it; in the page ``repr`` gives numbers for Chinese characters."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
