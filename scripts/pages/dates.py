"""When a text was published and when it was edited, whatever kind of page it is; days are ISO dates."""

from typing import Any

from scripts.shared.revisions import newest, revisions

Page = Any  # mkdocs.structure.pages.Page, or Material's Post, whose dates are in its ``config``


def published(page: Page) -> str:
    """Return the day of the first edition of a post or a notebook; nothing for other pages."""
    if hasattr(page, "config"):
        return str(page.config.date.created.date())
    return str(page.meta.get("date", ""))


def edited(page: Page) -> str:
    """Return the day of the last edition of a post or a notebook; nothing for other pages."""
    if hasattr(page, "config"):
        return str((page.config.date.updated or page.config.date.created).date())
    return max(published(page), newest(revisions(page.meta))) if published(page) else ""
