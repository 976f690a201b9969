"""The dates in the sitemap: when a page last changed, not when the site was built."""

import datetime
from collections.abc import Iterable
from typing import Any


def set_dates(pages: Iterable[Any]) -> None:
    """Give each of MkDocs' ``pages`` the date of its post; all others that of the newest post, since they list or serve it.

    MkDocs writes these dates into the sitemap, and the newest one as the time of sitemap.xml.gz.
    """
    pages = list(pages)
    dates = [changed(page) for page in pages if is_post(page)]
    for page in pages if dates else []:
        page.update_date = str(changed(page) if is_post(page) else max(dates))


def is_post(page: Any) -> bool:
    return hasattr(page, "config")


def changed(post: Any) -> datetime.date:
    """Return the day of the last edition of a post of Material's blog plugin."""
    day: datetime.datetime = post.config.date.updated or post.config.date.created
    return day.date()
