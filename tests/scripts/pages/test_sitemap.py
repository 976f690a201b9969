import datetime
import types

import pytest

from scripts.pages.sitemap import set_dates


def page(**more):
    return types.SimpleNamespace(**{"update_date": "today", "meta": {}, "is_homepage": False} | more)


def post(created, updated=None, **meta):
    date = types.SimpleNamespace(created=datetime.datetime(*created), updated=updated and datetime.datetime(*updated))
    return page(config=types.SimpleNamespace(date=date), meta=meta)


EDITED = post((2016, 7, 9), (2026, 11, 24))
FIRST = post((2022, 6, 5), tags=["学习率"])
NOTEBOOK = page(
    meta={
        "date": "2026-01-02",
        "revisions": [{"date": "2026-01-05", "what": "重写"}, {"date": "2016-07", "what": "发表"}],
    }
)


@pytest.mark.parametrize(
    ("asked", "date"),
    [
        (EDITED, "2026-11-24"),
        (FIRST, "2022-06-05"),
        (NOTEBOOK, "2026-01-05"),
        (page(is_homepage=True), "2026-11-24"),
        (page(meta={"listing": {"shows": "posts"}}), "2026-11-24"),
        (page(meta={"listing": {"shows": "tag", "tag": "学习率"}}), "2022-06-05"),
        (page(meta={"figure": "a/b", "shown": {"home": FIRST}}), "2022-06-05"),
        (page(meta={"updated": datetime.date(2026, 2, 3)}), "2026-02-03"),
        (page(), ""),
    ],
)
def test_each_page_has_the_day_of_what_it_is_made_of(asked, date):
    set_dates(iter([EDITED, FIRST, NOTEBOOK, asked]))
    assert asked.update_date == date


def test_without_texts_the_dates_stay():
    asked = page()
    set_dates([asked])
    assert asked.update_date == "today"
