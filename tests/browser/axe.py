"""What axe-core finds wrong in a page."""

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

COLOURS = ["color-contrast", "link-in-text-block"]  # the rules whose answer depends on the scheme; the slow ones
ALL_BUT_COLOURS = {rule: {"enabled": False} for rule in COLOURS}


def violations(page: Page, within: str | None = None, **options: object) -> list[str]:
    """Return the broken rules, each with the first places; ``within``: the selector of what is looked at."""
    found = Axe().run(page, context=within, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [
        f"{each['id']}: {json.dumps([node['html'][:200] for node in each['nodes'][:3]], ensure_ascii=False)}"
        for each in found
    ]
