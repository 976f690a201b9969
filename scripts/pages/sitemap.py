"""The dates in the sitemap: when a page last changed, not when the site was built."""

import datetime
from collections.abc import Iterable
from typing import Any


def set_dates(pages: Iterable[Any]) -> None:
    """Give each of MkDocs' ``pages`` the date of its post or notebook; all others that of the newest, which they list.

    MkDocs writes these dates into the sitemap, and the newest one as the time of sitemap.xml.gz.
    """
    pages = list(pages)
    dates = [date for page in pages if (date := changed(page))]
    for page in pages if dates else []:
        page.update_date = str(changed(page) or max(dates))


def changed(page: Any) -> datetime.date | None:
    """Return the day of the last edition of a post of Material's blog plugin or of a notebook; None for other pages."""
    if hasattr(page, "config"):
        day: datetime.datetime = page.config.date.updated or page.config.date.created
        return day.date()
    return getattr(page, "meta", {}).get("date")
