"""A block of an article is run, changed, stopped and brought back, by a reader who presses, types and leaves."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.articles

ARTICLE = "posts/zero/"


def test_a_block_runs_with_what_it_needs_and_can_be_changed_and_brought_back(new_page, server):
    page = new_page(first_visit=True)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server + ARTICLE)
    block = page.locator("pre[data-program='1']")  # needs the first one
    printed = page.locator("pre[data-program='1'] + pre")
    shown = printed.text_content()
    page.locator("details", has=block).locator("summary").click()
    block.scroll_into_view_if_needed()
    run = block.get_by_role("button", name="运行")
    expect(run).to_be_visible()
    assert not [address for address in asked if re.search(r"program\.mjs|programs\.json|wasm|editor", address)]

    run.click()
    said = block.get_by_role("status")

    def says(text):
        """Wait for what is said; the page looks at each frame, and so knows a second earlier than one who asks it."""
        page.wait_for_function("([said, text]) => said.textContent === text", arg=[said.element_handle(), text])

    says("输出与文中相同。")
    assert printed.text_content() == shown
    assert not [address for address in asked if "editor" in address]

    block.get_by_role("button", name="编辑").click()
    expect(block.locator(".cm-content")).to_be_focused()
    write(page, "print(gb(1e9), 0.1 + 0.2)\nprint(nothing)")
    says("第 2 行出错：NameError: name 'nothing' isn't defined")
    expect(printed).to_have_text("1.0 0.3")

    write(page, "while True:\n    pass")
    says("运行超过 2 秒，停下了。")
    write(page, "print('<b>' * 1_000_000)")
    says("输出太长，只留了开头。")
    assert len(printed.text_content()) <= 20_001
    assert printed.locator("b").count() == 0
    write(page, "raise BaseException('完')")
    says("第 1 行出错：BaseException: 完")

    block.get_by_role("button", name="复原").click()
    assert printed.text_content() == shown
    expect(block.locator(".cm-editor")).to_have_count(0)
    worker = page.workers[-1]  # one that was stopped may still be on its way out
    with worker.expect_event("close"):  # with the page
        page.get_by_role("link", name="关于").first.click()
    page.wait_for_url(re.compile("about/"))
    expect(page.locator("pre[data-program]")).to_have_count(0)


def write(page, code):
    """Write code into the editor that has the focus, and run it."""
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(code)
    page.keyboard.press("ControlOrMeta+Enter")
