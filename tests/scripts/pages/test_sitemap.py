import datetime
import types

from scripts.pages.sitemap import set_dates


def post(created, updated=None):
    date = types.SimpleNamespace(created=datetime.datetime(*created), updated=updated and datetime.datetime(*updated))
    return types.SimpleNamespace(update_date="today", config=types.SimpleNamespace(date=date))


def test_a_post_has_the_date_of_its_last_edition_and_a_list_that_of_the_newest_post():
    edited, first, page = (
        post((2016, 7, 9), (2026, 11, 24)),
        post((2022, 6, 5)),
        types.SimpleNamespace(update_date="today"),
    )
    set_dates(iter([page, first, edited]))
    assert edited.update_date == "2026-11-24"
    assert first.update_date == "2022-06-05"
    assert page.update_date == "2026-11-24"


def test_without_posts_the_dates_stay():
    page = types.SimpleNamespace(update_date="2026-01-01")
    set_dates([page])
    assert page.update_date == "2026-01-01"
